// What a standin server may be told, and what it can be asked: the public face of it, without what makes it.
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { UntypedHandlers } from '../behaviours/handlers.ts';
import type { Contract } from '../contract/contract.ts';
import type { LoadStep } from '../contract/load.ts';
import type { Warning } from '../contract/warnings.ts';
import type { Control, WorldControl } from '../control/client.ts';
import type { Fault } from '../faults/fault.ts';
import type { Stub } from '../faults/stub.ts';
import type { Interception, InterceptOptions } from '../http/intercept.ts';
import type { ProxyExchange } from '../http/proxy.ts';
import type { InvalidResponse, InvalidResponsePolicy } from '../http/responses.ts';
import type { JsonObject } from '../json/value.ts';
import type { SentRequest } from '../report/record.ts';
import type { Report } from '../report/report.ts';
import type { InspectedOperation } from '../resources/inspect.ts';
import type { StateMismatch } from '../resources/migrate-state.ts';
import type { VerifyCredential } from '../security/requirements.ts';

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
  readonly journal?: number | undefined;
  /** What is set in every world, unless it says otherwise itself: `{ profile: 'observed', auth: 'strict' }`. docs/microsoft-graph/README.md lists them. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** Freezes the clock at this moment, until it is told otherwise. */
  readonly now?: Date | undefined;
  /** What becomes of an answer that breaks the contract: a 500 that names it (`refuse`, the default), or it is sent all the same. */
  readonly invalidResponses?: InvalidResponsePolicy | undefined;
  /** Says which well-formed credentials are good; without it all of them are. */
  readonly verifyCredential?: VerifyCredential | undefined;
  /** A real service that every request is passed on to; the document then judges both sides, and answers nothing itself. */
  readonly upstream?: UpstreamOptions | undefined;
  /** Is told of every answer that breaks the contract. */
  readonly onInvalidResponse?: ((broken: InvalidResponse) => void) | undefined;
}

export interface UpstreamOptions {
  /** Its origin, as `https://api.example`; a path behind it stands in the place of the document's base path. */
  readonly url: string;
  /** Passes requests on that may change something there; without it they are refused. */
  readonly unsafe?: boolean | undefined;
  /** Is told of every exchange with it. */
  readonly onExchange?: ((relayed: ProxyExchange) => void) | undefined;
}

/** What became of a change: it is served now, or what was served goes on. */
export type Reload =
  | { readonly kind: 'reloaded'; readonly mount: string; readonly misfits: readonly StateMismatch[] }
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
  lint(): Promise<readonly Warning[]>;
  /** What each operation is taken to do, in the document's order. */
  inspect(): readonly InspectedOperation[];
  /** The origin it listens on, as `http://127.0.0.1:4010`; undefined while it does not listen. */
  readonly url: string | undefined;
  /** The file of the CA that clients are to trust; undefined while it does not listen, and without `tls` and `intercept`. */
  readonly ca: string | undefined;
  /** Opens the port and answers its origin. @throws SetupError PORT_IN_USE, LISTEN_FAILED, OPTION_INVALID or TLS_UNAVAILABLE */
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
    readonly parentMount: string | undefined;
    readonly contract: Contract;
  }[];
  /**
   * Serves a document anew, its file and those of its handlers and scenarios read again; the state stays as far as it fits.
   * @param mount the path that it is served under, empty for the first
   * @param changes options to serve it with from now on
   * @returns what of the state did not fit any more, and was made up anew
   * @throws SetupError where it cannot be served, or none was given for the path; what was served then goes on
   */
  reload(mount?: string, changes?: DocumentOptions): Promise<readonly StateMismatch[]>;
  /** Answers what is under way, then closes port and server. */
  close(): Promise<void>;
}

/** A world that a test has to itself. */
export interface TestWorld extends Omit<WorldControl, 'url'>, AsyncDisposable {
  /** What every URL of it begins with; undefined while the server does not listen. */
  readonly url: string | undefined;
  /** Answers one request in this world without a port. */
  inject(request: InjectOptions | string): Promise<LightMyRequestResponse>;
  /** Answers in this world what the process itself sends to an origin. */
  intercept(origin: string): Promise<Interception>;
}
