// Writing an upload: into the certificate that is there, or as the first one of a tenant that has none.
import type { HandlerCall } from '../../behaviours/handlers.ts';
import { HttpError } from '../../errors/http-error.ts';
import { isObject, type JsonObject } from '../../json/value.ts';
import { uuidAt } from '../../random.ts';
import type { ChangeRequest, Repository } from '../../resources/repository.ts';
import { NEVER } from '../dates.ts';
import { isObserved } from '../settings.ts';
import { type Certificate, refusal } from './upload.ts';

export interface Upload {
  readonly request: ChangeRequest;
  /** What the service sets along with it. */
  readonly derived: Partial<Certificate>;
  /** Of what its id is a function, where it is the first one, and what is set in the world. */
  readonly call: Pick<HandlerCall, 'seed' | 'ordinal' | 'settings'>;
}

/** Members that the service alone writes. */
const KEPT: ReadonlySet<string> = new Set(['id', 'lastModifiedDateTime', 'certificateSerialNumber']);

export function upload(resource: Repository<Certificate>, upload: Upload): Promise<Certificate> {
  const { request, derived } = upload;
  const change = () => resource.change(request, derived);
  return change().catch((error: unknown) => {
    if (!isUnconfigured(error) || !saysAnything(request)) throw error;
    return configured(resource, upload).catch((second: unknown) => {
      // Another upload was the first one meanwhile.
      if (second === TAKEN) return change();
      throw second;
    });
  });
}

const TAKEN = new Error('a certificate is configured by now');

async function configured(
  resource: Repository<Certificate>,
  { request, derived, call: { settings, seed, ordinal } }: Upload,
): Promise<Certificate> {
  const { certificate } = request.body as Certificate;
  // A choice: an Apple ID alone configures nothing, where it is not the documented example that is played.
  if (certificate === undefined && isObserved(settings)) {
    throw refusal('required', 'must be there: no certificate is configured yet');
  }
  const given = { ...EMPTY, ...(request.body as JsonObject) };
  const kept = { certificateSerialNumber: null, ...derived, id: uuidAt(seed, 'certificate', ordinal) };
  const guard = (shown: JsonObject | undefined) => {
    if (shown) throw TAKEN;
  };
  return (await resource.replace(given, { serverValues: kept, guard, upsert: true })).representation;
}

/** What a certificate shows of that which nobody has said. */
const EMPTY = {
  appleIdentifier: null,
  topicIdentifier: null,
  expirationDateTime: NEVER,
  certificateUploadStatus: null,
  certificateUploadFailureReason: null,
  certificate: null,
};

function isUnconfigured(error: unknown): boolean {
  return error instanceof HttpError && error.code === 'RESOURCE_NOT_FOUND';
}

function saysAnything({ body }: ChangeRequest): boolean {
  return isObject(body) && Object.keys(body).some((name) => !KEPT.has(name) && !name.includes('@'));
}
