// Templates of stub responses: JSON whose texts contain expressions such as `{{request.path.id}}`, `{{now + P1D}}` or `{{call}}`.
import { addDuration, type Clock } from '../clock.ts';
import type { ParameterValues } from '../contract/wire/read-parameters.ts';
import { nearest } from '../edit-distance.ts';
import type { Violation } from '../errors/http-error.ts';
import { appendTokens } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../json/value.ts';
import { uuidAt } from '../random.ts';

/** What the expressions of a template can use. */
export interface TemplateValues {
  readonly method: string;
  readonly path: string;
  readonly parameters: ParameterValues;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Json | undefined;
  readonly clock: Clock;
  readonly seed: number;
  /** The id of the stub. */
  readonly stub: string;
  /** The number of the call of the operation in its world, from 1. */
  readonly call: number;
  /** How often the stub has responded, this time included. */
  readonly used: number;
}

type TemplateExpression = (values: TemplateValues) => Json | undefined;

const EXPRESSION = /\{\{(.*?)\}\}/gs;

/** Fills a template. A text that is one expression becomes its value; in a longer text, the value is written as text. */
export function fillTemplate(template: Json, values: TemplateValues): Json {
  if (typeof template === 'string') return fillText(template, values);
  if (Array.isArray(template)) return template.map((item: Json) => fillTemplate(item, values));
  if (!isObject(template)) return template;
  const filled: Record<string, Json> = {};
  for (const [name, value] of Object.entries(template)) setProperty(filled, name, fillTemplate(value, values));
  return filled;
}

/** The expressions of a template that cannot be evaluated, by pointer. */
export function templateViolations(template: Json, pointer: string): readonly Violation[] {
  if (typeof template === 'string') {
    const problems = [...template.matchAll(EXPRESSION)].flatMap(([, text = '']) => {
      const compiled = compile(text.trim());
      return typeof compiled === 'function' ? [] : [compiled.problem];
    });
    const open = template.replace(EXPRESSION, '').match(/\{\{.{0,40}/s)?.[0];
    if (open !== undefined) problems.push(`contains ${JSON.stringify(open)}, which is not closed with "}}"`);
    return problems.map((message) => ({ pointer, rule: 'template', message }));
  }
  const entries = typeof template === 'object' && template !== null ? Object.entries(template as JsonObject) : [];
  return entries.flatMap(([name, value]) => templateViolations(value, appendTokens(pointer, name)));
}

function fillText(text: string, values: TemplateValues): Json {
  const [whole, only] = /^\{\{((?:(?!\}\}).)*)\}\}$/s.exec(text) ?? [];
  if (whole !== undefined) return evaluate(only as string, values) ?? null;
  return text.replace(EXPRESSION, (_, expression: string) => asText(evaluate(expression, values)));
}

function asText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function evaluate(text: string, values: TemplateValues): Json | undefined {
  const compiled = compile(text.trim());
  return typeof compiled === 'function' ? compiled(values) : undefined;
}

const compiledTexts = new Map<string, TemplateExpression | { readonly problem: string }>();

/** The number of texts whose expressions are kept. */
const MAX_KEPT = 1_000;

function compile(text: string): TemplateExpression | { readonly problem: string } {
  const known = compiledTexts.get(text);
  if (known) return known;
  const compiled = compileNew(text);
  if (compiledTexts.size >= MAX_KEPT) compiledTexts.clear();
  compiledTexts.set(text, compiled);
  return compiled;
}

/** Values without parts. */
const PLAIN: Readonly<Record<string, TemplateExpression>> = {
  call: ({ call }) => call,
  used: ({ used }) => used,
  uuid: ({ seed, stub, used }) => uuidAt(seed, 'template', stub, used),
  'request.method': ({ method }) => method,
  'request.path': ({ path }) => path,
  'request.body': ({ body }) => body,
};

/** Values whose parts are named behind them: `request.query.page`. */
const PARTS: Readonly<Record<string, (values: TemplateValues, name: string) => Json | undefined>> = {
  'request.path': ({ parameters }, name) => parameters.path[name],
  'request.query': ({ parameters }, name) => parameters.query[name],
  'request.cookies': ({ parameters }, name) => parameters.cookie[name],
  'request.headers': ({ headers }, name) => headers[name.toLowerCase()] as Json | undefined,
  'request.body': ({ body }, path) => path.split('.').reduce<Json | undefined>(partOf, body),
};

/** Ways to write a time. */
const TIMES: Readonly<Record<string, (time: Date) => Json>> = {
  now: (time) => time.toISOString(),
  'now.date': (time) => time.toISOString().slice(0, 10),
  'now.seconds': (time) => Math.floor(time.getTime() / 1000),
  'now.milliseconds': (time) => time.getTime(),
};

function compileNew(text: string): TemplateExpression | { readonly problem: string } {
  const plain = Object.hasOwn(PLAIN, text) ? PLAIN[text] : undefined;
  if (plain) return plain;
  const time = timeExpression(text);
  if (time) return time;
  const [, holder = '', name = ''] = /^(request\.[a-z]+)\.(.+)$/s.exec(text) ?? [];
  const part = Object.hasOwn(PARTS, holder) ? PARTS[holder] : undefined;
  if (part) return (values) => part(values, name);
  const near = nearest(text, NAMES);
  const hint = near === undefined ? `the expressions are ${NAMES.join(', ')}` : `the nearest is ${near}`;
  return { problem: `contains the unknown expression ${JSON.stringify(text)}; ${hint}` };
}

/** `now` in one of its forms, with an ISO 8601 duration added or subtracted. */
function timeExpression(text: string): TemplateExpression | { readonly problem: string } | undefined {
  const [, form = '', sign, duration] = /^(now(?:\.[a-z]+)?)\s*(?:([+-])\s*(\S+))?$/.exec(text) ?? [];
  const write = Object.hasOwn(TIMES, form) ? TIMES[form] : undefined;
  if (!write) return undefined;
  if (duration === undefined) return ({ clock }) => write(clock.now());
  if (addDuration(new Date(0), duration) === undefined) {
    return {
      problem: `contains the duration ${JSON.stringify(duration)}, which must be in ISO 8601, for example P1D or PT5M`,
    };
  }
  return ({ clock }) => {
    const moved = addDuration(clock.now(), duration, sign === '-' ? -1 : 1);
    return moved && write(moved);
  };
}

const NAMES: readonly string[] = [
  ...Object.keys(PLAIN),
  ...Object.keys(TIMES),
  ...Object.keys(PARTS).map((name) => `${name}.NAME`),
];

/** A property, or the item of a list by its number from 0. */
function partOf(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, name) ? (value as JsonObject)[name] : undefined;
}
