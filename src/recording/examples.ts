// Writes recorded responses as named examples of the document, in an OpenAPI overlay: for each operation, status and media type.
import type { Contract } from '../contract/contract.ts';
import { contentFor } from '../contract/operation/media-types.ts';
import { type MediaType, responseFor } from '../contract/operation/operations.ts';
import { tokensOf, valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { isSuccess, lineOf, type MatchedCall } from './call.ts';
import type { Redactor } from './redact.ts';

/** Examples of one operation, status and media type. */
const MOST = 3;

export interface RecordedExamples {
  /** Undefined without any example. */
  readonly overlay: JsonObject | undefined;
  readonly count: number;
  readonly operations: number;
  readonly notes: readonly string[];
}

interface ExamplesOf {
  readonly pointer: string;
  readonly examples: Map<string, Json>;
  /** The texts of the values, so that each is there once. */
  readonly texts: Set<string>;
  /** How many there are for each operation: several can share a response. */
  readonly counts: Map<string, number>;
}

/** @param isSwagger whether the file of the document is Swagger 2.0, which has one example for each media type */
export function examplesOf(
  calls: readonly MatchedCall[],
  { contract, redactor, isSwagger }: { contract: Contract; redactor: Redactor; isSwagger: boolean },
): RecordedExamples {
  const found = new Map<string, ExamplesOf>();
  const notes = new Set<string>();
  for (const call of calls) {
    const content = contentOf(call);
    if (!content || !isExample(call)) continue;
    const value = redactor.value(call.response.body ?? (call.response.text as string));
    const [violation] = content.schema === undefined ? [] : contract.validator('response', content.schema)(value);
    if (violation) {
      notes.add(`${lineOf(call)} is no example without its secrets: ${violation.pointer || 'it'} ${violation.message}`);
      continue;
    }
    const known = found.get(content.pointer) ?? newExamples(content.pointer);
    found.set(content.pointer, known);
    add(known, { call, value, summary: redactor.text(`${call.method} ${call.path}${call.query && `?${call.query}`}`) });
  }
  const actions = [...found.values()].flatMap((one) => actionsOf(one, contract, isSwagger));
  const operations = new Set([...found.values()].flatMap(({ counts }) => [...counts.keys()]));
  return {
    overlay:
      actions.length === 0
        ? undefined
        : {
            overlay: '1.0.0',
            info: { title: `Recorded examples of ${contract.title}`, version: contract.version || '1' },
            actions,
          },
    count: [...found.values()].reduce((sum, { examples }) => sum + examples.size, 0),
    operations: operations.size,
    notes: [...notes],
  };
}

/** A response that keeps to the contract. That a refused request does not is the reason for its response. */
function isExample({ violations, lacksBody, status, response, ...call }: MatchedCall): boolean {
  if (lacksBody || call.method === 'HEAD' || (response.body === undefined && !response.text)) return false;
  return violations.every(({ direction }) => direction === 'request' && !isSuccess({ status }));
}

function contentOf({ operation, status, response }: MatchedCall): MediaType | undefined {
  const content = contentFor(responseFor(operation, status)?.content ?? [], response.mediaType);
  return content && (response.body !== undefined || /^text\//.test(response.mediaType)) ? content : undefined;
}

function newExamples(pointer: string): ExamplesOf {
  return { pointer, examples: new Map(), texts: new Set(), counts: new Map() };
}

interface NewExample {
  readonly call: MatchedCall;
  readonly value: Json;
  readonly summary: string;
}

function add(
  { examples, texts, counts, pointer }: ExamplesOf,
  { call: { operation }, value, summary }: NewExample,
): void {
  const count = counts.get(operation.id) ?? 0;
  const text = JSON.stringify(value);
  if (count >= MOST || texts.has(text)) return;
  counts.set(operation.id, count + 1);
  texts.add(text);
  const isShared = !pointer.startsWith(operation.pointer);
  const name = ['recorded', ...(isShared ? [slugOf(operation.id)] : []), ...(count > 0 ? [count + 1] : [])].join('-');
  examples.set(name, { summary, value });
}

/** A text as part of a name. */
export function slugOf(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

function actionsOf({ pointer, examples }: ExamplesOf, { document }: Contract, isSwagger: boolean): JsonObject[] {
  const tokens = tokensOf(pointer);
  if (isSwagger) return [swaggerAction(tokens, [...examples.values()][0] as JsonObject)];
  const target = pathOf(tokens);
  const media = valueAt(document, pointer);
  const own = isObject(media) ? media : {};
  const named = Object.fromEntries([...examples].map(([name, example]) => [freeName(name, own.examples), example]));
  // A media type has either `example` or `examples` (OpenAPI 3.1, section 4.8.14).
  if (own.example === undefined) return [{ target, update: { examples: named } }];
  const examplesWithOwn = { example: { value: own.example }, ...named };
  return [
    { target, update: { examples: examplesWithOwn } },
    { target: pathOf([...tokens, 'example']), remove: true },
  ];
}

function freeName(name: string, taken: Json | undefined): string {
  if (!isObject(taken)) return name;
  let free = name;
  for (let next = 2; Object.hasOwn(taken, free); next++) free = `${name}-${next}`;
  return free;
}

/** In Swagger 2.0, a response has its examples by media type. */
function swaggerAction(tokens: readonly string[], example: JsonObject): JsonObject {
  const at = tokens.lastIndexOf('content');
  const own = tokens.slice(0, at).filter((token, index) => !(index === 0 && token === 'components'));
  return { target: pathOf(own), update: { examples: { [tokens[at + 1] as string]: example.value as Json } } };
}

/** A JSONPath (RFC 9535) of names. */
function pathOf(tokens: readonly string[]): string {
  return `$${tokens.map((token) => (/^[A-Za-z_]\w*$/.test(token) ? `.${token}` : `['${token.replace(/[\\']/g, '\\$&')}']`)).join('')}`;
}
