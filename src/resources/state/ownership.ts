// Which properties of a resource the server owns in one operation: those that are read-only, and those that the schema of the
// resource declares and the request schema does not, if the request schema declares properties of its own. What a request
// contains of them is ignored. A property that both spell differently, such as FriendlyName and friendly_name, is one property.
import { plainName } from '../../contract/operation/names.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { propertiesOf } from '../../contract/schema/properties.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { appendTokens, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../../json/value.ts';
import { isObjectMediaType } from '../infer/contents.ts';
import { placeAt } from '../infer/key-path.ts';
import { isSame } from '../infer/likeness.ts';
import { queryProperties } from '../infer/query-properties.ts';
import type { Role } from '../infer/resource.ts';
import { asObjects, type NamedObjects, namedObjects } from './named-objects.ts';

/** What the server owns of an object, in one operation. */
export interface Ownership {
  /** Declared properties of the representation that a request cannot write. */
  readonly owned: ReadonlySet<string>;
  /** The property of the representation for each property that the request spells differently. */
  readonly spelled: ReadonlyMap<string, string>;
  /** Properties of the representation that requests declare only in another spelling. */
  readonly undeclared: ReadonlySet<string>;
  /** Nested objects of which the server owns a part, or that are spelled differently. */
  readonly inner: ReadonlyMap<string, Ownership>;
  /** The property of the representation that contains what the request sends, if the server wraps it. */
  readonly wrapper?: string | undefined;
  /** Properties with objects that requests send by their names. */
  readonly named: ReadonlyMap<string, NamedObjects>;
  /** Properties of the representation that repeat these properties of the request, because they have a part of its schema. */
  readonly repeats?: ReadonlyMap<string, readonly string[]> | undefined;
}

/** A server that owns nothing. */
export const NOTHING: Ownership = {
  owned: new Set(),
  spelled: new Map(),
  undeclared: new Set(),
  inner: new Map(),
  named: new Map(),
};

/** What the server owns of the resource of a role, for requests of one operation. */
export function ownershipOf(document: JsonObject, operation: Operation, role: Role): Ownership {
  const { resource, only, kind } = role;
  const ownership = ownershipOfBody(document, operation, role);
  const separate = resource.kind === 'collection' && only === undefined && kind !== 'read' ? resource.separate() : NONE;
  if (separate.size === 0) return ownership;
  return { ...ownership, owned: new Set([...ownership.owned, ...separate]) };
}

const NONE: ReadonlySet<string> = new Set();

function ownershipOfBody(document: JsonObject, operation: Operation, role: Role): Ownership {
  const { schema } = role.resource;
  const written = requestSchemas(document, operation, role);
  const inQuery = queryProperties(document, operation, schema);
  if (inQuery.size > 0 && (role.kind === 'create' || role.kind === 'change')) {
    const requested = [...inQuery].map(([name, place]) => [name, { readOnly: false, places: [place] }] as const);
    return compared(document, schema, new Map(requested));
  }
  const wrapper = wrapperOf(document, schema, written);
  if (wrapper === undefined) return withRepeats(document, schema, { written, role });
  const names = propertyPlaces(document, schema);
  return { ...NOTHING, owned: new Set([...names.keys()].filter((name) => name !== wrapper)), wrapper };
}

/** What the server owns, without the properties of a new item that repeat a part of the request. */
function withRepeats(
  document: JsonObject,
  schema: string,
  { written, role }: { readonly written: readonly string[]; readonly role: Role },
): Ownership {
  const ownership = ownershipBetween(document, schema, written);
  if (role.kind !== 'create' || ownership.owned.size === 0) return ownership;
  const parts = written.flatMap((one) =>
    sameValuePlaces(document, one)
      .slice(1)
      .map(({ pointer }) => pointer),
  );
  const repeats = new Map(
    [...propertyPlaces(document, schema)].flatMap(([name, place]) => {
      const isPart = ownership.owned.has(name) && parts.some((part) => isSame(document, part, place));
      return isPart ? [[name, [...propertyPlaces(document, place).keys()]] as const] : [];
    }),
  );
  if (repeats.size === 0) return ownership;
  const owned = new Set([...ownership.owned].filter((name) => !repeats.has(name)));
  return { ...ownership, owned, repeats };
}

/** The schemas of the representation in the request bodies of an operation. */
function requestSchemas(
  document: JsonObject,
  { requestBody }: Operation,
  { bodyPath, resource, many }: Role,
): readonly string[] {
  if (many?.in === 'query') return [];
  return (requestBody?.content ?? []).flatMap(({ name, schema }) => {
    if (schema === undefined || !(isObjectMediaType(name) || /[/+]xml$/.test(name))) return [];
    const path = many?.path ?? bodyPath;
    const inside = placeAt(document, schema, path);
    if (inside === undefined) return [];
    const items = typesAt(document, inside).has('array') ? itemsPlace(document, inside) : undefined;
    if (isScimMessage(document, inside)) return [];
    // A body of one or many declares its properties in the items, too. The operations of a JSON Patch are no items.
    return items === undefined || isPatchOperation(document, items, resource.schema) ? [inside] : [inside, items];
  });
}

function isPatchOperation(document: JsonObject, schema: string, item: string): boolean {
  const properties = propertyPlaces(document, schema);
  return !isSame(document, schema, item) && properties.has('op') && properties.has('path');
}

/** Whether a body contains the operations of a PATCH of SCIM (RFC 7644, section 3.5.2), and no properties of the item. */
function isScimMessage(document: JsonObject, schema: string): boolean {
  const operations = propertyPlaces(document, schema).get('Operations');
  const operation = operations === undefined ? undefined : itemsPlace(document, operations);
  return operation !== undefined && propertyPlaces(document, operation).has('op');
}

/** The only property of a representation whose schema is that of the request. */
function wrapperOf(document: JsonObject, schema: string, written: readonly string[]): string | undefined {
  const [request] = written;
  if (request === undefined || isSame(document, request, schema)) return undefined;
  const requested = propertyPlaces(document, request);
  const places = [...propertyPlaces(document, schema)];
  if (requested.size === 0 || places.some(([name]) => requested.has(name))) return undefined;
  const wrapping = places.filter(
    ([, place]) => typesAt(document, place).has('object') && isSame(document, place, request),
  );
  return wrapping.length === 1 ? wrapping[0]?.[0] : undefined;
}

const known = new WeakMap<JsonObject, Map<string, Ownership>>();

/**
 * Found once for each pair of schemas. Where a schema contains itself, the inner one counts as written by the client.
 * @param returned the pointer of the schema of the representation
 * @param written the pointers of the schemas of the same object in requests
 */
export function ownershipBetween(document: JsonObject, returned: string, written: readonly string[]): Ownership {
  const ofDocument = known.get(document) ?? new Map<string, Ownership>();
  known.set(document, ofDocument);
  const pair = [returned, ...written].join(' ');
  const before = ofDocument.get(pair);
  if (before) return before;
  ofDocument.set(pair, NOTHING);
  const found = compared(document, returned, writtenProperties(document, written));
  ofDocument.set(pair, found);
  return found;
}

function compared(document: JsonObject, returned: string, requested: ReadonlyMap<string, WrittenProperty>): Ownership {
  const places = propertyPlaces(document, returned);
  const spelled = spellingsOf(requested, places);
  const sources = sourcesOf(requested, spelled);
  const owned = new Set<string>();
  const inner = new Map<string, Ownership>();
  const named = new Map<string, NamedObjects>();
  for (const { name, readOnly } of propertiesOf(document, valueAt(document, returned) ?? true)) {
    const given = sources.get(name);
    // A request schema that declares a read-only property of the resource as writable lets its operation write it.
    const isReadOnly = given ? given.readOnly : readOnly;
    if (isReadOnly || (requested.size > 0 && !given)) {
      owned.add(name);
      continue;
    }
    const place = places.get(name);
    const objects = place === undefined || !given ? undefined : namedObjects(document, place, given.places);
    if (objects) named.set(name, objects);
    if (place === undefined || !typesAt(document, place).has('object')) continue;
    const inside = ownershipBetween(document, place, given?.places ?? []);
    if (!isEmpty(inside)) inner.set(name, inside);
  }
  const undeclared = new Set([...spelled.values()].filter((name) => !requested.has(name)));
  return { owned, spelled, undeclared, inner, named };
}

/** A property in the request schemas. */
interface WrittenProperty {
  readonly readOnly: boolean;
  readonly places: readonly string[];
}

function writtenProperties(document: JsonObject, schemas: readonly string[]): ReadonlyMap<string, WrittenProperty> {
  const found = new Map<string, WrittenProperty>();
  for (const schema of schemas) {
    const places = propertyPlaces(document, schema);
    for (const { name, readOnly } of propertiesOf(document, valueAt(document, schema) ?? true)) {
      const before = found.get(name);
      const place = places.get(name);
      found.set(name, {
        readOnly: readOnly && before?.readOnly !== false,
        places: [...(before?.places ?? []), ...(place === undefined ? [] : [place])],
      });
    }
  }
  return found;
}

function spellingsOf(
  requested: ReadonlyMap<string, WrittenProperty>,
  returned: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const others = new Map([...returned.keys()].map((name) => [plainName(name), name]));
  const spelled = new Map<string, string>();
  for (const name of requested.keys()) {
    const other = returned.has(name) ? undefined : others.get(plainName(name));
    if (other !== undefined) spelled.set(name, other);
  }
  return spelled;
}

/** The properties of requests, by the names of the representation. */
function sourcesOf(
  requested: ReadonlyMap<string, WrittenProperty>,
  spelled: ReadonlyMap<string, string>,
): ReadonlyMap<string, WrittenProperty> {
  const sources = new Map([...requested].filter(([name]) => !spelled.has(name)));
  for (const [name, property] of spelled) {
    if (!sources.has(property)) sources.set(property, requested.get(name) as WrittenProperty);
  }
  return sources;
}

function isEmpty({ owned, spelled, inner, named }: Ownership): boolean {
  return owned.size === 0 && spelled.size === 0 && inner.size === 0 && named.size === 0;
}

/** A body in the spelling of the representation, inside the property that the server puts it in. */
export function asRepresentation(body: JsonObject, ownership: Ownership): JsonObject {
  const { wrapper } = ownership;
  if (wrapper !== undefined) return Object.keys(body).length === 0 ? body : { [wrapper]: body };
  const spelled = isSpelled(ownership) ? respelled(body, ownership) : body;
  return ownership.repeats ? repeated(spelled, ownership.repeats) : spelled;
}

function repeated(body: JsonObject, repeats: ReadonlyMap<string, readonly string[]>): JsonObject {
  const result: Record<string, Json> = { ...body };
  for (const [name, properties] of repeats) {
    const sent = properties.filter((property) => Object.hasOwn(body, property));
    const part = Object.fromEntries(sent.map((property) => [property, body[property] as Json]));
    if (!Object.hasOwn(body, name) && sent.length > 0) setProperty(result, name, part);
  }
  return result;
}

const spellings = new WeakMap<Ownership, boolean>();

/** Whether a request spells a property differently, or sends objects by their names, at any depth. */
function isSpelled(ownership: Ownership): boolean {
  const before = spellings.get(ownership);
  if (before !== undefined) return before;
  const isOwn = ownership.spelled.size > 0 || ownership.named.size > 0;
  spellings.set(ownership, isOwn);
  const found = isOwn || [...ownership.inner.values()].some(isSpelled);
  spellings.set(ownership, found);
  return found;
}

function respelled(body: JsonObject, { spelled, undeclared, inner, named }: Ownership): JsonObject {
  const result: Record<string, Json> = {};
  for (const [name, value] of Object.entries(body)) {
    // An undeclared spelling of a property is not that property.
    if (undeclared.has(name)) continue;
    const property = spelled.get(name) ?? name;
    if (property !== name && Object.hasOwn(body, property) && !undeclared.has(property)) continue;
    const inside = inner.get(property);
    const objects = named.get(property);
    const sent = objects ? asObjects(objects, value) : value;
    setProperty(result, property, inside && isObject(sent) ? respelled(sent, inside) : sent);
  }
  return result;
}

/** The pointers of the properties in a body that the server owns, so that they have no effect. */
export function ignoredIn(body: Json | undefined, { owned, inner, spelled }: Ownership, at = ''): readonly string[] {
  if (!isObject(body)) return [];
  return Object.entries(body).flatMap(([name, value]) => {
    const pointer = appendTokens(at, name);
    if (owned.has(name)) return [pointer];
    const inside = inner.get(spelled.get(name) ?? name);
    return inside ? ignoredIn(value, inside, pointer) : [];
  });
}
