// Drops the connection of a request without a response.
import type { FastifyReply } from 'fastify';
import type { ActiveFault } from '../../faults/plans.ts';

/** @returns whether the fault asks for it */
export function dropConnection({ fault: { kind } }: ActiveFault, reply: FastifyReply): boolean {
  if (kind !== 'reset' && kind !== 'empty') return false;
  const response = reply.raw;
  const { socket } = response;
  // A TLS connection cannot be reset.
  const canReset = socket && 'resetAndDestroy' in socket && !('encrypted' in socket);
  if (kind === 'reset' && canReset) socket.resetAndDestroy();
  else if (socket) socket.destroy();
  // An injected request has no connection. Its caller gets the error.
  else response.destroy(new Error('A fault dropped the connection'));
  reply.hijack();
  return true;
}
