// Serializes values of parameters by style and explode (OpenAPI 3.1, section 4.8.12.6; RFC 6570), as a client does.
// deserialize.ts is the inverse.
import { isObject, type Json } from '../../json/value.ts';
import type { Parameter } from '../operation/parameters.ts';

/** The percent-encoded text of a parameter. For a query or a cookie it includes the name. */
export function serializeParameter(parameter: Parameter, value: Json): string {
  const { in: place, name, style, explode, separator, mediaType } = parameter;
  if (place === 'querystring') return serializeForm(value);
  const named = place === 'query' || place === 'cookie';
  if (mediaType !== undefined || typeof value !== 'object' || value === null) {
    const text = escaped(mediaType === undefined ? textOf(value) : JSON.stringify(value));
    return named ? `${escaped(name)}=${text}` : `${PREFIX[style]?.(name) ?? ''}${text}`;
  }
  if (style === 'deepObject')
    return propertiesAsText(value)
      .map(([key, text]) => `${escaped(name)}[${key}]=${text}`)
      .join('&');
  const array = Array.isArray(value);
  if (named) {
    if (!explode)
      return `${escaped(name)}=${flatTexts(value).join(separator === undefined ? (SEPARATOR[style] ?? ',') : escaped(separator))}`;
    const pairs = array ? flatTexts(value).map((item) => `${escaped(name)}=${item}`) : pairsOf(value);
    return pairs.join('&');
  }
  const parts = explode && !array ? pairsOf(value) : flatTexts(value);
  if (style === 'label') return `.${parts.join(explode ? '.' : ',')}`;
  if (style !== 'matrix') return parts.join(separator === undefined ? ',' : escaped(separator));
  if (!explode) return `;${name}=${parts.join(',')}`;
  return (array ? parts.map((part) => `${name}=${part}`) : parts).map((part) => `;${part}`).join('');
}

/** The prefix of a value in a path. */
const PREFIX: Readonly<Record<string, (name: string) => string>> = { label: () => '.', matrix: (name) => `;${name}=` };
const SEPARATOR: Readonly<Record<string, string>> = { spaceDelimited: '%20', pipeDelimited: '|' };

/** An object as `application/x-www-form-urlencoded`. Arrays become repeated names. */
export function serializeForm(value: Json): string {
  const pairs = Object.entries(isObject(value) ? value : {}).flatMap(([name, property]) =>
    [property].flat().map((item) => `${escaped(name)}=${escaped(textOf(item))}`),
  );
  return pairs.join('&');
}

function flatTexts(value: Json): string[] {
  return Array.isArray(value) ? value.map((item: Json) => escaped(textOf(item))) : propertiesAsText(value).flat();
}

function pairsOf(value: Json): string[] {
  return propertiesAsText(value).map(([key, text]) => `${key}=${text}`);
}

function propertiesAsText(value: Json): [key: string, text: string][] {
  return Object.entries(value as Readonly<Record<string, Json>>).map(([key, inner]) => [
    escaped(key),
    escaped(textOf(inner)),
  ]);
}

function textOf(value: Json): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** Percent-encodes every character except the unreserved ones of RFC 3986. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
