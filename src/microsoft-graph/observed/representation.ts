// The representation of the certificate as real tenants got it: ten properties in a fixed order, no wrapper, no type, and never the
// text of the certificate. Behaviours GET-OK-01 to 11 and PATCH-OK-02 to 04.
import type { HandlerCall } from '../../behaviours/handlers.ts';
import type { JsonObject } from '../../json/value.ts';
import { uuidAt } from '../../random.ts';
import { NEVER, toUtc, toUtcSeconds } from '../dates.ts';
import { setting } from '../settings.ts';

export type RepresentedCall = Pick<HandlerCall, 'clock' | 'operation' | 'ordinal' | 'seed' | 'service' | 'settings'>;

/** @param modified the value of lastModifiedDateTime, if it is not the stored one */
export function observedCertificate(
  state: JsonObject,
  call: RepresentedCall,
  modified = state.lastModifiedDateTime,
): JsonObject {
  const { service, settings, clock } = call;
  const isTimeOfRead = setting(settings, 'modified') === 'read' && call.operation.method === 'GET';
  const lastModified = isTimeOfRead ? clock.timestamp() : String(modified);
  return {
    '@odata.context': `${service}/$metadata#deviceManagement/applePushNotificationCertificate/$entity`,
    id: idOf(state, call),
    appleIdentifier: state.appleIdentifier ?? null,
    topicIdentifier: state.topicIdentifier ?? null,
    lastModifiedDateTime: toUtcSeconds(lastModified),
    // A certificate ends at a full second.
    expirationDateTime: toUtcSeconds(String(state.expirationDateTime ?? NEVER)),
    certificateUploadStatus: state.certificateUploadStatus ?? null,
    certificateUploadFailureReason: state.certificateUploadFailureReason ?? null,
    certificateSerialNumber: state.certificateSerialNumber ?? null,
    certificate: null,
  };
}

/** Recorded: the response to an update and the next read had different ids for one certificate. The reason is not known. */
function idOf(state: JsonObject, { operation, ordinal, seed, settings }: RepresentedCall): string {
  if (setting(settings, 'ids') === 'stable') return String(state.id);
  return uuidAt(seed, 'id of the certificate', operation.id, ordinal);
}

/** The response of a function. The context is that of OData 4.01 for a string. No response of this function was recorded. */
export function observedText(body: JsonObject, { service }: RepresentedCall): JsonObject {
  return { '@odata.context': `${service}/$metadata#Edm.String`, ...body };
}

/** A consent as it was read (CONS-01). The response to giving a consent is inferred to be the same. */
export function observedConsent(
  { '@odata.type': _type, ...state }: JsonObject,
  { service }: RepresentedCall,
): JsonObject {
  return {
    '@odata.context': `${service}/$metadata#deviceManagement/dataSharingConsents/$entity`,
    ...state,
    grantDateTime: toUtc(String(state.grantDateTime)),
  };
}
