// The handlers of the mock portal: they validate a signing request, issue a certificate and store it.
import type { Handlers } from '../../behaviours/handlers.ts';
import { HttpError } from '../../errors/http-error.ts';
import { randomAt, uuidAt } from '../../random.ts';
import { serialOf } from '../x509.ts';
import { appleAuthority } from './authority.ts';
import type { components, operations } from './generated/document.js';
import { issueCertificate } from './issue.ts';
import { readSigningRequest } from './request.ts';

type PushCertificate = components['schemas']['Certificate'];

const PEM = 'application/x-pem-file';
/** Days after its end during which a certificate can be renewed. */
const GRACE_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

export const handlers: Handlers<operations> = {
  async createCertificate({ body, clock, seed, ordinal, service, resource, next }) {
    if (!resource) return next();
    const request = await readSigningRequest(body.signingRequest);
    const topic = `com.apple.mgmt.External.${uuidAt(seed, 'topic', ordinal)}`;
    const issued = await issueCertificate({
      request,
      topic,
      serial: serial(seed, 'create', ordinal),
      now: clock.now(),
    });
    const { appleIdentifier } = body;
    const { representation, key } = await resource.create({}, { appleIdentifier, ...issued });
    return {
      status: 201,
      headers: { location: `${service}/certificates/${key}` },
      body: representation as PushCertificate,
    };
  },
  async renewCertificate({ body, mediaType, clock, seed, ordinal, resource, next }) {
    if (!resource) return next();
    const { topic } = await resource.read();
    const request = await readSigningRequest(body.signingRequest);
    const now = clock.now();
    const issued = await issueCertificate({ request, topic, serial: serial(seed, 'renew', ordinal), now });
    const guard = (shown: unknown) => requireGrace(shown as PushCertificate, now);
    return { status: 200, body: await resource.patch({ body: issued, mediaType }, issued, guard) };
  },
  async downloadCertificate({ parameters, resource, next }) {
    if (!resource) return next();
    const { pem } = (await resource.read()) as unknown as PushCertificate;
    if (pem !== null) return { status: 200, mediaType: PEM, body: pem };
    const message = `The certificate '${parameters.path.id}' is part of the initial scenario and has no file. Renew it first.`;
    throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message });
  },
  async getAuthority() {
    const { integration, root } = await appleAuthority();
    return { status: 200, mediaType: PEM, body: `${integration.certificate}\n${root.certificate}\n` };
  },
};

function serial(seed: number, operation: string, ordinal: number): string {
  return serialOf((index) => randomAt(seed, 'serial', operation, ordinal, index));
}

/** Throws HttpError STATE_INVALID if the certificate expired too long ago. */
function requireGrace({ id, notAfter }: PushCertificate, now: Date): void {
  const days = Math.floor((now.getTime() - Date.parse(notAfter)) / DAY_MS);
  if (days < GRACE_DAYS) return;
  throw new HttpError({
    code: 'STATE_INVALID',
    message: `The certificate '${id}' expired ${days} days ago. It can be renewed for ${GRACE_DAYS} days only. Create another one.`,
  });
}
