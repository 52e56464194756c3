// The consent that data is shared with Apple: read, and given once and for all.
import type { Handlers } from '../../behaviours/handlers.ts';
import { HttpError } from '../../errors/http-error.ts';
import type { operations } from '../../generated/document.js';
import { grantorIn } from './grantor.ts';

/** The one consent that there is. */
const CONSENT = 'appleMDMPushCertificate';

export const consentHandlers: Handlers<operations> = {
  getDataSharingConsent({ parameters, next }) {
    requireKnown(parameters.path['dataSharingConsent-id']);
    return next();
  },
  async consentToDataSharing({ parameters, credentials, clock, seed, resource, next }) {
    requireKnown(parameters.path['dataSharingConsent-id']);
    if (!resource) return next();
    const before = await resource.read();
    // Once given it is not given again, and there is no way to take it back.
    if (before.granted) return { status: 200, body: before };
    const given = { granted: true, grantDateTime: clock.timestamp(), ...grantorIn(credentials, seed) };
    return { status: 200, body: await resource.change({ body: given, mediaType: 'application/json' }) };
  },
};

function requireKnown(id: string): void {
  if (id === CONSENT) return;
  throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message: `There is no consent ${id}; there is ${CONSENT}.` });
}
