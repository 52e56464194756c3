// The report of coverage: for each operation, what is declared, how much of it is covered, and the names of the rest.
import type { Contract } from '../contract/contract.ts';
import type { MediaType, Operation } from '../contract/operation/operations.ts';
import { requestExamples, responseExamples } from './coverage-examples.ts';
import type { OperationMarks } from './coverage-marks.ts';
import type { CoverageNode, CoverageTree } from './coverage-tree.ts';
import type { Direction } from './record.ts';

/** The coverage of one kind, with the names of what is not covered. */
export interface CoverageCount {
  readonly declared: number;
  readonly covered: number;
  readonly missing: readonly string[];
}

export interface OperationCoverage {
  readonly operation: string;
  readonly method: string;
  /** The path template with the base path, as in the requests. */
  readonly path: string;
  /** The number of calls. */
  readonly count: number;
  readonly statuses: CoverageCount;
  readonly mediaTypes: CoverageCount;
  readonly parameters: CoverageCount;
  readonly properties: CoverageCount;
  readonly enumValues: CoverageCount;
  readonly examples: CoverageCount;
}

/** The kinds of things that are counted. */
export const COVERED_KINDS = [
  'operations',
  'statuses',
  'mediaTypes',
  'parameters',
  'properties',
  'enumValues',
  'examples',
] as const;

export type CoveredKind = (typeof COVERED_KINDS)[number];

/** How readers see the kinds. */
export const KIND_LABELS: Readonly<Record<CoveredKind, string>> = {
  operations: 'operations',
  statuses: 'responses',
  mediaTypes: 'media types',
  parameters: 'parameters',
  properties: 'properties',
  enumValues: 'enum values',
  examples: 'examples',
};

export interface CoverageReport {
  readonly totals: Readonly<Record<CoveredKind, { readonly declared: number; readonly covered: number }>>;
  /** The share of the declared responses, operation by operation and status by status, that requests got. */
  readonly percent: number;
  readonly operations: readonly OperationCoverage[];
}

/** A name, and whether it is covered. */
type Covered = readonly [name: string, covered: boolean];

export function coverageReport(
  { operations: declared }: Contract,
  marks: ReadonlyMap<string, OperationMarks>,
): CoverageReport {
  // Nothing can cover an operation that cannot be served.
  const usable = declared.filter(({ unusable }) => unusable === undefined);
  const operations = usable.map((operation) => coverageOf(operation, marks.get(operation.id)));
  const totals = {
    operations: { declared: operations.length, covered: operations.filter(({ count }) => count > 0).length },
    statuses: sumOf(operations, 'statuses'),
    mediaTypes: sumOf(operations, 'mediaTypes'),
    parameters: sumOf(operations, 'parameters'),
    properties: sumOf(operations, 'properties'),
    enumValues: sumOf(operations, 'enumValues'),
    examples: sumOf(operations, 'examples'),
  };
  return { totals, percent: percentOf(totals.statuses), operations };
}

/** With one decimal, rounded down. */
export function percentOf({ declared, covered }: Pick<CoverageCount, 'declared' | 'covered'>): number {
  return declared === 0 ? 100 : Math.floor((1000 * covered) / declared) / 10;
}

function sumOf(operations: readonly OperationCoverage[], kind: Exclude<CoveredKind, 'operations'>) {
  return {
    declared: operations.reduce((total, one) => total + one[kind].declared, 0),
    covered: operations.reduce((total, one) => total + one[kind].covered, 0),
  };
}

/** Of an operation that nobody called, only the statuses count: nothing else says how much the tests cover. */
function coverageOf(operation: Operation, marks: OperationMarks | undefined): OperationCoverage {
  return marks ? calledCoverage(operation, marks) : uncalledCoverage(operation);
}

const NOT_COUNTED: CoverageCount = Object.freeze({ declared: 0, covered: 0, missing: [] });

function named(operation: Operation): Pick<OperationCoverage, 'operation' | 'method' | 'path'> {
  const { id, method, path, bases } = operation;
  return { operation: id, method, path: `${bases[0] ?? ''}${path}` };
}

function uncalledCoverage(operation: Operation): OperationCoverage {
  return {
    ...named(operation),
    count: 0,
    statuses: coverageCount(operation.responses.map(({ status }) => [status, false])),
    mediaTypes: NOT_COUNTED,
    parameters: NOT_COUNTED,
    properties: NOT_COUNTED,
    enumValues: NOT_COUNTED,
    examples: NOT_COUNTED,
  };
}

function calledCoverage(operation: Operation, marks: OperationMarks): OperationCoverage {
  const { responses, requestBody, parameters } = operation;
  const requestContent = requestBody?.content ?? [];
  const responseContent = responses.flatMap(({ content }) => content);
  const bodies = new BodyCoverage();
  bodies.addContent('request', requestContent, marks.tree);
  bodies.addContent('response', responseContent, marks.tree);
  const types = [
    ...requestContent.map(({ name }) => `request ${name}`),
    ...new Set(responseContent.map(({ name }) => `response ${name}`)),
  ];
  return {
    ...named(operation),
    count: marks.count,
    statuses: coverageCount(responses.map(({ status }) => [status, isStatusCovered(status, marks)])),
    mediaTypes: coverageCount(types.map((type) => [type, isTypeCovered(type, marks)])),
    parameters: coverageCount(
      parameters.map((one) => [`${one.in} ${one.name}`, !marks.unsentParameters.includes(one)]),
    ),
    properties: coverageCount(bodies.properties),
    enumValues: coverageCount(bodies.enumValues),
    examples: coverageCount(examplesOf(operation, marks)),
  };
}

/** Collects the properties and the enumerated values of an operation's bodies. */
class BodyCoverage {
  readonly properties: Covered[] = [];
  readonly enumValues: Covered[] = [];
  readonly #visited = { request: new Set<CoverageNode>(), response: new Set<CoverageNode>() };

  addContent(direction: Direction, content: readonly MediaType[], tree: CoverageTree): void {
    for (const { schema } of content) if (schema !== undefined) this.#visit(direction, tree.at(schema), '');
  }

  #visit(direction: Direction, node: CoverageNode, name: string): void {
    if (this.#visited[direction].has(node)) return;
    this.#visited[direction].add(node);
    const items = node.items();
    if (items) this.#visit(direction, items, `${name}[]`);
    for (const [property, inner] of node.properties()) {
      const path = name === '' ? property : `${name}.${property}`;
      if (inner.never === direction) continue;
      this.properties.push([`${direction} ${path}`, inner[direction].isSeen]);
      this.#visit(direction, inner, path);
    }
    for (const value of node.enumerated) {
      this.enumValues.push([`${direction} ${name} ${JSON.stringify(value)}`, node.hasOccurred(value)]);
    }
  }
}

function examplesOf(operation: Operation, marks: OperationMarks): Covered[] {
  const uncovered = [...marks.unsentExamples, ...marks.unreturnedExamples];
  const pointers = new Set(uncovered.map(({ pointer }) => pointer));
  const examples = [...requestExamples(operation), ...responseExamples(operation)];
  return examples.map(({ name, pointer }) => [name, !pointers.has(pointer)]);
}

function coverageCount(all: readonly Covered[]): CoverageCount {
  const missing = all.filter(([, covered]) => !covered).map(([name]) => name);
  return { declared: all.length, covered: all.length - missing.length, missing };
}

function isStatusCovered(status: string, marks: OperationMarks): boolean {
  if (/^\d+$/.test(status)) return marks.statuses.has(Number(status));
  const range = /^(\d)XX$/.exec(status)?.[1];
  return [...marks.statuses].some((one) => (range === undefined ? one >= 400 : String(one).startsWith(range)));
}

function isTypeCovered(type: string, marks: OperationMarks): boolean {
  if (!type.includes('*')) return marks.mediaTypes.has(type);
  const [start = ''] = type.split('*');
  return [...marks.mediaTypes].some((one) => one.startsWith(start));
}
