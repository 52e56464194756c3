// The handlers of the profile `observed`: they change the responses of the documented handlers to those of real tenants.
import type { HandlerCall, Handlers, NextResponse } from '../../behaviours/handlers.ts';
import type { operations } from '../../generated/document.js';
import { isObject, type JsonObject } from '../../json/value.ts';
import { parseCertificate } from '../certificate/parse.ts';
import { formatSeconds } from '../dates.ts';
import { observedCertificate, observedConsent, observedText } from './representation.ts';

export const observedHandlers: Handlers<operations> = {
  getApplePushNotificationCertificate: (call) => withBody(call, (body) => observedCertificate(body, call)),
  updateApplePushNotificationCertificate: (call) =>
    withBody(call, (body) => observedCertificate(body, call, notBeforeOf(call.body.certificate))),
  downloadApplePushNotificationCertificateSigningRequest: (call) => withBody(call, (body) => observedText(body, call)),
  generateApplePushNotificationCertificateSigningRequest: (call) => withBody(call, (body) => observedText(body, call)),
  getDataSharingConsent: (call) => withBody(call, (body) => observedConsent(body, call)),
  consentToDataSharing: (call) => withBody(call, (body) => observedConsent(body, call)),
};

/** PATCH-OK-04: the response to an upload contains the certificate's notBefore. undefined if no certificate is uploaded. */
function notBeforeOf(certificate: string | null | undefined): string | undefined {
  const parsed = parseCertificate(certificate ?? '');
  return parsed.kind === 'certificate' ? formatSeconds(parsed.certificate.notBefore) : undefined;
}

async function withBody(
  { next }: Pick<HandlerCall, 'next'>,
  change: (body: JsonObject) => JsonObject | Promise<JsonObject>,
): Promise<NextResponse> {
  const response = await next();
  return isObject(response.body) ? { ...response, body: await change(response.body) } : response;
}
