// The write rules that all resources share: which properties of a body are written, which the server owns, which a response
// contains, and that no state is committed that violates the schema.

import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../clock.ts';
import type { Contract } from '../../contract/contract.ts';
import { type FillOptions, fillRequired } from '../../contract/sample/fill-required.ts';
import { lazySample } from '../../contract/sample/lazy-sample.ts';
import { alternativeOf, declaredPart } from '../../contract/schema/alternatives.ts';
import { sentenceOf } from '../../contract/validation/violations.ts';
import { type ErrorCode, HttpError, type Violation } from '../../errors/http-error.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import { mergePatch, mergePlain, type PropertyFilter } from '../../json/merge.ts';
import { findParseError } from '../../json/parse.ts';
import { applyPatch as applyOperations, type PatchError, type PatchResult } from '../../json/patch.ts';
import { tokensOf } from '../../json/pointer.ts';
import { applyScimPatch, isScimPatch } from '../../json/scim-patch.ts';
import { deepFreeze, isObject, type Json, type JsonObject, setProperty } from '../../json/value.ts';
import { pauseAfter } from '../../store/pause.ts';
import type { PropertyTree, Resource } from '../infer/resource.ts';
import { type ChangeTime, type CreationRules, changeTimes, creationRules, timeValue } from './creation-values.ts';
import { type Ownership, ownershipBetween } from './ownership.ts';
import type { ChangeRequest, SampleBasis } from './repository.ts';
import { type StatusTimes, statusTimes } from './status-times.ts';

/** The maximum number of attempts to commit a change while other requests change the same resource. */
const MAX_ATTEMPTS = 1000;

/** Which properties of a body are written in one operation. */
export interface OperationRules {
  readonly writable: PropertyFilter;
  readonly ownership: Ownership;
  /** The times of a status. */
  readonly statusTimes: StatusTimes;
  /** The properties that get the time of each change. */
  readonly changeTimes: readonly ChangeTime[];
  /** How missing properties of a new item get a value. */
  readonly creation: CreationRules;
}

const rulesOfResources = new WeakMap<Resource, WriteRules>();

/** The write rules of a resource of a document, opened once. */
export function writeRulesOf(
  document: JsonObject,
  resource: Resource,
  isControlInformation: (property: string) => boolean,
): WriteRules {
  const known = rulesOfResources.get(resource) ?? new WriteRules(document, resource, isControlInformation);
  rulesOfResources.set(resource, known);
  return known;
}

/** The write rules of a resource: for each operation, and for handlers. */
export class WriteRules {
  readonly #document: JsonObject;
  readonly #resource: Resource;
  readonly #isControlInformation: (property: string) => boolean;
  readonly #known = new WeakMap<Ownership, OperationRules>();
  #general: OperationRules | undefined;

  constructor(document: JsonObject, resource: Resource, isControlInformation: (property: string) => boolean) {
    this.#document = document;
    this.#resource = resource;
    this.#isControlInformation = isControlInformation;
  }

  /** @param ownership by default, the server owns the read-only properties */
  of(ownership?: Ownership): OperationRules {
    if (!ownership) {
      this.#general ??= this.#open(ownershipBetween(this.#document, this.#resource.schema, []));
      return this.#general;
    }
    const known = this.#known.get(ownership) ?? this.#open(ownership);
    this.#known.set(ownership, known);
    return known;
  }

  #open(ownership: Ownership): OperationRules {
    const { properties } = this.#resource;
    let creation: CreationRules | undefined;
    const open = () => creationRules(this.#document, this.#resource, ownership);
    return {
      writable: writableOf(properties, ownership, this.#isControlInformation),
      ownership,
      statusTimes: statusTimes(this.#document, this.#resource),
      changeTimes: changeTimes(this.#document, this.#resource, ownership),
      get creation() {
        creation ??= open();
        return creation;
      },
    };
  }
}

/** The writable properties of a body: neither server-owned properties nor control information. */
function writableOf(
  tree: PropertyTree | undefined,
  { owned, inner }: Ownership,
  isControlInformation: (property: string) => boolean,
): PropertyFilter {
  const inside = new Map(
    [...inner].map(([name, part]): [string, PropertyFilter] => {
      return [name, writableOf(tree?.inner.get(name), part, isControlInformation)];
    }),
  );
  return {
    takes: (name) => !owned.has(name) && (!tree || tree.declared.has(name) || !isControlInformation(name)),
    inside: (name) => inside.get(name) ?? UNRESTRICTED,
  };
}

/** Takes all properties. */
export const UNRESTRICTED: PropertyFilter = { takes: () => true, inside: () => UNRESTRICTED };

/** The properties of a body that it can write. Usually they are all, and copied at once. */
export function writtenBy(body: JsonObject, filter: PropertyFilter): Record<string, Json> {
  if (takesAll(filter, body)) return { ...body };
  const written: Record<string, Json> = {};
  for (const [name, value] of Object.entries(body)) {
    if (!filter.takes(name)) continue;
    const inside = filter.inside(name);
    setProperty(written, name, inside !== UNRESTRICTED && isObject(value) ? writtenBy(value, inside) : value);
  }
  return written;
}

function takesAll(filter: PropertyFilter, body: JsonObject): boolean {
  for (const name in body) {
    if (!filter.takes(name) || (filter.inside(name) !== UNRESTRICTED && isObject(body[name]))) return false;
  }
  return true;
}

/** Keeps what a replacement cannot contain: properties that the server owns, at any depth. */
export function keepOwned(next: Record<string, Json>, before: JsonObject, ownership: Ownership): void {
  for (const name of ownership.owned) {
    if (Object.hasOwn(before, name) && !Object.hasOwn(next, name)) setProperty(next, name, before[name] as Json);
  }
  for (const [name, inside] of ownership.inner) {
    const value = next[name];
    const old = before[name];
    if (!isObject(value) || !isObject(old)) continue;
    const copy: Record<string, Json> = { ...value };
    keepOwned(copy, old, inside);
    setProperty(next, name, copy);
  }
}

/** Sets the times of a change, unless the request has set one that it can set. */
export function setChangeTimes(
  next: Record<string, Json>,
  {
    before,
    clock,
    times,
  }: { readonly before: JsonObject; readonly clock: Clock; readonly times: readonly ChangeTime[] },
): void {
  for (const { name, form, isOwned, of } of times) {
    if (of && !of.some((one) => !isDeepStrictEqual(next[one], before[one]))) continue;
    if (isOwned ? Object.hasOwn(before, name) : next[name] === before[name] && Object.hasOwn(before, name))
      setProperty(next, name, timeValue(clock, form));
  }
}

/** A request that writes nothing, for changes by the server alone. */
export const NO_CHANGE: ChangeRequest = Object.freeze({ body: Object.freeze({}), mediaType: 'application/json' });

export function acceptsAny({ body }: ChangeRequest, { takes }: PropertyFilter): boolean {
  if (Array.isArray(body)) return body.length > 0;
  if (!isObject(body)) return false;
  if (isScimPatch(body)) return true;
  for (const name in body) if (takes(name)) return true;
  return false;
}

export interface PatchRules {
  readonly writable: PropertyFilter;
  readonly contract: Pick<Contract, 'inherited' | 'limits'>;
}

/** Applies a change according to its media type. @throws HttpError PATCH_CONFLICT, PATCH_TOO_LARGE or BODY_INVALID */
export function applyPatch(
  state: JsonObject,
  { body, mediaType }: ChangeRequest,
  { writable, contract: { limits, inherited } }: PatchRules,
): Record<string, Json> {
  // An array is a JSON patch, even if the document declares the body as plain JSON.
  if (Array.isArray(body)) {
    const patched = applyOperations(state, body as Json, { bytes: limits.patchBytes, nesting: limits.nesting });
    return writtenByPatch(state, usable(patched, inherited), writable);
  }
  if (isObject(body) && isScimPatch(body))
    return writtenByPatch(state, usable(applyScimPatch(state, body), inherited), writable);
  const merge = mediaType === 'application/merge-patch+json' ? mergePatch : mergePlain;
  return merge(state, body, writable) as Record<string, Json>;
}

/** The paths of a patch are not those of its body, which was checked when it was parsed. @throws HttpError BODY_INVALID */
function usable(patched: PatchResult, inherited: ReadonlySet<string>): PatchResult {
  if ('error' in patched) return patched;
  const unbounded = { nesting: Number.POSITIVE_INFINITY, properties: Number.POSITIVE_INFINITY };
  const error = findParseError(patched.value, inherited, unbounded);
  if (!error) return patched;
  const message = `leads to the property '${error.pointer}', which ${error.message}`;
  throw new HttpError({
    code: 'BODY_INVALID',
    message: `The patch ${message}.`,
    violations: [{ pointer: '', rule: error.rule, message }],
  });
}

const PATCH_ERRORS = {
  conflict: 'PATCH_CONFLICT',
  limit: 'PATCH_TOO_LARGE',
  malformed: 'BODY_INVALID',
} as const satisfies Readonly<Record<PatchError['kind'], ErrorCode>>;

/** The properties of a patched state that the patch can write, with the others as they were. */
function writtenByPatch(state: JsonObject, patched: PatchResult, { takes }: PropertyFilter): Record<string, Json> {
  if ('error' in patched) {
    const { kind, index, message } = patched.error;
    throw new HttpError({
      code: PATCH_ERRORS[kind],
      message: `Operation ${index} of the patch ${message}.${kind === 'limit' ? ' Send a smaller patch.' : ''}`,
      violations: [{ pointer: `/${index}`, rule: 'json-patch', message }],
    });
  }
  if (!isObject(patched.value)) {
    throw new HttpError({ code: 'STATE_INVALID', message: 'The result of the patch must be an object.' });
  }
  const next: Record<string, Json> = {};
  for (const [name, value] of Object.entries(patched.value)) if (takes(name)) setProperty(next, name, value);
  for (const [name, value] of Object.entries(state)) if (!takes(name)) setProperty(next, name, value);
  return next;
}

export interface NormalizeOptions {
  readonly contract: Contract;
  readonly resource: Pick<Resource, 'schema' | 'properties' | 'foreign'>;
  /** Removes the properties that responses never contain. */
  readonly visible: (state: JsonObject) => JsonObject;
  readonly basis: SampleBasis;
  /** Whether the write sets the whole state. If so, missing required properties are generated. */
  readonly fillMissing?: boolean;
  /** What a change has sent of the state. */
  readonly sent?: Json | undefined;
}

/**
 * The state to commit: ordered, complete and valid. If the document declares different schemas for a property in requests and
 * responses, an invalid value is replaced with a generated one.
 * @throws HttpError STATE_INVALID
 */
export function normalize(options: NormalizeOptions, state: JsonObject, path: string): Eventually<JsonObject> {
  const { contract, resource, visible } = options;
  const next = deepFreeze(inDeclaredOrder(state, resource.properties));
  const violations = contract.validator('response', resource.schema)(visible(next));
  if (violations.length === 0) return next;
  const part = declaredPart(contract.document, resource.schema, next) as JsonObject;
  if (part !== next && (options.fillMissing || containsAll(part, options.sent))) return normalize(options, part, path);
  if (!options.fillMissing) {
    // What is inside a property that requests declare in another way than responses, such as names of objects, is completed.
    const isOwn = ({ pointer }: Violation) => {
      const [name = '', ...inside] = tokensOf(pointer);
      return inside.length === 0 || !resource.foreign.has(name);
    };
    const missing = violations.filter((violation) => violation.rule === 'required' && isOwn(violation));
    if (missing.length > 0) throw invalidState(missing);
  }
  const schema = alternativeOf(contract.document, resource.schema, state);
  return whenKnown(fillRequired(contract, schema, state, placeOf(options, path)), (filled) =>
    repair(options, filled as JsonObject, path),
  );
}

/** Whether a state has all that a change has sent. What it has lost was there before, of another alternative. */
function containsAll(state: Json | undefined, sent: Json | undefined): boolean {
  if (!isObject(sent)) return sent !== undefined && isDeepStrictEqual(state, sent);
  return isObject(state) && Object.entries(sent).every(([name, value]) => containsAll(state[name], value));
}

/** Where values are generated, and how many at most. */
function placeOf({ contract, basis }: NormalizeOptions, path: string) {
  return { ...basis, place: path, most: contract.limits.generatedValues };
}

/** @param filled the state with generated values for the missing required properties */
function repair(options: NormalizeOptions, filled: JsonObject, path: string): Eventually<JsonObject> {
  const { contract, resource, visible, fillMissing = false } = options;
  const { properties, foreign } = resource;
  const schema = alternativeOf(contract.document, resource.schema, filled);
  const at = placeOf(options, path);
  const violationsIn = (state: JsonObject) => contract.validator('response', resource.schema)(visible(state));
  const ordered = (state: JsonObject) => deepFreeze(inDeclaredOrder(state, properties));
  const next = ordered(filled);
  const violations = violationsIn(next);
  if (violations.length === 0) return next;
  const invalid = new Set(violations.map(({ pointer }) => tokensOf(pointer)[0] ?? ''));
  const replaceable = [...invalid].filter((name) => foreign.has(name));
  if (replaceable.length > 0) {
    const remaining = Object.fromEntries(Object.entries(filled).filter(([name]) => !replaceable.includes(name)));
    const without = { ...options, resource: { ...resource, foreign: NO_NAMES } };
    return whenKnown(fillRequired(contract, schema, remaining, at), (again) => {
      // As much of the client's value as the generated one has room for.
      const kept = ordered({ ...(again as JsonObject), ...insideOf(again as JsonObject, filled, replaceable) });
      return violationsIn(kept).length === 0 ? kept : repair(without, again as JsonObject, path);
    });
  }
  if (!fillMissing) throw invalidState(violations);
  return whenKnown(overlay(contract, schema, { state: next, at }), (overlaid) => {
    if (overlaid && violationsIn(overlaid).length === 0) return ordered(overlaid);
    throw invalidState(violations);
  });
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** The objects of a generated state with these names, with the client's values in them. */
function insideOf(generated: JsonObject, given: JsonObject, names: readonly string[]): JsonObject {
  const result: Record<string, Json> = {};
  for (const name of names) {
    const [own, sent] = [generated[name], given[name]];
    if (isObject(own) && isObject(sent))
      setProperty(result, name, { ...own, ...sent, ...insideOf(own, sent, Object.keys(sent)) });
  }
  return result;
}

/**
 * Makes attempts until one is committed.
 * @param attempt returns undefined if another request has changed the resource in the meantime
 */
export function untilCommitted<T>(
  path: string,
  attempt: () => Eventually<T | undefined>,
  left = MAX_ATTEMPTS,
): Eventually<T> {
  if (left === 0) throw new Error(`${path} was changed by other requests ${MAX_ATTEMPTS} times in a row`);
  return whenKnown(attempt(), (committed) => {
    if (committed !== undefined) return committed;
    const again = () => untilCommitted(path, attempt, left - 1);
    return whenKnown(pauseAfter(MAX_ATTEMPTS - left), again);
  });
}

function invalidState(violations: readonly Violation[]): HttpError {
  const [first] = violations as [Violation];
  return new HttpError({
    code: 'STATE_INVALID',
    message: `The change would make the resource invalid. ${sentenceOf(first, 'resource')}`,
    violations,
  });
}

/** Properties that are tried one by one. */
const MAX_TRIED = 100;

/** A sample with as many properties of the state as possible without becoming invalid. Of a large state, some are left out. */
function overlay(
  contract: Contract,
  schema: string,
  { state, at }: { readonly state: JsonObject; readonly at: FillOptions },
): Eventually<JsonObject | undefined> {
  const validate = contract.validator('response', schema);
  return whenKnown(lazySample(contract, schema, at), (overlaid) => {
    if (!isObject(overlaid)) return undefined;
    let properties = Object.entries(state);
    if (properties.length > MAX_TRIED) {
      const violations = validate(withProperties(overlaid, properties));
      const invalid = new Set(violations.map(({ pointer }) => tokensOf(pointer)[0]));
      properties = properties.filter(([name]) => !invalid.has(name));
      const all = withProperties(overlaid, properties);
      if (validate(all).length === 0) return all;
    }
    let filled = overlaid;
    for (const property of properties.slice(0, MAX_TRIED)) {
      const tried = withProperties(filled, [property]);
      if (validate(tried).length === 0) filled = tried;
    }
    return filled;
  });
}

function withProperties(value: JsonObject, properties: readonly (readonly [string, Json])[]): JsonObject {
  const result: Record<string, Json> = { ...value };
  for (const [name, property] of properties) setProperty(result, name, property);
  return result;
}

/** Declared properties in the order of the document, then the others. Returns the same object if the order is already right. */
export function inDeclaredOrder(value: JsonObject, { order, declared }: PropertyTree): JsonObject {
  if (isInOrder(value, order, declared)) return value;
  const ordered: Record<string, Json> = {};
  for (const name of order) if (Object.hasOwn(value, name)) setProperty(ordered, name, value[name] as Json);
  for (const name of Object.keys(value)) if (!declared.has(name)) setProperty(ordered, name, value[name] as Json);
  return ordered;
}

/** Some of the declared properties can be missing. */
function isInOrder(value: JsonObject, order: readonly string[], declared: ReadonlySet<string>): boolean {
  let index = 0;
  for (const name in value) {
    if (name === order[index]) index += 1;
    else if (!declared.has(name)) index = order.length;
    else {
      index = order.indexOf(name, index) + 1;
      if (index === 0) return false;
    }
  }
  return true;
}

/** Removes the properties that responses never contain, inside objects too. Returns the same object for the same state. */
export function withoutWriteOnly(tree: PropertyTree): (state: JsonObject) => JsonObject {
  if (!hidesAny(tree)) return (state) => state;
  const known = new WeakMap<JsonObject, JsonObject>();
  return (state) => {
    let visible = known.get(state);
    if (!visible) {
      visible = deepFreeze(visiblePart(state, tree)) as JsonObject;
      known.set(state, visible);
    }
    return visible;
  };
}

const hiding = new WeakMap<PropertyTree, boolean>();

/** Whether objects have properties that responses never contain, at any depth. */
function hidesAny(tree: PropertyTree): boolean {
  const known = hiding.get(tree) ?? (tree.writeOnly.size > 0 || [...tree.inner.values()].some(hidesAny));
  hiding.set(tree, known);
  return known;
}

function visiblePart(value: Json, tree: PropertyTree): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => visiblePart(item, tree));
  if (!isObject(value)) return value;
  const result: Record<string, Json> = {};
  for (const [name, own] of Object.entries(value)) {
    if (tree.writeOnly.has(name)) continue;
    const inner = tree.inner.get(name);
    setProperty(result, name, inner && hidesAny(inner) ? visiblePart(own, inner) : own);
  }
  return result;
}
