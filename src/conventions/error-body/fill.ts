// Fills a declared error schema with the real reasons. The name and type of a property decide its value. Properties without
// a known meaning are left out, or sampled if they are required. Loaded with the first such error.
import type { Validator } from '../../contract/contract.ts';
import { sample } from '../../contract/sample/sample.ts';
import type { HttpError } from '../../errors/http-error.ts';
import { valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../../json/value.ts';
import type { DeclaredError, ExchangeFacts } from '../convention.ts';
import { exampleOf, firstAllowedText, isAllowedText, nearestAllowedNumber } from './limits.ts';
import { isFreeText, isText, rolesOf } from './properties.ts';
import { type ErrorReason, placeOf, reasonOf, withJoinedMessages } from './reason.ts';
import { type ErrorRole, roleOfFlag, roleOfNumber, snakeCase } from './roles.ts';
import { type Branch, type ErrorShape, type PropertyShape, shapeAt, shapeLike } from './shape.ts';
import { textsOf } from './texts.ts';
import { type Closeness, closeness } from './words.ts';

/** Returns a valid error body, or undefined if none is found. */
export type ErrorFiller = (error: HttpError, facts: ExchangeFacts, validate: Validator) => Json | undefined;

/** Where the message can be placed: 0 in message properties, 1 also in a title, 2 in any free text, 3 in a code. */
const MESSAGE_LEVELS = [0, 1, 2, 3] as const;
/** The maximum number of branches to try if the best one is invalid: a oneOf rejects a value that matches two schemas. */
const MAX_RANKS = 12;
/** The maximum depth of an error body. */
const MAX_DEPTH = 6;

/** Prepares the filler of one declared error. */
export function errorFiller(document: JsonObject, { schema, examples = [] }: DeclaredError): ErrorFiller {
  const declared = shapeAt(document, schema);
  const example = examples.map((pointer) => valueAt(document, pointer)).find((example) => example !== undefined);
  const shape = isUnspecified(declared) ? defaultShape(declared, example) : declared;
  const sampled = new Map<string, Json>();
  const sampleAt = (pointer: string): Json => {
    const known = sampled.get(pointer) ?? sample({ document, schema: pointer, seed: 0, place: 'error' });
    sampled.set(pointer, known);
    return known;
  };
  return (error, facts, validate) => {
    const reason = reasonOf(error, facts);
    const isValid = (value: Json) => validate(value).length === 0;
    const found = bestOf(shape, { reason, sampleAt }, isValid);
    if (found !== undefined) return found;
    const plain = sampleAt(schema);
    return isValid(plain) ? plain : undefined;
  };
}

/** Whether the schema declares nothing about the object. */
function isUnspecified({ branches }: ErrorShape): boolean {
  return branches.every(({ types, properties, others, values, open }) => {
    const free = types === undefined || types.has('object');
    return free && open && properties.size === 0 && others === undefined && values === undefined;
  });
}

/** The properties of an example, else those of problem details (RFC 9457, section 3.1). */
function defaultShape({ branches: [branch] }: ErrorShape, declaredExample: Json | undefined): ErrorShape {
  const example = declaredExample ?? (branch && exampleOf(branch));
  if (isObject(example) && Object.keys(example).length > 0) return shapeLike(example);
  return shapeLike({
    type: '',
    title: '',
    status: 0,
    detail: '',
    instance: '',
    errors: [{ pointer: '#/', rule: '', detail: '' }],
  });
}

interface FillSource {
  readonly reason: ErrorReason;
  readonly sampleAt: (pointer: string) => Json;
}

function bestOf(
  shape: ErrorShape,
  { reason, sampleAt }: FillSource,
  isValid: (value: Json) => boolean,
): Json | undefined {
  const fillAt = (level: number, rank: number, requiredOnly = false, ofReason = reason) =>
    fill(shape, 'message', {
      reason: ofReason,
      level,
      rank,
      requiredOnly,
      sampleAt,
      name: '',
      passed: [],
      siblings: [],
    });
  const level = MESSAGE_LEVELS.find((each) => fillAt(each, 0)?.hasMessage) ?? 0;
  const first = fillAt(level, 0);
  const withJoined =
    first && first.violationCount < reason.details.length ? fillAt(level, 0, false, withJoinedMessages(reason)) : first;
  for (const filled of [withJoined, first]) if (filled !== undefined && isValid(filled.value)) return filled.value;
  let withoutMessage: Json | undefined;
  for (const requiredOnly of [false, true]) {
    for (let rank = 0; rank < MAX_RANKS; rank += 1) {
      for (const each of new Set([level, ...MESSAGE_LEVELS])) {
        const filled = fillAt(each, rank, requiredOnly);
        if (filled === undefined || !isValid(filled.value)) continue;
        if (filled.hasMessage) return filled.value;
        withoutMessage ??= filled.value;
      }
    }
    if (withoutMessage !== undefined) return withoutMessage;
  }
  return undefined;
}

interface FillContext extends FillSource {
  readonly level: number;
  /** The rank of the branch to choose, 0 for the best. */
  readonly rank: number;
  /** Whether to leave out properties that are not required. */
  readonly requiredOnly: boolean;
  /** The name of the property, in snake case. */
  readonly name: string;
  /** The names of all properties of the same object. */
  readonly siblings: readonly string[];
  /** Whether another property of the object contains the message. */
  readonly messageElsewhere?: boolean;
  /** The branches above this value. */
  readonly passed: readonly { readonly branch: Branch; readonly reason: ErrorReason }[];
}

interface FilledReasons {
  readonly value: Json;
  /** Whether the value contains the message. */
  readonly hasMessage: boolean;
  /** The number of violations in the value. */
  readonly violationCount: number;
  /** How well the value expresses the reason. 0 or less: not at all. */
  readonly score: number;
}

const neutral = (value: Json): FilledReasons => ({ value, hasMessage: false, violationCount: 0, score: 0 });

function fill(shape: ErrorShape, role: ErrorRole | undefined, context: FillContext): FilledReasons | undefined {
  const { branches } = shape;
  const found = branches.flatMap((branch) => {
    const filled = fillBranch(branch, role, context);
    if (filled === undefined) return [];
    const label = branches.length > 1 ? 2 * closeness(branch.label, context.reason.names).score : 0;
    return [{ filled, rank: filled.score + label - (filled.value === null ? 1 : 0) }];
  });
  if (found.length > 1) found.sort((a, b) => b.rank - a.rank);
  return found[Math.min(context.rank, found.length - 1)]?.filled;
}

function fillBranch(branch: Branch, role: ErrorRole | undefined, context: FillContext): FilledReasons | undefined {
  if (branch.values) return fillEnum(branch.values, role, context);
  const { types, properties } = branch;
  const allows = (type: string) => types === undefined || types.has(type);
  if (types?.has('object') && (properties.size > 0 || types.size === 1)) return fillObject(branch, role, context);
  if (types?.has('array') && !types.has('string')) return fillArray(branch, role, context);
  const leaf = fillLeaf(branch, role, context);
  if (leaf !== undefined) return leaf;
  if (allows('array') && types !== undefined) return fillArray(branch, role, context);
  return types?.has('object') ? fillObject(branch, role, context) : undefined;
}

/** The enumerated value that expresses the reason best. */
function fillEnum(
  values: readonly Json[],
  role: ErrorRole | undefined,
  { reason, name }: FillContext,
): FilledReasons | undefined {
  const [first] = values;
  if (first === undefined) return undefined;
  if (values.includes(reason.status)) return { ...neutral(reason.status), score: 4 };
  if (values.includes(String(reason.status)) && role === 'status')
    return { ...neutral(String(reason.status)), score: 4 };
  if (values.every((value) => typeof value === 'number')) {
    const near = (value: Json) => Math.abs(Number(value) - reason.status);
    const [nearest = first] = [...values].sort((a, b) => near(a) - near(b));
    return { ...neutral(nearest), score: roleOfNumber(name) === 'status' ? -2 : 0 };
  }
  if (values.every((value) => typeof value === 'boolean')) {
    const flag = flagOf(roleOfFlag(name));
    return flag !== undefined && values.includes(flag) ? { ...neutral(flag), score: 1 } : neutral(first);
  }
  const place = placeOf(reason)?.part ?? 'body';
  const located = values.find((value) => typeof value === 'string' && value.toLowerCase() === place);
  if (located !== undefined) return { ...neutral(located), score: 1 };
  const texts = values.filter((value): value is string => typeof value === 'string');
  const message = texts.find((text) => text === reason.message);
  if (message !== undefined) return { value: message, hasMessage: true, violationCount: 1, score: 8 };
  const close = texts.map((text) => closeness(text, reason.names));
  const best = close.reduce((top, each, index) => (each.score > (close[top] as Closeness).score ? index : top), 0);
  const isMeaningful = role === 'code' || role === 'title' || role === 'message' || role === 'status';
  const { score, exact } = close[best] ?? { score: 0, exact: false };
  const value = score > 0 ? (texts[best] as string) : first;
  if (!isMeaningful) return neutral(value);
  if (exact) return { ...neutral(value), score: 4 * score };
  // A violation never gets a name with another meaning, and an error gets one only if the property is required.
  if (reason.ofViolation) return { ...neutral(value), score: -8 };
  return { ...neutral(value), score: score > 0 ? 0.5 : values.length === 1 ? -1 : 0 };
}

function fillLeaf(branch: Branch, role: ErrorRole | undefined, context: FillContext): FilledReasons | undefined {
  const { types } = branch;
  const { name, reason } = context;
  if (types === undefined || types.has('string')) {
    const filled = fillText(branch, role, context);
    if (filled !== undefined) return filled;
  }
  if (types?.has('number') || types?.has('integer')) {
    const number = numberOf(roleOfNumber(name), reason);
    const value = number === undefined ? undefined : nearestAllowedNumber(branch, number);
    if (value !== undefined) return { ...neutral(value), score: value === number ? 2 : 0 };
  }
  if (types?.has('boolean')) {
    const value = flagOf(roleOfFlag(name));
    if (value !== undefined) return { ...neutral(value), score: 1 };
  }
  if (types?.has('null') && role !== undefined) return neutral(null);
  return undefined;
}

function numberOf(role: ErrorRole | undefined, { status, facts, details }: ErrorReason): number | undefined {
  if (role === 'status') return status;
  if (role === 'time') return facts.now().getTime();
  return role === 'count' ? details.length : undefined;
}

function flagOf(role: ErrorRole | undefined): boolean | undefined {
  return role === 'success' ? false : role === 'failure' ? true : undefined;
}

const TEXT_SCORE: Readonly<Partial<Record<ErrorRole, number>>> = {
  message: 8,
  code: 2,
  place: 2,
  pointer: 2,
  parameter: 2,
  header: 2,
};

function fillText(branch: Branch, role: ErrorRole | undefined, context: FillContext): FilledReasons | undefined {
  const { reason } = context;
  const texts = role === undefined ? [] : textsOf(role, branch, context);
  // A shortened message is better than a full one that only repeats the status.
  const message = role === 'message' ? firstAllowedText(branch, [reason.message]) : undefined;
  const value = message ?? firstAllowedText(branch, texts);
  if (value === undefined) return undefined;
  const hasMessage = message !== undefined;
  const score = reason.ofViolation && role === 'request-id' ? 0 : (TEXT_SCORE[role as ErrorRole] ?? 1);
  return { value, hasMessage, violationCount: hasMessage ? 1 : 0, score };
}

function fillObject(branch: Branch, role: ErrorRole | undefined, context: FillContext): FilledReasons | undefined {
  const { reason, passed } = context;
  if (passed.length >= MAX_DEPTH || passed.some((before) => before.reason === reason && isSame(before.branch, branch)))
    return undefined;
  if (branch.properties.size === 0) return fillOpen(branch, role, context);
  const siblings = [...branch.properties.keys()].map(snakeCase);
  const inside = { ...context, siblings, passed: [...passed, { branch, reason }] };
  const roles = rolesOf(branch, { siblings, ofViolation: reason.ofViolation, level: context.level });
  const value: Record<string, Json> = {};
  const sum = { hasMessage: false, violationCount: 0, score: 0 };
  for (const property of branch.properties.values()) {
    const own = roles.get(property.name);
    const entered = property.required || own !== undefined || context.level >= 2;
    if (!entered || (context.requiredOnly && !property.required)) continue;
    const messageElsewhere = [...branch.properties.values()].some(
      ({ name, shape }) => name !== property.name && roles.get(name) === 'message' && isFreeText(shape),
    );
    const filled = fillProperty(property, own, { ...inside, messageElsewhere });
    if (filled === undefined && property.required) return undefined;
    if (filled === undefined || (filled.score <= 0 && !property.required)) continue;
    setProperty(value, property.name, filled.value);
    sum.hasMessage ||= filled.hasMessage;
    sum.violationCount = Math.max(sum.violationCount, filled.violationCount);
    sum.score += filled.score;
  }
  return { value, ...sum };
}

/** Whether two branches have the same schemas with properties, as in a recursive schema. */
function isSame(left: Branch, right: Branch): boolean {
  const schemas = ({ parts }: Branch) => parts.map((part) => part.schema).filter((schema) => schema.properties);
  const [found, others] = [schemas(left), schemas(right)];
  return found.length === others.length && found.every((schema, index) => schema === others[index]);
}

function fillProperty(
  property: PropertyShape,
  role: ErrorRole | undefined,
  context: FillContext,
): FilledReasons | undefined {
  const name = snakeCase(property.name);
  if (
    property.discriminatorValue !== undefined &&
    property.shape.branches.some((branch) => !branch.values && isText(branch))
  ) {
    return { ...neutral(property.discriminatorValue), score: 0.5 };
  }
  const filled = fill(property.shape, role, { ...context, name });
  return filled === undefined && property.required ? fallbackFor(property.shape, context) : filled;
}

const LISTS_PROPERTIES =
  /(^|_)(errors?|details?|violations|fields|messages|issues|problems|params|parameters|validations?)$/;

/** An object without declared properties: messages by property name, if the object is for that purpose. */
function fillOpen(
  { others, open }: Branch,
  role: ErrorRole | undefined,
  context: FillContext,
): FilledReasons | undefined {
  const { reason, name, messageElsewhere } = context;
  const meant = others !== undefined || LISTS_PROPERTIES.test(name);
  if (!open || !meant || (role !== 'container' && role !== 'message')) return neutral({});
  const groups = new Map<string, ErrorReason[]>();
  const entries = reason.details.length > 0 ? reason.details : messageElsewhere || reason.ofViolation ? [] : [reason];
  for (const entry of entries) {
    const key = entry.ofViolation ? placeOf(entry)?.tokens.join('.') || 'body' : 'base';
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  const value: Record<string, Json> = {};
  let score = 0;
  for (const [key, group] of groups) {
    const [first = reason] = group;
    const filled = others
      ? fill(others, 'message', { ...context, reason: { ...first, details: group }, name, messageElsewhere: false })
      : { value: group.map(({ message }) => message), score: 8 };
    if (filled === undefined || filled.score <= 0) continue;
    setProperty(value, key, filled.value);
    score += filled.score;
  }
  const violationCount = score > 0 ? entries.length : 0;
  return { value, hasMessage: violationCount > 0, violationCount, score };
}

/** One entry for each violation, or one for the error if no other property contains its message. */
function fillArray(branch: Branch, role: ErrorRole | undefined, context: FillContext): FilledReasons | undefined {
  const { parts, items } = branch;
  const limit = (keyword: string, otherwise: number) =>
    Number(parts.find(({ schema }) => schema[keyword] !== undefined)?.schema[keyword] ?? otherwise);
  const [min, max] = [limit('minItems', 0), limit('maxItems', Number.POSITIVE_INFINITY)];
  if (role === 'place') return fillTokens(branch, context);
  const { reason, messageElsewhere, level } = context;
  if (items.branches.some(({ properties, open }) => open && properties.has('@type')) && reason.details.length > 0) {
    return badRequest(reason);
  }
  const isList = role === 'container' || role === 'message' || level >= 2;
  const single = min > 0 || !messageElsewhere ? [{ ...reason, details: [] }] : [];
  const reasons = !isList ? [] : reason.details.length > 0 ? reason.details : single;
  const found = reasons.slice(0, max).flatMap((each) => {
    const filled = fill(items, 'message', { ...context, reason: each, messageElsewhere: false, siblings: [] });
    return filled === undefined || filled.score <= 0 ? [] : [filled];
  });
  while (found.length < min && found.length < MAX_RANKS) {
    const rest = found[0] ?? fallbackFor(items, context);
    if (rest === undefined) return undefined;
    found.push(rest);
  }
  const value = found.map((filled) => filled.value);
  const score = Math.max(0, ...found.map((filled) => filled.score));
  const hasMessage = found.some((filled) => filled.hasMessage);
  const violationCount = reason.details.length > 0 ? found.filter((filled) => filled.hasMessage).length : 0;
  return { value, hasMessage, violationCount, score };
}

/** google.rpc.BadRequest: the detail for violations in Google's error model (google/rpc/error_details.proto). */
function badRequest({ details }: ErrorReason): FilledReasons {
  const fieldViolations = details.map((detail) => ({
    field: placeOf(detail)?.tokens.join('.') ?? '',
    description: detail.message,
  }));
  const value = [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations }];
  return { value, hasMessage: true, violationCount: details.length, score: 8 };
}

/** The place as a list of tokens. FastAPI's `loc` starts with the part of the request. */
function fillTokens({ items }: Branch, { reason, name }: FillContext): FilledReasons {
  const place = placeOf(reason);
  if (place === undefined) return neutral([]);
  const tokens = name === 'loc' ? [place.part, ...place.tokens] : place.tokens;
  const numbers = items.branches.some(
    ({ types }) => types === undefined || types.has('integer') || types.has('number'),
  );
  const value = tokens.map((token) => (numbers && /^(0|[1-9]\d*)$/.test(token) ? Number(token) : token));
  return { ...neutral(value), score: 2 };
}

/** The value of a required property without a known meaning: the example of the schema, else a sample. */
function fallbackFor({ branches }: ErrorShape, { sampleAt }: FillContext): FilledReasons | undefined {
  for (const branch of branches) {
    const pointers = branch.parts.map(({ pointer }) => pointer).filter((pointer) => pointer !== '');
    const values = [exampleOf(branch), ...pointers.map(sampleAt)];
    const value = values.find((each) => each !== undefined && isPlausible(branch, each));
    if (value !== undefined) return neutral(value);
    if (branch.types?.has('null')) return neutral(null);
  }
  return undefined;
}

function isPlausible(branch: Branch, value: Json): boolean {
  const { types, values } = branch;
  if (values) return values.includes(value);
  if (typeof value === 'string') return (types === undefined || types.has('string')) && isAllowedText(branch, value);
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return types === undefined || types.has(type) || (Number.isInteger(value) && types.has('integer'));
}
