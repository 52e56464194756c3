// Checks strings and numbers against a schema, and finds the nearest allowed value.
import { formats } from '../../contract/schema/formats.ts';
import type { Json, JsonObject } from '../../json/value.ts';
import type { Branch } from './shape.ts';

/** Validates the length, pattern and format of a string. */
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

/** The first allowed text, else the first text that is allowed when it is shortened to the maximum length. */
export function firstAllowedText(branch: Branch, texts: readonly string[]): string | undefined {
  const allowed = texts.find((text) => isAllowedText(branch, text));
  if (allowed !== undefined) return allowed;
  const maxLength = Math.min(...branch.parts.map(({ schema }) => Number(schema.maxLength ?? Number.POSITIVE_INFINITY)));
  const cut = texts
    .filter((text) => text.length > maxLength)
    .flatMap((text) => [shorten(text, maxLength, '…'), shorten(text, maxLength, '')]);
  return cut.find((text) => isAllowedText(branch, text));
}

function shorten(text: string, length: number, end: string): string {
  return `${[...text].slice(0, Math.max(0, length - end.length)).join('')}${end}`.slice(0, Math.max(length, 0));
}

/** The number, or the nearest allowed one. Undefined if absent. */
export function nearestAllowedNumber({ parts, types }: Branch, number: number): number | undefined {
  const step = types?.has('integer') ? 1 : 0;
  const bounds = (keyword: string) =>
    parts.flatMap(({ schema }) => (schema[keyword] === undefined ? [] : [Number(schema[keyword])]));
  const min = Math.max(...bounds('minimum'), ...bounds('exclusiveMinimum').map((bound) => bound + (step || 1e-9)));
  const max = Math.min(...bounds('maximum'), ...bounds('exclusiveMaximum').map((bound) => bound - (step || 1e-9)));
  const near = Math.max(min, Math.min(max, number));
  return bounds('multipleOf').every((factor) => Number.isInteger(near / factor)) && near <= max ? near : undefined;
}

/** The first example or default in the schema. */
export function exampleOf({ parts }: Branch): Json | undefined {
  for (const { schema } of parts) {
    const example = exampleIn(schema);
    if (example !== undefined) return example;
  }
  return undefined;
}

function exampleIn({ examples, example, default: fallback }: JsonObject): Json | undefined {
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
