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
    const { body, mediaType, settings, clock, hidden, seed, ordinal, resource, next } = call;
    if (!resource) return next();
    const derived = await derivedFrom(body, { settings, clock, hidden });
    const place = { seed, ordinal };
    return { status: 200, body: await upload(resource, { request: { body, mediaType }, derived, settings, place }) };
  },
  downloadApplePushNotificationCertificateSigningRequest: async ({ hidden }) => ({
    status: 200,
    body: { value: await downloadSigningRequest(hidden) },
  }),
  generateApplePushNotificationCertificateSigningRequest: async ({ hidden }) => ({
    status: 200,
    body: { value: await newSigningRequest(hidden) },
  }),
};
