// Reads the parameters of one operation from a request: texts become values by their schemas, and are then validated.
// The schema of a parameter is read and compiled on its first value.
import type { Violation } from '../../errors/http-error.ts';
import { findParseError } from '../../json/parse.ts';
import { appendTokens, valueAt } from '../../json/pointer.ts';
import { deepFreeze, isObject, type Json } from '../../json/value.ts';
import type { Contract } from '../contract.ts';
import type { Operation } from '../operation/operations.ts';
import type { Parameter } from '../operation/parameters.ts';
import { cookiesOf } from './cookies.ts';
import { baseOf, objectOfPairs, type Pair, valueOfOneText, valueOfPairs } from './deserialize.ts';
import { segmentSplitter } from './split-segments.ts';
import { type TextShape, textShapeOf, valueOfText } from './text-shape.ts';

/** The values by place and by the name in the document. */
export type ParameterValues = Readonly<Record<'path' | 'query' | 'header' | 'cookie', Readonly<Record<string, Json>>>>;

/** The parts of a request that contain parameters. */
interface ParameterTexts {
  /** Decoded texts, by the name in the document. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: readonly Pair[];
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

interface ReadParameters {
  readonly values: ParameterValues;
  readonly violations: readonly Violation[];
}

export type ParameterReader = (texts: ParameterTexts) => ReadParameters;

export const NO_PARAMETERS: ParameterValues = deepFreeze({ path: {}, query: {}, header: {}, cookie: {} });

/** The reader of an operation's parameters; undefined if it has none. */
export function parameterReader(contract: Contract, operation: Operation): ParameterReader | undefined {
  const templated = ({ in: place, name }: Parameter) => place !== 'path' || operation.path.includes(`{${name}}`);
  const parameters = operation.parameters.filter(templated);
  const readers = parameters.map((parameter) => readerOf(contract, parameter, parameters));
  if (readers.length === 0 && !operation.path.includes('{')) return undefined;
  const split = segmentSplitter(operation.path);
  const inPath = new Map(
    readers.flatMap((one): [string, Reader][] => (one.parameter.in === 'path' ? [[one.parameter.name, one]] : [])),
  );
  return (received) => {
    const fits = (name: string, text: string) => fitsPath(inPath.get(name), { ...received, path: { [name]: text } });
    const texts = split ? { ...received, path: split(received.path, fits) } : received;
    const values = { path: { ...texts.path }, query: {}, header: {}, cookie: {} } as Record<
      string,
      Record<string, Json>
    >;
    const violations: Violation[] = [];
    for (const { parameter, read, validate } of readers) {
      const value = read(texts);
      if (value === undefined) {
        if (parameter.required) violations.push(missingParameter(parameter));
        continue;
      }
      violations.push(...validate(value));
      const place = parameter.in === 'querystring' ? 'query' : parameter.in;
      (values[place] as Record<string, Json>)[parameter.name] = value;
    }
    return { values: values as ParameterValues, violations };
  };
}

function fitsPath(reader: Reader | undefined, texts: ParameterTexts): boolean {
  const value = reader?.read(texts);
  return reader === undefined || value === undefined || reader.validate(value).length === 0;
}

/** Returns a function that finds the names in a query that are neither a parameter nor an API key. */
export function undeclaredQuery(
  { document }: Contract,
  { parameters }: Operation,
): (query: readonly Pair[]) => readonly string[] {
  if (parameters.some((parameter) => parameter.in === 'querystring')) return () => NO_NAMES;
  const declared = new Set(keysIn(document, 'query'));
  for (const parameter of parameters) {
    if (parameter.in !== 'query') continue;
    declared.add(parameter.name);
    const shape = isExploded(parameter) ? textShapeAt(document, parameter.schema) : undefined;
    if (shape?.types.has('object') && shape.properties.size === 0) return () => NO_NAMES;
    for (const property of shape?.properties.keys() ?? []) declared.add(property);
  }
  return (query) => {
    const names = query.map(({ name }) => name).filter((name) => !declared.has(name) && !declared.has(baseOf(name)));
    return [...new Set(names)];
  };
}

/** The names of API keys at a place. */
function keysIn({ components }: Contract['document'], place: string): string[] {
  const schemes = isObject(components) && isObject(components.securitySchemes) ? components.securitySchemes : {};
  return Object.values(schemes).flatMap((scheme) =>
    isObject(scheme) && scheme.in === place ? [String(scheme.name)] : [],
  );
}

/** Custom headers of an API. Other headers belong to HTTP, to proxies or to tracing. */
const CUSTOM_HEADER = /^x-(?!forwarded-|real-ip$|request-id$|requested-with$|b3-|amzn-)/;

const NO_NAMES: readonly string[] = Object.freeze([]);

/** Returns a function that finds the custom headers that are neither a parameter nor an API key. */
export function undeclaredHeaders(
  { document }: Contract,
  { parameters }: Operation,
): (headers: ParameterTexts['headers']) => readonly string[] {
  const keys = keysIn(document, 'header');
  const declared = parameters.flatMap((parameter) => (parameter.in === 'header' ? [parameter.name] : []));
  const known = new Set([...keys, ...declared].map((name) => name.toLowerCase()));
  return (headers) => {
    let undeclared = NO_NAMES;
    for (const name in headers) {
      if (name.startsWith('x-') && CUSTOM_HEADER.test(name) && !known.has(name)) undeclared = [...undeclared, name];
    }
    return undeclared;
  };
}

interface Reader {
  readonly parameter: Parameter;
  readonly read: (texts: ParameterTexts) => Json | undefined;
  readonly validate: (value: Json) => readonly Violation[];
}

function readerOf(contract: Contract, parameter: Parameter, all: readonly Parameter[]): Reader {
  const { schema, name, emptyAllowed } = parameter;
  let shape: TextShape | undefined;
  const shapeNow = () => {
    shape ??= textShapeAt(contract.document, schema);
    return shape;
  };
  const own = isExploded(parameter) ? withoutOthers(contract, parameter, all) : (texts: ParameterTexts) => texts;
  const place = parameter.in === 'querystring' ? 'query' : parameter.in;
  const located = (violation: Violation): Violation => ({
    ...violation,
    in: place,
    pointer: `${appendTokens('', name)}${violation.pointer}`,
  });
  return {
    parameter,
    read: (texts) => valueIn(parameter, shapeNow, own(texts)),
    validate(value) {
      if (value === '' && emptyAllowed) return [];
      const { inherited, limits } = contract;
      const error =
        typeof value === 'object' || typeof value === 'number' ? findParseError(value, inherited, limits) : undefined;
      if (error) return [located(error)];
      if (schema === undefined) return [];
      const violations = contract.validator('request', schema)(value);
      return violations.length === 0 ? violations : violations.map(located);
    },
  };
}

/** True for a parameter whose properties can be separate pairs. */
function isExploded({ in: place, style, explode, mediaType }: Parameter): boolean {
  return place === 'query' && style === 'form' && explode && mediaType === undefined;
}

/** Leaves out pairs that belong to other parameters or to API keys. */
function withoutOthers({ document }: Contract, { name }: Parameter, all: readonly Parameter[]) {
  const others = all.flatMap((other) => (other.in === 'query' && other.name !== name ? [other.name] : []));
  const foreign = new Set([...others, ...keysIn(document, 'query')]);
  const isOwn = ({ name: key }: Pair) =>
    key === name ||
    key.startsWith(`${name}[`) ||
    (!foreign.has(key) && !foreign.has(baseOf(key)) && !key.startsWith('__'));
  return (texts: ParameterTexts): ParameterTexts => ({ ...texts, query: texts.query.filter(isOwn) });
}

function textShapeAt(document: Contract['document'], schema: string | undefined): TextShape {
  return textShapeOf(document, schema === undefined ? undefined : valueAt(document, schema));
}

function valueIn(
  parameter: Parameter,
  shape: () => TextShape,
  { path, query, headers }: ParameterTexts,
): Json | undefined {
  const { name, in: place, mediaType } = parameter;
  if (place === 'querystring') {
    return query.length === 0
      ? undefined
      : objectOfPairs(shape(), query, (property) => ({ ...parameter, name: property }));
  }
  if (place === 'query' && mediaType === undefined) return valueOfPairs(parameter, shape(), query);
  const text = textIn(place, name, { path, query, headers });
  if (text === undefined) return undefined;
  if (mediaType !== undefined) return /[/+]json$/.test(mediaType) ? parseJsonOrText(text) : valueOfText(text, shape());
  return valueOfOneText(parameter, shape(), text);
}

function textIn(place: Parameter['in'], name: string, { path, query, headers }: ParameterTexts): string | undefined {
  if (place === 'path') return Object.hasOwn(path, name) ? path[name] : undefined;
  if (place === 'query') return query.find((pair) => pair.name === name)?.text;
  if (place === 'cookie') {
    const cookie = cookiesOf(headers.cookie).get(name);
    return cookie === undefined ? undefined : unescaped(cookie);
  }
  const header = name.toLowerCase();
  return Object.hasOwn(headers, header) ? headers[header]?.toString() : undefined;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The value of a JSON text; the text itself if it is not JSON, for the validator to refuse. */
function parseJsonOrText(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function missingParameter({ in: place, name }: Parameter): Violation {
  const where = place === 'querystring' ? 'query' : place;
  return { pointer: appendTokens('', name), rule: 'required', message: 'is required', in: where };
}
