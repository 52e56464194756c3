// Reading and writing the records of a resource by the control API.
import type { ResourceInfo } from '../../control/client.ts';
import { currentWorld } from '../state.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

/** The value of the key of an item. */
export function keyOf({ key }: ResourceInfo, record: JsonRecord): string | undefined {
  if (key === undefined) return undefined;
  const value = key.split('.').reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), record);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export async function readRecords({ mount, kind }: ResourceInfo, path: string): Promise<readonly JsonRecord[]> {
  const value = await currentWorld().get(path, mount);
  const list = Array.isArray(value) ? value : kind === 'singleton' ? [value] : [];
  return list.filter(isRecord);
}

/** The path of an item of a collection, or of a single resource. */
export function pathOf(resource: ResourceInfo, path: string, record: JsonRecord): string {
  const key = keyOf(resource, record);
  return resource.kind === 'singleton' || key === undefined ? path : `${path}/${encodeURIComponent(key)}`;
}

export function saveRecord(resource: ResourceInfo, path: string, record: JsonRecord): Promise<unknown> {
  return currentWorld().set(pathOf(resource, path, record), record, resource.mount);
}

export function removeRecord(resource: ResourceInfo, path: string, record: JsonRecord): Promise<unknown> {
  return currentWorld().set(pathOf(resource, path, record), null, resource.mount);
}

/** Replaces all records of a collection. */
export function replaceAll({ mount }: ResourceInfo, path: string, records: readonly JsonRecord[]): Promise<unknown> {
  return currentWorld().set(path, records, mount);
}

/** The path of a nested collection with the keys of its owners. */
export function concretePath(path: string, keys: readonly string[]): string {
  let index = 0;
  return path.replace(/\{\}/g, () => encodeURIComponent(keys[index++] ?? ''));
}
