// A declared error schema filled with the real reasons. What a member says is told by its name and type; what says
// nothing of ours is left out, or kept as sampled where it is required. Loaded when the first such error is rendered.
import type { Validator } from '../../contract/contract.ts';
import { sample } from '../../contract/sample.ts';
import type { HttpError } from '../../errors/http-error.ts';
import { valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, setMember } from '../../json/value.ts';
import type { DeclaredError, ExchangeFacts } from '../convention.ts';
import { exampleOf, firstAllowedText, isAllowedText, nearestAllowedNumber } from './limits.ts';
import { isFreeText, isText, rolesOf } from './properties.ts';
import { type ErrorReason, placeOf, reasonOf, withJoinedMessages } from './reason.ts';
import { type ErrorRole, roleOfFlag, roleOfNumber, snakeCase } from './roles.ts';
import { type Branch, type ErrorShape, type PropertyShape, shapeAt, shapeLike } from './shape.ts';
import { textsOf } from './texts.ts';
import { type Closeness, closeness } from './words.ts';

/** Gives the body of an error that the validator accepts, or undefined where none is found. */
export type ErrorFiller = (error: HttpError, facts: ExchangeFacts, validate: Validator) => Json | undefined;

/** Where the message may go: into members that ask for one; also into a title; into any text that is free; into a code. */
const LEVELS = [0, 1, 2, 3] as const;
/** How many branches are tried where the best does not validate: a oneOf may refuse what fits two of its schemas. */
const MOST_RANKS = 12;
/** Levels of members that an error has. */
const DEEPEST = 6;

/** What is prepared for one declared error, once. */
export function errorFiller(document: JsonObject, { schema, examples = [] }: DeclaredError): ErrorFiller {
  const declared = shapeAt(document, schema);
  const given = examples.map((pointer) => valueAt(document, pointer)).find((example) => example !== undefined);
  const shape = isUnsaid(declared) ? unsaidShape(declared, given) : declared;
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

/** An object of which nothing is said. */
function isUnsaid({ branches }: ErrorShape): boolean {
  return branches.every(({ types, properties, others, values, open }) => {
    const free = types === undefined || types.has('object');
    return free && open && properties.size === 0 && others === undefined && values === undefined;
  });
}

/** The members of an example, else those of a problem (RFC 9457, section 3.1). */
function unsaidShape({ branches: [branch] }: ErrorShape, given: Json | undefined): ErrorShape {
  const example = given ?? (branch && exampleOf(branch));
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
  const fillAt = (level: number, rank: number, lean = false, said = reason) =>
    fill(shape, 'message', { reason: said, level, rank, lean, sampleAt, name: '', passed: [], within: [] });
  const level = LEVELS.find((each) => fillAt(each, 0)?.said) ?? 0;
  const first = fillAt(level, 0);
  const joined =
    first && first.told < reason.details.length ? fillAt(level, 0, false, withJoinedMessages(reason)) : first;
  for (const told of [joined, first]) if (told !== undefined && isValid(told.value)) return told.value;
  let silent: Json | undefined;
  for (const lean of [false, true]) {
    for (let rank = 0; rank < MOST_RANKS; rank += 1) {
      for (const each of new Set([level, ...LEVELS])) {
        const told = fillAt(each, rank, lean);
        if (told === undefined || !isValid(told.value)) continue;
        if (told.said) return told.value;
        silent ??= told.value;
      }
    }
    if (silent !== undefined) return silent;
  }
  return undefined;
}

interface FillContext extends FillSource {
  readonly level: number;
  /** Which branch is taken wherever there is a choice, the best being 0. */
  readonly rank: number;
  /** Whether members that are not required are left out. */
  readonly lean: boolean;
  /** The name of the member that is filled, as words. */
  readonly name: string;
  /** The names of its neighbours. */
  readonly within: readonly string[];
  /** Whether the object that it stands in has another place for the message. */
  readonly messageElsewhere?: boolean;
  /** What was entered to come here. */
  readonly passed: readonly { readonly branch: Branch; readonly reason: ErrorReason }[];
}

interface FilledReasons {
  readonly value: Json;
  /** Whether the message stands in it. */
  readonly said: boolean;
  /** How many violations it names. */
  readonly told: number;
  /** How much it says of the reason; nothing at 0 and below. */
  readonly score: number;
}

const silent = (value: Json): FilledReasons => ({ value, said: false, told: 0, score: 0 });

function fill(shape: ErrorShape, role: ErrorRole | undefined, context: FillContext): FilledReasons | undefined {
  const { branches } = shape;
  const found = branches.flatMap((branch) => {
    const told = fillBranch(branch, role, context);
    if (told === undefined) return [];
    const label = branches.length > 1 ? 2 * closeness(branch.label, context.reason.names).score : 0;
    return [{ told, rank: told.score + label - (told.value === null ? 1 : 0) }];
  });
  if (found.length > 1) found.sort((a, b) => b.rank - a.rank);
  return found[Math.min(context.rank, found.length - 1)]?.told;
}

function fillBranch(branch: Branch, role: ErrorRole | undefined, context: FillContext): FilledReasons | undefined {
  if (branch.values) return fillListed(branch.values, role, context);
  const { types, properties } = branch;
  const may = (type: string) => types === undefined || types.has(type);
  if (types?.has('object') && (properties.size > 0 || types.size === 1)) return fillObject(branch, role, context);
  if (types?.has('array') && !types.has('string')) return fillArray(branch, role, context);
  const leaf = fillLeaf(branch, role, context);
  if (leaf !== undefined) return leaf;
  if (may('array') && types !== undefined) return fillArray(branch, role, context);
  return types?.has('object') ? fillObject(branch, role, context) : undefined;
}

/** One of the listed values: the one that says the reason best. */
function fillListed(
  values: readonly Json[],
  role: ErrorRole | undefined,
  { reason, name }: FillContext,
): FilledReasons | undefined {
  const [first] = values;
  if (first === undefined) return undefined;
  if (values.includes(reason.status)) return { ...silent(reason.status), score: 4 };
  if (values.includes(String(reason.status)) && role === 'status')
    return { ...silent(String(reason.status)), score: 4 };
  if (values.every((value) => typeof value === 'number')) {
    const near = (value: Json) => Math.abs(Number(value) - reason.status);
    const [nearest = first] = [...values].sort((a, b) => near(a) - near(b));
    return { ...silent(nearest), score: roleOfNumber(name) === 'status' ? -2 : 0 };
  }
  if (values.every((value) => typeof value === 'boolean')) {
    const wanted = flagOf(roleOfFlag(name));
    return wanted !== undefined && values.includes(wanted) ? { ...silent(wanted), score: 1 } : silent(first);
  }
  const place = placeOf(reason)?.within ?? 'body';
  const located = values.find((value) => typeof value === 'string' && value.toLowerCase() === place);
  if (located !== undefined) return { ...silent(located), score: 1 };
  const texts = values.filter((value): value is string => typeof value === 'string');
  const said = texts.find((text) => text === reason.message);
  if (said !== undefined) return { value: said, said: true, told: 1, score: 8 };
  const close = texts.map((text) => closeness(text, reason.names));
  const best = close.reduce((top, each, index) => (each.score > (close[top] as Closeness).score ? index : top), 0);
  const speaks = role === 'code' || role === 'title' || role === 'message' || role === 'status';
  const { score, exact } = close[best] ?? { score: 0, exact: false };
  const value = score > 0 ? (texts[best] as string) : first;
  if (!speaks) return silent(value);
  if (exact) return { ...silent(value), score: 4 * score };
  // A violation is not given a name that means something else: it is left out instead.
  return { ...silent(value), score: reason.ofViolation ? -8 : values.length === 1 ? -1 : 0.5 };
}

function fillLeaf(branch: Branch, role: ErrorRole | undefined, context: FillContext): FilledReasons | undefined {
  const { types } = branch;
  const { name, reason } = context;
  if (types === undefined || types.has('string')) {
    const told = fillText(branch, role, context);
    if (told !== undefined) return told;
  }
  if (types?.has('number') || types?.has('integer')) {
    const wanted = numberOf(roleOfNumber(name), reason);
    const value = wanted === undefined ? undefined : nearestAllowedNumber(branch, wanted);
    if (value !== undefined) return { ...silent(value), score: value === wanted ? 2 : 0 };
  }
  if (types?.has('boolean')) {
    const value = flagOf(roleOfFlag(name));
    if (value !== undefined) return { ...silent(value), score: 1 };
  }
  if (types?.has('null') && role !== undefined) return silent(null);
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
  // A message that is cut says more than a whole one that says only what the status does.
  const message = role === 'message' ? firstAllowedText(branch, [reason.message]) : undefined;
  const value = message ?? firstAllowedText(branch, texts);
  if (value === undefined) return undefined;
  const said = message !== undefined;
  const score = reason.ofViolation && role === 'request-id' ? 0 : (TEXT_SCORE[role as ErrorRole] ?? 1);
  return { value, said, told: said ? 1 : 0, score };
}

function fillObject(branch: Branch, role: ErrorRole | undefined, context: FillContext): FilledReasons | undefined {
  const { reason, passed } = context;
  if (passed.length >= DEEPEST || passed.some((before) => before.reason === reason && isSame(before.branch, branch)))
    return undefined;
  if (branch.properties.size === 0) return fillOpen(branch, role, context);
  const within = [...branch.properties.keys()].map(snakeCase);
  const inside = { ...context, within, passed: [...passed, { branch, reason }] };
  const roles = rolesOf(branch, { siblings: within, ofViolation: reason.ofViolation, level: context.level });
  const value: Record<string, Json> = {};
  const sum = { said: false, told: 0, score: 0 };
  for (const member of branch.properties.values()) {
    const own = roles.get(member.name);
    const entered = member.required || own !== undefined || context.level >= 2;
    if (!entered || (context.lean && !member.required)) continue;
    const messageElsewhere = [...branch.properties.values()].some(
      ({ name, shape }) => name !== member.name && roles.get(name) === 'message' && isFreeText(shape),
    );
    const told = fillMember(member, own, { ...inside, messageElsewhere });
    if (told === undefined && member.required) return undefined;
    if (told === undefined || (told.score <= 0 && !member.required)) continue;
    setMember(value, member.name, told.value);
    sum.said ||= told.said;
    sum.told = Math.max(sum.told, told.told);
    sum.score += told.score;
  }
  return { value, ...sum };
}

/** Whether two branches have their members from the same schemas, as where a schema recurs. */
function isSame(left: Branch, right: Branch): boolean {
  const schemas = ({ parts }: Branch) => parts.map((part) => part.schema).filter((schema) => schema.properties);
  const [found, others] = [schemas(left), schemas(right)];
  return found.length === others.length && found.every((schema, index) => schema === others[index]);
}

function fillMember(
  member: PropertyShape,
  role: ErrorRole | undefined,
  context: FillContext,
): FilledReasons | undefined {
  const name = snakeCase(member.name);
  if (
    member.discriminatorValue !== undefined &&
    member.shape.branches.some((branch) => !branch.values && isText(branch))
  ) {
    return { ...silent(member.discriminatorValue), score: 0.5 };
  }
  const told = fill(member.shape, role, { ...context, name });
  return told === undefined && member.required ? restOf(member.shape, context) : told;
}

const LISTS_MEMBERS =
  /(^|_)(errors?|details?|violations|fields|messages|issues|problems|params|parameters|validations?)$/;

/** An object without declared members: messages by the names of the members, where it is meant for that. */
function fillOpen(
  { others, open }: Branch,
  role: ErrorRole | undefined,
  context: FillContext,
): FilledReasons | undefined {
  const { reason, name, messageElsewhere } = context;
  const meant = others !== undefined || LISTS_MEMBERS.test(name);
  if (!open || !meant || (role !== 'container' && role !== 'message')) return silent({});
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
    const told = others
      ? fill(others, 'message', { ...context, reason: { ...first, details: group }, name, messageElsewhere: false })
      : { value: group.map(({ message }) => message), score: 8 };
    if (told === undefined || told.score <= 0) continue;
    setMember(value, key, told.value);
    score += told.score;
  }
  const told = score > 0 ? entries.length : 0;
  return { value, said: told > 0, told, score };
}

/** An entry for each violation, or for the refusal where nothing else says it. */
function fillArray(branch: Branch, role: ErrorRole | undefined, context: FillContext): FilledReasons | undefined {
  const { parts, items } = branch;
  const limit = (keyword: string, otherwise: number) =>
    Number(parts.find(({ schema }) => schema[keyword] !== undefined)?.schema[keyword] ?? otherwise);
  const [least, most] = [limit('minItems', 0), limit('maxItems', Number.POSITIVE_INFINITY)];
  if (role === 'place') return fillTokens(branch, context);
  const { reason, messageElsewhere, level } = context;
  if (items.branches.some(({ properties, open }) => open && properties.has('@type')) && reason.details.length > 0) {
    return badRequest(reason);
  }
  const asked = role === 'container' || role === 'message' || level >= 2;
  const alone = least > 0 || !messageElsewhere ? [{ ...reason, details: [] }] : [];
  const reasons = !asked ? [] : reason.details.length > 0 ? reason.details : alone;
  const found = reasons.slice(0, most).flatMap((each) => {
    const told = fill(items, 'message', { ...context, reason: each, messageElsewhere: false, within: [] });
    return told === undefined || told.score <= 0 ? [] : [told];
  });
  while (found.length < least && found.length < MOST_RANKS) {
    const rest = found[0] ?? restOf(items, context);
    if (rest === undefined) return undefined;
    found.push(rest);
  }
  const value = found.map((told) => told.value);
  const score = Math.max(0, ...found.map((told) => told.score));
  const said = found.some((told) => told.said);
  return { value, said, told: reason.details.length > 0 ? found.filter((told) => told.said).length : 0, score };
}

/** google.rpc.BadRequest, the detail that Google's error model has for violations (google/rpc/error_details.proto). */
function badRequest({ details }: ErrorReason): FilledReasons {
  const fieldViolations = details.map((detail) => ({
    field: placeOf(detail)?.tokens.join('.') ?? '',
    description: detail.message,
  }));
  const value = [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations }];
  return { value, said: true, told: details.length, score: 8 };
}

/** A place as its tokens; FastAPI's `loc` begins with where the value stands. */
function fillTokens({ items }: Branch, { reason, name }: FillContext): FilledReasons {
  const place = placeOf(reason);
  if (place === undefined) return silent([]);
  const tokens = name === 'loc' ? [place.within, ...place.tokens] : place.tokens;
  const numbers = items.branches.some(
    ({ types }) => types === undefined || types.has('integer') || types.has('number'),
  );
  const value = tokens.map((token) => (numbers && /^(0|[1-9]\d*)$/.test(token) ? Number(token) : token));
  return { ...silent(value), score: 2 };
}

/** What a required member holds that says nothing of ours: what the schema gives as an example, else a sample. */
function restOf({ branches }: ErrorShape, { sampleAt }: FillContext): FilledReasons | undefined {
  for (const branch of branches) {
    const pointers = branch.parts.map(({ pointer }) => pointer).filter((pointer) => pointer !== '');
    const values = [exampleOf(branch), ...pointers.map(sampleAt)];
    const value = values.find((each) => each !== undefined && isPlausible(branch, each));
    if (value !== undefined) return silent(value);
    if (branch.types?.has('null')) return silent(null);
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
