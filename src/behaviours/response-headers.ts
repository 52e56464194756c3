// Generates the declared headers of a response (OpenAPI 3.1, section 4.8.21; their style is simple).
import type { Contract } from '../contract/contract.ts';
import type { Response, ResponseHeader } from '../contract/operation/operations.ts';
import { loadSampler } from '../contract/sample/lazy-sample.ts';
import { fieldValue, isFieldName } from '../contract/wire/header-fields.ts';
import { type Eventually, whenKnown } from '../eventually.ts';
import { valueAt } from '../json/pointer.ts';
import { isObject, type Json } from '../json/value.ts';

/** Headers that the server sets itself, so they are not generated. */
const SERVER_HEADERS =
  /^(?:content-(?:type|length|encoding|range)|transfer-encoding|connection|keep-alive|trailer|upgrade|te|date|access-control-.*)$/i;

interface HeadersAt {
  readonly seed: number;
  readonly place: string;
  /** Whether a header is not generated: a pattern of names, or a function. */
  readonly except?: { readonly test: (name: string) => boolean };
}

const NONE = Object.freeze({});

export function headersOf(
  contract: Contract,
  { headers }: Response,
  { seed, place, except }: HeadersAt,
): Eventually<Readonly<Record<string, string>>> {
  if (headers.length === 0) return NONE;
  const generated = headers.filter(
    ({ name }) => isFieldName(name) && !SERVER_HEADERS.test(name) && !except?.test(name),
  );
  if (generated.length === 0) return NONE;
  return whenKnown(loadSampler(), (sampler) => {
    const entries = generated.map((header): [string, string] => {
      const value = writtenValue(contract, header) ?? sampledValue(header);
      return [header.name.toLowerCase(), fieldValue(textOf(value, header))];
    });
    return Object.fromEntries(entries.filter(([, text]) => text !== ''));
    function sampledValue({ name, schema }: ResponseHeader): Json {
      return schema === undefined ? '' : sampler(contract, schema, { seed, place: `${place} ${name}` });
    }
  });
}

/** The value of a header in the document's example. */
function writtenValue({ document }: Contract, { examples: [example] }: ResponseHeader): Json | undefined {
  return example && valueAt(document, example.pointer);
}

function textOf(value: Json, { explode, separator }: ResponseHeader): string {
  const pairs = isObject(value)
    ? Object.entries(value).map(([name, inner]) => `${name}${explode ? '=' : ','}${inner}`)
    : [];
  const text = isObject(value) ? pairs.join(',') : String(Array.isArray(value) ? value.join(separator) : (value ?? ''));
  return text.trim();
}
