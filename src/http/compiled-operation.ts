// An operation with all that its requests need, compiled once: who can call it, what it accepts, how it responds, and what its
// responses must look like.
import type { Behaviour } from '../behaviours/behaviour.ts';
import type { Authorize } from '../behaviours/pack.ts';
import { type PreferredBehaviour, preferredBehaviour } from '../behaviours/preferred.ts';
import type { Contract, Validator } from '../contract/contract.ts';
import { contentFor, isJson, offeredMediaTypes } from '../contract/media-types.ts';
import { isSafe } from '../contract/methods.ts';
import { type MediaType, type Operation, responseFor, successResponse, viewOfBody } from '../contract/operations.ts';
import { type BodyReader, bodyReader } from '../contract/read-body.ts';
import {
  type ParameterReader,
  parameterReader,
  undeclaredHeaders,
  undeclaredQuery,
} from '../contract/read-parameters.ts';
import { bodyXml } from '../contract/xml.ts';
import type { Convention, DeclaredError, FormReader } from '../conventions/convention.ts';
import { extend, tokensOf, valueAt } from '../json/pointer.ts';
import type { Json } from '../json/value.ts';
import { type Authenticate, authenticator, type VerifyCredential } from '../security/requirements.ts';
import type { CallbackRules, CompletedRequest } from './callbacks.ts';
import { type Negotiate, negotiatorOf } from './negotiate.ts';
import { printerOf } from './print.ts';

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

export interface CompiledOperation {
  readonly operation: Operation;
  readonly authenticate: Authenticate | undefined;
  /** Whether a request can choose its response by a preference. */
  readonly takesPreferences: boolean;
  readonly authorize: Authorize | undefined;
  readonly negotiate: Negotiate;
  readonly readParameters: ParameterReader | undefined;
  readonly undeclaredQuery: ReturnType<typeof undeclaredQuery>;
  readonly undeclaredHeaders: ReturnType<typeof undeclaredHeaders>;
  /** The declared media types of the request; none if it has no body. */
  readonly requestMediaTypes: readonly string[];
  /** How a body of a media type is read; undefined if the operation does not accept it. */
  accept(mediaType: string): AcceptedBody | undefined;
  /** Reads the form of the response that the client asks for; undefined if the convention has no such forms. */
  readonly readForm: FormReader | undefined;
  readonly behaviour: Behaviour;
  /** Sends the callbacks and webhooks of the operation; undefined if there are none. */
  readonly sendAfter: ((completed: CompletedRequest) => void) | undefined;
  /** The declared responses that a preference can choose. */
  readonly preferred: PreferredBehaviour;
  /** The declared contents of a status; undefined if the status is not declared. */
  declared(status: number): readonly DeclaredContent[] | undefined;
  /** Prints a body as JSON. */
  readonly print: (body: Json) => string;
  /** Prints a body as XML, by its declared schema. */
  xml(status: number, mediaType: string, body: Json): string;
  /** The declared error of a status, if there is one. */
  declaredError(status: number): DeclaredError | undefined;
  /** The media type of an error that is declared as text or without a schema. */
  shapelessError(status: number): string | undefined;
}

/** Media types below a declared range that are cached. If a client sends more, they are compiled for each request. */
const MAX_MEDIA_TYPES = 64;

export interface CompileOptions {
  readonly contract: Contract;
  readonly convention: Convention;
  readonly operation: Operation;
  readonly behaviour: Behaviour;
  readonly verify: VerifyCredential | undefined;
  readonly authorize?: Authorize | undefined;
  readonly callbacks: CallbackRules;
  /** Whether a request can choose its response by a preference. Default: true. */
  readonly takesPreferences?: boolean;
}

export function compileOperation(options: CompileOptions): CompiledOperation {
  const { contract, convention, operation, behaviour, verify, authorize, callbacks, takesPreferences = true } = options;
  const contents = new Map<number, readonly DeclaredContent[] | undefined>();
  const declared = (status: number) => {
    if (!contents.has(status)) contents.set(status, declaredContent(contract, operation, status));
    return contents.get(status);
  };
  const accepted = new Map<string, AcceptedBody>();
  return {
    operation,
    authenticate: authenticator(contract, operation, verify),
    takesPreferences,
    authorize,
    negotiate: negotiatorOf(offeredMediaTypes(successResponse(operation)?.content ?? [])),
    readParameters: parameterReader(contract, operation),
    undeclaredQuery: undeclaredQuery(contract, operation),
    undeclaredHeaders: undeclaredHeaders(contract, operation),
    requestMediaTypes: operation.requestBody?.content.map(({ name }) => name) ?? [],
    accept(mediaType) {
      const known = accepted.get(mediaType);
      if (known) return known;
      const body = acceptedBody(contract, operation, mediaType);
      if (body && accepted.size < MAX_MEDIA_TYPES) accepted.set(mediaType, body);
      return body;
    },
    readForm: convention.formReader?.(operation),
    behaviour,
    sendAfter: callbackSender(contract, operation, callbacks),
    preferred: preferredBehaviour(contract, operation),
    declared,
    print: printerOf(),
    xml(status, mediaType, body) {
      const { schema = '' } = contentFor(responseFor(operation, status)?.content ?? [], mediaType) ?? {};
      const name = tokensOf(schema).at(-1) ?? 'root';
      return bodyXml(contract.document, valueAt(contract.document, schema) ?? true, { name, value: body });
    },
    declaredError: (status) => errorIn(responseFor(operation, status)?.content),
    shapelessError(status) {
      const content = responseFor(operation, status)?.content ?? [];
      if (errorIn(content)) return undefined;
      return content.find(({ name }) => isJson(name) || name.startsWith('text/'))?.name;
    },
  };
}

/** Sends callbacks and webhooks after an operation. Its code is loaded only if there is anything to send. */
function callbackSender(
  contract: Contract,
  operation: Operation,
  rules: CallbackRules,
): ((completed: CompletedRequest) => void) | undefined {
  const notifies = rules.webhooks.length > 0 && !isSafe(operation.method);
  const declares = valueAt(contract.document, extend(operation.pointer, 'callbacks')) !== undefined;
  if (!notifies && !declares) return undefined;
  const loaded = import('./callbacks.ts').then(({ callbacksAfter }) => callbacksAfter(contract, operation, rules));
  return (completed) => void loaded.then((send) => send?.(completed));
}

function acceptedBody(contract: Contract, operation: Operation, mediaType: string): AcceptedBody | undefined {
  const content = contentFor(operation.requestBody?.content ?? [], mediaType);
  if (!content) return undefined;
  const { schema } = content;
  return {
    mediaType,
    read: bodyReader(contract, content, mediaType),
    validator: () => (schema === undefined ? undefined : contract.validator(viewOfBody(operation, mediaType), schema)),
  };
}

function declaredContent(contract: Contract, operation: Operation, status: number): DeclaredContent[] | undefined {
  return responseFor(operation, status)?.content.map(({ name, schema }) => ({
    name,
    validate: schema === undefined ? undefined : contract.validator('response', schema),
  }));
}

/** The first JSON content with a schema, as the shape of an error. */
function errorIn(content: readonly MediaType[] = []): DeclaredError | undefined {
  const json = content.find(({ name, schema }) => schema !== undefined && /[/+]json$/.test(name));
  if (json?.schema === undefined) return undefined;
  return { mediaType: json.name, schema: json.schema, examples: json.examples.map(({ pointer }) => pointer) };
}

/** Operations whose errors are counted to find the most common one. */
const MAX_COUNTED = 1_000;

/** The shapes of errors that a document does not declare, by those that it declares. */
export interface DeclaredErrors {
  /** The error that most operations declare; undefined if none does. */
  common(): DeclaredError | undefined;
  /** The shape of an undeclared error: that of the operation's other errors, the same class first; else the common one. */
  like(operation: Operation, status: number): DeclaredError | undefined;
}

/** The declared errors are counted on first use. */
export function openDeclaredErrors({ operations }: Contract): DeclaredErrors {
  let counts: ReadonlyMap<string, number> | undefined;
  let common: DeclaredError | undefined;
  const mostCommon = (errors: readonly DeclaredError[]): DeclaredError | undefined => {
    const counted = countsOf();
    const times = ({ schema }: DeclaredError) => counted.get(schema) ?? 0;
    return errors.reduce<DeclaredError | undefined>(
      (best, one) => (best && times(best) >= times(one) ? best : one),
      undefined,
    );
  };
  const countsOf = (): ReadonlyMap<string, number> => {
    if (counts) return counts;
    const all = operations.slice(0, MAX_COUNTED).flatMap((operation) => errorsOf(operation, ANY_ERROR));
    const counted = new Map<string, number>();
    for (const { schema } of all) counted.set(schema, (counted.get(schema) ?? 0) + 1);
    counts = counted;
    common = mostCommon(all);
    return counted;
  };
  const commonError = () => {
    countsOf();
    return common;
  };
  return {
    common: commonError,
    like(operation, status) {
      const ofClass = errorsOf(operation, status < 500 ? /^4/ : /^5/);
      return mostCommon(ofClass) ?? mostCommon(errorsOf(operation, ANY_ERROR)) ?? commonError();
    },
  };
}

const ANY_ERROR = /^[45d]/;

function errorsOf({ responses }: Operation, statuses: RegExp): DeclaredError[] {
  return responses.flatMap(({ status, content }) => (statuses.test(status) ? (errorIn(content) ?? []) : []));
}
