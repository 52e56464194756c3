// Chooses the behaviour of each operation: its handler, else the one that its role implies, else a sample.
import type { Contract } from '../contract/contract.ts';
import type { Operation } from '../contract/operation/operations.ts';
import type { Convention } from '../conventions/convention.ts';
import type { Inference } from '../resources/infer/infer.ts';
import type { Resource } from '../resources/infer/resource.ts';
import { repositoryOf } from '../resources/state/repository.ts';
import type { Settings } from '../world-settings.ts';
import type { Behaviour } from './behaviour.ts';
import { withEventStream } from './event-streams.ts';
import { handlerBehaviour, type ResourceIn, refuseUnknownHandlers, type UntypedHandlers } from './handlers.ts';
import { withIdempotencyKeys } from './idempotent.ts';
import { inferredBehaviour } from './inferred.ts';
import { knowledgeOf } from './items-of-world.ts';
import { type LoginSources, withKnownPeople, withNewPeople } from './login.ts';
import { membershipBehaviour, membershipOf } from './memberships.ts';
import type { Variant } from './pack.ts';
import { RegisteredPeople } from './registered-people.ts';
import { type OpenResources, resourcesOfWorlds } from './resource-of-call.ts';
import { type Knowledge, sampleBehaviour } from './sampled.ts';
import { sessionBehaviour } from './sessions.ts';
import { isToggle, toggleBehaviour } from './toggles.ts';
import { withUploads } from './uploads.ts';

interface BehaviourSources {
  readonly contract: Contract;
  readonly convention: Convention;
  readonly inference: Inference;
  readonly handlers: UntypedHandlers;
  readonly variants?: readonly Variant[] | undefined;
  /** Milliseconds in which a handler must respond; undefined if the handlers are not a user's. */
  readonly handlerLimit: number | undefined;
}

/** @throws SetupError HANDLER_UNKNOWN */
export function chooseBehaviours({
  contract,
  convention,
  inference,
  handlers,
  variants = [],
  handlerLimit: limit,
}: BehaviourSources): (operation: Operation) => Behaviour {
  for (const own of [handlers, ...variants.map((variant) => variant.handlers)]) refuseUnknownHandlers(contract, own);
  const resources = resourcesOfWorlds(contract, convention);
  const resourceIn = findResourceIn(inference, resources);
  const registered = new RegisteredPeople(contract, inference);
  const knows = knowledgeOf(contract.document, { inference, resources, registered });
  const inferred = inferredBehaviours({ contract, convention, inference, resources, registered, knows });
  return (operation) => {
    const role = inference.roleOf(operation);
    const resourceOf = role && resources.ofRole(role);
    const streamed = withEventStream({ contract, operation, knows }, role, inferred(operation));
    const next = withUploads(contract, operation, streamed);
    const inFront = (before: Behaviour, own: UntypedHandlers) => {
      const handler = Object.hasOwn(own, operation.id) ? own[operation.id] : undefined;
      return handler
        ? handlerBehaviour({ contract, operation, handler, resourceOf, resourceIn, next: before, limit })
        : before;
    };
    const varied = variants.reduce(
      (before, variant) => whenSet(variant.when, inFront(before, variant.handlers), before),
      inFront(next, handlers),
    );
    return withIdempotencyKeys(operation, varied, contract.limits);
  };
}

interface InferredSources extends LoginSources {
  readonly convention: Convention;
  readonly knows: Knowledge;
}

/** The behaviours of operations without handlers: what their roles imply, else samples with what is known. */
function inferredBehaviours(sources: InferredSources): (operation: Operation) => Behaviour {
  const { contract, convention, inference, resources, registered, knows } = sources;
  const sampled = (operation: Operation) => {
    const sample = sampleBehaviour(contract, operation, knows);
    return withKnownPeople(sources, operation, registered.registering(operation, sample));
  };
  return (operation) => {
    const role = inference.roleOf(operation);
    const resourceOf = role && resources.ofRole(role);
    const membership = role ? undefined : membershipOf(contract, operation);
    if (membership) {
      const adds = inference.roleOf(membership.adds);
      return membershipBehaviour(operation, membership, adds?.many && resources.ofRole(adds));
    }
    if (isToggle(contract, operation, role)) return toggleBehaviour(operation, role, resourceOf);
    if (!role || !resourceOf) {
      const sample = sampled(operation);
      return inference.isSession(operation) ? sessionBehaviour(operation, sample) : sample;
    }
    const wholeOf = role.whole && resources.ofRole(role.whole);
    const behaviour = inferredBehaviour({ contract, convention, operation, role, resourceOf, knows, wholeOf });
    return withNewPeople(sources, { operation, role }, behaviour);
  };
}

/** Finds a resource by the path of its list, its item or itself. */
function findResourceIn(inference: Inference, resources: OpenResources): ResourceIn {
  return (world, path, keys, exchange) => {
    const whole = inference.resourceAt(path);
    const list = whole ?? collectionOfItem(inference, path);
    if (!list) {
      const known = inference.resources().map((one) => one.path);
      throw new Error(`The document has no resource at ${path}. It has ${known.join(', ') || 'none'}.`);
    }
    const owners = list.path.split('{}').length - 1;
    const count = whole ? owners : owners + 1;
    if (keys.length !== count) {
      throw new Error(`The path ${path} has ${count} parameter${count === 1 ? '' : 's'}. Keys given: ${keys.length}.`);
    }
    const stored = resources.at(world, list, keys.slice(0, owners), exchange);
    return repositoryOf(whole ? stored : stored.item(keys[owners] as string));
  };
}

/** The collection of the item at a path. */
function collectionOfItem(inference: Inference, path: string): Resource | undefined {
  const [, above] = /^(.*)\/\{[^{}/]*\}$/.exec(path) ?? [];
  const resource = above === undefined ? undefined : inference.resourceAt(above);
  return resource?.kind === 'collection' ? resource : undefined;
}

/** Whether an operation has a handler in worlds with these settings. */
export function hasHandler(
  { handlers, variants = [] }: Pick<BehaviourSources, 'handlers' | 'variants'>,
  operation: string,
  settings: Settings,
): boolean {
  const active = variants.filter(({ when }) => matches(when, settings));
  return [{ handlers }, ...active].some((one) => Object.hasOwn(one.handlers, operation));
}

/** One behaviour in worlds with these settings, another one in all other worlds. */
function whenSet(when: Settings, behaviour: Behaviour, otherwise: Behaviour): Behaviour {
  if (behaviour === otherwise) return otherwise;
  return (call) => (matches(when, call.world.world.settings) ? behaviour(call) : otherwise(call));
}

function matches(when: Settings, settings: Settings): boolean {
  for (const name in when) if (settings[name] !== when[name]) return false;
  return true;
}
