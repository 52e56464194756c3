// What the command prints: where the server is, a request that works when pasted, and what is doubtful.
import type { Contract } from './contract/contract.ts';
import type { Warning } from './contract/doubts.ts';
import type { Operation } from './contract/operations.ts';
import type { Inspected } from './resources/inspect.ts';
import { exampleCredentials } from './security/requirements.ts';

interface Greeted {
  readonly contract: Contract;
  /** The path that it is served under, empty for the root. */
  readonly mount: string;
  /** The path of the document whose service it belongs to; undefined for one that stands alone. */
  readonly beside: string | undefined;
}

/** @param url the origin that is listened on */
export function greeting({ contract, mount, beside }: Greeted, url: string): string {
  if (beside !== undefined) return `${'beside it'.padEnd(9)}  ${contract.title}, ${url}${mount}/_standin/docs`;
  const lines: [string, string][] = [
    ['serving', `${contract.title} ${contract.version}`.trim()],
    ...contract.bases.map((base, index): [string, string] => [index === 0 ? 'base URL' : '', `${url}${base}`]),
    ['docs page', `${url}${mount}/_standin/docs`],
  ];
  const example = exampleOperation(contract.operations);
  if (example) lines.push(['try', curlOf(contract, example, url)]);
  return lines.map(([name, value]) => `${name.padEnd(9)}  ${value}`).join('\n');
}

/** The request most likely to work as it stands: a GET, best one without parameters in its path. */
function exampleOperation(operations: readonly Operation[]): Operation | undefined {
  const reads = operations.filter(({ method }) => method === 'GET');
  return reads.find(({ path }) => !path.includes('{')) ?? reads[0];
}

function curlOf(contract: Contract, operation: Operation, url: string): string {
  const { headers, query } = exampleCredentials(contract, operation);
  const path = operation.path.replace(/\{[^}]*\}/g, '1');
  const flags = headers.map(([name, value]) => `-H '${name}: ${value}' `);
  return `curl ${flags.join('')}'${url}${operation.bases[0]}${path}${query && `?${query}`}'`;
}

/** Doubts that are told one by one. */
const MOST = 100;

/** What is doubtful about a document, as one block of text; empty where nothing is. */
export function doubtsIn(contract: Contract, warnings: readonly Warning[]): string {
  if (warnings.length === 0) return '';
  const shown = warnings.slice(0, MOST).map(({ pointer, message }) => {
    const { file, line, column } = contract.place(pointer);
    const where = [file, line, column].filter((part) => part !== undefined).join(':');
    return `  ${where === '' ? '' : `${where} `}${pointer || 'the document'}\n    ${message}`;
  });
  const rest = warnings.length - shown.length;
  const heading = `${warnings.length} ${warnings.length === 1 ? 'warning' : 'warnings'}`;
  return [heading, ...shown, ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n');
}

/** What each operation is taken to do, as a table. */
export function inspection(inspected: readonly Inspected[]): string {
  const rows = inspected.map(({ method, path, role, resource = '', key, through, why }) => [
    `${method} ${path}`,
    role,
    `${resource}${key === undefined ? '' : ` by ${key}`}${through === undefined ? '' : ` through ${through}`}`,
    why,
  ]);
  const table = [['operation', 'role', 'resource', 'why'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => (row[column] as string).length)));
  return table
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
