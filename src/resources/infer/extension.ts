// Extensions by which a document, or an overlay on it, declares its resources. They override what infer.ts infers.
//   on a path item or an operation   x-standin-resource: { key: property }, or false for no resource
//   on an operation                  x-standin-role: list | create | … | sample, or { role, resource: /path }
import type { Contract } from '../../contract/contract.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { SetupError } from '../../errors/setup-error.ts';
import { appendTokens, tokensOf, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { ROLE_KINDS } from './resource.ts';

const RESOURCE = 'x-standin-resource';
const ROLE = 'x-standin-role';

export interface DeclaredResource {
  readonly kind?: 'none' | undefined;
  readonly key?: string | undefined;
}

export interface DeclaredRole {
  readonly kind: (typeof ROLE_KINDS)[number] | 'sample';
  readonly resource?: string | undefined;
}

/** Whether the document uses an extension. Checks all of them. @throws SetupError DOCUMENT_INVALID */
export function readExtensions(contract: Contract): boolean {
  let found = false;
  for (const { pointer, value } of placesIn(contract.document)) {
    if (value[RESOURCE] !== undefined) checkResource(contract, appendTokens(pointer, RESOURCE), value[RESOURCE]);
    if (value[ROLE] !== undefined) checkRole(contract, appendTokens(pointer, ROLE), value[ROLE]);
    found ||= value[RESOURCE] !== undefined || value[ROLE] !== undefined;
  }
  return found;
}

/** A key that the document declares for a path. */
export interface DeclaredKey {
  readonly path: string;
  /** The pointer of the extension. */
  readonly pointer: string;
  readonly key: string;
}

/** All keys that the document declares. */
export function declaredKeys({ document }: Contract): readonly DeclaredKey[] {
  return placesIn(document).flatMap(({ path, pointer, value }) => {
    const declared = value[RESOURCE];
    if (!isObject(declared) || typeof declared.key !== 'string') return [];
    return [{ path, pointer: appendTokens(pointer, RESOURCE), key: declared.key }];
  });
}

interface ExtensionPlace {
  readonly path: string;
  readonly pointer: string;
  readonly value: JsonObject;
}

/** The path items and the operations of a document. */
function placesIn({ paths }: JsonObject): readonly ExtensionPlace[] {
  return Object.entries(isObject(paths) ? paths : {}).flatMap(([path, item]) => {
    if (!isObject(item)) return [];
    const pointer = appendTokens('/paths', path);
    const inner = Object.entries(item).flatMap(([name, value]) =>
      isObject(value) ? [{ path, pointer: appendTokens(pointer, name), value }] : [],
    );
    return [{ path, pointer, value: item }, ...inner];
  });
}

function checkResource(contract: Contract, pointer: string, value: Json): void {
  if (value === false) return;
  const key = isObject(value) ? value.key : undefined;
  if (
    isObject(value) &&
    (key === undefined || typeof key === 'string') &&
    Object.keys(value).every((name) => name === 'key')
  )
    return;
  throwInvalid(
    contract,
    pointer,
    `${RESOURCE} cannot be ${JSON.stringify(value)}`,
    'Use false for no resource, or { key: <property> }, where the property can be a path such as metadata.name or a JSON pointer',
  );
}

function checkRole(contract: Contract, pointer: string, value: Json): void {
  const { kind, resource } = roleIn(value);
  const kinds: readonly string[] = [...ROLE_KINDS, 'sample'];
  if (!kinds.includes(String(kind)))
    throwInvalid(
      contract,
      pointer,
      `${ROLE} cannot be ${JSON.stringify(value)}`,
      `Use one of ${kinds.join(', ')}, alone or as { role, resource }`,
    );
  const known =
    resource === undefined ||
    contract.operations.some(({ path }) => path === resource || path.startsWith(`${resource}/`));
  if (!known)
    throwInvalid(
      contract,
      pointer,
      `${ROLE} names the resource ${JSON.stringify(resource)}, but the document has no such path`,
      'Use the path of a collection or of a single resource',
    );
}

function throwInvalid(contract: Contract, pointer: string, what: string, advice: string): never {
  throw new SetupError({ code: 'DOCUMENT_INVALID', what, advice, ...contract.place(pointer) });
}

function roleIn(value: Json | undefined): { readonly kind: Json | undefined; readonly resource: string | undefined } {
  if (!isObject(value)) return { kind: value, resource: undefined };
  return { kind: value.role, resource: typeof value.resource === 'string' ? value.resource : undefined };
}

/** The extension for the resource of these operations, on one of them or on their path item. */
export function resourceExtension(
  { document }: Contract,
  operations: readonly Operation[],
): DeclaredResource | undefined {
  for (const { pointer } of operations) {
    for (const at of [pointer, appendTokens('', ...tokensOf(pointer).slice(0, -1))]) {
      const value = valueAt(document, appendTokens(at, RESOURCE));
      if (value === false) return { kind: 'none' };
      if (isObject(value)) return { key: typeof value.key === 'string' ? value.key : undefined };
    }
  }
  return undefined;
}

export function declaredRole({ document }: Contract, { pointer }: Operation): DeclaredRole | undefined {
  const value = valueAt(document, appendTokens(pointer, ROLE));
  if (value === undefined) return undefined;
  const { kind, resource } = roleIn(value);
  return { kind: kind as DeclaredRole['kind'], resource };
}
