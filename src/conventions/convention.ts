// The seam for the manners of a family of APIs: what their answers carry, how their errors look, which members of a body
// are not data. Everything a service does in its own way comes in through here or through a pack.
import type { Pair } from '../contract/deserialize.ts';
import type { Operation } from '../contract/operations.ts';
import type { HttpError } from '../errors/http-error.ts';
import type { Json, JsonObject } from '../json/value.ts';
import type { Settings } from '../world-settings.ts';
import type { ListPage, PageLink } from './list/page.ts';

/** What an answer may tell of the request it answers. */
export interface ExchangeFacts {
  readonly requestId: string;
  /** What the client sent as `client-request-id`, if it did. */
  readonly clientRequestId: string | undefined;
  /** The world's time. */
  readonly now: () => Date;
  readonly method: string;
  /** The origin that the client knows this server by. */
  readonly origin: string;
  /** The path of the request, without its query. */
  readonly path: string;
  /** The body of the request as a value; undefined where it has none, or none that could be read. */
  readonly body: Json | undefined;
  /** What is set in the world. */
  readonly settings: Settings;
}

/** The error that the document declares where one is to be rendered. */
export interface DeclaredError {
  readonly mediaType: string;
  /** Pointer of its schema. */
  readonly schema: string;
  /** Pointers of the examples of the media type: where the schema leaves members open, their names are taken from there. */
  readonly examples?: readonly string[];
}

export interface ErrorBody {
  readonly mediaType: string;
  readonly body: Json;
}

/** What a request asks of the form of its answer. */
export interface ResponseForm {
  /** The query's names that it stands for. */
  readonly names: ReadonlySet<string>;
  /** With the parameters that it has now; undefined where it stays. */
  readonly mediaType: string | undefined;
  /** What a change is to be answered with: nothing, or what is there now; undefined where the client does not say. */
  readonly returns: 'minimal' | 'representation' | undefined;
  /** The header that names what was added, where its body is left out. */
  readonly locationHeader: string;
  /** What the client sees of a body that the contract allows. */
  apply(body: Json): Json;
}

/** What of a request tells of the form of its answer. */
export interface FormRequest {
  readonly query: readonly Pair[];
  readonly accept: string | undefined;
  readonly prefer: string | undefined;
}

/** Reads it; undefined where nothing is asked. @throws HttpError PARAMETER_INVALID */
export type FormReader = (wishes: FormRequest) => ResponseForm | undefined;

/** What of a request for a list a convention reads itself. */
export interface ListQueryFacts {
  readonly query: readonly Pair[];
  readonly prefer: string | undefined;
}

/** How a convention has lists asked for, whatever parameters the document declares. */
export interface ListProtocol {
  /** Whether it reads a parameter of the query itself; the others mean what their names say. */
  owns(parameter: string): boolean;
  /** What is asked; undefined where nothing is. @throws HttpError PARAMETER_INVALID */
  read(asked: ListQueryFacts): ListRequest | undefined;
  /** Members beside the items that tell of the page, by name. */
  readonly pageProperties: Readonly<Record<string, PageProperty>>;
}

/** The items of a list that are wanted, and the page of them. */
export interface ListRequest {
  /** Undefined where all are. */
  readonly filter: ((item: JsonObject) => boolean) | undefined;
  /** Undefined where they stay in their order. */
  readonly compare: ((a: JsonObject, b: JsonObject) => number) | undefined;
  /** Whether the answer is to say how many there are. */
  readonly counted: boolean;
  /** The page; undefined where all are shown. */
  readonly page: PageRequest | undefined;
  /** What of a Prefer header is followed; undefined where nothing is. */
  readonly applied: string | undefined;
}

export interface PageRequest {
  /** Items on the page; undefined where it holds all from its start on. */
  readonly limit: number | undefined;
  /** Items before the page. @throws HttpError PARAMETER_INVALID */
  startIn(selected: readonly JsonObject[]): number;
  /** What leads to the page that begins behind so many items. */
  turnTo(selected: readonly JsonObject[], start: number): PageLink;
}

/** The value of a member about the page; undefined where it is left out. @param required whether the document asks for it */
export type PageProperty = (page: ListPage, urlOf: (turn: PageLink) => string, required: boolean) => Json | undefined;

/** Of which list. */
export interface ListTarget {
  /** Pointer of the schema of one item. */
  readonly item: string;
  /** The member that holds an item's key. */
  readonly key: string | undefined;
}

/** What answers below every base path beside the document's operations, where the document has nothing there itself. */
export type ConventionRoute =
  /** Takes several requests as one. */
  | { readonly kind: 'batch'; readonly path: string }
  /** A text about the document, made once; it asks for no credentials. */
  | {
      readonly kind: 'text';
      readonly path: string;
      readonly mediaType: string;
      /** @param base the base path below which it is asked for */
      readonly text: (base: string) => Promise<string>;
    };

export interface Convention {
  readonly name: string;
  /** Response headers of every answer, names in lower case. */
  headers(facts: ExchangeFacts, status: number): Readonly<Record<string, string>>;
  /** The media type of a success, with parameters where the service gives some. */
  readonly mediaType?: (mediaType: string, facts: ExchangeFacts) => string;
  /** A refusal as the service makes it: under another status, in other words, for another reason. */
  readonly mapError?: (error: HttpError, facts: ExchangeFacts) => HttpError;
  /** Whether answers that show a state carry an ETag: always, or only where the document speaks of one. */
  readonly tags: 'always' | 'declared';
  /** True for a member of a body that steers the exchange and is no data: it is not kept. */
  isControlInformation(member: string): boolean;
  /** What reads the wishes of an operation's requests; undefined in a convention that knows none. */
  readonly formReader?: (operation: Operation) => FormReader;
  /** How a list is asked for; undefined in a convention that leaves this to the document. */
  readonly listProtocol?: (operation: Operation, list: ListTarget) => ListProtocol;
  /** What answers beside the operations. */
  readonly routes?: readonly ConventionRoute[];
  /** Whether slashes that follow each other in a path are taken for one. */
  readonly foldsSlashes?: true;
  /** Further paths that mean the same operation. */
  readonly aliases?: (path: string) => readonly string[];
  /** What the service answers when it fails itself, where a fault asks for a status alone; undefined for the document's. */
  readonly failure?: (status: number, facts: ExchangeFacts) => ErrorBody | undefined;
  /** An error in the declared shape, or in the convention's own where the document declares none. */
  error(error: HttpError, declared: DeclaredError | undefined, facts: ExchangeFacts): ErrorBody | Promise<ErrorBody>;
}
