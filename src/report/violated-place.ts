// Where the document has the violated rule, and what it declares there that helps to fix the violation.
import type { Contract } from '../contract/contract.ts';
import { securitySchemePointer } from '../contract/contract.ts';
import { resolve } from '../contract/document/resolve.ts';
import { contentFor, essenceOf, isJson } from '../contract/operation/media-types.ts';
import type { Operation } from '../contract/operation/operations.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces } from '../contract/schema/schema-places.ts';
import { nearest } from '../edit-distance.ts';
import { appendTokens, tokensOf, valueAt } from '../json/pointer.ts';
import type { JsonObject } from '../json/value.ts';
import type { CountedUndeclared, CountedViolation } from './counted.ts';
import type { DeclaredMethod } from './fix.ts';

/** A pointer in the document, and whether its key is shown instead of its value. */
export interface DocumentPointer {
  readonly pointer: string;
  readonly isKey: boolean;
}

/** The position of the violated rule, else of the value's schema, else of the operation. Undefined for an undeclared path. */
export function ruleAt(contract: Contract, violation: CountedViolation): DocumentPointer | undefined {
  const { document } = contract;
  const { schema, pointer, rule } = violation;
  const operation = operationOf(contract, violation.operation);
  if (rule === 'method') return schema === undefined ? undefined : { pointer: schema, isKey: true };
  if (rule === 'security' && operation) return placeAt(securityAt(document, operation));
  if (schema === undefined) return operation && placeAt(operation.pointer);
  // The pointer of a parameter begins with its name. Its schema is a child of the parameter.
  const isParameter = violation.in !== 'body';
  const tokens = tokensOf(pointer).slice(isParameter ? 1 : 0);
  const start = isParameter ? appendTokens(schema, 'schema') : schema;
  if (rule === 'required') {
    const owner = isParameter ? schema : appendTokens(operation?.pointer ?? '', 'requestBody');
    const list = tokens.length > 0 ? requiredListAt(document, start, tokens) : appendTokens(owner, 'required');
    if (list !== undefined && valueAt(document, list) !== undefined) return placeAt(list);
  }
  const at = innerPlace(document, start, tokens);
  const holder = sameValuePlaces(document, at).find((one) => Object.hasOwn(one.value, rule));
  return placeAt(holder ? appendTokens(holder.pointer, rule) : at);
}

/** The position at which the document could declare a part of a request: the properties of a schema, or the list of parameters. */
export function undeclaredAt(contract: Contract, undeclared: CountedUndeclared): DocumentPointer | undefined {
  const { document } = contract;
  const operation = operationOf(contract, undeclared.operation);
  if (!operation) return undefined;
  if (undeclared.in === 'query') {
    const list = appendTokens(operation.pointer, 'parameters');
    return valueAt(document, list) === undefined ? placeAt(operation.pointer) : { pointer: list, isKey: true };
  }
  const content = operation.requestBody?.content ?? [];
  const type = undeclared.evidence.request.headers['content-type'] ?? '';
  const schema = (contentFor(content, essenceOf(type)) ?? content.find(({ name }) => isJson(name)))?.schema;
  if (schema === undefined) return placeAt(operation.pointer);
  const at = innerPlace(document, schema, tokensOf(undeclared.pointer).slice(0, -1));
  const holder = sameValuePlaces(document, at).find((one) => Object.hasOwn(one.value, 'properties'));
  return holder ? { pointer: appendTokens(holder.pointer, 'properties'), isKey: true } : placeAt(at);
}

/** A declared name that differs by a few letters from the one that is not declared. */
export function suggestionFor({ document }: Contract, { schema, pointer, rule }: CountedViolation): string | undefined {
  if (schema === undefined || !(rule === 'additionalProperties' || rule === 'unevaluatedProperties')) return undefined;
  const tokens = tokensOf(pointer);
  const name = tokens.pop() ?? '';
  return nearest(name, propertyPlaces(document, innerPlace(document, schema, tokens)).keys());
}

/** The methods that the path of a violation declares. Empty if the violation is about something else. */
export function declaredMethods(contract: Contract, { rule, schema }: CountedViolation): readonly DeclaredMethod[] {
  if (rule !== 'method' || schema === undefined) return [];
  return contract.operations.filter(({ pointer }) => pointer.slice(0, pointer.lastIndexOf('/')) === schema);
}

/** What a request to the operation has to carry, such as `the header Authorization: Bearer <token>`. Undefined if it needs nothing. */
export function credentialOf(contract: Contract, { rule, operation: id }: CountedViolation): string | undefined {
  if (rule !== 'security') return undefined;
  const alternatives = (operationOf(contract, id)?.security ?? []).map((schemes) =>
    Object.keys(schemes)
      .map((name) => carrierText(resolve(contract.document, securitySchemePointer(name)).value))
      .join(' and '),
  );
  return alternatives.length === 0 ? undefined : [...new Set(alternatives)].join(', or ');
}

/** Method and path of an operation, such as `POST /v1/products`. */
export function endpointOf(contract: Contract, id: string | undefined, url: string): string | undefined {
  const operation = operationOf(contract, id);
  if (!operation) return undefined;
  const { method, path, bases } = operation;
  return `${method} ${bases.find((base) => url.startsWith(`${base}/`)) ?? bases[0] ?? ''}${path}`;
}

function operationOf({ operations }: Contract, id: string | undefined): Operation | undefined {
  return id === undefined ? undefined : operations.find((one) => one.id === id);
}

function placeAt(pointer: string): DocumentPointer {
  return { pointer, isKey: false };
}

/** The `security` that applies to an operation: its own, else that of the document. */
function securityAt(document: JsonObject, { pointer }: Operation): string {
  const own = appendTokens(pointer, 'security');
  return valueAt(document, own) === undefined ? '/security' : own;
}

/** The list of a schema that requires the last of the tokens. */
function requiredListAt(document: JsonObject, start: string, tokens: readonly string[]): string | undefined {
  const name = tokens.at(-1) ?? '';
  const holder = sameValuePlaces(document, innerPlace(document, start, tokens.slice(0, -1))).find(
    (one) => Array.isArray(one.value.required) && one.value.required.includes(name),
  );
  return holder && appendTokens(holder.pointer, 'required');
}

/** The pointer of the schema of a value, as far as it is declared. */
function innerPlace(document: JsonObject, schema: string, tokens: readonly string[]): string {
  let at = schema;
  for (const token of tokens) {
    const inner = token === '*' ? itemsPlace(document, at) : propertyPlaces(document, at).get(token);
    if (inner === undefined) break;
    at = inner;
  }
  return at;
}

function carrierText({ type, in: place, name, scheme: kind }: JsonObject): string {
  if (type === 'apiKey') {
    if (place === 'header') return `the header ${name}: <key>`;
    return place === 'cookie' ? `the cookie ${name}=<key>` : `the query parameter ${name}=<key>`;
  }
  if (type === 'mutualTLS') return 'a client certificate';
  const words = typeof kind === 'string' ? kind.toLowerCase() : 'bearer';
  if (words === 'bearer') return 'the header Authorization: Bearer <token>';
  if (words === 'basic') return 'the header Authorization: Basic <user:password in base64>';
  return `the header Authorization: ${kind} <credential>`;
}
