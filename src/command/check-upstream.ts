// `standin check --upstream`: calls every safe operation of the real service and validates the responses.
import { isSafe } from '../contract/document/methods.ts';
import { sampleRequest } from '../contract/sample/sample-request.ts';
import { createStandin, type Operation, type ProxyExchange, type StandinOptions } from '../index.ts';
import { isObject, type Json } from '../json/value.ts';
import { API_DEFAULTS } from '../options.ts';
import type { Report } from '../report/report.ts';
import { terminalLine } from '../report/terminal-text.ts';
import { violationText } from '../report/violation-text.ts';
import { KnownKeys } from './known-keys.ts';

export interface UpstreamCheck {
  readonly upstream: string;
  /** Calls operations that can change something, too. */
  readonly unsafe: boolean;
  /** Sent with every request. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Called with a line for each operation. */
  readonly print: (line: string) => void;
}

export interface UpstreamCheckResult {
  readonly report: Report;
  /** How many calls got no response. */
  readonly failed: number;
  /** What else a reader of the result must know. */
  readonly notes: readonly string[];
}

/** The order of the calls: methods that read before those that change, and deletion last. */
const ORDER = ['GET', 'HEAD', 'OPTIONS', 'QUERY', 'POST', 'PUT', 'PATCH', 'DELETE'];

export async function checkUpstream(options: StandinOptions, check: UpstreamCheck): Promise<UpstreamCheckResult> {
  const { upstream, unsafe, print } = check;
  const headers = Object.fromEntries(check.headers);
  let latest: ProxyExchange | undefined;
  let failed = 0;
  const onExchange = (exchange: ProxyExchange) => {
    latest = exchange;
  };
  const standin = await createStandin({ ...options, upstream, unsafe, onExchange });
  try {
    const keys = new KnownKeys();
    const roles = new Map(standin.inspect().map((inspected) => [inspected.operation, inspected]));
    for (const operation of inOrder(standin.contract.operations)) {
      const { id, method, path, unusable } = operation;
      const name = `${method} ${path}`;
      if (unusable) {
        print(`${name}  not called, the document has a fault: ${unusable.what}`);
        continue;
      }
      if (!unsafe && !isSafe(method)) {
        print(`${name}  not called, it can change something`);
        continue;
      }
      const request = await sampleRequest(standin.contract, operation, {
        seed: API_DEFAULTS.seed,
        known: (parameter) => keys.before(path, parameter),
      });
      if ('reason' in request) {
        print(`${name}  not called: ${request.reason}`);
        continue;
      }
      latest = undefined;
      const { body: payload } = request;
      const response = await standin.inject({
        method: request.method as 'GET',
        url: request.url,
        headers: { accept: 'application/json, */*;q=0.5', ...request.headers, ...headers },
        ...(payload !== undefined && { payload }),
      });
      if (latest === undefined) failed += 1;
      print(outcomeOf(name, latest, response.body));
      const role = roles.get(id);
      if (role?.kind === 'collection' && role.role === 'list' && response.statusCode === 200) {
        const key = firstKey(role.key ?? 'id', bodyOf(response.body));
        if (key !== undefined) for (const at of [path, role.resource ?? path]) keys.learn(at, key);
      }
    }
    return { report: await standin.report(), failed, notes: [] };
  } finally {
    await standin.close();
  }
}

/** The operations in the order of the calls. */
export function inOrder(operations: readonly Operation[]): readonly Operation[] {
  const rank = ({ method, path }: Operation) => {
    const at = ORDER.indexOf(method);
    return (at < 0 ? ORDER.length : at) * 1_000 + path.split('/').length;
  };
  return operations.toSorted((a, b) => rank(a) - rank(b));
}

function outcomeOf(name: string, exchange: ProxyExchange | undefined, body: string): string {
  if (!exchange) return `${name}  no response: ${terminalLine(body)}`;
  const { status, violations } = exchange;
  if (violations.length === 0)
    return `${name}  ${status}  ${status < 400 ? 'valid' : 'valid; no successful response was seen'}`;
  const lines = violations.map(({ direction, violation }) => {
    return `\n  ${direction === 'request' ? 'client' : 'server'}: ${terminalLine(violationText(violation))}`;
  });
  return `${name}  ${status}${lines.join('')}`;
}

function bodyOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The key of the first item in a list. */
function firstKey(property: string, body: Json | undefined): Json | undefined {
  const items = Array.isArray(body) ? body : Object.values(isObject(body) ? body : {}).find(Array.isArray);
  const first = items?.find((item: Json) => isObject(item) && item[property] !== undefined);
  return isObject(first) ? first[property] : undefined;
}
