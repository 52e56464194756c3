// The headers of the parts of a multipart body, and what the encoding object of a property requires of them (OpenAPI 3.1,
// section 4.8.15). A part without a media type can have any: clients of forms often leave it out (RFC 7578, section 4.4).
import type { Violation } from '../../errors/http-error.ts';
import { appendTokens, valueAt } from '../../json/pointer.ts';
import type { Contract } from '../contract.ts';
import { contentFor, essenceOf } from '../operation/media-types.ts';
import type { MediaType } from '../operation/operations.ts';
import { type HeaderRule, type PartRule, partRules } from '../operation/part-rules.ts';
import { valueOfOneText } from './deserialize.ts';
import { textShapeOf } from './text-shape.ts';

/** The headers of one part, by name in lower case. */
interface PartHead {
  /** Undefined for a part that is no field of a form. */
  readonly name: string | undefined;
  readonly headers: ReadonlyMap<string, string>;
}

/** Finds parts whose headers are not as their encoding declares. */
export type PartCheck = (bytes: Buffer, contentType: string) => readonly Violation[];

/** Undefined if no encoding declares media types or headers. */
export function partCheck(contract: Contract, content: MediaType): PartCheck | undefined {
  const rules = partRules(contract.document, content);
  if (rules.size === 0) return undefined;
  return (bytes, contentType) =>
    partHeads(bytes, contentType).flatMap((part) => {
      const rule = part.name === undefined ? undefined : rules.get(part.name);
      return rule ? violationsOf(contract, rule, part) : [];
    });
}

/** The longest boundary (RFC 2046, section 5.1.1). */
const MAX_BOUNDARY = 70;

/** What is wrong with the structure of a multipart body, beyond what its parser reports. Undefined if nothing is. */
export function structureProblem(bytes: Buffer, contentType: string): string | undefined {
  const boundary = boundaryIn(contentType);
  if (boundary === undefined) return 'the Content-Type has no boundary';
  if (boundary.length > MAX_BOUNDARY) {
    return `the boundary has ${boundary.length} characters, but at most ${MAX_BOUNDARY} are allowed`;
  }
  if (!bytes.includes(`--${boundary}`, 0, 'latin1'))
    return `the body does not contain the boundary ${JSON.stringify(boundary)}`;
  const nameless = partHeads(bytes, contentType).findIndex(({ name }) => name === undefined);
  return nameless < 0 ? undefined : `part ${nameless + 1} has no name in its Content-Disposition`;
}

function boundaryIn(contentType: string): string | undefined {
  const [, quoted, token] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  return quoted ?? token;
}

function violationsOf(contract: Contract, { mediaTypes, headers }: PartRule, part: PartHead): Violation[] {
  const pointer = appendTokens('', part.name ?? '');
  const type = part.headers.get('content-type');
  const isDeclared = type === undefined || mediaTypes.length === 0 || contentFor(mediaTypes, essenceOf(type));
  const expected = mediaTypes.map(({ name }) => name).join(' or ');
  const refused = { pointer, rule: 'contentType', message: `must have the media type ${expected}, not ${type}` };
  return [...(isDeclared ? [] : [refused]), ...headers.flatMap((header) => headerViolations(contract, header, part))];
}

function headerViolations(contract: Contract, rule: HeaderRule, { name, headers }: PartHead): Violation[] {
  const pointer = appendTokens('', name ?? '');
  const text = headers.get(rule.name.toLowerCase());
  if (text === undefined) {
    return rule.required ? [{ pointer, rule: 'header', message: `must have the header ${rule.name}` }] : [];
  }
  if (rule.schema === undefined) return [];
  const shape = textShapeOf(contract.document, valueAt(contract.document, rule.schema));
  const value = valueOfOneText({ name: rule.name, style: 'simple', explode: rule.explode }, shape, text);
  const violations = contract.validator('request', rule.schema)(value);
  return violations.map(({ message }) => {
    return { pointer, rule: 'header', message: `has the header ${rule.name}, which ${message}` };
  });
}

const HEAD_END = '\r\n\r\n';

/** The headers of all parts of a valid body, in order. */
function partHeads(bytes: Buffer, contentType: string): PartHead[] {
  const delimiter = Buffer.from(`--${boundaryIn(contentType) ?? ''}`, 'latin1');
  const heads: PartHead[] = [];
  for (let at = bytes.indexOf(delimiter); at >= 0; at = bytes.indexOf(delimiter, at + delimiter.length)) {
    const isAtLine = at === 0 || bytes[at - 1] === 10;
    const end = bytes.indexOf(HEAD_END, at);
    const after = at + delimiter.length;
    const isLast = bytes.toString('latin1', after, after + 2) === '--';
    if (!isAtLine || isLast || end < 0) continue;
    heads.push(headIn(bytes.toString('utf8', after, end)));
  }
  return heads;
}

function headIn(text: string): PartHead {
  const headers = new Map<string, string>();
  for (const line of text.split('\r\n')) {
    const mark = line.indexOf(':');
    if (mark > 0) headers.set(line.slice(0, mark).trim().toLowerCase(), line.slice(mark + 1).trim());
  }
  const disposition = headers.get('content-disposition') ?? '';
  const [, quoted, token] = /\bname\*?\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s"]+))/i.exec(disposition) ?? [];
  return { name: quoted ?? token, headers };
}
