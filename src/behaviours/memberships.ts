// Memberships: a PUT adds keys to a library, a DELETE removes them, and `GET …/contains` says of each key whether it is there.
import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/operation/media-types.ts';
import { plainName } from '../contract/operation/names.ts';
import { type Operation, successResponse } from '../contract/operation/operations.ts';
import { itemsPlace, typesAt } from '../contract/schema/schema-places.ts';
import { type Json, valueInside } from '../json/value.ts';
import { isToggledOn, toggleKey } from '../resources/state/toggles.ts';
import type { Behaviour, Call } from './behaviour.ts';
import { existsIn, namedKeys } from './many.ts';
import type { ResourceOfCall } from './resource-of-call.ts';
import { successFor } from './state-responses.ts';

const CHECK = /^(.+)\/(?:contains|check|exists|has|includes)$/;

/** The operations on a set of keys. */
export interface Membership {
  /** The query parameter, or the property of the body, with the keys. */
  readonly keys: string;
  readonly adds: Operation;
}

/** The set of keys that an operation changes or checks. */
export function membershipOf(
  { document, operations }: Pick<Contract, 'document' | 'operations'>,
  { method, path }: Operation,
): Membership | undefined {
  const home = method === 'GET' ? CHECK.exec(path)?.[1] : path;
  if (home === undefined || !/^(?:GET|PUT|POST|DELETE)$/.test(method)) return undefined;
  const at = (name: string) => operations.find((one) => one.path === home && one.method === name && isBare(one));
  const [adds, removes] = [at('PUT') ?? at('POST'), at('DELETE')];
  if (!adds || !removes) return undefined;
  const checks = operations.find(
    (one) => one.method === 'GET' && CHECK.exec(one.path)?.[1] === home && returnsBooleans(document, one),
  );
  const [keys] = [removes, checks].reduce(
    (names, one) => names.filter((name) => one && keyLists(one).includes(name)),
    keyLists(adds),
  );
  return keys === undefined ? undefined : { keys, adds };
}

function isBare(operation: Operation): boolean {
  return !operation.unusable && successResponse(operation)?.content.length === 0;
}

/** The names of query parameters with several keys. */
function keyLists({ parameters }: Operation): readonly string[] {
  return parameters.flatMap(({ in: place, name }) => (place === 'query' && /s$/.test(plainName(name)) ? [name] : []));
}

function returnsBooleans(document: Contract['document'], operation: Operation): boolean {
  const schema = successResponse(operation)?.content.find(({ name }) => isJson(name))?.schema;
  const item = schema === undefined ? undefined : itemsPlace(document, schema);
  return item !== undefined && typesAt(document, item).has('boolean');
}

/** @param itemsOf the resource to whose items the keys belong, if there is one */
export function membershipBehaviour(
  operation: Operation,
  { keys: name, adds }: Membership,
  itemsOf: ResourceOfCall | undefined,
): Behaviour {
  const success = successFor(operation, operation.method === 'GET' ? '200' : '204');
  const status = Number.parseInt(success.status, 10) || 200;
  const keysOf = ({ parameters, body }: Call) => [
    ...namedKeys((parameters.query[name] ?? valueInside(body, [name])) as Json, adds.path),
  ];
  if (operation.method === 'GET') {
    return async (call) => {
      const home = call.request.path.slice(0, call.request.path.lastIndexOf('/'));
      const { store, scenario } = call.world;
      const isIn = (key: string) =>
        itemsOf ? existsIn(itemsOf(call).item(key)) : isToggledOn(store, scenario, placeOf(home, name, key));
      return { status, body: await Promise.all(keysOf(call).map(isIn)) };
    };
  }
  return async (call) => {
    const value = operation.method !== 'DELETE';
    const changes = keysOf(call).map((key) => {
      return { kind: 'put' as const, key: toggleKey(placeOf(call.request.path, name, key)), value };
    });
    await call.world.store.commit(changes, call.id);
    return { status };
  };
}

/** What stands for a key in a set, as the path of a toggle. */
function placeOf(path: string, name: string, key: string): string {
  return `${path}?${name}=${encodeURIComponent(key)}`;
}
