// Repairs what many tools accept although OpenAPI does not: keys without a value, empty arrays in the place of objects, and
// references where OpenAPI has no Reference Object. Each is one rule for all places of the structure.
import { appendTokens, decodeFragment } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, type MutableObject } from '../../json/value.ts';
import type { Bundle } from '../document/bundle.ts';
import type { Findings } from '../document/findings.ts';
import { isMisplacedReference, type Step, stepTo, type Visit } from '../document/grammar.ts';
import { lookup } from '../document/resolve.ts';

/** The document that is repaired, and where the repairs are reported. */
export interface RepairContext {
  readonly bundle: Bundle;
  readonly findings: Findings;
  /** Objects that the repair puts in a second place. */
  readonly shared: Set<Json>;
}

/** Repairs the fields of one object in place, before the walk continues into them. */
export function repair(context: RepairContext, place: Visit): void {
  const { kind, node } = place;
  if (!isObject(node)) return;
  for (const name of Object.keys(node)) {
    const value = node[name];
    if (typeof value === 'object') repairField(context, place, { name, value, step: stepTo(kind, name) });
  }
}

function repairField(context: RepairContext, place: Visit, { name, value, step }: Field): void {
  const node = place.node as MutableObject;
  const at = () => appendTokens(place.pointer, name);
  if (value === null) {
    if (!mayBeNull(place, name)) removeNull(context, place, name, step);
  } else if (isMisplacedReference(place.kind, name, value, step)) inline(context, place, node, name, at());
  else if (step === undefined) return;
  else if (isEmptyArray(value)) {
    // Without paths, nothing is served.
    if (step.shape !== '[]' && name !== 'paths') replaceEmptyArray(context, node, name, at());
  } else if (step.shape !== 'one') repairEntries(context, place, { name, value, step });
}

interface Field {
  readonly name: string;
  readonly value: JsonObject | readonly Json[] | null;
  readonly step: Step | undefined;
}

interface EntryList {
  readonly name: string;
  readonly value: JsonObject | readonly Json[];
  readonly step: Step;
}

/** Repairs the entries of a map or an array of objects. */
function repairEntries(context: RepairContext, place: Visit, { name, value, step }: EntryList): void {
  const entries = value as MutableObject;
  const removed = new Set<Json>();
  for (const key of Object.keys(value)) {
    const entry = entries[key];
    if (typeof entry !== 'object') continue;
    const at = () => appendTokens(place.pointer, name, Array.isArray(value) ? Number(key) : key);
    if (entry === null || (Array.isArray(value) && isEmptyReference(entry))) {
      if (key.startsWith('x-')) continue;
      warnNull(context, step.kind, at());
      // The place of a schema in prefixItems counts.
      if (Array.isArray(value) && name !== 'prefixItems') removed.add(entry);
      else if (step.kind === 'securityScheme') delete entries[key];
      else entries[key] = {};
    } else if (isEmptyArray(entry)) replaceEmptyArray(context, entries, key, at());
    else if (isMisplacedReference(step.kind, key, entry, { kind: step.kind, shape: 'one' })) {
      inline(context, place, entries, key, at());
    }
  }
  if (removed.size > 0) removeEntries(context, place, { name, entries: value as readonly Json[], removed });
}

/** A reference without a value, and nothing else. */
function isEmptyReference(entry: Json): boolean {
  return isObject(entry) && entry.$ref === null && Object.keys(entry).length === 1;
}

interface RemovedEntries {
  readonly name: string;
  readonly entries: readonly Json[];
  readonly removed: ReadonlySet<Json>;
}

/** Removes entries of an array. Messages about those after them name the places where they stand. */
function removeEntries({ bundle }: RepairContext, place: Visit, { name, entries, removed }: RemovedEntries): void {
  const kept: Json[] = [];
  for (const [index, entry] of entries.entries()) {
    if (removed.has(entry)) continue;
    const at = appendTokens(place.pointer, name);
    if (kept.length < index) {
      bundle.aliases.set(appendTokens(at, kept.length), { pointer: appendTokens(at, index), within: at });
    }
    kept.push(entry);
  }
  (place.node as MutableObject)[name] = kept;
}

/** Fields whose value can be null. */
const NULL_VALUES: ReadonlySet<string> = new Set(['default', 'const', 'example', 'value', 'dataValue']);

function mayBeNull(place: Visit, name: string): boolean {
  const { kind } = place;
  if (name.startsWith('x-') || NULL_VALUES.has(name)) return kind !== 'content' && kind !== 'callback';
  // An alternative without quotes is a type, as its author means it. Otherwise it is a key without a value.
  if (kind === 'schema' && name === 'type') return /\/(?:anyOf|oneOf)\/\d+$/.test(place.pointer);
  // Without paths, nothing is served.
  if (kind === 'document' && name === 'paths') return true;
  return kind === 'link' && name === 'requestBody';
}

function removeNull(
  context: RepairContext,
  { kind, node, pointer }: Visit,
  name: string,
  step: Step | undefined,
): void {
  warnNull(context, name, appendTokens(pointer, name));
  // The keys of these objects are names of the author.
  const isEntry = step !== undefined && (kind === 'content' || kind === 'callback');
  if (isEntry) (node as MutableObject)[name] = {};
  else if (kind === 'parameter' && name === 'name') (node as MutableObject)[name] = '';
  else delete (node as MutableObject)[name];
}

function warnNull({ findings }: RepairContext, name: string, pointer: string): void {
  findings.warnOnce(`null ${name}`, pointer, (more) => `the key has no value; it is read as absent${more}`);
}

function isEmptyArray(value: Json): boolean {
  return Array.isArray(value) && value.length === 0;
}

function replaceEmptyArray({ findings }: RepairContext, node: MutableObject, name: string, pointer: string): void {
  node[name] = {};
  findings.warnOnce(
    'empty array',
    pointer,
    (more) => `an empty array is in the place of an object; it is read as {}${more}`,
  );
}

/** References whose targets are copied to add the other fields of the object. Copies of copies could become too many. */
const MAX_MERGED = 1000;

/** Replaces a reference by its target. A reference without a target is removed. */
function inline(
  { bundle, findings, shared }: RepairContext,
  place: Visit,
  container: MutableObject,
  name: string,
  pointer: string,
): void {
  const { $ref, ...siblings } = container[name] as JsonObject & { readonly $ref: string };
  const error = bundle.errors.get(container[name] as Json);
  const found = $ref.startsWith('#') ? lookup(bundle.document, decodeFragment($ref.slice(1))) : undefined;
  if (error === undefined && found !== undefined && !isInside(pointer, found.pointer)) {
    const { value } = found;
    const merges = isObject(value) && Object.keys(siblings).length > 0 && shared.size < MAX_MERGED;
    container[name] = merges ? { ...value, ...siblings } : value;
    shared.add(value);
    bundle.aliases.set(pointer, { pointer: found.pointer });
    findings.warnOnce(
      'misplaced reference',
      pointer,
      (more) => `OpenAPI has no reference in this place; its target is used${more}`,
    );
    return;
  }
  delete container[name];
  const circular = found !== undefined;
  findings.fault(
    place,
    error ?? {
      code: 'REFERENCE_UNRESOLVED',
      what: `The reference ${$ref} ${circular ? 'refers back to itself' : 'has no target'}`,
      advice: 'Correct the reference, or add its target',
    },
    pointer,
  );
}

function isInside(pointer: string, target: string): boolean {
  return pointer === target || pointer.startsWith(`${target}/`);
}
