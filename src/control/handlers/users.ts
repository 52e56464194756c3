// The handlers for users: list those of the documents with their tokens, and treat all requests as those of one.
import { tokenOf } from '../../behaviours/signed-in.ts';
import type { HttpError } from '../../errors/http-error.ts';
import type { JsonObject } from '../../json/value.ts';
import { isPeople } from '../../resources/infer/people.ts';
import type { Collection } from '../../resources/infer/resource.ts';
import { keyOf } from '../../resources/state/keys.ts';
import { readPath } from '../../resources/state/state.ts';
import type { WorldUser } from '../../worlds/own-values.ts';
import type { World } from '../../worlds/world.ts';
import type { components } from '../generated/document.js';
import type { ControlledDocument, ControlTarget } from '../target.ts';
import { type ControlHandler, NO_CONTENT } from './handler.ts';
import { servedResources, worldOf } from './lookup.ts';
import { invalidBody } from './requirements.ts';
import { worldView } from './worlds.ts';

type UserView = components['schemas']['User'];

export const listUsers: ControlHandler<'listUsers'> =
  (target) =>
  async ({ parameters }) => ({ status: 200, body: await usersOf(target, worldOf(target, parameters)) });

export const setUser: ControlHandler<'setUser'> =
  (target) =>
  async ({ parameters, body: { path, key } }) => {
    const world = worldOf(target, parameters);
    const users = await usersOf(target, world);
    if (!users.some((one) => one.path === path && one.key === key)) throw unknownUser(users, { path, key });
    world.actAs({ path, key });
    return { status: 200, body: worldView(world) };
  };

export const removeUser: ControlHandler<'removeUser'> =
  (target) =>
  ({ parameters }) => {
    worldOf(target, parameters).actAs(undefined);
    return NO_CONTENT;
  };

async function usersOf(target: ControlTarget, world: World): Promise<readonly UserView[]> {
  const all = target.documents().flatMap((document) => {
    const collections = document.inference.resources().filter(isPeople);
    return collections.map((collection) => usersIn(document, world, collection));
  });
  return (await Promise.all(all)).flat();
}

function unknownUser(users: readonly UserView[], { path, key }: WorldUser): HttpError {
  const known = users.slice(0, 8).map((one) => `${one.path}/${one.key}`);
  const advice = known.length === 0 ? 'the documents have no users' : `known users: ${known.join(', ')}`;
  return invalidBody('/key', 'exists', `must be the key of a user of ${path}, not '${key}'; ${advice}`);
}

async function usersIn(document: ControlledDocument, world: World, collection: Collection): Promise<UserView[]> {
  const { mount } = document;
  const { path } = collection;
  const items = (await readPath(servedResources(document), world.part(mount), path)) as readonly JsonObject[];
  return items.flatMap((item) => {
    const key = keyOf(collection, item);
    return key === undefined ? [] : [{ mount, path, key, name: nameOf(item) ?? key, token: tokenOf({ path, key }) }];
  });
}

const NAMES = ['name', 'displayName', 'fullName', 'username', 'login', 'email'];

function nameOf(item: JsonObject): string | undefined {
  return NAMES.map((name) => item[name]).find((value): value is string => typeof value === 'string' && value !== '');
}
