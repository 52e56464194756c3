// Validates a response of the real service against what its operation declares: status, media type, headers, body.
import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { contentFor, essenceOf, isJson } from '../../contract/operation/media-types.ts';
import { type Operation, responseFor } from '../../contract/operation/operations.ts';
import { HttpError, type Violation } from '../../errors/http-error.ts';
import type { Json } from '../../json/value.ts';
import type { Exchange, Routed } from '../request/exchange.ts';
import { BODY_MISSING, BODY_UNDECLARED, undeclaredStatus } from '../request/response-messages.ts';
import { uncheckedBy, violationsIn } from '../request/violations.ts';

/** A response as it arrived. */
interface ReceivedResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Undefined if they were not read. */
  readonly bytes: Buffer | undefined;
  /** Whether they were not read because there are too many. */
  readonly isTooLarge: boolean;
  readonly method: string;
}

export interface UpstreamResponse {
  /** Without parameters; empty if absent. */
  readonly mediaType: string;
  /** The body as a value; undefined if it is absent or not JSON. */
  readonly value: Json | undefined;
  /** The body as text; undefined if it is absent or was not read. */
  readonly text: string | undefined;
  readonly violations: readonly Violation[];
}

/** Decompresses at most so many bytes. */
interface DecoderOptions {
  readonly maxOutputLength: number;
}

const DECODERS: Readonly<Record<string, (bytes: Buffer, options: DecoderOptions) => Promise<Buffer>>> = {
  gzip: promisify<Buffer, DecoderOptions, Buffer>(gunzip),
  'x-gzip': promisify<Buffer, DecoderOptions, Buffer>(gunzip),
  deflate: promisify<Buffer, DecoderOptions, Buffer>(inflate),
  br: promisify<Buffer, DecoderOptions, Buffer>(brotliDecompress),
};

/** Validates a response. For a path that is not declared it only reads the body. */
export async function validateUpstream(received: ReceivedResponse, exchange: Exchange): Promise<UpstreamResponse> {
  const { headers, bytes } = received;
  const mediaType = essenceOf(headers['content-type'] ?? '');
  const { upstreamBytes } = exchange.document.contract.limits;
  const decompressed =
    bytes && bytes.length > 0 ? await decoded(bytes, headers['content-encoding'], upstreamBytes) : undefined;
  const isTooLarge = received.isTooLarge || decompressed === TOO_LARGE;
  const plain = decompressed === TOO_LARGE ? undefined : decompressed;
  const text = plain?.toString('utf8');
  const parsed = text !== undefined && isJson(mediaType) ? parse(text) : {};
  const read = { mediaType, value: parsed.value, text };
  const { plan } = exchange.route;
  if (!plan || plan.operation.unusable || received.status === 304) return { ...read, violations: [] };
  if (isTooLarge)
    exchange.output.unchecked = `The response of the upstream has more than ${upstreamBytes} bytes, so its body was not validated. To validate it, raise --limit upstreamBytes.`;
  const ofHeaders = headerViolations(plan.operation, received);
  try {
    const ofBody = bodyViolations(exchange as Routed, received, { ...read, error: parsed.error });
    return { ...read, violations: [...ofHeaders, ...ofBody] };
  } catch (error) {
    // A faulty schema is a reason to pass the response on unchecked.
    const reason = error instanceof HttpError ? uncheckedBy(error) : undefined;
    if (reason === undefined) throw error;
    exchange.output.unchecked = reason;
    return { ...read, violations: ofHeaders };
  }
}

const TOO_LARGE = Symbol('more bytes than the limit');

/** The decoded bytes; undefined if the content coding is unknown or does not fit them. */
async function decoded(
  bytes: Buffer,
  coding: string | undefined,
  most: number,
): Promise<Buffer | typeof TOO_LARGE | undefined> {
  const name = coding?.trim().toLowerCase() ?? '';
  if (name === 'identity' || name === '') return bytes;
  try {
    return await DECODERS[name]?.(bytes, { maxOutputLength: most });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? TOO_LARGE : undefined;
  }
}

function parse(text: string): { readonly value?: Json; readonly error?: string } {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) as Json };
  } catch (error) {
    return { error: (error as Error).message };
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
    message: 'is required',
  }));
}

interface ReadResponse extends Omit<UpstreamResponse, 'violations'> {
  /** Why its text is not JSON although its media type is. */
  readonly error: string | undefined;
}

function bodyViolations(
  exchange: Routed,
  { status, bytes, method }: ReceivedResponse,
  { mediaType, value, error }: ReadResponse,
): readonly Violation[] {
  const { declared: contentsOf, operation } = exchange.route.plan;
  const declared = contentsOf(status);
  if (!declared) {
    const statuses = operation.responses.map((one) => one.status).join(', ');
    return [violation('status', `${undeclaredStatus(status)} (declared: ${statuses || 'none'})`)];
  }
  if (bytes === undefined || method === 'HEAD') return [];
  if (bytes.length === 0) return declared.length === 0 ? [] : [violation('body', BODY_MISSING)];
  if (declared.length === 0) return [violation('body', BODY_UNDECLARED)];
  const content = contentFor(declared, mediaType);
  if (!content) {
    const names = declared.map(({ name }) => name).join(', ');
    const given = mediaType === '' ? 'no media type' : `the media type ${mediaType}`;
    return [violation('media-type', `The response has ${given}, but the document declares ${names}`)];
  }
  if (error !== undefined) return [violation('syntax', `is not valid JSON: ${error}`)];
  return value === undefined || !content.validate ? [] : violationsIn(content.validate, value, exchange);
}

function violation(rule: string, message: string): Violation {
  return { pointer: '', rule, message };
}
