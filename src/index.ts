// The public API: a standin server inside your own process.

import { setImmediate } from 'node:timers/promises';
import type { InjectOptions } from 'fastify';
import { checkListenOptions, checkOptions, refuseUnknownOptions } from './api/check-options.ts';
import {
  documentsOf,
  type Environment,
  type MountedDocument,
  serviceOptionsOf,
  withCompanions,
} from './api/documents.ts';
import { fetchBy, hostOf, inWorld, pathOf } from './api/inject.ts';
import { addressOf, serverOptionsOf } from './api/server-options.ts';
import type { Standin, StandinOptions } from './api/standin.ts';
import { watchAll } from './api/watch.ts';
import type { Contract } from './contract/contract.ts';
import { lint } from './contract/lint.ts';
import type { Warning } from './contract/warnings.ts';
import { createControl } from './control/client.ts';
import { HttpError } from './errors/http-error.ts';
import { SetupError } from './errors/setup-error.ts';
import { WORLD_HEADER } from './headers.ts';
import type { InterceptOptions } from './http/intercept.ts';
import { inspect } from './resources/inspect.ts';
import { openServer } from './server.ts';
import { knownSettingsOf, type Service } from './service.ts';
import { mergeKnownSettings } from './world-settings.ts';

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
export type { Contract, Validator } from './contract/contract.ts';
export type { LoadStep } from './contract/load.ts';
export type { Operation } from './contract/operations.ts';
export type { Warning } from './contract/warnings.ts';
export type { Control, WorldControl } from './control/client.ts';
export { type ErrorCode, HttpError, type Violation } from './errors/http-error.ts';
export { type Place, type SetupCode, SetupError } from './errors/setup-error.ts';
export type { Fault, FaultKind, FaultWhen, Latency } from './faults/fault.ts';
export type { Matcher, ValueMatcher } from './faults/matcher.ts';
export type { NetworkProfile } from './faults/network.ts';
export type { Stub, StubResponse } from './faults/stub.ts';
export type { Interception, InterceptOptions } from './http/intercept.ts';
export type { ProxyExchange } from './http/proxy.ts';
export type { InvalidResponse, InvalidResponsePolicy } from './http/responses.ts';
export type { Json, JsonObject } from './json/value.ts';
export type { AcceptedCredential } from './option-types.ts';
export type { SentRequest } from './report/record.ts';
export type { Report, ReportedDocument, ReportedUnchecked, ReportedViolation } from './report/report.ts';
export type { CallbackLine, LoggedViolation, LogLine, RequestLine } from './report/request-line.ts';
export type { LogFormat, LogOutput, RequestLogOptions } from './report/request-log.ts';
export type { InspectedOperation } from './resources/inspect.ts';
export type { StateMismatch } from './resources/migrate-state.ts';
export type { Repository } from './resources/repository.ts';
export type {
  CredentialToVerify,
  CredentialVerdict,
  PresentedCredential,
  VerificationContext,
  VerifyCredential,
} from './security/requirements.ts';

/** The built-in document, and what a file of handlers imports by this package's name. */
const environment: Environment = {
  defaultPack: async () => (await import('./microsoft-graph/pack.ts')).microsoftGraph,
  modules: { standin: { createStandin, HttpError, SetupError } },
};

/**
 * Creates a stateful mock server for OpenAPI documents.
 * @throws SetupError for a document that cannot be served (with file, line and JSON pointer), for a handler without an
 * operation, and for an option that is unknown or has an invalid value
 */
export async function createStandin(options: StandinOptions = {}): Promise<Standin> {
  checkOptions(options);
  const documents = documentsOf(options);
  const ownOptions = new Map(documents.map(({ mount, own }) => [mount, own]));
  const open = (document: MountedDocument) => serviceOptionsOf(document, { options, environment });
  const services = (await Promise.all(documents.map(open))).flatMap(withCompanions);
  refuseUnknownOptions(options, mergeKnownSettings(services.map(({ served }) => knownSettingsOf(served))));
  const server = await openServer(await serverOptionsOf(options, services));
  const first = () => server.services()[0] as Service;
  const warnings = () =>
    server.services().flatMap(({ contract, app }) => [...contract.warnings, ...app.routes.warnings]);
  const lintAll = async () => {
    const found = warnings();
    for (const { contract } of server.services()) {
      for (const more of lint(contract)) {
        found.push(...more);
        await setImmediate();
      }
    }
    return found;
  };
  if (options.strict) refuseWarnings(first().contract, await lintAll());
  const reload: Standin['reload'] = async (mount = '', changes = {}) => {
    if (!ownOptions.has(mount)) throw unknownMount(mount, [...ownOptions.keys()]);
    const own = { ...ownOptions.get(mount), ...changes };
    const mismatches = await server.reload(await open({ mount, own }));
    ownOptions.set(mount, own);
    return mismatches;
  };
  const watchers = options.watch
    ? await watchAll(server.services(), { documents: ownOptions, reload, onReload: options.onReload })
    : [];
  const inject = async (request: InjectOptions | string) =>
    (await server.appAt(pathOf(request), hostOf(request))).fastify.inject(request);
  const control = createControl({ url: 'http://localhost', token: options.controlToken, fetch: fetchBy(inject) });
  const intercept = async (origin: string, interception: InterceptOptions = {}) => {
    const { interceptOrigin } = await import('./http/intercept.ts');
    return interceptOrigin(origin, inject, interception);
  };
  let tests = 0;
  return {
    get contract() {
      return first().contract;
    },
    get warnings() {
      return warnings();
    },
    lint: lintAll,
    inspect: () => server.services().flatMap(inspect),
    get url() {
      return server.socket.url;
    },
    get ca() {
      return server.socket.ca;
    },
    async listen(address = {}) {
      checkListenOptions(address);
      return server.socket.listen(addressOf(address));
    },
    inject,
    control,
    world(name = `test-${++tests}`) {
      const headers = { [WORLD_HEADER]: name };
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
    services: () => server.services().map(({ mount, parentMount, contract }) => ({ mount, parentMount, contract })),
    reload,
    async close() {
      await Promise.all(watchers.map((watcher) => watcher.close()));
      await server.close();
    },
  };
}

function refuseWarnings(contract: Contract, warnings: readonly Warning[]): void {
  const [first] = warnings;
  if (!first) return;
  const count = warnings.length === 1 ? '1 warning' : `${warnings.length} warnings, the first one`;
  throw new SetupError({
    code: 'DOCUMENT_HAS_WARNINGS',
    what: `The document has ${count}: ${first.message}`,
    advice: 'Fix the document, or serve it without --strict; standin check lists all warnings',
    ...contract.place(first.pointer),
  });
}

function unknownMount(mount: string, mounts: readonly string[]): SetupError {
  return new SetupError({
    code: 'OPTION_INVALID',
    what: `No document is served under ${JSON.stringify(mount)}`,
    advice: `Use ${mounts.map((one) => JSON.stringify(one)).join(' or ')}`,
  });
}
