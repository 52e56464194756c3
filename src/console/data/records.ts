// Reading and writing the records of a resource by the control API.
import type { ResourceInfo } from '../../control/client.ts';
import { currentWorld } from '../state.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;
export type RecordProperty = ResourceInfo['properties'][number];

/** A resource at a path with the keys of its owners. */
export interface RecordsTable {
  readonly resource: ResourceInfo;
  readonly path: string;
}

/** The keys of records that have it in no property, but only in their path. */
const keysInPath = new WeakMap<JsonRecord, string>();

/** Whether the keys of a collection are in no property. */
export function hasKeysInPath({ kind, key }: ResourceInfo): boolean {
  return kind === 'collection' && key === undefined;
}

/** The key of an item. */
export function keyOf({ key }: ResourceInfo, record: JsonRecord): string | undefined {
  return key === undefined ? keysInPath.get(record) : (keyValue(key, record) ?? keysInPath.get(record));
}

function keyValue(key: string, record: JsonRecord): string | undefined {
  const value = key.split('.').reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), record);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** The key of an item, or the name of a single resource. */
export function nameOf(resource: ResourceInfo, record: JsonRecord): string {
  return keyOf(resource, record) ?? (resource.kind === 'singleton' ? resource.name : '');
}

const LABELS = ['name', 'displayName', 'title', 'label', 'email', 'login', 'username'];

/** What a person calls a record. */
export function labelOf(record: JsonRecord): string | undefined {
  return LABELS.map((name) => record[name]).find((value): value is string => typeof value === 'string');
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export async function readRecords({ resource, path }: RecordsTable): Promise<readonly JsonRecord[]> {
  const { mount, kind } = resource;
  const value = await currentWorld().get(path, mount);
  const list = Array.isArray(value) ? value : kind === 'singleton' ? [value] : [];
  const records = list.filter(isRecord);
  if (kind === 'collection' && records.some((record) => keyOf(resource, record) === undefined)) {
    const keys = await currentWorld().keys(path, mount);
    // Somebody can have added one in between.
    if (keys.length === records.length)
      for (const [index, record] of records.entries()) keysInPath.set(record, keys[index] as string);
  }
  return records;
}

/** The path of an item of a collection, or of a single resource. */
export function pathOf({ resource, path }: RecordsTable, record: JsonRecord): string {
  const key = keyOf(resource, record);
  return resource.kind === 'singleton' || key === undefined ? path : `${path}/${encodeURIComponent(key)}`;
}

/**
 * Changes the properties in which two versions of a record differ. The others stay as they are on the server now.
 * @param record as it was read, which has its key @param before the version that was edited
 */
export async function saveChanges(
  table: RecordsTable,
  record: JsonRecord,
  after: JsonRecord,
  before: JsonRecord = record,
): Promise<JsonRecord> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const patch = names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => changeOf(name, after[name]));
  const { mount } = table.resource;
  const [saved = after] = patch.length === 0 ? [] : await currentWorld().patch(pathOf(table, record), patch, { mount });
  return saved;
}

/** Sets a property of several records in one change. */
export async function setInAll(
  table: RecordsTable,
  records: readonly JsonRecord[],
  name: string,
  value: unknown,
): Promise<void> {
  const { resource, path } = table;
  const keys = records.flatMap((record) => keyOf(resource, record) ?? []);
  const options = { mount: resource.mount, ...(resource.kind === 'collection' && { keys }) };
  await currentWorld().patch(path, [changeOf(name, value)], options);
}

function changeOf(name: string, value: unknown) {
  const path = pointerOf(name);
  return value === undefined ? { op: 'remove' as const, path } : { op: 'add' as const, path, value };
}

/** The JSON pointer of a property. */
export function pointerOf(name: string): string {
  return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

export async function removeRecords(table: RecordsTable, records: readonly JsonRecord[]): Promise<void> {
  const { resource, path } = table;
  const keys = records.flatMap((record) => keyOf(resource, record) ?? []);
  if (resource.kind === 'collection') await currentWorld().remove(path, keys, resource.mount);
  else await currentWorld().set(path, null, resource.mount);
}

/** Adds a record with a key that is in no property. */
export function addAtKey({ resource, path }: RecordsTable, key: string, record: JsonRecord): Promise<unknown> {
  return currentWorld().set(`${path}/${encodeURIComponent(key)}`, record, resource.mount);
}

export function addRecords({ resource, path }: RecordsTable, records: readonly JsonRecord[]) {
  return currentWorld().add(path, records, resource.mount);
}

/** Adds copies, which get keys of their own. */
export function duplicate(table: RecordsTable, records: readonly JsonRecord[]) {
  return addRecords(
    table,
    records.map((record) => withoutKey(table.resource, record)),
  );
}

function withoutKey({ key }: ResourceInfo, record: JsonRecord): JsonRecord {
  return key === undefined ? record : withoutPath(record, key.split('.'));
}

function withoutPath(record: JsonRecord, [name = '', ...rest]: readonly string[]): JsonRecord {
  const { [name]: value, ...others } = record;
  return rest.length > 0 && isRecord(value) ? { ...record, [name]: withoutPath(value, rest) } : others;
}

/** Replaces all records of a collection. */
export function replaceAll({ resource, path }: RecordsTable, records: readonly JsonRecord[]): Promise<unknown> {
  return currentWorld().set(path, records, resource.mount);
}

/** The path of a nested collection with the keys of its owners. */
export function concretePath(path: string, keys: readonly string[]): string {
  let index = 0;
  return path.replace(/\{\}/g, () => encodeURIComponent(keys[index++] ?? ''));
}
