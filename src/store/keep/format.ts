// The lines of a log file. The first one is the header, then come the entries of the base state, then one line per commit.
// Every line ends with a line break: a line without one was not written completely.
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { BaseState, Commit, LoggedChange, PartChanges } from '../commit.ts';

/** The version of the format. A file of another version is not read. */
const VERSION = 1;

/** What the first line of a file says about the world. */
export interface LogHeader {
  /** The name of the world, as requests write it. */
  readonly world: string;
  /** The revision of the base state: the first commit after it has a higher one. */
  readonly revision: number;
  /** The number of entries of the base state. */
  readonly entries: number;
  /** Identifies the documents that the base state was valid by. */
  readonly documents: string;
  /** What the world was opened with, such as its seed. */
  readonly origin: JsonObject;
}

/** One entry of the base state. */
export interface BaseEntry {
  /** The part of the world; undefined for the values of the world itself. */
  readonly part: string | undefined;
  readonly key: string;
  readonly value: Json;
}

/** What one line after the header says. */
export type FileLine =
  | { readonly kind: 'entry'; readonly entry: BaseEntry }
  | { readonly kind: 'commit'; readonly commit: Commit }
  /** The commits after this revision never happened. */
  | { readonly kind: 'truncate'; readonly revision: number };

export function headerLine({ world, revision, entries, documents, origin }: LogHeader): string {
  return `${JSON.stringify({ standin: 'state', version: VERSION, world, revision, entries, documents, origin })}\n`;
}

export function truncateLine(revision: number): string {
  return `${JSON.stringify({ truncate: revision })}\n`;
}

/** The number of lines of a base state. */
export function entriesIn({ parts }: BaseState): number {
  return parts.reduce((sum, { values }) => sum + values.length, 0);
}

/** The lines of a base state, one at a time. */
export function* entryLines({ parts }: BaseState): Generator<string> {
  for (const { part, values } of parts) {
    for (const [key, value] of values) yield `${JSON.stringify({ part, key, value })}\n`;
  }
}

/** Written by hand, because every change of a world waits for it. */
export function commitLine(commit: Commit): string {
  const { revision, time, exchange, also } = commit;
  let line = `{"revision":${revision},"time":${time}`;
  if (exchange !== undefined) line += `,"exchange":${JSON.stringify(exchange)}`;
  if (also) line += `,"also":[${also.map((one) => `{${partText(one)}}`).join(',')}]`;
  return `${line},${partText(commit)}}\n`;
}

/** The properties of the changes of one part. */
function partText({ part, changes, initial, replaces }: PartChanges): string {
  let text = part === undefined ? '' : `"part":${JSON.stringify(part)},`;
  if (replaces) text += '"replaces":true,';
  if (initial !== undefined && initial.length > 0) text += `"initial":${changesText(initial)},`;
  return `${text}"changes":${changesText(changes)}`;
}

function changesText(changes: readonly LoggedChange[]): string {
  let text = '';
  for (const { key, value } of changes) {
    if (text !== '') text += ',';
    text += value === undefined ? `[${JSON.stringify(key)}]` : `[${JSON.stringify(key)},${JSON.stringify(value)}]`;
  }
  return `[${text}]`;
}

/** @returns undefined if the line is no header, and a text if the header is of another version */
export function readHeader(line: unknown): LogHeader | string | undefined {
  if (!isObject(line) || line.standin !== 'state') return undefined;
  if (line.version !== VERSION) return `has version ${JSON.stringify(line.version)}, not ${VERSION}`;
  const { world, revision, entries, documents, origin } = line;
  if (typeof world !== 'string' || typeof documents !== 'string' || !isObject(origin)) return undefined;
  return isCount(revision) && isCount(entries) ? { world, revision, entries, documents, origin } : undefined;
}

/** @returns undefined if a line is damaged */
export function readLine(line: unknown): FileLine | undefined {
  if (!isObject(line)) return undefined;
  if (line.changes !== undefined) return readCommit(line);
  if (line.truncate !== undefined) {
    return isCount(line.truncate) ? { kind: 'truncate', revision: line.truncate } : undefined;
  }
  const { part, key, value } = line;
  if (!isPart(part) || typeof key !== 'string' || value === undefined) return undefined;
  return { kind: 'entry', entry: { part, key, value } };
}

function readCommit(line: JsonObject): FileLine | undefined {
  const { revision, time, exchange } = line;
  if (!isCount(revision) || typeof time !== 'number' || !isOptionalText(exchange)) return undefined;
  const own = readPart(line);
  const also = line.also === undefined ? [] : readParts(line.also);
  if (!own || !also) return undefined;
  const commit: Commit = { revision, time, exchange, ...own, ...(also.length > 0 && { also }) };
  return { kind: 'commit', commit };
}

function readParts(list: Json): readonly PartChanges[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const parts = list.map((one) => (isObject(one) ? readPart(one) : undefined));
  return parts.every((one) => one !== undefined) ? parts : undefined;
}

function readPart(line: JsonObject): PartChanges | undefined {
  const { part, replaces } = line;
  const changes = readChanges(line.changes);
  const initial = line.initial === undefined ? undefined : readChanges(line.initial);
  if (!changes || (line.initial !== undefined && !initial) || !isPart(part)) return undefined;
  return { part, changes, ...(initial && { initial }), ...(replaces === true && { replaces }) };
}

function readChanges(list: unknown): readonly LoggedChange[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const changes: LoggedChange[] = [];
  for (const one of list) {
    if (!Array.isArray(one) || typeof one[0] !== 'string' || one.length > 2) return undefined;
    changes.push({ key: one[0], value: one[1] as Json | undefined });
  }
  return changes;
}

function isOptionalText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

/** The mount of a document is empty or a path. */
function isPart(value: unknown): value is string | undefined {
  return value === undefined || value === '' || (typeof value === 'string' && value.startsWith('/'));
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
