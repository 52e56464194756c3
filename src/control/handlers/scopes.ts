// The handlers for scopes: list those of the documents, and treat all tokens of a world as if they had only some of them.
import { scopesOf } from '../../security/requirements.ts';
import type { ControlTarget } from '../target.ts';
import { type ControlHandler, NO_CONTENT } from './handler.ts';
import { worldOf } from './lookup.ts';
import { invalidBody } from './requirements.ts';
import { worldView } from './worlds.ts';

export const listScopes: ControlHandler<'listScopes'> = (target) => () => {
  const body = [...knownScopes(target)].map(([name, description]) => ({
    name,
    ...(description !== undefined && { description }),
  }));
  return { status: 200, body };
};

export const setScopes: ControlHandler<'setScopes'> =
  (target) =>
  ({ parameters, body: { scopes } }) => {
    const known = knownScopes(target);
    for (const [index, scope] of scopes.entries()) if (!known.has(scope)) throw unknownScope(index, scope, known);
    const world = worldOf(target, parameters);
    world.limitScopes(scopes);
    return { status: 200, body: worldView(world) };
  };

export const removeScopes: ControlHandler<'removeScopes'> =
  (target) =>
  ({ parameters }) => {
    worldOf(target, parameters).limitScopes(undefined);
    return NO_CONTENT;
  };

type KnownScopes = ReadonlyMap<string, string | undefined>;

/** The scopes of all documents with their descriptions. */
function knownScopes(target: ControlTarget): KnownScopes {
  const all = target.documents().flatMap(({ contract }) => scopesOf(contract));
  return new Map(all.map(({ name, description }) => [name, description]));
}

/** Scopes that a message lists. */
const MAX_NAMES = 8;

function unknownScope(index: number, scope: string, known: KnownScopes) {
  const names = [...known.keys()];
  const more = names.length > MAX_NAMES ? ', …' : '';
  const advice =
    names.length === 0
      ? 'the documents have no scopes'
      : `known scopes: ${names.slice(0, MAX_NAMES).join(', ')}${more}`;
  return invalidBody(`/scopes/${index}`, 'exists', `must be a scope of the documents, not '${scope}'; ${advice}`);
}
