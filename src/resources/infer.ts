// Resources inferred from path shape, methods and schemas; the document says nothing of them.
import { isDeepStrictEqual } from 'node:util';
import type { Contract } from '../contract/contract.ts';
import { typesOf } from '../contract/members.ts';
import { type MediaType, type Operation, successOf } from '../contract/operations.ts';
import { valueAt } from '../json/pointer.ts';
import type { JsonObject } from '../json/value.ts';
import { changedAtMember, memberTree } from './member-tree.ts';
import type { Resource, Role } from './resource.ts';

/** The role of each operation that has one, by operation. */
export function inferRoles(contract: Contract): ReadonlyMap<Operation, Role> {
  const byPath = new Map<string, Operation[]>();
  for (const operation of contract.operations) {
    if (operation.path.includes('{')) continue;
    const siblings = byPath.get(operation.path);
    if (siblings) siblings.push(operation);
    else byPath.set(operation.path, [operation]);
  }
  const roles = new Map<Operation, Role>();
  for (const siblings of byPath.values()) {
    const read = siblings.find(({ method }) => method === 'GET');
    const change = siblings.find(({ method }) => method === 'PATCH');
    const resource = read && change && singletonOf(contract, read, change);
    if (!resource) continue;
    roles.set(read, { kind: 'read', resource });
    roles.set(change, { kind: 'change', resource });
  }
  return roles;
}

function singletonOf(contract: Contract, read: Operation, change: Operation): Resource | undefined {
  const { document } = contract;
  const shown = jsonOf(successOf(read)?.content);
  const taken = change.requestBody?.content.some(({ name }) => isChange(name));
  const answered = jsonOf(successOf(change)?.content);
  // A change that answers something else than the resource is an action of its own.
  if (!shown?.schema || !taken || (answered && !isSame(document, answered.schema, shown.schema))) return undefined;
  const schema = valueAt(document, shown.schema) ?? true;
  if (!typesOf(document, schema)?.includes('object')) return undefined;
  return {
    kind: 'singleton',
    key: read.path,
    schema: shown.schema,
    examples: [...shown.examples, ...(answered?.examples ?? [])],
    members: memberTree(document, schema),
    changedAt: changedAtMember(document, schema),
  };
}

/** True for two pointers of one schema, or of schemas written alike. */
function isSame(document: JsonObject, a: string | undefined, b: string): boolean {
  return a === b || (a !== undefined && isDeepStrictEqual(valueAt(document, a), valueAt(document, b)));
}

function jsonOf(content: readonly MediaType[] = []): MediaType | undefined {
  return content.find(({ name }) => name === 'application/json' || name.endsWith('+json'));
}

/** The media types of a change that a singleton takes: its members as plain JSON, or as a merge patch (RFC 7396). */
function isChange(mediaType: string): boolean {
  return mediaType === 'application/json' || mediaType === 'application/merge-patch+json';
}
