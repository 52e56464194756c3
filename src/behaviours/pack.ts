// A pack: a document that comes ready to serve, with its validators printed, its handlers, its convention, and what else its
// service does that no document says.
import type { Contract } from '../contract/contract.ts';
import type { Operation } from '../contract/operations.ts';
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
  /** Handlers that stand in front of those in some worlds. */
  readonly variants?: readonly Variant[];
  /** What may be set in its worlds, beside what may be set in all. */
  readonly knownSettings?: KnownSettings;
  /** Scenarios beside those of its document: those that set what only the pack knows of. */
  readonly scenarios?: JsonObject;
  /** The scenario that a world begins with, where nobody asks for one. */
  readonly initialScenario?: (settings: Settings) => string | undefined;
  /** Says which credentials are good; without it all that are well formed. */
  readonly verify?: VerifyCredential;
  readonly authorize?: Authorize;
  readonly worldOf?: WorldOfCredentials;
  readonly signIn?: SignIn;
  /** Further documents that belong to the service. */
  readonly companions?: readonly Companion[];
}

/** Handlers of worlds in which something is set; `next` is what would have answered in other worlds. */
export interface Variant {
  readonly when: Settings;
  readonly handlers: UntypedHandlers;
}

/** How the docs page gets a token: it posts a form, is answered one (RFC 6749, section 5.1), and gives it to security schemes. */
export interface SignIn {
  /** The path to post to, below the one that the document is served under. */
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  /** The names of the schemes that take bearer tokens. */
  readonly schemes: readonly string[];
  /** Who signs in by it, for the page to say. */
  readonly as: string;
}

/** A document that is served under a path of its own, and at its own paths where the pack's document has nothing there. */
export interface Companion {
  readonly mount: string;
  readonly pack: Pack;
}

/** A request whose credentials are good. */
export interface AccessRequest {
  readonly operation: Operation;
  readonly request: RequestFacts & { readonly method: string };
  readonly world: WorldPart;
}

/** Lets a request in, or throws an HttpError: the service may be closed to it whatever it asks. */
export type Authorize = (admission: AccessRequest) => void;
