// Entity tags and what requests make depend on them (RFC 9110, sections 8.8 and 13): a tag is a digest of what is shown,
// so the same state has the same tag whoever asks, and after a restart.
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { HttpError } from '../errors/http-error.ts';
import type { Json, JsonObject } from '../json/value.ts';
import type { Precondition } from '../resources/repository.ts';

const tags = new WeakMap<object, string>();

/** The strong entity tag of a representation; of a frozen one it is worked out once. */
export function tagOf(shown: Json): string {
  if (typeof shown !== 'object' || shown === null) return digest(shown);
  const known = tags.get(shown);
  if (known !== undefined) return known;
  const tag = digest(shown);
  if (Object.isFrozen(shown)) tags.set(shown, tag);
  return tag;
}

function digest(shown: Json): string {
  return `"${createHash('sha1').update(JSON.stringify(shown)).digest('base64url')}"`;
}

/** What the headers of a write ask of the state before it; undefined where they ask nothing. */
export function guardOf(headers: IncomingHttpHeaders, changedAt: string | undefined): Precondition | undefined {
  const { 'if-match': wanted, 'if-none-match': unwanted, 'if-unmodified-since': since } = headers;
  if (wanted === undefined && unwanted === undefined && since === undefined) return undefined;
  return (shown) => {
    if (wanted !== undefined && !(shown && isAmong(wanted, shown, false))) throw failed('If-Match', shown);
    if (unwanted !== undefined && shown && isAmong(unwanted, shown, true)) throw failed('If-None-Match', shown);
    const changed = wanted === undefined && since !== undefined ? momentOf(shown, changedAt) : undefined;
    if (changed !== undefined && changed > Date.parse(since as string)) throw failed('If-Unmodified-Since', shown);
  };
}

function failed(header: string, shown: JsonObject | undefined): HttpError {
  return new HttpError({
    code: 'PRECONDITION_FAILED',
    message: shown
      ? `The resource is not in the state that ${header} asks for; its ETag is ${tagOf(shown)}.`
      : `${header} asks for a resource, and there is none.`,
    headers: shown ? { etag: tagOf(shown) } : {},
  });
}

/** @param weakly whether weak tags are as good as strong ones */
function isAmong(header: string, shown: JsonObject, weakly: boolean): boolean {
  return header.trim() === '*' || tagsIn(header, weakly).includes(tagOf(shown));
}

function tagsIn(header: string, weakly: boolean): string[] {
  return [...header.matchAll(/(W\/)?("[^"]*")/g)].flatMap(([, weak, tag]) => (weak && !weakly ? [] : [tag as string]));
}

/** The second in which a representation was last changed, as a header tells it. */
export function momentOf(shown: Json | undefined, changedAt: string | undefined): number | undefined {
  const text = changedAt === undefined ? undefined : (shown as JsonObject | undefined)?.[changedAt];
  const moment = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? undefined : Math.floor(moment / 1000) * 1000;
}

interface Tagged {
  readonly etag?: string | undefined;
  readonly 'last-modified'?: string | undefined;
}

/** Whether a client that sent these headers has what an answer with these would show it (RFC 9110, section 13.2.2). */
export function isFresh(request: IncomingHttpHeaders, answer: Tagged): boolean {
  const { 'if-none-match': known, 'if-modified-since': since } = request;
  if (known !== undefined)
    return answer.etag !== undefined && (known.trim() === '*' || tagsIn(known, true).includes(answer.etag));
  const changed = answer['last-modified'];
  return since !== undefined && changed !== undefined && Date.parse(changed) <= Date.parse(since);
}
