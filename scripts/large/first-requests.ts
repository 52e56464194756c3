// Measures the first request to operations of a document, which compiles their validators.
import { request } from 'node:http';

type Content = Readonly<Record<string, { readonly example?: unknown }>>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: { readonly type?: string };
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Content };
}

type PathItem = Readonly<Record<string, Operation>> & { readonly parameters?: readonly Parameter[] };

/** The parts of a document that are needed to send requests. */
export interface OpenApiDocument {
  readonly servers?: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, PathItem>>;
}

export interface PlannedRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

export interface FirstRequests {
  /** In milliseconds. */
  readonly median: number;
  readonly max: number;
  /** The method and path of the slowest request. */
  readonly slowest: string;
  /** The number of responses by status. */
  readonly statuses: ReadonlyMap<number, number>;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const TIMEOUT_MS = 60_000;

/** Requests to random operations. The selection is the same in each run. */
export function sampleRequests({ servers = [], paths }: OpenApiDocument, count: number): PlannedRequest[] {
  const base = new URL(servers[0]?.url ?? '/', 'http://localhost').pathname.replace(/\/$/, '');
  const all = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [requestTo(`${base}${path}`, method, operation, item.parameters ?? [])] : [];
    }),
  );
  const random = randomNumbers();
  const chosen = new Set<PlannedRequest>();
  while (chosen.size < Math.min(count, all.length)) {
    chosen.add(all[Math.floor(random() * all.length)] as PlannedRequest);
  }
  return [...chosen];
}

function requestTo(
  template: string,
  method: string,
  { parameters = [], requestBody }: Operation,
  shared: readonly Parameter[],
): PlannedRequest {
  const numeric = new Set(
    [...shared, ...parameters]
      .filter(({ schema }) => schema?.type === 'integer' || schema?.type === 'number')
      .map(({ name }) => name),
  );
  const path = template.replace(/\{([^{}]+)\}/g, (_, name: string) => (numeric.has(name) ? '1' : 'some-id'));
  const planned = { method: method.toUpperCase(), path };
  if (!requestBody) return planned;
  return { ...planned, body: JSON.stringify(requestBody.content?.['application/json']?.example ?? {}) };
}

/** The generator of Park and Miller, with a fixed seed. */
function randomNumbers(): () => number {
  let state = 20_260_131;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

export async function firstRequests(url: string, planned: readonly PlannedRequest[]): Promise<FirstRequests> {
  const statuses = new Map<number, number>();
  const times: { readonly ms: number; readonly name: string }[] = [];
  for (const one of planned) {
    const began = performance.now();
    const status = await statusOf(new URL(one.path, url), one);
    times.push({ ms: performance.now() - began, name: `${one.method} ${one.path}` });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  times.sort((a, b) => a.ms - b.ms);
  const last = times.at(-1);
  return {
    median: times[Math.floor(times.length / 2)]?.ms ?? Number.NaN,
    max: last?.ms ?? Number.NaN,
    slowest: last?.name ?? '',
    statuses,
  };
}

function statusOf(url: URL, { method, body }: PlannedRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: 'Bearer any-token',
      ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    };
    const sent = request(url, { method, headers, agent: false, timeout: TIMEOUT_MS }, (response) => {
      response.resume();
      response.on('close', () => resolve(response.statusCode ?? 0));
    });
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${url.pathname} got no response in ${TIMEOUT_MS} ms`)));
    sent.on('error', reject);
    sent.end(body);
  });
}
