// The plan of an operation: all that its requests need, compiled at its first use. Who can call it, what it accepts, how it
// responds, and what its responses must look like.
import type { Behaviour } from '../../behaviours/behaviour.ts';
import type { Authorize } from '../../behaviours/pack.ts';
import { type PreferredBehaviour, preferredBehaviour } from '../../behaviours/preferred.ts';
import type { Contract, Validator } from '../../contract/contract.ts';
import { isSafe } from '../../contract/document/methods.ts';
import { contentFor, EVENT_STREAM, essenceOf, offeredMediaTypes } from '../../contract/operation/media-types.ts';
import {
  type MediaType,
  type Operation,
  responseFor,
  successResponse,
  viewOfBody,
} from '../../contract/operation/operations.ts';
import { type EventFormat, eventFormatOf, sequenceValidator } from '../../contract/wire/event-stream.ts';
import { type BodyReader, bodyReader } from '../../contract/wire/read-body.ts';
import {
  type ParameterReader,
  parameterReader,
  undeclaredHeaders,
  undeclaredQuery,
} from '../../contract/wire/read-parameters.ts';
import { bodyXml } from '../../contract/wire/xml.ts';
import type { DeclaredError, FormReader } from '../../conventions/convention.ts';
import { errorIn, shapelessErrorIn } from '../../conventions/declared-errors.ts';
import { appendTokens, tokensOf, valueAt } from '../../json/pointer.ts';
import type { Json } from '../../json/value.ts';
import type { RequestCounts } from '../../report/metrics.ts';
import { type UndeclaredFinder, undeclaredFinder } from '../../report/undeclared.ts';
import { type Authenticate, authenticator } from '../../security/requirements.ts';
import { type Negotiate, negotiatorOf } from '../syntax/accept.ts';
import type { CallbackRules, CompletedRequest } from './callbacks.ts';
import type { ServedOptions } from './document.ts';

/** A media type of a response, with the validator of its schema. */
export interface DeclaredContent {
  /** A media type or a range. */
  readonly name: string;
  readonly validate: Validator | undefined;
}

/** A media type of a request body, with its reader and its validator. */
export interface AcceptedBody {
  /** As sent, without parameters. */
  readonly mediaType: string;
  readonly read: BodyReader;
  /** Compiled on first use. */
  validator(): Validator | undefined;
}

export interface OperationPlan {
  readonly operation: Operation;
  /** Counts its requests. */
  readonly counts: RequestCounts | undefined;
  readonly authenticate: Authenticate | undefined;
  /** Whether a request can choose its response by a preference. */
  readonly takesPreferences: boolean;
  readonly authorize: Authorize | undefined;
  readonly negotiate: Negotiate;
  readonly readParameters: ParameterReader | undefined;
  readonly undeclaredQuery: ReturnType<typeof undeclaredQuery>;
  /** The names of the declared query parameters. */
  readonly declaredQuery: readonly string[];
  readonly undeclaredHeaders: ReturnType<typeof undeclaredHeaders>;
  /** Finds the undeclared properties of a body of this media type. */
  undeclaredProperties(mediaType: string): UndeclaredFinder | undefined;
  /** The declared media types of the request; none if it has no body. */
  readonly requestMediaTypes: readonly string[];
  /** How a body with this Content-Type is read; undefined if the operation does not accept it. */
  accept(contentType: string): AcceptedBody | undefined;
  /** Reads the form of the response that the client asks for; undefined if the convention has no such forms. */
  readonly readForm: FormReader | undefined;
  readonly behaviour: Behaviour;
  /** Sends the callbacks and webhooks of the operation; undefined if there are none. */
  readonly sendAfter: ((completed: CompletedRequest) => void) | undefined;
  /** The declared responses that a preference can choose. */
  readonly preferred: PreferredBehaviour;
  /** The declared contents of a status; undefined if the status is not declared. */
  declared(status: number): readonly DeclaredContent[] | undefined;
  /** How the events of a status are written. Undefined if it declares no events. */
  eventFormat(status: number): EventFormat | undefined;
  /** Whether a property of the body or a query parameter can choose between events and another media type. */
  readonly streamsOnDemand: boolean;
  /** Prints a body as XML, by its declared schema. */
  xml(status: number, mediaType: string, body: Json): string;
  /** The declared error of a status, if there is one. */
  declaredError(status: number): DeclaredError | undefined;
  /** The media type of an error that is declared as text or without a schema. */
  shapelessError(status: number): string | undefined;
}

/** A document that sends nothing. */
export const NO_CALLBACKS: CallbackRules = {
  callbacksTo: [],
  webhooks: [],
  onSent: () => undefined,
  secret: undefined,
  closing: new AbortController().signal,
};

/** Media types below a declared range that are cached. If a client sends more, they are compiled for each request. */
const MAX_MEDIA_TYPES = 64;

export function compileOperation(document: ServedOptions, operation: Operation): OperationPlan {
  const { contract, convention, mount, metrics, verify, authorize, callbacks } = document;
  return {
    operation,
    counts: metrics?.requestsOf(mount, operation.method, operation.id),
    authenticate: authenticator(contract, operation, verify),
    takesPreferences: document.faults !== 'ignored',
    authorize,
    negotiate: negotiatorOf(offeredMediaTypes(successResponse(operation)?.content ?? [])),
    readParameters: parameterReader(contract, operation),
    undeclaredQuery: undeclaredQuery(contract, operation),
    declaredQuery: operation.parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name),
    undeclaredHeaders: undeclaredHeaders(contract, operation),
    undeclaredProperties: undeclaredProperties(contract, operation),
    requestMediaTypes: operation.requestBody?.content.map(({ name }) => name) ?? [],
    accept: bodyAcceptor(contract, operation),
    readForm: convention.formReader?.(operation),
    behaviour: document.behaviourOf(operation),
    sendAfter: callbackSender(contract, operation, callbacks),
    preferred: preferredBehaviour(contract, operation),
    declared: contentReader(contract, operation),
    eventFormat: (status) => {
      const content = contentOf(operation, status).find(({ name }) => name === EVENT_STREAM);
      return content && eventFormatOf(contract, operation, content);
    },
    streamsOnDemand: streamsOnDemand(operation),
    xml: (status, mediaType, body) => xmlOf(contract, contentOf(operation, status), mediaType, body),
    declaredError: (status) => errorIn(contentOf(operation, status)),
    shapelessError: (status) => shapelessErrorIn(contentOf(operation, status)),
  };
}

/** The finders are compiled on first use. */
function undeclaredProperties(contract: Contract, operation: Operation): OperationPlan['undeclaredProperties'] {
  const finders = new Map<string, UndeclaredFinder | undefined>();
  return (mediaType) => {
    if (finders.has(mediaType)) return finders.get(mediaType);
    const schema = contentFor(operation.requestBody?.content ?? [], mediaType)?.schema;
    const finder = schema === undefined ? undefined : undeclaredFinder(contract.document, schema);
    if (finders.size < MAX_MEDIA_TYPES) finders.set(mediaType, finder);
    return finder;
  };
}

/** Finds how a body is read. The next request usually has the same Content-Type. */
function bodyAcceptor(contract: Contract, operation: Operation): OperationPlan['accept'] {
  const accepted = new Map<string, AcceptedBody>();
  let lastType: string | undefined;
  let lastAccepted: AcceptedBody | undefined;
  return (contentType) => {
    if (contentType === lastType) return lastAccepted;
    const mediaType = essenceOf(contentType);
    lastAccepted = accepted.get(mediaType) ?? acceptedBody(contract, operation, mediaType);
    lastType = contentType;
    if (lastAccepted && accepted.size < MAX_MEDIA_TYPES) accepted.set(mediaType, lastAccepted);
    return lastAccepted;
  };
}

/** Reads the declared contents of a status, once for each status. */
function contentReader(contract: Contract, operation: Operation): OperationPlan['declared'] {
  const contents = new Map<number, readonly DeclaredContent[] | undefined>();
  return (status) => {
    if (!contents.has(status)) contents.set(status, declaredContent(contract, operation, status));
    return contents.get(status);
  };
}

function contentOf(operation: Operation, status: number): readonly MediaType[] {
  return responseFor(operation, status)?.content ?? [];
}

function xmlOf({ document }: Contract, content: readonly MediaType[], mediaType: string, body: Json): string {
  const { schema = '' } = contentFor(content, mediaType) ?? {};
  const name = tokensOf(schema).at(-1) ?? 'root';
  return bodyXml(document, valueAt(document, schema) ?? true, { name, value: body });
}

/** Sends callbacks and webhooks after an operation. Its code is loaded only if there is anything to send. */
function callbackSender(
  contract: Contract,
  operation: Operation,
  rules: CallbackRules,
): ((completed: CompletedRequest) => void) | undefined {
  const notifies = rules.webhooks.length > 0 && !isSafe(operation.method);
  const declares = valueAt(contract.document, appendTokens(operation.pointer, 'callbacks')) !== undefined;
  if (!notifies && !declares) return undefined;
  const loaded = import('./callbacks.ts').then(({ callbacksAfter }) => callbacksAfter(contract, operation, rules));
  return (completed) => void loaded.then((send) => send?.(completed));
}

function streamsOnDemand(operation: Operation): boolean {
  const hasStream = successResponse(operation)?.content.some(({ name }) => name === EVENT_STREAM) ?? false;
  return hasStream && (operation.requestBody !== undefined || operation.parameters.some(isStreamParameter));
}

function isStreamParameter({ in: place, name }: Operation['parameters'][number]): boolean {
  return place === 'query' && name === 'stream';
}

function acceptedBody(contract: Contract, operation: Operation, mediaType: string): AcceptedBody | undefined {
  const content = contentFor(operation.requestBody?.content ?? [], mediaType);
  if (!content) return undefined;
  const { schema } = content;
  let validate: Validator | undefined;
  return {
    mediaType,
    read: bodyReader(contract, content, mediaType),
    validator() {
      if (schema === undefined) return undefined;
      validate ??= contract.validator(viewOfBody(operation, mediaType), schema);
      return validate;
    },
  };
}

function declaredContent(contract: Contract, operation: Operation, status: number): DeclaredContent[] | undefined {
  return responseFor(operation, status)?.content.map(({ name, schema, itemSchema }) => {
    if (itemSchema !== undefined) {
      return { name, validate: sequenceValidator(contract.validator('response', itemSchema)) };
    }
    return { name, validate: schema === undefined ? undefined : contract.validator('response', schema) };
  });
}
