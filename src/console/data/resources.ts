// The resources of the documents, with the number of their records if they are in use.
import { signal } from '@preact/signals';
import type { ResourceInfo } from '../../control/client.ts';

/** As last read for the chosen world. */
export const resources = signal<readonly ResourceInfo[]>([]);

/** Increases when a table has read its records, which is the first use of its resource. */
export const tablesRead = signal(0);

/** The resources whose paths need no keys. */
export function roots(all: readonly ResourceInfo[]): readonly ResourceInfo[] {
  return all.filter(({ path }) => !path.includes('{}'));
}

/** The resource at a path with keys, for example `orders/7/items`. */
export function resourceAt(all: readonly ResourceInfo[], path: string, mount: string): ResourceInfo | undefined {
  const segments = path.split('/');
  return all.find((one) => {
    const own = one.path.slice(1).split('/');
    return (
      one.mount === mount &&
      own.length === segments.length &&
      own.every((part, index) => part === '{}' || part === segments[index])
    );
  });
}
