// Compares two versions of a contract: what of the new one breaks clients of the old one. kinds.ts has the rule.
import { appendTokens, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { Contract } from '../contract.ts';
import type { Operation } from '../operation/operations.ts';
import type { DiffOperation } from './finding.ts';
import { type DiffKind, severityOf } from './kinds.ts';
import { matchByKeys } from './match.ts';
import { messageOf } from './messages.ts';
import { compareCallbacks, compareWebhooks } from './outgoing.ts';
import type { AddReported, ContractComparison, OperationPair, PointedFinding, ReportedDifference } from './reported.ts';
import { compareRequest } from './request.ts';
import { compareResponses } from './responses.ts';
import { compareSecurity } from './security.ts';
import { SchemaComparison } from './subsumption.ts';

/** All differences of two contracts, in the order of the old document, then of what is new. */
export function compareContracts(old: Contract, next: Contract): readonly PointedFinding[] {
  const documents = { old: old.document, new: next.document };
  const comparison: ContractComparison = {
    ...documents,
    request: new SchemaComparison(old.document, next.document, { isRequest: true, isText: false }),
    requestText: new SchemaComparison(old.document, next.document, { isRequest: true, isText: true }),
    response: new SchemaComparison(old.document, next.document, { isRequest: false, isText: false }),
    responseText: new SchemaComparison(old.document, next.document, { isRequest: false, isText: true }),
  };
  const { pairs, removed, added } = matchByKeys(old.operations, next.operations, OPERATION_KEYS);
  const findings: PointedFinding[] = [];
  for (const operation of old.operations) {
    const counterpart = pairs.get(operation);
    if (counterpart) findings.push(...compareOperation(comparison, { old: operation, new: counterpart }));
    else if (removed.has(operation)) findings.push(removedFinding(operation, documents));
  }
  for (const operation of added) findings.push(addedFinding(operation, documents));
  compareWebhooks(comparison, (operation, difference) => findings.push(findingOf(operation, difference)));
  return findings;
}

/** The keys by which an operation is found again: its path, else the path without the names in it, else with a base path. */
const OPERATION_KEYS: readonly ((operation: Operation) => readonly string[])[] = [
  // A document can have two templates that differ only in names.
  ({ method, path }) => [`${method} ${path}`],
  (operation) => [signatureOf(operation)],
  wholePaths,
];

/** Method and path with each base path. */
function wholePaths({ method, path, bases }: Operation): string[] {
  return bases.map((base) => signatureOf({ method, path: `${base}${path}` }));
}

/** Method and path. Names of path parameters have no meaning for a client (OpenAPI 3.1, section 4.8.8.2). */
function signatureOf({ method, path }: Pick<Operation, 'method' | 'path'>): string {
  return `${method} ${path.replaceAll(/\{[^{}]*\}/g, '{}')}`;
}

function removedFinding(operation: Operation, { old }: { readonly old: JsonObject }): PointedFinding {
  const parts = {
    id: 'operation-removed',
    direction: 'request',
    in: 'operation',
    oldPointer: operation.pointer,
    newPointer: undefined,
  } as const;
  return findingOf(operationNames(operation, undefined, { old }), parts);
}

function addedFinding(operation: Operation, { new: next }: { readonly new: JsonObject }): PointedFinding {
  const parts = {
    id: 'operation-added',
    direction: 'request',
    in: 'operation',
    oldPointer: undefined,
    newPointer: operation.pointer,
  } as const;
  return findingOf(operationNames(undefined, operation, { new: next }), parts);
}

interface ComparedDocuments {
  readonly old?: JsonObject;
  readonly new?: JsonObject;
}

function operationNames(
  old: Operation | undefined,
  next: Operation | undefined,
  documents: ComparedDocuments,
): DiffOperation {
  const { method = '', path = '' } = next ?? old ?? {};
  const operationId = idOf(documents.old, old) ?? idOf(documents.new, next);
  return { method, path, ...(operationId !== undefined && { operationId }) };
}

function idOf(document: JsonObject | undefined, operation: Operation | undefined): string | undefined {
  const id = document && operation && fieldOf(document, operation, 'operationId');
  return typeof id === 'string' && id !== '' ? id : undefined;
}

function fieldOf(document: JsonObject, { pointer }: Operation, name: string): Json | undefined {
  const operation = valueAt(document, pointer);
  return isObject(operation) ? operation[name] : undefined;
}

function compareOperation(comparison: ContractComparison, pair: OperationPair): readonly PointedFinding[] {
  const names = operationNames(pair.old, pair.new, comparison);
  const differences: ReportedDifference[] = [];
  const add = (difference: ReportedDifference) => differences.push(difference);
  if (pair.old.unusable !== undefined || pair.new.unusable !== undefined) {
    add(unusableDifference(pair));
  } else {
    compareDeclarations(comparison, pair, add);
    compareSecurity(comparison, pair, add);
    compareRequest(comparison, pair, add);
    compareResponses(comparison, pair, add);
    compareCallbacks(comparison, pair, add);
  }
  return differences.map((difference) => findingOf(names, difference));
}

function unusableDifference(pair: OperationPair): ReportedDifference {
  return {
    id: 'operation-not-comparable',
    direction: 'request',
    in: 'operation',
    oldValue: pair.old.unusable?.what,
    newValue: pair.new.unusable?.what,
    oldPointer: pair.old.pointer,
    newPointer: pair.new.pointer,
  };
}

/** Compares what an operation says about itself: its name, its base path, and if it is deprecated. */
function compareDeclarations(comparison: ContractComparison, pair: OperationPair, add: AddReported): void {
  const before = (name: string) => fieldOf(comparison.old, pair.old, name);
  const after = (name: string) => fieldOf(comparison.new, pair.new, name);
  const report = (
    id: DiffKind,
    keyword: string,
    values: { oldValue?: Json | undefined; newValue?: Json | undefined },
  ) => {
    const pointers = { oldPointer: pair.old.pointer, newPointer: appendTokens(pair.new.pointer, keyword) };
    add({ id, direction: 'request', in: 'operation', keyword, ...values, ...pointers });
  };
  const [oldId, newId] = [before('operationId'), after('operationId')];
  if (typeof oldId === 'string' && oldId !== newId)
    report('operation-id-changed', 'operationId', { oldValue: oldId, newValue: newId });
  if (before('deprecated') !== true && after('deprecated') === true)
    report('operation-deprecated', 'deprecated', { newValue: true });
  const reachable = new Set(wholePaths(pair.new));
  if (!wholePaths(pair.old).some((path) => reachable.has(path))) {
    report('base-path-changed', 'servers', { oldValue: basesText(pair.old), newValue: basesText(pair.new) });
  }
  compareSunset(before('x-sunset'), after('x-sunset'), report);
}

function basesText({ bases }: Operation): string {
  return bases.map((base) => `${base}/`).join(', ');
}

type ReportDeclaration = (
  id: DiffKind,
  keyword: string,
  values: { oldValue?: Json | undefined; newValue?: Json | undefined },
) => void;

function compareSunset(before: Json | undefined, after: Json | undefined, report: ReportDeclaration): void {
  if (typeof after !== 'string') return;
  if (typeof before !== 'string') report('sunset-added', 'x-sunset', { newValue: after });
  else if (Date.parse(after) < Date.parse(before))
    report('sunset-earlier', 'x-sunset', { oldValue: before, newValue: after });
}

function findingOf(operation: DiffOperation, { subject, ...difference }: ReportedDifference): PointedFinding {
  const { id, direction, ...others } = difference;
  const facts = { id, severity: severityOf(id), direction, operation, ...others, pointer: others.pointer ?? '' };
  return { ...facts, message: messageOf({ ...facts, subject }) };
}
