// Sends one request to one server.
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ComparisonRequest } from './requests.ts';

/** The time limit for a complete response. */
export const TIMEOUT_SECONDS = 5;

export type Outcome =
  | { readonly kind: 'response'; readonly status: number; readonly mediaType: string; readonly body: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'failed'; readonly reason: string };

/** @param base origin and base path */
export async function sendRequest(base: string, { method, path, headers, body }: ComparisonRequest): Promise<Outcome> {
  const signal = AbortSignal.timeout(TIMEOUT_SECONDS * 1000);
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const sent = request(`${base}${path}`, { method, headers: { ...headers, ...length }, agent: false, signal });
      sent.on('error', reject);
      sent.on('response', (response) => {
        const mediaType = (response.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
        const status = response.statusCode ?? 0;
        text(response).then((body) => resolve({ kind: 'response', status, mediaType, body }), reject);
      });
      sent.end(body);
    });
  } catch (error) {
    return signal.aborted ? { kind: 'timeout' } : { kind: 'failed', reason: (error as Error).message };
  }
}
