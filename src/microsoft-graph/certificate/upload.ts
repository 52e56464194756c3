// The rules of an upload: what the service reads out of the certificate, and which certificates it takes. No real refusal is
// known, so every sentence here is ours, and which certificates are refused is a choice (docs/certificate.md).
import type { Clock } from '../../clock.ts';
import { sentenceOf } from '../../contract/violations.ts';
import { HttpError } from '../../errors/http-error.ts';
import type { components } from '../../generated/document.js';
import type { PrivateState } from '../../resources/private-state.ts';
import type { Settings } from '../../world-settings.ts';
import { wholeSeconds } from '../dates.ts';
import { isObserved } from '../settings.ts';
import { type ReadCertificate, readCertificate } from './parse.ts';
import { requestKey } from './signing-request.ts';

export type Certificate = components['schemas']['applePushNotificationCertificate'];

export interface Uploading {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly privateState: PrivateState;
}

/**
 * The members that the service sets along with those of the body, and over them; only a certificate that is held against the
 * tenant's key takes its time.
 * @throws HttpError BODY_INVALID or STATE_INVALID, naming the member `certificate`; nothing is written then
 */
export function derivedFrom(
  body: Partial<Certificate>,
  uploading: Uploading,
): Partial<Certificate> | Promise<Partial<Certificate>> {
  const { clock, settings } = uploading;
  const observed = isObserved(settings);
  const lastModifiedDateTime = observed ? wholeSeconds(clock.now()) : clock.timestamp();
  const { certificate } = body;
  if (certificate === undefined) return { lastModifiedDateTime };
  const read = readCertificate(certificate ?? '');
  if (read.kind === 'broken') throw refusal('certificate', read.message);
  if (read.kind === 'certificate') {
    const derived = { lastModifiedDateTime, ...tellingOf(read.certificate), ...statusAfter(body, observed) };
    return observed ? requireUsable(read.certificate, uploading).then(() => derived) : derived;
  }
  // Microsoft's own example sends a text that is no certificate. What the service makes of null or an empty text, with which
  // some tools mean to remove the certificate, nobody has seen: it is refused like any other text that is none.
  if (observed) throw refusal('certificate', 'must be an X.509 certificate in PEM');
  return { lastModifiedDateTime };
}

function tellingOf({ topic, serial, notAfter }: ReadCertificate): Partial<Certificate> {
  return {
    ...(topic !== undefined && { topicIdentifier: topic }),
    certificateSerialNumber: serial,
    expirationDateTime: wholeSeconds(notAfter),
  };
}

/** A certificate that was taken leaves nothing of a failure before it: real ones show null for both. */
function statusAfter(body: Partial<Certificate>, observed: boolean): Partial<Certificate> {
  const { certificateUploadStatus: status = null, certificateUploadFailureReason: reason = null } = observed
    ? {}
    : body;
  return { certificateUploadStatus: status, certificateUploadFailureReason: reason };
}

/** The topics of device management. */
const MANAGEMENT = /^com\.apple\.mgmt\./;

async function requireUsable(
  { topic, notAfter, publicKey }: ReadCertificate,
  { clock, privateState }: Uploading,
): Promise<void> {
  // It could push to nothing.
  if (topic === undefined || !MANAGEMENT.test(topic)) {
    throw refusal('push', 'is not for push to managed devices: its subject has no UID com.apple.mgmt.…');
  }
  // It would be of no use from its first day.
  if (notAfter.getTime() < clock.moment()) {
    throw refusal('expired', `expired on ${wholeSeconds(notAfter)}`, 'STATE_INVALID');
  }
  // The tenant could not use it without its key.
  if (publicKey === undefined || publicKey !== (await requestKey(privateState))) {
    throw refusal('key', 'was not made from the signing request of this tenant', 'STATE_INVALID');
  }
}

export function refusal(
  rule: string,
  message: string,
  code: 'BODY_INVALID' | 'STATE_INVALID' = 'BODY_INVALID',
): HttpError {
  const violation = { pointer: '/certificate', rule, message };
  return new HttpError({ code, message: sentenceOf(violation, 'body'), violations: [violation] });
}
