// Stores an upload: changes the existing certificate, or creates the first one of a tenant.
import type { HandlerCall } from '../../behaviours/handlers.ts';
import { HttpError } from '../../errors/http-error.ts';
import { type Eventually, recovering, whenKnown } from '../../eventually.ts';
import { isObject, type JsonObject } from '../../json/value.ts';
import { uuidAt } from '../../random.ts';
import type { ChangeRequest, StoredResource } from '../../resources/state/repository.ts';
import { NEVER } from '../dates.ts';
import { isObserved } from '../settings.ts';
import { type Certificate, invalidUpload } from './upload.ts';

export interface Upload {
  readonly request: ChangeRequest;
  /** Properties that the service sets in addition to the body. */
  readonly derived: Partial<Certificate>;
  /** The settings of the world, and the seed and ordinal from which the id of a first certificate is derived. */
  readonly call: Pick<HandlerCall, 'seed' | 'ordinal' | 'settings'>;
}

/** Properties that only the service writes. */
const SERVICE_OWNED: ReadonlySet<string> = new Set(['id', 'lastModifiedDateTime', 'certificateSerialNumber']);

export function upload(resource: StoredResource<Certificate>, upload: Upload): Eventually<Certificate> {
  const { request, derived } = upload;
  const change = () => resource.change(request, derived);
  return recovering(change, (error) => {
    if (!isNotConfigured(error) || !changesAnything(request)) throw error;
    return recovering(
      () => createFirst(resource, upload),
      (second) => {
        // Another upload has created the first certificate in the meantime.
        if (second === TAKEN) return change();
        throw second;
      },
    );
  });
}

const TAKEN = new Error('Another request has configured a certificate');

function createFirst(
  resource: StoredResource<Certificate>,
  { request, derived, call: { settings, seed, ordinal } }: Upload,
): Eventually<Certificate> {
  const { certificate } = request.body as Certificate;
  // A choice: an upload without a certificate configures nothing in the profile `observed`. The documented example needs it.
  if (certificate === undefined && isObserved(settings)) {
    throw invalidUpload('required', 'is required, because no certificate is configured yet');
  }
  const state = { ...EMPTY_CERTIFICATE, ...(request.body as JsonObject) };
  const kept = { certificateSerialNumber: null, ...derived, id: uuidAt(seed, 'certificate', ordinal) };
  const guard = (shown: JsonObject | undefined) => {
    if (shown) throw TAKEN;
  };
  const created = resource.replace(state, { serverValues: kept, guard, upsert: true });
  return whenKnown(created, ({ representation }) => representation);
}

/** The values of properties that the first upload does not set. */
const EMPTY_CERTIFICATE = {
  appleIdentifier: null,
  topicIdentifier: null,
  expirationDateTime: NEVER,
  certificateUploadStatus: null,
  certificateUploadFailureReason: null,
  certificate: null,
};

function isNotConfigured(error: unknown): boolean {
  return error instanceof HttpError && error.code === 'RESOURCE_NOT_FOUND';
}

function changesAnything({ body }: ChangeRequest): boolean {
  return isObject(body) && Object.keys(body).some((name) => !SERVICE_OWNED.has(name) && !name.includes('@'));
}
