// CORS (Fetch standard, section 3.2): lets pages of other origins read the responses, with cookies and other credentials.
// The control API has its own guard, which decides which pages can use it, and allows no credentials.
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fieldValue } from '../../contract/wire/header-fields.ts';
import { HttpError } from '../../errors/http-error.ts';

export interface CorsPolicy {
  /** Whether a page of an origin can read responses. */
  readonly allows: (origin: string) => boolean;
  /** Whether it can also send credentials. The response then names the origin: browsers refuse `*`. */
  readonly credentials: boolean;
}

/** The policy of the control API: only pages that its guard lets in can read responses. */
export function controlCors(origins: readonly string[]): CorsPolicy {
  return { allows: (origin) => origins.includes(origin), credentials: false };
}

/** Seconds for which a browser can cache the response to a preflight. */
const MAX_AGE_SECONDS = 600;

/** @param origins with or without a wildcard: `https://*.example.com`, `http://localhost:*`; undefined for every origin */
export function corsPolicyOf(origins: readonly string[] | undefined): CorsPolicy {
  if (origins === undefined) return { allows: () => true, credentials: true };
  const patterns = origins.map(patternOf);
  return { allows: (origin) => patterns.some((pattern) => pattern.test(origin)), credentials: true };
}

function patternOf(origin: string): RegExp {
  const source = origin.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace('://*\\.', '://[^/:@]+\\.');
  return new RegExp(`^${source.replace(/:\*$/, '(?::\\d+)?')}$`, 'i');
}

/** The headers that let a page of an origin read a response; empty for other origins. */
export function originHeaders({ allows, credentials }: CorsPolicy, origin: string | undefined): Record<string, string> {
  if (origin === undefined || !allows(origin)) return {};
  if (!credentials) return { 'access-control-allow-origin': '*' };
  return { 'access-control-allow-origin': fieldValue(origin), 'access-control-allow-credentials': 'true' };
}

/** Whether a request is a preflight: the browser asks which requests are allowed. */
export function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
}

/**
 * Responds to a preflight with what the path allows.
 * @param methods those of the path; without any, the requested one is allowed, so that the page can read why it is refused
 * @returns whether the origin is allowed
 */
export function respondToPreflight(
  policy: CorsPolicy,
  { headers }: { readonly headers: IncomingHttpHeaders },
  reply: FastifyReply,
  methods: readonly string[],
): boolean {
  const allowed = originHeaders(policy, headers.origin);
  const isAllowed = Object.keys(allowed).length > 0;
  const requestedMethod = textOf(headers['access-control-request-method']);
  const requestedHeaders = textOf(headers['access-control-request-headers']);
  reply.code(isAllowed ? 204 : 403).header('vary', policy.credentials ? `Origin, ${VARIES}` : VARIES);
  if (isAllowed) {
    reply.headers({
      ...allowed,
      'access-control-allow-methods': methods.length > 0 ? methods.join(', ') : fieldValue(requestedMethod),
      'access-control-max-age': String(MAX_AGE_SECONDS),
      ...(requestedHeaders !== '' && { 'access-control-allow-headers': fieldValue(requestedHeaders) }),
      ...(policy.credentials &&
        headers['access-control-request-private-network'] === 'true' && {
          'access-control-allow-private-network': 'true',
        }),
    });
  }
  reply.send();
  return isAllowed;
}

/** Why a preflight is refused, for the request line: the page itself learns nothing of it. */
export function originRefused(origin = ''): HttpError {
  return new HttpError({ code: 'PERMISSION_MISSING', message: `The origin ${origin} is not allowed by --cors.` });
}

const VARIES = 'Access-Control-Request-Method, Access-Control-Request-Headers';

function textOf(value: string | readonly string[] | undefined): string {
  return value === undefined ? '' : String(value);
}

/** Headers that every page can read (Fetch standard, section 2.2.2), and headers that no page can read. */
const NOT_EXPOSED =
  /^(?:cache-control|content-(?:language|length|type)|expires|last-modified|pragma|vary|connection|keep-alive|date|transfer-encoding|set-cookie2?|access-control-.*)$/;

/** Lets the page of an origin read a response. Call it when all other headers are set: they are exposed by name. */
export function exposeTo(policy: CorsPolicy, origin: string | undefined, headers: OutgoingHttpHeaders): void {
  // The response depends on the origin for caches also if this request has none (Fetch standard, section 3.2.5).
  if (policy.credentials) headers.vary = withOrigin(headers.vary);
  if (origin === undefined || !policy.allows(origin)) return;
  Object.assign(headers, originHeaders(policy, origin));
  const names = policy.credentials ? Object.keys(headers).filter((name) => !NOT_EXPOSED.test(name)) : ['*'];
  if (names.length > 0) headers['access-control-expose-headers'] = names.join(', ');
}

function withOrigin(vary: string | number | readonly string[] | undefined): string {
  if (vary === undefined || vary === '') return 'Origin';
  const text = Array.isArray(vary) ? vary.join(', ') : String(vary);
  return /(?:^|,)\s*(?:\*|origin)\s*(?:,|$)/i.test(text) ? text : `${text}, Origin`;
}
