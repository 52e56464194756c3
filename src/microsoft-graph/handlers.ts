// What the certificate's operations do beyond what their document says.
import type { Handlers } from '../behaviours/handlers.ts';
import type { operations } from '../generated/document.js';

export const handlers: Handlers<operations> = {
  /** The update answers the whole certificate; when it was last modified is the service's to say, whatever the body says. */
  async updateApplePushNotificationCertificate({ body, mediaType, clock, resource, next }) {
    if (!resource) return next();
    const lastModifiedDateTime = clock.timestamp();
    return { status: 200, body: await resource.change({ body, mediaType }, { lastModifiedDateTime }) };
  },
};
