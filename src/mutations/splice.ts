// The old version of a document with one change of the new version: the part of one operation that differs is replaced. Components
// of the new version get names of their own, so that nothing else changes.
import type { DiffFinding } from '../contract/compare/finding.ts';
import type { Contract } from '../contract/contract.ts';
import { resolve } from '../contract/document/resolve.ts';
import type { Operation } from '../contract/operation/operations.ts';
import { tokensOf, valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';

const COMPONENT = /^#\/components\/([^/]+)\/(.+)$/;
/** What the names of components of the new version begin with. */
const PREFIX = 'next.';

export interface Versions {
  readonly old: Contract;
  readonly next: Contract;
}

/** The old operation of a difference, and its counterpart in the new version. */
export function operationsOfFinding(
  { old, next }: Versions,
  { operation }: DiffFinding,
): { readonly before: Operation | undefined; readonly after: Operation | undefined } {
  const plain = (text: string) => text.replaceAll(/\{[^{}]*\}/g, '{}');
  const isMeant = ({ method, path, id }: Operation) =>
    (operation.operationId !== undefined && id === operation.operationId) ||
    (method === operation.method && plain(path) === plain(operation.path));
  return { before: old.operations.find(isMeant), after: next.operations.find(isMeant) };
}

/** Undefined if the change cannot be made alone. */
export function splicedDocument(versions: Versions, finding: DiffFinding): JsonObject | undefined {
  const { before, after } = operationsOfFinding(versions, finding);
  if (!before) return undefined;
  const { old, next } = versions;
  if (finding.id === 'operation-removed') return withOperation(old.document, before, undefined);
  const operation = valueAt(old.document, before.pointer);
  if (!after || !isObject(operation)) return undefined;
  const part = changedPart({ old: old.document, next: next.document, before, after }, finding);
  if (part === undefined) return undefined;
  const changed = withOperation(old.document, before, { ...operation, ...part });
  return { ...changed, components: withComponents(old.document.components, next.document.components) };
}

interface OperationVersions {
  readonly old: JsonObject;
  readonly next: JsonObject;
  readonly before: Operation;
  readonly after: Operation;
}

/** The fields of the old operation that become those of the new one. */
function changedPart(versions: OperationVersions, finding: DiffFinding): JsonObject | undefined {
  const { next, after } = versions;
  const own = resolve(next, after.pointer).value;
  if (finding.direction === 'response') return { responses: withNextReferences(own.responses ?? {}) };
  switch (finding.in) {
    case 'security':
      return { security: own.security ?? next.security ?? [] };
    case 'body':
      return { requestBody: withNextReferences(own.requestBody ?? {}) };
    case 'path':
    case 'query':
    case 'header':
    case 'cookie':
      return { parameters: parametersWith(versions, finding) };
    default:
      return undefined;
  }
}

/** The parameters of the old operation, with one of them as in the new version. */
function parametersWith({ old, next, before, after }: OperationVersions, { name, in: place }: DiffFinding): Json {
  const isMeant = (one: { readonly name: string }) => one.name === name;
  const kept = before.parameters.filter((one) => !(isMeant(one) && one.in === place));
  const changed = after.parameters.filter(isMeant);
  return [
    ...kept.map(({ pointer }) => valueAt(old, pointer) ?? {}),
    ...changed.map(({ pointer }) => withNextReferences(valueAt(next, pointer) ?? {})),
  ];
}

/** The document with another operation, or without it. Everything else is shared. */
function withOperation(document: JsonObject, { pointer }: Operation, operation: JsonObject | undefined): JsonObject {
  const replaceAt = (value: Json, [token, ...rest]: readonly string[]): Json => {
    if (token === undefined || !isObject(value)) return value;
    const { [token]: inner, ...others } = value;
    if (rest.length > 0) return { ...value, [token]: replaceAt(inner as Json, rest) };
    return operation === undefined ? others : { ...value, [token]: operation };
  };
  return replaceAt(document, tokensOf(pointer)) as JsonObject;
}

/** Security schemes are named and not referred to, so that those of the new version take the place of old ones. */
function withComponents(old: Json | undefined, next: Json | undefined): JsonObject {
  const merged: Record<string, JsonObject> = {};
  for (const [section, known] of Object.entries(isObject(old) ? old : {})) if (isObject(known)) merged[section] = known;
  for (const [section, added] of Object.entries(isObject(next) ? next : {})) {
    if (!isObject(added)) continue;
    const isNamed = section === 'securitySchemes';
    const entries = Object.entries(added).map(([name, value]) => [
      isNamed ? name : PREFIX + name,
      withNextReferences(value),
    ]);
    merged[section] = { ...merged[section], ...(Object.fromEntries(entries) as JsonObject) };
  }
  return merged;
}

function withNextReferences(value: Json): Json {
  if (Array.isArray(value)) return value.map(withNextReferences);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (name === '$ref' && typeof inner === 'string')
        return [name, inner.replace(COMPONENT, `#/components/$1/${PREFIX}$2`)];
      if (name === 'mapping' && isObject(inner)) return [name, nextMapping(inner)];
      return [name, withNextReferences(inner)];
    }),
  );
}

/** The schemas that a discriminator names. */
function nextMapping(mapping: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(mapping).map(([value, target]) => {
      const text = String(target);
      const next = COMPONENT.test(text) ? text.replace(COMPONENT, `#/components/$1/${PREFIX}$2`) : text;
      return [value, next];
    }),
  );
}
