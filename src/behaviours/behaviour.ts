// What answers a request once it is known to be valid: a behaviour. Each operation has one, chosen at start.

import type { IncomingHttpHeaders } from 'node:http';
import type { Operation } from '../contract/operations.ts';
import type { ParameterValues } from '../contract/read-parameters.ts';
import type { Json } from '../json/value.ts';
import type { WorldPart } from '../worlds/world.ts';

/** What of a request no parameter speaks of. */
export interface RequestFacts {
  /** What stood before the path to name a world, as `/~alice`; empty where nothing did. */
  readonly prefix: string;
  /** Without the prefix and the query, still percent-encoded. */
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
}

/** A valid request, as behaviours see it. */
export interface Call {
  readonly request: RequestFacts;
  readonly operation: Operation;
  readonly world: WorldPart;
  /** The values of the operation's parameters, by place and by the document's names. */
  readonly parameters: ParameterValues;
  /** The media type that the answer is to have; empty where its body has none to choose. */
  readonly accepts: string;
  /** The parsed body, undefined where there is none. */
  readonly body: Json | undefined;
  /** The media type of the body, without parameters. */
  readonly mediaType: string;
  /** Which call of its operation it is in its world, from 1. */
  readonly ordinal: number;
}

/** What is to be answered; its body is validated against the contract before it leaves. */
export interface HttpResponse {
  readonly status: number;
  /** The media type of the body; without it the one that was negotiated, or that the status declares. */
  readonly mediaType?: string | undefined;
  readonly body?: Json | undefined;
  /** A body that comes piece by piece, as server-sent events do; it is not validated. */
  readonly stream?: AsyncIterable<string> | undefined;
  readonly headers?: ResponseHeaders;
}

/** A header with several values, such as Set-Cookie, is sent once for each. */
export type ResponseHeaders = Readonly<Record<string, string | readonly string[]>>;

export type Behaviour = (call: Call) => Promise<HttpResponse>;

/** What the client knows this server by, before every path: the origin, and the prefix that names its world. */
export function baseOf({ request }: Call): string {
  return `${originOf(request.headers)}${request.prefix}`;
}

/** The origin that a request was sent to. A socket that speaks TLS says so by the header that a proxy says it by. */
export function originOf(headers: Readonly<Record<string, string | readonly string[] | undefined>>): string {
  const scheme = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  return `${scheme}://${headers.host || 'localhost'}`;
}

/** The same with the base path of the operation. */
export function serviceUrlOf(call: Call): string {
  const { operation, request } = call;
  return `${baseOf(call)}${operation.bases.find((base) => request.path.startsWith(`${base}/`)) ?? ''}`;
}
