// The document as the docs page shows it: the served document with values to try it out, and with marks. The served document itself
// stays as it is.
import type { HttpResponse } from '../../behaviours/behaviour.ts';
import type { Contract } from '../../contract/contract.ts';
import { resolve } from '../../contract/document/resolve.ts';
import { essenceOf } from '../../contract/operation/media-types.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import type { Parameter } from '../../contract/operation/parameters.ts';
import { lazySample } from '../../contract/sample/lazy-sample.ts';
import { appendTokens } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { type BodySamples, isForm } from './body-samples.ts';
import type { ExistingKeys } from './existing-keys.ts';

/** The name of the world that the page shows. The script of the page reads it. */
export const DOCS_WORLD = 'x-standin-world';
/** What a person should know about an operation. The script of the page shows it. */
export const DOCS_NOTE = 'x-standin-note';

/** The name of the example that is an item of the world. */
const EXISTING = 'an item that exists';

export interface DocsDocumentParts {
  readonly contract: Contract;
  readonly samples: BodySamples;
  /** Undefined for a document without state. */
  readonly keys: ExistingKeys | undefined;
  readonly changesNothing: (operation: Operation) => boolean;
  /** Undefined if the page does not show one. */
  readonly world: string | undefined;
  /** The error of a status from 400 on, as the server responds with it. */
  readonly errorOf: (operation: Operation, status: number) => Promise<HttpResponse>;
}

/** The served document with its world and with marks. Values follow with each operation that is opened. */
export function docsDocument(served: JsonObject, { contract, changesNothing, world }: DocsDocumentParts): JsonObject {
  const shown = { ...served, ...(world !== undefined && { [DOCS_WORLD]: world }) };
  if (!isObject(served.paths)) return shown;
  const known = new Map(contract.operations.map((operation) => [operation.pointer, operation]));
  const paths = Object.entries(served.paths).map(([path, item]): [string, Json] => {
    if (!isObject(item)) return [path, item];
    const members = Object.entries(item).map(([name, member]): [string, Json] => {
      if (name === 'parameters') return [name, withoutReferences(contract.document, path, member)];
      const operation = known.get(appendTokens('/paths', path, name));
      return [name, operation && isObject(member) ? marked(member, operation, changesNothing) : member];
    });
    return [path, Object.fromEntries(members)];
  });
  return { ...shown, paths: Object.fromEntries(paths) };
}

/**
 * The parameters of a path without references. An operation that repeats one with a value replaces it in Swagger UI, which compares
 * the names and cannot see the name behind a reference.
 */
function withoutReferences(document: JsonObject, path: string, parameters: Json): Json {
  if (!Array.isArray(parameters)) return parameters;
  return parameters.map(
    (one: Json, index) => resolve(document, appendTokens('/paths', path, 'parameters', index), one).value,
  );
}

function marked(
  source: JsonObject,
  operation: Operation,
  changesNothing: DocsDocumentParts['changesNothing'],
): JsonObject {
  const { unusable } = operation;
  if (unusable) return withNote(source, 'returns 501', `${unusable.what}. ${unusable.advice}.`);
  if (!changesNothing(operation)) return source;
  return withNote(source, 'changes nothing', 'The response is generated: no rule says what the operation changes.');
}

/** An operation with its mark, and with values to try it out. @param source as it is in the served document */
export async function operationWithValues(
  served: JsonObject,
  operation: Operation,
  parts: DocsDocumentParts,
): Promise<JsonObject> {
  const source = marked(served, operation, parts.changesNothing);
  if (operation.unusable) return source;
  const shown: Record<string, Json> = { ...source };
  const parameters = await parametersShown(source, operation, parts);
  if (parameters) shown.parameters = parameters;
  if (source.requestBody !== undefined) shown.requestBody = await bodyShown(source.requestBody, operation, parts);
  if (isObject(source.responses)) shown.responses = await responsesShown(source.responses, operation, parts);
  return shown;
}

function withNote(operation: JsonObject, note: string, reason: string): JsonObject {
  const { description } = operation;
  const lead = `**${note.charAt(0).toUpperCase()}${note.slice(1)}.** ${reason}`;
  return {
    ...operation,
    [DOCS_NOTE]: note,
    description: typeof description === 'string' && description !== '' ? `${lead}\n\n${description}` : lead,
  };
}

/** The parameters with a value to begin with; undefined if nothing changes. */
async function parametersShown(
  source: JsonObject,
  operation: Operation,
  { contract, keys }: DocsDocumentParts,
): Promise<Json[] | undefined> {
  const existing = await keys?.ofPath(operation.path);
  const changed = new Map<string, Json>();
  for (const parameter of operation.parameters) {
    const declared = resolve(contract.document, parameter.pointer).value;
    const key = parameter.in === 'path' ? existing?.get(parameter.name) : undefined;
    const shown =
      key === undefined ? await sampledParameter(contract, parameter, declared) : withKey(contract, declared, key);
    if (shown) changed.set(nameOf(parameter), shown);
  }
  if (changed.size === 0) return undefined;
  const own = Array.isArray(source.parameters) ? source.parameters : [];
  const others = own.filter((one: Json, index) => {
    const { value } = resolve(contract.document, appendTokens(operation.pointer, 'parameters', index), one);
    return !changed.has(nameOf({ in: String(value.in), name: String(value.name) }));
  });
  return [...changed.values(), ...others];
}

function nameOf({ in: place, name }: { readonly in: string; readonly name: string }): string {
  return `${place} ${name}`;
}

/** The key first, then the examples of the document. */
function withKey({ document }: Contract, declared: JsonObject, key: string | number): JsonObject {
  const { example: _example, examples: _examples, ...rest } = declared;
  const others = declaredExamples(document, declared).filter(([, example]) => String(example.value) !== String(key));
  if (others.length === 0) return { ...rest, example: key };
  return { ...rest, examples: Object.fromEntries([[EXISTING, { value: key }], ...others]) };
}

/** A required parameter without any value to begin with gets a sample. Undefined if nothing changes. */
async function sampledParameter(
  contract: Contract,
  { required, schema, in: place, name, mediaType }: Parameter,
  declared: JsonObject,
): Promise<JsonObject | undefined> {
  const examples = declaredExamples(contract.document, declared);
  if (examples.length > 1 && declared.examples === undefined)
    return { ...declared, examples: Object.fromEntries(examples) as JsonObject };
  if (examples.length > 0 || !required || schema === undefined || mediaType !== undefined) return undefined;
  const { value } = resolve(contract.document, schema);
  if (value.default !== undefined || value.enum !== undefined) return undefined;
  try {
    return {
      ...declared,
      example: await lazySample(contract, schema, { seed: 1, place: `${place} ${name}`, view: 'request' }),
    };
  } catch {
    return undefined;
  }
}

/** The examples of a parameter or of a media type, else those of its schema, by name. */
function declaredExamples(document: JsonObject, holder: JsonObject): [string, JsonObject][] {
  if (isObject(holder.examples)) {
    return Object.entries(holder.examples).flatMap(([name, example]): [string, JsonObject][] =>
      isObject(example) && example.value !== undefined ? [[name, example]] : [],
    );
  }
  if (holder.example !== undefined) return [['example', { value: holder.example }]];
  if (!isObject(holder.schema)) return [];
  const { examples } = resolveSchema(document, holder.schema);
  return (Array.isArray(examples) ? examples : []).map((value: Json, index) => [`example ${index + 1}`, { value }]);
}

/** A schema with the reference that it consists of. */
function resolveSchema(document: JsonObject, schema: JsonObject): JsonObject {
  const { $ref } = schema;
  return typeof $ref === 'string' && $ref.startsWith('#') ? resolve(document, $ref.slice(1)).value : schema;
}

async function bodyShown(
  source: Json,
  operation: Operation,
  { contract, samples, keys }: DocsDocumentParts,
): Promise<Json> {
  const { value } = resolve(contract.document, appendTokens(operation.pointer, 'requestBody'), source);
  if (!isObject(value.content)) return source;
  const content: [string, Json][] = [];
  for (const [name, media] of Object.entries(value.content)) {
    const shown = isObject(media) ? selectable(contract.document, media) : media;
    const isPlain = isObject(shown) && shown.example === undefined && shown.examples === undefined;
    const sample = isPlain ? await samples.request(operation, essenceOf(name), keys) : undefined;
    content.push([
      name,
      sample === undefined ? shown : withSample(contract.document, name, shown as JsonObject, sample),
    ]);
  }
  return { ...value, content: Object.fromEntries(content) as JsonObject };
}

/** Swagger UI shows an input for each property of a form, with the example of the property. */
function withSample(document: JsonObject, name: string, media: JsonObject, sample: Json): JsonObject {
  const schema = isObject(media.schema) ? resolveSchema(document, media.schema) : undefined;
  if (!isForm(essenceOf(name)) || !isObject(sample) || !isObject(schema?.properties))
    return { ...media, example: sample };
  const properties = Object.entries(schema.properties).map(([property, declared]): [string, Json] => {
    const own = isObject(declared) ? resolveSchema(document, declared) : {};
    const isFile = own.format === 'binary' || own.contentMediaType !== undefined;
    const value = Object.hasOwn(sample, property) && !isFile ? sample[property] : undefined;
    return [property, value === undefined ? declared : { ...own, example: value }];
  });
  return { ...media, schema: { ...schema, properties: Object.fromEntries(properties) } };
}

/** Swagger UI offers the examples of a media type, but only the first one of a schema. */
function selectable(document: JsonObject, media: JsonObject): JsonObject {
  if (media.examples !== undefined || media.example !== undefined) return media;
  const examples = declaredExamples(document, media);
  return examples.length > 1 ? { ...media, examples: Object.fromEntries(examples) } : media;
}

async function responsesShown(source: JsonObject, operation: Operation, parts: DocsDocumentParts): Promise<JsonObject> {
  const responses: [string, Json][] = [];
  for (const [status, response] of Object.entries(source)) {
    responses.push([status, isObject(response) ? await responseShown(response, status, operation, parts) : response]);
  }
  return Object.fromEntries(responses);
}

/** A response with examples that can be selected, or with a sample of each body that has no example. */
async function responseShown(
  response: JsonObject,
  status: string,
  operation: Operation,
  parts: DocsDocumentParts,
): Promise<JsonObject> {
  const { document } = parts.contract;
  const { value } = resolve(document, appendTokens(operation.pointer, 'responses', status), response);
  if (!isObject(value.content)) return response;
  const content: [string, Json][] = [];
  for (const [name, media] of Object.entries(value.content)) {
    const shown = isObject(media) ? selectable(document, media) : media;
    const isPlain = isObject(shown) && shown.example === undefined && shown.examples === undefined;
    const sample = isPlain ? await sampledResponse(operation, status, essenceOf(name), parts) : undefined;
    content.push([name, sample === undefined ? shown : { ...(shown as JsonObject), example: sample }]);
  }
  return { ...value, content: Object.fromEntries(content) as JsonObject };
}

/** The body of a response. Errors are as the server responds with them: a generated one would have the status of another. */
async function sampledResponse(
  operation: Operation,
  status: string,
  mediaType: string,
  { samples, errorOf }: DocsDocumentParts,
): Promise<Json | undefined> {
  const declared = operation.responses.find((one) => one.status.toUpperCase() === status.toUpperCase());
  if (!declared) return undefined;
  const number = Number(status.replace(/XX$/i, '00'));
  const error = number >= 400 ? await errorOf(operation, number) : undefined;
  if (error?.body !== undefined && error.mediaType !== undefined && essenceOf(error.mediaType) === mediaType)
    return error.body;
  return samples.response(operation, declared, mediaType);
}
