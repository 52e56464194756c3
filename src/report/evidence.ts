// The evidence of a violation: the value, and the request and the response without their secrets. It is kept with the violation,
// because the exchange leaves the journal, and the server ends.
import { isForm } from '../contract/operation/media-types.ts';
import { tokensOf, valueAt } from '../json/pointer.ts';
import { isSecret, isSecretField, REDACTED, withoutCardNumbers } from '../json/secrets.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { type BodyView, requestOf, responseOf, urlOf } from './exchange-view.ts';
import type { ContractViolation, RecordedExchange } from './record.ts';

/** The maximum number of characters of a body. */
const MAX_BODY = 8_000;
/** The maximum number of characters of a value, and of a header. */
const MAX_VALUE = 200;
/** The lines of a body before and after the marked one. */
const AROUND = 8;

export interface MessageEvidence {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: BodyView;
  /** Whether there was a body that the server did not read. */
  readonly unread?: true;
}

/** The lines of a body around a value. */
export interface Excerpt {
  readonly lines: readonly string[];
  /** The index of the line with the value, or of the object that lacks it. */
  readonly marked: number;
}

export interface Evidence {
  readonly method: string;
  /** The path and the query. */
  readonly url: string;
  /** 0 if the connection was dropped without a response. */
  readonly status: number;
  readonly request: MessageEvidence;
  readonly response: MessageEvidence;
  /** The place in the body of the message that violates the contract. Undefined if the violation is not in a body. */
  readonly excerpt?: Excerpt;
}

/** Where the concerned value is. */
export type EvidencePlace = Pick<ContractViolation, 'direction'> & {
  readonly pointer: string;
  readonly in: string;
};

/** The evidence of the violations of one exchange. The messages are the same for all of them. */
export class EvidenceOfExchange {
  readonly #recorded: RecordedExchange;
  readonly #lines = new BodyLines();
  #messages: Omit<Evidence, 'excerpt'> | undefined;

  constructor(recorded: RecordedExchange) {
    this.#recorded = recorded;
  }

  at(place: EvidencePlace): Evidence {
    this.#messages ??= messagesOf(this.#recorded);
    const body = place.in === 'body' ? bodyOf(this.#recorded, place.direction) : undefined;
    const excerpt =
      body === undefined ? undefined : this.#lines.excerpt(body, place.pointer, secretNames(this.#recorded, place));
    return { ...this.#messages, ...(excerpt && { excerpt }) };
  }
}

function messagesOf(recorded: RecordedExchange): Omit<Evidence, 'excerpt'> {
  const { method, invalidResponse } = recorded;
  const answered = responseOf(recorded);
  const response =
    invalidResponse?.body === undefined
      ? answered
      : {
          headers: answered.headers,
          body: jsonBody(invalidResponse.mediaType, redactedJson(invalidResponse.body, isSecret)),
        };
  return {
    method,
    // The world can be gone. Without its prefix, the request goes to the default one.
    url: withoutCardNumbers(urlOf({ ...recorded, prefix: '' })),
    status: invalidResponse?.status ?? recorded.status,
    request: shortened(requestOf(recorded)),
    response: shortened(response),
  };
}

/** The value as JSON. Undefined for a missing value, an object and a list. */
export function seenValue(recorded: RecordedExchange, place: EvidencePlace): string | undefined {
  const holder = place.in === 'body' ? bodyOf(recorded, place.direction) : parametersIn(recorded, place.in);
  const found = holder === undefined ? undefined : valueAt(holder, place.pointer);
  if (found === undefined || (typeof found === 'object' && found !== null)) return undefined;
  if (place.in === 'cookie' || tokensOf(place.pointer).some(secretNames(recorded, place))) return REDACTED;
  return cut(withoutCardNumbers(JSON.stringify(found)), MAX_VALUE);
}

/** Says that a request had a body that the server did not read, because it refused the request before. */
export function unreadBody({ headers, unread }: MessageEvidence): string | undefined {
  if (!unread) return undefined;
  const length = headers['content-length'];
  return `The server did not read the body${length === undefined ? '' : ` of ${length} bytes`}.`;
}

/** Evidence that takes less memory: without bodies. */
export function withoutBodies({ excerpt: _, ...evidence }: Evidence): Evidence {
  return { ...evidence, request: emptied(evidence.request), response: emptied(evidence.response) };
}

function emptied({ body, ...message }: MessageEvidence): MessageEvidence {
  return { ...message, ...(body && { body: { mediaType: body.mediaType, text: '', truncated: true } }) };
}

/** The memory of evidence, roughly: its characters. */
export function sizeOf({ url, request, response, excerpt }: Evidence): number {
  const texts = [url, request.body?.text, response.body?.text, ...(excerpt?.lines ?? [])];
  const headers = [request, response].flatMap((message) => Object.entries(message.headers).flat());
  return [...texts, ...headers].reduce((sum, text) => sum + (text?.length ?? 0), 0);
}

/** Whether the name of a property or a parameter means a secret. More names do in a form and in parameters than in JSON. */
function secretNames({ requestType, keyNames }: RecordedExchange, place: EvidencePlace): (name: string) => boolean {
  if (place.in !== 'body') return (name) => keyNames.has(name.toLowerCase()) || isSecretField(name);
  return place.direction === 'request' && isForm(requestType) ? isSecretField : isSecret;
}

/** The first characters of a text as a text of its own: a slice would keep the whole text in memory. */
function cut(text: string, most: number): string {
  return text.length > most ? `${copied(text.slice(0, most))}…` : text;
}

function copied(text: string): string {
  return Buffer.from(text).toString();
}

function parametersIn(recorded: RecordedExchange, place: string): Json | undefined {
  return recorded.sentParameters()[place as 'query'];
}

function bodyOf(recorded: RecordedExchange, direction: ContractViolation['direction']): Json | undefined {
  if (direction === 'request') return recorded.requestBody;
  return recorded.invalidResponse ? recorded.invalidResponse.body : recorded.responseBody;
}

function jsonBody(mediaType: string, value: Json): BodyView {
  return { mediaType, text: JSON.stringify(value) };
}

function shortened({ headers, body, unread }: MessageEvidence): MessageEvidence {
  const shown = Object.entries(headers).map(([name, value]) => [name, cut(withoutCardNumbers(value), MAX_VALUE)]);
  const message = { headers: Object.fromEntries(shown) as Record<string, string>, ...(unread && { unread }) };
  if (body === undefined) return message;
  const text = withoutCardNumbers(body.text);
  const isLong = text.length > MAX_BODY;
  const { mediaType, truncated } = body;
  return {
    ...message,
    body: {
      mediaType,
      text: isLong ? copied(text.slice(0, MAX_BODY)) : text,
      ...((truncated || isLong) && { truncated: true }),
    },
  };
}

/** A value without the secrets at any depth. */
function redactedJson(value: Json, isHidden: (name: string) => boolean): Json {
  if (Array.isArray(value)) return value.map((one) => redactedJson(one, isHidden));
  if (isObject(value)) {
    const shown = Object.entries(value).map(([name, inner]) => [
      name,
      isHidden(name) ? REDACTED : redactedJson(inner, isHidden),
    ]);
    return Object.fromEntries(shown) as Json;
  }
  return typeof value === 'string' ? withoutCardNumbers(value) : value;
}

type ObjectOrList = JsonObject | readonly Json[];

const NO_NAMES: readonly string[] = Object.freeze([]);
/** The names of smaller objects are read again. */
const MANY_NAMES = 50;

/** The lines of a value that are printed. */
interface LineWindow {
  readonly lines: string[];
  readonly from: number;
  readonly to: number;
  /** The index of the next line. */
  at: number;
}

/** What is around a value in its first and its last line. */
interface LineFrame {
  readonly indent: string;
  readonly before: string;
  readonly after: string;
}

/** The lines of bodies without their secrets. A body can be large, so that text is made only for the lines around a place. */
class BodyLines {
  /** The names of large objects, and the indexes of large lists. */
  readonly #names = new Map<object, readonly string[]>();
  #isHidden: (name: string) => boolean = isSecret;

  /** A property that is missing is marked at the object that lacks it. */
  excerpt(body: Json, pointer: string, isHidden: (name: string) => boolean): Excerpt | undefined {
    this.#isHidden = isHidden;
    if (typeof body !== 'object' || body === null) return undefined;
    const marked = this.#lineOf(body, tokensOf(pointer));
    const from = Math.max(0, marked - AROUND);
    const window: LineWindow = { lines: [], from, to: marked + AROUND, at: 0 };
    this.#print(body, window, { indent: '', before: '', after: '' });
    return { lines: window.lines, marked: marked - from };
  }

  /** None for a value that is printed in one line. */
  #namesIn(value: Json): readonly string[] {
    if (typeof value !== 'object' || value === null) return NO_NAMES;
    const known = this.#names.get(value);
    if (known) return known;
    const names = Object.keys(value);
    if (names.length > MANY_NAMES) this.#names.set(value, names);
    return names;
  }

  #linesIn(value: Json): number {
    const names = this.#namesIn(value);
    if (names.length === 0) return 1;
    let lines = 2;
    for (const name of names) lines += this.#linesAt(value as ObjectOrList, name);
    return lines;
  }

  #linesAt(container: ObjectOrList, name: string): number {
    const value = (container as JsonObject)[name] as Json;
    if (typeof value !== 'object' || value === null) return 1;
    return this.#isSecretAt(container, name) ? 1 : this.#linesIn(value);
  }

  #isSecretAt(container: ObjectOrList, name: string): boolean {
    return !Array.isArray(container) && this.#isHidden(name);
  }

  /** The index of the line in which the value at a path begins, or the deepest value on the path. */
  #lineOf(root: Json, path: readonly string[]): number {
    let value = root;
    let line = 0;
    for (const token of path) {
      const names = this.#namesIn(value);
      if (names.length === 0 || !Object.hasOwn(value as ObjectOrList, token)) return line;
      line += 1;
      for (const name of names) {
        if (name === token) break;
        line += this.#linesAt(value as ObjectOrList, name);
      }
      if (this.#isSecretAt(value as ObjectOrList, token)) return line;
      value = (value as JsonObject)[token] as Json;
    }
    return line;
  }

  #print(value: Json, window: LineWindow, { indent, before, after }: LineFrame): void {
    const names = this.#namesIn(value);
    if (names.length === 0) {
      addLine(window, indent + before + JSON.stringify(redactedJson(value, this.#isHidden)) + after);
      return;
    }
    const container = value as ObjectOrList;
    const isList = Array.isArray(container);
    const last = names.length - 1;
    addLine(window, `${indent}${before}${isList ? '[' : '{'}`);
    for (let index = 0; index <= last && window.at <= window.to; index++) {
      const name = names[index] as string;
      const lines = window.at < window.from ? this.#linesAt(container, name) : 0;
      if (lines > 0 && window.at + lines <= window.from) {
        window.at += lines;
        continue;
      }
      const shown = this.#isSecretAt(container, name) ? REDACTED : ((container as JsonObject)[name] as Json);
      const label = isList ? '' : `${JSON.stringify(name)}: `;
      this.#print(shown, window, { indent: `${indent}  `, before: label, after: index < last ? ',' : '' });
    }
    addLine(window, `${indent}${isList ? ']' : '}'}${after}`);
  }
}

function addLine(window: LineWindow, text: string): void {
  if (window.at >= window.from && window.at <= window.to) window.lines.push(cut(text, MAX_VALUE));
  window.at += 1;
}
