// Builds the resources of a document: collections with their relations, and singletons.
import { lastWord, parametersIn } from '../../contract/operation/names.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { valueAt } from '../../json/pointer.ts';
import { examplesIn, isObjectMediaType, listIn, methodOf, singleIn, successContent } from './contents.ts';
import { draftAt } from './drafts.ts';
import { resourceExtension } from './extension.ts';
import { placeNamed } from './key-path.ts';
import { isSame } from './likeness.ts';
import { type CollectionDraft, type Model, once, recall, type Scope } from './model.ts';
import { isPeopleName } from './people.ts';
import { isOpen, locate, ownerProperty, parentOf } from './places.ts';
import { createdAtProperty } from './property-tree.ts';
import { referencesAt } from './references.ts';
import { registrationHome } from './registration.ts';
import type { BodyLocation, Collection, NestedPath, Resource, ResourceExample, Singleton, Whole } from './resource.ts';
import { isSessionAt } from './sessions.ts';
import { separatelyWritten, viewAt } from './views.ts';
import { wholeAbove } from './whole.ts';
import { propertiesOf } from './written-properties.ts';

export function collectionAt(model: Model, path: string): Collection | undefined {
  return recall(model.collections, path, () => {
    const draft = draftAt(model, path);
    return draft && collectionOf(model, draft);
  });
}

function collectionOf(model: Model, draft: CollectionDraft): Collection {
  const { document, paths } = model;
  const { path, name, schema, key } = draft;
  const parent = parentOf(model, path);
  const nested = path.includes('{}') ? [] : paths.nestedNamed(name).flatMap((other) => paths.at(other));
  const registrations = isPeopleName(name)
    ? model.contract.operations.filter((one) => registrationHome(model, one) === path)
    : [];
  const operations = [...paths.at(path), ...paths.itemsOf(path), ...nested, ...registrations];
  return {
    kind: 'collection',
    name,
    path,
    schema,
    examples: examplesOf(model, draft),
    ...propertiesOf(document, { schema, name, operations }),
    createdAt: createdAtProperty(document, valueAt(document, schema) ?? true),
    parent: parent && collectionAt(model, parent.path),
    references: once(() => referencesAt(model, { path, schema }, collectionAt)),
    parentProperty: parent && ownerProperty(model, draft, parent, path),
    pathProperties: pathPropertiesOf(model, draft),
    separate: once(() => separatelyWritten(model, draft)),
    key,
    open: isOpen(model, draft),
    scopes: once(() => scopesOf(model, draft)),
    whole: once(() => wholeOf(model, draft)),
    parts: once(() => paths.under(paths.itemOf(path)).flatMap((part) => partAt(model, part))),
    children: once(() => paths.under(paths.itemOf(path)).flatMap((child) => ownedAt(model, child) ?? [])),
  };
}

/** The properties of an item that repeat a parameter of the path of its collection. */
function pathPropertiesOf(
  { document, paths }: Model,
  { path, schema, key }: CollectionDraft,
): Collection['pathProperties'] {
  const [operation] = [...paths.at(path), ...paths.itemsOf(path)];
  const names =
    operation && path.includes('{}') ? parametersIn(operation.path).slice(0, path.split('{}').length - 1) : [];
  return names.flatMap((name, owner) => {
    const found = placeNamed(document, schema, name);
    const isKey = found?.path.join('.') === key.path.join('.');
    return found === undefined || isKey ? [] : [{ owner, path: found.path }];
  });
}

/** The paths below items that list a part of a collection. */
function scopesOf(model: Model, { path, name }: CollectionDraft): readonly NestedPath[] {
  const { paths } = model;
  const candidates = new Set([...paths.nestedNamed(name), ...paths.under(paths.itemOf(path))]);
  return [...candidates].flatMap((other) => {
    const located = other === path ? undefined : locate(model, other);
    return located?.home === path ? nestedPath(model, located.scope) : [];
  });
}

/** The object that contains the items of a collection in one of its properties. */
function wholeOf(model: Model, { path, schema }: CollectionDraft): Whole | undefined {
  const whole = wholeAbove(model, path);
  if (!whole || !isSame(model.document, whole.item, schema)) return undefined;
  const isItem = whole.path.endsWith('/{}');
  const resource = isItem ? collectionAt(model, model.paths.homeOf(whole.path)) : singletonAt(model, whole.path);
  return resource && isSame(model.document, resource.schema, whole.schema)
    ? { resource, property: whole.property }
    : undefined;
}

function examplesOf({ paths }: Model, { path, forms }: CollectionDraft): readonly ResourceExample[] {
  const { list, read, created, changed } = forms;
  const own = paths.at(path);
  const items = paths.itemsOf(path);
  return [
    ...examplesIn(methodOf(own, 'GET'), list),
    ...examplesIn(methodOf(items, 'GET'), read),
    ...examplesIn(methodOf(own, 'POST'), created),
    ...examplesIn(methodOf(items, 'PATCH') ?? methodOf(items, 'PUT'), changed),
  ];
}

/** A scope with the collection of its owner. Empty without a scope. */
export function nestedPath(model: Model, scope: Scope | undefined): readonly NestedPath[] {
  const parent = scope && collectionAt(model, scope.parent);
  return scope && parent ? [{ path: scope.path, parent, property: scope.property }] : [];
}

/** The collection of which a path selects a part. */
function partAt(model: Model, path: string): readonly { readonly resource: Collection; readonly scope: NestedPath }[] {
  const located = locate(model, path);
  const resource = located?.scope && collectionAt(model, located.home);
  return resource ? nestedPath(model, located.scope).map((scope) => ({ resource, scope })) : [];
}

/** The resource whose own path this is. Undefined if the path selects a part of another resource. */
function ownedAt(model: Model, path: string): Resource | undefined {
  const located = locate(model, path);
  if (!located) return singletonAt(model, path);
  return located.home === path ? collectionAt(model, path) : undefined;
}

/** One object that operations read and change, or that operations read and a scenario gives a state. */
export function singletonAt(model: Model, path: string): Singleton | undefined {
  return recall(model.singletons, path, () => {
    const { contract, document, paths, extended } = model;
    const own = paths.at(path);
    const read = methodOf(own, 'GET');
    const change = methodOf(own, 'PATCH') ?? methodOf(own, 'PUT') ?? methodOf(own, 'POST');
    const hasParts = paths.below(path).some((child) => wholeAbove(model, child) && draftAt(model, child));
    const isStated = hasParts || model.stated.has(path);
    if (!read || !(change || isStated) || draftAt(model, path) || path.endsWith('{}')) return undefined;
    if ((!hasParts && viewAt(model, path)) || isSessionAt(model, path)) return undefined;
    if (extended && resourceExtension(contract, own)?.kind === 'none') return undefined;
    const name = lastWord(path);
    const found = representationIn(model, { read, change, name, hasParts });
    if (!found) return undefined;
    const { representation, result } = found;
    const { schema } = representation;
    const parent = parentOf(model, path);
    return {
      kind: 'singleton',
      name,
      path,
      schema,
      examples: [...examplesIn(read, representation), ...(change ? examplesIn(change, result) : [])],
      ...propertiesOf(document, { schema, name, operations: own }),
      parent: parent && collectionAt(model, parent.path),
      references: once(() => referencesAt(model, { path, schema }, collectionAt)),
      lists: once(() => listsOf(model, path)),
      isCreated: own.some(({ method }) => method === 'PUT' || method === 'POST'),
    };
  });
}

/** The collections below an object that it contains. */
function listsOf(
  model: Model,
  path: string,
): readonly { readonly collection: Collection; readonly property: string }[] {
  return model.paths.below(path).flatMap((child) => {
    const collection = collectionAt(model, child);
    const whole = collection?.whole();
    return collection && whole?.resource.path === path ? [{ collection, property: whole.property }] : [];
  });
}

interface ReadAndChange {
  readonly read: Operation;
  readonly change: Operation | undefined;
  readonly name: string;
  /** Whether parts of the object have paths of their own. */
  readonly hasParts: boolean;
}

interface FoundSingle {
  readonly representation: BodyLocation;
  /** The representation in the response to the change. */
  readonly result: BodyLocation | undefined;
}

/** The object that one operation reads and that another one, if there is one, changes. */
function representationIn(
  { document }: Model,
  { read, change, name, hasParts }: ReadAndChange,
): FoundSingle | undefined {
  const content = successContent(read);
  const representation = singleIn(document, content, [], name);
  if (!representation || (!hasParts && listIn(document, content, [], name))) return undefined;
  if (!change) return { representation, result: undefined };
  const after = successContent(change);
  const result = singleIn(document, after, [representation.schema], name);
  // A change that returns something else than the resource is an action.
  const isOther = !result || !isSame(document, result.schema, representation.schema);
  if (after?.schema !== undefined && isOther) return undefined;
  if (change.method === 'POST' && !result) return undefined;
  const hasBody = change.requestBody?.content.some(({ name: mediaType }) => isObjectMediaType(mediaType));
  return hasBody ? { representation, result } : undefined;
}

/** All resources, in the order of the document. */
export function allResources(model: Model): readonly Resource[] {
  const found = new Set<Resource>();
  for (const path of model.paths.folders()) {
    const resource = ownedAt(model, path);
    if (resource) found.add(resource);
  }
  return [...found];
}
