// The behaviour that an operation's role implies: it reads, lists, creates, changes or deletes its resource.
import type { Contract } from '../contract/contract.ts';
import { parametersIn, plainName } from '../contract/operation/names.ts';
import { type Operation, type Response, responseFor, successResponse } from '../contract/operation/operations.ts';
import { propertyPlaces } from '../contract/schema/schema-places.ts';
import type { Convention } from '../conventions/convention.ts';
import { type Eventually, whenKnown } from '../eventually.ts';
import { isObject, type Json, type JsonObject, setProperty, valueInside } from '../json/value.ts';
import { once } from '../resources/infer/model.ts';
import type { Role } from '../resources/infer/resource.ts';
import { asRepresentation, type Ownership, ownershipOf } from '../resources/state/ownership.ts';
import { type Action, actionOf, NO_VALUES, storesArguments, valuesAt } from './actions.ts';
import { type Behaviour, baseOf, type Call, type HttpResponse } from './behaviour.ts';
import { guardOf } from './conditional.ts';
import { pathsOfItems } from './item-paths.ts';
import { manyBehaviour } from './many.ts';
import type { ResourceOfCall } from './resource-of-call.ts';
import { type Knowledge, responseFrom, withoutState } from './sampled.ts';
import { canShowState, StateResponses, successFor } from './state-responses.ts';

export interface InferredOptions {
  readonly contract: Contract;
  readonly convention: Convention;
  readonly operation: Operation;
  readonly role: Role;
  readonly resourceOf: ResourceOfCall;
  readonly knows: Knowledge;
  /** The resource of the role's whole, if there is one. */
  readonly wholeOf?: ResourceOfCall | undefined;
}

export function inferredBehaviour(options: InferredOptions): Behaviour {
  const { operation, role } = options;
  const responses = responsesOf(options);
  const ownership = once(() => ownershipOf(options.contract.document, operation, role));
  if (role.many && !role.many.isOptional) return manyBehaviour(options, responses, ownership);
  const one = behaviourOfKind(options, responses, ownership);
  if (!role.many) return one;
  const several = manyBehaviour(options, responses, ownership);
  const { path } = role.many;
  return (call) => (Array.isArray(valueInside(call.body, path)) ? several(call) : one(call));
}

/** The responses of an operation. One that writes a part of a whole can return the whole. */
function responsesOf(options: InferredOptions): StateResponses {
  const { role, wholeOf } = options;
  if (!role.whole || !wholeOf) return new StateResponses(options);
  return new WholeResponses({ ...options, role: role.whole }, wholeOf);
}

/** Responses that show the whole to which an item belongs, instead of the item. */
class WholeResponses extends StateResponses {
  readonly #wholeOf: ResourceOfCall;

  constructor(options: InferredOptions, wholeOf: ResourceOfCall) {
    super(options);
    this.#wholeOf = wholeOf;
  }

  override of(
    response: Response | undefined,
    call: Call,
    _part: JsonObject,
    location?: string,
  ): Eventually<HttpResponse> {
    return whenKnown(this.#wholeOf(call).read(), (whole) => super.of(response, call, whole, location));
  }
}

function behaviourOfKind(options: InferredOptions, responses: StateResponses, ownership: () => Ownership): Behaviour {
  const { operation, role, resourceOf } = options;
  const success = successFor(operation, '204');
  switch (role.kind) {
    case 'list':
      return inOtherMediaTypes(
        options,
        loadedFirst(async () => (await import('./listed.ts')).listBehaviour(options)),
      );
    case 'count':
      return loadedFirst(async () => (await import('./listed.ts')).countBehaviour(options));
    case 'read':
      return readBehaviour(options, responses);
    case 'create':
      return createBehaviour(options, responses, ownership);
    case 'replace':
      return replaceBehaviour(options, responses, ownership);
    case 'change':
      if (isAction(options)) return partBehaviour(options, responses, ownership);
      return (call) => {
        const { mediaType } = call;
        const body = Array.isArray(call.body)
          ? (call.body as Json)
          : onlyIn(role, asRepresentation(bodyOf(role, call), ownership()));
        const guard = guardOf(call.request.headers, role.resource.changedAt);
        const changed = resourceOf(call).change({ body, mediaType }, undefined, guard, ownership());
        return whenKnown(changed, (state) => responses.of(success, call, state));
      };
    case 'delete':
      return (call) => {
        const guard = guardOf(call.request.headers, role.resource.changedAt);
        return whenKnown(resourceOf(call).remove(guard), (state) => responses.of(success, call, state));
      };
    case 'part':
      return partBehaviour(options, responses, ownership);
  }
}

/** The property of a body that an operation writes, if it writes only one. */
function onlyIn({ only }: Role, body: JsonObject): JsonObject {
  if (only === undefined) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => name === only));
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

/** A list in a media type that cannot contain it is the declared example, else a sample of that media type. */
function inOtherMediaTypes({ contract, operation, resourceOf }: InferredOptions, listed: Behaviour): Behaviour {
  const response = successResponse(operation);
  const { document } = contract;
  if (!response || response.content.every(({ name }) => canShowState(document, response, name))) return listed;
  return (call) => {
    const { world, accepts } = call;
    if (canShowState(document, response, accepts)) return listed(call);
    return whenKnown(resourceOf(call).list(), () =>
      responseFrom({ contract, operation, response }, { world, accepts }),
    );
  };
}

/** A property of a new item that a parameter names: in the path, such as the account of a message, or in the query of a request that has a body. */
interface OwnerProperty {
  readonly in: 'path' | 'query';
  readonly parameter: string;
  readonly property: string;
  readonly isValid: (value: Json) => boolean;
}

function ownerPropertiesOf({
  contract,
  operation,
  role: { resource, key },
}: InferredOptions): readonly OwnerProperty[] {
  const ownKey = resource.kind === 'collection' ? resource.key.path[0] : undefined;
  const places = [...propertyPlaces(contract.document, resource.schema)];
  const propertyFor = (parameter: string, from: 'path' | 'query'): readonly OwnerProperty[] => {
    const plain = plainName(parameter);
    const [property, place] = places.find(([name]) => plainName(name) === plain) ?? [];
    if (property === undefined || place === undefined || property === ownKey) return [];
    const validate = contract.validator('response', place);
    return [{ in: from, parameter, property, isValid: (value: Json) => validate(value).length === 0 }];
  };
  const inPath = parametersIn(operation.path).filter((name) => !(key?.in === 'path' && key.name === name));
  const inQuery = operation.parameters.filter(({ in: place }) => place === 'query' && operation.requestBody);
  return [
    ...inPath.flatMap((name) => propertyFor(name, 'path')),
    ...inQuery.flatMap(({ name }) => propertyFor(name, 'query')),
  ];
}

/** The values of these properties in the parameters of a request. */
function ownersIn(properties: readonly OwnerProperty[], { parameters }: Call): JsonObject {
  const values: Record<string, Json> = {};
  for (const { in: place, parameter, property, isValid } of properties) {
    const value = parameters[place][parameter];
    if (value === undefined) continue;
    const valid = [value as Json, String(value)].find(isValid);
    if (valid !== undefined) setProperty(values, property, valid);
  }
  return values;
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

/** Whether a POST behind the path of an item sets what its verb names. */
function isAction({ contract, operation, role }: InferredOptions): boolean {
  const { key, resource } = role;
  const isBehindItem = operation.method === 'POST' && key?.in === 'path' && !operation.path.endsWith(`{${key.name}}`);
  return isBehindItem && actionOf(contract.document, operation, resource) !== undefined;
}

/**
 * A part of an item, or an action on it. An action sets the properties that its verb names. The response is the item if it has the
 * item's schema, else a generated one.
 */
function partBehaviour(options: InferredOptions, responses: StateResponses, ownership: () => Ownership): Behaviour {
  const { contract, operation, role, resourceOf } = options;
  const success = successFor(operation, operation.method === 'GET' ? '200' : '204');
  const action = actionOf(contract.document, operation, role.resource) ?? givenAction(options);
  if (!action) {
    const isShown = operation.method === 'GET' && responses.shows(success);
    return (call) =>
      whenKnown(resourceOf(call).read(), (state) =>
        whenKnown(responses.of(success, call, state), (response) => (isShown ? response : withoutState(response))),
      );
  }
  return (call) => {
    const guard = guardOf(call.request.headers, role.resource.changedAt);
    const given = declaredIn(role, asRepresentation(bodyOf(role, call), ownership()));
    const stored = resourceOf(call);
    const set = (before: JsonObject) => stored.set({ ...given, ...valuesAt(action, call.world.clock, before) }, guard);
    const changed = action.inner.size === 0 ? set({}) : whenKnown(stored.read(), set);
    return whenKnown(changed, (state) => responses.of(success, call, state));
  };
}

/** An action that stores its arguments: `POST /channels/{id}/rename` with a `name`. Undefined if some of them are no properties. */
function givenAction({ contract, operation, role }: InferredOptions): Action | undefined {
  return storesArguments(contract.document, operation, role) ? NO_VALUES : undefined;
}

/** The properties of a body that the client can write to the item. */
function declaredIn({ resource: { properties } }: Role, body: JsonObject): JsonObject {
  const { declared, readOnly } = properties;
  return Object.fromEntries(Object.entries(body).filter(([name]) => declared.has(name) && !readOnly.has(name)));
}

function createBehaviour(
  options: InferredOptions,
  responses: StateResponses,
  ownershipOfCall: () => Ownership,
): Behaviour {
  const { operation, role, resourceOf } = options;
  const declared = responseFor(operation, 201);
  // A range such as 2XX includes 201, the status for a created item.
  const creates = declared && /^2(?:01|XX)$/.test(declared.status);
  const response = creates ? { ...declared, status: '201' } : successFor(operation, '201');
  const isLocated = response.status === '201' || declaresLocation(response);
  const ownerProperties = once(() => ownerPropertiesOf(options));
  const pathOfItem = pathsOfItems(operation, role);
  return (call) => {
    const ownership = ownershipOfCall();
    const linkTo = (key: string) => {
      const path = pathOfItem(call, key);
      return path === undefined ? undefined : `${baseOf(call)}${path}`;
    };
    const body = asRepresentation(bodyOf(role, call), ownership);
    return whenKnown(
      resourceOf(call).create(body, ownersIn(ownerProperties(), call), { ownership, linkTo }),
      ({ representation, key }) => responses.of(response, call, representation, isLocated ? linkTo(key) : undefined),
    );
  };
}

function declaresLocation({ headers }: Response): boolean {
  return headers.some(({ name }) => /^(?:content-|operation-)?location$/i.test(name));
}

function replaceBehaviour(
  { operation, role, resourceOf }: InferredOptions,
  responses: StateResponses,
  ownershipOfCall: () => Ownership,
): Behaviour {
  const creates = operation.responses.some(({ status }) => status === '201');
  const replacedResponse =
    operation.responses.find(({ status }) => /^2/.test(status) && status !== '201') ?? successFor(operation, '204');
  return (call) => {
    const guard = guardOf(call.request.headers, role.resource.changedAt);
    const ownership = ownershipOfCall();
    const creation = { ownership, linkTo: () => `${baseOf(call)}${call.request.path}` };
    const body = asRepresentation(bodyOf(role, call), ownership);
    const written = resourceOf(call).replace(body, { guard, upsert: creates, creation });
    return whenKnown(written, ({ representation, created: isNew }) =>
      responses.of(isNew ? responseFor(operation, 201) : replacedResponse, call, representation),
    );
  };
}
