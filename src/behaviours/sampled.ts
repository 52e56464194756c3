// The behaviour of operations without a role: a declared response with its example, else a sample of its schema. It keeps no state.
// Generated values are a function of the world's seed and of the place, so the same request always gets the same response.
import type { Contract, Validator } from '../contract/contract.ts';
import { contentFor, isBinary, isJson } from '../contract/operation/media-types.ts';
import {
  type MediaType,
  type Operation,
  type Response,
  statusOf,
  successResponse,
} from '../contract/operation/operations.ts';
import { lazySample } from '../contract/sample/lazy-sample.ts';
import { typesAt } from '../contract/schema/schema-places.ts';
import { type Eventually, whenKnown } from '../eventually.ts';
import { GENERATED_HEADER } from '../headers.ts';
import { valueAt } from '../json/pointer.ts';
import { deepFreeze, type Json } from '../json/value.ts';
import type { WorldPart } from '../worlds/world.ts';
import type { Behaviour, Call, HttpResponse } from './behaviour.ts';
import { hasValues, type KnownItems, type KnownValues, valuesOf, withKnownValues } from './known-values.ts';
import { headersOf } from './response-headers.ts';
import { ofSelectedSchema } from './selected-sample.ts';
import { asSuccess } from './success-flags.ts';

/** How one response is generated. */
interface Sampling {
  readonly world: WorldPart;
  /** The negotiated media type. */
  readonly accepts: string;
  /** The name of a declared example. Default: the first one that its schema accepts. */
  readonly example?: string | undefined;
  /** Default: the seed of the world. */
  readonly seed?: number | undefined;
  /** The path of the request. Files differ from path to path. */
  readonly path?: string | undefined;
  /** Generates a value even if there are examples; another number gives another value. */
  readonly ordinal?: number | undefined;
}

/** Says that the response of an operation depends on no state. */
const NO_STATE: Readonly<Record<string, string>> = Object.freeze({ [GENERATED_HEADER]: 'no state' });

/** @param knows what is known of a call */
export function sampleBehaviour(contract: Contract, operation: Operation, knows: Knowledge): Behaviour {
  const success = successResponse(operation);
  if (!success) return () => ({ status: 200, headers: NO_STATE });
  const declared = { contract, operation, response: success };
  const sample = cachedSample(declared);
  return (call) => {
    const values = valuesOf(call);
    if (!hasValues(values) && !knows.isShownIn(success)) return sample(call);
    return whenKnown(sample(call), (response) =>
      informed(declared, response, { values, items: knows.items(call), seed: call.world.seed }),
    );
  };
}

/** The response with what is known of the call in its body. */
export function informed(
  { contract, response }: Declared,
  sample: HttpResponse,
  { values, items, seed }: { readonly values: KnownValues; readonly items: KnownItems; readonly seed: number },
): Eventually<HttpResponse> {
  const { body, mediaType = '' } = sample;
  const schema = contentFor(response.content, mediaType)?.schema;
  if (body === undefined || typeof body !== 'object' || schema === undefined) return sample;
  return whenKnown(ofSelectedSchema(body, { contract, schema, values, seed }), (selected) =>
    withKnownValues({ contract, items, values }, schema, selected).then((known) => ({ ...sample, body: known })),
  );
}

/** What can be known for responses that have no state of their own. */
export interface Knowledge {
  items(call: Call): KnownItems;
  /** Whether a response contains items of a resource. */
  isShownIn(response: Response): boolean;
}

function cachedSample(declared: Declared): Behaviour {
  const known = new Map<string, Eventually<HttpResponse>>();
  const hasFiles = declared.response.content.some(({ name }) => isBinary(name) || name.startsWith('image/'));
  return ({ world, accepts, request: { path } }) => {
    if (hasFiles) return whenKnown(responseFrom(declared, { world, accepts, path }), withoutState);
    const key = `${world.seed} ${world.today} ${world.samplesUrl} ${accepts}`;
    const before = known.get(key);
    if (before) return before;
    const response = whenKnown(responseFrom(declared, { world, accepts }), withoutState);
    known.set(key, response);
    if (response instanceof Promise)
      response.then(
        (value) => known.set(key, value),
        () => known.delete(key),
      );
    return response;
  };
}

/** The same response, with the header that says that it depends on no state. */
export function withoutState(response: HttpResponse): HttpResponse {
  return { ...response, headers: { ...response.headers, ...NO_STATE } };
}

export interface Declared {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly response: Response;
  /** The status, if the response is declared for several. */
  readonly status?: number;
}

/** A response as it is declared. */
export function responseFrom(
  { contract, operation, response, status = statusOf(response) }: Declared,
  sampling: Sampling,
): Eventually<HttpResponse> {
  const place = `${operation.id} ${response.status}`;
  const { world, seed = world.seed, ordinal } = sampling;
  const content = contentIn(response, sampling);
  return whenKnown(headersOf(contract, response, { seed, place }), (headers) => {
    if (!content) return { status, headers };
    // The examples of a sequence can be its items.
    const takesExample = content.itemSchema === undefined || sampling.example !== undefined;
    const example = ordinal === undefined && takesExample ? exampleIn(contract, content, sampling.example) : undefined;
    const at = {
      seed,
      samplesUrl: world.samplesUrl,
      today: world.today,
      place,
      ordinal,
      dynamic: ordinal !== undefined,
    };
    const found =
      example ??
      whenKnown(fileFor(contract, content, sampling), (file) => file ?? generatedBody(contract, content, at));
    return whenKnown(found, (sampled) => {
      const isSuccess = status < 300 && example === undefined && content.schema !== undefined;
      const body = deepFreeze(isSuccess ? asSuccess(contract, content.schema as string, sampled) : sampled);
      return { status, headers, body, mediaType: mediaTypeOf(content, sampling.accepts) };
    });
  });
}

/** The negotiated content, or the one with the named example; else JSON, else the first. */
function contentIn({ content }: Response, { accepts, example }: Sampling): MediaType | undefined {
  const negotiated = contentFor(content, accepts);
  const hasExample = (candidate: MediaType) => candidate.examples.some(({ name }) => name === example);
  if (example !== undefined && !(negotiated && hasExample(negotiated))) {
    return content.find(hasExample) ?? negotiated ?? content[0];
  }
  return negotiated ?? content.find(({ name }) => isJson(name)) ?? content[0];
}

function mediaTypeOf({ name }: MediaType, accepts: string): string | undefined {
  return name.includes('*') ? accepts || undefined : name;
}

/** A declared example: the one of that name, or the first that its schema accepts. */
function exampleIn(contract: Contract, content: MediaType, name: string | undefined): Json | undefined {
  const { document } = contract;
  if (name !== undefined) {
    const named = content.examples.find((example) => example.name === name);
    return named && valueAt(document, named.pointer);
  }
  const validate = validatorOf(contract, content);
  // An example of a picture in a document of text is a placeholder.
  if (/^image\/(?!svg)/.test(content.name)) return undefined;
  for (const { pointer } of content.examples) {
    const value = parsedExample(valueAt(document, pointer) ?? null, content);
    if (typeof value === 'string' && !isJson(content.name)) return value;
    if (!validate || validate(value).length === 0) return value;
  }
  return undefined;
}

/** The value of an example, also if its author has written JSON as text. */
function parsedExample(example: Json, { name }: MediaType): Json {
  if (typeof example !== 'string' || !isJson(name) || !/^\s*[[{]/.test(example)) return example;
  try {
    return JSON.parse(example);
  } catch {
    return example;
  }
}

function validatorOf(contract: Contract, { schema }: MediaType): Validator | undefined {
  return schema === undefined ? undefined : contract.validator('response', schema);
}

function generatedBody(contract: Contract, content: MediaType, at: Parameters<typeof lazySample>[2]): Eventually<Json> {
  const { schema, itemSchema, name } = content;
  if (itemSchema !== undefined) {
    return import('./sequences.ts').then(({ sampleSequence }) => sampleSequence(contract, content, at));
  }
  if (schema === undefined) return isJson(name) ? {} : '';
  return lazySample(contract, schema, at);
}

/** A file of the media type, another one for each path. Undefined for JSON and for what cannot be drawn. */
function fileFor(
  contract: Contract,
  { schema, name }: MediaType,
  { accepts, path = '', ordinal = 0 }: Sampling,
): Eventually<string | undefined> {
  const type = name.includes('*') ? accepts : name;
  if (isJson(type) || (schema !== undefined && !isTextSchema(contract, schema))) return undefined;
  if (!isBinary(type) && !type.startsWith('image/')) return undefined;
  return import('../contract/sample/media.ts').then(({ sampleMedia }) => sampleMedia(type, `${path} ${ordinal}`));
}

function isTextSchema({ document }: Contract, schema: string): boolean {
  const types = typesAt(document, schema);
  return types.size === 0 || types.has('string');
}
