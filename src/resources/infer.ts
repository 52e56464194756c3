// Resources inferred from path shapes, methods and schemas; the document says nothing of them. Nothing is looked at before
// an operation of it is asked for, so that a document of many operations is not paid for by those that nobody calls.
import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/media-types.ts';
import { lastWord, parametersIn, plainName, shapeOfPath, singularOf } from '../contract/names.ts';
import { type MediaType, type Operation, successResponse } from '../contract/operations.ts';
import { examplesOf } from '../contract/parameters.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces, typesAt } from '../contract/schema-places.ts';
import { valueAt } from '../json/pointer.ts';
import type { JsonObject } from '../json/value.ts';
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
  /** What an operation does to a resource; undefined where it is an action, or shows what nobody changes. */
  roleOf(operation: Operation): Role | undefined;
  /** The resource at a path: a collection's, a singleton's. Parameters may have any name. */
  resourceAt(path: string): Resource | undefined;
  /** All that is to be found, in the document's order. */
  resources(): readonly Resource[];
}

/** What a path means: a resource, or that part of one which belongs to an item of another. */
interface Located {
  readonly resource: Collection;
  readonly scope: NestedPath | undefined;
}

/** The shapes in which the operations of a collection show and take an item. */
interface Forms {
  readonly list: BodyLocation | undefined;
  readonly read: BodyLocation | undefined;
  readonly created: BodyLocation | undefined;
  readonly creates: boolean;
}

/** @throws SetupError DOCUMENT_INVALID for an extension that cannot be what it is meant for */
export function inferResources(contract: Contract): Inference {
  const { document } = contract;
  const extended = readExtensions(contract);
  const paths = openPaths(contract.operations);
  const forms = new Map<Collection, Forms>();

  const collectionAt = remembered((path): Collection | undefined => {
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
    const told = extended ? resourceExtension(contract, [...items, ...paths.at(path)]) : undefined;
    const key =
      told?.key === undefined
        ? keyProperty(document, {
            schema,
            parameter: parameter?.name,
            types: parameter?.schema === undefined ? new Set() : typesAt(document, parameter.schema),
            collection: name,
          })
        : { name: told.key, schema: propertyPlaces(document, schema).get(told.key) };
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
      ...membersAt(schema, bodies),
      createdAt: createdAtProperty(document, valueAt(document, schema) ?? true),
      parent,
      parentProperty: parent && memberNaming(schema, key?.name, parent, paths.at(path)),
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

  /** Whether a path is one item of what is written to: it can be changed itself, or its like can be added. */
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
    const told = extended ? resourceExtension(contract, [...own, ...items]) : undefined;
    if (told?.kind === 'none') return undefined;
    const read = singleAt(answered(method(items, 'GET')), [], name);
    const post = method(own, 'POST');
    const body = acceptedBy(post);
    const makes = post !== undefined && body?.schema !== undefined && isObjectAt(document, body.schema);
    const known = read ? [read.schema] : [];
    const listed = listAt(answered(method(own, 'GET')), known, name);
    // An item that has a list among its members is no list.
    const list = listed && listed.path.length > 0 && isItem(path) ? undefined : listed;
    const all = list ? [...known, list.schema] : known;
    const creates = makes && (list !== undefined || items.length > 0 || paths.under(paths.itemOf(path)).length > 0);
    const created = creates ? (singleAt(answered(post), all, name) ?? singleAt(body, all, name)) : undefined;
    const writes = items.filter((operation) => ['PUT', 'PATCH', 'DELETE'].includes(operation.method));
    if (!list && !creates && !(read && (writes.length > 0 || told))) return undefined;
    const change = method(items, 'PATCH') ?? method(items, 'PUT');
    return { list, read, created, creates, changed: singleAt(answered(change), all, name) };
  };

  const singletonAt = remembered((path): Singleton | undefined => {
    const own = paths.at(path);
    const read = method(own, 'GET');
    const change = method(own, 'PATCH') ?? method(own, 'PUT') ?? method(own, 'POST');
    if (!read || !change || collectionAt(path) || path.endsWith('{}')) return undefined;
    const name = lastWord(path);
    if (extended && resourceExtension(contract, own)?.kind === 'none') return undefined;
    const shown = singleAt(answered(read), [], name);
    if (!shown || listAt(answered(read), [], name)) return undefined;
    const after = answered(change);
    // A change that answers something else than the resource is an action of its own.
    const result = after && singleAt(after, [shown.schema], name);
    if (after?.schema !== undefined && (!result || !isSame(document, result.schema, shown.schema))) return undefined;
    if (change.method === 'POST' && !result) return undefined;
    if (!change.requestBody?.content.some(({ name: mediaType }) => takesMembers(mediaType))) return undefined;
    return {
      kind: 'singleton',
      name,
      path,
      schema: shown.schema,
      examples: [...exampleIn(read, shown), ...exampleIn(change, result)],
      ...membersAt(shown.schema, bodiesOf(own, shown.schema, name)),
      parent: parentOf(path),
    };
  });

  const parentOf = (path: string): Collection | undefined => {
    const item = paths.lastItemIn(path);
    const located = item === undefined ? undefined : locate(paths.homeOf(item))?.resource;
    return located && hasItems(located) ? located : undefined;
  };

  /** Whether single items can be asked for or added, so that something may live under one. */
  const hasItems = (collection: Collection): boolean => {
    const { read, creates } = forms.get(collection) as Forms;
    return (
      creates ||
      read !== undefined ||
      paths.at(paths.itemOf(collection.path)).some(({ method: verb }) => verb !== 'GET')
    );
  };

  /** A resource that is at home at a path, and no part of one that lives elsewhere. */
  const ownedAt = (path: string): Resource | undefined => {
    const located = locate(path);
    if (located) return located.resource.path === path ? located.resource : undefined;
    return singletonAt(path);
  };

  const locate = remembered((path): Located | undefined => {
    const own = collectionAt(path);
    if (!own) return undefined;
    const { creates } = forms.get(own) as Forms;
    const above = creates || paths.at(paths.itemOf(path)).length > 0 ? undefined : collectionAt(paths.folderOf(path));
    // What only lists, right below a collection of the same items, is another way to list that one.
    if (above && above !== own && schemasOf(above).some((one) => isSame(document, one, own.schema))) {
      return { resource: above, scope: undefined };
    }
    if (!own.parent) return { resource: own, scope: undefined };
    for (const home of paths.plainNamed(own.name)) {
      const resource = collectionAt(home);
      const scope = resource && resource !== own.parent ? scopeOf(path, resource) : undefined;
      if (resource && scope) return { resource, scope };
    }
    return { resource: own, scope: undefined };
  });

  /** A nested path as a view of a collection that has a home of its own: the same word, and items of the same schema. */
  const scopeOf = (path: string, resource: Collection): NestedPath | undefined => {
    const own = collectionAt(path);
    if (!own?.parent || own === resource) return undefined;
    if (!schemasOf(resource).some((one) => schemasOf(own).some((other) => isSame(document, one, other))))
      return undefined;
    const member = memberNaming(resource.schema, resource.key.property, own.parent, paths.at(path));
    return { path, parent: own.parent, property: member };
  };

  const schemasOf = (collection: Collection): readonly string[] => {
    const { list, read, created } = forms.get(collection) as Forms;
    return [list, read, created].flatMap((form) => form?.schema ?? []);
  };

  /** The member of an item that names the item of another collection it belongs to. */
  const memberNaming = (
    schema: string,
    key: string | undefined,
    parent: Collection,
    nested: readonly Operation[],
  ): string | undefined => {
    const parameter = nested[0] && parametersIn(nested[0].path).at(-1);
    const one = singularOf(parent.name);
    const wanted = [plainName(parameter ?? ''), `${one}id`, one, `${one}${plainName(parent.key.property ?? 'id')}`];
    const names = [...propertyPlaces(document, schema)].filter(
      ([name, at]) => name !== key && !typesAt(document, at).has('array') && !typesAt(document, at).has('object'),
    );
    return wanted.map((name) => names.find(([member]) => plainName(member) === name)?.[0]).find(Boolean);
  };

  /** What is to be known of the members of a representation, as it is shown and as bodies take it. */
  const membersAt = (schema: string, bodies: readonly (readonly [string, string])[]) => {
    const shown = propertyPlaces(document, schema);
    const written = valueAt(document, schema) ?? true;
    const tree = propertyTree(document, written);
    const needed = new Set(
      sameValuePlaces(document, schema).flatMap(({ value }) => (value.required ?? []) as string[]),
    );
    const hidden = (member: string) => shown.size > 0 && !shown.has(member) && !needed.has(member);
    const unshown = bodies.map(([member]) => member).filter(hidden);
    const foreign = bodies.filter(
      ([member, at]) => shown.has(member) && !isSame(document, at, shown.get(member) as string),
    );
    return {
      properties: { ...tree, writeOnly: new Set([...tree.writeOnly, ...unshown]) },
      foreign: new Set(foreign.map(([member]) => member)),
      changedAt: changedAtProperty(document, written),
    };
  };

  /** The members that bodies take for an item, each with the pointer of its schema. */
  const bodiesOf = (operations: readonly Operation[], schema: string, name: string): (readonly [string, string])[] =>
    operations
      .filter(({ method: verb }) => verb !== 'GET' && verb !== 'DELETE')
      .flatMap((operation) => {
        const place = singleAt(acceptedBy(operation), [schema], name);
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

  const roleAt = remembered((id: string): Role | undefined => {
    const operation = paths.operation(id) as Operation;
    const declared = extended ? declaredRole(contract, operation) : undefined;
    if (declared?.kind === 'sample') return undefined;
    const path = shapeOfPath(operation.path);
    if (declared) {
      const home = shapeOfPath(declared.resource ?? operation.path);
      const told = locate(home) ?? singletonAt(home) ?? locate(paths.folderOf(home));
      if (told) return roleBy(operation, told, declared.kind as RoleKind, 'the document says so');
    }
    return (
      atCount(operation, path) ??
      atCollection(operation, path) ??
      atItem(operation, path) ??
      atSingleton(operation, path) ??
      within(operation, path)
    );
  });

  const roleBy = (operation: Operation, told: Located | Singleton, kind: RoleKind, why: string): Role => {
    const located = 'kind' in told ? { resource: told, scope: undefined } : told;
    const { resource, scope } = located;
    const names = parametersIn(operation.path);
    const home = parametersIn(scope ? scope.path : resource.path).length;
    const itemised = resource.kind === 'collection' && kind !== 'list' && kind !== 'create';
    const inBody = itemised && names.length <= home && resource.key.property !== undefined;
    const last = names[home];
    const key = inBody
      ? ({ in: 'body', name: resource.key.property as string } as const)
      : itemised && last !== undefined
        ? ({ in: 'path', name: last } as const)
        : undefined;
    const known = resource.kind === 'collection' ? [resource.schema, ...schemasOf(resource)] : [resource.schema];
    const answer = answered(operation);
    const body = acceptedBy(operation);
    const list = kind === 'list' ? listAt(answer, known, resource.name) : undefined;
    const single = kind === 'list' ? undefined : singleAt(answer, known, resource.name);
    const fits = single && (kind === 'create' || known.some((one) => isSame(document, one, single.schema)));
    return {
      kind,
      resource,
      owners: names.slice(0, home),
      key,
      scope,
      inResponse: list ?? (fits ? single : undefined),
      hasItemPath: paths.at(paths.itemOf(shapeOfPath(operation.path))).length > 0,
      filterable:
        resource.kind === 'collection' &&
        (paths.at(paths.itemOf(resource.path)).length > 0 || forms.get(resource)?.creates === true),
      bodyPath: (body && singleAt(body, known, resource.name)?.path) ?? [],
      reason: why,
    };
  };

  const atCollection = (operation: Operation, path: string): Role | undefined => {
    const located = locate(path);
    const own = collectionAt(path);
    if (!located || !own) return undefined;
    const { list, creates } = forms.get(own) as Forms;
    const { key } = located.resource;
    const body = acceptedBy(operation);
    switch (operation.method) {
      case 'GET':
        return list && roleBy(operation, located, 'list', `answers ${where(list.path)} of objects`);
      case 'POST':
        return creates ? roleBy(operation, located, 'create', 'POST with an object at a collection') : undefined;
      case 'PUT':
      case 'PATCH': {
        const shape = body && singleAt(body, schemasOf(own), own.name);
        if (!shape || key.property === undefined || !propertyPlaces(document, shape.schema).has(key.property))
          return undefined;
        const kind = operation.method === 'PUT' ? 'replace' : 'change';
        return roleBy(operation, located, kind, `${operation.method} at a collection with ${key.property} in the body`);
      }
      default:
        return undefined;
    }
  };

  /** Behind a list, and answered by a number. */
  const atCount = (operation: Operation, path: string): Role | undefined => {
    const isCalledSo = operation.method === 'GET' && /\/\$?count$/i.test(path);
    const folder = paths.folderOf(path);
    const own = isCalledSo && answersNumber(document, operation) ? collectionAt(folder) : undefined;
    const located = own && forms.get(own)?.list ? locate(folder) : undefined;
    return located && roleBy(operation, located, 'count', `answers a number behind the list ${folder}`);
  };

  const KINDS: Readonly<Record<string, RoleKind>> = { GET: 'read', PUT: 'replace', PATCH: 'change', DELETE: 'delete' };

  const atItem = (operation: Operation, path: string): Role | undefined => {
    const folder = path.endsWith('/{}') ? paths.homeOf(path) : undefined;
    const located = folder === undefined ? undefined : locate(folder);
    if (!located) return undefined;
    const kind = Object.hasOwn(KINDS, operation.method) ? KINDS[operation.method] : undefined;
    const why = `${operation.method} at one item of ${located.resource.path}`;
    if (kind === 'read' && !singleAt(answered(operation), [], located.resource.name)) return undefined;
    if (kind === 'replace' || kind === 'change') {
      const body = acceptedBy(operation);
      if (body?.schema !== undefined && !isObjectAt(document, body.schema) && !isPatchList(document, body))
        return undefined;
    }
    if (kind) return roleBy(operation, located, kind, why);
    const result =
      operation.method === 'POST'
        ? singleAt(answered(operation), [located.resource.schema], located.resource.name)
        : undefined;
    if (!result || !isSame(document, result.schema, located.resource.schema)) return undefined;
    return roleBy(operation, located, 'change', `${why} that answers the item`);
  };

  const atSingleton = (operation: Operation, path: string): Role | undefined => {
    const singleton = singletonAt(path);
    if (!singleton) return undefined;
    const posts = operation.method === 'POST' && !paths.at(path).some((other) => /^(?:PATCH|PUT)$/.test(other.method));
    const kind = posts ? 'change' : Object.hasOwn(KINDS, operation.method) ? KINDS[operation.method] : undefined;
    return (
      kind && roleBy(operation, singleton, kind, `${operation.method} at a path that shows one object and changes it`)
    );
  };

  /** Below an item: something that asks for it to exist. */
  const within = (operation: Operation, path: string): Role | undefined => {
    const item = paths.lastItemIn(path);
    const located = item === undefined ? undefined : locate(paths.homeOf(item));
    if (!located || item === path || !hasItems(located.resource)) return undefined;
    return roleBy(operation, located, 'part', `stands under one item of ${located.resource.path}`);
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

function where(path: readonly string[]): string {
  return path.length === 0 ? 'an array' : `an array in ${path.join('.')}`;
}

function method(operations: readonly Operation[], name: string): Operation | undefined {
  return operations.find((operation) => operation.method === name);
}

/** What an operation answers as JSON when all goes well. */
function answered(operation: Operation | undefined): MediaType | undefined {
  const success = operation && successResponse(operation);
  return success && /^[2d]/.test(success.status)
    ? success.content.find(({ name }) => isJson(name) || name.includes('*'))
    : undefined;
}

/** Whether what an operation answers is a whole number, in JSON or as text. */
function answersNumber(document: JsonObject, operation: Operation): boolean {
  const [content] = successResponse(operation)?.content ?? [];
  return content?.schema !== undefined && typesAt(document, content.schema).has('integer');
}

/** What an operation takes that has members: JSON first, then forms. */
function acceptedBy(operation: Operation | undefined): MediaType | undefined {
  const content = operation?.requestBody?.content ?? [];
  return (
    content.find(({ name }) => isJson(name) && !name.includes('patch')) ??
    content.find(({ name }) => takesMembers(name))
  );
}

function takesMembers(mediaType: string): boolean {
  return isJson(mediaType) || mediaType.includes('*') || /x-www-form-urlencoded|multipart\/form-data/.test(mediaType);
}

/** A list of the operations of JSON Patch (RFC 6902), whatever media type the document gives it. */
function isPatchList(document: JsonObject, { name, schema = '' }: MediaType): boolean {
  const items = itemsPlace(document, schema);
  const members = items === undefined ? new Map() : propertyPlaces(document, items);
  return name.includes('json-patch') || (members.has('op') && members.has('path'));
}

function exampleIn(operation: Operation | undefined, place: BodyLocation | undefined): ResourceExample[] {
  const content = answered(operation);
  return place ? (content?.examples ?? []).map(({ pointer }) => ({ pointer, path: place.path })) : [];
}

/** The parameter at the end of the path of an item. */
function keyParameter([item]: readonly Operation[]): Collection['key']['parameter'] {
  const name = item && parametersIn(item.path).at(-1);
  if (name === undefined) return undefined;
  return { name, schema: item?.parameters.find((one) => one.in === 'path' && one.name === name)?.schema };
}

/** The values of keys that the document gives as examples of the path parameter. */
function mentionedKeys({ document }: Contract, items: readonly Operation[]): readonly string[] {
  const values = items.flatMap(({ path, parameters }) => {
    const name = parametersIn(path).at(-1);
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
    return parameter ? examplesOf(document, parameter) : [];
  });
  return [...new Set(values.filter((value) => typeof value === 'string' || typeof value === 'number').map(String))];
}

/** A function of a text that is worked out once; while it is, a question that leads back to itself has no answer. */
function remembered<T>(work: (text: string) => T | undefined): (text: string) => T | undefined {
  const known = new Map<string, T | undefined>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    known.set(text, undefined);
    const found = work(text);
    known.set(text, found);
    return found;
  };
}

function once<T>(work: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: work() };
    return known.value;
  };
}
