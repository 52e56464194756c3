// What a document, or an overlay over it, says of its resources outright: it overrules every guess.
//   on a path item or an operation   x-standin-resource: { key: member }, or false for no resource
//   on an operation                  x-standin-role: list | create | … | sample, or { role, resource: /path }
import type { Contract } from '../contract/contract.ts';
import type { Operation } from '../contract/operations.ts';
import { SetupError } from '../errors/setup-error.ts';
import { extend, tokensOf, valueAt } from '../json/pointer.ts';
import { isObject, type Json } from '../json/value.ts';
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

/** Whether the document says anything of its resources; what it says is checked. @throws SetupError DOCUMENT_INVALID */
export function readExtensions(contract: Contract): boolean {
  const { paths } = contract.document;
  let found = false;
  for (const [path, item] of Object.entries(isObject(paths) ? paths : {})) {
    if (!isObject(item)) continue;
    const places: [string, Json | undefined][] = [[extend('/paths', path), item]];
    for (const [name, inner] of Object.entries(item))
      if (isObject(inner)) places.push([extend('/paths', path, name), inner]);
    for (const [pointer, value] of places) {
      if (!isObject(value)) continue;
      if (value[RESOURCE] !== undefined) checkResource(contract, extend(pointer, RESOURCE), value[RESOURCE]);
      if (value[ROLE] !== undefined) checkRole(contract, extend(pointer, ROLE), value[ROLE]);
      found ||= value[RESOURCE] !== undefined || value[ROLE] !== undefined;
    }
  }
  return found;
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
  refuse(
    contract,
    pointer,
    `${RESOURCE} is ${JSON.stringify(value)}`,
    'Write false for no resource, or { key: <member> }',
  );
}

function checkRole(contract: Contract, pointer: string, value: Json): void {
  const { kind, resource } = roleIn(value);
  const kinds: readonly string[] = [...ROLE_KINDS, 'sample'];
  if (!kinds.includes(String(kind)))
    refuse(
      contract,
      pointer,
      `${ROLE} is ${JSON.stringify(value)}`,
      `Write one of ${kinds.join(', ')}, alone or as { role, resource }`,
    );
  const known =
    resource === undefined ||
    contract.operations.some(({ path }) => path === resource || path.startsWith(`${resource}/`));
  if (!known)
    refuse(
      contract,
      pointer,
      `${ROLE} names the resource ${resource}, which is no path of the document`,
      'Write the path of a collection or a singleton',
    );
}

function refuse(contract: Contract, pointer: string, what: string, advice: string): never {
  throw new SetupError({ code: 'DOCUMENT_INVALID', what, advice, ...contract.place(pointer) });
}

function roleIn(value: Json | undefined): { readonly kind: Json | undefined; readonly resource: string | undefined } {
  if (!isObject(value)) return { kind: value, resource: undefined };
  return { kind: value.role, resource: typeof value.resource === 'string' ? value.resource : undefined };
}

/** What the document says of the resource that these operations belong to: on one of them, or on their path item. */
export function resourceExtension(
  { document }: Contract,
  operations: readonly Operation[],
): DeclaredResource | undefined {
  for (const { pointer } of operations) {
    for (const at of [pointer, extend('', ...tokensOf(pointer).slice(0, -1))]) {
      const value = valueAt(document, extend(at, RESOURCE));
      if (value === false) return { kind: 'none' };
      if (isObject(value)) return { key: typeof value.key === 'string' ? value.key : undefined };
    }
  }
  return undefined;
}

export function declaredRole({ document }: Contract, { pointer }: Operation): DeclaredRole | undefined {
  const value = valueAt(document, extend(pointer, ROLE));
  if (value === undefined) return undefined;
  const { kind, resource } = roleIn(value);
  return { kind: kind as DeclaredRole['kind'], resource };
}
