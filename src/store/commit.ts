// A commit: one atomic set of changes of a world, as the commit log keeps it. Types only.
import type { Eventually } from '../eventually.ts';
import type { Json } from '../json/value.ts';

/** One change of a commit: the value after it. Without a value, the key was deleted. */
export interface LoggedChange {
  readonly key: string;
  readonly value?: Json | undefined;
}

export interface Commit {
  /** 1 for the first commit of a history. Each next one is higher by one. */
  readonly revision: number;
  /** World time in milliseconds since 1970. */
  readonly time: number;
  /** The id of the exchange that caused it. Undefined for the control API and code of the process. */
  readonly exchange?: string | undefined;
  /** The part of the world: the mount of a document. Undefined for the values of the world itself, such as its clock. */
  readonly part?: string | undefined;
  readonly changes: readonly LoggedChange[];
  /** Initial items of the changed resources that no earlier commit contains. They come before the changes. */
  readonly initial?: readonly LoggedChange[] | undefined;
  /** What was cleared before the changes: the part of the commit, or all parts of the world. */
  readonly replaces?: 'part' | 'world' | undefined;
}

/** The values of one part, in the order of their creation. */
export interface PartState {
  /** The mount of a document. Undefined for the values of the world itself. */
  readonly part?: string | undefined;
  readonly values: readonly (readonly [key: string, value: Json])[];
}

/** The state of a world after a commit. */
export interface BaseState {
  /** The revision of that commit. 0 before the first one. */
  readonly revision: number;
  readonly parts: readonly PartState[];
}

/** A state, and the commits after it. */
export interface KeptHistory {
  readonly base: BaseState;
  readonly commits: readonly Commit[];
}

/** Keeps the commits of one world outside the process. */
export interface LogSink {
  /** Called once, before the first commit. @param current returns the state of the world after its last commit */
  open?(current: () => BaseState): void;
  /** Called before a commit is applied. If it throws or rejects, nothing is applied. It returns a promise only if it has to wait. */
  append(commit: Commit): Eventually<void>;
  /** The commits after this revision never happened. */
  truncate(revision: number): Eventually<void>;
  close(): Promise<void>;
}
