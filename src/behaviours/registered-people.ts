// People who sign up by an operation of a document that has no collection of people, so that they can sign in and read themselves.
import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/operation/media-types.ts';
import { plainName } from '../contract/operation/names.ts';
import { type Operation, successResponse } from '../contract/operation/operations.ts';
import { lazySample } from '../contract/sample/lazy-sample.ts';
import { propertyPlaces, typesAt } from '../contract/schema/schema-places.ts';
import { HttpError } from '../errors/http-error.ts';
import { deepFreeze, isObject, type Json, type JsonObject, setProperty, valueInside } from '../json/value.ts';
import type { Inference } from '../resources/infer/infer.ts';
import { once } from '../resources/infer/model.ts';
import { type Identity, identityIn, isIdentityName, isRegistration, isTokenName } from '../resources/infer/people.ts';
import type { BodyLocation } from '../resources/infer/resource.ts';
import { openPrivateState } from '../resources/state/private-state.ts';
import { basisOf } from '../resources/state/repository.ts';
import type { WorldPart } from '../worlds/world.ts';
import type { Behaviour } from './behaviour.ts';
import { inOneStep } from './in-one-step.ts';
import type { KnownValues } from './known-values.ts';
import { putInEnvelope } from './present.ts';
import { signedIn, type TokenOwner } from './signed-in.ts';
import { withTokenOf } from './token-in-response.ts';

/** The name of the private state that lists them. */
const REGISTERED = 'registered people';

interface Registered {
  /** The pointer of the schema of the person. */
  readonly schema: string;
  /** What the person can sign in with, in lower case. */
  readonly names: readonly string[];
  readonly person: JsonObject;
}

/** A person with what the token stands for. */
interface KnownPerson {
  readonly owner: TokenOwner;
  readonly person: JsonObject;
}

/** Whom a request means. */
interface Meant {
  readonly values: KnownValues;
  readonly owner: TokenOwner | undefined;
}

export class RegisteredPeople {
  readonly #contract: Contract;
  /** The schemas of the people whom operations register without a collection. */
  readonly #schemas: () => ReadonlySet<string>;

  constructor(contract: Contract, inference: Inference) {
    this.#contract = contract;
    this.#schemas = once(() => {
      const registrations = contract.operations.filter((one) => storesPerson(contract, inference, one));
      return new Set(registrations.flatMap((one) => personIn(contract, one)?.schema ?? []));
    });
  }

  /** Whether people with a schema can register. */
  has(schema: string): boolean {
    return this.#schemas().has(schema);
  }

  /** The person who signs in with a name. */
  async named({ store }: WorldPart, name: string): Promise<KnownPerson | undefined> {
    return known(await read(store), name);
  }

  /**
   * The person whom the values of a request name; without a name, the person of the token; without a token, the person who has signed
   * in, else the first one. Undefined if that person does not exist or has another schema.
   */
  async at(world: WorldPart, schema: string, { values, owner }: Meant): Promise<JsonObject | undefined> {
    if (!this.has(schema)) return undefined;
    const all = await read(world.store);
    const names = values.flatMap(namesIn);
    if (names.length > 0)
      return all.find((one) => one.schema === schema && names.some((name) => one.names.includes(name)))?.person;
    const sender = owner ?? (await signedIn(world));
    if (!sender) return all.find((one) => one.schema === schema)?.person;
    const own = sender.path === PLACE ? all[Number(sender.key)] : undefined;
    return own?.schema === schema ? own.person : undefined;
  }

  /** Stores the person in the response of an operation by which people sign up. */
  registering(operation: Operation, next: Behaviour): Behaviour {
    const contract = this.#contract;
    const identity = isRegistration(operation) ? identityIn(contract.document, operation) : undefined;
    const place = identity && personIn(contract, operation);
    if (!identity || !place) return next;
    return async (call) => {
      const response = await next(call);
      const given = valueInside(call.body, identity.path);
      const sampled = valueInside(response.body, place.path);
      if (typeof given !== 'string' || !isObject(sampled)) return response;
      const names = namesIn(valueInside(call.body, identity.path.slice(0, -1)));
      return inOneStep(call, async ({ world, id }) => {
        const before = await read(world.store);
        if (known(before, given)) throw takenIdentity(identity, given);
        const added = await withOwnId(contract, sampled, { world, number: before.length, place });
        const body = deepFreeze(putInEnvelope(response.body as Json, place.path, added));
        const owner = ownerAt(before.length);
        const registered = withTokenOf(contract, operation, { response: { ...response, body }, owner });
        const person = valueInside(registered.body, place.path) as JsonObject;
        const all = [...before, { schema: place.schema, names, person }];
        await openPrivateState(world.store, id).set(REGISTERED, all as unknown as Json);
        return registered;
      });
    };
  }
}

/** What the tokens of registered people have in place of the path of a collection. */
const PLACE = '/~registered';

function ownerAt(index: number): TokenOwner {
  return { path: PLACE, key: String(index) };
}

/** Whether an operation stores the people who sign up by it although no collection contains them. */
export function storesPerson(contract: Contract, inference: Inference, operation: Operation): boolean {
  if (!isRegistration(operation) || inference.roleOf(operation)) return false;
  return identityIn(contract.document, operation) !== undefined && personIn(contract, operation) !== undefined;
}

async function read(store: WorldPart['store']): Promise<readonly Registered[]> {
  return ((await openPrivateState(store).read(REGISTERED)) ?? []) as unknown as readonly Registered[];
}

/** The texts in a body by which a person can sign in. */
function namesIn(body: Json | undefined): readonly string[] {
  const names = Object.entries(isObject(body) ? body : {}).filter(([name]) => isIdentityName(name));
  return names.flatMap(([, value]) => (typeof value === 'string' ? [value.toLowerCase()] : []));
}

function known(all: readonly Registered[], name: string): KnownPerson | undefined {
  const index = all.findIndex(({ names }) => names.includes(name.toLowerCase()));
  const one = all[index];
  return one && { owner: ownerAt(index), person: one.person };
}

/** The error for somebody who signs up with the email address or user name of another person. */
export function takenIdentity({ name }: Identity, given: string): HttpError {
  const message = `There is a user with the ${name} ${JSON.stringify(given)} already.`;
  return new HttpError({ code: 'RESOURCE_EXISTS', message });
}

/** The person in the response to signing up: an object inside a response with a token, else the response itself if it identifies somebody. */
function personIn({ document }: Contract, operation: Operation): BodyLocation | undefined {
  const schema = successResponse(operation)?.content.find(({ name }) => isJson(name))?.schema;
  if (schema === undefined) return undefined;
  const places = propertyPlaces(document, schema);
  const names = [...places.keys()];
  if (!names.some(isTokenName)) return { path: [], schema };
  const inside = [...places].find(([, place]) => typesAt(document, place).has('object'));
  if (inside) return { path: [inside[0]], schema: inside[1] };
  return names.some((name) => isPersonId(name) || isIdentityName(name)) ? { path: [], schema } : undefined;
}

function isPersonId(name: string): boolean {
  return /^(?:id|uuid|userid|accountid)$/.test(plainName(name));
}

interface NewPerson {
  readonly world: WorldPart;
  /** The number of people who registered before. */
  readonly number: number;
  readonly place: BodyLocation;
}

/** The person with an id that nobody else has. */
async function withOwnId(
  contract: Contract,
  person: JsonObject,
  { world, number, place }: NewPerson,
): Promise<JsonObject> {
  const result: Record<string, Json> = { ...person };
  for (const [name, schema] of propertyPlaces(contract.document, place.schema)) {
    if (!isPersonId(name) || !Object.hasOwn(person, name)) continue;
    const types = typesAt(contract.document, schema);
    const at = { ...basisOf(world), place: `${PLACE} ${name}`, ordinal: number, dynamic: true };
    const id = types.has('integer') ? number + 1 : await lazySample(contract, schema, at);
    if (contract.validator('response', schema)(id).length === 0) setProperty(result, name, id);
  }
  return deepFreeze(result);
}
