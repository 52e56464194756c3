// Infers the resources of a document from path shapes, methods and schemas. Inference is lazy: it looks at an operation only
// when somebody asks for its role, so that a large document costs nothing until it is used.
import type { Contract } from '../../contract/contract.ts';
import { isJson } from '../../contract/operation/media-types.ts';
import { lastWord, parametersIn, plainName, shapeOfPath, singularOf } from '../../contract/operation/names.ts';
import { type MediaType, type Operation, successResponse } from '../../contract/operation/operations.ts';
import { examplesOf } from '../../contract/operation/parameters.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { valueAt } from '../../json/pointer.ts';
import type { JsonObject } from '../../json/value.ts';
import { findList, findSingle, isObjectAt, isSame } from './envelope.ts';
import { declaredRole, readExtensions, resourceExtension } from './extension.ts';
import { keyProperty } from './key-property.ts';
import { openPaths } from './paths.ts';
import { changedAtProperty, createdAtProperty, propertyTree } from './property-tree.ts';
import type {
  BodyLocation,
  Collection,
  NestedPath,
  Resource,
  ResourceExample,
  Role,
  RoleKind,
  Singleton,
} from './resource.ts';

export interface Inference {
  /** The role of an operation. Undefined for an action, and for data that no operation changes. */
  roleOf(operation: Operation): Role | undefined;
  /** The resource at the path of a collection or singleton. The names of parameters do not matter. */
  resourceAt(path: string): Resource | undefined;
  /** All resources, in the order of the document. */
  resources(): readonly Resource[];
}

/** The meaning of a path: a resource, or the part of it that belongs to an item of another resource. */
interface Located {
  readonly resource: Collection;
  readonly scope: NestedPath | undefined;
}

/** The representations of an item in the operations of a collection. */
interface Forms {
  readonly list: BodyLocation | undefined;
  readonly read: BodyLocation | undefined;
  readonly created: BodyLocation | undefined;
  readonly creates: boolean;
}

/** @throws SetupError DOCUMENT_INVALID for an invalid extension */
export function inferResources(contract: Contract): Inference {
  const { document } = contract;
  const extended = readExtensions(contract);
  const paths = openPaths(contract.operations);
  const forms = new Map<Collection, Forms>();

  const collectionAt = memoized((path): Collection | undefined => {
    const found = formsAt(path);
    if (!found) return undefined;
    const { list, read, created, changed } = found;
    const fuller =
      created && list && sizeOf(list.schema) > sizeOf(created.schema) ? list : (created ?? changed ?? list);
    const schema = (read ?? fuller)?.schema;
    if (schema === undefined) return undefined;
    const items = paths.at(paths.itemOf(path));
    const parameter = keyParameter(items);
    const name = lastWord(path);
    const declared = extended ? resourceExtension(contract, [...items, ...paths.at(path)]) : undefined;
    const key =
      declared?.key === undefined
        ? keyProperty(document, {
            schema,
            parameter: parameter?.name,
            types: parameter?.schema === undefined ? new Set() : typesAt(document, parameter.schema),
            collection: name,
          })
        : { name: declared.key, schema: propertyPlaces(document, schema).get(declared.key) };
    const parent = parentOf(path);
    const nested = path.includes('{}') ? [] : paths.nestedNamed(name).flatMap((other) => paths.at(other));
    const bodies = bodiesOf([...paths.at(path), ...items, ...nested], schema, name);
    const collection: Collection = {
      kind: 'collection',
      name,
      path,
      schema,
      examples: [
        ...exampleIn(method(paths.at(path), 'GET'), list),
        ...exampleIn(method(items, 'GET'), read),
        ...exampleIn(method(paths.at(path), 'POST'), created),
        ...exampleIn(method(items, 'PATCH') ?? method(items, 'PUT'), changed),
      ],
      ...propertiesAt(schema, bodies),
      createdAt: createdAtProperty(document, valueAt(document, schema) ?? true),
      parent,
      parentProperty: parent && propertyNaming(schema, key?.name, parent, paths.at(path)),
      key: { property: key?.name, schema: key?.schema, parameter, documented: mentionedKeys(contract, items) },
      open: !list && !found.creates,
      scopes: once(() => paths.nestedNamed(name).flatMap((nested) => scopeOf(nested, collection) ?? [])),
      parts: once(() =>
        paths.under(paths.itemOf(path)).flatMap((part) => {
          const located = locate(part);
          return located?.scope ? [{ resource: located.resource, scope: located.scope }] : [];
        }),
      ),
      children: once(() => paths.under(paths.itemOf(path)).flatMap((child) => ownedAt(child) ?? [])),
    };
    forms.set(collection, found);
    return collection;
  });

  /** Whether a path is an item of a writable collection: operations change the item or create others. */
  const isItem = (path: string): boolean => {
    if (!path.endsWith('/{}')) return false;
    const writes = [...paths.at(path), ...paths.at(paths.homeOf(path)).filter(({ method: verb }) => verb === 'POST')];
    return writes.some(({ method: verb }) => verb !== 'GET');
  };

  const sizeOf = (schema: string): number => propertyPlaces(document, schema).size;

  const formsAt = (path: string): (Forms & { readonly changed: BodyLocation | undefined }) | undefined => {
    const own = paths.at(path);
    const items = paths.at(paths.itemOf(path));
    const name = lastWord(path);
    const declared = extended ? resourceExtension(contract, [...own, ...items]) : undefined;
    if (declared?.kind === 'none') return undefined;
    const read = singleAt(successContent(method(items, 'GET')), [], name);
    const post = method(own, 'POST');
    const body = requestContent(post);
    const makes = post !== undefined && body?.schema !== undefined && isObjectAt(document, body.schema);
    const known = read ? [read.schema] : [];
    const listed = listAt(successContent(method(own, 'GET')), known, name);
    // An item with a list among its properties is not a list.
    const list = listed && listed.path.length > 0 && isItem(path) ? undefined : listed;
    const all = list ? [...known, list.schema] : known;
    const creates = makes && (list !== undefined || items.length > 0 || paths.under(paths.itemOf(path)).length > 0);
    const created = creates ? (singleAt(successContent(post), all, name) ?? singleAt(body, all, name)) : undefined;
    const writes = items.filter((operation) => ['PUT', 'PATCH', 'DELETE'].includes(operation.method));
    if (!list && !creates && !(read && (writes.length > 0 || declared))) return undefined;
    const change = method(items, 'PATCH') ?? method(items, 'PUT');
    return { list, read, created, creates, changed: singleAt(successContent(change), all, name) };
  };

  const singletonAt = memoized((path): Singleton | undefined => {
    const own = paths.at(path);
    const read = method(own, 'GET');
    const change = method(own, 'PATCH') ?? method(own, 'PUT') ?? method(own, 'POST');
    if (!read || !change || collectionAt(path) || path.endsWith('{}')) return undefined;
    const name = lastWord(path);
    if (extended && resourceExtension(contract, own)?.kind === 'none') return undefined;
    const representation = singleAt(successContent(read), [], name);
    if (!representation || listAt(successContent(read), [], name)) return undefined;
    const after = successContent(change);
    // A change that returns something else than the resource is an action.
    const result = after && singleAt(after, [representation.schema], name);
    if (after?.schema !== undefined && (!result || !isSame(document, result.schema, representation.schema)))
      return undefined;
    if (change.method === 'POST' && !result) return undefined;
    if (!change.requestBody?.content.some(({ name: mediaType }) => isObjectMediaType(mediaType))) return undefined;
    return {
      kind: 'singleton',
      name,
      path,
      schema: representation.schema,
      examples: [...exampleIn(read, representation), ...exampleIn(change, result)],
      ...propertiesAt(representation.schema, bodiesOf(own, representation.schema, name)),
      parent: parentOf(path),
    };
  });

  const parentOf = (path: string): Collection | undefined => {
    const item = paths.lastItemIn(path);
    const located = item === undefined ? undefined : locate(paths.homeOf(item))?.resource;
    return located && hasItems(located) ? located : undefined;
  };

  /** Whether operations read, change or create single items, so that other resources can be below them. */
  const hasItems = (collection: Collection): boolean => {
    const { read, creates } = forms.get(collection) as Forms;
    return (
      creates ||
      read !== undefined ||
      paths.at(paths.itemOf(collection.path)).some(({ method: verb }) => verb !== 'GET')
    );
  };

  /** The resource whose own path this is. Undefined if the path selects a part of another resource. */
  const ownedAt = (path: string): Resource | undefined => {
    const located = locate(path);
    if (located) return located.resource.path === path ? located.resource : undefined;
    return singletonAt(path);
  };

  const locate = memoized((path): Located | undefined => {
    const own = collectionAt(path);
    if (!own) return undefined;
    const { creates } = forms.get(own) as Forms;
    const above = creates || paths.at(paths.itemOf(path)).length > 0 ? undefined : collectionAt(paths.folderOf(path));
    // A path directly below a collection that only lists the same items is another list of that collection.
    if (above && above !== own && schemasOf(above).some((one) => isSame(document, one, own.schema))) {
      return { resource: above, scope: undefined };
    }
    if (!own.parent) return { resource: own, scope: undefined };
    for (const ownerCount of paths.plainNamed(own.name)) {
      const resource = collectionAt(ownerCount);
      const scope = resource && resource !== own.parent ? scopeOf(path, resource) : undefined;
      if (resource && scope) return { resource, scope };
    }
    return { resource: own, scope: undefined };
  });

  /** The nested path as a part of a collection with the same last word and the same item schema. */
  const scopeOf = (path: string, resource: Collection): NestedPath | undefined => {
    const own = collectionAt(path);
    if (!own?.parent || own === resource) return undefined;
    if (!schemasOf(resource).some((one) => schemasOf(own).some((other) => isSame(document, one, other))))
      return undefined;
    const property = propertyNaming(resource.schema, resource.key.property, own.parent, paths.at(path));
    return { path, parent: own.parent, property };
  };

  const schemasOf = (collection: Collection): readonly string[] => {
    const { list, read, created } = forms.get(collection) as Forms;
    return [list, read, created].flatMap((form) => form?.schema ?? []);
  };

  /** The property of an item that names its owner in another collection. */
  const propertyNaming = (
    schema: string,
    key: string | undefined,
    parent: Collection,
    nested: readonly Operation[],
  ): string | undefined => {
    const parameter = nested[0] && parametersIn(nested[0].path).at(-1);
    const one = singularOf(parent.name);
    const candidates = [plainName(parameter ?? ''), `${one}id`, one, `${one}${plainName(parent.key.property ?? 'id')}`];
    const names = [...propertyPlaces(document, schema)].filter(
      ([name, at]) => name !== key && !typesAt(document, at).has('array') && !typesAt(document, at).has('object'),
    );
    return candidates.map((name) => names.find(([property]) => plainName(property) === name)?.[0]).find(Boolean);
  };

  /** The properties of a representation in responses and in request bodies. */
  const propertiesAt = (schema: string, bodies: readonly (readonly [string, string])[]) => {
    const returned = propertyPlaces(document, schema);
    const written = valueAt(document, schema) ?? true;
    const tree = propertyTree(document, written);
    const needed = new Set(
      sameValuePlaces(document, schema).flatMap(({ value }) => (value.required ?? []) as string[]),
    );
    const isHidden = (property: string) => returned.size > 0 && !returned.has(property) && !needed.has(property);
    const hidden = bodies.map(([property]) => property).filter(isHidden);
    const foreign = bodies.filter(
      ([property, at]) => returned.has(property) && !isSame(document, at, returned.get(property) as string),
    );
    return {
      properties: { ...tree, writeOnly: new Set([...tree.writeOnly, ...hidden]) },
      foreign: new Set(foreign.map(([property]) => property)),
      changedAt: changedAtProperty(document, written),
    };
  };

  /** The properties of request bodies for an item, each with the pointer of its schema. */
  const bodiesOf = (operations: readonly Operation[], schema: string, name: string): (readonly [string, string])[] =>
    operations
      .filter(({ method: verb }) => verb !== 'GET' && verb !== 'DELETE')
      .flatMap((operation) => {
        const place = singleAt(requestContent(operation), [schema], name);
        return place ? [...propertyPlaces(document, place.schema)] : [];
      });

  const singleAt = (
    content: MediaType | undefined,
    known: readonly string[],
    name: string,
  ): BodyLocation | undefined =>
    content?.schema === undefined ? undefined : findSingle(document, content.schema, known, name);
  const listAt = (content: MediaType | undefined, known: readonly string[], name: string): BodyLocation | undefined =>
    content?.schema === undefined ? undefined : findList(document, content.schema, known, name);

  const roleAt = memoized((id: string): Role | undefined => {
    const operation = paths.operation(id) as Operation;
    const declared = extended ? declaredRole(contract, operation) : undefined;
    if (declared?.kind === 'sample') return undefined;
    const path = shapeOfPath(operation.path);
    if (declared) {
      const resourcePath = shapeOfPath(declared.resource ?? operation.path);
      const target = locate(resourcePath) ?? singletonAt(resourcePath) ?? locate(paths.folderOf(resourcePath));
      if (target) return roleBy(operation, target, declared.kind as RoleKind, 'declared by the document');
    }
    return (
      atCount(operation, path) ??
      atCollection(operation, path) ??
      atItem(operation, path) ??
      atSingleton(operation, path) ??
      within(operation, path)
    );
  });

  const roleBy = (operation: Operation, target: Located | Singleton, kind: RoleKind, reason: string): Role => {
    const located = 'kind' in target ? { resource: target, scope: undefined } : target;
    const { resource, scope } = located;
    const names = parametersIn(operation.path);
    const ownerCount = parametersIn(scope ? scope.path : resource.path).length;
    const concernsItem = resource.kind === 'collection' && kind !== 'list' && kind !== 'create';
    const inBody = concernsItem && names.length <= ownerCount && resource.key.property !== undefined;
    const last = names[ownerCount];
    const key = inBody
      ? ({ in: 'body', name: resource.key.property as string } as const)
      : concernsItem && last !== undefined
        ? ({ in: 'path', name: last } as const)
        : undefined;
    const known = resource.kind === 'collection' ? [resource.schema, ...schemasOf(resource)] : [resource.schema];
    const content = successContent(operation);
    const body = requestContent(operation);
    const list = kind === 'list' ? listAt(content, known, resource.name) : undefined;
    const single = kind === 'list' ? undefined : singleAt(content, known, resource.name);
    const fits = single && (kind === 'create' || known.some((one) => isSame(document, one, single.schema)));
    return {
      kind,
      resource,
      owners: names.slice(0, ownerCount),
      key,
      scope,
      inResponse: list ?? (fits ? single : undefined),
      hasItemPath: paths.at(paths.itemOf(shapeOfPath(operation.path))).length > 0,
      filterable:
        resource.kind === 'collection' &&
        (paths.at(paths.itemOf(resource.path)).length > 0 || forms.get(resource)?.creates === true),
      bodyPath: (body && singleAt(body, known, resource.name)?.path) ?? [],
      reason: reason,
    };
  };

  const atCollection = (operation: Operation, path: string): Role | undefined => {
    const located = locate(path);
    const own = collectionAt(path);
    if (!located || !own) return undefined;
    const { list, creates } = forms.get(own) as Forms;
    const { key } = located.resource;
    const body = requestContent(operation);
    switch (operation.method) {
      case 'GET':
        return list && roleBy(operation, located, 'list', `returns ${describeList(list.path)}`);
      case 'POST':
        return creates ? roleBy(operation, located, 'create', 'POST with an object to a collection') : undefined;
      case 'PUT':
      case 'PATCH': {
        const shape = body && singleAt(body, schemasOf(own), own.name);
        if (!shape || key.property === undefined || !propertyPlaces(document, shape.schema).has(key.property))
          return undefined;
        const kind = operation.method === 'PUT' ? 'replace' : 'change';
        return roleBy(operation, located, kind, `${operation.method} to a collection with ${key.property} in the body`);
      }
      default:
        return undefined;
    }
  };

  /** A path below a list that ends with `count` and returns a number. */
  const atCount = (operation: Operation, path: string): Role | undefined => {
    const isCountPath = operation.method === 'GET' && /\/\$?count$/i.test(path);
    const folder = paths.folderOf(path);
    const own = isCountPath && returnsInteger(document, operation) ? collectionAt(folder) : undefined;
    const located = own && forms.get(own)?.list ? locate(folder) : undefined;
    return located && roleBy(operation, located, 'count', `returns the number of items of ${folder}`);
  };

  const KINDS: Readonly<Record<string, RoleKind>> = { GET: 'read', PUT: 'replace', PATCH: 'change', DELETE: 'delete' };

  const atItem = (operation: Operation, path: string): Role | undefined => {
    const folder = path.endsWith('/{}') ? paths.homeOf(path) : undefined;
    const located = folder === undefined ? undefined : locate(folder);
    if (!located) return undefined;
    const kind = Object.hasOwn(KINDS, operation.method) ? KINDS[operation.method] : undefined;
    const reason = `${operation.method} on an item of ${located.resource.path}`;
    if (kind === 'read' && !singleAt(successContent(operation), [], located.resource.name)) return undefined;
    if (kind === 'replace' || kind === 'change') {
      const body = requestContent(operation);
      if (body?.schema !== undefined && !isObjectAt(document, body.schema) && !isPatchList(document, body))
        return undefined;
    }
    if (kind) return roleBy(operation, located, kind, reason);
    const result =
      operation.method === 'POST'
        ? singleAt(successContent(operation), [located.resource.schema], located.resource.name)
        : undefined;
    if (!result || !isSame(document, result.schema, located.resource.schema)) return undefined;
    return roleBy(operation, located, 'change', `${reason} that returns the item`);
  };

  const atSingleton = (operation: Operation, path: string): Role | undefined => {
    const singleton = singletonAt(path);
    if (!singleton) return undefined;
    const posts = operation.method === 'POST' && !paths.at(path).some((other) => /^(?:PATCH|PUT)$/.test(other.method));
    const kind = posts ? 'change' : Object.hasOwn(KINDS, operation.method) ? KINDS[operation.method] : undefined;
    return (
      kind && roleBy(operation, singleton, kind, `${operation.method} on a path that returns and changes one object`)
    );
  };

  /** Below an item: an operation that requires the item to exist. */
  const within = (operation: Operation, path: string): Role | undefined => {
    const item = paths.lastItemIn(path);
    const located = item === undefined ? undefined : locate(paths.homeOf(item));
    if (!located || item === path || !hasItems(located.resource)) return undefined;
    return roleBy(operation, located, 'part', `below an item of ${located.resource.path}`);
  };

  const resources = once(() => {
    const found = new Set<Resource>();
    for (const path of paths.folders()) {
      const resource = ownedAt(path);
      if (resource) found.add(resource);
    }
    return [...found];
  });

  return {
    roleOf: ({ id }) => roleAt(id),
    resourceAt: (path) => locate(shapeOfPath(path))?.resource ?? singletonAt(shapeOfPath(path)),
    resources,
  };
}

function describeList(path: readonly string[]): string {
  return path.length === 0 ? 'an array of objects' : `an array of objects in ${path.join('.')}`;
}

function method(operations: readonly Operation[], name: string): Operation | undefined {
  return operations.find((operation) => operation.method === name);
}

/** The JSON content of an operation's success response. */
function successContent(operation: Operation | undefined): MediaType | undefined {
  const success = operation && successResponse(operation);
  return success && /^[2d]/.test(success.status)
    ? success.content.find(({ name }) => isJson(name) || name.includes('*'))
    : undefined;
}

/** Whether an operation returns an integer, as JSON or as text. */
function returnsInteger(document: JsonObject, operation: Operation): boolean {
  const [content] = successResponse(operation)?.content ?? [];
  return content?.schema !== undefined && typesAt(document, content.schema).has('integer');
}

/** The object content of a request body: JSON first, then forms. */
function requestContent(operation: Operation | undefined): MediaType | undefined {
  const content = operation?.requestBody?.content ?? [];
  return (
    content.find(({ name }) => isJson(name) && !name.includes('patch')) ??
    content.find(({ name }) => isObjectMediaType(name))
  );
}

function isObjectMediaType(mediaType: string): boolean {
  return isJson(mediaType) || mediaType.includes('*') || /x-www-form-urlencoded|multipart\/form-data/.test(mediaType);
}

/** Whether a body is a JSON Patch (RFC 6902), under any media type. */
function isPatchList(document: JsonObject, { name, schema = '' }: MediaType): boolean {
  const items = itemsPlace(document, schema);
  const properties = items === undefined ? new Map() : propertyPlaces(document, items);
  return name.includes('json-patch') || (properties.has('op') && properties.has('path'));
}

function exampleIn(operation: Operation | undefined, place: BodyLocation | undefined): ResourceExample[] {
  const content = successContent(operation);
  return place ? (content?.examples ?? []).map(({ pointer }) => ({ pointer, path: place.path })) : [];
}

/** The last parameter in the path of an item. */
function keyParameter([item]: readonly Operation[]): Collection['key']['parameter'] {
  const name = item && parametersIn(item.path).at(-1);
  if (name === undefined) return undefined;
  return { name, schema: item?.parameters.find((one) => one.in === 'path' && one.name === name)?.schema };
}

/** The keys in the document's examples of the path parameter. */
function mentionedKeys({ document }: Contract, items: readonly Operation[]): readonly string[] {
  const values = items.flatMap(({ path, parameters }) => {
    const name = parametersIn(path).at(-1);
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
    return parameter ? examplesOf(document, parameter) : [];
  });
  return [...new Set(values.filter((value) => typeof value === 'string' || typeof value === 'number').map(String))];
}

/** Computes the value for each string once. A recursive call with the same string returns undefined. */
function memoized<T>(compute: (text: string) => T | undefined): (text: string) => T | undefined {
  const known = new Map<string, T | undefined>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    known.set(text, undefined);
    const found = compute(text);
    known.set(text, found);
    return found;
  };
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
