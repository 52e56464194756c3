// Derives mutations from the responses of the first run, and puts them into the order in which they show most.
import type { Contract } from '../contract/contract.ts';
import { contentFor, isJson } from '../contract/operation/media-types.ts';
import { type Operation, responseFor } from '../contract/operation/operations.ts';
import type { Place } from '../errors/setup-error.ts';
import type { FaultKind } from '../faults/fault.ts';
import { editResponse, type ResponseEdit } from '../faults/response-edit.ts';
import { appendTokens, propertyPath, tokensOf } from '../json/pointer.ts';
import type { Json } from '../json/value.ts';
import { bodyParts, enumAt, type PartOfBody } from './body-parts.ts';
import { MUTATION_KINDS, type Mutation, type MutationKind } from './mutation.ts';
import type { SeenResponse } from './responses.ts';

/** Milliseconds that a slow response waits. */
export const SLOW_MS = 3_000;
/** Beyond 32 bits with a sign, and within those that a number of JavaScript holds. */
const BIG_NUMBER = 3_000_000_000;
const UNKNOWN_VALUE = 'standin-unknown';
/** Items that a longer list has at least. */
const LONG_LIST = 60;

/** @param contracts by mount */
export function planMutations(
  seen: readonly SeenResponse[],
  contracts: ReadonlyMap<string, Contract>,
): readonly Mutation[] {
  const planned = seen.flatMap((response) => {
    const contract = contracts.get(response.mount);
    return contract ? mutationsOf(response, contract, seen) : [];
  });
  return inOrder(planned).map((mutation, index) => ({ ...mutation, id: `m${index + 1}` }));
}

type Unnumbered = Omit<Mutation, 'id'>;

interface PlannedChange {
  readonly kind: MutationKind;
  readonly text: string;
  readonly fault: FaultKind;
  readonly within: boolean;
  readonly part?: PartOfBody;
}

function mutationsOf(response: SeenResponse, contract: Contract, all: readonly SeenResponse[]): readonly Unnumbered[] {
  const { mount, operation, status } = response;
  const { id, method, path } = operation;
  const own = { mount, operation: id, method, path, status };
  const first = all.find((one) => one.mount === mount && one.operation === operation) === response;
  const changes = [...bodyChanges(response, contract), ...(first ? wholeChanges(response, all) : [])];
  return changes.map(({ kind, text, fault, within, part }) => ({
    ...own,
    ...(fault.kind === 'status' && { status: fault.status }),
    kind,
    text,
    fault,
    within,
    ...(part && { pointer: part.pointer }),
    location: placeOf(contract, operation, { status, part, fault }),
  }));
}

function placeOf(
  contract: Contract,
  operation: Operation,
  {
    status,
    part,
    fault,
  }: { readonly status: number; readonly part: PartOfBody | undefined; readonly fault: FaultKind },
): Place {
  const declared = responseFor(operation, fault.kind === 'status' ? fault.status : status);
  return contract.place(part?.schema ?? declared?.pointer ?? operation.pointer);
}

/** Changes of the response as a whole. */
function wholeChanges(
  { mount, operation, calls }: SeenResponse,
  all: readonly SeenResponse[],
): readonly PlannedChange[] {
  const returned = all.filter((one) => one.mount === mount && one.operation === operation).map(({ status }) => status);
  const statuses = otherStatuses(operation, returned).map((status): PlannedChange => {
    const text = `the status is ${status} instead of ${new Intl.ListFormat('en', { type: 'disjunction' }).format(returned.map(String))}`;
    return { kind: 'status', text, fault: { kind: 'status', status }, within: true };
  });
  const slow: PlannedChange = {
    kind: 'slow',
    text: `the ${calls === 1 ? 'response comes' : 'responses come'} ${SLOW_MS / 1000} seconds late`,
    fault: { kind: 'latency', latency: SLOW_MS },
    within: true,
  };
  return [...statuses, slow];
}

/** Declared statuses that the first run did not see. Of a range, the first status. */
function otherStatuses({ responses }: Operation, returned: readonly number[]): readonly number[] {
  const declared = responses.flatMap(({ status }): number[] => {
    if (/^\d{3}$/.test(status)) return [Number(status)];
    if (!/^[245]XX$/.test(status)) return [];
    const first = Number(status[0]);
    return returned.some((one) => Math.floor(one / 100) === first) ? [] : [first * 100];
  });
  const seen = new Set(returned);
  return declared.filter((status) => status >= 200 && (status < 300 || status >= 400) && !seen.has(status));
}

/** Changes of parts of the body. */
function bodyChanges(response: SeenResponse, contract: Contract): readonly PlannedChange[] {
  const { operation, status, mediaType, bodies } = response;
  if (bodies.length === 0 || !isJson(mediaType)) return [];
  const content = responseFor(operation, status)?.content ?? [];
  const schema = (contentFor(content, mediaType) ?? content.find(({ name }) => isJson(name)))?.schema;
  const isWithin = schema === undefined ? () => true : withinContract(contract, schema, bodies);
  const editing = (part: PartOfBody, kind: MutationKind, text: string, edit: ResponseEdit): PlannedChange => {
    const fault: FaultKind = { kind: 'edit-response', status, edits: [edit] };
    return { kind, text, fault, part, within: isWithin(edit) };
  };
  return bodyParts(contract.document, schema, bodies).flatMap((part) => {
    const changes = [...valueChanges(part, contract, editing), ...listChanges(part, operation, editing)];
    return isNamed(part) ? [...changes, ...propertyChanges(part, editing)] : changes;
  });
}

type Editing = (part: PartOfBody, kind: MutationKind, text: string, edit: ResponseEdit) => PlannedChange;

/** Whether the samples of the first run would still be valid with an edit. */
function withinContract(contract: Contract, schema: string, bodies: readonly Json[]): (edit: ResponseEdit) => boolean {
  const validate = contract.validator('response', schema);
  return (edit) =>
    bodies.every((body) => {
      const changed = editResponse(body, [edit]);
      return changed === body || validate(changed).length <= validate(body).length;
    });
}

/** Whether a part is a property, and not an item of a list or the body. */
function isNamed({ pointer }: PartOfBody): boolean {
  return pointer !== '' && !pointer.endsWith('/*');
}

function propertyChanges(part: PartOfBody, editing: Editing): readonly PlannedChange[] {
  const { pointer, values } = part;
  const name = propertyPath(pointer);
  const removed = editing(part, 'missing', `without ${name}`, { op: 'remove', path: pointer });
  const isAlwaysNull = values.every((value) => value === null);
  const nulled = editing(part, 'null', `${name} is null`, { op: 'replace', path: pointer, value: null });
  return [{ ...removed, kind: removed.within ? 'absent' : 'missing' }, ...(isAlwaysNull ? [] : [nulled])];
}

function valueChanges(part: PartOfBody, contract: Contract, editing: Editing): readonly PlannedChange[] {
  const { pointer, values, schema } = part;
  const name = propertyPath(pointer) || 'the body';
  const changes: PlannedChange[] = [];
  const listed = enumAt(contract.document, schema);
  if (values.some((value) => typeof value === 'string') && listed.length > 0) {
    const text = `${name} is ${JSON.stringify(UNKNOWN_VALUE)}, which is no declared value`;
    changes.push(editing(part, 'unknown-value', text, { op: 'replace', path: pointer, value: UNKNOWN_VALUE }));
  }
  if (values.some((value) => Number.isInteger(value)) && values.every((value) => Number(value) < BIG_NUMBER)) {
    const edit: ResponseEdit = { op: 'replace', path: pointer, value: BIG_NUMBER };
    changes.push(editing(part, 'big-number', `${name} is ${BIG_NUMBER}`, edit));
  }
  return changes;
}

function listChanges(part: PartOfBody, operation: Operation, editing: Editing): readonly PlannedChange[] {
  const { pointer, values, depth } = part;
  const lengths = values.filter((value) => Array.isArray(value)).map(({ length }) => length);
  const longest = Math.max(0, ...lengths);
  if (longest === 0) return [];
  const name = propertyPath(pointer) || 'the list';
  const times = Math.max(2, Math.ceil(LONG_LIST / longest));
  const longer = editing(part, 'long-list', `${name} has its items ${times} times`, {
    op: 'repeat',
    path: pointer,
    times,
  });
  if (longest < 2 || depth > 1 || operation.method !== 'GET') return [longer];
  const items = Math.ceil(longest / 2);
  const fault: FaultKind = { kind: 'short-pages', items };
  return [longer, { kind: 'more-pages', text: `${name} comes in pages of ${items}`, fault, part, within: true }];
}

const KINDS = Object.keys(MUTATION_KINDS) as readonly MutationKind[];

/**
 * Success before errors, and parts near the surface before deep ones, which need not be tried if nobody misses the outer part. Then
 * one of each kind and operation before a second one.
 */
function inOrder(mutations: readonly Unnumbered[]): readonly Unnumbered[] {
  const counts = new Map<string, number>();
  const nearest = mutations.toSorted((a, b) => depthOf(a) - depthOf(b));
  const ranked = nearest.map((mutation) => {
    const { mount, operation, kind, status, pointer } = mutation;
    const key = `${mount} ${operation} ${kind}`;
    const round = counts.get(key) ?? 0;
    counts.set(key, round + 1);
    const ofError = status >= 400 && pointer !== undefined;
    return {
      mutation,
      rank: [Number(kind === 'slow'), Number(ofError), depthOf(mutation), round, KINDS.indexOf(kind)],
    };
  });
  return ranked.toSorted((a, b) => compare(a.rank, b.rank)).map(({ mutation }) => mutation);
}

function depthOf({ pointer = '' }: Unnumbered): number {
  return Math.max(1, tokensOf(pointer).filter((token) => token !== '*').length);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((one, index) => one !== b[index]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
}

/** Whether a mutation changes a part below another one. */
export function isBelow(mutation: Mutation, { mount, operation, status, pointer }: Mutation): boolean {
  const same = mutation.mount === mount && mutation.operation === operation && mutation.status === status;
  return same && pointer !== undefined && mutation.pointer?.startsWith(`${appendTokens(pointer)}/`) === true;
}
