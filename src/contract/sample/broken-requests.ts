// Builds requests that violate exactly one rule of the document, from the parts of a valid request.
import type { Violation } from '../../errors/http-error.ts';
import { appendTokens } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { Contract } from '../contract.ts';
import { isJson } from '../operation/media-types.ts';
import { type Operation, viewOfBody } from '../operation/operations.ts';
import type { Parameter } from '../operation/parameters.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces, typesAt } from '../schema/schema-places.ts';
import { requestOf, type SampledParts, type SampledRequest } from './sample-request.ts';

export interface BrokenRequest {
  readonly request: SampledRequest;
  /** The rule that it violates. */
  readonly violation: Violation;
  /** The value that violates it, as short text. Undefined if a part is missing. */
  readonly value: string | undefined;
}

/** The broken requests of one operation, at most. */
const MOST = 40;

/** Levels of objects in a body whose properties are changed. */
const MAX_LEVELS = 3;

export function brokenRequests(
  contract: Contract,
  operation: Operation,
  parts: SampledParts,
): readonly BrokenRequest[] {
  const all = [
    ...brokenParameters(contract, operation, parts),
    ...brokenBodies(contract, operation, parts),
    ...brokenMessages(operation, parts),
  ];
  const seen = new Set<string>();
  const each = all.filter(({ violation: { pointer, rule, in: place } }) => {
    const key = `${place} ${pointer} ${rule}`;
    return !seen.has(key) && seen.add(key);
  });
  return each.slice(0, MOST);
}

/** Requests that HTTP or the media type does not allow: no body, text that is not JSON. */
function brokenMessages(operation: Operation, parts: SampledParts): BrokenRequest[] {
  const { body } = parts;
  if (!body) return [];
  const request = requestOf(operation, parts);
  const broken: BrokenRequest[] = [];
  if (isJson(body.content.name)) {
    const violation = { pointer: '', rule: 'syntax', message: 'is not valid JSON' };
    broken.push({ request: { ...request, body: '{"a": ' }, violation, value: '{"a": ' });
  }
  if (operation.requestBody?.required) {
    const { 'content-type': _, ...headers } = request.headers;
    const { method, url } = request;
    broken.push({
      request: { method, url, headers },
      violation: { pointer: '', rule: 'required', message: 'is required' },
      value: undefined,
    });
  }
  return broken;
}

/** Texts that many schemas do not accept. */
const TEXTS = ['abc', '-1', '1.5', '99999999999999999999', '2020-13-40', '§', 'x'.repeat(300)];

function brokenParameters(contract: Contract, operation: Operation, parts: SampledParts): BrokenRequest[] {
  return operation.parameters.flatMap((parameter) => {
    const { in: place, name, required, schema, mediaType } = parameter;
    if (place === 'cookie' || place === 'querystring') return [];
    const without = new Map([...parts.parameters].filter(([one]) => one !== parameter));
    const broken: BrokenRequest[] = [];
    const pointer = appendTokens('', name);
    if (required && place !== 'path') {
      const request = requestOf(operation, { ...parts, parameters: without });
      broken.push({
        request,
        violation: { pointer, in: place, rule: 'required', message: 'is required' },
        value: undefined,
      });
    }
    if (schema === undefined || mediaType !== undefined || isStructured(contract, schema)) return broken;
    for (const text of TEXTS) {
      if (place === 'header' && text === '§') continue;
      const violation = textViolation(contract, schema, text);
      if (!violation) continue;
      // A text is serialized as it is.
      const request = requestOf(operation, { ...parts, parameters: new Map([...without, [plain(parameter), text]]) });
      broken.push({ request, violation: { ...violation, pointer, in: place }, value: shortText(text) });
    }
    return broken;
  });
}

function plain({ style, ...parameter }: Parameter): Parameter {
  return {
    ...parameter,
    style: style === 'label' || style === 'matrix' ? style : parameter.in === 'query' ? 'form' : 'simple',
  };
}

/** A text can be read as a list or an object. */
function isStructured({ document }: Contract, schema: string): boolean {
  const types = typesAt(document, schema);
  return types.size === 0 || types.has('array') || types.has('object');
}

/** The violation of a text, if no reading of it is valid. */
function textViolation(contract: Contract, schema: string, text: string): Violation | undefined {
  const validate = contract.validator('request', schema);
  const number = Number(text);
  const readings: readonly Json[] = Number.isFinite(number) ? [number, text] : [text];
  const violations = readings.map((reading) => validate(reading)[0]);
  return violations.every((one) => one !== undefined) ? violations[0] : undefined;
}

function brokenBodies(contract: Contract, operation: Operation, parts: SampledParts): BrokenRequest[] {
  const { body } = parts;
  if (body?.content.schema === undefined || !isJson(body.content.name)) return [];
  const { schema, name } = body.content;
  const validate = contract.validator(viewOfBody(operation, name), schema);
  if (validate(body.value).length > 0) return [];
  return [...changesOf(contract.document, schema, body.value)].flatMap(({ pointer, changed, value }) => {
    const violations = validate(changed);
    const [violation] = violations;
    // A change that violates several rules does not show which of them the service does not know.
    const isOne = violations.every((one) => one.pointer === pointer);
    if (!violation || !isOne) return [];
    const request = requestOf(operation, { ...parts, body: { content: body.content, value: changed } });
    return [
      { request, violation: { ...violation, pointer }, value: value === undefined ? undefined : shortText(value) },
    ];
  });
}

interface BodyChange {
  readonly pointer: string;
  /** The whole body with the change. */
  readonly changed: Json;
  /** The new value. Undefined if the property is missing. */
  readonly value: Json | undefined;
}

/** The body with one part changed, the outer parts first. */
function* changesOf(document: JsonObject, schema: string, body: Json): Generator<BodyChange> {
  const places: ChangedPart[] = [{ schema, value: body, tokens: [] }];
  for (const { schema: at, value, tokens } of places) {
    const pointer = appendTokens('', ...tokens);
    for (const other of invalidValues(document, at, value))
      if (JSON.stringify(other) !== JSON.stringify(value))
        yield { pointer, changed: replaceAt(body, tokens, other) as Json, value: other };
    if (tokens.length >= MAX_LEVELS) continue;
    if (isObject(value)) yield* propertyChanges(document, { schema: at, value, tokens }, body, places);
    else if (Array.isArray(value) && value.length > 0) {
      const items = itemsPlace(document, at);
      if (items !== undefined) places.push({ schema: items, value: value[0] as Json, tokens: [...tokens, '0'] });
    }
  }
}

/** A part of a body. */
interface ChangedPart {
  readonly schema: string;
  readonly value: Json | undefined;
  readonly tokens: readonly string[];
}

function* propertyChanges(
  document: JsonObject,
  { schema, value, tokens }: ChangedPart & { readonly value: JsonObject },
  body: Json,
  places: ChangedPart[],
): Generator<BodyChange> {
  const name = 'standin-unknown';
  for (const property of Object.keys(value)) {
    const path = [...tokens, property];
    yield { pointer: appendTokens('', ...path), changed: replaceAt(body, path, undefined) as Json, value: undefined };
  }
  yield {
    pointer: appendTokens('', ...tokens, name),
    changed: replaceAt(body, [...tokens, name], 1) as Json,
    value: 1,
  };
  // Optional properties are not part of a sample, but can be sent too.
  for (const [property, place] of propertyPlaces(document, schema))
    places.push({ schema: place, value: value[property], tokens: [...tokens, property] });
}

/** Values that the keywords of a schema exclude. */
function invalidValues(document: JsonObject, schema: string, valid: Json | undefined): readonly Json[] {
  const types = typesAt(document, schema);
  const values: Json[] = [];
  if (types.size > 0) {
    if (!types.has('string')) values.push('abc');
    else if (!types.has('number') && !types.has('integer')) values.push(12345);
    if (types.has('integer') && !types.has('number')) values.push(1.5);
  }
  for (const { value: part } of sameValuePlaces(document, schema)) values.push(...excludedBy(part, valid));
  return values;
}

/** The longest text that is sent. */
const MAX_LENGTH = 100_000;

/** @param value the valid value */
function excludedBy(schema: JsonObject, value: Json | undefined): readonly Json[] {
  const { enum: listed, const: only, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const { minLength, maxLength, pattern, format, minItems, maxItems } = schema;
  const values: Json[] = [];
  if (listed !== undefined || only !== undefined) values.push('standin-unknown');
  if (typeof minimum === 'number') values.push(minimum - 1);
  if (typeof maximum === 'number') values.push(maximum + 1);
  if (typeof exclusiveMinimum === 'number') values.push(exclusiveMinimum);
  if (typeof exclusiveMaximum === 'number') values.push(exclusiveMaximum);
  if (typeof maxLength === 'number' && maxLength < MAX_LENGTH) values.push('x'.repeat(maxLength + 1));
  if (typeof minLength === 'number' && minLength > 0) values.push('x'.repeat(minLength - 1));
  if (pattern !== undefined) values.push('§ §');
  if (format !== undefined) values.push('not of this format §');
  if (typeof minItems === 'number' && minItems > 0) values.push([]);
  if (typeof maxItems === 'number' && maxItems < 1_000 && Array.isArray(value) && value.length > 0)
    values.push(Array.from({ length: maxItems + 1 }, () => value[0] as Json));
  return values;
}

/** The value with a part replaced, or removed if it is undefined. */
function replaceAt(
  value: Json | undefined,
  [token, ...rest]: readonly string[],
  part: Json | undefined,
): Json | undefined {
  if (token === undefined) return part;
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    return items.map((item, index) => (String(index) === token ? (replaceAt(item, rest, part) ?? null) : item));
  }
  const object = isObject(value) ? value : {};
  const inner = replaceAt(object[token], rest, part);
  const { [token]: _, ...others } = object;
  return inner === undefined ? others : { ...object, [token]: inner };
}

export function shortText(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** A text for which no service should fail. */
const LONG_TEXT = 'long text '.repeat(800);

/** The properties of a body that get a long text, at most. */
const MOST_LONG = 2;

/** Valid requests with a very long text in a property whose length the document does not limit. */
export function longRequests(
  { document, validator }: Contract,
  operation: Operation,
  parts: SampledParts,
): readonly { readonly request: SampledRequest; readonly pointer: string }[] {
  const { body } = parts;
  if (body?.content.schema === undefined || !isJson(body.content.name) || !isObject(body.value)) return [];
  const { content, value } = body;
  const validate = validator(viewOfBody(operation, content.name), body.content.schema);
  const long = [...propertyPlaces(document, body.content.schema)].flatMap(([name, place]) => {
    if (!typesAt(document, place).has('string')) return [];
    const changed = { ...value, [name]: LONG_TEXT };
    if (validate(changed).length > 0) return [];
    return [{ request: requestOf(operation, { ...parts, body: { content, value: changed } }), pointer: name }];
  });
  return long.slice(0, MOST_LONG);
}
