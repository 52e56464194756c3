// Stores the files that clients upload, and returns them from the operation that reads them: at the same path, or at the path of the
// item that the upload creates, or below it (`/files/{id}/content`).
import type { Contract } from '../contract/contract.ts';
import { contentFor, isBinary } from '../contract/operation/media-types.ts';
import { type MediaType, type Operation, successResponse } from '../contract/operation/operations.ts';
import { propertiesOf } from '../contract/schema/properties.ts';
import { whenKnown } from '../eventually.ts';
import { GENERATED_HEADER } from '../headers.ts';
import { valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { openPrivateState } from '../resources/state/private-state.ts';
import type { Behaviour, Call, HttpResponse } from './behaviour.ts';

/** The behaviour of an operation, which also stores or returns an uploaded file. */
export function withUploads(contract: Contract, operation: Operation, behaviour: Behaviour): Behaviour {
  if (operation.method === 'GET') return returnsFile(operation) ? readsFile(operation, behaviour) : behaviour;
  const names = namesOfFiles(contract, operation);
  if (names === undefined || !contract.operations.some((other) => other.method === 'GET' && returnsFile(other)))
    return behaviour;
  return storesFile(contract, { operation, names }, behaviour);
}

/** Whether a GET of the same path returns the file that an operation receives. */
export function isUpload(contract: Contract, operation: Operation): boolean {
  return (
    operation.method !== 'GET' && namesOfFiles(contract, operation) !== undefined && isReadAtPath(contract, operation)
  );
}

function isReadAtPath({ operations }: Contract, { path }: Operation): boolean {
  return operations.some((other) => other.method === 'GET' && other.path === path && returnsFile(other));
}

function fileContents(operation: Operation): readonly MediaType[] {
  return (successResponse(operation)?.content ?? []).filter(({ name }) => isFile(name));
}

function isFile(mediaType: string): boolean {
  return isBinary(mediaType) || mediaType.startsWith('image/');
}

function returnsFile(operation: Operation): boolean {
  return fileContents(operation).length > 0;
}

/** The properties of a form that are files; empty if the whole body is one. Undefined if the operation receives no file. */
function namesOfFiles({ document }: Contract, { requestBody }: Operation): readonly string[] | undefined {
  const content = requestBody?.content ?? [];
  const form = content.find(({ name }) => name === 'multipart/form-data');
  if (!form) return content.some(({ name }) => isFile(name)) ? [] : undefined;
  const schema = form.schema === undefined ? undefined : valueAt(document, form.schema);
  const names = propertiesOf(document, schema ?? {}).filter(({ schema }) => isFileSchema(schema));
  return names.length > 0 ? names.map(({ name }) => name) : undefined;
}

function isFileSchema(schema: Json): boolean {
  if (!isObject(schema)) return false;
  return schema.format === 'binary' || /^image\/|octet-stream/.test(String(schema.contentMediaType));
}

interface StoredFile {
  readonly mediaType: string;
  /** One character for each byte. */
  readonly bytes: string;
}

interface FileUpload {
  readonly operation: Operation;
  readonly names: readonly string[];
}

function storesFile(contract: Contract, { operation, names }: FileUpload, behaviour: Behaviour): Behaviour {
  const isReadHere = isReadAtPath(contract, operation);
  return (call) =>
    whenKnown(behaviour(call), async (response) => {
      const file = fileIn(call, names);
      const path = isReadHere ? call.request.path : pathOfItem(call, response);
      if (response.status >= 300 || !file || path === undefined) return response;
      await openPrivateState(call.world.store, call.id).set(nameOf(path), { ...file });
      if (!isReadHere) return response;
      const { [GENERATED_HEADER]: _, ...headers } = response.headers ?? {};
      return { ...response, headers };
    });
}

function fileIn({ body, mediaType }: Call, names: readonly string[]): StoredFile | undefined {
  const bytes = isObject(body) ? names.map((name) => body[name]).find((value) => typeof value === 'string') : body;
  if (typeof bytes !== 'string') return undefined;
  return { bytes, mediaType: isFile(mediaType) ? mediaType : typeOfBytes(bytes) };
}

const SIGNATURES: readonly (readonly [start: string, mediaType: string])[] = [
  ['\x89PNG', 'image/png'],
  ['\xff\xd8\xff', 'image/jpeg'],
  ['GIF8', 'image/gif'],
  ['RIFF', 'image/webp'],
  ['%PDF', 'application/pdf'],
  ['PK\x03\x04', 'application/zip'],
];

function typeOfBytes(bytes: string): string {
  return SIGNATURES.find(([start]) => bytes.startsWith(start))?.[1] ?? 'application/octet-stream';
}

/** The path of the item that an upload has created. Undefined if the response names none. */
function pathOfItem({ request: { path } }: Call, { headers, body }: HttpResponse): string | undefined {
  const { location } = headers ?? {};
  if (typeof location === 'string') return new URL(location, 'http://localhost').pathname;
  const inner = isObject(body) && body.id === undefined ? Object.values(body).find(isObject) : body;
  const id = isObject(inner) ? inner.id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? `${path}/${encodeURIComponent(id)}` : undefined;
}

function readsFile(operation: Operation, behaviour: Behaviour): Behaviour {
  const contents = fileContents(operation);
  const hasSuffix = !operation.path.endsWith('}');
  return (call) =>
    whenKnown(behaviour(call), (response) => {
      const { path } = call.request;
      const places = hasSuffix ? [path, path.slice(0, path.lastIndexOf('/'))] : [path];
      return whenKnown(storedAt(call, places), (file) => {
        if (!file || response.status >= 300) return response;
        const mediaType = contentFor(contents, file.mediaType) ? file.mediaType : (contents[0]?.name ?? file.mediaType);
        const { [GENERATED_HEADER]: _, ...headers } = response.headers ?? {};
        return { ...response, known: undefined, mediaType, body: file.bytes, headers };
      });
    });
}

async function storedAt({ world }: Call, paths: readonly string[]): Promise<StoredFile | undefined> {
  for (const path of paths) {
    const file = await openPrivateState(world.store).read(nameOf(path));
    if (isObject(file) && typeof file.bytes === 'string' && typeof file.mediaType === 'string') {
      return { bytes: file.bytes, mediaType: file.mediaType };
    }
  }
  return undefined;
}

const UPLOAD = 'upload ';

function nameOf(path: string): string {
  return `${UPLOAD}${path}`;
}

/** The name of a private value that must be an uploaded file but is not one. */
export function invalidUpload(privateValues: JsonObject): string | undefined {
  return Object.keys(privateValues).find((name) => name.startsWith(UPLOAD) && !isStoredFile(privateValues[name]));
}

function isStoredFile(file: Json | undefined): boolean {
  if (!isObject(file) || typeof file.bytes !== 'string' || typeof file.mediaType !== 'string') return false;
  return ESSENCE.test(file.mediaType);
}

const ESSENCE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+/;
