// Finds the property of an item that a name in a query means: `created` is `created_at`, `owner_id` is the id of `owner`.
import { plainName, singularOf } from '../../contract/operation/names.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces, typesAt } from '../../contract/schema/schema-places.ts';
import type { Json, JsonObject } from '../../json/value.ts';

export interface ItemProperty {
  /** The path to its value in an item. */
  readonly path: readonly string[];
  /** The pointer of its schema. */
  readonly schema: string;
}

/** Objects that contain the properties of an item in some families of APIs, such as JSON:API and Kubernetes. */
const CONTAINERS = /^(?:attributes|relationships|metadata|fields|properties)$/;

/** The words for the same time. */
const TIMES: readonly (readonly string[])[] = [
  ['created', 'create', 'creation', 'added', 'inserted', 'registered'],
  ['updated', 'update', 'modified', 'lastmodified', 'lastupdated', 'changed', 'lastchanged', 'modification'],
];
const TIME_SUFFIX = /(?:at|on|date|time|timestamp|datetime|utc)$/;
const KEY_SUFFIX = /^(.+?)(?:ids?|guids?|uuids?|keys?|names?|slugs?|logins?|refs?)$/;

/** The property of that name, at the top or in a container. Undefined if no property matches. */
function findProperty(document: JsonObject, schemas: readonly string[], name: string): ItemProperty | undefined {
  for (const schema of schemas) {
    const own = propertyPlaces(document, schema);
    const found = namedIn(own, name);
    if (found) return found;
    for (const [container, at] of own) {
      if (!CONTAINERS.test(plainName(container))) continue;
      const inner = namedIn(propertyPlaces(document, at), name);
      if (inner) return { path: [container, ...inner.path], schema: inner.schema };
    }
  }
  for (const schema of schemas) {
    const found = keyOfOther(document, schema, name);
    if (found) return found;
  }
  return undefined;
}

/** The property at a path of names. */
export function findNested(
  document: JsonObject,
  schemas: readonly string[],
  [name = '', ...rest]: readonly string[],
): ItemProperty | undefined {
  const outer = findProperty(document, schemas, name);
  if (!outer || rest.length === 0) return outer;
  const inner = findNested(document, [itemsPlace(document, outer.schema) ?? outer.schema], rest);
  if (inner) return { path: [...outer.path, ...inner.path], schema: inner.schema };
  // An object without declared properties has any.
  const isOpen = typesAt(document, outer.schema).has('object') && propertyPlaces(document, outer.schema).size === 0;
  return isOpen ? { path: [...outer.path, ...rest], schema: '' } : undefined;
}

function namedIn(properties: ReadonlyMap<string, string>, name: string): ItemProperty | undefined {
  const plain = plainName(name);
  const all = [...properties];
  const by = (matches: (property: string) => boolean) => all.find(([property]) => matches(plainName(property)));
  const found =
    by((property) => property === plain) ??
    by((property) => singularOf(property) === singularOf(plain)) ??
    by((property) => property === `is${plain}` || plain === `is${property}`) ??
    by((property) => isSameTime(property, plain));
  return found && { path: [found[0]], schema: found[1] };
}

function isSameTime(property: string, name: string): boolean {
  const [one, other] = [timeWord(property), timeWord(name)];
  if (one === '' || other === '') return false;
  const same = one === other || TIMES.some((words) => words.includes(one) && words.includes(other));
  return same && (TIME_SUFFIX.test(property) || /^(?:date|time)/.test(property) || TIMES.flat().includes(property));
}

function timeWord(name: string): string {
  return name.replace(/^(?:date|time)(?=.)/, '').replace(TIME_SUFFIX, '');
}

/** `userId` for a property `user` that contains or is its key, and `user` for a property `userId`. */
function keyOfOther(document: JsonObject, schema: string, name: string): ItemProperty | undefined {
  const plain = plainName(name);
  const properties = [...propertyPlaces(document, schema)];
  const [, owner] = KEY_SUFFIX.exec(plain) ?? [];
  if (owner !== undefined) {
    const found = properties.find(
      ([property, at]) => plainName(property) === owner && !typesAt(document, at).has('boolean'),
    );
    if (found) return { path: [found[0]], schema: found[1] };
    for (const [container, at] of properties) {
      if (!CONTAINERS.test(plainName(container))) continue;
      const inner = [...propertyPlaces(document, at)].find(([property]) => plainName(property) === owner);
      if (inner) return { path: [container, inner[0]], schema: inner[1] };
    }
  }
  const keys = ['id', 'guid', 'uuid', 'key', 'gid'].map((suffix) => `${singularOf(plain)}${suffix}`);
  const key = properties.find(([property]) => keys.includes(plainName(property)));
  return key && { path: [key[0]], schema: key[1] };
}

const MOMENT_NAME = /(?:^|_)(?:date|time|datetime|at|on)$|[a-z](?:Date|Time|At|On)$|timestamp$/;

/** Whether a property is a point in time. */
function isMoment(document: JsonObject, name: string, schema: string): boolean {
  const places = sameValuePlaces(document, schema);
  if (places.some(({ value }) => value.format === 'date' || value.format === 'date-time')) return true;
  const types = typesAt(document, schema);
  const plain = plainName(name);
  return (
    (types.has('integer') || types.has('string')) &&
    !places.some(({ value }) => value.enum !== undefined) &&
    (TIMES.flat().includes(plain) || MOMENT_NAME.test(name))
  );
}

/** The points in time among the properties of an item, those at the top first. */
function momentsOf(document: JsonObject, schema: string, levels = 2): readonly ItemProperty[] {
  const own: ItemProperty[] = [];
  const inner: ItemProperty[] = [];
  for (const [name, at] of propertyPlaces(document, schema)) {
    if (isMoment(document, name, at)) own.push({ path: [name], schema: at });
    else if (levels > 0 && typesAt(document, at).has('object')) {
      const nested = momentsOf(document, at, levels - 1);
      inner.push(...nested.map(({ path, schema: place }) => ({ path: [name, ...path], schema: place })));
    }
  }
  return [...own, ...inner];
}

/**
 * The time that a range without a property's name means: the one that its description names, else the creation.
 * @param bound the start of the range compares with the end of items that have a start and an end, and the reverse
 */
export function momentFor(
  document: JsonObject,
  schemas: readonly string[],
  { description, bound }: { readonly description: string; readonly bound: 'lower' | 'upper' },
): ItemProperty | undefined {
  const moments = schemas.flatMap((schema) => momentsOf(document, schema));
  const text = description.toLowerCase();
  const words = (path: readonly string[]) => timeWord(plainName(path[0] as string));
  const of = (names: readonly string[]) => moments.find(({ path }) => names.includes(words(path)));
  const [created = [], updated = []] = TIMES;
  const edge = { start: of(['start', 'begin', 'starts']), end: of(['end', 'finish', 'ends']) };
  if (edge.start && edge.end && !/\b(?:created?|updated?|modified)\b/.test(text)) {
    if (/\bstart/.test(text) && !/\bend/.test(text)) return edge.start;
    if (/\bend(?:s|ed|ing)? (?:time|date)/.test(text) && !/\bstart(?:s|ed|ing)? (?:time|date)/.test(text))
      return edge.end;
    return bound === 'lower' ? edge.end : edge.start;
  }
  if (/\b(?:updat|modif|chang)/.test(text)) {
    const found = of(updated);
    if (found) return found;
  }
  const named = moments.find(({ path }) => {
    const word = words(path);
    return word.length > 3 && text.includes(word);
  });
  return (
    named ?? of(created) ?? of(['', 'timestamp', 'occurred', 'published', 'sent', 'date', 'time', 'ts']) ?? moments[0]
  );
}

/** The value at a path. Lists on the way give all their values. */
export function valueAtPath(value: Json | undefined, [name, ...rest]: readonly string[]): Json | undefined {
  if (name === undefined) return value;
  if (Array.isArray(value)) {
    return value.flatMap((one: Json) => {
      const inner = valueAtPath(one, [name, ...rest]);
      return inner === undefined ? [] : [inner];
    });
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return valueAtPath((value as JsonObject)[name], rest);
}
