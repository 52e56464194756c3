// The public API: a standin server inside your own process.
import type { FastifyPluginAsync, InjectOptions } from 'fastify';
import { checkListenOptions, checkOptions, refuseForeignSettings, refuseUnknownOptions } from './api/check-options.ts';
import {
  documentsOf,
  type Environment,
  type MountedDocument,
  serviceOptionsOf,
  withCompanions,
} from './api/documents.ts';
import type { OpenStandin, StandinPluginOptions } from './api/fastify-plugin.ts';
import { rememberServer } from './api/observe.ts';
import { reloaderOf } from './api/reload.ts';
import { addressOf, serverOptionsOf } from './api/server-options.ts';
import type { Standin, StandinOptions } from './api/standin.ts';
import { openTestWorld } from './api/test-world.ts';
import { lintAll, refuseWarnings, warningsOf } from './api/warnings.ts';
import { watchAll } from './api/watch.ts';
import { createControl } from './control/client.ts';
import { HttpError } from './errors/http-error.ts';
import { SetupError } from './errors/setup-error.ts';
import { fetchBy, hostOf, pathOf } from './http/inject.ts';
import type { InterceptOptions } from './http/listen/intercept-fetch.ts';
import { inspect } from './resources/infer/inspect.ts';
import { openServer } from './server.ts';
import { knownSettingsOf, type Service } from './service.ts';
import type { Watcher } from './sources/watch.ts';
import { mergeKnownSettings } from './world-settings.ts';

export { type DiffedDocument, type DiffOptions, type DiffReport, diff } from './api/diff.ts';
export type { StandinPluginOptions } from './api/fastify-plugin.ts';
export type {
  DocumentOptions,
  ListenOptions,
  Reload,
  Standin,
  StandinOptions,
  TestWorld,
} from './api/standin.ts';
export type { HttpResponse } from './behaviours/behaviour.ts';
export type {
  BodyOf,
  Handler,
  HandlerCall,
  Handlers,
  NextResponse,
  ParametersOf,
  ResourceOf,
  ResponseOf,
  UntypedHandlers,
} from './behaviours/handlers.ts';
export type { DiffFinding, DiffOperation, DiffOutgoing, DiffPart } from './contract/compare/finding.ts';
export type { DiffKind, Severity } from './contract/compare/kinds.ts';
export type { Contract, Validator } from './contract/contract.ts';
export type { LocatedWarning, Warning } from './contract/document/warning.ts';
export type { LoadStep } from './contract/load.ts';
export type { Operation } from './contract/operation/operations.ts';
export type { Control, WorldControl } from './control/client.ts';
export { type ErrorCode, HttpError, type Violation } from './errors/http-error.ts';
export { type Place, type SetupCode, SetupError } from './errors/setup-error.ts';
export type { Fault, FaultKind, FaultWhen, Latency } from './faults/fault.ts';
export type { Matcher, ValueMatcher } from './faults/matcher.ts';
export type { NetworkProfile } from './faults/network.ts';
export type { Stub, StubResponse } from './faults/stub.ts';
export type { Interception, InterceptOptions } from './http/listen/intercept-fetch.ts';
export type { ProxyExchange } from './http/proxy/proxy.ts';
export type { InvalidResponse, InvalidResponsePolicy } from './http/request/document.ts';
export type { Json, JsonObject } from './json/value.ts';
export type { AcceptedCredential } from './option-types.ts';
export type { SentRequest } from './report/record.ts';
export type { Report, ReportedDocument, ReportedUnchecked, ReportedViolation } from './report/report.ts';
export type { CallbackLine, LoggedViolation, LogLine, RequestLine } from './report/request-line.ts';
export type { LogFormat, LogOutput, RequestLogOptions } from './report/request-log.ts';
export type { InspectedOperation } from './resources/infer/inspect.ts';
export type { StateMismatch } from './resources/state/migrate-state.ts';
export type { Repository } from './resources/state/repository.ts';
export type {
  CredentialToVerify,
  CredentialVerdict,
  PresentedCredential,
  VerificationContext,
  VerifyCredential,
} from './security/requirements.ts';
export type { KeptState } from './server.ts';
export type { Usage, UsedOperation, UsedParameter, UsedProperty, UsedReads } from './usage/usage.ts';

/** The built-in document, and what a file of handlers imports by this package's name. */
const environment: Environment = {
  defaultPack: async () => (await import('./microsoft-graph/pack.ts')).microsoftGraph,
  modules: { standin: { createStandin, HttpError, SetupError } },
};

/**
 * Creates a stateful mock server for OpenAPI documents. With the type `operations` of openapi-typescript, as in
 * `createStandin<operations>({ document, handlers })`, a handler of another name does not compile.
 * @throws SetupError for a document that cannot be served (with file, line and JSON pointer), for a handler without an
 * operation, and for an option that is unknown or has an invalid value
 */
export async function createStandin<Operations = unknown>(options: StandinOptions<Operations> = {}): Promise<Standin> {
  return (await openStandin(options as StandinOptions, '')).standin;
}

/**
 * A Fastify plugin: `app.register(standin, { document: 'api.yaml', prefix: '/mock' })` serves the mock below the prefix, with its
 * docs page, control API and worlds. It has the options of `createStandin`. `onOpen` gets the mock.
 * @throws SetupError as `createStandin` does
 */
export const standin: FastifyPluginAsync<StandinPluginOptions> = async (app, options) => {
  const { registerStandin } = await import('./api/fastify-plugin.ts');
  await registerStandin(app, options, openStandin);
};

/** @param base the path that all URLs of the server begin with; empty for none */
async function openStandin(options: StandinOptions, base: string): Promise<OpenStandin> {
  checkOptions(options);
  const given = documentsOf(options);
  const documents = new Map(given.map(({ mount, own }) => [mount, own]));
  const open = (document: MountedDocument) => serviceOptionsOf(document, { options, environment });
  const opened = (await Promise.all(given.map(open))).flatMap(withCompanions);
  const known = mergeKnownSettings(opened.map(({ served }) => knownSettingsOf(served)));
  refuseUnknownOptions(options, known);
  await refuseForeignSettings(options.settings, known, async () => knownSettingsOf(await environment.defaultPack()));
  const serverOptions = await serverOptionsOf(options, opened, base);
  const server = await openServer(serverOptions);
  const { services, socket } = server;
  const reload = reloaderOf({ server, documents, open });
  let watchers: readonly Watcher[] = [];
  try {
    if (options.strict) refuseWarnings(await lintAll(services()));
    if (options.watch) watchers = await watchAll(services(), { documents, reload, onReload: options.onReload });
  } catch (error) {
    await server.close();
    throw error;
  }
  const inject = async (request: InjectOptions | string) =>
    (await server.appAt(pathOf(request), hostOf(request))).fastify.inject(request);
  const control = createControl({
    url: `http://localhost${base}`,
    token: options.controlToken,
    fetch: fetchBy(inject),
  });
  const intercept = async (origin: string, interception: InterceptOptions = {}) => {
    const { interceptOrigin } = await import('./http/listen/intercept-fetch.ts');
    const intercepted = await interceptOrigin(origin, inject, interception);
    if (!server.usage) return intercepted;
    const { trackInterception } = await import('./api/track-interception.ts');
    return trackInterception(origin, intercepted, server.usage);
  };
  let tests = 0;
  const standin: Standin = {
    get contract() {
      return (services()[0] as Service).contract;
    },
    get warnings() {
      return warningsOf(services());
    },
    lint: () => lintAll(services()),
    inspect: () => services().flatMap(inspect),
    get url() {
      return socket.url;
    },
    get ca() {
      return socket.ca;
    },
    get kept() {
      return server.kept();
    },
    async listen(address = {}) {
      checkListenOptions(address);
      const socketAddress = addressOf(address);
      const url = await socket.listen(socketAddress);
      serverOptions.control.listensOn(socketAddress.host);
      return url;
    },
    get controlToken() {
      return serverOptions.control.token;
    },
    inject,
    control,
    world: (name = `test-${++tests}`) => openTestWorld(name, server, { control, inject, intercept }),
    intercept,
    report: server.report,
    usage: () => server.usage?.usage(),
    services: () => services().map(({ mount, parentMount, contract }) => ({ mount, parentMount, contract })),
    reload,
    async close() {
      await Promise.all(watchers.map((watcher) => watcher.close()));
      await server.close();
    },
  };
  rememberServer(standin, server);
  return { standin, appAt: server.appAt };
}
