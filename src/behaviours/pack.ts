// A pack: a document that is ready to serve, with its printed validators, its handlers, its convention, and everything that its
// service does but no document can describe.
import type { Contract } from '../contract/contract.ts';
import type { Operation } from '../contract/operation/operations.ts';
import type { Convention } from '../conventions/convention.ts';
import type { JsonObject } from '../json/value.ts';
import type { VerifyCredential } from '../security/requirements.ts';
import type { KnownSettings, Settings } from '../world-settings.ts';
import type { WorldOfCredentials } from '../worlds/address.ts';
import type { WorldPart } from '../worlds/world.ts';
import type { RequestFacts } from './behaviour.ts';
import type { UntypedHandlers } from './handlers.ts';

export interface Pack {
  readonly contract: Contract;
  readonly convention: Convention;
  readonly handlers: UntypedHandlers;
  /** Handlers that take precedence in worlds with some settings. */
  readonly variants?: readonly Variant[];
  /** Settings of its worlds, in addition to those of all worlds. */
  readonly knownSettings?: KnownSettings;
  /** Scenarios in addition to those of its document: those with settings that only the pack knows. */
  readonly scenarios?: JsonObject;
  /** Returns the scenario of a world for which no option names one. */
  readonly initialScenario?: (settings: Settings) => string | undefined;
  /** Decides which credentials are accepted. Default: all that are well formed. */
  readonly verify?: VerifyCredential;
  readonly authorize?: Authorize;
  readonly worldOf?: WorldOfCredentials;
  /** Returns the world for another name that the service has for it, for example a domain. */
  readonly worldNameOf?: (alias: string) => string | undefined;
  readonly signIn?: SignIn;
  /** Additional documents of the service. */
  readonly companions?: readonly Companion[];
}

/** Handlers of worlds with some settings. Their `next` is the behaviour of other worlds. */
export interface Variant {
  readonly when: Settings;
  readonly handlers: UntypedHandlers;
}

/** How the docs page gets a token: it posts a form, gets a token (RFC 6749, section 5.1), and uses it for security schemes. */
export interface SignIn {
  /** The path of the form, below the mount of the document. */
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  /** The names of the security schemes for the token. */
  readonly schemes: readonly string[];
  /** The user who signs in, as the page shows it. */
  readonly as: string;
}

/** A document that is served under a path of its own, and at its own paths if the pack's document does not declare them. */
export interface Companion {
  readonly mount: string;
  readonly pack: Pack;
}

/** A request whose credentials were accepted. */
export interface AccessRequest {
  readonly operation: Operation;
  readonly request: RequestFacts & { readonly method: string };
  readonly world: WorldPart;
}

/** Throws an HttpError if the service does not accept a request at all, whatever its operation. */
export type Authorize = (request: AccessRequest) => void;
