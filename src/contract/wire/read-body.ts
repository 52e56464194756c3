// Reads the body of a request by its media type (OpenAPI 3.1, section 4.8.14). JSON, forms and text become values that
// are validated by their schema. The content of XML and binary bodies is not validated.
import { isUtf8 } from 'node:buffer';
import { HttpError, type Violation } from '../../errors/http-error.ts';
import { findParseError, type ParseError, parseJson } from '../../json/parse.ts';
import { valueAt } from '../../json/pointer.ts';
import type { Json } from '../../json/value.ts';
import type { Contract } from '../contract.ts';
import type { MediaType } from '../operation/operations.ts';
import { formSerialization } from '../operation/part-rules.ts';
import { objectOfPairs, type Pair, pairsOf } from './deserialize.ts';
import { type PartCheck, partCheck, structureProblem } from './part-headers.ts';
import { textShapeOf, valueOfText } from './text-shape.ts';

export type ReadBody =
  /** `validatable` is false for a value that a schema cannot describe, such as the text of XML. */
  | { readonly value: Json | undefined; readonly validatable: boolean }
  | { readonly error: ParseError }
  /** Parts of a multipart body that are not as declared. */
  | { readonly violations: readonly Violation[] };

/** @param contentType the header as received; a multipart body needs its parameters */
export type BodyReader = (bytes: Buffer, contentType: string) => ReadBody | Promise<ReadBody>;

/** @param essence the media type of the request; `content` can be a range that includes it */
export function bodyReader(contract: Contract, content: MediaType, essence: string): BodyReader {
  if (/[/+]json$/.test(essence)) return (bytes) => readJson(parseJson(bytes, contract.inherited, contract.limits));
  if (essence === 'application/x-www-form-urlencoded') return (bytes) => formOf(contract, content, bytes);
  if (essence === 'multipart/form-data') {
    const check = partCheck(contract, content);
    return (bytes, type) => multipartOf(contract, content, { bytes, type, check });
  }
  if (/[/+]xml$/.test(essence)) return (bytes) => ({ value: bytes.toString('utf8'), validatable: false });
  if (essence.startsWith('text/')) {
    const shape = textShapeIn(contract, content);
    return (bytes) =>
      isUtf8(bytes) ? { value: valueOfText(bytes.toString('utf8'), shape), validatable: true } : NO_UTF8;
  }
  return (bytes) => ({ value: bytes.toString('latin1'), validatable: false });
}

const NO_UTF8: ReadBody = { error: { rule: 'utf8', pointer: '', message: 'is not valid UTF-8' } };

function readJson(parsed: ReturnType<typeof parseJson>): ReadBody {
  return 'error' in parsed ? parsed : { value: parsed.value, validatable: true };
}

function formOf(contract: Contract, content: MediaType, bytes: Buffer): ReadBody {
  if (!isUtf8(bytes)) return NO_UTF8;
  let pairs: Pair[];
  try {
    pairs = pairsOf(bytes.toString('utf8'), contract.limits.formFields);
  } catch (error) {
    if (error instanceof HttpError) throw error;
    return malformed('has an invalid percent-escape');
  }
  return objectOf(contract, content, pairs);
}

async function multipartOf(
  contract: Contract,
  content: MediaType,
  { bytes, type, check }: { readonly bytes: Buffer; readonly type: string; readonly check: PartCheck | undefined },
): Promise<ReadBody> {
  const problem = structureProblem(bytes, type);
  if (problem !== undefined) return malformed(`is not valid multipart/form-data: ${problem}`);
  const { partsOf } = await import('./multipart.ts');
  const pairs = await partsOf(bytes, type, contract.limits.formFields).catch((error: Error) => {
    if (error instanceof HttpError) throw error;
    return malformed(`is not valid multipart/form-data: ${error.message.replace(/^Multipart: /, '')}`);
  });
  if (!Array.isArray(pairs)) return pairs as ReadBody;
  if (pairs.some(isReplaced) && !bytes.includes(REPLACEMENT)) return NO_UTF8;
  const violations = check?.(bytes, type) ?? [];
  return violations.length > 0 ? { violations } : objectOf(contract, content, pairs);
}

/** What stands for bytes that are not UTF-8 in a decoded text. */
const REPLACEMENT = '\ufffd';

function isReplaced({ name, text }: Pair): boolean {
  return name.includes(REPLACEMENT) || text.includes(REPLACEMENT);
}

function malformed(message: string): ReadBody {
  return { error: { rule: 'syntax', pointer: '', message } };
}

function objectOf(contract: Contract, content: MediaType, pairs: readonly Pair[]): ReadBody {
  const serialization = (name: string) => formSerialization(contract.document, content, name);
  const value = objectOfPairs(textShapeIn(contract, content), pairs, serialization);
  const error = findParseError(value, contract.inherited, contract.limits);
  return error ? { error } : { value, validatable: true };
}

function textShapeIn({ document }: Contract, { schema }: MediaType) {
  return textShapeOf(document, schema === undefined ? undefined : valueAt(document, schema));
}
