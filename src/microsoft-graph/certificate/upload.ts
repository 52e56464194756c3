// The rules of an upload: what the service reads from the certificate, and which certificates it accepts. No refusal of the real
// service is known. So every message is ours, and which certificates are refused is a choice (docs/microsoft-graph/certificate.md).
import type { Clock } from '../../clock.ts';
import { sentenceOf } from '../../contract/validation/violations.ts';
import { HttpError } from '../../errors/http-error.ts';
import type { components } from '../../generated/document.js';
import type { PrivateState } from '../../resources/state/private-state.ts';
import type { Settings } from '../../world-settings.ts';
import { formatSeconds } from '../dates.ts';
import { isObserved } from '../settings.ts';
import { type CertificateFields, parseCertificate } from './parse.ts';
import { requestKey } from './signing-request.ts';

export type Certificate = components['schemas']['applePushNotificationCertificate'];

export interface UploadContext {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly privateState: PrivateState;
}

/**
 * The properties that the service sets. They take precedence over those of the body. Returns a promise only if the certificate is
 * compared with the tenant's key.
 * Throws HttpError BODY_INVALID or STATE_INVALID, with the property `certificate`, if the certificate is refused.
 */
export function derivedProperties(
  body: Partial<Certificate>,
  context: UploadContext,
): Partial<Certificate> | Promise<Partial<Certificate>> {
  const { clock, settings } = context;
  const observed = isObserved(settings);
  const lastModifiedDateTime = observed ? formatSeconds(clock.now()) : clock.timestamp();
  const { certificate } = body;
  if (certificate === undefined) return { lastModifiedDateTime };
  const parsed = parseCertificate(certificate ?? '');
  if (parsed.kind === 'invalid') throw invalidUpload('certificate', parsed.message);
  if (parsed.kind === 'certificate') {
    const derived = { lastModifiedDateTime, ...propertiesOf(parsed.certificate), ...statusAfter(body, observed) };
    return observed ? requireUsable(parsed.certificate, context).then(() => derived) : derived;
  }
  // Microsoft's own example sends a text that is not a certificate. Some tools send null or an empty text to remove the
  // certificate. The real response to that is not known: the profile `observed` refuses it like any other text.
  if (observed) throw invalidUpload('certificate', 'must be an X.509 certificate in PEM');
  return { lastModifiedDateTime };
}

function propertiesOf({ topic, serial, notAfter }: CertificateFields): Partial<Certificate> {
  return {
    ...(topic !== undefined && { topicIdentifier: topic }),
    certificateSerialNumber: serial,
    expirationDateTime: formatSeconds(notAfter),
  };
}

/** An accepted certificate clears an earlier failure. Real certificates have null in both properties. */
function statusAfter(body: Partial<Certificate>, observed: boolean): Partial<Certificate> {
  const { certificateUploadStatus: status = null, certificateUploadFailureReason: reason = null } = observed
    ? {}
    : body;
  return { certificateUploadStatus: status, certificateUploadFailureReason: reason };
}

/** The topics of device management start like this. */
const MDM_TOPIC = /^com\.apple\.mgmt\./;

async function requireUsable(
  { topic, notAfter, publicKey }: CertificateFields,
  { clock, privateState }: UploadContext,
): Promise<void> {
  // Without such a topic the certificate cannot push to managed devices.
  if (topic === undefined || !MDM_TOPIC.test(topic)) {
    throw invalidUpload(
      'push',
      'cannot push to managed devices: its subject has no UID that starts with com.apple.mgmt.',
    );
  }
  if (notAfter.getTime() < clock.moment()) {
    throw invalidUpload('expired', `expired on ${formatSeconds(notAfter)}`, 'STATE_INVALID');
  }
  // The tenant has no private key for any other certificate.
  if (publicKey === undefined || publicKey !== (await requestKey(privateState))) {
    throw invalidUpload('key', 'was not created from the signing request of this tenant', 'STATE_INVALID');
  }
}

export function invalidUpload(
  rule: string,
  message: string,
  code: 'BODY_INVALID' | 'STATE_INVALID' = 'BODY_INVALID',
): HttpError {
  const violation = { pointer: '/certificate', rule, message };
  return new HttpError({ code, message: sentenceOf(violation, 'body'), violations: [violation] });
}
