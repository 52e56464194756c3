// The headers that a response declares, made up as its body is (OpenAPI 3.1, section 4.8.21; their style is simple).
import type { Contract } from '../contract/contract.ts';
import { fieldValue, isFieldName } from '../contract/header-fields.ts';
import { lazySample } from '../contract/lazy-sample.ts';
import type { Response, ResponseHeader } from '../contract/operations.ts';
import { valueAt } from '../json/pointer.ts';
import { isObject, type Json } from '../json/value.ts';

/** Headers that speak of the message as it is on the wire; they are not for a document to make up. */
const OF_THE_MESSAGE =
  /^(?:content-(?:type|length|encoding|range)|transfer-encoding|connection|keep-alive|trailer|upgrade|te|date|access-control-.*)$/i;

interface HeadersAt {
  readonly seed: number;
  readonly place: string;
  /** Names of headers that are told otherwise. */
  readonly unlike?: RegExp;
}

const NONE = Object.freeze({});

export async function headersOf(
  contract: Contract,
  { headers }: Response,
  { seed, place, unlike }: HeadersAt,
): Promise<Readonly<Record<string, string>>> {
  if (headers.length === 0) return NONE;
  const told = headers.filter(({ name }) => isFieldName(name) && !OF_THE_MESSAGE.test(name) && !unlike?.test(name));
  const entries = told.map(async (header): Promise<[string, string]> => {
    const value = await valueIn(contract, header, { seed, place: `${place} ${header.name}` });
    return [header.name.toLowerCase(), fieldValue(textOf(value, header))];
  });
  return Object.fromEntries((await Promise.all(entries)).filter(([, text]) => text !== ''));
}

async function valueIn(
  contract: Contract,
  { schema, examples }: ResponseHeader,
  at: { readonly seed: number; readonly place: string },
): Promise<Json> {
  const [example] = examples;
  const given = example && valueAt(contract.document, example.pointer);
  if (given !== undefined) return given;
  return schema === undefined ? '' : lazySample(contract, schema, at);
}

function textOf(value: Json, { explode }: ResponseHeader): string {
  const pairs = isObject(value)
    ? Object.entries(value).map(([name, inner]) => `${name}${explode ? '=' : ','}${inner}`)
    : [];
  const text = isObject(value) ? pairs.join(',') : String(Array.isArray(value) ? value.join(',') : (value ?? ''));
  return text.trim();
}
