// The resources of a document and the role of each operation. OpenAPI has no such concept: infer.ts infers them from path
// shapes, methods and schemas, or an extension in the document declares them.
import type { Json } from '../../json/value.ts';

interface Common {
  /** The last word of the path, for messages. */
  readonly name: string;
  /** The path with every parameter written as `{}`. The path of a collection has no parameter for the item. */
  readonly path: string;
  /** The pointer of the schema of the representation. For a collection, of one item. */
  readonly schema: string;
  /** The examples of the representation in the document. The first one is the initial state. */
  readonly examples: readonly ResourceExample[];
  readonly properties: PropertyTree;
  /** Properties that request bodies and responses declare with different schemas. */
  readonly foreign: ReadonlySet<string>;
  /** The values that requests list for a property, if the schema of the representation lists none. */
  readonly values: ReadonlyMap<string, readonly Json[]>;
  /** The server-owned property with the time of the last change, if there is one. */
  readonly changedAt: string | undefined;
  /** The collection that contains the item of the path's last parameter. */
  readonly parent: Collection | undefined;
  /** The properties that hold keys of items of other collections. Undefined without any. */
  readonly references: () => KeyReferences | undefined;
}

/** The references of an object, and those of the objects inside it. */
export interface KeyReferences {
  readonly own: readonly KeyReference[];
  /** By the property of an object, or of a list of objects. */
  readonly inner: ReadonlyMap<string, KeyReferences>;
}

/** A property that holds the key of an item of another collection. */
export interface KeyReference {
  readonly property: string;
  /** The pointer of its schema. */
  readonly place: string;
  readonly collection: Collection;
  /** Properties with the same value as a property of that item. */
  readonly shows: readonly { readonly property: string; readonly place: string; readonly from: string }[];
  /** Whether that item has a price, which sums need. */
  readonly isPriced: boolean;
  /** Whether the items of the other collection never lead back here, so that they can exist first. */
  readonly isOneWay: () => boolean;
}

/** One object at one path. */
export interface Singleton extends Common {
  readonly kind: 'singleton';
  /** The collections below it whose items one of its properties contains. */
  readonly lists: () => readonly { readonly collection: Collection; readonly property: string }[];
  /** Whether a request can create it. A cart that no request creates is never gone: deleting it empties it. */
  readonly isCreated: boolean;
}

/** Items of one kind, each identified by its key. */
export interface Collection extends Common {
  readonly kind: 'collection';
  readonly key: Key;
  /** The server-owned property with the time of creation, if there is one. */
  readonly createdAt: string | undefined;
  /** Whether every key has an item until it is deleted, because no operation lists or creates items. */
  readonly open: boolean;
  /** The property that names the parent item, if there is one. */
  readonly parentProperty: string | undefined;
  /** The properties that repeat a parameter of the path, for example `metadata.namespace`, with the position of the parameter. */
  readonly pathProperties: readonly { readonly owner: number; readonly path: readonly string[] }[];
  /** Properties that only requests to a path of their own write. */
  readonly separate: () => ReadonlySet<string>;
  /** Paths below other resources that return a part of the collection. */
  readonly scopes: () => readonly NestedPath[];
  /** Other collections of which a part is available below an item. */
  readonly parts: () => readonly { readonly resource: Collection; readonly scope: NestedPath }[];
  /** The object that contains the items in one of its properties too. */
  readonly whole: () => Whole | undefined;
  /** Resources below an item. They are deleted with it. */
  readonly children: () => readonly Resource[];
}

export type Resource = Singleton | Collection;

/** An object with a property that contains all items of a collection below it. */
export interface Whole {
  readonly resource: Resource;
  readonly property: string;
}

export interface Key {
  /** The path of property names to the key in an item. Empty if only the path of a request contains it. */
  readonly path: readonly string[];
  /** The pointer of the schema of the property. */
  readonly schema: string | undefined;
  /** The path parameter with the key, and the pointer of its schema. Every key must match it. */
  readonly parameter: { readonly name: string; readonly schema: string | undefined } | undefined;
  /** Keys in the document's examples of the path parameter, and those that its description names. */
  readonly documented: readonly string[];
  /** Words that stand for an item in a path, for example `me`. The description of the path parameter names them. */
  readonly aliases: ReadonlySet<string>;
  /** Other properties by which an item is found, for example `id` and not only `key` for `{issueIdOrKey}`. */
  readonly others: readonly string[];
}

/** The property with the key as the documents and messages name it, for example `metadata.name`. Undefined without one. */
export function keyName({ path }: Key): string | undefined {
  return path.length === 0 ? undefined : path.join('.');
}

/** A nested path that selects the items of a collection that belong to an item of another collection. */
export interface NestedPath {
  readonly path: string;
  readonly parent: Collection;
  /** The property that names the parent. Without one, the store links items to parents. */
  readonly property: string | undefined;
}

export interface ResourceExample {
  readonly pointer: string;
  /** The path to the representation, or to the list of representations, in the example. */
  readonly path: readonly string[];
}

/** The declared properties of an object and of its nested objects, for the write rules. */
export interface PropertyTree {
  readonly order: readonly string[];
  /** The names in `order`, as a set. */
  readonly declared: ReadonlySet<string>;
  readonly readOnly: ReadonlySet<string>;
  /** Properties that responses never contain. */
  readonly writeOnly: ReadonlySet<string>;
  /** Nested objects, and lists of objects, that contain read-only or write-only properties. */
  readonly inner: ReadonlyMap<string, PropertyTree>;
}

export const ROLE_KINDS = ['list', 'count', 'create', 'read', 'replace', 'change', 'delete', 'part'] as const;

/** What an operation does with a resource. `count` returns the number of items. `part` is below an item and has no own state. */
export type RoleKind = (typeof ROLE_KINDS)[number];

export interface Role {
  readonly kind: RoleKind;
  readonly resource: Resource;
  /** The path parameters with the keys of the owners, in order. */
  readonly owners: readonly string[];
  /** The path parameter with the key of the item, or the path to the property of the body with it. */
  readonly key:
    | { readonly in: 'path'; readonly name: string }
    | { readonly in: 'body'; readonly path: readonly string[] }
    | undefined;
  /** The nested path that selects a part of the collection. */
  readonly scope: NestedPath | undefined;
  /** The path parameters of a list that select the items with this value of a property. */
  readonly filters: readonly { readonly parameter: string; readonly property: string }[];
  /** The representation, the list of them, or their number, in the response. Undefined if the response does not contain it. */
  readonly inResponse: BodyLocation | undefined;
  /** The path to the representation in the request body. */
  readonly bodyPath: readonly string[];
  /** How the operation shows the object that contains the item, if its response is that object. */
  readonly whole?: Role | undefined;
  /** The only property of the item that the operation writes. */
  readonly only?: string | undefined;
  /** How the operation names several items at once. */
  readonly many?: ManyItems | undefined;
  /** The path template of an item, as the document declares it. Undefined without one. */
  readonly itemPath: string | undefined;
  /** Why the operation has this role, for a person. */
  readonly reason: string;
}

/** The path to a representation in a body, and the pointer of its schema there. */
export interface BodyLocation {
  readonly path: readonly string[];
  readonly schema: string;
}

/** How an operation names several items: as a list in the body, or by their keys in a query parameter. */
export interface ManyItems {
  readonly in: 'body' | 'query';
  /** The path to the list in the body, or the name of the query parameter. */
  readonly path: readonly string[];
  /** Whether the list contains keys instead of items. A request that creates them adds an item for each key. */
  readonly isKeys: boolean;
  /** Whether one item can be sent instead of a list. */
  readonly isOptional: boolean;
  /** The property of an item whose values the list contains: `names` creates an item for each name. */
  readonly property?: string | undefined;
  /** The query parameter with the keys of the items, if it is there: to change all of them as the body says, or to delete them. */
  readonly selectedBy?: string | undefined;
  /** The list of items in the response. */
  readonly inResponse: BodyLocation | undefined;
}
