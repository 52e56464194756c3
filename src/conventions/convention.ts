// The interface for the rules of a family of APIs: their response headers, their error format, their control information in
// bodies. Everything that is special about a service comes from a convention or from a pack.

import type { Operation } from '../contract/operation/operations.ts';
import type { Pair } from '../contract/wire/deserialize.ts';
import type { HttpError } from '../errors/http-error.ts';
import type { Json, JsonObject } from '../json/value.ts';
import type { Settings } from '../world-settings.ts';
import type { ListPage, PageLink } from './list/page.ts';

/** The facts about a request that a response can contain. */
export interface ExchangeFacts {
  readonly requestId: string;
  /** The request header `client-request-id`. Undefined if the client sent none. */
  readonly clientRequestId: string | undefined;
  /** The request header `content-type`. Undefined if the client sent none. */
  readonly contentType: string | undefined;
  /** The time of the world. */
  readonly now: () => Date;
  readonly method: string;
  /** The origin under which the client reached the server. */
  readonly origin: string;
  /** The path of the request without its query. */
  readonly path: string;
  /** The parsed body of the request. Undefined if it is absent or cannot be parsed. */
  readonly body: Json | undefined;
  /** The settings of the world. */
  readonly settings: Settings;
}

/** The declared response for an error. */
export interface DeclaredError {
  readonly mediaType: string;
  /** The pointer of its schema. */
  readonly schema: string;
  /** Pointers of the media type's examples. They provide property names if the schema declares none. */
  readonly examples?: readonly string[];
}

export interface ErrorBody {
  readonly mediaType: string;
  readonly body: Json;
}

/** The requested form of a response. */
export interface ResponseForm {
  /** The query parameters that request the form. */
  readonly names: ReadonlySet<string>;
  /** The media type with its parameters. Undefined if the form does not change it. */
  readonly mediaType: string | undefined;
  /** The requested response to a change: no body, or the new representation. Undefined if the client requests neither. */
  readonly returns: 'minimal' | 'representation' | undefined;
  /** The header with the URL of a created resource if the response has no body. */
  readonly locationHeader: string;
  /** Applies the form to a valid body. */
  apply(body: Json): Json;
}

/** The parts of a request that can request a form. */
export interface FormRequest {
  readonly query: readonly Pair[];
  readonly accept: string | undefined;
  readonly prefer: string | undefined;
}

/** Reads the requested form. Undefined if the request does not ask for one. @throws HttpError PARAMETER_INVALID */
export type FormReader = (request: FormRequest) => ResponseForm | undefined;

/** The parts of a list request that a convention reads. */
export interface ListQueryFacts {
  /** The most items of a page, whatever the request asks for. */
  readonly mostItems?: number | undefined;
  readonly query: readonly Pair[];
  readonly prefer: string | undefined;
}

/** How clients of a convention filter, sort and page a list, independent of the declared parameters. */
export interface ListProtocol {
  /** Whether the convention reads a query parameter itself. The names of the others decide their meaning. */
  owns(parameter: string): boolean;
  /** Reads the request. Undefined if it contains none of the convention's options. @throws HttpError PARAMETER_INVALID */
  read(request: ListQueryFacts): ListRequest | undefined;
  /** Properties of the envelope with facts about the page, by name. */
  readonly pageProperties: Readonly<Record<string, PageProperty>>;
}

/** The requested items of a list, and the requested page. */
export interface ListRequest {
  /** Undefined for all items. */
  readonly filter: ((item: JsonObject) => boolean) | undefined;
  /** Undefined for the stored order. */
  readonly compare: ((a: JsonObject, b: JsonObject) => number) | undefined;
  /** Whether the response contains the total number of items. */
  readonly counted: boolean;
  /** Undefined for all items. */
  readonly page: PageRequest | undefined;
  /** The applied preferences of the header `Prefer`. Undefined if there are none. */
  readonly applied: string | undefined;
}

export interface PageRequest {
  /** The maximum number of items on the page. Undefined for no limit. */
  readonly limit: number | undefined;
  /** The number of items before the page. @throws HttpError PARAMETER_INVALID */
  startIn(selected: readonly JsonObject[]): number;
  /** The link to the page that starts after this number of items. */
  linkTo(selected: readonly JsonObject[], start: number): PageLink;
}

/** The value of a property about the page. Undefined to omit it. @param required whether the document requires it */
export type PageProperty = (page: ListPage, urlOf: (link: PageLink) => string, required: boolean) => Json | undefined;

/** The list that a request concerns. */
export interface ListTarget {
  /** The pointer of the schema of one item. */
  readonly item: string;
  /** The property with the key of an item. */
  readonly key: string | undefined;
}

/** A route of the convention below every base path, in addition to the document's operations. A declared path takes precedence. */
export type ConventionRoute =
  /** Accepts several requests in one body. */
  | {
      readonly kind: 'batch';
      readonly path: string;
      /** The message for a batch with a write request (but DELETE) without Content-Type. Undefined if it is accepted. */
      readonly refusalOfUntyped?: ((id: string) => string) | undefined;
    }
  /** A text about the document, generated once. It requires no credentials. */
  | {
      readonly kind: 'text';
      readonly path: string;
      readonly mediaType: string;
      /** @param base the base path of the request */
      readonly text: (base: string) => Promise<string>;
    };

/** The headers of a response, while they are put together. */
export type HeadersToSend = Record<string, number | string | string[] | undefined>;

export interface Convention {
  readonly name: string;
  /** Adds the headers of every response, with names in lower case. */
  addHeaders(headers: HeadersToSend, facts: ExchangeFacts, status: number): void;
  /** The media type of a success response, with the service's parameters. */
  readonly mediaType?: (mediaType: string, facts: ExchangeFacts) => string;
  /** Maps an error to the status, message or code of the service. */
  readonly mapError?: (error: HttpError, facts: ExchangeFacts) => HttpError;
  /** Whether responses with state have an ETag: always, or only if the document declares one. */
  readonly tags: 'always' | 'declared';
  /** True for a property of a body that is control information and not data. It is not stored. */
  isControlInformation(property: string): boolean;
  /** Makes the reader of requested response forms. Undefined if the convention has none. */
  readonly formReader?: (operation: Operation) => FormReader;
  /** The list protocol of an operation. Undefined if the convention has none. */
  readonly listProtocol?: (operation: Operation, list: ListTarget) => ListProtocol;
  /** The additional routes. */
  readonly routes?: readonly ConventionRoute[];
  /** Spells a URL, a path with its query, as the document does, for services that accept other spellings. */
  readonly spellUrl?: (url: string) => string;
  /** Other paths of the same operation. */
  readonly aliases?: (path: string) => readonly string[];
  /** The body of an error for which only a status was requested, worded by the service. Undefined for the document's example. */
  readonly failure?: (
    error: HttpError,
    declared: DeclaredError | undefined,
    facts: ExchangeFacts,
  ) => ErrorBody | Promise<ErrorBody> | undefined;
  /** The body of an error in the declared format, or in the format of the convention if the document declares none. */
  error(error: HttpError, declared: DeclaredError | undefined, facts: ExchangeFacts): ErrorBody | Promise<ErrorBody>;
}
