// Builds a request that an operation should accept, from the examples of the document, else from samples, and from
// known keys.
import { valueAt } from '../../json/pointer.ts';
import type { Json } from '../../json/value.ts';
import type { Contract } from '../contract.ts';
import { isJson } from '../operation/media-types.ts';
import { type MediaType, type Operation, viewOfBody } from '../operation/operations.ts';
import { examplesOf, type Parameter } from '../operation/parameters.ts';
import { serializeForm, serializeParameter } from '../wire/serialize.ts';
import { lazySample } from './lazy-sample.ts';

export interface SampledRequest {
  readonly method: string;
  /** The path with the document's base path, and the query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The values of a request, before they are serialized. */
export interface SampledParts {
  readonly parameters: ReadonlyMap<Parameter, Json>;
  readonly body?: { readonly content: MediaType; readonly value: Json } | undefined;
}

export interface SampleRequestOptions {
  readonly seed: number;
  /** A known value of a path parameter, such as the key of an existing item. */
  known(parameter: string): Json | undefined;
  /** Generates the body even if the document has an example of it. */
  readonly isGenerated?: boolean;
}

/** Why a request cannot be built. */
export interface NoRequest {
  readonly reason: string;
}

/** @returns the request with all required parts and no optional ones, or the reason why it cannot be built */
export async function sampleRequest(
  contract: Contract,
  operation: Operation,
  options: SampleRequestOptions,
): Promise<SampledRequest | NoRequest> {
  const parts = await sampleParts(contract, operation, options);
  return 'reason' in parts ? parts : requestOf(operation, parts);
}

/** @returns the values of the required parts, or the reason why the request cannot be built */
export async function sampleParts(
  contract: Contract,
  operation: Operation,
  { seed, known, isGenerated = false }: SampleRequestOptions,
): Promise<SampledParts | NoRequest> {
  const parameters = new Map<Parameter, Json>();
  let path = operation.path;
  for (const parameter of operation.parameters) {
    const { in: place, name, required } = parameter;
    if (!required && place !== 'path') continue;
    const value = (place === 'path' ? known(name) : undefined) ?? (await parameterValue(contract, parameter, seed));
    parameters.set(parameter, value);
    if (place === 'path') path = path.replaceAll(`{${name}}`, '');
  }
  const undeclared = /\{([^}]*)\}/.exec(path);
  if (undeclared) return { reason: `its path has the parameter ${undeclared[1]}, which is not declared` };
  const body = await bodyOf(contract, operation, { seed, isGenerated });
  return body && 'reason' in body ? body : { parameters, body };
}

export function requestOf(operation: Operation, { parameters, body }: SampledParts): SampledRequest {
  const headers: Record<string, string> = {};
  const query: string[] = [];
  const cookies: string[] = [];
  let path = `${operation.bases[0] ?? ''}${operation.path}`;
  for (const [parameter, value] of parameters) {
    const { in: place, name } = parameter;
    const text = serializeParameter(parameter, value);
    if (place === 'path') path = path.replaceAll(`{${name}}`, text);
    else if (place === 'header') headers[name.toLowerCase()] = decodeURIComponent(text);
    else (place === 'cookie' ? cookies : query).push(text);
  }
  if (cookies.length > 0) headers.cookie = cookies.join('; ');
  if (body) headers['content-type'] = body.content.name;
  const url = `${path || '/'}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  const text = body && (isJson(body.content.name) ? JSON.stringify(body.value) : serializeForm(body.value));
  return { method: operation.method, url, headers, ...(text !== undefined && { body: text }) };
}

/** An example of the document that is valid, else a sample. */
async function parameterValue(contract: Contract, parameter: Parameter, seed: number): Promise<Json> {
  const { schema, name } = parameter;
  const examples = examplesOf(contract.document, parameter);
  if (schema === undefined) return examples[0] ?? 'x';
  const validate = contract.validator('request', schema);
  const example = examples.find((one) => validate(one).length === 0);
  return example ?? lazySample(contract, schema, { seed, place: `${parameter.in} ${name}`, view: 'request' });
}

async function bodyOf(
  contract: Contract,
  operation: Operation,
  { seed, isGenerated }: { readonly seed: number; readonly isGenerated: boolean },
): Promise<SampledParts['body'] | NoRequest> {
  const { content = [], required = false } = operation.requestBody ?? {};
  const chosen = content.find(({ name }) => isJson(name)) ?? content.find(({ name }) => /urlencoded/.test(name));
  if (!chosen) {
    const mediaType = content[0]?.name ?? 'unknown media type';
    return required ? { reason: `a body of ${mediaType} cannot be generated` } : undefined;
  }
  const { schema, name, examples } = chosen;
  const validate = schema === undefined ? () => [] : contract.validator(viewOfBody(operation, name), schema);
  const example = isGenerated
    ? undefined
    : examples
        .map(({ pointer }) => valueAt(contract.document, pointer))
        .find((one) => one !== undefined && validate(one).length === 0);
  const sampled = { seed, place: operation.id, view: 'request' as const, dynamic: isGenerated };
  const value = example ?? (schema === undefined ? {} : await lazySample(contract, schema, sampled));
  return { content: chosen, value };
}
