// Usage files: JSON, one for each run or repository.
import { readFile, writeFile } from 'node:fs/promises';
import type { Operation } from '../contract/operation/operations.ts';
import { SetupError } from '../errors/setup-error.ts';
import { isObject } from '../json/value.ts';
import { isSameOperation } from './affected.ts';
import { mergeUsages, USAGE_VERSION, type Usage, type UsedOperation } from './usage.ts';

export function usageText(usage: Usage): string {
  return `${JSON.stringify(usage, null, 2)}\n`;
}

/** @throws SetupError USAGE_INVALID */
export async function readUsage(file: string): Promise<Usage> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) =>
    refuse(file, cause.code === 'ENOENT' ? 'the file does not exist' : `it cannot be read: ${cause.message}`),
  );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return refuse(file, `it is not JSON: ${(cause as Error).message}`);
  }
  if (!isObject(value) || value.usage === undefined) return refuse(file, 'the property "usage" is missing');
  if (value.usage !== USAGE_VERSION) {
    return refuse(
      file,
      `its format has the version ${JSON.stringify(value.usage)}, and this program reads ${USAGE_VERSION}`,
    );
  }
  const { operations } = value;
  if (!Array.isArray(operations)) return refuse(file, 'the list "operations" is missing');
  operations.forEach((one: unknown, index) => {
    const problem = problemOf(one);
    if (problem !== undefined) refuse(file, `operations[${index}]: ${problem}`);
  });
  // The order of a file that was edited by hand.
  return mergeUsages([value as unknown as Usage]);
}

/**
 * Refuses a usage that was recorded with another document, because nothing would concern its clients.
 * @throws SetupError USAGE_INVALID if none of its operations is declared
 */
export function requireDeclared(
  { operations }: Usage,
  file: string,
  contracts: readonly { readonly title: string; readonly operations: readonly Operation[] }[],
): void {
  const declared = contracts.flatMap((contract) => contract.operations);
  const isDeclared = (used: UsedOperation) =>
    declared.some(({ id, method, path }) => isSameOperation(used, { method, path, operationId: id }));
  const [first] = operations;
  if (first === undefined || operations.some(isDeclared)) return;
  const titles = [...new Set(contracts.map(({ title }) => title))].join(', ');
  refuse(file, `none of its operations is declared by ${titles}, for example ${first.method} ${first.path}`);
}

/** @throws SetupError USAGE_INVALID */
export async function writeUsage(file: string, usage: Usage): Promise<void> {
  await writeFile(file, usageText(usage)).catch((cause: Error) =>
    refuse(file, `it cannot be written: ${cause.message}`),
  );
}

const TEXTS = ['operation', 'method', 'path'] as const;
const LISTS = ['statuses', 'parameters', 'mediaTypes', 'properties'] as const;

function problemOf(one: unknown): string | undefined {
  if (!isObject(one)) return 'it is no object';
  const text = TEXTS.find((name) => typeof one[name] !== 'string');
  if (text !== undefined) return `the text "${text}" is missing`;
  const list = LISTS.find((name) => !Array.isArray(one[name]));
  if (list !== undefined) return `the list "${list}" is missing`;
  const { reads = {} } = one;
  const areReads =
    isObject(reads) &&
    Object.values(reads).every((read) => isObject(read) && Array.isArray(read.properties) && Array.isArray(read.whole));
  return areReads ? undefined : '"reads" must have the lists "properties" and "whole" for each status';
}

function refuse(file: string, reason: string): never {
  throw new SetupError({
    code: 'USAGE_INVALID',
    what: `The usage file ${JSON.stringify(file)} cannot be used: ${reason}`,
    advice: 'Write one with standin run --usage usage.json -- npm test',
  });
}
