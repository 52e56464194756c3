// What the portal does: it reads the signing request, issues, and remembers.
import type { Handlers } from '../../behaviours/handlers.ts';
import { HttpError } from '../../errors/http-error.ts';
import { randomAt, uuidAt } from '../../random.ts';
import { serialOf } from '../x509.ts';
import { appleAuthority } from './authority.ts';
import type { components, operations } from './generated/document.js';
import { issue } from './issue.ts';
import { readSigningRequest } from './request.ts';

type PushCertificate = components['schemas']['Certificate'];

const PEM = 'application/x-pem-file';
/** Days after its end in which a certificate can be renewed. */
const GRACE = 30;
const DAY = 24 * 60 * 60 * 1000;

export const handlers: Handlers<operations> = {
  async createCertificate({ body, clock, seed, ordinal, service, resource, next }) {
    if (!resource) return next();
    const request = await readSigningRequest(body.signingRequest);
    const topic = `com.apple.mgmt.External.${uuidAt(seed, 'topic', ordinal)}`;
    const issued = await issue({ request, topic, serial: serial(seed, 'create', ordinal), now: clock.now() });
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
    const issued = await issue({ request, topic, serial: serial(seed, 'renew', ordinal), now });
    const guard = (shown: unknown) => requireGrace(shown as PushCertificate, now);
    return { status: 200, body: await resource.change({ body: issued, mediaType }, issued, guard) };
  },
  async downloadCertificate({ parameters, resource, next }) {
    if (!resource) return next();
    const { pem } = (await resource.read()) as unknown as PushCertificate;
    if (pem !== null) return { status: 200, mediaType: PEM, body: pem };
    const message = `The certificate ${parameters.path.id} was not issued here, the scenario began with it; renew it first.`;
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

/** @throws HttpError STATE_INVALID */
function requireGrace({ id, notAfter }: PushCertificate, now: Date): void {
  const days = Math.floor((now.getTime() - Date.parse(notAfter)) / DAY);
  if (days < GRACE) return;
  throw new HttpError({
    code: 'STATE_INVALID',
    message: `The certificate ${id} expired ${days} days ago, and is renewed for ${GRACE} days only; create another one.`,
  });
}
