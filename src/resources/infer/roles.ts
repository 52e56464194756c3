// The role of an operation: what it does with a resource.
import { parametersIn, plainName, shapeOfPath } from '../../contract/operation/names.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { propertyPlaces, typesAt } from '../../contract/schema/schema-places.ts';
import type { JsonObject } from '../../json/value.ts';
import { bulkOf } from './bulk.ts';
import { countIn, isPatchList, listIn, methodOf, requestContent, singleIn, successContent } from './contents.ts';
import { draftAt, hasItems, schemasOf } from './drafts.ts';
import { findSingle, isObjectAt } from './envelope.ts';
import { declaredRole } from './extension.ts';
import { placeAt } from './key-path.ts';
import { alikeness, isSame } from './likeness.ts';
import { type CollectionDraft, type Located, type Model, recall } from './model.ts';
import { lastItemIn, type PlacedOperation } from './paths.ts';
import { locate } from './places.ts';
import { queryProperties } from './query-properties.ts';
import { registrationHome } from './registration.ts';
import { keyName, type NestedPath, type Resource, type Role, type RoleKind } from './resource.ts';
import { collectionAt, nestedPath, singletonAt } from './resources.ts';
import { folderOf } from './verbs.ts';
import { viewAt } from './views.ts';

/** The resource of an operation, and the nested path that selects a part of it. */
interface Target {
  readonly resource: Resource;
  readonly scope: NestedPath | undefined;
}

/** Undefined for an action, and for data that no operation changes. */
export function roleOf(model: Model, operation: Operation): Role | undefined {
  return recall(model.roles, operation.id, () => {
    const subject = model.paths.placeOf(operation);
    const declared = model.extended ? declaredRole(model.contract, operation) : undefined;
    if (declared?.kind === 'sample') return undefined;
    const target = declared && targetAt(model, shapeOfPath(declared.resource ?? operation.path));
    if (target) {
      return roleWith(model, subject, { target, kind: declared.kind as RoleKind, reason: 'declared by the document' });
    }
    return (
      countRole(model, subject) ??
      searchRole(model, subject) ??
      bulkRole(model, subject) ??
      collectionRole(model, subject) ??
      itemRole(model, subject) ??
      viewRole(model, subject) ??
      singletonRole(model, subject) ??
      registrationRole(model, subject) ??
      partRole(model, subject)
    );
  });
}

/** The resource at a path, or at the path of the collection of an item. */
function targetAt(model: Model, path: string): Target | undefined {
  const located = locate(model, path);
  if (located) return targetOf(model, located);
  const singleton = singletonAt(model, path);
  return singleton ? { resource: singleton, scope: undefined } : targetOf(model, locate(model, folderOf(path)));
}

function targetOf(model: Model, located: Located | undefined): Target | undefined {
  const resource = located && collectionAt(model, located.home);
  return resource && { resource, scope: nestedPath(model, located.scope)[0] };
}

/** A path below a list that ends with `count` and returns a number. */
function countRole(model: Model, subject: PlacedOperation): Role | undefined {
  const { operation, path } = subject;
  const isCountPath = operation.method === 'GET' && /\/\$?count$/i.test(path);
  if (!isCountPath || !countIn(model.document, operation)) return undefined;
  const folder = folderOf(path);
  const target = draftAt(model, folder)?.forms.list && targetOf(model, locate(model, folder));
  return (
    target && roleWith(model, subject, { target, kind: 'count', reason: `returns the number of items of ${folder}` })
  );
}

/** A POST behind the path of a collection that returns a list of its items, but creates none: `POST /contacts/search`. */
function searchRole(model: Model, subject: PlacedOperation): Role | undefined {
  const { operation, path } = subject;
  if (operation.method !== 'POST' || !/\/_?(?:search|query|find|filter|lookup)$/i.test(path)) return undefined;
  const folder = folderOf(path);
  const draft = draftAt(model, folder);
  const target = draft && targetOf(model, locate(model, folder));
  const list = draft && listIn(model.document, successContent(operation), schemasOf(draft), draft.name);
  if (!target || !list || !schemasOf(draft).some((one) => isSame(model.document, one, list.schema))) return undefined;
  return roleWith(model, subject, {
    target,
    kind: 'list',
    reason: `returns the items of ${folder} that the body selects`,
  });
}

/** An operation on several items at once. */
function bulkRole(model: Model, subject: PlacedOperation): Role | undefined {
  const bulk = bulkOf(model, subject);
  const target = bulk && targetOf(model, locate(model, bulk.home));
  if (!bulk || !target) return undefined;
  const { kind, many } = bulk;
  const place = many.in === 'query' ? `the query parameter ${many.path.join('.')}` : 'the body';
  const reason = `a list of ${many.isKeys ? 'keys' : 'items'} in ${place}`;
  const role = roleWith(model, subject, { target, kind, reason });
  // What a response about several items contains otherwise, such as a job, is none of them.
  const isShown =
    many.isOptional || (role.inResponse && isSame(model.document, role.inResponse.schema, target.resource.schema));
  return { ...role, key: undefined, many, inResponse: isShown ? role.inResponse : undefined };
}

function collectionRole(model: Model, subject: PlacedOperation): Role | undefined {
  const { operation, path } = subject;
  const own = draftAt(model, path);
  const target = own && targetOf(model, locate(model, path));
  if (!own || target?.resource.kind !== 'collection') return undefined;
  const { list, creates } = own.forms;
  const role = (kind: RoleKind, reason: string) => roleWith(model, subject, { target, kind, reason });
  switch (operation.method) {
    case 'GET':
      return list && role('list', `returns ${describeList(list.path)}`);
    case 'POST':
      return creates && (resemblesItem(model, operation, own) || wholeRole(model.document, operation, target.resource))
        ? role('create', 'POST with an object to a collection')
        : undefined;
    case 'PUT':
    case 'PATCH': {
      const { key } = target.resource;
      const body = singleIn(model.document, requestContent(operation), schemasOf(own), own.name);
      // A list of items is an operation on several.
      if (!body || body.path.includes('0') || key.path.length === 0) return undefined;
      if (placeAt(model.document, body.schema, key.path) === undefined) return undefined;
      const kind = operation.method === 'PUT' ? 'replace' : 'change';
      return role(kind, `${operation.method} to a collection with ${keyName(key)} in the body`);
    }
    default:
      return undefined;
  }
}

/**
 * Whether what a POST to a collection sends or returns can be an item: it has a property of one, or its properties are not
 * declared. `{uris}` that returns `{snapshot_id}` is neither.
 */
function resemblesItem({ document }: Model, operation: Operation, own: CollectionDraft): boolean {
  const { read, list, changed } = own.forms;
  const known = [read, list, changed].flatMap((form) => form?.schema ?? []);
  const sent = requestContent(operation)?.schema;
  const returned = successContent(operation)?.schema;
  if (sent === undefined || returned === undefined) return true;
  const canBe = (form: string) => canBeItem(document, form, known, own.name);
  const types = typesAt(document, returned);
  return canBe(sent) || ((types.has('object') || !types.has('array')) && canBe(returned));
}

function canBeItem(document: JsonObject, form: string, known: readonly string[], name: string): boolean {
  const forms = [form, findSingle(document, form, known, name)?.schema ?? form];
  const names = new Set(known.flatMap((one) => [...propertyPlaces(document, one).keys()].map(plainName)));
  const own = forms.flatMap((one) => [...propertyPlaces(document, one).keys()].map(plainName));
  return own.length === 0 || names.size === 0 || own.some((one) => names.has(one));
}

function describeList(path: readonly string[]): string {
  return path.length === 0 ? 'an array of objects' : `an array of objects in ${path.join('.')}`;
}

const METHOD_KINDS: Readonly<Record<string, RoleKind>> = {
  GET: 'read',
  PUT: 'replace',
  PATCH: 'change',
  DELETE: 'delete',
};

function kindOf({ method }: Operation): RoleKind | undefined {
  return Object.hasOwn(METHOD_KINDS, method) ? METHOD_KINDS[method] : undefined;
}

function itemRole(model: Model, subject: PlacedOperation): Role | undefined {
  const { operation, path } = subject;
  const { document, paths } = model;
  const target = path.endsWith('/{}') ? targetOf(model, locate(model, paths.homeOf(path))) : undefined;
  if (!target) return undefined;
  const { resource } = target;
  const isInQuery = queryProperties(document, operation, resource.schema).size > 0;
  // A query has the properties to change, and not the whole item.
  const kind = operation.method === 'PUT' && isInQuery ? 'change' : kindOf(operation);
  const reason = `${operation.method} on an item of ${resource.path}`;
  const content = successContent(operation);
  if (kind === 'read' && !singleIn(document, content, [], resource.name)) return undefined;
  if (kind === 'replace' || kind === 'change') {
    const body = requestContent(operation);
    if (body?.schema !== undefined && !isObjectAt(document, body.schema) && !isPatchList(document, body))
      return undefined;
  }
  if (kind) return roleWith(model, subject, { target, kind, reason });
  const result =
    operation.method === 'POST' ? singleIn(document, content, [resource.schema], resource.name) : undefined;
  if (!result || !isSame(document, result.schema, resource.schema)) return undefined;
  return roleWith(model, subject, { target, kind: 'change', reason: `${reason} that returns the item` });
}

/** Another path of an item. */
function viewRole(model: Model, subject: PlacedOperation): Role | undefined {
  const { method } = subject.operation;
  const view = /^(?:GET|PUT|PATCH)$/.test(method) ? viewAt(model, subject.path) : undefined;
  const target = view && targetOf(model, locate(model, view.home));
  if (!view || !target) return undefined;
  const kind = method === 'GET' ? 'read' : 'change';
  const reason = `${view.only ?? 'properties'} of an item of ${target.resource.path}`;
  const role = roleWith(model, subject, { target, kind, reason });
  return { ...role, inResponse: role.inResponse ?? view.shown, only: method === 'GET' ? undefined : view.only };
}

function singletonRole(model: Model, subject: PlacedOperation): Role | undefined {
  const { operation, path } = subject;
  const resource = singletonAt(model, path);
  if (!resource) return undefined;
  const own = model.paths.at(path);
  const posts = operation.method === 'POST' && !methodOf(own, 'PATCH') && !methodOf(own, 'PUT');
  const kind = posts ? 'change' : kindOf(operation);
  const reason = `${operation.method} on a path that returns and changes one object`;
  return kind && roleWith(model, subject, { target: { resource, scope: undefined }, kind, reason });
}

/** Signing up adds a person to the collection of people. */
function registrationRole(model: Model, subject: PlacedOperation): Role | undefined {
  const home = registrationHome(model, subject.operation);
  const resource = home === undefined ? undefined : collectionAt(model, home);
  if (!resource) return undefined;
  const reason = `signs a person of ${resource.path} up`;
  return roleWith(model, subject, { target: { resource, scope: undefined }, kind: 'create', reason });
}

/** Below an item: a change of the item under another path, or an operation that requires the item to exist. */
function partRole(model: Model, subject: PlacedOperation): Role | undefined {
  const target = itemAbove(model, subject.path);
  if (!target) return undefined;
  const { resource } = target;
  if (deletesItem(subject)) {
    const reason = `${subject.operation.path} deletes an item of ${resource.path}`;
    return roleWith(model, subject, { target, kind: 'delete', reason });
  }
  if (changesItem(model, subject, resource)) {
    const reason = `${subject.operation.method} of properties of an item of ${resource.path}`;
    return roleWith(model, subject, { target, kind: 'change', reason });
  }
  return roleWith(model, subject, { target, kind: 'part', reason: `below an item of ${resource.path}` });
}

/** The collection of the nearest item on a path. */
function itemAbove(model: Model, path: string): Target | undefined {
  for (let item = lastItemIn(path); item !== undefined; item = lastItemIn(item)) {
    const located = locate(model, model.paths.homeOf(item));
    const home = located && draftAt(model, located.home);
    if (home && hasItems(model, home)) return targetOf(model, located);
  }
  return undefined;
}

/** Verbs that delete an item for good: `delete-permanent`, `permanently_delete`, `purge`. */
const DELETION =
  /\/\{\}\/(?:actions\/)?(?:(?:delete|destroy|remove|erase)[-_]?(?:permanent(?:ly)?|forever)|(?:permanent(?:ly)?|hard|force)[-_]?(?:delete|destroy|remove)|delete|destroy|erase|purge)$/i;

function deletesItem({ operation, path }: PlacedOperation): boolean {
  return /^(?:POST|PUT|DELETE)$/.test(operation.method) && DELETION.test(path);
}

/** Whether an operation takes properties of the item above and returns the item. */
function changesItem({ document }: Model, { operation, path }: PlacedOperation, resource: Resource): boolean {
  if ((operation.method !== 'PUT' && operation.method !== 'PATCH') || path.endsWith('}')) return false;
  const after = singleIn(document, successContent(operation), [resource.schema], resource.name);
  const body = singleIn(document, requestContent(operation), [resource.schema], resource.name);
  if (!after || !body || !isSame(document, after.schema, resource.schema)) return false;
  return alikeness(document, body.schema, [resource.schema]).share === 1;
}

interface Finding {
  readonly target: Target;
  readonly kind: RoleKind;
  readonly reason: string;
}

function roleWith(model: Model, { operation, path }: PlacedOperation, { target, kind, reason }: Finding): Role {
  const { document } = model;
  const { resource, scope } = target;
  const draft = resource.kind === 'collection' ? draftAt(model, resource.path) : undefined;
  const known = draft ? [resource.schema, ...schemasOf(draft)] : [resource.schema];
  const content = successContent(operation);
  const list = kind === 'list' ? listIn(document, content, known, resource.name) : undefined;
  const count = kind === 'count' ? countIn(document, operation) : undefined;
  const single = kind === 'list' || count ? undefined : singleIn(document, content, known, resource.name);
  const fits = single && (kind === 'create' || isRepresentation(document, single.schema, { kind, known }));
  const names = parametersIn(operation.path);
  const ownerCount = parametersIn(scope ? scope.path : resource.path).length;
  const whole = WRITES.has(kind) ? wholeRole(document, operation, resource) : undefined;
  return {
    kind,
    resource,
    ...(whole && { whole }),
    owners: names.slice(0, ownerCount),
    key: keyOfRole(kind, resource, names.slice(ownerCount)),
    scope,
    inResponse: list ?? count ?? (fits && !whole ? single : undefined),
    filters: kind === 'list' || kind === 'count' ? filtersOf(document, resource, names.slice(ownerCount)) : [],
    itemPath: itemPathOf(model, path) ?? itemPathOf(model, resource.path),
    bodyPath: singleIn(document, requestContent(operation), known, resource.name)?.path ?? [],
    reason,
  };
}

const WRITES: ReadonlySet<RoleKind> = new Set(['create', 'change', 'replace', 'delete']);

/** How an operation on a part shows the whole, if it returns that. */
function wholeRole(document: JsonObject, operation: Operation, part: Resource): Role | undefined {
  const whole = part.kind === 'collection' ? part.whole() : undefined;
  if (!whole) return undefined;
  const { resource } = whole;
  const inResponse = singleIn(document, successContent(operation), [resource.schema], resource.name);
  if (!inResponse || !isSame(document, inResponse.schema, resource.schema)) return undefined;
  const names = parametersIn(operation.path);
  const count = parametersIn(resource.path).length;
  const key = resource.kind === 'collection' ? names[count] : undefined;
  return {
    kind: 'read',
    resource,
    owners: names.slice(0, count),
    key: key === undefined ? undefined : { in: 'path', name: key },
    scope: undefined,
    inResponse,
    filters: [],
    itemPath: undefined,
    bodyPath: [],
    reason: `returns ${resource.path} after ${operation.method} on a part of it`,
  };
}

/** Whether a response contains the item: in a known schema, or for a write in one that has most of its properties from them. */
function isRepresentation(
  document: JsonObject,
  schema: string,
  { kind, known }: { readonly kind: RoleKind; readonly known: readonly string[] },
): boolean {
  if (known.some((one) => isSame(document, one, schema))) return true;
  const { shared, share } = alikeness(document, schema, known);
  return (kind === 'replace' || kind === 'change') && shared > 2 && share > 0.7;
}

/** The path parameters of a list that are values of properties: `/pets/by-owner/{owner}` lists the pets with this `owner`. */
function filtersOf(document: JsonObject, { schema }: Resource, parameters: readonly string[]): Role['filters'] {
  const properties = [...propertyPlaces(document, schema).keys()];
  return parameters.flatMap((parameter) => {
    const property = properties.find((name) => plainName(name) === plainName(parameter));
    return property === undefined ? [] : [{ parameter, property }];
  });
}

/** The path template of the items of a path: of reading one, else of any other operation on one. */
function itemPathOf({ paths }: Model, path: string): string | undefined {
  const items = paths.itemsOf(path);
  return (methodOf(items, 'GET') ?? items[0])?.path;
}

/** @param parameters the path parameters after those of the owners */
function keyOfRole(kind: RoleKind, resource: Resource, [parameter]: readonly string[]): Role['key'] {
  if (resource.kind !== 'collection' || ['list', 'count', 'create'].includes(kind)) return undefined;
  if (parameter !== undefined) return { in: 'path', name: parameter };
  const { path } = resource.key;
  return path.length === 0 ? undefined : { in: 'body', path };
}
