// Coverage of a document: its operations, their statuses, media types, parameters and examples, and the properties and
// enumerated values of their schemas. Requests leave marks on a tree of each schema. The report counts the marks.

import { isDeepStrictEqual as equal } from 'node:util';
import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/media-types.ts';
import { type MediaType, type Operation, responseFor } from '../contract/operations.ts';
import type { ParameterValues } from '../contract/read-parameters.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces } from '../contract/schema-places.ts';
import { valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Direction, RecordedExchange } from './record.ts';

/** The coverage of one kind, with the names of what is not covered. */
export interface CoverageCount {
  readonly declared: number;
  readonly covered: number;
  readonly missing: readonly string[];
}

export interface OperationCoverage {
  readonly operation: string;
  readonly method: string;
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
  statuses: 'statuses',
  mediaTypes: 'media types',
  parameters: 'parameters',
  properties: 'properties',
  enumValues: 'enum values',
  examples: 'examples',
};

export interface CoverageReport {
  readonly totals: Readonly<Record<CoveredKind, { readonly declared: number; readonly covered: number }>>;
  /** The covered share of everything that is declared. */
  readonly percent: number;
  readonly operations: readonly OperationCoverage[];
}

/** The parts of an exchange that count. A request body that violates the contract covers nothing and is absent. */
export interface CoveredExchange
  extends Pick<
    RecordedExchange,
    'status' | 'requestType' | 'responseType' | 'parameters' | 'requestBody' | 'responseBody'
  > {
  readonly operation: Operation;
}

export interface Coverage {
  readonly contract: Contract;
  record(exchange: CoveredExchange): void;
  report(): CoverageReport;
}

/** The bit of each direction. */
const BIT: Readonly<Record<Direction, number>> = { request: 1, response: 2 };

/** A schema with its marks, separately for each direction. */
interface CoverageNode {
  readonly place: string;
  /** The directions in which a value of the schema occurred, as bits. */
  seen: number;
  /** The enumerated values that occurred. Undefined if the schema enumerates none. */
  readonly values: Set<Json> | undefined;
  readonly enumerated: readonly Json[];
  /** The direction in which the value never occurs: requests for read-only, responses for write-only properties. */
  readonly never: Direction | undefined;
  properties(): ReadonlyMap<string, CoverageNode>;
  items(): CoverageNode | undefined;
}

interface OperationMarks {
  count: number;
  readonly statuses: Set<number>;
  readonly mediaTypes: Set<string>;
  readonly parameters: Set<string>;
  /** The examples that no request and no response has contained yet. */
  unsentExamples: readonly ExampleValue[];
  unreturnedExamples: readonly ExampleValue[];
  /** The kind of the latest request and response. The next call usually has the same kind and the same body. */
  status: number;
  requestType: string;
  responseType: string;
  requestTree: CoverageNode | undefined;
  responseTree: CoverageNode | undefined;
  lastBody: Json | undefined;
}

export function openCoverage(contract: Contract): Coverage {
  const { document } = contract;
  const nodes = new Map<string, CoverageNode>();
  const marks = new Map<string, OperationMarks>();
  const nodeAt = (place: string): CoverageNode => {
    const known = nodes.get(place);
    if (known) return known;
    let properties: ReadonlyMap<string, CoverageNode> | undefined;
    let items: CoverageNode | null | undefined;
    const schemas = sameValuePlaces(document, place).map(({ value }) => value);
    const enumerated = schemas.flatMap(enumeratedIn);
    const marked = (keyword: string) => schemas.some((schema) => schema[keyword] === true);
    const node: CoverageNode = {
      place,
      seen: 0,
      values: enumerated.length === 0 ? undefined : new Set(),
      enumerated,
      never: marked('readOnly') ? 'request' : marked('writeOnly') ? 'response' : undefined,
      properties() {
        properties ??= new Map([...propertyPlaces(document, place)].map(([name, at]) => [name, nodeAt(at)]));
        return properties;
      },
      items() {
        if (items === undefined) {
          const at = itemsPlace(document, place);
          items = at === undefined ? null : nodeAt(at);
        }
        return items ?? undefined;
      },
    };
    nodes.set(place, node);
    return node;
  };
  const walk = (node: CoverageNode, value: Json, bit: number): void => {
    if (Array.isArray(value)) {
      const items = node.items();
      if (items) for (const item of value) walk(items, item, bit);
      return;
    }
    if (!isObject(value)) {
      if (node.values && node.values.size <= node.enumerated.length) node.values.add(value);
      return;
    }
    const properties = node.properties();
    for (const name in value) {
      const property = properties.get(name);
      if (!property) continue;
      property.seen |= bit;
      const inner = value[name] as Json;
      if (property.values !== undefined || (typeof inner === 'object' && inner !== null)) walk(property, inner, bit);
    }
  };
  const treeOf = (content: readonly MediaType[], mediaType: string): CoverageNode | undefined => {
    const declared =
      content.find(({ name }) => name === mediaType) ?? content.find(({ name }) => isJson(name)) ?? content[0];
    return declared?.schema === undefined ? undefined : nodeAt(declared.schema);
  };
  const marksOf = (operation: Operation): OperationMarks => {
    let known = marks.get(operation.id);
    if (!known) {
      known = {
        count: 0,
        statuses: new Set(),
        mediaTypes: new Set(),
        parameters: new Set(),
        unsentExamples: requestExamples(operation).map(withValue),
        unreturnedExamples: responseExamples(operation).map(withValue),
        status: 0,
        requestType: '',
        responseType: '',
        requestTree: undefined,
        responseTree: undefined,
        lastBody: undefined,
      };
      marks.set(operation.id, known);
    }
    return known;
  };
  const withValue = ({ pointer }: NamedPointer): ExampleValue => ({
    pointer,
    value: valueAt(document, pointer) ?? null,
  });
  return {
    contract,
    record({ operation, status, requestType, responseType, parameters, requestBody, responseBody }) {
      const own = marksOf(operation);
      own.count += 1;
      if (own.parameters.size < operation.parameters.length) {
        for (const { in: place, name } of operation.parameters) {
          const values = parameters[place as keyof ParameterValues] ?? {};
          if (Object.hasOwn(values, name)) own.parameters.add(`${place} ${name}`);
        }
      }
      if (requestBody !== undefined) {
        if (requestType !== own.requestType) {
          own.requestType = requestType;
          own.mediaTypes.add(`request ${requestType}`);
          own.requestTree = treeOf(operation.requestBody?.content ?? [], requestType);
        }
        if (own.requestTree) walk(own.requestTree, requestBody, BIT.request);
        if (own.unsentExamples.length > 0) own.unsentExamples = withoutEqual(own.unsentExamples, requestBody);
      }
      const type = responseBody === undefined ? '' : responseType;
      if (status !== own.status || type !== own.responseType) {
        own.status = status;
        own.responseType = type;
        own.statuses.add(status);
        if (type !== '') own.mediaTypes.add(`response ${type}`);
        own.responseTree = treeOf(responseFor(operation, status)?.content ?? [], type);
      }
      if (responseBody === undefined || responseBody === own.lastBody) return;
      own.lastBody = responseBody;
      if (own.responseTree) walk(own.responseTree, responseBody, BIT.response);
      if (own.unreturnedExamples.length > 0) {
        own.unreturnedExamples = withoutEqual(own.unreturnedExamples, responseBody);
      }
    },
    report() {
      const operations = contract.operations.map((operation) => coverageOf(operation, marks.get(operation.id), nodeAt));
      const called = operations.filter(({ count }) => count > 0).length;
      const sum = (kind: Exclude<CoveredKind, 'operations'>) => ({
        declared: operations.reduce((total, one) => total + one[kind].declared, 0),
        covered: operations.reduce((total, one) => total + one[kind].covered, 0),
      });
      const totals = {
        operations: { declared: operations.length, covered: called },
        statuses: sum('statuses'),
        mediaTypes: sum('mediaTypes'),
        parameters: sum('parameters'),
        properties: sum('properties'),
        enumValues: sum('enumValues'),
        examples: sum('examples'),
      };
      const all = Object.values(totals);
      const declared = all.reduce((total, one) => total + one.declared, 0);
      const covered = all.reduce((total, one) => total + one.covered, 0);
      return { totals, percent: declared === 0 ? 100 : Math.floor((1000 * covered) / declared) / 10, operations };
    },
  };
}

function enumeratedIn(schema: JsonObject): readonly Json[] {
  const many = Array.isArray(schema.enum) ? (schema.enum as readonly Json[]) : [];
  return schema.const === undefined ? many : [...many, schema.const];
}

interface NamedPointer {
  readonly name: string;
  readonly pointer: string;
}

interface ExampleValue {
  readonly pointer: string;
  readonly value: Json;
}

/** The examples that differ from a value. Returns the same list if all differ. */
function withoutEqual(examples: readonly ExampleValue[], value: Json): readonly ExampleValue[] {
  const isEqual = (example: ExampleValue) => !obviouslyDiffers(example.value, value) && equal(example.value, value);
  return examples.some(isEqual) ? examples.filter((example) => !isEqual(example)) : examples;
}

/** True for most unequal values. A cheap check before the deep comparison. */
function obviouslyDiffers(one: Json, other: Json): boolean {
  if (!isObject(one) || !isObject(other)) return typeof one !== typeof other;
  let names = 0;
  for (const name in one) {
    names += 1;
    const property = one[name];
    if (property !== other[name] && (typeof property !== 'object' || property === null)) return true;
  }
  for (const _name in other) names -= 1;
  return names !== 0;
}

function requestExamples({ requestBody }: Operation): readonly NamedPointer[] {
  const examples = (requestBody?.content ?? []).flatMap((content) => content.examples);
  return examples.map(({ name, pointer }) => ({ name: `request ${name}`, pointer }));
}

function responseExamples({ responses }: Operation): readonly NamedPointer[] {
  return responses.flatMap(({ status, content }) =>
    content.flatMap(({ examples }) => examples.map(({ name, pointer }) => ({ name: `${status} ${name}`, pointer }))),
  );
}

function coverageOf(
  operation: Operation,
  marks: OperationMarks | undefined,
  nodeAt: (place: string) => CoverageNode,
): OperationCoverage {
  const { id, method, path, responses, requestBody, parameters } = operation;
  const requestContent = requestBody?.content ?? [];
  const responseContent = responses.flatMap(({ content }) => content);
  const properties: [string, boolean][] = [];
  const values: [string, boolean][] = [];
  const trees = [
    ...requestContent.map((content) => ['request', content] as const),
    ...responseContent.map((content) => ['response', content] as const),
  ];
  const visited = new Set<string>();
  const visit = (direction: Direction, node: CoverageNode, name: string): void => {
    if (visited.has(`${direction} ${node.place}`)) return;
    visited.add(`${direction} ${node.place}`);
    const items = node.items();
    if (items) visit(direction, items, `${name}[]`);
    for (const [property, inner] of node.properties()) {
      const path = name === '' ? property : `${name}.${property}`;
      if (inner.never === direction) continue;
      properties.push([`${direction} ${path}`, (inner.seen & BIT[direction]) !== 0]);
      visit(direction, inner, path);
    }
    for (const value of node.enumerated) {
      const text = JSON.stringify(value);
      values.push([`${direction} ${name} ${text}`, node.values?.has(value) === true]);
    }
  };
  for (const [direction, { schema }] of trees) if (schema !== undefined) visit(direction, nodeAt(schema), '');
  const names = parameters.map(({ in: place, name }) => `${place} ${name}`);
  const types = [
    ...requestContent.map(({ name }) => `request ${name}`),
    ...new Set(responseContent.map(({ name }) => `response ${name}`)),
  ];
  const uncovered = [...(marks?.unsentExamples ?? []), ...(marks?.unreturnedExamples ?? [])];
  const uncoveredPointers = new Set(uncovered.map(({ pointer }) => pointer));
  const examples = [...requestExamples(operation), ...responseExamples(operation)];
  return {
    operation: id,
    method,
    path,
    count: marks?.count ?? 0,
    statuses: coverageCount(responses.map(({ status }) => [status, isStatusCovered(status, marks)])),
    mediaTypes: coverageCount(types.map((type) => [type, isTypeCovered(type, marks)])),
    parameters: coverageCount(names.map((name) => [name, marks?.parameters.has(name) === true])),
    properties: coverageCount(properties),
    enumValues: coverageCount(values),
    examples: coverageCount(
      examples.map(({ name, pointer }) => [name, marks !== undefined && !uncoveredPointers.has(pointer)]),
    ),
  };
}

function coverageCount(all: readonly (readonly [name: string, covered: boolean])[]): CoverageCount {
  const missing = all.filter(([, covered]) => !covered).map(([name]) => name);
  return { declared: all.length, covered: all.length - missing.length, missing };
}

function isStatusCovered(status: string, marks: OperationMarks | undefined): boolean {
  if (!marks) return false;
  if (/^\d+$/.test(status)) return marks.statuses.has(Number(status));
  const range = /^(\d)XX$/.exec(status)?.[1];
  return [...marks.statuses].some((one) => (range === undefined ? one >= 400 : String(one).startsWith(range)));
}

function isTypeCovered(type: string, marks: OperationMarks | undefined): boolean {
  if (!marks) return false;
  if (!type.includes('*')) return marks.mediaTypes.has(type);
  const [start = ''] = type.split('*');
  return [...marks.mediaTypes].some((one) => one.startsWith(start));
}
