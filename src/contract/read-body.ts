// A request's body, from bytes to a value, by its media type (OpenAPI 3.1, section 4.8.14): JSON, forms and text become
// values that a schema can judge; of XML and of bytes only the media type is.
import { findParseError, type ParseError, parseJson } from '../json/parse.ts';
import { valueAt } from '../json/pointer.ts';
import { isObject, type Json } from '../json/value.ts';
import type { Contract } from './contract.ts';
import { objectOfPairs, type Pair, pairsOf } from './deserialize.ts';
import type { MediaType } from './operations.ts';
import type { Serialization, Style } from './parameters.ts';
import { textShapeOf, valueOfText } from './text-shape.ts';

export type ReadBody =
  /** `judged` is false for a value that no schema speaks of, as XML's text. */
  { readonly value: Json | undefined; readonly validatable: boolean } | { readonly error: ParseError };

/** @param contentType the header as it came, whose parameters a multipart body needs */
export type BodyReader = (bytes: Buffer, contentType: string) => ReadBody | Promise<ReadBody>;

/** @param essence the media type that was sent, which a declared range may stand for */
export function bodyReader(contract: Contract, content: MediaType, essence: string): BodyReader {
  if (/[/+]json$/.test(essence)) return (bytes) => validatedOr(parseJson(bytes, contract.inherited));
  if (essence === 'application/x-www-form-urlencoded') return (bytes) => formOf(contract, content, bytes);
  if (essence === 'multipart/form-data') return (bytes, type) => multipartOf(contract, content, { bytes, type });
  if (/[/+]xml$/.test(essence)) return (bytes) => ({ value: bytes.toString('utf8'), validatable: false });
  if (essence.startsWith('text/')) {
    const shape = textShapeIn(contract, content);
    return (bytes) => ({ value: valueOfText(bytes.toString('utf8'), shape), validatable: true });
  }
  return (bytes) => ({ value: bytes.toString('latin1'), validatable: false });
}

function validatedOr(parsed: ReturnType<typeof parseJson>): ReadBody {
  return 'error' in parsed ? parsed : { value: parsed.value, validatable: true };
}

function formOf(contract: Contract, content: MediaType, bytes: Buffer): ReadBody {
  let pairs: Pair[];
  try {
    pairs = pairsOf(bytes.toString('utf8'));
  } catch {
    return malformed('holds a percent-escape that is not valid');
  }
  return objectOf(contract, content, pairs);
}

async function multipartOf(
  contract: Contract,
  content: MediaType,
  { bytes, type }: { readonly bytes: Buffer; readonly type: string },
): Promise<ReadBody> {
  const { partsOf } = await import('./multipart.ts');
  const pairs = await partsOf(bytes, type).catch((error: Error) =>
    malformed(`is not valid multipart/form-data: ${error.message}`),
  );
  return Array.isArray(pairs) ? objectOf(contract, content, pairs) : (pairs as ReadBody);
}

function malformed(message: string): ReadBody {
  return { error: { rule: 'syntax', pointer: '', message } };
}

function objectOf(contract: Contract, content: MediaType, pairs: readonly Pair[]): ReadBody {
  const value = objectOfPairs(textShapeIn(contract, content), pairs, serializationsOf(contract, content));
  const fault = findParseError(value, contract.inherited);
  return fault ? { error: fault } : { value, validatable: true };
}

/** How each member of a form is written: by its encoding object (section 4.8.15), else as `form`, exploded. */
function serializationsOf({ document }: Contract, { pointer }: MediaType): (name: string) => Serialization {
  const mediaType = valueAt(document, pointer);
  const encodings = isObject(mediaType) && isObject(mediaType.encoding) ? mediaType.encoding : {};
  return (name) => {
    const given = Object.hasOwn(encodings, name) ? encodings[name] : undefined;
    const { style = 'form', explode = style === 'form' || style === 'deepObject' } = isObject(given) ? given : {};
    return { name, style: style as Style, explode: explode === true };
  };
}

function textShapeIn({ document }: Contract, { schema }: MediaType) {
  return textShapeOf(document, schema === undefined ? undefined : valueAt(document, schema));
}
