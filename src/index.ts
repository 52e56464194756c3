// The public face: a standin server inside your own process.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { UntypedHandlers } from './behaviours/handlers.ts';
import type { Pack } from './behaviours/pack.ts';
import type { Contract } from './contract/contract.ts';
import type { Warning } from './contract/doubts.ts';
import { examine } from './contract/examine.ts';
import type { LoadStep } from './contract/load.ts';
import { isRemote } from './contract/location.ts';
import { type Control, createControl, type WorldControl } from './control/client.ts';
import { AnswerError } from './errors/answer.ts';
import { SetupError } from './errors/setup.ts';
import type { Fault } from './faults/fault.ts';
import type { Plans } from './faults/plans.ts';
import type { Stub } from './faults/stub.ts';
import type { AnswerPolicy, BrokenAnswer } from './http/answers.ts';
import type { Interception, InterceptOptions } from './http/intercept.ts';
import type { Relayed, Upstream } from './http/proxy.ts';
import { isObject, type Json, type JsonObject } from './json/value.ts';
import { DEFAULT_COUNT, DEFAULT_HOST, DEFAULT_SEED, HANDLER_LIMIT, LEDGER_SIZE, WORLD_IDLE } from './options.ts';
import type { SentRequest } from './report/record.ts';
import type { Report } from './report/report.ts';
import { type Inspected, inspect } from './resources/inspect.ts';
import type { Misfit } from './resources/refit.ts';
import { SCENARIOS, type ScenarioSource } from './resources/scenarios.ts';
import type { VerifyCredential } from './security/requirements.ts';
import { openServer } from './server.ts';
import type { Served, Service, ServiceOptions } from './service.ts';
import type { PlanSource } from './sources/plans.ts';
import type { Watcher } from './sources/watch.ts';

export type { Answer } from './behaviours/behaviour.ts';
export type {
  AnswerOf,
  BodyOf,
  Handler,
  HandlerCall,
  Handlers,
  ParametersOf,
  PassedOn,
  ShownBy,
  UntypedHandlers,
} from './behaviours/handlers.ts';
export type { Contract, Validator } from './contract/contract.ts';
export type { Warning } from './contract/doubts.ts';
export type { LoadStep } from './contract/load.ts';
export type { Operation } from './contract/operations.ts';
export type { Control, WorldControl } from './control/client.ts';
export { type AnswerCode, AnswerError, type Violation } from './errors/answer.ts';
export { type Place, type SetupCode, SetupError } from './errors/setup.ts';
export type { Fault, FaultKind, FaultWhen, Latency } from './faults/fault.ts';
export type { Matcher, ValueMatcher } from './faults/matcher.ts';
export type { Stub, StubAnswer } from './faults/stub.ts';
export type { AnswerPolicy, BrokenAnswer } from './http/answers.ts';
export type { Interception, InterceptOptions } from './http/intercept.ts';
export type { Relayed } from './http/proxy.ts';
export type { Json, JsonObject } from './json/value.ts';
export type { SentRequest } from './report/record.ts';
export type { Report, ReportedDocument, ReportedViolation } from './report/report.ts';
export type { Inspected } from './resources/inspect.ts';
export type { Misfit } from './resources/refit.ts';
export type { Repository } from './resources/repository.ts';
export type {
  JudgedCredential,
  PresentedCredential,
  Verdict,
  VerifyCredential,
  VerifyFacts,
} from './security/requirements.ts';

/** A document, with what belongs to it alone. */
export interface DocumentOptions {
  /** The OpenAPI document: a path to YAML or JSON, or the document as a value. Without it the one in the box is served. */
  readonly document?: string | JsonObject | undefined;
  /** OpenAPI overlays to change the document by, paths or URLs, in order. */
  readonly overlays?: readonly string[] | undefined;
  /**
   * Code for single operations, by operationId, or the path of a file that exports it; for the document in the box these stand
   * in front of its own.
   */
  readonly handlers?: UntypedHandlers | string | undefined;
  /** Named first states beside those of the document: a path to YAML or JSON, or a value. */
  readonly scenarios?: string | JsonObject | undefined;
  /** The scenario to begin with. */
  readonly scenario?: string | undefined;
}

export interface StandinOptions extends DocumentOptions {
  /** Further documents on the same port, by the path that each is served under, as `/billing`. */
  readonly mounts?: Readonly<Record<string, DocumentOptions>> | undefined;
  /** Loads documents, scenarios and handlers again when their files change; what goes on, `onReload` is told. */
  readonly watch?: boolean | undefined;
  readonly onReload?: ((reload: Reload) => void) | undefined;
  /** Whether a `$ref` may leave the document's folder, or reach another host; not unless it is said. */
  readonly allowRemoteRefs?: boolean | undefined;
  /** Refuses a document that has faults, even those that it could be served with; and asks a PATCH for all that its schema requires. */
  readonly strict?: boolean | undefined;
  /** Is told what comes next while a document is loaded. */
  readonly onStep?: ((step: LoadStep) => void) | undefined;
  /** What every generated value is a function of; 1 without it. */
  readonly seed?: number | undefined;
  /** Items that a collection begins with of which the document shows none; 3 without it. */
  readonly count?: number | undefined;
  /** Milliseconds that a handler may take to answer; 30,000 without it. */
  readonly handlerLimit?: number | undefined;
  /** Hosts beside loopback that callbacks and webhooks may be sent to, as `hooks.example` or `hooks.example:8080`. */
  readonly callbacksTo?: readonly string[] | undefined;
  /** Webhooks of the document that are sent after every change, by name, each with the URL or runtime expression it goes to. */
  readonly webhooks?: Readonly<Record<string, string>> | undefined;
  /** Is told of every callback and webhook, sent or not. */
  readonly onCallback?: ((sent: SentRequest) => void) | undefined;
  /** Milliseconds after which a world that no request has named is dropped; an hour without it. */
  readonly worldIdle?: number | undefined;
  /** Is told the name of every world that is made, but for the default one. */
  readonly onWorld?: ((name: string) => void) | undefined;
  /** Answers that every world begins with: a path to YAML or JSON, or the list. */
  readonly stubs?: string | readonly Stub[] | undefined;
  /** Failures that every world begins with: a path to YAML or JSON, or the list; false forbids any, those of a request's header too. */
  readonly faults?: string | readonly Fault[] | false | undefined;
  /** What the control API asks of everybody as a bearer token; without it, it answers this machine alone. */
  readonly controlToken?: string | undefined;
  /** Origins of pages that may use the control API, as `https://tools.example`. */
  readonly controlOrigins?: readonly string[] | undefined;
  /** Exchanges that each world remembers; 200 without it, 0 for none, and for no report either. */
  readonly ledger?: number | undefined;
  /** What is set in every world, unless it says otherwise itself: `{ profile: 'observed', auth: 'strict' }`. docs/settings.md lists them. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** Freezes the clock at this moment, until it is told otherwise. */
  readonly now?: Date | undefined;
  /** What becomes of an answer that breaks the contract: a 500 that names it (`refuse`, the default), or it is sent all the same. */
  readonly answers?: AnswerPolicy | undefined;
  /** Says which well-formed credentials are good; without it all of them are. */
  readonly verifyCredential?: VerifyCredential | undefined;
  /** A real service that every request is passed on to; the document then judges both sides, and answers nothing itself. */
  readonly upstream?: UpstreamOptions | undefined;
  /** Is told of every answer that breaks the contract. */
  readonly onBrokenAnswer?: ((broken: BrokenAnswer) => void) | undefined;
}

export interface UpstreamOptions {
  /** Its origin, as `https://api.example`; a path behind it stands in the place of the document's base path. */
  readonly url: string;
  /** Passes requests on that may change something there; without it they are refused. */
  readonly unsafe?: boolean | undefined;
  /** Is told of every exchange with it. */
  readonly onExchange?: ((relayed: Relayed) => void) | undefined;
}

/** What became of a change: it is served now, or what was served goes on. */
export type Reload =
  | { readonly kind: 'reloaded'; readonly mount: string; readonly misfits: readonly Misfit[] }
  | { readonly kind: 'refused'; readonly mount: string; readonly error: Error };

export interface ListenOptions {
  /** 0, the default, for any free port. */
  readonly port?: number | undefined;
  /** An address of this machine; loopback unless told otherwise. */
  readonly host?: string | undefined;
  /** Speaks HTTPS, under a CA of its own that is kept in this folder, or in the user's data folder. */
  readonly tls?: boolean | { readonly folder: string } | undefined;
  /** Is an HTTP proxy for these hosts alone, as `graph.microsoft.com`, and answers in their place, under the same CA. */
  readonly intercept?: readonly string[] | { readonly hosts: readonly string[]; readonly folder: string } | undefined;
}

export interface Standin {
  /** The compiled document: its operations and its validators. */
  readonly contract: Contract;
  /** What in the document is doubtful, and served nevertheless. */
  readonly warnings: readonly Warning[];
  /**
   * Compiles what only the first request would, and holds every example against its schema, operation by operation, so that
   * requests are answered meanwhile.
   * @returns all warnings, those known before among them
   */
  examine(): Promise<readonly Warning[]>;
  /** What each operation is taken to do, in the document's order. */
  inspect(): readonly Inspected[];
  /** The origin it listens on, as `http://127.0.0.1:4010`; undefined while it does not listen. */
  readonly url: string | undefined;
  /** The file of the CA that clients are to trust; undefined while it does not listen, and without `tls` and `intercept`. */
  readonly ca: string | undefined;
  /** Opens the port and answers its origin. @throws SetupError PORT_TAKEN, LISTEN_FAILED, OPTION_INVALID or TLS_UNAVAILABLE */
  listen(options?: ListenOptions): Promise<string>;
  /** Answers one request without a port, as light-my-request does. */
  inject(request: InjectOptions | string): Promise<LightMyRequestResponse>;
  /** Steers the server, as the control API does: worlds, clocks, stubs, faults, what happened. It needs no port. */
  readonly control: Control;
  /** A world for one test: isolated, and deleted when it is disposed of. @param name one of its own without it */
  world(name?: string): TestWorld;
  /**
   * Answers what this process itself sends to an origin, as `https://graph.microsoft.com`, by fetch or node:http, without a port.
   * Each process has one fetch: worlds are told apart by the options, or by the request's own header.
   */
  intercept(origin: string, options?: InterceptOptions): Promise<Interception>;
  /** What broke the contract so far, and what of it was exercised. */
  report(): Promise<Report>;
  /** The documents that are served, the one at the root first; with the path of the one that each belongs to, if it does. */
  services(): readonly {
    readonly mount: string;
    readonly beside: string | undefined;
    readonly contract: Contract;
  }[];
  /**
   * Serves a document anew, its file and those of its handlers and scenarios read again; the state stays as far as it fits.
   * @param mount the path that it is served under, empty for the first
   * @param changes options to serve it with from now on
   * @returns what of the state did not fit any more, and was made up anew
   * @throws SetupError where it cannot be served; what was served then goes on
   */
  reload(mount?: string, changes?: DocumentOptions): Promise<readonly Misfit[]>;
  /** Answers what is under way, then closes port and server. */
  close(): Promise<void>;
}

/** Of this package. */
const { version: VERSION } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

/** A world that a test has to itself. */
export interface TestWorld extends Omit<WorldControl, 'url'>, AsyncDisposable {
  /** What every URL of it begins with; undefined while the server does not listen. */
  readonly url: string | undefined;
  /** Answers one request in this world without a port. */
  inject(request: InjectOptions | string): Promise<LightMyRequestResponse>;
  /** Answers in this world what the process itself sends to an origin. */
  intercept(origin: string): Promise<Interception>;
}

/**
 * A server that behaves as an OpenAPI document says, and remembers.
 * @throws SetupError for a document that cannot be served (with file, line and JSON pointer) or a handler that names no operation
 */
export async function createStandin(options: StandinOptions = {}): Promise<Standin> {
  const { now, answers = 'refuse', verifyCredential: verify, onBrokenAnswer = () => undefined } = options;
  const { seed = DEFAULT_SEED, count = DEFAULT_COUNT, mounts = {} } = options;
  const given = new Map<string, DocumentOptions>([['', options], ...Object.entries(mounts).map(mountOf)]);
  const opened = ([mount, own]: readonly [string, DocumentOptions]) => serviceOf(mount, own, options);
  const services = (await Promise.all([...given].map(opened))).flatMap(withThoseBeside);
  const { callbacksTo = [], webhooks = {}, onCallback: tellSent = () => undefined } = options;
  const sending = { callbacksTo, webhooks, tellSent };
  const { worldIdle = WORLD_IDLE, onWorld = () => undefined } = options;
  const { ledger: remembered = LEDGER_SIZE } = options;
  const plan = await planned(options, services);
  const { controlToken: token, controlOrigins: origins = [] } = options;
  const steering = { faults: options.faults !== false, control: { token, origins }, version: VERSION };
  const worlds = {
    ...steering,
    remembered,
    plan,
    worldIdle,
    worldOpened: ({ name }: { readonly name: string }) => onWorld(name),
  };
  const common = {
    now,
    settings: options.settings ?? {},
    answers,
    verify,
    seed,
    count,
    report: onBrokenAnswer,
    upstream: upstreamOf(options),
    ...sending,
    ...worlds,
  };
  const server = await openServer({ services, ...common });
  const first = () => server.services()[0] as Service;
  const known = () => server.services().flatMap(({ contract, app }) => [...contract.warnings, ...app.routes.warnings]);
  const examined = async () => {
    const found = known();
    for (const { contract } of server.services()) {
      for (const doubts of examine(contract)) {
        found.push(...doubts);
        await setImmediate();
      }
    }
    return found;
  };
  if (options.strict) refuseDoubts(first().contract, await examined());
  const reload = async (mount = '', changes: DocumentOptions = {}) => {
    const own = { ...given.get(mount), ...changes };
    const misfits = await server.reload(await opened([mount, own]));
    given.set(mount, own);
    return misfits;
  };
  const watchers = options.watch ? await watchAll(server.services(), { given, reload, told: options.onReload }) : [];
  const inject = async (request: InjectOptions | string) =>
    (await server.appAt(pathOf(request), hostOf(request))).fastify.inject(request);
  const control = createControl({ url: 'http://localhost', token, fetch: fetchBy(inject) });
  const intercept = async (origin: string, how: InterceptOptions = {}) => {
    const { interceptOrigin } = await import('./http/intercept.ts');
    return interceptOrigin(origin, inject, how);
  };
  let tests = 0;
  return {
    get contract() {
      return first().contract;
    },
    get warnings() {
      return known();
    },
    examine: examined,
    inspect: () => server.services().flatMap(({ contract, inference }) => inspect(contract, inference)),
    get url() {
      return server.socket.url;
    },
    get ca() {
      return server.socket.ca;
    },
    listen: ({ port = 0, host = DEFAULT_HOST, ...secure } = {}) =>
      server.socket.listen({ port, host, ...securing(secure) }),
    inject,
    control,
    world(name = `test-${++tests}`) {
      const headers = { 'standin-world': name };
      const dispose = async () => void server.worlds.drop(name);
      return {
        ...control.world(name),
        get url() {
          return server.socket.url === undefined ? undefined : `${server.socket.url}/~${name}`;
        },
        inject: (request) => inject(inWorld(request, headers)),
        intercept: (origin) => intercept(origin, { world: name }),
        [Symbol.asyncDispose]: dispose,
      };
    },
    intercept,
    report: server.report,
    services: () => server.services().map(({ mount, beside, contract }) => ({ mount, beside, contract })),
    reload,
    async close() {
      await Promise.all(watchers.map((watcher) => watcher.close()));
      await server.close();
    },
  };
}

/** What adds the stubs and faults of the options to a world. @throws SetupError PLAN_INVALID */
async function planned(
  { stubs, faults }: StandinOptions,
  services: readonly ServiceOptions[],
): Promise<(plans: Plans) => void> {
  if (stubs === undefined && (faults === undefined || faults === false)) return () => undefined;
  const { checkedFaults, checkedStubs } = await import('./control/plans.ts');
  const contracts = services.map(({ served }) => served.contract);
  const knownStubs = stubs === undefined ? [] : checkedStubs(await planSource(stubs), contracts);
  const knownFaults =
    faults === undefined || faults === false ? [] : checkedFaults(await planSource(faults), contracts);
  return (plans) => {
    // What stands first in a list is asked first.
    for (const stub of knownStubs.toReversed()) plans.stubs.add(stub);
    for (const fault of knownFaults.toReversed()) plans.faults.add(fault);
  };
}

async function planSource(given: string | readonly object[]): Promise<PlanSource> {
  if (typeof given !== 'string') return { plans: given as unknown as Json, place: (pointer) => ({ pointer }) };
  const { loadPlans } = await import('./sources/plans.ts');
  return loadPlans(given);
}

/** @throws SetupError OPTION_INVALID */
function upstreamOf({ upstream, mounts = {} }: StandinOptions): Upstream | undefined {
  if (!upstream) return undefined;
  const { url, unsafe = false, onExchange: told = () => undefined } = upstream;
  const refused = (what: string, advice: string) => new SetupError({ code: 'OPTION_INVALID', what, advice });
  if (!/^https?:\/\/[^@?#]+$/i.test(url) || !URL.canParse(url)) {
    throw refused(
      `The upstream is ${JSON.stringify(url)}`,
      'Give an origin, as https://api.example, with a path or without',
    );
  }
  if (Object.keys(mounts).length > 0) {
    throw refused(
      'An upstream is asked, and several documents are served',
      'Give the one document that the upstream keeps to',
    );
  }
  return { url, unsafe, told };
}

function mountOf([path, own]: readonly [string, DocumentOptions]): [string, DocumentOptions] {
  const mount = path.replace(/\/+$/, '');
  if (/^(?:\/[\w.~-]+)+$/.test(mount) && !mount.startsWith('/_standin')) return [mount, own];
  throw new SetupError({
    code: 'OPTION_INVALID',
    what: `A document is to be served under ${JSON.stringify(path)}`,
    advice: 'Give a path as /billing, of letters, digits, dots, dashes and underscores',
  });
}

/** The path that a request is injected at. */
function pathOf(request: InjectOptions | string): string {
  const { url = '/', path = url } = typeof request === 'string' ? { url: request } : request;
  return typeof path === 'string' ? path.replace(/^\w+:\/\/[^/]*/, '') : (path.pathname ?? '/');
}

/** The host that a request is injected for. */
function hostOf(request: InjectOptions | string): string | undefined {
  const { url = '/', path = url, headers } = typeof request === 'string' ? { url: request, headers: {} } : request;
  const [, named] = /^\w+:\/\/([^/]*)/.exec(String(path)) ?? [];
  const host = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'host')?.[1];
  return host === undefined ? named : String(host);
}

/** Whether the port speaks TLS, for whom it answers, and where its CA is kept. */
function securing({ tls = false, intercept = [] }: ListenOptions) {
  const folder = typeof tls === 'object' ? tls.folder : undefined;
  const asked = 'hosts' in intercept ? intercept : { hosts: intercept, folder };
  return { tls: tls !== false, intercept: asked.hosts, folder: folder ?? asked.folder };
}

/** A request as it is meant, in a world. */
function inWorld(request: InjectOptions | string, headers: Readonly<Record<string, string>>): InjectOptions {
  const given = typeof request === 'string' ? { url: request } : request;
  return { ...given, headers: { ...given.headers, ...headers } };
}

/** fetch without a port. */
function fetchBy(inject: (request: InjectOptions) => Promise<LightMyRequestResponse>): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const url = new URL(String(input));
    const { method = 'GET', headers = {}, body } = init;
    const answer = await inject({
      method: method as NonNullable<InjectOptions['method']>,
      url: `${url.pathname}${url.search}`,
      headers: { ...Object.fromEntries(new Headers(headers)), host: url.host },
      ...(typeof body === 'string' && { payload: body }),
    });
    const told = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]);
    return new Response(answer.statusCode === 204 ? null : answer.rawPayload, {
      status: answer.statusCode,
      headers: told,
    });
  };
}

/** A document with those that belong to its service. */
function withThoseBeside(service: ServiceOptions): ServiceOptions[] {
  const { beside = [] } = service.served;
  const further = beside.map(({ mount, pack }): ServiceOptions => {
    // What a scenario of the service is for it, it may be for those beside it as well.
    const known = pack.contract.document[SCENARIOS];
    const { scenario = '' } = service;
    const shared = isObject(known) && Object.hasOwn(known, scenario) ? scenario : undefined;
    const own = { scenarios: [], scenario: shared, handlerLimit: undefined };
    return { served: pack, mount: `${service.mount}${mount}`, beside: service.mount, ...own };
  });
  return [service, ...further];
}

/** What the options of one document come to, its files read. */
async function serviceOf(mount: string, own: DocumentOptions, options: StandinOptions): Promise<ServiceOptions> {
  const [served, scenarios] = await Promise.all([servedBy(own, options), scenariosOf(own)]);
  const { handlerLimit = HANDLER_LIMIT } = options;
  const limit = own.handlers === undefined ? undefined : handlerLimit;
  return { mount, served, scenarios, scenario: own.scenario, handlerLimit: limit };
}

interface Watching {
  readonly given: ReadonlyMap<string, DocumentOptions>;
  readonly reload: Standin['reload'];
  readonly told: ((reload: Reload) => void) | undefined;
}

async function watchAll(services: readonly Service[], { given, reload, told }: Watching): Promise<Watcher[]> {
  const { watchFiles } = await import('./sources/watch.ts');
  return Promise.all(
    services.map(({ mount, contract }) => {
      const { handlers, scenarios } = given.get(mount) ?? {};
      const code = typeof handlers === 'string' ? resolve(handlers) : undefined;
      const state = typeof scenarios === 'string' ? resolve(scenarios) : undefined;
      const files = [...contract.files.filter((file) => !isRemote(file)), code, state].filter(
        (file) => file !== undefined,
      );
      const beside = code === undefined ? undefined : dirname(code);
      const also = (file: string) =>
        beside !== undefined && file.startsWith(beside) && /\.[cm]?[jt]sx?$|\.json$/.test(file);
      return watchFiles({ files, also }, async () => {
        const outcome = await reload(mount).then(
          (misfits): Reload => ({ kind: 'reloaded', mount, misfits }),
          (error: Error): Reload => ({ kind: 'refused', mount, error }),
        );
        told?.(outcome);
      });
    }),
  );
}

async function scenariosOf({ scenarios }: DocumentOptions): Promise<readonly ScenarioSource[]> {
  if (scenarios === undefined) return [];
  if (typeof scenarios !== 'string') return [{ scenarios, pointer: '', place: (pointer) => ({ pointer }) }];
  const { loadScenarios } = await import('./sources/scenarios.ts');
  return [await loadScenarios(scenarios)];
}

function refuseDoubts(contract: Contract, [first, ...others]: readonly Warning[]): void {
  if (!first) return;
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  throw new SetupError({
    code: 'DOCUMENT_DOUBTFUL',
    what: `${first.message}${more}`,
    advice: 'Mend the document, or serve it without --strict; standin check lists everything',
    ...contract.place(first.pointer),
  });
}

async function servedBy(
  { document, overlays, handlers: given = {} }: DocumentOptions,
  { allowRemoteRefs: remoteRefs, strict: wholePatches, onStep }: StandinOptions,
): Promise<Served> {
  const handlers = typeof given === 'string' ? await handlersIn(given) : given;
  if (document === undefined) {
    const { microsoftGraph } = await import('./microsoft-graph/pack.ts');
    return inFrontOf(microsoftGraph, handlers);
  }
  const { contractFromValue, loadContract } = await import('./contract/load.ts');
  const loading = { remoteRefs, wholePatches, overlays, onStep };
  const contract = await (typeof document === 'string'
    ? loadContract(document, loading)
    : contractFromValue(document, loading));
  return { contract, handlers };
}

/** A pack with handlers of a user's in front of its own, in all worlds. */
function inFrontOf(pack: Pack, handlers: UntypedHandlers): Pack {
  const variants = (pack.variants ?? []).map(({ where, handlers: own }) => {
    const left = Object.entries(own).filter(([id]) => !Object.hasOwn(handlers, id));
    return { where, handlers: Object.fromEntries(left) };
  });
  return { ...pack, variants, handlers: { ...pack.handlers, ...handlers } };
}

async function handlersIn(file: string): Promise<UntypedHandlers> {
  const { loadHandlers } = await import('./sources/handlers.ts');
  return loadHandlers(file, { standin: { createStandin, AnswerError, SetupError } });
}
