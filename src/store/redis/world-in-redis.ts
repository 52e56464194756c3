// The commands on one world in Redis, with typed replies.
import type { Json, JsonObject } from '../../json/value.ts';
import type { Commit, LoggedChange } from '../commit.ts';
import { commitLine, readLine } from '../keep/format.ts';
import type { RedisConnection } from './connection.ts';
import { CATCH_UP, COMMIT, COUNT, CREATE, LOAD, REMOVE, REPLACE, VERIFY, WORLD_KEYS } from './scripts.ts';
import { isOutcomeUnknown, outcomeUnknown } from './unavailable.ts';

/** Why an entry was added to the log. `initial` items are no commit; `rewind` takes back all commits after its revision. */
export type EntryKind = 'commit' | 'initial' | 'replace' | 'reset' | 'rewind';

/** One entry of the log of a world. Its number never goes back. */
export interface LogEntry {
  readonly seq: number;
  /** The revision of the world after it. */
  readonly revision: number;
  /** Identifies the entry, so that a process knows its own ones. */
  readonly nonce: string;
  readonly kind: EntryKind;
  readonly commit: Commit;
}

/** What an entry changes, before it has a number. */
export type NewEntry = Pick<LogEntry, 'nonce' | 'kind' | 'commit'>;

export type StoredFields = readonly (readonly [field: string, value: Json | undefined])[];

export interface LoadedWorld {
  readonly id: string;
  readonly seq: number;
  readonly revision: number;
  /** The nonce of its last entry; empty before the first one. */
  readonly nonce: string;
  readonly origin: JsonObject;
  /** The values of all parts, in the order of their creation. */
  readonly values: ReadonlyMap<string | undefined, readonly (readonly [key: string, value: Json])[]>;
}

/** How an entry was received. `lost`: Redis does not have all entries that the caller knows. `gone`: the world does not exist. */
export type Written =
  | { readonly kind: 'ok'; readonly seq: number; readonly revision: number }
  | { readonly kind: 'conflict' | 'lost' | 'gone' };

export type Missed =
  | { readonly kind: 'same' | 'behind' | 'lost' | 'gone' }
  | { readonly kind: 'more'; readonly seq: number; readonly entries: readonly LogEntry[] };

/** The entry that a process applied last. */
export interface Known {
  readonly id: string;
  readonly seq: number;
}

const MOST_ENTRIES = 500;

/** The channel on which a process announces a new entry of a world. */
export const CHANGES_CHANNEL = 'changes';

export class WorldInRedis {
  readonly name: string;
  readonly #connection: RedisConnection;
  readonly #keys: readonly string[];
  readonly #kept: number;
  readonly #channel: string;

  /** @param kept the number of entries in its log */
  constructor(connection: RedisConnection, name: string, kept: number) {
    const { prefix } = connection.address;
    this.name = name;
    this.#connection = connection;
    this.#keys = WORLD_KEYS.map((key) => `${prefix}{${name}}:${key}`);
    this.#kept = kept;
    this.#channel = prefix + CHANGES_CHANNEL;
  }

  async load(): Promise<LoadedWorld | undefined> {
    const reply = (await this.#connection.run(LOAD, this.#keys, [])) as unknown[];
    if (reply.length === 0) return undefined;
    const [id, seq, revision, origin, state, changed, last] = reply as [
      string,
      number,
      number,
      string,
      string[],
      string[],
      string[],
    ];
    return {
      id,
      seq,
      revision,
      nonce: pairsOf(last).find(([name]) => name === 'n')?.[1] ?? '',
      origin: JSON.parse(origin) as JsonObject,
      values: valuesOf(state, changed),
    };
  }

  /** @returns false if there is a world of this name already */
  async create(id: string, origin: JsonObject, values: StoredFields): Promise<boolean> {
    const first = [id, JSON.stringify(origin), ...flat(values)];
    return (await this.#change(CREATE, first, 'the world was created')) === 1;
  }

  /** @param above fields that must exist */
  async commit({ id, seq }: Known, entry: NewEntry, fields: StoredFields, above: readonly string[]): Promise<Written> {
    const values = [...this.#head(id, seq, entry), fields.length, ...flat(fields), ...above];
    return writtenOf(await this.#connection.run(COMMIT, this.#keys, values));
  }

  /**
   * Replaces all values, or those of some parts.
   * @param starts the starts of the fields of the parts; without any, all fields
   * @param revision the revision after it; by default, the next one
   */
  async replace(
    { id, seq }: Known,
    entry: NewEntry,
    fields: StoredFields,
    { revision, starts = [] }: { readonly revision?: number; readonly starts?: readonly string[] },
  ): Promise<Written> {
    const values = [...this.#head(id, seq, entry), revision ?? '', starts.length, ...starts, ...flat(fields)];
    return writtenOf(await this.#connection.run(REPLACE, this.#keys, values));
  }

  #head(id: string, seq: number, { nonce, kind, commit }: NewEntry): (string | number)[] {
    return [id, seq, nonce, kind, commitLine(commit), this.#kept, this.#channel, this.name];
  }

  async missed({ id, seq }: Known): Promise<Missed> {
    const reply = await this.#connection.run(CATCH_UP, this.#keys, [id, seq, MOST_ENTRIES]);
    const [kind, last, list] = reply as ['more', number, [string, string[]][]];
    if (kind !== 'more') return { kind };
    return { kind, seq: last, entries: list.map(([number, fields]) => entryOf(number, fields)) };
  }

  /** Whether Redis has the entry that a process knows as the last one. */
  async verify({ id, seq }: Known, nonce: string): Promise<'same' | 'behind' | 'lost' | 'gone'> {
    const [kind] = (await this.#connection.run(VERIFY, this.#keys, [id, seq, nonce])) as ['same'];
    return kind;
  }

  /** The id of the world. Null if it does not exist. */
  async id(): Promise<string | null> {
    return (await this.#connection.command('HGET', this.#keys[0] as string, 'id')) as string | null;
  }

  /** Deletes the world. @param id only the world with this id @returns whether it existed */
  async remove(id = ''): Promise<boolean> {
    return (await this.#change(REMOVE, [id, this.#channel, this.name], 'the world was deleted')) === 1;
  }

  async #change(script: string, values: readonly string[], change: string): Promise<unknown> {
    try {
      return await this.#connection.run(script, this.#keys, values);
    } catch (error) {
      throw isOutcomeUnknown(error) ? outcomeUnknown(change, error) : error;
    }
  }

  /** Counts calls of an operation. @returns the number of all calls */
  async count(id: string, operation: string, calls = 1): Promise<number> {
    return (await this.#connection.run(COUNT, this.#keys, [id, operation, calls])) as number;
  }
}

const OWN_PART = '.';

/** The field of a key: its part, a line break, and the key. The mount of a document begins with a slash, or is empty. */
export function fieldOf(part: string | undefined, key: string): string {
  return startOf(part) + key;
}

/** The start of all fields of a part. */
export function startOf(part: string | undefined): string {
  return `${part ?? OWN_PART}\n`;
}

/** The fields of changes. */
export function fieldsOf(part: string | undefined, changes: readonly LoggedChange[]): StoredFields {
  return changes.map(({ key, value }) => [fieldOf(part, key), value]);
}

function flat(fields: StoredFields): string[] {
  return fields.flatMap(([field, value]) => [field, value === undefined ? '' : JSON.stringify(value)]);
}

function writtenOf(reply: unknown): Written {
  const [kind, seq, revision] = reply as ['ok', number, number];
  return kind === 'ok' ? { kind, seq, revision } : { kind };
}

function pairsOf(flatList: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < flatList.length; at += 2) pairs.push([flatList[at] as string, flatList[at + 1] as string]);
  return pairs;
}

function entryOf(number: string, fields: readonly string[]): LogEntry {
  const values = new Map(pairsOf(fields));
  const text = values.get('e') ?? '';
  const line = readLine(JSON.parse(text));
  if (line?.kind !== 'commit')
    throw new Error(`The log in Redis has an entry that is no commit: ${text.slice(0, 200)}`);
  const revision = Number(values.get('r'));
  return {
    seq: Number.parseInt(number, 10),
    revision,
    nonce: values.get('n') ?? '',
    kind: values.get('k') as EntryKind,
    commit: { ...line.commit, revision },
  };
}

/** The values by part, ordered by when they were created. */
function valuesOf(state: readonly string[], changed: readonly string[]): LoadedWorld['values'] {
  const created = new Map(pairsOf(changed).map(([field, text]) => [field, text.split(' ').map(Number)]));
  const rows = pairsOf(state).map(([field, json]) => ({ field, json, place: created.get(field) ?? [] }));
  rows.sort(({ place: [, a = 0, b = 0] }, { place: [, c = 0, d = 0] }) => a - c || b - d);
  const values = new Map<string | undefined, [string, Json][]>();
  for (const { field, json } of rows) {
    const end = field.indexOf('\n');
    const start = field.slice(0, end);
    const part = start === OWN_PART ? undefined : start;
    const own = values.get(part) ?? [];
    values.set(part, own);
    own.push([field.slice(end + 1), JSON.parse(json) as Json]);
  }
  return values;
}
