// What the engine takes a path to be: a resource, and what each of its operations does to it. So far a resource is a
// singleton, one object at one path without parameters, read by GET and changed by PATCH.

export interface Resource {
  readonly kind: 'singleton';
  /** Key of its state in a store: its path template. */
  readonly key: string;
  /** Pointer of the schema of its representation. */
  readonly schema: string;
  /** Examples of its representation by pointer, the first state first. */
  readonly examples: readonly { readonly pointer: string }[];
  readonly members: MemberTree;
  /** The member that holds the time of the last change, where the schema has one that the server keeps. */
  readonly changedAt: string | undefined;
}

/** The declared members of an object, and of the objects in it, as the rules of writing need them. */
export interface MemberTree {
  readonly order: readonly string[];
  /** The same names as `order`. */
  readonly declared: ReadonlySet<string>;
  readonly readOnly: ReadonlySet<string>;
  readonly writeOnly: ReadonlySet<string>;
  /** Members that are objects themselves and hold read-only members somewhere inside. */
  readonly inner: ReadonlyMap<string, MemberTree>;
}

/** What an operation does to a resource. */
export interface Role {
  readonly kind: 'read' | 'change';
  readonly resource: Resource;
}
