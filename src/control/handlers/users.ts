// The handler that lists the users of the documents with their tokens.
import { tokenOf } from '../../behaviours/items-of-world.ts';
import { isPeople } from '../../behaviours/login.ts';
import type { JsonObject } from '../../json/value.ts';
import type { Collection } from '../../resources/infer/resource.ts';
import { keyOf } from '../../resources/state/keys.ts';
import { readPath } from '../../resources/state/state.ts';
import type { World } from '../../worlds/world.ts';
import type { components } from '../generated/document.js';
import type { ControlledDocument } from '../target.ts';
import type { ControlHandler } from './handler.ts';
import { servedResources, worldOf } from './lookup.ts';

type UserView = components['schemas']['User'];

export const listUsers: ControlHandler<'listUsers'> =
  (target) =>
  async ({ parameters }) => {
    const world = worldOf(target, parameters);
    const all = target.documents().flatMap((document) => {
      const collections = document.inference.resources().filter(isPeople);
      return collections.map((collection) => usersIn(document, world, collection));
    });
    return { status: 200, body: (await Promise.all(all)).flat() };
  };

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
