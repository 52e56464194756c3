// What a real service has answered, held against what its operation declares: status, media type, headers, body.
import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { contentFor, essenceOf, isJson } from '../contract/media-types.ts';
import { type Operation, responseFor } from '../contract/operations.ts';
import type { Violation } from '../errors/http-error.ts';
import type { Json } from '../json/value.ts';
import type { CompiledOperation } from './compiled-operation.ts';

/** An answer as it came. */
interface ReceivedResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Undefined where they passed unseen. */
  readonly bytes: Buffer | undefined;
  readonly method: string;
}

export interface UpstreamResponse {
  /** Without parameters; empty where it says none. */
  readonly mediaType: string;
  /** The body as a value; undefined where it has none, or is no JSON. */
  readonly value: Json | undefined;
  /** The body as text; undefined where it has none, or passed unseen. */
  readonly text: string | undefined;
  readonly violations: readonly Violation[];
}

/** Bytes that a compressed body may unfold to. */
const MAX_DECOMPRESSED = { maxOutputLength: 67_108_864 };

const DECODERS: Readonly<Record<string, (bytes: Buffer) => Promise<Buffer>>> = {
  gzip: (bytes) => promisify(gunzip)(bytes, MAX_DECOMPRESSED) as Promise<Buffer>,
  'x-gzip': (bytes) => promisify(gunzip)(bytes, MAX_DECOMPRESSED) as Promise<Buffer>,
  deflate: (bytes) => promisify(inflate)(bytes, MAX_DECOMPRESSED) as Promise<Buffer>,
  br: (bytes) => promisify(brotliDecompress)(bytes, MAX_DECOMPRESSED) as Promise<Buffer>,
};

/** Judges an answer. Of a path that the document does not declare it only tells what came. */
export async function validateUpstream(
  came: ReceivedResponse,
  served: CompiledOperation | undefined,
): Promise<UpstreamResponse> {
  const { headers, bytes } = came;
  const mediaType = essenceOf(headers['content-type'] ?? '');
  const plain = bytes && bytes.length > 0 ? await decoded(bytes, headers['content-encoding']) : undefined;
  const text = plain?.toString('utf8');
  const parsed = text !== undefined && isJson(mediaType) ? parse(text) : {};
  const told = { mediaType, value: parsed.value, text };
  if (!served || came.status === 304) return { ...told, violations: [] };
  const violations = [
    ...headerViolations(served.operation, came),
    ...bodyViolations(served, came, { ...told, fault: parsed.fault }),
  ];
  return { ...told, violations };
}

/** The bytes behind a content coding; undefined for one that is not known here, or that they are not written in. */
async function decoded(bytes: Buffer, coding = 'identity'): Promise<Buffer | undefined> {
  const name = coding.trim().toLowerCase();
  if (name === 'identity' || name === '') return bytes;
  return DECODERS[name]?.(bytes).catch(() => undefined);
}

function parse(text: string): { readonly value?: Json; readonly fault?: string } {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) as Json };
  } catch (error) {
    return { fault: (error as Error).message };
  }
}

function headerViolations(operation: Operation, { status, headers }: ReceivedResponse): Violation[] {
  const missing = (responseFor(operation, status)?.headers ?? []).filter(
    ({ name, required }) => required && headers[name.toLowerCase()] === undefined,
  );
  return missing.map(({ name }) => ({
    pointer: `/${name}`,
    in: 'header',
    rule: 'required',
    message: 'is required and missing',
  }));
}

interface ReadResponse extends Omit<UpstreamResponse, 'violations'> {
  /** Why its text is no JSON, though it says so. */
  readonly fault: string | undefined;
}

function bodyViolations(
  { declared: contentsOf, operation }: CompiledOperation,
  { status, bytes, method }: ReceivedResponse,
  { mediaType, value, fault }: ReadResponse,
): readonly Violation[] {
  const declared = contentsOf(status);
  if (!declared) {
    const statuses = operation.responses.map((one) => one.status).join(', ');
    return [broken('status', `has the status ${status}, which is not among ${statuses || 'those declared'}`)];
  }
  if (bytes === undefined || method === 'HEAD') return [];
  if (bytes.length === 0) return declared.length === 0 ? [] : [broken('body', 'is missing, though one is declared')];
  if (declared.length === 0) return [broken('body', 'is there, though none is declared')];
  const content = contentFor(declared, mediaType);
  if (!content) {
    const names = declared.map(({ name }) => name).join(', ');
    return [broken('media-type', `has the media type ${mediaType || 'of none'}, which is not among ${names}`)];
  }
  if (fault !== undefined) return [broken('syntax', `is not valid JSON: ${fault}`)];
  return value === undefined ? [] : (content.validate?.(value) ?? []);
}

function broken(rule: string, message: string): Violation {
  return { pointer: '', rule, message };
}
