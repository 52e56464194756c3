// Whether a string or a number is one that a schema allows, and the nearest one that is.
import { formats } from '../../contract/formats.ts';
import type { Json, JsonObject } from '../../json/value.ts';
import type { Branch } from './shape.ts';

/** Judges a string by length, pattern and format. */
export function isAllowedText({ parts }: Branch, text: string): boolean {
  const length = [...text].length;
  return parts.every(
    ({ schema: { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, format } }) =>
      length >= Number(minLength) &&
      length <= Number(maxLength) &&
      (typeof pattern !== 'string' || patternOf(pattern).test(text)) &&
      (typeof format !== 'string' || isFormatted(format, text)),
  );
}

/** The first of the texts that is allowed; else the first of them that is when it is cut to the length that is allowed. */
export function firstAllowedText(branch: Branch, texts: readonly string[]): string | undefined {
  const whole = texts.find((text) => isAllowedText(branch, text));
  if (whole !== undefined) return whole;
  const longest = Math.min(...branch.parts.map(({ schema }) => Number(schema.maxLength ?? Number.POSITIVE_INFINITY)));
  const cut = texts
    .filter((text) => text.length > longest)
    .flatMap((text) => [shortened(text, longest, '…'), shortened(text, longest, '')]);
  return cut.find((text) => isAllowedText(branch, text));
}

function shortened(text: string, length: number, end: string): string {
  return `${[...text].slice(0, Math.max(0, length - end.length)).join('')}${end}`.slice(0, Math.max(length, 0));
}

/** The number itself, or the nearest that the bounds allow; undefined where there is none. */
export function nearestAllowedNumber({ parts, types }: Branch, wanted: number): number | undefined {
  const step = types?.has('integer') ? 1 : 0;
  const bounds = (keyword: string) =>
    parts.flatMap(({ schema }) => (schema[keyword] === undefined ? [] : [Number(schema[keyword])]));
  const least = Math.max(...bounds('minimum'), ...bounds('exclusiveMinimum').map((bound) => bound + (step || 1e-9)));
  const most = Math.min(...bounds('maximum'), ...bounds('exclusiveMaximum').map((bound) => bound - (step || 1e-9)));
  const near = Math.max(least, Math.min(most, wanted));
  return bounds('multipleOf').every((factor) => Number.isInteger(near / factor)) && near <= most ? near : undefined;
}

/** The first example or default that a schema gives. */
export function exampleOf({ parts }: Branch): Json | undefined {
  for (const { schema } of parts) {
    const given = givenBy(schema);
    if (given !== undefined) return given;
  }
  return undefined;
}

function givenBy({ examples, example, default: fallback }: JsonObject): Json | undefined {
  return (Array.isArray(examples) ? (examples[0] as Json | undefined) : undefined) ?? example ?? fallback;
}

const patterns = new Map<string, RegExp>();

function patternOf(pattern: string): RegExp {
  let compiled = patterns.get(pattern);
  if (!compiled) {
    try {
      compiled = new RegExp(pattern, 'u');
    } catch {
      compiled = new RegExp(pattern);
    }
    patterns.set(pattern, compiled);
  }
  return compiled;
}

function isFormatted(format: string, text: string): boolean {
  const known: unknown = Object.hasOwn(formats, format) ? formats[format as keyof typeof formats] : undefined;
  if (known instanceof RegExp) return new RegExp(known.source, known.flags.replace('g', '')).test(text);
  if (typeof known === 'function') return Boolean(known(text));
  const { type, validate } = (known ?? {}) as { type?: string; validate?: unknown };
  if (type === 'number') return true;
  if (validate instanceof RegExp) return validate.test(text);
  return typeof validate === 'function' ? Boolean(validate(text)) : true;
}
