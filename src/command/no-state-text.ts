// Names the operations that change nothing and the resources without a key, and prints the overlay that gives them a meaning.

import { pluralize } from '../report/violation-text.ts';
import type { InspectedOperation } from '../resources/infer/inspect.ts';

/** Operations or resources that are named in a line. */
const MAX_NAMED = 5;
/** Entries of an overlay that is printed at start; `standin inspect` prints all. */
export const MAX_AT_START = 5;

/** `7 operations change nothing: …` and `3 resources have no key: …`, with the overlay. Empty if all are understood. */
export function noStateText(inspected: readonly InspectedOperation[], most = Number.POSITIVE_INFINITY): string {
  const operations = inspected.filter(({ changesNothing }) => changesNothing);
  const keyless = resourcesWithoutKey(inspected);
  if (operations.length + keyless.length === 0) return '';
  return [
    ...sentence(operations.map(nameOf), { one: 'operation', verbs: ['changes nothing', 'change nothing'] }),
    ...sentence(
      keyless.map(({ path }) => path),
      { one: 'resource', verbs: ['has no key', 'have no key'] },
    ),
    ...overlayLines(operations, keyless, most),
  ].join('\n');
}

interface Nouns {
  readonly one: string;
  /** For one, and for several. */
  readonly verbs: readonly [string, string];
}

function sentence(names: readonly string[], { one, verbs }: Nouns): string[] {
  if (names.length === 0) return [];
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  const verb = names.length === 1 ? verbs[0] : verbs[1];
  return [`${pluralize(names.length, one)} ${verb}: ${names.slice(0, MAX_NAMED).join(', ')}${more}`];
}

function nameOf({ method, path }: InspectedOperation): string {
  return `${method} ${path}`;
}

interface KeylessResource {
  /** The path of its items in the document. */
  readonly path: string;
}

/** Collections whose items have paths, but no property with the key. */
function resourcesWithoutKey(inspected: readonly InspectedOperation[]): readonly KeylessResource[] {
  const found = new Map<string, KeylessResource>();
  for (const { kind, key, role, resource, path, mount } of inspected) {
    const isItem = role === 'read' || role === 'change' || role === 'replace' || role === 'delete';
    if (kind !== 'collection' || key !== undefined || !isItem || !path.endsWith('}')) continue;
    if (!found.has(`${mount} ${resource}`)) found.set(`${mount} ${resource}`, { path });
  }
  return [...found.values()];
}

function overlayLines(
  operations: readonly InspectedOperation[],
  keyless: readonly KeylessResource[],
  most: number,
): string[] {
  if (operations.length + keyless.length > most)
    return ['  standin inspect prints an overlay that gives them a meaning'];
  return [
    '  Say what they mean in an overlay, and pass it with --overlay. `role: sample` accepts the generated response:',
    '    overlay: 1.0.0',
    '    info: { title: Meaning, version: 1.0.0 }',
    '    actions:',
    ...operations.flatMap(({ method, path, resource }) => [
      `      - target: ${target(path)}.${method.toLowerCase()}`,
      resource === undefined
        ? '        update: { x-standin-role: sample }'
        : `        update: { x-standin-role: sample } # or { role: change, resource: ${resource} }`,
    ]),
    ...keyless.flatMap(({ path }) => [
      `      - target: ${target(path)}`,
      '        update: { x-standin-resource: { key: id } } # the property that contains the key',
    ]),
  ];
}

function target(path: string): string {
  return `$.paths['${path.replaceAll("'", "\\'")}']`;
}
