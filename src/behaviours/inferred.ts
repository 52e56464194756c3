// The behaviour that an operation's role implies: it reads, lists, creates, changes or deletes its resource.
import type { Contract } from '../contract/contract.ts';
import { parametersIn, plainName } from '../contract/operation/names.ts';
import { type Operation, responseFor } from '../contract/operation/operations.ts';
import type { Convention } from '../conventions/convention.ts';
import { type Eventually, whenKnown } from '../eventually.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Role } from '../resources/infer/resource.ts';
import { type Behaviour, baseOf, type Call } from './behaviour.ts';
import { guardOf } from './conditional.ts';
import { type ResourceOfCall, valueInside } from './resource-of-call.ts';
import { StateResponses, successFor } from './state-responses.ts';

export interface InferredOptions {
  readonly contract: Contract;
  readonly convention: Convention;
  readonly operation: Operation;
  readonly role: Role;
  readonly resourceOf: ResourceOfCall;
}

export function inferredBehaviour(options: InferredOptions): Behaviour {
  const { operation, role, resourceOf } = options;
  const responses = new StateResponses(options);
  const success = successFor(operation, '204');
  switch (role.kind) {
    case 'list':
      return loadedFirst(async () => (await import('./listed.ts')).listBehaviour(options));
    case 'count':
      return loadedFirst(async () => (await import('./listed.ts')).countBehaviour(options));
    case 'read':
      return readBehaviour(options, responses);
    case 'create':
      return createBehaviour(options, responses);
    case 'replace':
      return replaceBehaviour(options, responses);
    case 'change':
      return (call) => {
        const { mediaType } = call;
        const body = Array.isArray(call.body) ? (call.body as Json) : bodyOf(role, call);
        const guard = guardOf(call.request.headers, role.resource.changedAt);
        const changed = resourceOf(call).change({ body, mediaType }, undefined, guard);
        return whenKnown(changed, (state) => responses.of(success, call, state));
      };
    case 'delete':
      return (call) => {
        const guard = guardOf(call.request.headers, role.resource.changedAt);
        return whenKnown(resourceOf(call).remove(guard), (state) => responses.of(success, call, state));
      };
    // An action on an item, or a part of it: the response is the item if it has the item's schema, else a sample.
    case 'part':
      return readBehaviour(options, responses);
  }
}

/** A behaviour whose code is loaded with the first call. */
function loadedFirst(load: () => Promise<Behaviour>): Behaviour {
  let loaded: Eventually<Behaviour> | undefined;
  return (call) => {
    loaded ??= load().then((behaviour) => {
      loaded = behaviour;
      return behaviour;
    });
    return whenKnown(loaded, (behaviour) => behaviour(call));
  };
}

/** The representation in a body; without a body, the properties in the query. */
function bodyOf({ bodyPath, resource }: Role, { body, parameters }: Call): JsonObject {
  const representation = valueInside(body, bodyPath);
  if (isObject(representation)) return representation;
  const properties = new Map(resource.properties.order.map((name) => [plainName(name), name]));
  return Object.fromEntries(
    Object.entries(parameters.query).flatMap(([name, value]) => {
      const property = properties.get(plainName(name));
      return property === undefined ? [] : [[property, value]];
    }),
  );
}

function readBehaviour({ operation, resourceOf }: InferredOptions, responses: StateResponses): Behaviour {
  const success = successFor(operation, '200');
  return (call) => {
    const state = resourceOf(call).read();
    return state instanceof Promise
      ? state.then((late) => responses.of(success, call, late))
      : responses.of(success, call, state);
  };
}

/**
 * The path of an item: its template with the parameters of the request, and with the key as the last one. Undefined if the request
 * lacks a parameter.
 */
function pathOfItem({ operation, role: { itemPath } }: InferredOptions, call: Call, key: string): string | undefined {
  if (itemPath === undefined) return undefined;
  const sent = parametersIn(operation.path);
  const names = parametersIn(itemPath);
  const values = names.map((name, index) => {
    if (index === names.length - 1) return key;
    return call.parameters.path[name] ?? call.parameters.path[sent[index] ?? ''];
  });
  if (values.includes(undefined)) return undefined;
  let next = 0;
  return `${mountOf(operation, call)}${itemPath.replace(/\{[^{}]*\}/g, () => encodeURIComponent(String(values[next++])))}`;
}

/** What precedes the operation's own path in the path of a request. */
function mountOf({ path }: Operation, { request }: Call): string {
  const segments = (text: string) => text.replace(/\/$/, '').split('/');
  return segments(request.path)
    .slice(0, 1 - segments(path).length)
    .join('/');
}

function createBehaviour(options: InferredOptions, responses: StateResponses): Behaviour {
  const { operation, role, resourceOf } = options;
  const declared = responseFor(operation, 201);
  // A range such as 2XX includes 201, the status for a created item.
  const creates = declared && /^2(?:01|XX)$/.test(declared.status);
  const response = creates ? { ...declared, status: '201' } : successFor(operation, '201');
  return (call) =>
    whenKnown(resourceOf(call).create(bodyOf(role, call)), ({ representation, key }) => {
      const path = response.status === '201' ? pathOfItem(options, call, key) : undefined;
      return responses.of(response, call, representation, path === undefined ? undefined : `${baseOf(call)}${path}`);
    });
}

function replaceBehaviour({ operation, role, resourceOf }: InferredOptions, responses: StateResponses): Behaviour {
  const creates = operation.responses.some(({ status }) => status === '201');
  const replacedResponse =
    operation.responses.find(({ status }) => /^2/.test(status) && status !== '201') ?? successFor(operation, '204');
  return (call) => {
    const guard = guardOf(call.request.headers, role.resource.changedAt);
    const written = resourceOf(call).replace(bodyOf(role, call), { guard, upsert: creates });
    return whenKnown(written, ({ representation, created: isNew }) =>
      responses.of(isNew ? responseFor(operation, 201) : replacedResponse, call, representation),
    );
  };
}
