// The handlers for several items of a collection at once: list their keys, generate, add, patch and remove them.
import type { Json } from '../../json/value.ts';
import {
  addItems as add,
  keysAt,
  patchResources as patch,
  removeItems as remove,
  sampledItems,
} from '../../resources/state/many-items.ts';
import { type ControlHandler, NO_CONTENT } from './handler.ts';
import { resourcesOf, worldOf } from './lookup.ts';

export const listKeys: ControlHandler<'listKeys'> =
  (target) =>
  async ({ parameters }) => {
    const { path, mount } = parameters.query;
    const document = resourcesOf(target, mount);
    const keys = await keysAt(document, worldOf(target, parameters).part(document.mount), path);
    return { status: 200, body: [...keys] };
  };

export const addItems: ControlHandler<'addItems'> =
  (target) =>
  async ({ parameters, body }) => {
    const { path, mount } = parameters.query;
    const document = resourcesOf(target, mount);
    const added = await add(document, worldOf(target, parameters).part(document.mount), path, body as readonly Json[]);
    return { status: 201, body: [...added] };
  };

export const patchResources: ControlHandler<'patchResources'> =
  (target) =>
  async ({ parameters, body }) => {
    const { path, mount, key: keys } = parameters.query;
    const document = resourcesOf(target, mount);
    const part = worldOf(target, parameters).part(document.mount);
    const patched = await patch(document, part, path, { patch: body as readonly Json[], keys });
    return { status: 200, body: [...patched] };
  };

export const removeItems: ControlHandler<'removeItems'> =
  (target) =>
  async ({ parameters }) => {
    const { path, mount, key } = parameters.query;
    const document = resourcesOf(target, mount);
    await remove(document, worldOf(target, parameters).part(document.mount), path, key);
    return NO_CONTENT;
  };

export const sampleItems: ControlHandler<'sampleItems'> =
  (target) =>
  async ({ parameters }) => {
    const { path, mount, count = 1 } = parameters.query;
    const document = resourcesOf(target, mount);
    const items = await sampledItems(document, worldOf(target, parameters).part(document.mount), path, count);
    return { status: 200, body: [...items] };
  };
