// Where `standin record` gets its requests from: HAR files, the journals of running servers, or a proxy.
import { readFile } from 'node:fs/promises';
import { basePathOf } from '../contract/base-path.ts';
import type { Contract } from '../contract/contract.ts';
import { locate } from '../contract/document/locate.ts';
import { isRemote } from '../contract/document/location.ts';
import { parseText } from '../contract/document/parse.ts';
import type { Operation } from '../contract/operation/operations.ts';
import { responseFor } from '../contract/operation/operations.ts';
import { isBodiless } from '../contract/wire/header-fields.ts';
import { missingFile } from '../errors/missing-file.ts';
import { serverUnreachable } from '../errors/server-unreachable.ts';
import { SetupError } from '../errors/setup-error.ts';
import { createStandin, type ProxyExchange, type Standin, type StandinOptions } from '../index.ts';
import { isSecret } from '../json/secrets.ts';
import type { Json } from '../json/value.ts';
import { ArchiveServer } from '../recording/archive-server.ts';
import type { RecordedCall } from '../recording/call.ts';
import { attachedTo, type HarEntry, readHar, sentHeaders } from '../recording/har.ts';
import type { Redactor } from '../recording/redact.ts';
import { apiKeyNames } from '../security/requirements.ts';

const ADVICE = 'Use the path of a HAR file (HTTP archive), or the URL of a running standin server';

/** Reads an archive from a file, or from the journal of a server. @throws SetupError RECORDING_INVALID */
export async function readRecording(location: string, controlToken: string | undefined): Promise<readonly HarEntry[]> {
  const text = isRemote(location) ? await journalOf(location, controlToken) : await fileText(location);
  const name = isRemote(location) ? new URL(location).host : location;
  const value = parseText(text, name, { subject: 'The recording', unparsable: 'RECORDING_INVALID' });
  return readHar(value, {
    name,
    attached: isRemote(location) ? async () => undefined : attachedTo(location),
    place: (pointer) => ({ file: name, pointer, ...locate(text, pointer) }),
  });
}

async function fileText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw missingFile('RECORDING_INVALID', file, ADVICE);
    throw new SetupError({
      code: 'RECORDING_INVALID',
      what: `The recording cannot be read: ${cause.message}`,
      advice: ADVICE,
      file,
      cause,
    });
  });
}

/** @param location the URL of a server, or of one of its worlds */
async function journalOf(location: string, controlToken: string | undefined): Promise<string> {
  const url = new URL(location);
  const world = /^\/~([^/]+)/.exec(url.pathname)?.[1] ?? 'default';
  const headers: Record<string, string> = controlToken === undefined ? {} : { authorization: `Bearer ${controlToken}` };
  const response = await fetch(new URL(`/_standin/worlds/${world}/har`, url), { headers }).catch((error: Error) => {
    throw serverUnreachable('RECORDING_INVALID', location, error, 'Start standin, or use its URL');
  });
  if (response.ok) return response.text();
  throw await journalError(response, location, world);
}

async function journalError(response: Response, location: string, world: string): Promise<SetupError> {
  const { code } = ((await response.json().catch(() => undefined)) ?? {}) as { readonly code?: unknown };
  if (code === 'WORLD_NOT_FOUND') {
    const what = `The world ${world} of the server at ${location} has no requests`;
    return new SetupError({ code: 'RECORDING_INVALID', what, advice: 'Send requests to it, and record then' });
  }
  const isRefused = response.status === 401 || response.status === 403;
  return new SetupError({
    code: 'RECORDING_INVALID',
    what: `The server at ${location} responded with ${response.status}, so its journal cannot be read`,
    advice: isRefused
      ? 'Use the token of the server with --control-token'
      : 'Use the URL of a running standin server with a journal',
  });
}

export interface Captured {
  readonly calls: readonly RecordedCall[];
  /** Requests that are not part of the recording, and why. */
  readonly notes: readonly string[];
}

/** Room for the bodies of a recording. */
const LIMITS = { bodyBytes: 64 * 1024 * 1024, upstreamBytes: 64 * 1024 * 1024 };

/** Matches the entries of archives to the operations of a document, and validates them. */
export class ArchiveCapture {
  readonly #upstream: URL | undefined;
  readonly #redactor: Redactor;

  /** @param upstream only requests below this URL belong to the service; its path replaces the base path of the document */
  constructor(upstream: string | undefined, redactor: Redactor) {
    this.#upstream = upstream === undefined ? undefined : new URL(upstream);
    this.#redactor = redactor;
  }

  async capture(
    options: StandinOptions,
    entries: readonly HarEntry[],
  ): Promise<Captured & { readonly contract: Contract }> {
    const server = new ArchiveServer();
    let exchange: ProxyExchange | undefined;
    const onExchange = (one: ProxyExchange) => {
      exchange = one;
    };
    const upstream = await server.listen();
    const standin = await createStandin({
      ...options,
      upstream,
      unsafe: true,
      onExchange,
      journal: 0,
      limits: LIMITS,
    }).catch(async (error) => {
      await server.close();
      throw error;
    });
    const calls: RecordedCall[] = [];
    const notes: string[] = [];
    try {
      const { contract } = standin;
      for (const entry of entries) {
        this.#learnSecrets(entry, apiKeyNames(contract));
        const path = this.#pathOf(entry.url, basePathOf(contract));
        if (path === undefined) continue;
        if (entry.status < 200) {
          notes.push(`${entry.method} ${entry.url.pathname}: the request got no response (${entry.source})`);
          continue;
        }
        exchange = undefined;
        server.respondWith(entry);
        await this.#send(standin, entry, path);
        if (exchange === undefined)
          notes.push(`${entry.method} ${entry.url.pathname}: the request cannot be repeated (${entry.source})`);
        else calls.push(callOf(contract, exchange, entry.source, entry.responseBody === undefined));
      }
      return { calls, notes, contract };
    } finally {
      await standin.close();
      await server.close();
    }
  }

  /** The path for the document, with the query. Undefined for a request to another service. */
  #pathOf({ origin, pathname, search }: URL, base: string): string | undefined {
    if (!this.#upstream) return `${pathname}${search}`;
    const own = this.#upstream.pathname.replace(/\/$/, '');
    if (origin !== this.#upstream.origin || (pathname !== own && !pathname.startsWith(`${own}/`))) return undefined;
    return `${own === '' ? pathname : `${base}${pathname.slice(own.length)}`}${search}`;
  }

  async #send(
    standin: Standin,
    { method, requestHeaders, requestBody, requestType }: HarEntry,
    url: string,
  ): Promise<void> {
    const headers = sentHeaders(requestHeaders);
    const payload = requestBody !== undefined && requestBody.length > 0 ? requestBody : undefined;
    if (payload && requestType !== '') headers['content-type'] = requestType;
    await standin.inject({ method: method as 'GET', url, headers, ...(payload && { payload }) }).catch(() => undefined);
  }

  #learnSecrets({ requestHeaders, responseHeaders, url }: HarEntry, keyNames: ReadonlySet<string>): void {
    for (const [name, value] of [...requestHeaders, ...responseHeaders]) {
      if (!isSecret(name) && !keyNames.has(name)) continue;
      for (const part of value.split(/[\s;,]+|(?<=^[^=]*)=/)) this.#redactor.add(part);
    }
    for (const [name, value] of url.searchParams) if (keyNames.has(name.toLowerCase())) this.#redactor.add(value);
  }
}

/** Makes a recorded call of an exchange of the proxy. */
function callOf(contract: Contract, exchange: ProxyExchange, source: string, hasNoBody: boolean): RecordedCall {
  const { method, status, pathParameters, request, response, operation: id } = exchange;
  const [path = '', query = ''] = exchange.path.split(/\?(.*)/s);
  const operation = id === undefined ? undefined : contract.operations.find((one) => one.id === id);
  const lacksBody = hasNoBody && method !== 'HEAD' && !isBodiless(status) && declaresBody(operation, status);
  const violations = exchange.violations.filter(({ direction, violation: { rule } }) => {
    // Credentials are not part of a recording: browsers remove them from archives.
    if (direction === 'request') return rule !== 'security';
    return !(hasNoBody && (rule === 'body' || rule === 'syntax'));
  });
  return {
    source,
    method,
    path,
    query: withoutKeys(query, apiKeyNames(contract)),
    operation,
    pathParameters,
    request,
    status,
    response,
    lacksBody,
    violations,
  };
}

function declaresBody(operation: Operation | undefined, status: number): boolean {
  return operation !== undefined && (responseFor(operation, status)?.content.length ?? 0) > 0;
}

/** The query without API keys. */
function withoutKeys(query: string, keyNames: ReadonlySet<string>): string {
  const pairs = query.split('&').filter((pair) => !keyNames.has((pair.split('=')[0] ?? '').toLowerCase()));
  return pairs.join('&');
}

/** A proxy that records what it forwards. */
export async function openProxy(
  options: StandinOptions,
  redactor: Redactor,
): Promise<{ readonly standin: Standin; readonly captured: () => Captured }> {
  const exchanges: ProxyExchange[] = [];
  const standin = await createStandin({
    ...options,
    onExchange(exchange) {
      exchanges.push(exchange);
      redactor.addFrom(exchange.request.body);
      redactor.addFrom(exchange.response.body);
    },
  });
  const captured = () => ({
    calls: exchanges.map((one, index) =>
      callOf(standin.contract, one, `request ${index + 1}`, one.response.text === undefined),
    ),
    notes: [],
  });
  return { standin, captured };
}

/** Secrets in the bodies of archives, for the rest of the recording. */
export function learnSecrets(calls: readonly RecordedCall[], redactor: Redactor): void {
  const bodies: (Json | undefined)[] = calls.flatMap(({ request, response }) => [request.body, response.body]);
  for (const body of bodies) redactor.addFrom(body);
}
