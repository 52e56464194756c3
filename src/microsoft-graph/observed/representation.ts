// The certificate as tenants were shown it: ten members in one order, not wrapped, without its type; the text of the
// certificate never comes back. Behaviours GET-OK-01 to 11 and PATCH-OK-02 to 04.
import type { HandlerCall } from '../../behaviours/handlers.ts';
import type { JsonObject } from '../../json/value.ts';
import { uuidAt } from '../../random.ts';
import { NEVER } from '../dates.ts';
import { setting } from '../settings.ts';
import { inSeconds, inUtc } from './dates.ts';

export type ShowingCall = Pick<HandlerCall, 'clock' | 'operation' | 'ordinal' | 'seed' | 'service' | 'settings'>;

/** @param modified what lastModifiedDateTime is to say, where it is not what is kept */
export function observedCertificate(
  state: JsonObject,
  call: ShowingCall,
  modified = state.lastModifiedDateTime,
): JsonObject {
  const { service, settings, clock } = call;
  const read = setting(settings, 'modified') === 'read' && call.operation.method === 'GET';
  const lastModified = read ? clock.timestamp() : String(modified);
  return {
    '@odata.context': `${service}/$metadata#deviceManagement/applePushNotificationCertificate/$entity`,
    id: idIn(state, call),
    appleIdentifier: state.appleIdentifier ?? null,
    topicIdentifier: state.topicIdentifier ?? null,
    lastModifiedDateTime: inSeconds(lastModified),
    // What ends with a certificate ends with a whole second, since a certificate tells no other.
    expirationDateTime: inSeconds(String(state.expirationDateTime ?? NEVER)),
    certificateUploadStatus: state.certificateUploadStatus ?? null,
    certificateUploadFailureReason: state.certificateUploadFailureReason ?? null,
    certificateSerialNumber: state.certificateSerialNumber ?? null,
    certificate: null,
  };
}

/** Recorded: the answer of an update and the next read told two ids of one certificate. Why is not known. */
function idIn(state: JsonObject, { operation, ordinal, seed, settings }: ShowingCall): string {
  if (setting(settings, 'ids') === 'stable') return String(state.id);
  return uuidAt(seed, 'id of the certificate', operation.id, ordinal);
}

/** What a function answers. The context of a text is the one of OData 4.01; no answer of this function was recorded. */
export function observedText(answer: JsonObject, { service }: ShowingCall): JsonObject {
  return { '@odata.context': `${service}/$metadata#Edm.String`, ...answer };
}

/** A consent that was read (CONS-01); none that was given was recorded, and it is taken to be shown the same way. */
export function observedConsent({ '@odata.type': _type, ...state }: JsonObject, { service }: ShowingCall): JsonObject {
  return {
    '@odata.context': `${service}/$metadata#deviceManagement/dataSharingConsents/$entity`,
    ...state,
    grantDateTime: inUtc(String(state.grantDateTime)),
  };
}
