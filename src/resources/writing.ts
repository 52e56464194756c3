// The rules of writing that all resources share: what of a body counts, what the server keeps, what is shown, and that
// nothing is committed which the schema would not accept.
import { completed } from '../contract/complete.ts';
import type { Contract } from '../contract/contract.ts';
import { sampleOf } from '../contract/sample-of.ts';
import { AnswerError, type Violation } from '../errors/answer.ts';
import { type Choice, mergePatch, mergePlain } from '../json/merge.ts';
import { applyPatch } from '../json/patch.ts';
import { tokensOf } from '../json/pointer.ts';
import { deepFreeze, isObject, type Json, type JsonObject, setMember } from '../json/value.ts';
import type { ChangeRequest } from './repository.ts';
import type { MemberTree, Resource } from './resource.ts';

/** Commits that may lose to another writer before a change is given up. */
export const ATTEMPTS = 100;

/** What of a change is written: neither members that the server keeps nor control information. */
export function writtenBy(tree: MemberTree, isControl: (member: string) => boolean): Choice {
  const inner = new Map(
    [...tree.inner].map(([name, inside]): [string, Choice] => [name, writtenBy(inside, isControl)]),
  );
  const free: Choice = { takes: () => true, inside: () => free };
  return {
    takes: (name) => !tree.readOnly.has(name) && (tree.declared.has(name) || !isControl(name)),
    inside: (name) => inner.get(name) ?? free,
  };
}

export function takesAny({ body }: ChangeRequest, { takes }: Choice): boolean {
  if (Array.isArray(body)) return body.length > 0;
  for (const name in body as JsonObject) if (takes(name)) return true;
  return false;
}

/** The state after a change, by the media type of the change. @throws AnswerError PATCH_CONFLICT or BODY_INVALID */
export function changedBy(
  state: JsonObject,
  { body, mediaType }: ChangeRequest,
  written: Choice,
): Record<string, Json> {
  // A list is a JSON patch, also where a document takes it as plain JSON.
  if (Array.isArray(body)) return patchedBy(state, body as Json, written);
  const merge = mediaType === 'application/merge-patch+json' ? mergePatch : mergePlain;
  return merge(state, body, written) as Record<string, Json>;
}

function patchedBy(state: JsonObject, patch: Json, { takes }: Choice): Record<string, Json> {
  const patched = applyPatch(state, patch);
  if ('fault' in patched) {
    const { kind, index, message } = patched.fault;
    throw new AnswerError({
      code: kind === 'conflict' ? 'PATCH_CONFLICT' : 'BODY_INVALID',
      message: `The operation ${index} of the patch ${message}.`,
      violations: [{ pointer: `/${index}`, rule: 'json-patch', message }],
    });
  }
  if (!isObject(patched.value)) {
    throw new AnswerError({ code: 'STATE_INVALID', message: 'The patch would leave something that is no object.' });
  }
  const next: Record<string, Json> = {};
  for (const [name, value] of Object.entries(patched.value)) if (takes(name)) setMember(next, name, value);
  for (const [name, value] of Object.entries(state)) if (!takes(name)) setMember(next, name, value);
  return next;
}

interface Settling {
  readonly contract: Contract;
  readonly resource: Pick<Resource, 'schema' | 'members' | 'foreign'>;
  readonly shown: (state: JsonObject) => JsonObject;
  readonly seed: number;
  /** Whether the whole state is written: then what it lacks is made up, and what fits in no form. */
  readonly whole?: boolean;
}

/**
 * The state as it is to be kept: in order, complete, valid. A member that the document takes in another form than it shows is
 * made up in the form that it shows.
 * @throws AnswerError STATE_INVALID
 */
export function settle(settling: Settling, state: JsonObject, path: string): JsonObject | Promise<JsonObject> {
  const { contract, resource, shown } = settling;
  const next = deepFreeze(inOrder(state, resource.members));
  const violations = contract.validator('response', resource.schema)(shown(next));
  return violations.length === 0 ? next : mended(settling, state, path);
}

async function mended(
  { contract, resource, shown, seed, whole: fills = false }: Settling,
  state: JsonObject,
  path: string,
): Promise<JsonObject> {
  const { schema, members, foreign } = resource;
  const validate = contract.validator('response', schema);
  const at = { seed, place: path };
  const lacking = fills ? [] : validate(shown(state)).filter(({ rule }) => rule === 'required');
  if (lacking.length > 0) throw invalidState(lacking);
  let whole = (await completed(contract, schema, state, at)) as JsonObject;
  const broken = new Set(validate(shown(whole)).map(({ pointer }) => tokensOf(pointer)[0] ?? ''));
  const strange = [...broken].filter((name) => foreign.has(name));
  if (strange.length > 0) {
    const rest = Object.fromEntries(Object.entries(whole).filter(([name]) => !strange.includes(name)));
    whole = (await completed(contract, schema, rest, at)) as JsonObject;
  }
  const next = deepFreeze(inOrder(whole, members));
  const violations = validate(shown(next));
  if (violations.length === 0) return next;
  const made = fills ? await overlaid(contract, schema, { state: next, at }) : undefined;
  if (made && validate(shown(made)).length === 0) return deepFreeze(inOrder(made, members));
  throw invalidState(violations);
}

function invalidState(violations: readonly Violation[]): AnswerError {
  const [{ pointer, message } = { pointer: '', message: '' }] = violations;
  return new AnswerError({
    code: 'STATE_INVALID',
    message: `The resource would be left in a state that its schema does not allow: ${pointer || 'it'} ${message}.`,
    violations,
  });
}

/** A sample with all members of the state that it can have and still be valid. */
async function overlaid(
  contract: Contract,
  schema: string,
  { state, at }: { readonly state: JsonObject; readonly at: { readonly seed: number; readonly place: string } },
): Promise<JsonObject | undefined> {
  const validate = contract.validator('response', schema);
  const made = await sampleOf(contract, schema, at);
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
export function inOrder(value: JsonObject, { order, declared }: MemberTree): JsonObject {
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
export function shownOf({ writeOnly }: MemberTree): (state: JsonObject) => JsonObject {
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
