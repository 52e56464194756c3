// Data of the user as the initial state: an object of collection names with lists, or names of single resources with objects, as
// json-server reads it. Each name is matched to a resource by the last word of its path.
import type { Contract } from '../../contract/contract.ts';
import { plainName, singularOf } from '../../contract/operation/names.ts';
import { nearest } from '../../edit-distance.ts';
import { type Place, SetupError } from '../../errors/setup-error.ts';
import { appendTokens } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { Inference } from '../infer/infer.ts';
import type { Collection, Resource } from '../infer/resource.ts';
import { concretePath } from './key-counters.ts';
import { keyOf, keyValue, keyValueIn, withKey } from './keys.ts';
import type { Scenario } from './scenario.ts';
import { checkItem } from './scenarios.ts';
import { keysIn } from './state.ts';

/** The data, as a file or a program gives it. */
export interface DataSource {
  readonly data: Json;
  place(pointer: string): Place;
}

interface DataReading {
  readonly contract: Contract;
  readonly inference: Inference;
  readonly now: Date;
  readonly invalid: (pointer: string, what: string, advice: string) => SetupError;
}

/** A name of the data with its resource. */
interface NamedData {
  readonly name: string;
  readonly resource: Resource;
  readonly value: Json;
}

/**
 * The initial states by path.
 * @throws SetupError DATA_INVALID with file, line and pointer
 */
export function readData(
  contract: Contract,
  inference: Inference,
  { data, place }: DataSource,
  now: Date,
): Scenario['states'] {
  const invalid = (pointer: string, what: string, advice: string) =>
    new SetupError({ code: 'DATA_INVALID', what, advice, ...place(pointer) });
  const reading: DataReading = { contract, inference, now, invalid };
  if (!isObject(data))
    throw invalid('', 'The data must be an object', 'Use the names of collections as properties, with lists of items');
  const named = Object.entries(data)
    .filter(([name]) => name !== '$schema')
    .map(([name, value]): NamedData => ({ name, value, resource: resourceNamed(reading, name, value) }));
  refuseRepeated(reading, named);
  const states = new Map<string, Json>();
  const folders = new Map<Collection, Map<string, string>>();
  // Items of nested collections need the paths of their owners.
  for (const one of named.sort((a, b) => parametersOf(a.resource) - parametersOf(b.resource))) {
    if (one.resource.kind === 'singleton') states.set(one.resource.path, checkedSingle(reading, one));
    else addCollection(reading, { ...one, resource: one.resource }, { states, folders });
  }
  return states;
}

function parametersOf({ path }: Resource): number {
  return path.split('{}').length - 1;
}

function refuseRepeated({ invalid }: DataReading, named: readonly NamedData[]): void {
  const byResource = new Map<Resource, string>();
  for (const { name, resource } of named) {
    const other = byResource.get(resource);
    if (other !== undefined) {
      const what = `The data names ${JSON.stringify(other)} and ${JSON.stringify(name)}, which are both ${resource.path}`;
      throw invalid(appendTokens('', name), what, 'Use one of them');
    }
    byResource.set(resource, name);
  }
}

/** @throws SetupError if no resource has the name, or several have it */
function resourceNamed({ inference, invalid }: DataReading, name: string, value: Json): Resource {
  const many = Array.isArray(value);
  const at = appendTokens('', name);
  if (!many && !isObject(value))
    throw invalid(at, `The data of ${JSON.stringify(name)} must be a list or an object`, 'Use a list of items');
  const all = inference.resources().filter((one) => one.kind === 'collection' || !one.path.includes('{}'));
  const fitting = all.filter(({ kind }) => (kind === 'collection') === many);
  const [first, second] = bestOf(fitting, name);
  if (first && second) {
    const paths = [first, second].map(({ path }) => path);
    const what = `The data names ${JSON.stringify(name)}, which can be ${paths.join(' or ')}`;
    throw invalid(at, what, `Use the path as the name: ${JSON.stringify(paths[0])}`);
  }
  if (first) return first;
  const [other] = bestOf(
    all.filter((one) => !fitting.includes(one)),
    name,
  );
  if (other) {
    const what = `The data of ${JSON.stringify(name)} must be ${many ? 'an object' : 'a list'}`;
    throw invalid(at, what, `${other.path} is ${many ? 'a single resource' : 'a collection'}`);
  }
  const names = all.map((one) => one.name);
  const near = nearest(name, names);
  throw invalid(
    at,
    `The data names ${JSON.stringify(name)}, which is no collection of the document`,
    `${near === undefined ? '' : `Did you mean ${JSON.stringify(near)}? `}Known names: ${[...new Set(names)].slice(0, 12).join(', ') || 'none'}`,
  );
}

/** The resources whose names match best, those with the shortest paths first if they match equally well. */
function bestOf(resources: readonly Resource[], name: string): readonly Resource[] {
  const rules = [
    (one: Resource) => one.path === name.replaceAll(/\{[^{}]*\}/g, '{}'),
    (one: Resource) => one.name === name,
    (one: Resource) => plainName(one.name) === plainName(name),
    (one: Resource) => singularsOf(one.name).some((singular) => singularsOf(name).includes(singular)),
  ];
  for (const matches of rules) {
    const found = resources.filter(matches);
    const least = Math.min(...found.map(lengthOf));
    if (found.length > 0) return found.filter((one) => lengthOf(one) === least);
  }
  return [];
}

/** What the singular of a name can be, and the name itself: `shelf` and `shelve` for `shelves`. */
function singularsOf(name: string): readonly string[] {
  const plain = plainName(name);
  return [plain, singularOf(name), plain.replace(/ves$/, 'f'), plain.replace(/es$/, ''), plain.replace(/s$/, '')];
}

/** Parameters count more than segments. */
function lengthOf(resource: Resource): number {
  return parametersOf(resource) * 1000 + resource.path.split('/').length;
}

function checkedSingle(reading: DataReading, { name, resource, value }: NamedData): Json {
  checkItem(reading, resource, { path: name, state: value, at: appendTokens('', name) });
  return value;
}

interface FoundStates {
  readonly states: Map<string, Json>;
  /** The path of the collection of each known item, by its key. */
  readonly folders: Map<Collection, Map<string, string>>;
}

function addCollection(
  reading: DataReading,
  { name, resource, value }: NamedData & { readonly resource: Collection },
  { states, folders }: FoundStates,
): void {
  const lists = new Map<string, JsonObject[]>();
  if (!resource.path.includes('{}')) lists.set(resource.path, []);
  // An owner without items has none, not generated ones.
  for (const [key, folder] of (resource.parent && folders.get(resource.parent)) ?? [])
    lists.set(pathBelow(resource, folder, key), []);
  const known = new Map<string, string>();
  for (const [index, state] of (value as readonly Json[]).entries()) {
    const at = appendTokens('', name, index);
    const { item, folder } = locatedItem(reading, resource, { state, at, name, folders });
    checkItem(reading, resource, { path: name, state: item, at, index });
    lists.set(folder, [...(lists.get(folder) ?? []), item]);
    const key = keyOf(resource, item);
    if (key !== undefined) refuseRepeatedKey(reading, known.get(key) === folder, { at, key, name });
    if (key !== undefined) known.set(key, folder);
  }
  folders.set(resource, known);
  for (const [path, items] of lists) states.set(path, items);
}

function refuseRepeatedKey(
  { invalid }: DataReading,
  isRepeated: boolean,
  { at, key, name }: { readonly at: string; readonly key: string; readonly name: string },
): void {
  if (isRepeated) throw invalid(at, `Two items of ${name} have the key ${key}`, 'Give each item a key of its own');
}

interface GivenItem {
  readonly state: Json;
  readonly at: string;
  readonly name: string;
  readonly folders: FoundStates['folders'];
}

/** An item as the document declares it, with the path of its collection. */
function locatedItem(
  reading: DataReading,
  resource: Collection,
  { state, at, name, folders }: GivenItem,
): { readonly item: JsonObject; readonly folder: string } {
  const { contract, invalid } = reading;
  if (!isObject(state)) throw invalid(at, `Each item of ${name} must be an object`, 'Use a list of objects');
  const item = withDeclaredKey(contract, resource, state);
  const { parent } = resource;
  if (!resource.path.includes('{}') || !parent) return { item, folder: resource.path };
  const property = ownerProperty(resource, parent, item);
  const owner = property === undefined ? undefined : item[property];
  if (property === undefined || (typeof owner !== 'string' && typeof owner !== 'number')) {
    const expected = resource.parentProperty ?? `${singularOf(parent.name)}Id`;
    const what = `An item of ${name} has no ${expected}, but ${resource.path} is below the items of ${parent.path}`;
    throw invalid(at, what, `Give each item the key of its owner as ${expected}`);
  }
  const above = folders.get(parent)?.get(String(owner)) ?? (parent.path.includes('{}') ? undefined : parent.path);
  if (above === undefined) {
    const what = `An item of ${name} belongs to the ${singularOf(parent.name)} ${owner}, which the data does not contain`;
    throw invalid(appendTokens(at, property), what, `Add it to ${parent.name}`);
  }
  const { [property]: _owner, ...rest } = item;
  const isDeclared = resource.properties.declared.has(property);
  return { item: isDeclared ? item : rest, folder: pathBelow(resource, above, String(owner)) };
}

/** The path of a collection below an item. @param folder the path of the collection of the item */
function pathBelow({ path, parent }: Collection, folder: string, key: string): string {
  return concretePath(path, [...keysIn(parent?.path ?? '', folder), key]);
}

/** The property that names the owner: the declared one, else one such as `ownerId`. */
function ownerProperty(resource: Collection, parent: Collection, item: JsonObject): string | undefined {
  const { parentProperty } = resource;
  if (parentProperty !== undefined && Object.hasOwn(item, parentProperty)) return parentProperty;
  const key = plainName(parent.key.path.at(-1) ?? 'id');
  const names = singularsOf(parent.name).flatMap((singular) => [`${singular}id`, `${singular}${key}`, singular]);
  return Object.keys(item).find((name) => names.includes(plainName(name)));
}

/** The item with its key as the document declares it: a number for a text, and under the declared name instead of `id`. */
function withDeclaredKey(contract: Contract, collection: Collection, item: JsonObject): JsonObject {
  const { key, properties } = collection;
  if (key.path.length === 0) return item;
  const { id, ...rest } = item;
  const isOther =
    keyValueIn(collection, item) === undefined &&
    !properties.declared.has('id') &&
    (typeof id === 'string' || typeof id === 'number');
  const named = isOther ? withKey(collection, rest, id) : item;
  const own = keyValueIn(collection, named);
  const value = own === undefined ? undefined : keyValue(contract, collection, String(own));
  // A declared text stays a text.
  const isValid =
    key.schema === undefined || (own !== undefined && contract.validator('response', key.schema)(own).length === 0);
  return value === undefined || isValid ? named : withKey(collection, named, value);
}
