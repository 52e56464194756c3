// A file of data, JSON or YAML, as json-server reads it.
import type { DataSource } from '../resources/state/data.ts';
import { readLocated } from './read-located.ts';

/** @throws SetupError DATA_INVALID if it cannot be read or is neither JSON nor YAML */
export async function loadData(file: string): Promise<DataSource> {
  const { value, place } = await readLocated(file, 'DATA_INVALID', 'data');
  return { data: value, place };
}
