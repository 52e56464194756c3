// Writes a body that a fault truncates or slows down.
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultKind } from '../../faults/fault.ts';

/** Pieces that a dripping body comes in, and milliseconds between the pieces of a slow connection. */
const DRIP_PIECES = 10;
const SLOW_INTERVAL_MS = 50;

/**
 * Writes a truncated or slow body after the headers that were set before.
 * @param text the whole body
 */
export async function writeCorrupted(
  response: ServerResponse,
  status: number,
  text: string,
  fault: FaultKind,
): Promise<void> {
  const bytes = Buffer.from(text);
  response.writeHead(status, { 'content-length': bytes.length });
  if (fault.kind === 'truncate') {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
    // What was written goes out before the connection ends.
    await sleep(10);
    if (response.socket) response.socket.destroy();
    else response.destroy(new Error('A fault truncated the body'));
    return;
  }
  const { size, interval } = piecesOf(bytes.length, fault);
  for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
    const piece = bytes.subarray(at, at + size);
    // The first piece of a dripping body comes at once; a slow connection takes its time for each.
    if (at > 0 || fault.kind === 'bandwidth') await sleep((interval * piece.length) / size);
    response.write(piece);
  }
  response.end();
}

/** Bytes of a piece, and the milliseconds that one takes. */
function piecesOf(length: number, fault: FaultKind): { readonly size: number; readonly interval: number } {
  if (fault.kind === 'bandwidth') {
    const size = Math.max(1, Math.floor((fault.kilobits * SLOW_INTERVAL_MS) / 8));
    return { size, interval: SLOW_INTERVAL_MS };
  }
  const over = fault.kind === 'drip' ? fault.duration : 0;
  return { size: Math.max(1, Math.ceil(length / DRIP_PIECES)), interval: over / DRIP_PIECES };
}
