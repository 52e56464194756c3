// Generates texts and numbers that a schema accepts. Plausible values come first, then any value within the bounds and
// the pattern.
import { generateSync } from 'json-schema-faker';
import type { JsonObject } from '../../json/value.ts';
import { randomAt } from '../../random.ts';
import { formats } from '../schema/formats.ts';
import { descriptionOf, withMoreSentences } from './descriptions.ts';
import { textCandidates, variousTexts } from './fake-values.ts';
import { likelyNumber } from './likely-numbers.ts';
import { asciiOf, integerAt, type Location } from './location.ts';
import { momentOf } from './moments.ts';
import { numberVariant, textVariants } from './variants.ts';

/** The maximum length of a generated text, even if the schema requires more. */
const MAX_LENGTH = 100_000;

/** @param example a value of the document that the text is to be like */
export function sampleText(schema: JsonObject, location: Location, example?: string): string {
  const { format, pattern } = schema;
  const fits = acceptorOf(schema);
  const encoded = encodedText(schema, location);
  if (encoded !== undefined && fits(encoded)) return encoded;
  const like = example === undefined ? [] : [...textVariants(example, location), example];
  const known = typeof format === 'string' ? format.toLowerCase() : undefined;
  const candidates = [...like, ...textCandidates(location, known)];
  const plausible =
    candidates.find(fits) ??
    candidates.flatMap(plainForms).find(fits) ??
    candidates.map((text) => resize(text, schema)).find(fits);
  if (plausible !== undefined) {
    const longer = withMoreSentences(plausible, location, maxLength(schema));
    return fits(longer) ? longer : plausible;
  }
  const others =
    typeof pattern === 'string'
      ? [...variousTexts(location), ...textsMatching(pattern, schema, location)]
      : variousTexts(location);
  return (
    others.find(fits) ??
    others.map((text) => resize(text, schema)).find(fits) ??
    resize(candidates[0] as string, schema)
  );
}

function maxLength({ maxLength: most }: JsonObject): number | undefined {
  return typeof most === 'number' ? most : undefined;
}

/** A text in letters of ASCII, then without apostrophes and hyphens, for patterns that allow neither. */
function plainForms(text: string): string[] {
  if (/^[\w ]*$/.test(text)) return [];
  const ascii = asciiOf(text).replaceAll('’', "'");
  return [ascii, ascii.replace(/(?<=[A-Za-z])['-](?=[A-Za-z])/g, '')];
}

/** A text in base64 or in hexadecimal digits, if the schema asks for it (JSON Schema 2020-12, validation, section 8.3). */
function encodedText(
  { contentEncoding, format, minLength, maxLength, pattern }: JsonObject,
  location: Location,
): string | undefined {
  const isBase64 = /^base64(?:url)?$/i.test(String(contentEncoding)) || (format === 'byte' && pattern === undefined);
  const isHex = /^(?:base16|hex)$/i.test(String(contentEncoding));
  if (!isBase64 && !isHex) return undefined;
  const [signs, bytes] = isBase64 ? [4, 3] : [2, 1];
  const least = Math.ceil(Math.min(Number(minLength ?? 0), MAX_LENGTH) / signs) * bytes;
  const most = Math.floor(Number(maxLength ?? MAX_LENGTH) / signs) * bytes;
  const text = descriptionOf(location.owner);
  const content = Buffer.from(text.repeat(Math.ceil(Math.max(1, least) / text.length)));
  const sized = content.subarray(0, Math.min(most, Math.max(least, text.length)));
  return isHex ? sized.toString('hex') : sized.toString(contentEncoding === 'base64url' ? 'base64url' : 'base64');
}

/** Tests a text against the keywords that this module knows. */
function acceptorOf({ minLength = 0, maxLength, pattern, format }: JsonObject): (text: string) => boolean {
  const matches = typeof pattern === 'string' ? patternTest(pattern) : () => true;
  const formatted = isKnownFormat(format) ? formatTest(format) : () => true;
  return (text) => {
    const length = text.length > MAX_LENGTH ? text.length : [...text].length;
    return length >= Number(minLength) && length <= Number(maxLength ?? length) && matches(text) && formatted(text);
  };
}

function isKnownFormat(format: unknown): format is keyof typeof formats {
  return typeof format === 'string' && Object.hasOwn(formats, format);
}

function formatTest(name: keyof typeof formats): (text: string) => boolean {
  const format: unknown = formats[name];
  if (format instanceof RegExp) return (text) => format.test(text);
  const validate = typeof format === 'function' ? format : (format as { validate?: unknown } | undefined)?.validate;
  if (validate instanceof RegExp) return (text) => validate.test(text);
  return typeof validate === 'function' ? (text) => validate(text) !== false : () => true;
}

function patternTest(pattern: string): (text: string) => boolean {
  try {
    const expression = new RegExp(pattern, 'u');
    return (text) => expression.test(text);
  } catch {
    const expression = new RegExp(pattern);
    return (text) => expression.test(text);
  }
}

/** Makes a text as long or as short as the schema requires. The part before an @ grows, else the end of the text. */
function resize(text: string, { minLength, maxLength }: JsonObject): string {
  const least = Math.min(Number(minLength ?? 0), MAX_LENGTH);
  const most = Math.max(Number(maxLength ?? MAX_LENGTH), 0);
  if (text.length < least) {
    const missing = least - text.length;
    return text.includes('@')
      ? `${'a'.repeat(missing)}${text}`
      : `${text}${text.includes(' ') ? filler(missing) : (/^\d+$/.test(text) ? '0' : 'a').repeat(missing)}`;
  }
  return [...text].slice(0, most).join('');
}

function filler(length: number): string {
  return ' and so on'
    .repeat(Math.ceil(length / 10))
    .slice(0, length - 1)
    .concat('.');
}

/** The maximum number of attempts to generate a text for a pattern. */
const ATTEMPTS = 24;

function* textsMatching(pattern: string, schema: JsonObject, location: Location): Generator<string> {
  const { seed, place } = location;
  for (const text of [textOfSequence(pattern, location)]) if (text !== undefined) yield text;
  if (/\{\d{4,}/.test(pattern)) return;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // Every second attempt leaves out the lengths, so that the generator can handle more patterns.
    const lengths = attempt % 2 === 0 ? { minLength: schema.minLength, maxLength: schema.maxLength } : {};
    try {
      const request = JSON.parse(JSON.stringify({ type: 'string', pattern, ...lengths }));
      const text = generateSync(request, { seed: Math.floor(randomAt(seed, ...place, 'pattern', attempt) * 2 ** 31) });
      if (typeof text === 'string') yield text;
    } catch {
      // The generator cannot handle the pattern with these lengths. Another attempt can still succeed.
    }
  }
}

interface SampleNumber {
  readonly integer: boolean;
  /** A value of the document that the number is to be like. */
  readonly example?: number | undefined;
}

export function sampleNumber(schema: JsonObject, location: Location, { integer, example }: SampleNumber): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const step = typeof multipleOf === 'number' && multipleOf > 0 ? multipleOf : integer ? 1 : undefined;
  const bound = (closed: unknown, open: unknown, towards: 1 | -1) => {
    const nudge = towards * (step ?? Math.max(Math.abs(Number(open)) * 1e-6, 1e-6));
    const bounds = [closed, typeof open === 'number' ? open + nudge : undefined].filter(
      (value) => typeof value === 'number',
    );
    return bounds.length === 0 ? undefined : towards === 1 ? Math.max(...bounds) : Math.min(...bounds);
  };
  const least = bound(minimum, exclusiveMinimum, 1);
  const most = bound(maximum, exclusiveMaximum, -1);
  const fits = (value: number) => (least === undefined || value >= least) && (most === undefined || value <= most);
  const like = example === undefined ? undefined : numberVariant(example, location, integer);
  const likely = unixTime(schema, location) ?? like ?? likelyNumber(location, integer) ?? example;
  const onStep = (value: number) => (step === undefined ? value : roundToStep(value, step, { least, most }));
  if (likely !== undefined && fits(onStep(likely))) return onStep(likely);
  const from = least ?? (most === undefined ? 1 : Math.min(1, most - 10));
  const to = most ?? Math.max(from + 99, 100);
  const value =
    integer || to - from > 10
      ? integerAt(location, Math.ceil(from), Math.floor(Math.min(to, from + 1000)))
      : from + (to - from) / 2;
  const chosen = onStep(value);
  return fits(chosen) ? chosen : onStep(from);
}

/** Seconds since 1970, or milliseconds, if the format asks for it. */
function unixTime({ format, description }: JsonObject, location: Location): number | undefined {
  if (
    typeof description === 'string' &&
    /\b(?:timestamp|epoch|unix)\b.*\bmilliseconds\b|\bmilliseconds since\b/i.test(description)
  )
    return momentOf(location);
  if (typeof format !== 'string' || !/^(?:unix|epoch|timestamp)/i.test(format)) return undefined;
  return /(?:ms|milli)/i.test(format) ? momentOf(location) : momentOf(location) / 1000;
}

function roundToStep(
  value: number,
  step: number,
  { least, most }: { readonly least: number | undefined; readonly most: number | undefined },
): number {
  const digits = Math.min(12, (String(step).split('.')[1] ?? '').length);
  const at = (count: number) => Number((count * step).toFixed(digits));
  const count = Math.round(value / step);
  for (const candidate of [
    count,
    Math.ceil((least ?? value) / step),
    Math.floor((most ?? value) / step),
    count + 1,
    count - 1,
  ]) {
    const result = at(candidate);
    if ((least === undefined || result >= least) && (most === undefined || result <= most)) return result;
  }
  return at(count);
}

/** One character or class of characters, with its quantifier. */
const PATTERN_PIECE =
  /(\[\^?(?:\\.|[^\]\\])+\]|\\[dwsDWS]|\\[^a-zA-Z\d]|[^\\[\](){}*+?.|^$])(?:\{(\d+)(?:,(\d*))?\}|([*+?]))?/uy;

/** A text for a pattern that is a plain sequence of characters and classes. Undefined for other patterns. */
function textOfSequence(pattern: string, location: Location): string | undefined {
  const body = pattern.replace(/^\^/, '').replace(/\$$/, '');
  let text = '';
  PATTERN_PIECE.lastIndex = 0;
  while (PATTERN_PIECE.lastIndex < body.length) {
    const found = PATTERN_PIECE.exec(body);
    if (!found) return undefined;
    const [, piece = '', least, most, sign] = found;
    const lowest = least === undefined ? (sign === '+' ? 1 : sign ? 0 : 1) : Number(least);
    const highest =
      most === undefined
        ? least === undefined && sign !== '?'
          ? lowest + 4
          : lowest + (sign ? 1 : 0)
        : Number(most || lowest + 4);
    const count =
      sign || most !== undefined
        ? integerAt(location, lowest, Math.min(highest, lowest + 8), `c${text.length}`)
        : lowest;
    const characters = charactersOf(piece);
    if (characters.length === 0 || text.length + count > 1_000_000) return undefined;
    const block = Array.from({ length: Math.min(count, RUN_LENGTH) }, (_, index) => {
      return characters[integerAt(location, 0, characters.length - 1, `c${text.length + index}`)];
    });
    text += block
      .join('')
      .repeat(Math.ceil(count / RUN_LENGTH))
      .slice(0, count);
  }
  return text;
}

/** A longer run of characters repeats its first characters. */
const RUN_LENGTH = 64;

const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));

function charactersOf(piece: string): string[] {
  if (!piece.startsWith('[') && !piece.startsWith('\\')) return [piece];
  const matches = patternTest(`^${piece}$`);
  const allowed = PRINTABLE.filter(matches);
  const readable = allowed.filter((character) => /[a-zA-Z0-9]/.test(character));
  return readable.length > 0 ? readable : allowed;
}
