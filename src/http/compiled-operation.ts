// An operation with all that its requests need, prepared once: who may call it, what it takes, what answers, what its
// answers must look like.
import type { Behaviour } from '../behaviours/behaviour.ts';
import type { Authorize } from '../behaviours/pack.ts';
import { type PreferredBehaviour, preferred } from '../behaviours/preferred.ts';
import type { Contract, Validator } from '../contract/contract.ts';
import { contentFor, isJson, offeredMediaTypes } from '../contract/media-types.ts';
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

/** What one response may carry: its media types, each with the validator of its schema. */
export interface DeclaredContent {
  /** A media type or a range. */
  readonly name: string;
  readonly validate: Validator | undefined;
}

/** A media type that a request's body may have, with what reads and judges it. */
export interface AcceptedBody {
  /** As it was sent, without parameters. */
  readonly mediaType: string;
  readonly read: BodyReader;
  /** Made when it is first needed. */
  validator(): Validator | undefined;
}

export interface CompiledOperation {
  readonly operation: Operation;
  readonly authenticate: Authenticate | undefined;
  readonly authorize: Authorize | undefined;
  readonly negotiate: Negotiate;
  readonly readParameters: ParameterReader | undefined;
  readonly undeclaredQuery: ReturnType<typeof undeclaredQuery>;
  readonly undeclaredHeaders: ReturnType<typeof undeclaredHeaders>;
  /** The request's declared media types; none where it takes no body. */
  readonly requestMediaTypes: readonly string[];
  /** What takes a body of a media type, or undefined where none does. */
  accept(mediaType: string): AcceptedBody | undefined;
  /** What reads how its answer is to look; undefined where the convention knows no such wishes. */
  readonly readForm: FormReader | undefined;
  readonly behaviour: Behaviour;
  /** Sends what the document says is sent after this operation; undefined where nothing is. */
  readonly sendAfter: ((answered: CompletedRequest) => void) | undefined;
  /** Answers of its document's making: those that a Prefer header asks for. */
  readonly preferred: PreferredBehaviour;
  /** The declared contents of a status; undefined for a status that the document does not declare. */
  declared(status: number): readonly DeclaredContent[] | undefined;
  /** A body as JSON. */
  readonly print: (body: Json) => string;
  /** A body as XML, by the schema that the document declares for it. */
  xml(status: number, mediaType: string, body: Json): string;
  /** How the document declares the error of a status, if it does. */
  declaredError(status: number): DeclaredError | undefined;
  /** The media type of an error that is declared without a schema, or as text. */
  shapelessError(status: number): string | undefined;
}

/** Media types that fall under a declared range and are remembered; a client that invents more is served, but slower. */
const REMEMBERED = 64;

export interface CompileOptions {
  readonly contract: Contract;
  readonly convention: Convention;
  readonly operation: Operation;
  readonly behaviour: Behaviour;
  readonly verify: VerifyCredential | undefined;
  readonly authorize?: Authorize | undefined;
  readonly callbacks: CallbackRules;
}

export function compileOperation(options: CompileOptions): CompiledOperation {
  const { contract, convention, operation, behaviour, verify, authorize, callbacks } = options;
  const contents = new Map<number, readonly DeclaredContent[] | undefined>();
  const declared = (status: number) => {
    if (!contents.has(status)) contents.set(status, declaredContent(contract, operation, status));
    return contents.get(status);
  };
  const accepted = new Map<string, AcceptedBody>();
  return {
    operation,
    authenticate: authenticator(contract, operation, verify),
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
      if (body && accepted.size < REMEMBERED) accepted.set(mediaType, body);
      return body;
    },
    readForm: convention.formReader?.(operation),
    behaviour,
    sendAfter: callbackSender(contract, operation, callbacks),
    preferred: preferred(contract, operation),
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

/** What sends callbacks and webhooks after an operation; its code is loaded where there is anything to send. */
function callbackSender(
  contract: Contract,
  operation: Operation,
  rules: CallbackRules,
): ((answered: CompletedRequest) => void) | undefined {
  const changes = rules.webhooks.length > 0 && /^(?:POST|PUT|PATCH|DELETE)$/.test(operation.method);
  const declares = valueAt(contract.document, extend(operation.pointer, 'callbacks')) !== undefined;
  if (!changes && !declares) return undefined;
  const loaded = import('./callbacks.ts').then(({ callbacksAfter }) => callbacksAfter(contract, operation, rules));
  return (answered) => void loaded.then((send) => send?.(answered));
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

/** The first JSON content that has a schema, as the shape of an error. */
function errorIn(content: readonly MediaType[] = []): DeclaredError | undefined {
  const json = content.find(({ name, schema }) => schema !== undefined && /[/+]json$/.test(name));
  if (json?.schema === undefined) return undefined;
  return { mediaType: json.name, schema: json.schema, examples: json.examples.map(({ pointer }) => pointer) };
}

/** Operations whose errors are counted; a larger document has shown its habits by then. */
const MAX_COUNTED = 1_000;

/** The errors that a document declares, as the shapes of those that it does not. */
export interface ErrorShapes {
  /** The error that most operations declare; undefined if none does. */
  common(): DeclaredError | undefined;
  /** The shape of an undeclared error: that of the operation's other errors, those of the same class first; else the common one. */
  like(operation: Operation, status: number): DeclaredError | undefined;
}

/** Counts the declared errors when the first shape is needed. */
export function openErrorShapes({ operations }: Contract): ErrorShapes {
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
  const commonOne = () => {
    countsOf();
    return common;
  };
  return {
    common: commonOne,
    like(operation, status) {
      const ofClass = errorsOf(operation, status < 500 ? /^4/ : /^5/);
      return mostCommon(ofClass) ?? mostCommon(errorsOf(operation, ANY_ERROR)) ?? commonOne();
    },
  };
}

const ANY_ERROR = /^[45d]/;

function errorsOf({ responses }: Operation, statuses: RegExp): DeclaredError[] {
  return responses.flatMap(({ status, content }) => (statuses.test(status) ? (errorIn(content) ?? []) : []));
}
