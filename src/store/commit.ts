// A commit: one atomic set of changes of a world, as a log keeps it.
import type { Eventually } from '../eventually.ts';
import type { Json } from '../json/value.ts';

/** One change of a commit: the value after it; undefined if the key was deleted. */
export interface LoggedChange {
  readonly key: string;
  readonly value?: Json | undefined;
}

/** What a commit changes in one part of the world. */
export interface PartChanges {
  /** The mount of a document, or undefined for the world's own values. */
  readonly part: string | undefined;
  readonly changes: readonly LoggedChange[];
  /** Initial items of the changed resources, which were not in the log so far. They come before the changes. */
  readonly initial?: readonly LoggedChange[] | undefined;
  /** Set if everything was cleared before the changes: in this part, or in all parts if the part is that of the world itself. */
  readonly replaces?: true | undefined;
}

/** Most commits change one part, so the changes of the first one are properties of the commit itself. */
export interface Commit extends PartChanges {
  /** 1 for the first commit of a history; each next one is higher by one. */
  readonly revision: number;
  /** World time in milliseconds since 1970. */
  readonly time: number;
  /** The id of the exchange that caused it; undefined for the control API, terminal, code of the process. */
  readonly exchange: string | undefined;
  /** Changes of other parts in the same step. */
  readonly also?: readonly PartChanges[] | undefined;
}

/** The changes of a commit, part by part. */
export function partsOf(commit: Commit): readonly PartChanges[] {
  return commit.also ? [commit, ...commit.also] : [commit];
}

/**
 * The changes that replace the values of some parts. Those of the world itself are replaced key by key: `replaces` would clear all parts.
 * @param ownKeys the keys that the world itself has values of
 */
export function restoringChanges(
  parts: readonly PartState[],
  ownKeys: () => readonly string[],
): readonly [] | readonly [PartChanges, ...PartChanges[]] {
  const documents = parts.filter(({ part }) => part !== undefined);
  const own = parts.find(({ part }) => part === undefined);
  const changes = documents.map(({ part, values }): PartChanges => ({ part, changes: puts(values), replaces: true }));
  if (own) {
    const deletions = ownKeys().map((key): LoggedChange => ({ key, value: undefined }));
    changes.push({ part: undefined, changes: [...deletions, ...puts(own.values)] });
  }
  const [first, ...others] = changes;
  return first ? [first, ...others] : [];
}

export function puts(values: PartState['values']): LoggedChange[] {
  return values.map(([key, value]) => ({ key, value }));
}

/** The values of one part, in the order of their creation. */
export interface PartState {
  /** The mount of a document; undefined for the values of the world itself. */
  readonly part?: string | undefined;
  readonly values: readonly (readonly [key: string, value: Json])[];
}

/** The state of a world after a commit. */
export interface BaseState {
  /** The revision of that commit; 0 before the first one. */
  readonly revision: number;
  readonly parts: readonly PartState[];
}

/** What a sink kept: a state, and the commits after it. A state before the first commit needs no parts. */
export interface KeptHistory {
  readonly base: BaseState;
  readonly commits: readonly Commit[];
}

/** Keeps commits outside the process. */
export interface LogSink {
  /** Called once, before the first commit. @param current returns the state after the last commit */
  open?(current: () => BaseState): void;
  /** Called before a commit is applied. If it throws or rejects, nothing is applied. It returns a promise only if it must wait. */
  append(commit: Commit): Eventually<void>;
  /** The commits after this revision never happened. @param state returns the state after that commit */
  truncate(revision: number, state: () => BaseState): Eventually<void>;
  close(): Promise<void>;
}
