// Finds the first segment of a path that the service does not know. The gateway names it in its error.
import type { Contract } from '../../contract/contract.ts';

/** undefined if every segment is known but the path as a whole is not. */
export function firstUnknownSegment({ operations }: Contract, path: string): string | undefined {
  const templates = operations.flatMap((operation) =>
    operation.bases.map((base) => `${base}${operation.path}`.split('/')),
  );
  const segments = path.split('/');
  const longest = Math.max(0, ...templates.map((template) => sharedSegments(template, segments)));
  return segments[longest];
}

/** The number of leading segments that match the template. */
function sharedSegments(template: readonly string[], segments: readonly string[]): number {
  const differs = segments.findIndex((segment, at) => !(template[at] === segment || template[at]?.startsWith('{')));
  return differs < 0 ? segments.length : differs;
}
