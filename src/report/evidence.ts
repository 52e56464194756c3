// The evidence of a violation: the value, and the request and the response without their secrets. It is kept with the violation,
// because the exchange leaves the journal, and the server ends.
import { isForm } from '../contract/operation/media-types.ts';
import { appendTokens, tokensOf, valueAt } from '../json/pointer.ts';
import { isSecret, isSecretField, REDACTED, withoutCardNumbers } from '../json/secrets.ts';
import { isObject, type Json } from '../json/value.ts';
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

export function evidenceOf(recorded: RecordedExchange, place: EvidencePlace): Evidence {
  const { method, invalidResponse } = recorded;
  const answered = responseOf(recorded);
  const response =
    invalidResponse?.body === undefined
      ? answered
      : {
          headers: answered.headers,
          body: jsonBody(invalidResponse.mediaType, redactedJson(invalidResponse.body, isSecret)),
        };
  const body = place.in === 'body' ? bodyOf(recorded, place.direction) : undefined;
  const excerpt =
    body === undefined ? undefined : excerptOf(redactedJson(body, secretNames(recorded, place)), place.pointer);
  return {
    method,
    // The world can be gone. Without its prefix, the request goes to the default one.
    url: withoutCardNumbers(urlOf({ ...recorded, prefix: '' })),
    status: invalidResponse?.status ?? recorded.status,
    request: shortened(requestOf(recorded)),
    response: shortened(response),
    ...(excerpt && { excerpt }),
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

/** Evidence that takes less memory: without bodies. */
export function withoutBodies({ excerpt: _, ...evidence }: Evidence): Evidence {
  return { ...evidence, request: emptied(evidence.request), response: emptied(evidence.response) };
}

function emptied({ headers, body }: MessageEvidence): MessageEvidence {
  return { headers, ...(body && { body: { mediaType: body.mediaType, text: '', truncated: true } }) };
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

function shortened({ headers, body }: MessageEvidence): MessageEvidence {
  const shown = Object.entries(headers).map(([name, value]) => [name, cut(withoutCardNumbers(value), MAX_VALUE)]);
  const message = { headers: Object.fromEntries(shown) as Record<string, string> };
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

/** The lines of a value around a place. A property that is missing is marked at the object that lacks it. */
function excerptOf(value: Json, pointer: string): Excerpt | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const present = valueAt(value, pointer) === undefined ? pointer.slice(0, pointer.lastIndexOf('/')) : pointer;
  const lines: string[] = [];
  const places: string[] = [];
  printLines(value, '', { lines, places, indent: '', before: '' });
  const at = Math.max(0, places.indexOf(present));
  const from = Math.max(0, at - AROUND);
  const shown = lines.slice(from, at + AROUND + 1).map((line) => cut(line, MAX_VALUE));
  return { lines: shown, marked: at - from };
}

interface Printer {
  readonly lines: string[];
  /** The pointer of the value that begins in each line. */
  readonly places: string[];
  readonly indent: string;
  /** The name of the property, if the value is one. */
  readonly before: string;
}

/** Prints a value over several lines. */
function printLines(value: Json, pointer: string, printer: Printer, after = ''): void {
  const { indent, before } = printer;
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    addLine(printer, before + JSON.stringify(value) + after, pointer);
    return;
  }
  const isList = Array.isArray(value);
  const entries = Object.entries(value) as [string, Json][];
  addLine(printer, before + (isList ? '[' : '{'), pointer);
  for (const [index, [name, inner]] of entries.entries()) {
    const label = isList ? '' : `${JSON.stringify(name)}: `;
    const comma = index < entries.length - 1 ? ',' : '';
    printLines(inner, appendTokens(pointer, name), { ...printer, indent: `${indent}  `, before: label }, comma);
  }
  addLine(printer, (isList ? ']' : '}') + after, '');
}

function addLine({ lines, places, indent }: Printer, text: string, place: string): void {
  lines.push(indent + text);
  places.push(place);
}
