// Which segment of a path is the first that the service does not know: its gateway tells of that one.
import type { Contract } from '../../contract/contract.ts';

/** Undefined where every segment is known, and only the whole is no path. */
export function firstUnknownSegment({ operations }: Contract, path: string): string | undefined {
  const known = operations.flatMap((operation) => operation.bases.map((base) => `${base}${operation.path}`.split('/')));
  const segments = path.split('/');
  const reach = Math.max(0, ...known.map((own) => shared(own, segments)));
  return segments[reach];
}

/** How many segments a path begins with as a template does. */
function shared(template: readonly string[], segments: readonly string[]): number {
  const differs = segments.findIndex((segment, at) => !(template[at] === segment || template[at]?.startsWith('{')));
  return differs < 0 ? segments.length : differs;
}
