// Replaces fetch of this process by one whose responses report what is read of their JSON. Responses that are read in another way,
// such as text(), count as read as a whole.
import type { Json } from '../json/value.ts';
import type { ReadReporter, ReportedReads } from './reported-reads.ts';
import { trackedCopy } from './tracked-copy.ts';

/** The header with the id of the exchange. */
const EXCHANGE_HEADER = 'request-id';

/** Collects what was read, until it is taken. */
export class ResponseReads {
  readonly #reads = new Map<string, { readonly properties: Set<string>; readonly whole: Set<string> }>();

  readonly add: ReadReporter = (exchange, kind, pointer) => {
    const known = this.#reads.get(exchange) ?? { properties: new Set<string>(), whole: new Set<string>() };
    this.#reads.set(exchange, known);
    known[kind].add(pointer);
  };

  take(): readonly ReportedReads[] {
    const taken = [...this.#reads].map(([exchange, { properties, whole }]) => ({
      exchange,
      properties: [...properties],
      whole: [...whole],
    }));
    this.#reads.clear();
    return taken;
  }
}

/**
 * @param isTracked whether the responses of a URL are tracked
 * @returns a function that restores fetch
 */
export function trackFetch(isTracked: (url: URL) => boolean, report: ReadReporter): () => void {
  const original = globalThis.fetch;
  const tracking: typeof globalThis.fetch = async (input, init) => {
    const response = await original(input, init);
    const url = urlOf(input);
    return url !== undefined && isTracked(url) ? tracked(response, report) : response;
  };
  globalThis.fetch = tracking;
  return () => {
    // Somebody else can have replaced it since.
    if (globalThis.fetch === tracking) globalThis.fetch = original;
  };
}

function urlOf(input: Parameters<typeof globalThis.fetch>[0]): URL | undefined {
  const text = input instanceof Request ? input.url : String(input);
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** Ways to read a body other than as JSON. */
const OTHER_WAYS = ['text', 'arrayBuffer', 'blob', 'bytes', 'formData'] as const;

function tracked(response: Response, report: ReadReporter): Response {
  const id = response.headers.get(EXCHANGE_HEADER);
  if (id === null) return response;
  const own = (name: string, value: unknown) =>
    Object.defineProperty(response, name, { value, configurable: true, writable: true, enumerable: false });
  const { json, clone } = response;
  own('json', async () => {
    const value = (await json.call(response)) as Json;
    // The body was read, even if no property of it is.
    report(id, 'properties', '');
    return trackedCopy(value, {
      read: (pointer) => report(id, 'properties', pointer),
      readWhole: (pointer) => report(id, 'whole', pointer),
    });
  });
  own('clone', () => tracked(clone.call(response), report));
  for (const name of OTHER_WAYS) {
    const way: unknown = Reflect.get(response, name);
    if (typeof way !== 'function') continue;
    own(name, () => {
      report(id, 'whole', '');
      return way.call(response);
    });
  }
  return response;
}
