// Toggles: PUT and DELETE of one path switch something on and off, such as a star, and GET says whether it is on.
import type { Contract } from '../contract/contract.ts';
import { type Operation, responseFor, successResponse } from '../contract/operation/operations.ts';
import { HttpError } from '../errors/http-error.ts';
import type { Role } from '../resources/infer/resource.ts';
import type { StoredResource } from '../resources/state/repository.ts';
import { isToggledOn, toggleKey } from '../resources/state/toggles.ts';
import { actionOf } from './actions.ts';
import type { Behaviour, Call, HttpResponse } from './behaviour.ts';
import type { ResourceOfCall } from './resource-of-call.ts';
import { successFor } from './state-responses.ts';

/** Whether an operation belongs to a toggle: to a PUT and a DELETE of one path without bodies. */
export function isToggle(
  { document, operations }: Pick<Contract, 'document' | 'operations'>,
  operation: Operation,
  role: Role | undefined,
): boolean {
  if (!/^(?:GET|PUT|POST|DELETE)$/.test(operation.method) || !isBare(operation)) return false;
  // A GET without a response for what is off does not say whether it is on.
  if (operation.method === 'GET' && responseFor(operation, 404) === undefined) return false;
  if (role?.kind === 'part' && actionOf(document, operation, role.resource)) return false;
  const own = operations.filter(({ path, unusable }) => path === operation.path && !unusable);
  const on = own.find(({ method }) => method === 'PUT') ?? own.find(({ method }) => method === 'POST');
  const off = own.find(({ method }) => method === 'DELETE');
  return on !== undefined && off !== undefined && isBare(on) && isBare(off) && on.requestBody === undefined;
}

/** Whether a success has no body, and a request needs none. */
function isBare(operation: Operation): boolean {
  const success = successResponse(operation);
  return (
    success !== undefined &&
    /^2/.test(success.status) &&
    success.content.length === 0 &&
    !operation.requestBody?.required
  );
}

export function toggleBehaviour(
  operation: Operation,
  role: Role | undefined,
  resourceOf: ResourceOfCall | undefined,
): Behaviour {
  const { status } = successFor(operation, '204');
  const response: HttpResponse = { status: Number.parseInt(status, 10) || 204 };
  const isBelow = role?.kind === 'part';
  return async (call) => {
    const stored = resourceOf?.(call);
    // What is below an item needs the item. What is in a list can be there from the beginning.
    if (isBelow) await stored?.read();
    const isListed = !isBelow && stored !== undefined && (await exists(stored));
    if (isListed && operation.method === 'DELETE') await stored.remove();
    if (!isListed || operation.method === 'DELETE') await switched(operation, call, isListed);
    return response;
  };
}

async function exists(stored: StoredResource): Promise<boolean> {
  try {
    await stored.read();
    return true;
  } catch (error) {
    if (error instanceof HttpError && error.code === 'RESOURCE_NOT_FOUND') return false;
    throw error;
  }
}

/** Reads or sets a toggle. @throws HttpError RESOURCE_NOT_FOUND if it is read and off */
async function switched({ method }: Operation, { id, request, world }: Call, wasListed: boolean): Promise<void> {
  const { store, scenario } = world;
  const key = toggleKey(request.path);
  const isOn = wasListed || isToggledOn(store, scenario, request.path);
  if (method === 'GET') {
    if (isOn) return;
    throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message: `${request.path} is off. A PUT switches it on.` });
  }
  await store.commit([{ kind: 'put', key, value: method !== 'DELETE' }], id);
}
