// A behaviour responds to valid requests. Each operation has one, chosen at start.
import type { IncomingHttpHeaders } from 'node:http';
import type { Validator } from '../contract/contract.ts';
import type { Operation } from '../contract/operation/operations.ts';
import type { ParameterValues } from '../contract/wire/read-parameters.ts';
import type { Eventually } from '../eventually.ts';
import type { Json } from '../json/value.ts';
import type { WorldPart } from '../worlds/world.ts';

/** The parts of a request that are no parameters. */
export interface RequestFacts {
  /** The part before the path that names a world, for example `/~alice`; empty if there is no such part. */
  readonly prefix: string;
  /** Without the prefix and the query, percent-encoded. */
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
}

/** A valid request, as behaviours see it. */
export interface Call {
  /** The id of the exchange. */
  readonly id?: string | undefined;
  readonly request: RequestFacts;
  readonly operation: Operation;
  readonly world: WorldPart;
  /** The values of the operation's parameters, by place and by their names in the document. */
  readonly parameters: ParameterValues;
  /** The negotiated media type of the response; empty if there was nothing to negotiate. */
  readonly accepts: string;
  /** The parsed body; undefined if the request has no body. */
  readonly body: Json | undefined;
  /** The media type of the body, without parameters. */
  readonly mediaType: string;
  /** The number of the call of its operation in its world, from 1. */
  readonly ordinal: number;
  /** The most items of a page of a list, if a fault limits them. */
  readonly mostItems?: number | undefined;
}

/** A response. Its body is validated against the contract before it is sent. */
export interface HttpResponse {
  readonly status: number;
  /** The media type of the body. Default: the negotiated one, else the declared one. */
  readonly mediaType?: string | undefined;
  readonly body?: Json | undefined;
  /** A body that comes in pieces, such as server-sent events. It is not validated. */
  readonly stream?: AsyncIterable<string> | undefined;
  readonly headers?: ResponseHeaders;
  /** What is known of the body, so that it is neither printed nor validated again. */
  readonly known?: KnownBody | undefined;
}

/** What is known of one frozen body. A response whose body is another object does not use it. */
export class KnownBody {
  readonly body: Json;
  /** Its JSON text. */
  readonly text: string;
  /** The validator that it is valid by. Undefined until it was validated. */
  validBy: Validator | undefined = undefined;

  constructor(body: Json, text: string) {
    this.body = body;
    this.text = text;
  }
}

/** What is known of the body of a response, if it is still the same body. */
export function knownBodyOf({ known, body }: HttpResponse): KnownBody | undefined {
  return known !== undefined && known.body === body ? known : undefined;
}

/** A header with several values, such as Set-Cookie, is sent once for each. */
export type ResponseHeaders = Readonly<Record<string, string | readonly string[]>>;

/** Returns a promise only if it has to wait. It throws an HttpError to refuse the request, or rejects with it. */
export type Behaviour = (call: Call) => Eventually<HttpResponse>;

/** The start of all URLs for a client: the origin, and the prefix that names its world. */
export function baseOf({ request }: Call): string {
  return `${originOf(request.headers)}${request.prefix}`;
}

/** The origin that a request was sent to. A TLS socket sets the header that proxies use for the scheme. */
export function originOf(headers: Readonly<Record<string, string | readonly string[] | undefined>>): string {
  const scheme = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  return `${scheme}://${headers.host || 'localhost'}`;
}

/** The start of all URLs, with the base path of the operation. */
export function serviceUrlOf(call: Call): string {
  const { operation, request } = call;
  return `${baseOf(call)}${operation.bases.find((base) => request.path.startsWith(`${base}/`)) ?? ''}`;
}
