// The consent to share data with Apple: read it, and give it once. It cannot be withdrawn.
import type { Handlers } from '../../behaviours/handlers.ts';
import { HttpError } from '../../errors/http-error.ts';
import type { operations } from '../../generated/document.js';
import { grantorIn } from './grantor.ts';

/** The id of the only consent. */
const CONSENT_ID = 'appleMDMPushCertificate';

export const consentHandlers: Handlers<operations> = {
  getDataSharingConsent({ parameters, next }) {
    requireKnownConsent(parameters.path['dataSharingConsent-id']);
    return next();
  },
  async consentToDataSharing({ parameters, credentials, clock, seed, resource, next }) {
    requireKnownConsent(parameters.path['dataSharingConsent-id']);
    if (!resource) return next();
    const before = await resource.read();
    if (before.granted) return { status: 200, body: before };
    const granted = { granted: true, grantDateTime: clock.timestamp(), ...grantorIn(credentials, seed) };
    return { status: 200, body: await resource.patch({ body: granted, mediaType: 'application/json' }) };
  },
};

function requireKnownConsent(id: string): void {
  if (id === CONSENT_ID) return;
  throw new HttpError({
    code: 'RESOURCE_NOT_FOUND',
    message: `There is no consent '${id}'. The only one is '${CONSENT_ID}'.`,
  });
}
