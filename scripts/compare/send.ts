// One request to one server, and what came of it.
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ComparisonRequest } from './requests.ts';

/** Seconds in which a server must have answered in full. */
export const TIMEOUT_SECONDS = 5;

export type Outcome =
  | { readonly kind: 'answer'; readonly status: number; readonly mediaType: string; readonly body: string }
  | { readonly kind: 'silence' }
  | { readonly kind: 'broken'; readonly reason: string };

/** @param base what stands before the path: origin and base path */
export async function sendRequest(base: string, { method, path, headers, body }: ComparisonRequest): Promise<Outcome> {
  const signal = AbortSignal.timeout(TIMEOUT_SECONDS * 1000);
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const asked = request(`${base}${path}`, { method, headers: { ...headers, ...length }, agent: false, signal });
      asked.on('error', reject);
      asked.on('response', (response) => {
        const mediaType = (response.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
        const status = response.statusCode ?? 0;
        text(response).then((body) => resolve({ kind: 'answer', status, mediaType, body }), reject);
      });
      asked.end(body);
    });
  } catch (error) {
    return signal.aborted ? { kind: 'silence' } : { kind: 'broken', reason: (error as Error).message };
  }
}
