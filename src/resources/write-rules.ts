// The rules of writing that all resources share: what of a body counts, what the server keeps, what is shown, and that
// nothing is committed which the schema would not accept.

import type { Contract } from '../contract/contract.ts';
import { fillRequired } from '../contract/fill-required.ts';
import { lazySample } from '../contract/lazy-sample.ts';
import { HttpError, type Violation } from '../errors/http-error.ts';
import { mergePatch, mergePlain, type PropertyFilter } from '../json/merge.ts';
import { applyPatch as applyOperations } from '../json/patch.ts';
import { tokensOf } from '../json/pointer.ts';
import { deepFreeze, isObject, type Json, type JsonObject, setMember } from '../json/value.ts';
import type { ChangeRequest } from './repository.ts';
import type { PropertyTree, Resource } from './resource.ts';

/** Commits that may lose to another writer before a change is given up. */
export const MAX_ATTEMPTS = 100;

/** What of a change is written: neither members that the server keeps nor control information. */
export function applyBody(tree: PropertyTree, isControl: (member: string) => boolean): PropertyFilter {
  const inner = new Map(
    [...tree.inner].map(([name, inside]): [string, PropertyFilter] => [name, applyBody(inside, isControl)]),
  );
  const free: PropertyFilter = { takes: () => true, inside: () => free };
  return {
    takes: (name) => !tree.readOnly.has(name) && (tree.declared.has(name) || !isControl(name)),
    inside: (name) => inner.get(name) ?? free,
  };
}

export function acceptsAny({ body }: ChangeRequest, { takes }: PropertyFilter): boolean {
  if (Array.isArray(body)) return body.length > 0;
  for (const name in body as JsonObject) if (takes(name)) return true;
  return false;
}

/** The state after a change, by the media type of the change. @throws HttpError PATCH_CONFLICT or BODY_INVALID */
export function applyPatch(
  state: JsonObject,
  { body, mediaType }: ChangeRequest,
  written: PropertyFilter,
): Record<string, Json> {
  // A list is a JSON patch, also where a document takes it as plain JSON.
  if (Array.isArray(body)) return applyJsonPatch(state, body as Json, written);
  const merge = mediaType === 'application/merge-patch+json' ? mergePatch : mergePlain;
  return merge(state, body, written) as Record<string, Json>;
}

function applyJsonPatch(state: JsonObject, patch: Json, { takes }: PropertyFilter): Record<string, Json> {
  const patched = applyOperations(state, patch);
  if ('fault' in patched) {
    const { kind, index, message } = patched.fault;
    throw new HttpError({
      code: kind === 'conflict' ? 'PATCH_CONFLICT' : 'BODY_INVALID',
      message: `The operation ${index} of the patch ${message}.`,
      violations: [{ pointer: `/${index}`, rule: 'json-patch', message }],
    });
  }
  if (!isObject(patched.value)) {
    throw new HttpError({ code: 'STATE_INVALID', message: 'The patch would leave something that is no object.' });
  }
  const next: Record<string, Json> = {};
  for (const [name, value] of Object.entries(patched.value)) if (takes(name)) setMember(next, name, value);
  for (const [name, value] of Object.entries(state)) if (!takes(name)) setMember(next, name, value);
  return next;
}

interface NormalizeOptions {
  readonly contract: Contract;
  readonly resource: Pick<Resource, 'schema' | 'properties' | 'foreign'>;
  readonly shown: (state: JsonObject) => JsonObject;
  readonly seed: number;
  /** Whether the whole state is written: then what it lacks is made up, and what fits in no form. */
  readonly whole?: boolean;
}

/**
 * The state as it is to be kept: in order, complete, valid. A member that the document takes in another form than it shows is
 * made up in the form that it shows.
 * @throws HttpError STATE_INVALID
 */
export function normalize(
  settling: NormalizeOptions,
  state: JsonObject,
  path: string,
): JsonObject | Promise<JsonObject> {
  const { contract, resource, shown } = settling;
  const next = deepFreeze(inDeclaredOrder(state, resource.properties));
  const violations = contract.validator('response', resource.schema)(shown(next));
  return violations.length === 0 ? next : repair(settling, state, path);
}

async function repair(
  { contract, resource, shown, seed, whole: fills = false }: NormalizeOptions,
  state: JsonObject,
  path: string,
): Promise<JsonObject> {
  const { schema, properties, foreign } = resource;
  const validate = contract.validator('response', schema);
  const at = { seed, place: path };
  const lacking = fills ? [] : validate(shown(state)).filter(({ rule }) => rule === 'required');
  if (lacking.length > 0) throw invalidState(lacking);
  let whole = (await fillRequired(contract, schema, state, at)) as JsonObject;
  const broken = new Set(validate(shown(whole)).map(({ pointer }) => tokensOf(pointer)[0] ?? ''));
  const strange = [...broken].filter((name) => foreign.has(name));
  if (strange.length > 0) {
    const rest = Object.fromEntries(Object.entries(whole).filter(([name]) => !strange.includes(name)));
    whole = (await fillRequired(contract, schema, rest, at)) as JsonObject;
  }
  const next = deepFreeze(inDeclaredOrder(whole, properties));
  const violations = validate(shown(next));
  if (violations.length === 0) return next;
  const made = fills ? await overlay(contract, schema, { state: next, at }) : undefined;
  if (made && validate(shown(made)).length === 0) return deepFreeze(inDeclaredOrder(made, properties));
  throw invalidState(violations);
}

function invalidState(violations: readonly Violation[]): HttpError {
  const [{ pointer, message } = { pointer: '', message: '' }] = violations;
  return new HttpError({
    code: 'STATE_INVALID',
    message: `The resource would be left in a state that its schema does not allow: ${pointer || 'it'} ${message}.`,
    violations,
  });
}

/** A sample with all members of the state that it can have and still be valid. */
async function overlay(
  contract: Contract,
  schema: string,
  { state, at }: { readonly state: JsonObject; readonly at: { readonly seed: number; readonly place: string } },
): Promise<JsonObject | undefined> {
  const validate = contract.validator('response', schema);
  const made = await lazySample(contract, schema, at);
  if (!isObject(made)) return undefined;
  let whole = made;
  for (const [name, value] of Object.entries(state)) {
    const tried: Record<string, Json> = { ...whole };
    setMember(tried, name, value);
    if (validate(tried).length === 0) whole = tried;
  }
  return whole;
}

/** The declared members in the document's order, then the others in theirs. What is in order already is answered as it is. */
export function inDeclaredOrder(value: JsonObject, { order, declared }: PropertyTree): JsonObject {
  if (isInOrder(value, order)) return value;
  const ordered: Record<string, Json> = {};
  for (const name of order) if (Object.hasOwn(value, name)) setMember(ordered, name, value[name] as Json);
  for (const name of Object.keys(value)) if (!declared.has(name)) setMember(ordered, name, value[name] as Json);
  return ordered;
}

function isInOrder(value: JsonObject, order: readonly string[]): boolean {
  let index = 0;
  for (const name in value) if (name !== order[index++]) return false;
  return index === order.length;
}

/** Leaves out what is never shown; what it answers is the same object as long as the state is. */
export function hideWriteOnly({ writeOnly }: PropertyTree): (state: JsonObject) => JsonObject {
  if (writeOnly.size === 0) return (state) => state;
  const known = new WeakMap<JsonObject, JsonObject>();
  return (state) => {
    let shown = known.get(state);
    if (!shown) {
      shown = deepFreeze(Object.fromEntries(Object.entries(state).filter(([name]) => !writeOnly.has(name))));
      known.set(state, shown);
    }
    return shown;
  };
}
