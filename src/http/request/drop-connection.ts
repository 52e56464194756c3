// Drops the connection of a request without a response.
import type { FastifyReply } from 'fastify';
import type { ActiveFault } from '../../faults/plans.ts';

/** @returns whether the fault asks for it */
export function dropConnection({ fault: { kind } }: ActiveFault, reply: FastifyReply): boolean {
  if (kind !== 'reset' && kind !== 'empty') return false;
  const response = reply.raw;
  const { socket } = response;
  // An injected request has no connection. Its caller gets the error.
  if (!socket || !('resetAndDestroy' in socket)) (socket ?? response).destroy(new DroppedConnection());
  // A TLS connection cannot be reset.
  else if (kind === 'reset' && !('encrypted' in socket)) socket.resetAndDestroy();
  else socket.destroy();
  reply.hijack();
  return true;
}

/** What the caller of an injected request gets instead of a response. */
export class DroppedConnection extends Error {
  override readonly name = 'DroppedConnection';

  constructor() {
    super('A fault dropped the connection');
  }
}
