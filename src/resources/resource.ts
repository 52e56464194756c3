// What the engine takes a path to be: a resource, and what each operation does to it. Nothing here is stated by OpenAPI;
// infer.ts reads it out of path shapes, methods and schemas, or an extension in the document says it.

interface Common {
  /** For people: the path's last word. */
  readonly name: string;
  /** The path with every parameter written `{}`: of a collection that of the whole, without the parameter of an item. */
  readonly path: string;
  /** Pointer of the schema of its representation; of a collection that of one item. */
  readonly schema: string;
  /** Its representations as the document gives them, by pointer and by the place in them, the first state first. */
  readonly examples: readonly ResourceExample[];
  readonly properties: PropertyTree;
  /** Members that bodies take in another form than they are shown in. */
  readonly foreign: ReadonlySet<string>;
  /** The member that holds the time of the last change, where the schema has one that the server keeps. */
  readonly changedAt: string | undefined;
  /** The collection of which the last parameter of the path names an item. */
  readonly parent: Collection | undefined;
}

/** One object at one path. */
export interface Singleton extends Common {
  readonly kind: 'singleton';
}

/** Items of one kind, each told by its key. */
export interface Collection extends Common {
  readonly kind: 'collection';
  readonly key: Key;
  /** The member that holds the time of creation, where the schema has one that the server keeps. */
  readonly createdAt: string | undefined;
  /** Whether any key names an item until that is deleted: nothing lists such a collection and nothing adds to it. */
  readonly open: boolean;
  /** The member that names the item whose collection this is, where one does. */
  readonly parentProperty: string | undefined;
  /** Paths under other resources at which a part of it is shown. */
  readonly scopes: () => readonly NestedPath[];
  /** Other collections of which a part is shown under one of its items. */
  readonly parts: () => readonly { readonly resource: Collection; readonly scope: NestedPath }[];
  /** Resources that live under one of its items and go with it. */
  readonly children: () => readonly Resource[];
}

export type Resource = Singleton | Collection;

export interface Key {
  /** The member of an item that holds it; undefined where the path alone tells it. */
  readonly property: string | undefined;
  /** Pointer of its schema. */
  readonly schema: string | undefined;
  /** The path parameter that asks for it, and the pointer of its schema, which every key must meet. */
  readonly parameter: { readonly name: string; readonly schema: string | undefined } | undefined;
  /** Keys that the document mentions, as the examples of the path parameter. */
  readonly documented: readonly string[];
}

/** A nested path at which those items of a collection are that belong to one item of another. */
export interface NestedPath {
  readonly path: string;
  readonly parent: Collection;
  /** The member that names the parent; without one, the store keeps who belongs to whom. */
  readonly property: string | undefined;
}

export interface ResourceExample {
  readonly pointer: string;
  /** Where the representation lies in the example, an array where it is one of many. */
  readonly path: readonly string[];
}

/** The declared members of an object, and of the objects in it, as the rules of writing need them. */
export interface PropertyTree {
  readonly order: readonly string[];
  /** The same names as `order`. */
  readonly declared: ReadonlySet<string>;
  readonly readOnly: ReadonlySet<string>;
  /** Those that are never shown. */
  readonly writeOnly: ReadonlySet<string>;
  /** Members that are objects themselves and hold read-only members somewhere inside. */
  readonly inner: ReadonlyMap<string, PropertyTree>;
}

export const ROLE_KINDS = ['list', 'count', 'create', 'read', 'replace', 'change', 'delete', 'part'] as const;

/** What an operation does to a resource. A `count` says how many items a list has. A `part` lies under an item and keeps no state of its own. */
export type RoleKind = (typeof ROLE_KINDS)[number];

export interface Role {
  readonly kind: RoleKind;
  readonly resource: Resource;
  /** The path parameters that tell whose resource it is, in order. */
  readonly owners: readonly string[];
  /** The path parameter with the item's key, or that it stands in the body. */
  readonly key: { readonly in: 'path' | 'body'; readonly name: string } | undefined;
  /** The nested path through which the operation sees a part of the collection. */
  readonly scope: NestedPath | undefined;
  /** Where the representation lies in the answer, an array for a list; undefined where the answer does not hold it. */
  readonly inResponse: BodyLocation | undefined;
  /** Where the representation lies in the body. */
  readonly bodyPath: readonly string[];
  /** Whether what it adds can be found under its own path. */
  readonly hasItemPath: boolean;
  /** Whether parameters that are named like members filter the list: not where it is all that shows the items. */
  readonly filterable: boolean;
  /** What the role was told by, for a person. */
  readonly reason: string;
}

/** Where a representation lies in a body, and by which schema it is shown there. */
export interface BodyLocation {
  readonly path: readonly string[];
  readonly schema: string;
}
