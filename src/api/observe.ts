// What the commands see of a server in their own process, beyond the public API: every exchange of every world.
import type { RecordedExchange } from '../report/record.ts';
import { observeWorlds, type Server } from '../server.ts';
import type { Standin } from './standin.ts';

const servers = new WeakMap<Standin, Server>();

export function rememberServer(standin: Standin, server: Server): void {
  servers.set(standin, server);
}

/** Calls the listener with every exchange of every world, after its response was sent. It needs a journal. */
export function observeExchanges(standin: Standin, listener: (exchange: RecordedExchange) => void): void {
  const server = servers.get(standin);
  if (server) observeWorlds(server.worlds, listener);
}
