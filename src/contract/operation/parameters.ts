// The parameters of an operation (OpenAPI 3.1, section 4.8.12), as plain data.
import { appendTokens, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { type Resolved, resolve, schemaPointer } from '../document/resolve.ts';

export type ParameterPlace = 'path' | 'query' | 'querystring' | 'header' | 'cookie';

export type Style = 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject';

/** How a value is serialized as text. */
export interface Serialization {
  readonly name: string;
  readonly style: Style;
  readonly explode: boolean;
  /** The text between the items of a list, if the style does not say it. */
  readonly separator?: string | undefined;
}

export interface Parameter extends Serialization {
  readonly pointer: string;
  readonly in: ParameterPlace;
  readonly required: boolean;
  /** True if the parameter can have an empty value, such as a flag in a query. */
  readonly emptyAllowed: boolean;
  /** Pointer of its schema, if it has one. */
  readonly schema?: string;
  /** The media type of its text, if it is declared by `content` and not by a style. */
  readonly mediaType?: string;
}

const DEFAULT_STYLE: Readonly<Record<ParameterPlace, Style>> = {
  path: 'simple',
  header: 'simple',
  query: 'form',
  querystring: 'form',
  cookie: 'form',
};

/** Headers that OpenAPI ignores if they are declared as parameters (section 4.8.12.1). */
const HTTP_HEADERS = new Set(['accept', 'content-type', 'authorization']);

/** The parameters of an operation: its own, then those of its path item that it does not override. */
export function parametersOf(document: JsonObject, ...owners: readonly Resolved<JsonObject>[]): Parameter[] {
  const parameters = new Map<string, Parameter>();
  for (const { pointer, value } of owners.toReversed()) {
    for (const [index, source] of (Array.isArray(value.parameters) ? value.parameters : []).entries()) {
      const parameter = parameterOf(document, appendTokens(pointer, 'parameters', index), source);
      const key = parameter && `${parameter.in} ${parameter.name}`;
      if (key && !parameters.has(key)) parameters.set(key, parameter);
    }
  }
  return [...parameters.values()];
}

function parameterOf(document: JsonObject, at: string, source: Json): Parameter | undefined {
  const { value, pointer } = resolve(document, at, source);
  const place = value.in as ParameterPlace;
  const name = String(value.name ?? '');
  if (!Object.hasOwn(DEFAULT_STYLE, String(place)) || name === '') return undefined;
  if (place === 'header' && HTTP_HEADERS.has(name.toLowerCase())) return undefined;
  const style = (value.style === 'cookie' ? 'form' : (value.style ?? DEFAULT_STYLE[place])) as Style;
  const [mediaType] = Object.keys(isObject(value.content) ? value.content : {});
  const holder = mediaType === undefined ? pointer : appendTokens(pointer, 'content', mediaType);
  const described = mediaType === undefined ? value : (value.content as JsonObject)[mediaType];
  const schema = isObject(described) && described.schema !== undefined;
  return {
    name,
    pointer,
    in: place,
    required: value.required === true,
    style,
    explode: typeof value.explode === 'boolean' ? value.explode : style === 'form' || style === 'deepObject',
    emptyAllowed: value.allowEmptyValue === true,
    ...separatorOf(value),
    ...(schema && { schema: schemaPointer(document, appendTokens(holder, 'schema')) }),
    ...(mediaType !== undefined && { mediaType: mediaType.toLowerCase() }),
  };
}

const SEPARATORS: Readonly<Record<string, string>> = { csv: ',', ssv: ' ', tsv: '\t', pipes: '|' };

/** The separator of a collection format of Swagger 2.0 for which OpenAPI has no style. */
export function separatorOf({ 'x-collection-format': format }: JsonObject): Pick<Serialization, 'separator'> {
  const separator = typeof format === 'string' && Object.hasOwn(SEPARATORS, format) ? SEPARATORS[format] : undefined;
  return separator === undefined ? {} : { separator };
}

/** The examples of a parameter in the document: its own, then those of its schema. */
export function examplesOf(document: JsonObject, { pointer, schema }: Parameter): readonly Json[] {
  const { value } = resolve(document, pointer);
  const named = Object.keys(isObject(value.examples) ? value.examples : {}).map(
    (name) => resolve(document, appendTokens(pointer, 'examples', name)).value.value,
  );
  const described = schema === undefined ? undefined : valueAt(document, schema);
  const { example, examples } = isObject(described) ? described : {};
  const all = [value.example, ...named, ...(Array.isArray(examples) ? examples : []), example];
  return all.filter((one) => one !== undefined);
}
