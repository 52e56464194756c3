// What the operations do beyond what their document says.
import type { Handlers } from '../behaviours/handlers.ts';
import type { operations } from '../generated/document.js';
import { downloadSigningRequest, newSigningRequest } from './certificate/signing-request.ts';
import { upload } from './certificate/store.ts';
import { derivedFrom } from './certificate/upload.ts';
import { consentHandlers } from './consent/handlers.ts';

export const handlers: Handlers<operations> = {
  ...consentHandlers,
  /** The update answers the whole certificate; what the service reads out of it and when, is the service's to say. */
  async updateApplePushNotificationCertificate(call) {
    const { body, mediaType, resource, next } = call;
    if (!resource) return next();
    const deriving = derivedFrom(body, call);
    const derived = deriving instanceof Promise ? await deriving : deriving;
    return { status: 200, body: await upload(resource, { request: { body, mediaType }, derived, call }) };
  },
  downloadApplePushNotificationCertificateSigningRequest: async ({ privateState }) => ({
    status: 200,
    body: { value: await downloadSigningRequest(privateState) },
  }),
  generateApplePushNotificationCertificateSigningRequest: async ({ privateState }) => ({
    status: 200,
    body: { value: await newSigningRequest(privateState) },
  }),
};
