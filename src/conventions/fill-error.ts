// A declared error schema filled with the real reasons: a sample of it, in which the members that by name and type ask
// for a message, a code, a status, a path are given one. Loaded when the first such error is rendered.
import { STATUS_CODES } from 'node:http';
import { membersOf, sameValueSchemas, typesOf } from '../contract/members.ts';
import { sample } from '../contract/sample.ts';
import { sentenceOf } from '../contract/violations.ts';
import type { AnswerError } from '../errors/answer.ts';
import { valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import type { ExchangeFacts } from './convention.ts';

/** What one object of an error can say: the whole refusal, or one of its violations. */
interface Reason {
  readonly message: string;
  readonly code: string;
  readonly status: number;
  readonly path: string;
  readonly requestId: string;
  readonly now: Date;
  readonly details: readonly Reason[];
}

/** Candidates for the body of an error, the most telling first; the caller takes the first that validates. */
export function fillError(document: JsonObject, pointer: string, error: AnswerError, facts: ExchangeFacts): Json[] {
  const plain = sample({ document, schema: pointer, seed: 0, place: 'error' });
  const reason = reasonOf(error, facts);
  const schema = valueAt(document, pointer) ?? true;
  const named = filled(document, schema, plain, reason);
  return [named.said ? named.value : saidAnywhere(document, schema, named.value, reason.message), named.value, plain];
}

function reasonOf({ message, code, status, violations }: AnswerError, { path, requestId, now }: ExchangeFacts): Reason {
  const shared = { status, requestId, now: now() };
  const details = violations.map((violation) => ({
    ...shared,
    message: sentenceOf(violation, 'body'),
    code: violation.rule,
    path: violation.pointer,
    details: [],
  }));
  return { ...shared, message, code, path, details };
}

interface Filled {
  readonly value: Json;
  /** Whether the message stands in it. */
  readonly said: boolean;
}

function filled(document: JsonObject, schema: Json, value: Json, reason: Reason): Filled {
  if (!isObject(value)) return { value, said: false };
  let said = false;
  const members = new Map(Object.entries(value));
  const required = new Set(sameValueSchemas(document, schema).flatMap((part) => (part.required ?? []) as string[]));
  for (const { name, schema: member } of membersOf(document, schema)) {
    const before = members.get(name);
    if (before === undefined) continue;
    const told = toldBy(document, name, member, reason);
    const after =
      told === undefined ? nested(document, member, before, reason) : { value: told, said: told === reason.message };
    if (told === undefined && !after.said && !required.has(name)) members.delete(name);
    else members.set(name, after.value);
    said ||= after.said;
  }
  return { value: Object.fromEntries(members), said };
}

function nested(document: JsonObject, schema: Json, value: Json, reason: Reason): Filled {
  if (!Array.isArray(value)) return filled(document, schema, value, reason);
  const itemSchema = sameValueSchemas(document, schema).find((part) => part.items !== undefined)?.items ?? true;
  const reasons = reason.details.length > 0 ? reason.details : [reason];
  const [first = null] = value as readonly Json[];
  const items = reasons.map(
    (detail): Filled =>
      isObject(first)
        ? filled(document, itemSchema, first, detail)
        : { value: detail.message, said: typeof first === 'string' },
  );
  return { value: items.map((item) => item.value), said: items.some((item) => item.said) };
}

/** What a member says by its name and type, or undefined where they tell nothing. */
function toldBy(document: JsonObject, name: string, schema: Json, reason: Reason): Json | undefined {
  const types = typesOf(document, schema) ?? ['string'];
  if (types.includes('integer') || types.includes('number')) {
    return /status|code/i.test(name) ? reason.status : undefined;
  }
  if (!types.includes('string') || !isFree(document, schema)) return undefined;
  if (/message|detail|description|reason|msg/i.test(name)) return reason.message;
  if (/request.?id|trace|correlation/i.test(name)) return reason.requestId;
  if (/status/i.test(name)) return String(reason.status);
  if (/title|summary/i.test(name)) return STATUS_CODES[reason.status] ?? 'Error';
  if (/path|instance|pointer|field|target|param/i.test(name)) return reason.path;
  if (/date|time/i.test(name)) return reason.now.toISOString();
  if (/code|type|error|kind|name/i.test(name)) return reason.code;
  return undefined;
}

function isFree(document: JsonObject, schema: Json): boolean {
  return sameValueSchemas(document, schema).every((part) => part.enum === undefined && part.const === undefined);
}

/** The value with the message in its first free string, where no member's name asks for one. */
function saidAnywhere(document: JsonObject, schema: Json, value: Json, message: string): Json {
  if (!isObject(value)) return typeof value === 'string' ? message : value;
  const members = membersOf(document, schema);
  const titles = members.filter(({ name }) => /title|summary/i.test(name));
  for (const { name, schema: member } of [...titles, ...members]) {
    const before = value[name];
    if (before === undefined) continue;
    const free = typeof before === 'string' && isFree(document, member) && isUnbound(document, member);
    const after = free ? message : isObject(before) ? saidAnywhere(document, member, before, message) : before;
    if (after !== before) return { ...value, [name]: after };
  }
  return value;
}

function isUnbound(document: JsonObject, schema: Json): boolean {
  return sameValueSchemas(document, schema).every(
    ({ format, pattern, maxLength }) => !(format ?? pattern ?? maxLength),
  );
}
