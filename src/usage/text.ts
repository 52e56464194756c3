// A usage as text for a terminal.
import { propertyPath } from '../json/pointer.ts';
import type { Json } from '../json/value.ts';
import { terminalLine } from '../report/terminal-text.ts';
import { pluralize } from '../report/violation-text.ts';
import type { Usage, UsedOperation } from './usage.ts';

export function textOfUsage({ operations }: Usage): string {
  const lines = [pluralize(operations.length, 'operation'), ...operations.flatMap(operationLines)];
  return `${lines.join('\n')}\n`;
}

function operationLines(one: UsedOperation): readonly string[] {
  const { operation, method, path, mount = '', statuses, parameters, mediaTypes, properties, reads = {} } = one;
  const request = `${method} ${mount}${path}`;
  const heading = operation === `${method} ${path}` ? request : `${operation}  ${request}`;
  const rows: readonly (readonly [label: string, texts: readonly string[]])[] = [
    ['statuses', statuses.map(String)],
    ['parameters', parameters.map(({ in: place, name, values }) => `${place} ${name}${valuesText(values)}`)],
    ['sends', [...mediaTypes, ...properties.map(({ pointer, values }) => propertyPath(pointer) + valuesText(values))]],
    ...Object.entries(reads).flatMap(([status, { properties: read, whole }]) => [
      [`reads of ${status}`, read.filter((pointer) => pointer !== '').map(propertyPath)] as const,
      [`as a whole`, whole.map((pointer) => propertyPath(pointer) || 'the body')] as const,
    ]),
  ];
  const filled = rows.filter(([, texts]) => texts.length > 0);
  return [
    '',
    terminalLine(heading),
    ...filled.map(([label, texts]) => terminalLine(`  ${label}: ${texts.join(', ')}`)),
  ];
}

function valuesText(values: readonly Json[] | undefined): string {
  return values === undefined ? '' : ` (${values.map((value) => JSON.stringify(value)).join(', ')})`;
}
