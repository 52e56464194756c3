// What a client uses of an API, as a value: operations, parameters, request properties, statuses, and the response properties that
// it reads. Lists are sorted and each entry is on a line of its own, so that two files can be compared.
import type { Json } from '../json/value.ts';

export const USAGE_VERSION = 1;

export interface Usage {
  /** The version of the format. */
  readonly usage: typeof USAGE_VERSION;
  readonly operations: readonly UsedOperation[];
}

export interface UsedOperation {
  /** The id of the operation. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** The path under which the document was served. Absent for the root. */
  readonly mount?: string;
  /** The statuses of the responses. */
  readonly statuses: readonly number[];
  readonly parameters: readonly UsedParameter[];
  /** The media types of request bodies. */
  readonly mediaTypes: readonly string[];
  readonly properties: readonly UsedProperty[];
  /** The response properties that the client reads, by status. Absent if nothing is known about them. */
  readonly reads?: Readonly<Record<string, UsedReads>>;
}

export interface UsedParameter {
  readonly in: string;
  readonly name: string;
  /** The values that were sent, if the document lists the possible ones. */
  readonly values?: readonly Json[];
}

/** A property of request bodies. */
export interface UsedProperty {
  /** Its JSON pointer, with `*` for every item of a list. */
  readonly pointer: string;
  readonly values?: readonly Json[];
}

export interface UsedReads {
  /** JSON pointers of properties that were read one by one. */
  readonly properties: readonly string[];
  /** JSON pointers of values that were copied as a whole, so that every property in them counts as read. */
  readonly whole: readonly string[];
}

/** The usages of several runs or repositories as one. */
export function mergeUsages(usages: readonly Usage[]): Usage {
  const merged = new Map<string, UsedOperation>();
  for (const { operations } of usages) {
    for (const one of operations) {
      const key = keyOf(one);
      const known = merged.get(key);
      merged.set(key, known ? mergeOperations(known, one) : one);
    }
  }
  return { usage: USAGE_VERSION, operations: [...merged.values()].sort(byText(keyOf)).map(sorted) };
}

function keyOf({ mount = '', path, method }: Pick<UsedOperation, 'mount' | 'path' | 'method'>): string {
  return `${mount} ${path} ${method}`;
}

function mergeOperations(one: UsedOperation, other: UsedOperation): UsedOperation {
  const reads = mergeReads(one.reads, other.reads);
  return {
    ...one,
    statuses: [...one.statuses, ...other.statuses],
    parameters: mergeValues([...one.parameters, ...other.parameters], ({ in: place, name }) => `${place} ${name}`),
    mediaTypes: [...one.mediaTypes, ...other.mediaTypes],
    properties: mergeValues([...one.properties, ...other.properties], ({ pointer }) => pointer),
    ...(reads && { reads }),
  };
}

function mergeValues<Part extends { readonly values?: readonly Json[] }>(
  parts: readonly Part[],
  nameOf: (part: Part) => string,
): readonly Part[] {
  const merged = new Map<string, Part>();
  for (const part of parts) {
    const known = merged.get(nameOf(part));
    const values = [...(known?.values ?? []), ...(part.values ?? [])];
    merged.set(nameOf(part), { ...part, ...(values.length > 0 && { values }) });
  }
  return [...merged.values()];
}

function mergeReads(one: UsedOperation['reads'], other: UsedOperation['reads']): UsedOperation['reads'] {
  if (one === undefined || other === undefined) return one ?? other;
  const statuses = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(
    statuses.map((status) => {
      const both = [one[status], other[status]].filter((reads) => reads !== undefined);
      const properties = both.flatMap((reads) => reads.properties);
      return [status, { properties, whole: both.flatMap((reads) => reads.whole) }];
    }),
  );
}

/** The operation with every list sorted and each entry once, and with its properties in one order. */
function sorted(one: UsedOperation): UsedOperation {
  const { operation, method, path, mount, reads } = one;
  return {
    operation,
    method,
    path,
    ...(mount !== undefined && mount !== '' && { mount }),
    statuses: [...new Set(one.statuses)].sort((a, b) => a - b),
    parameters: one.parameters
      .map(({ in: place, name, values }) => ({ in: place, name, ...sortedValues(values) }))
      .sort(byText(({ in: place, name }) => `${place} ${name}`)),
    mediaTypes: unique(one.mediaTypes),
    properties: one.properties
      .map(({ pointer, values }) => ({ pointer, ...sortedValues(values) }))
      .sort(byText(({ pointer }) => pointer)),
    ...(reads && { reads: sortedReads(reads) }),
  };
}

function sortedValues(values: readonly Json[] | undefined): { readonly values?: readonly Json[] } {
  if (values === undefined) return {};
  const texts = unique(values.map((value) => JSON.stringify(value)));
  return { values: texts.map((text) => JSON.parse(text) as Json) };
}

function sortedReads(reads: NonNullable<UsedOperation['reads']>): NonNullable<UsedOperation['reads']> {
  const entries = Object.entries(reads).sort(byText(([status]) => status));
  return Object.fromEntries(
    entries.map(([status, { properties, whole }]) => [
      status,
      { properties: unique(properties), whole: unique(whole) },
    ]),
  );
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

/** By code units, so that the order is the same on every machine. */
function byText<Item>(textOf: (item: Item) => string): (a: Item, b: Item) => number {
  return (a, b) => {
    const [one, other] = [textOf(a), textOf(b)];
    return one < other ? -1 : Number(one > other);
  };
}

/** An operation of a usage, by its request rather than its id, which can change. */
function usedOperation(
  { operations }: Usage,
  {
    operation,
    method,
    path,
    mount = '',
  }: Pick<UsedOperation, 'method' | 'path'> & { readonly operation?: string; readonly mount?: string },
): UsedOperation | undefined {
  const ofMount = operations.filter((one) => (one.mount ?? '') === mount);
  return (
    ofMount.find((one) => one.method === method && one.path === path) ??
    ofMount.find((one) => operation !== undefined && one.operation === operation)
  );
}

interface ResponsePart extends Pick<UsedOperation, 'operation' | 'method' | 'path'> {
  readonly mount?: string;
  readonly status: number;
  /** Undefined for the response as a whole. */
  readonly pointer?: string | undefined;
}

/** Whether the client reads a part of a response. It counts as read if nothing is known about it. */
export function isPointerRead(usage: Usage, part: ResponsePart): boolean {
  const { status, pointer } = part;
  const reads = usedOperation(usage, part)?.reads?.[status];
  return reads === undefined || pointer === undefined || isReadIn(reads, pointer);
}

/** Whether a part was read, or something in it, or the whole around it. */
export function isReadIn({ properties, whole }: UsedReads, pointer: string): boolean {
  // Nobody sees who reads an item of a list.
  const named = pointer.replace(/(?:\/\*)+$/, '');
  if (named === '') return true;
  const isAround = (outer: string) => outer === '' || named === outer || named.startsWith(`${outer}/`);
  return whole.some(isAround) || properties.some((one) => one === named || one.startsWith(`${named}/`));
}
