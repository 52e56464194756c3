// The world of one test: every request that is sent through it is in this world.
import { WORLD_HEADER } from '../headers.ts';
import { inWorld } from '../http/inject.ts';
import type { Server } from '../server.ts';
import type { Standin, TestWorld } from './standin.ts';

export function openTestWorld(
  name: string,
  server: Server,
  { control, inject, intercept }: Pick<Standin, 'control' | 'inject' | 'intercept'>,
): TestWorld {
  const headers = { [WORLD_HEADER]: name };
  const dispose = async () => void (await server.worlds.drop(name));
  return {
    ...control.world(name),
    get url() {
      return server.socket.url === undefined ? undefined : `${server.socket.url}/~${name}`;
    },
    inject: (request) => inject(inWorld(request, headers)),
    intercept: (origin) => intercept(origin, { world: name }),
    [Symbol.asyncDispose]: dispose,
  };
}
