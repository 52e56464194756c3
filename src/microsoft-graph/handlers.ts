// The handlers of the operations: the rules that the OpenAPI document cannot express.
import type { Handlers } from '../behaviours/handlers.ts';
import { whenKnown } from '../eventually.ts';
import type { operations } from '../generated/document.js';
import { downloadSigningRequest, newSigningRequest } from './certificate/signing-request.ts';
import { upload } from './certificate/store.ts';
import { derivedProperties } from './certificate/upload.ts';
import { consentHandlers } from './consent/handlers.ts';

export const handlers: Handlers<operations> = {
  ...consentHandlers,
  /** Returns the whole certificate. The service sets the properties that it reads from an uploaded certificate. */
  updateApplePushNotificationCertificate(call) {
    const { body, mediaType, stored, next } = call;
    if (!stored) return next();
    return whenKnown(derivedProperties(body, call), (derived) =>
      whenKnown(upload(stored, { request: { body, mediaType }, derived, call }), (certificate) => {
        return { status: 200, body: certificate } as const;
      }),
    );
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
