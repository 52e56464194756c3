// What of a document was exercised: its operations, their statuses, media types, parameters and examples, the members and the
// enumerated values of their schemas. Seen as requests pass, by marks on a tree of each schema; counted when it is asked for.

import { isDeepStrictEqual as equal } from 'node:util';
import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/media-types.ts';
import { type MediaType, type Operation, responseFor } from '../contract/operations.ts';
import type { ParameterValues } from '../contract/read-parameters.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces } from '../contract/schema-places.ts';
import { valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Direction, Recorded } from './record.ts';

/** How much of one kind was seen, and what was not. */
export interface Covered {
  readonly declared: number;
  readonly seen: number;
  readonly missing: readonly string[];
}

export interface OperationCoverage {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** How often it was asked. */
  readonly count: number;
  readonly statuses: Covered;
  readonly mediaTypes: Covered;
  readonly parameters: Covered;
  readonly members: Covered;
  readonly enumValues: Covered;
  readonly examples: Covered;
}

/** The kinds that are counted. */
export const COVERED_KINDS = [
  'operations',
  'statuses',
  'mediaTypes',
  'parameters',
  'members',
  'enumValues',
  'examples',
] as const;

export type CoveredKind = (typeof COVERED_KINDS)[number];

export interface CoverageReport {
  readonly totals: Readonly<Record<CoveredKind, { readonly declared: number; readonly seen: number }>>;
  /** Of everything that is declared what was seen, in percent. */
  readonly percent: number;
  readonly operations: readonly OperationCoverage[];
}

/** What an exchange shows of the contract. A request's body that breaks it shows nothing, and is left out. */
export interface CoveredExchange
  extends Pick<Recorded, 'status' | 'requestType' | 'responseType' | 'parameters' | 'body' | 'answer'> {
  readonly operation: Operation;
}

export interface Coverage {
  readonly contract: Contract;
  see(passed: CoveredExchange): void;
  report(): CoverageReport;
}

/** The bit of each direction. */
const BIT: Readonly<Record<Direction, number>> = { request: 1, response: 2 };

/** A schema with marks for what was seen of it, each direction apart. */
interface CoverageNode {
  readonly place: string;
  /** The directions in which it was seen, as bits. */
  seen: number;
  /** The values that were seen of those that are enumerated; undefined where none are. */
  readonly values: Set<Json> | undefined;
  readonly enumerated: readonly Json[];
  /** The direction in which it is never there: a read-only member in requests, a write-only one in answers. */
  readonly never: Direction | undefined;
  members(): ReadonlyMap<string, CoverageNode>;
  items(): CoverageNode | undefined;
}

interface Seen {
  count: number;
  readonly statuses: Set<number>;
  readonly mediaTypes: Set<string>;
  readonly parameters: Set<string>;
  /** The examples that were not sent and not answered yet. */
  unsent: readonly ExampleValue[];
  unanswered: readonly ExampleValue[];
  /** The last request's and the last answer's kind, by which the next is mostly told; and the answer, shown many times. */
  status: number;
  requestType: string;
  responseType: string;
  requestTree: CoverageNode | undefined;
  responseTree: CoverageNode | undefined;
  answer: Json | undefined;
}

export function openCoverage(contract: Contract): Coverage {
  const { document } = contract;
  const nodes = new Map<string, CoverageNode>();
  const seen = new Map<string, Seen>();
  const nodeAt = (place: string): CoverageNode => {
    const known = nodes.get(place);
    if (known) return known;
    let members: ReadonlyMap<string, CoverageNode> | undefined;
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
      members() {
        members ??= new Map([...propertyPlaces(document, place)].map(([name, at]) => [name, nodeAt(at)]));
        return members;
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
    const members = node.members();
    for (const name in value) {
      const member = members.get(name);
      if (!member) continue;
      member.seen |= bit;
      const inner = value[name] as Json;
      if (member.values !== undefined || (typeof inner === 'object' && inner !== null)) walk(member, inner, bit);
    }
  };
  const treeOf = (content: readonly MediaType[], mediaType: string): CoverageNode | undefined => {
    const own =
      content.find(({ name }) => name === mediaType) ?? content.find(({ name }) => isJson(name)) ?? content[0];
    return own?.schema === undefined ? undefined : nodeAt(own.schema);
  };
  const seenOf = (operation: Operation): Seen => {
    let known = seen.get(operation.id);
    if (!known) {
      known = {
        count: 0,
        statuses: new Set(),
        mediaTypes: new Set(),
        parameters: new Set(),
        unsent: sentExamples(operation).map(withValue),
        unanswered: responseExamples(operation).map(withValue),
        status: 0,
        requestType: '',
        responseType: '',
        requestTree: undefined,
        responseTree: undefined,
        answer: undefined,
      };
      seen.set(operation.id, known);
    }
    return known;
  };
  const withValue = ({ pointer }: NamedPointer): ExampleValue => ({
    pointer,
    value: valueAt(document, pointer) ?? null,
  });
  return {
    contract,
    see({ operation, status, requestType, responseType, parameters, body, answer }) {
      const own = seenOf(operation);
      own.count += 1;
      if (own.parameters.size < operation.parameters.length) {
        for (const { in: place, name } of operation.parameters) {
          const given = parameters[place as keyof ParameterValues] ?? {};
          if (Object.hasOwn(given, name)) own.parameters.add(`${place} ${name}`);
        }
      }
      if (body !== undefined) {
        if (requestType !== own.requestType) {
          own.requestType = requestType;
          own.mediaTypes.add(`request ${requestType}`);
          own.requestTree = treeOf(operation.requestBody?.content ?? [], requestType);
        }
        if (own.requestTree) walk(own.requestTree, body, BIT.request);
        if (own.unsent.length > 0) own.unsent = others(own.unsent, body);
      }
      const type = answer === undefined ? '' : responseType;
      if (status !== own.status || type !== own.responseType) {
        own.status = status;
        own.responseType = type;
        own.statuses.add(status);
        if (type !== '') own.mediaTypes.add(`response ${type}`);
        own.responseTree = treeOf(responseFor(operation, status)?.content ?? [], type);
      }
      if (answer === undefined || answer === own.answer) return;
      own.answer = answer;
      if (own.responseTree) walk(own.responseTree, answer, BIT.response);
      if (own.unanswered.length > 0) own.unanswered = others(own.unanswered, answer);
    },
    report() {
      const operations = contract.operations.map((operation) => coverageOf(operation, seen.get(operation.id), nodeAt));
      const asked = operations.filter(({ count }) => count > 0).length;
      const sum = (kind: Exclude<CoveredKind, 'operations'>) => ({
        declared: operations.reduce((total, one) => total + one[kind].declared, 0),
        seen: operations.reduce((total, one) => total + one[kind].seen, 0),
      });
      const totals = {
        operations: { declared: operations.length, seen: asked },
        statuses: sum('statuses'),
        mediaTypes: sum('mediaTypes'),
        parameters: sum('parameters'),
        members: sum('members'),
        enumValues: sum('enumValues'),
        examples: sum('examples'),
      };
      const all = Object.values(totals);
      const declared = all.reduce((total, one) => total + one.declared, 0);
      const covered = all.reduce((total, one) => total + one.seen, 0);
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

/** The examples without those that are equal to a value; the same list where none is. */
function others(examples: readonly ExampleValue[], value: Json): readonly ExampleValue[] {
  const isEqual = (example: ExampleValue) => !plainlyDiffers(example.value, value) && equal(example.value, value);
  return examples.some(isEqual) ? examples.filter((example) => !isEqual(example)) : examples;
}

/** True for most values that are not equal, found out without comparing all of them. */
function plainlyDiffers(one: Json, other: Json): boolean {
  if (!isObject(one) || !isObject(other)) return typeof one !== typeof other;
  for (const name in one) {
    const member = one[name];
    if (member !== other[name] && (typeof member !== 'object' || member === null)) return true;
  }
  return false;
}

function sentExamples({ requestBody }: Operation): readonly NamedPointer[] {
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
  seen: Seen | undefined,
  nodeAt: (place: string) => CoverageNode,
): OperationCoverage {
  const { id, method, path, responses, requestBody, parameters } = operation;
  const taken = requestBody?.content ?? [];
  const given = responses.flatMap(({ content }) => content);
  const members: [string, boolean][] = [];
  const values: [string, boolean][] = [];
  const trees = [
    ...taken.map((content) => ['request', content] as const),
    ...given.map((content) => ['response', content] as const),
  ];
  const visited = new Set<string>();
  const visit = (direction: Direction, node: CoverageNode, name: string): void => {
    if (visited.has(`${direction} ${node.place}`)) return;
    visited.add(`${direction} ${node.place}`);
    const items = node.items();
    if (items) visit(direction, items, `${name}[]`);
    for (const [member, inner] of node.members()) {
      const told = name === '' ? member : `${name}.${member}`;
      if (inner.never === direction) continue;
      members.push([`${direction} ${told}`, (inner.seen & BIT[direction]) !== 0]);
      visit(direction, inner, told);
    }
    for (const value of node.enumerated) {
      const text = JSON.stringify(value);
      values.push([`${direction} ${name} ${text}`, node.values?.has(value) === true]);
    }
  };
  for (const [direction, { schema }] of trees) if (schema !== undefined) visit(direction, nodeAt(schema), '');
  const names = parameters.map(({ in: place, name }) => `${place} ${name}`);
  const types = [
    ...taken.map(({ name }) => `request ${name}`),
    ...new Set(given.map(({ name }) => `response ${name}`)),
  ];
  const unseen = new Set([...(seen?.unsent ?? []), ...(seen?.unanswered ?? [])].map(({ pointer }) => pointer));
  const examples = [...sentExamples(operation), ...responseExamples(operation)];
  return {
    operation: id,
    method,
    path,
    count: seen?.count ?? 0,
    statuses: covered(responses.map(({ status }) => [status, statusSeen(status, seen)])),
    mediaTypes: covered(types.map((type) => [type, typeSeen(type, seen)])),
    parameters: covered(names.map((name) => [name, seen?.parameters.has(name) === true])),
    members: covered(members),
    enumValues: covered(values),
    examples: covered(examples.map(({ name, pointer }) => [name, seen !== undefined && !unseen.has(pointer)])),
  };
}

function covered(all: readonly (readonly [name: string, seen: boolean])[]): Covered {
  const missing = all.filter(([, seen]) => !seen).map(([name]) => name);
  return { declared: all.length, seen: all.length - missing.length, missing };
}

function statusSeen(status: string, seen: Seen | undefined): boolean {
  if (!seen) return false;
  if (/^\d+$/.test(status)) return seen.statuses.has(Number(status));
  const range = /^(\d)XX$/.exec(status)?.[1];
  return [...seen.statuses].some((one) => (range === undefined ? one >= 400 : String(one).startsWith(range)));
}

function typeSeen(type: string, seen: Seen | undefined): boolean {
  if (!seen) return false;
  if (!type.includes('*')) return seen.mediaTypes.has(type);
  const [start = ''] = type.split('*');
  return [...seen.mediaTypes].some((one) => one.startsWith(start));
}
