// `standin check --upstream`: every safe operation is asked of the real service, and what it answers is held against the
// contract.
import { sampleRequest } from '../contract/sample-request.ts';
import { SetupError } from '../errors/setup-error.ts';
import { createStandin, type Operation, type ProxyExchange, type StandinOptions } from '../index.ts';
import { isObject, type Json } from '../json/value.ts';
import type { Report } from '../report/report.ts';
import { violationText } from '../report/violation-text.ts';

export interface UpstreamCheck {
  readonly upstream: string;
  /** Asks operations that change something, too. */
  readonly unsafe: boolean;
  /** Sent with every request, as `Authorization: Bearer …`. */
  readonly headers: readonly string[];
  /** Is told a line for each operation. */
  readonly told: (line: string) => void;
}

export interface UpstreamCheckResult {
  readonly report: Report;
  /** How many operations were asked and not answered. */
  readonly unanswered: number;
}

/** In which order methods are asked: what reads before what changes, what removes at the end. */
const ORDER = ['GET', 'HEAD', 'OPTIONS', 'QUERY', 'POST', 'PUT', 'PATCH', 'DELETE'];
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

export async function checkUpstream(options: StandinOptions, check: UpstreamCheck): Promise<UpstreamCheckResult> {
  const { upstream, unsafe, told } = check;
  const headers = Object.fromEntries(check.headers.map(headerOf));
  let latest: ProxyExchange | undefined;
  let unanswered = 0;
  const onExchange = (relayed: ProxyExchange) => {
    latest = relayed;
  };
  const standin = await createStandin({ ...options, upstream: { url: upstream, unsafe, onExchange } });
  try {
    const keys = openKnownKeys();
    const roles = new Map(standin.inspect().map((inspected) => [inspected.operation, inspected]));
    for (const operation of inOrder(standin.contract.operations)) {
      const { id, method, path } = operation;
      const name = `${method} ${path}`;
      if (!unsafe && !SAFE.has(method)) {
        told(`${name}  not asked, it may change something`);
        continue;
      }
      const request = await sampleRequest(standin.contract, operation, {
        seed: options.seed ?? 1,
        known: (parameter) => keys.before(path, parameter),
      });
      if ('why' in request) {
        told(`${name}  not asked: ${request.why}`);
        continue;
      }
      latest = undefined;
      const { body: payload } = request;
      const answer = await standin.inject({
        method: request.method as 'GET',
        url: request.url,
        headers: { accept: 'application/json, */*;q=0.5', ...request.headers, ...headers },
        ...(payload !== undefined && { payload }),
      });
      if (latest === undefined) unanswered += 1;
      told(outcomeOf(name, latest, answer.body));
      const role = roles.get(id);
      if (role?.kind === 'collection' && role.role === 'list' && answer.statusCode === 200) {
        keys.learn([path, role.resource ?? path], role.key ?? 'id', bodyOf(answer.body));
      }
    }
    return { report: await standin.report(), unanswered };
  } finally {
    await standin.close();
  }
}

function inOrder(operations: readonly Operation[]): readonly Operation[] {
  const rank = ({ method, path }: Operation) => {
    const at = ORDER.indexOf(method);
    return (at < 0 ? ORDER.length : at) * 1_000 + path.split('/').length;
  };
  return operations.toSorted((a, b) => rank(a) - rank(b));
}

function outcomeOf(name: string, relayed: ProxyExchange | undefined, body: string): string {
  if (!relayed) return `${name}  not answered: ${body}`;
  const { status, violations } = relayed;
  if (violations.length === 0)
    return `${name}  ${status}  ${status < 400 ? 'as declared' : 'as declared, so nothing of its success was seen'}`;
  const lines = violations.map(({ direction, violation }) => {
    return `\n  ${direction === 'request' ? 'asked' : 'answered'}: ${violationText(violation)}`;
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

interface KnownKeys {
  /** What a path parameter is known to be, by the list in front of it. */
  before(path: string, parameter: string): Json | undefined;
  learn(paths: readonly string[], member: string, body: Json | undefined): void;
}

/** Keys of items that lists have shown, so that items are asked for that are there. */
function openKnownKeys(): KnownKeys {
  const known = new Map<string, Json>();
  const plain = (path: string) => path.replace(/\{[^}]*\}/g, '{}');
  return {
    before: (path, parameter) => known.get(plain(path.slice(0, path.indexOf(`/{${parameter}}`)))),
    learn(paths, member, body) {
      const items = Array.isArray(body) ? body : Object.values(isObject(body) ? body : {}).find(Array.isArray);
      const first = items?.find((item: Json) => isObject(item) && item[member] !== undefined);
      if (isObject(first)) for (const path of paths) known.set(plain(path), first[member] as Json);
    },
  };
}

/** @throws SetupError OPTION_INVALID */
function headerOf(text: string): [name: string, value: string] {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):\s*(.*)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name.toLowerCase(), value];
  // What was given is not repeated: it may be a secret.
  throw new SetupError({
    code: 'OPTION_INVALID',
    what: 'A --header is none',
    advice: 'Give a name and a value, as "Accept-Language: de"',
  });
}
