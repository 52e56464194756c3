// What tenants were answered, made of what the document's handlers answer.
import type { HandlerCall, Handlers, NextResponse } from '../../behaviours/handlers.ts';
import type { operations } from '../../generated/document.js';
import { isObject, type JsonObject } from '../../json/value.ts';
import { readCertificate } from '../certificate/parse.ts';
import { wholeSeconds } from '../dates.ts';
import { observedCertificate, observedConsent, observedText } from './representation.ts';

export const observedHandlers: Handlers<operations> = {
  getApplePushNotificationCertificate: (call) => dressed(call, (body) => observedCertificate(body, call)),
  updateApplePushNotificationCertificate: (call) =>
    dressed(call, (body) => observedCertificate(body, call, beginOf(call.body.certificate))),
  downloadApplePushNotificationCertificateSigningRequest: (call) => dressed(call, (body) => observedText(body, call)),
  generateApplePushNotificationCertificateSigningRequest: (call) => dressed(call, (body) => observedText(body, call)),
  getDataSharingConsent: (call) => dressed(call, (body) => observedConsent(body, call)),
  consentToDataSharing: (call) => dressed(call, (body) => observedConsent(body, call)),
};

/** PATCH-OK-04: the answer of an upload tells when the certificate begins; undefined where none is uploaded. */
function beginOf(certificate: string | null | undefined): string | undefined {
  const read = readCertificate(certificate ?? '');
  return read.kind === 'certificate' ? wholeSeconds(read.certificate.notBefore) : undefined;
}

async function dressed(
  { next }: Pick<HandlerCall, 'next'>,
  dress: (body: JsonObject) => JsonObject | Promise<JsonObject>,
): Promise<NextResponse> {
  const answer = await next();
  return isObject(answer.body) ? { ...answer, body: await dress(answer.body) } : answer;
}
