// The public API: the options of a server and what a running one can do. Types only.
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Handlers, UntypedHandlers } from '../behaviours/handlers.ts';
import type { Contract } from '../contract/contract.ts';
import type { LocatedWarning } from '../contract/document/warning.ts';
import type { LoadStep } from '../contract/load.ts';
import type { Control, WorldControl } from '../control/client.ts';
import type { Fault } from '../faults/fault.ts';
import type { NetworkProfile } from '../faults/network.ts';
import type { Stub } from '../faults/stub.ts';
import type { Interception, InterceptOptions } from '../http/listen/intercept-fetch.ts';
import type { OnExchange } from '../http/proxy/proxy.ts';
import type { InvalidResponse, InvalidResponsePolicy } from '../http/request/document.ts';
import type { JsonObject } from '../json/value.ts';
import type { Limits } from '../limits.ts';
import type { AcceptedCredential } from '../option-types.ts';
import type { SentRequest } from '../report/record.ts';
import type { Report } from '../report/report.ts';
import type { LogFormat, RequestLogOptions } from '../report/request-log.ts';
import type { InspectedOperation } from '../resources/infer/inspect.ts';
import type { StateMismatch } from '../resources/state/migrate-state.ts';
import type { VerifyCredential } from '../security/requirements.ts';
import type { KeptState } from '../server.ts';
import type { Usage } from '../usage/usage.ts';

/** A document, with the options that belong to it alone. `Operations` is the type `operations` of openapi-typescript. */
export interface DocumentOptions<Operations = unknown> {
  /** The OpenAPI document: a path or URL of YAML or JSON, or the document as a value. Without it, the built-in one is served. */
  readonly document?: string | JsonObject | undefined;
  /** The path that the document is served under, such as `/billing`. Default: the root. */
  readonly mount?: string | undefined;
  /** OpenAPI overlays to apply to the document in this order: paths or URLs. */
  readonly overlays?: readonly string[] | undefined;
  /**
   * Code for single operations, by operationId, or the path of a file that exports it. For the built-in document, they take
   * precedence over its own handlers.
   */
  readonly handlers?: HandlersOf<Operations> | string | undefined;
  /**
   * Initial items by the names of their collections, in the form of json-server's `db.json`: the path of a JSON or YAML file, or a
   * value.
   */
  readonly data?: string | JsonObject | undefined;
  /** Named initial states, in addition to those of the document: the path of a YAML or JSON file, or a value. */
  readonly scenarios?: string | JsonObject | undefined;
  /** The scenario that worlds begin with. */
  readonly scenario?: string | undefined;
}

/** Handlers for the operations of a document; any, if its operations are not given as a type. */
type HandlersOf<Operations> = unknown extends Operations ? UntypedHandlers : Handlers<Operations>;

/** The options of `createStandin`. The options of a document are those of the document at the root. */
export interface StandinOptions<Operations = unknown> extends Omit<DocumentOptions<Operations>, 'mount'> {
  /**
   * Several documents on one port, instead of `document`: paths or URLs, with the path to serve them under
   * (`billing.yaml@/billing`), or objects. Exactly one of them is at the root.
   */
  readonly documents?: readonly (string | DocumentOptions)[] | undefined;
  /** Reloads documents, scenarios and handlers when their files change. State is kept; `onReload` reports the result. */
  readonly watch?: boolean | undefined;
  /** Called after every reload, successful or not. */
  readonly onReload?: ((reload: Reload) => void) | undefined;
  /** Whether a `$ref` can leave the document's folder or host. Default: false. */
  readonly allowRemoteRefs?: boolean | undefined;
  /** Refuses a document that has warnings. */
  readonly strict?: boolean | undefined;
  /** Requires of a PATCH every property that its schema requires. */
  readonly fullPatch?: boolean | undefined;
  /**
   * How discriminators are read. `select` (the default) validates a value against the schema that its discriminator selects;
   * `annotation` follows the letter of OpenAPI, where a discriminator has no influence.
   */
  readonly discriminator?: 'select' | 'annotation' | undefined;
  /** Called with each step while a document is loaded. */
  readonly onStep?: ((step: LoadStep) => void) | undefined;
  /** The seed of generated values: the same seed gives the same values. Default: 1. */
  readonly seed?: number | undefined;
  /**
   * Items that a collection begins with. If the document has examples, it begins with these, and with items like them only if the
   * number is above 3. Default: 3.
   */
  readonly count?: number | undefined;
  /** Milliseconds that a handler, or `verifyCredential`, can take before the request fails with 500. Default: 30,000. */
  readonly handlerLimit?: number | undefined;
  /** Hosts that callbacks and webhooks can go to, in addition to loopback: `hooks.example` or `hooks.example:8080`. */
  readonly callbacksTo?: readonly string[] | undefined;
  /** Webhooks of the document to send after every change, by name, with the URL or runtime expression of the receiver. */
  readonly webhooks?: Readonly<Record<string, string>> | undefined;
  /**
   * Signs callbacks and webhooks as Standard Webhooks says, and repeats them if the receiver fails: `whsec_` and 24 to 64 bytes in
   * base64.
   */
  readonly webhookSecret?: string | undefined;
  /** Called with every callback and webhook, sent or not. */
  readonly onCallback?: ((sent: SentRequest) => void) | undefined;
  /** Milliseconds after which a world that no request has named is deleted. Default: one hour. */
  readonly worldIdle?: number | undefined;
  /**
   * A folder that keeps the state of all worlds, so that the next server continues with it. One server at a time can use it.
   * Without it, state ends with the server.
   */
  readonly keep?: string | undefined;
  /** Responds to a change only when the disk has confirmed it, so that it survives a power failure too. Default: false. */
  readonly keepSync?: boolean | undefined;
  /**
   * A Redis that several servers share their state in, such as `redis://localhost:6379`. It needs the package `ioredis`. Without it,
   * state belongs to the server.
   */
  readonly store?: string | undefined;
  /** Does not wait for the latest changes of other servers before each request. Default: false. */
  readonly staleReads?: boolean | undefined;
  /** Called with the name of every new world except the default one. */
  readonly onWorld?: ((name: string) => void) | undefined;
  /** Stubs that every world begins with: the path of a YAML or JSON file, or the list. */
  readonly stubs?: string | readonly Stub[] | undefined;
  /** Faults that every world begins with: the path of a YAML or JSON file, or the list. false forbids faults and errors on demand. */
  readonly faults?: string | readonly Fault[] | false | undefined;
  /** A line for each request: `pretty` for people or `json` for tools, on stdout or the given output. Default: `off`. */
  readonly log?: LogFormat | RequestLogOptions | undefined;
  /** Milliseconds to wait before each response. */
  readonly latency?: number | undefined;
  /** The network to simulate. It consists of faults that the control API lists and removes. */
  readonly network?: NetworkProfile | undefined;
  /** The origins whose pages can call the API. Default: any. */
  readonly cors?: readonly string[] | undefined;
  /** The bearer token of the control API. Without it, only this machine can use the control API. */
  readonly controlToken?: string | undefined;
  /** Origins of pages that can use the control API, such as `https://tools.example`. */
  readonly controlOrigins?: readonly string[] | undefined;
  /** Limits of the server that differ from their defaults: `{ bodyBytes: 2097152 }`. docs/reference/limits.md lists them. */
  readonly limits?: Partial<Limits> | undefined;
  /** Exchanges that the journal of each world keeps. Default: 200. With 0 or false there is no journal and no report. */
  readonly journal?: number | false | undefined;
  /**
   * Records what clients use of the API, for `usage()` and `GET /_standin/usage`. In this process, what is read of intercepted
   * responses of fetch is recorded, too. It needs a journal. Default: false.
   */
  readonly recordUsage?: boolean | undefined;
  /** Settings of every world, unless it sets its own: `{ profile: 'observed', auth: 'strict' }`. docs/reference/settings.md lists them. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** Freezes the clock at this time until the control API changes it. */
  readonly now?: Date | undefined;
  /** What happens to a response that violates the contract: `refuse` (default) sends a 500 that names the violation, `send` sends it. */
  readonly invalidResponses?: InvalidResponsePolicy | undefined;
  /** Called with every response that violates the contract. */
  readonly onInvalidResponse?: ((response: InvalidResponse) => void) | undefined;
  /** The only credentials to accept for the security schemes that they name. */
  readonly credentials?: readonly AcceptedCredential[] | undefined;
  /** Decides which well-formed credentials are accepted, instead of `credentials`. Default: all. */
  readonly verifyCredential?: VerifyCredential | undefined;
  /**
   * The origin of a real service that every request goes to, such as `https://api.example`. The document then validates both
   * sides. A path in the URL replaces the document's base path.
   */
  readonly upstream?: string | undefined;
  /** Sends the upstream also requests that can change something there. Default: they are refused. */
  readonly unsafe?: boolean | undefined;
  /** Milliseconds that the upstream can take before a request fails with 504. Default: 60,000. */
  readonly upstreamLimit?: number | undefined;
  /**
   * Called with every exchange with the upstream. If it returns a list, these are the violations of the exchange, instead of those
   * that were found.
   */
  readonly onExchange?: OnExchange | undefined;
}

/** The result of a reload: the new version is served, or still the old one. */
export type Reload =
  | { readonly kind: 'reloaded'; readonly mount: string; readonly mismatches: readonly StateMismatch[] }
  | { readonly kind: 'refused'; readonly mount: string; readonly error: Error };

export interface ListenOptions {
  /** Default: 0, any free port. */
  readonly port?: number | undefined;
  /** An address of this machine. Default: 127.0.0.1. */
  readonly host?: string | undefined;
  /** Serves HTTPS with a certificate of a local certificate authority. */
  readonly tls?: boolean | undefined;
  /** The folder of the certificate authority. Default: a folder in the user's data folder. */
  readonly tlsDir?: string | undefined;
  /** Is an HTTP proxy that answers for these hosts, such as `graph.microsoft.com`, with certificates of the same authority. */
  readonly intercept?: readonly string[] | undefined;
}

export interface Standin {
  /** The compiled document at the root: its operations and validators. */
  readonly contract: Contract;
  /** Problems of the documents that do not keep them from being served. */
  readonly warnings: readonly LocatedWarning[];
  /**
   * Compiles what otherwise the first request compiles, and validates every example against its schema. It works operation by
   * operation, so that requests are answered in between.
   * @returns all warnings, including those of `warnings`
   */
  lint(): Promise<readonly LocatedWarning[]>;
  /** What each operation is understood to do, in the document's order. */
  inspect(): readonly InspectedOperation[];
  /** The origin of the server, such as `http://127.0.0.1:4010`; undefined while it does not listen. */
  readonly url: string | undefined;
  /** The file of the certificate authority that clients have to trust; undefined while the server does not listen, and without `tls` and `intercept`. */
  readonly ca: string | undefined;
  /**
   * The token with which clients on other machines can use the control API: the option `controlToken`, else one that listen()
   * generates for an address that other machines can reach. Undefined if only this machine can use the control API.
   */
  readonly controlToken: string | undefined;
  /** What is kept in the folder of `keep`; undefined without it. */
  readonly kept: KeptState | undefined;
  /** Opens the port. @returns the origin @throws SetupError PORT_IN_USE, LISTEN_FAILED, OPTION_INVALID or TLS_UNAVAILABLE */
  listen(options?: ListenOptions): Promise<string>;
  /** Sends a request without a port, as light-my-request does. */
  inject(request: InjectOptions | string): Promise<LightMyRequestResponse>;
  /** The control API: worlds, clocks, stubs, faults, the journal. It needs no port. */
  readonly control: Control;
  /** A world for one test: isolated, and deleted when it is disposed of. @param name default: a new name */
  world(name?: string): TestWorld;
  /**
   * Answers the requests that this process sends to an origin, such as `https://graph.microsoft.com`, by fetch or node:http,
   * without a port. Each process has one fetch: the options or a header of the request name the world.
   */
  intercept(origin: string, options?: InterceptOptions): Promise<Interception>;
  /** The violations and the coverage of the contract so far. */
  report(): Promise<Report>;
  /** What clients have used of the API so far. Undefined without `recordUsage`. */
  usage(): Usage | undefined;
  /** The served documents, the one at the root first. `parentMount` is the mount of the document that a companion belongs to. */
  services(): readonly {
    readonly mount: string;
    readonly parentMount: string | undefined;
    readonly contract: Contract;
  }[];
  /**
   * Reads a document, its handlers and its scenarios again. State that is still valid is kept.
   * @param mount the path that the document is served under; the root without it
   * @param changes options that replace those of the document from now on
   * @returns the state that was not valid any more and was generated again
   * @throws SetupError if the document cannot be served, or no document is served under the path; the old one is then still served
   */
  reload(mount?: string, changes?: Omit<DocumentOptions, 'mount'>): Promise<readonly StateMismatch[]>;
  /** Finishes the requests in flight, then closes the port and the server. */
  close(): Promise<void>;
}

/** The world of one test. */
export interface TestWorld extends Omit<WorldControl, 'url'>, AsyncDisposable {
  /** The origin with the prefix of the world; undefined while the server does not listen. */
  readonly url: string | undefined;
  /** Sends a request to this world without a port. */
  inject(request: InjectOptions | string): Promise<LightMyRequestResponse>;
  /** Answers the requests that this process sends to an origin in this world. */
  intercept(origin: string): Promise<Interception>;
}
