// Entity tags and conditional requests (RFC 9110, sections 8.8 and 13). A tag is a digest of the representation, so the same state
// has the same tag for all clients and after a restart.
import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { HttpError } from '../errors/http-error.ts';
import type { Json, JsonObject } from '../json/value.ts';
import type { Precondition } from '../resources/state/repository.ts';
import { parseHttpDate } from './http-date.ts';

/** The strong entity tag of a representation. @param text its JSON text */
export function tagOfText(text: string): string {
  return `"${hash('sha1', text, 'base64url')}"`;
}

function tagOf(representation: Json): string {
  return tagOfText(JSON.stringify(representation));
}

/** The precondition in the headers of a write; undefined if they have none. */
export function guardOf(headers: IncomingHttpHeaders, changedAt: string | undefined): Precondition | undefined {
  const { 'if-match': match, 'if-none-match': noneMatch, 'if-unmodified-since': since } = headers;
  if (match === undefined && noneMatch === undefined && since === undefined) return undefined;
  return (current) => {
    if (match !== undefined && !(current && isAmong(match, current, false)))
      throw preconditionFailed('If-Match', current);
    if (noneMatch !== undefined && current && isAmong(noneMatch, current, true))
      throw preconditionFailed('If-None-Match', current);
    // A date that is not valid is ignored, as if the header was absent (RFC 9110, section 13.1.4).
    const limit = match === undefined && since !== undefined ? parseHttpDate(since) : undefined;
    const changed = limit === undefined ? undefined : momentOf(current, changedAt);
    if (limit !== undefined && changed !== undefined && changed > limit)
      throw preconditionFailed('If-Unmodified-Since', current);
  };
}

function preconditionFailed(header: string, current: JsonObject | undefined): HttpError {
  return new HttpError({
    code: 'PRECONDITION_FAILED',
    message: current
      ? `The resource does not meet the condition of the header ${header}. Its ETag is ${tagOf(current)}.`
      : `The resource does not exist. The header ${header} requires that it does.`,
    headers: current ? { etag: tagOf(current) } : {},
  });
}

/** @param weakly whether weak tags match too */
function isAmong(header: string, current: JsonObject, weakly: boolean): boolean {
  return header.trim() === '*' || tagsIn(header, weakly).includes(tagOf(current));
}

function tagsIn(header: string, weakly: boolean): string[] {
  return [...header.matchAll(/(W\/)?("[^"]*")/g)].flatMap(([, weak, tag]) => (weak && !weakly ? [] : [tag as string]));
}

/** When a representation was last changed, in whole seconds like a header, in milliseconds. */
export function momentOf(current: Json | undefined, changedAt: string | undefined): number | undefined {
  const text = changedAt === undefined ? undefined : (current as JsonObject | undefined)?.[changedAt];
  const moment = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? undefined : Math.floor(moment / 1000) * 1000;
}

interface Tagged {
  readonly etag?: string | undefined;
  readonly 'last-modified'?: string | undefined;
}

/** Whether a client with these request headers already has a response with these headers (RFC 9110, section 13.2.2). */
export function isFresh(request: IncomingHttpHeaders, response: Tagged): boolean {
  const { 'if-none-match': known, 'if-modified-since': since } = request;
  if (known !== undefined)
    return response.etag !== undefined && (known.trim() === '*' || tagsIn(known, true).includes(response.etag));
  // A date that is not valid is ignored (section 13.1.3).
  const limit = since === undefined ? undefined : parseHttpDate(since);
  const changed = limit === undefined ? undefined : parseHttpDate(response['last-modified'] ?? '');
  return limit !== undefined && changed !== undefined && changed <= limit;
}
