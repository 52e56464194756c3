// Generates the declared headers of a response (OpenAPI 3.1, section 4.8.21; their style is simple).
import type { Contract } from '../contract/contract.ts';
import { fieldValue, isFieldName } from '../contract/header-fields.ts';
import { lazySample } from '../contract/lazy-sample.ts';
import type { Response, ResponseHeader } from '../contract/operations.ts';
import { valueAt } from '../json/pointer.ts';
import { isObject, type Json } from '../json/value.ts';

/** Headers that the server sets itself, so they are not generated. */
const SERVER_HEADERS =
  /^(?:content-(?:type|length|encoding|range)|transfer-encoding|connection|keep-alive|trailer|upgrade|te|date|access-control-.*)$/i;

interface HeadersAt {
  readonly seed: number;
  readonly place: string;
  /** Names of headers that are not generated. */
  readonly except?: RegExp;
}

const NONE = Object.freeze({});

export async function headersOf(
  contract: Contract,
  { headers }: Response,
  { seed, place, except }: HeadersAt,
): Promise<Readonly<Record<string, string>>> {
  if (headers.length === 0) return NONE;
  const generated = headers.filter(
    ({ name }) => isFieldName(name) && !SERVER_HEADERS.test(name) && !except?.test(name),
  );
  const entries = generated.map(async (header): Promise<[string, string]> => {
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
  const written = example && valueAt(contract.document, example.pointer);
  if (written !== undefined) return written;
  return schema === undefined ? '' : lazySample(contract, schema, at);
}

function textOf(value: Json, { explode }: ResponseHeader): string {
  const pairs = isObject(value)
    ? Object.entries(value).map(([name, inner]) => `${name}${explode ? '=' : ','}${inner}`)
    : [];
  const text = isObject(value) ? pairs.join(',') : String(Array.isArray(value) ? value.join(',') : (value ?? ''));
  return text.trim();
}
