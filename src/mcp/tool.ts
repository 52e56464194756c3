// What all tools have in common: the facts that a host shows, the check of their arguments, and their results.
import { nearest } from '../edit-distance.ts';
import { textOfValue } from '../errors/text-of-value.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';

/** What tools say about themselves (MCP, tool annotations). */
export interface ToolAnnotations {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

export interface ToolFacts {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly annotations: ToolAnnotations;
}

export interface ArgumentSchema {
  readonly type: 'object';
  readonly properties: JsonObject;
  readonly required: readonly string[];
  readonly additionalProperties: false;
  readonly $defs?: JsonObject;
}

export const WORLD_ARGUMENT = {
  type: 'string',
  description: 'The world to use, such as one made by fork. Default: the world of this session.',
} as const;

/** The arguments of a call that the session can check without the server. */
export type Arguments = Readonly<Record<string, Json>>;

/** Why a tool did nothing, as a text that says how to call it. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}

export type Content =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly data: string; readonly mimeType: string };

export interface ToolResult {
  readonly content: readonly Content[];
  readonly structuredContent?: JsonObject;
  readonly isError?: boolean;
}

/** The most characters of a text in a result. Longer ones fill the context of a language model. */
const MAX_TEXT = 40_000;

export function textResult(text: string, isError = false): ToolResult {
  return { content: [{ type: 'text', text: shortened(text) }], ...(isError && { isError }) };
}

/** A value as text; an object is also the structured content, unless the text is too long for that. */
export function valueResult(value: unknown): ToolResult {
  const json = JSON.parse(JSON.stringify(value ?? null)) as Json;
  const text = JSON.stringify(json, null, 1);
  return isObject(json) && !isLong(text) ? { ...textResult(text), structuredContent: json } : textResult(text);
}

/** Whether a text is too long for a result. */
export function isLong(text: string): boolean {
  return text.length > MAX_TEXT;
}

export function shortened(text: string): string {
  if (!isLong(text)) return text;
  const rest = text.length - MAX_TEXT;
  return `${text.slice(0, MAX_TEXT)}\n… ${rest} more characters. Use the arguments to get less, such as a page, a filter or a path.`;
}

/** @throws ToolError for an argument that the tool does not have, or that is missing */
export function checkNames(
  tool: string,
  given: Arguments,
  schema: Pick<ArgumentSchema, 'properties' | 'required'>,
): void {
  const names = Object.keys(schema.properties);
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    const advice = near === undefined ? `Use only ${listed(names)}.` : `Rename ${name} to ${near}.`;
    throw new ToolError(
      `${tool} has no argument ${name} (the value was ${textOfValue(given[name])}). To fix: ${advice}`,
    );
  }
  for (const name of schema.required) {
    if (Object.hasOwn(given, name)) continue;
    const expected = expectedOf(schema.properties[name]);
    throw new ToolError(
      `The argument ${name} of ${tool} is required, and is missing. To fix: send ${name}, ${expected}.`,
    );
  }
}

/** @throws ToolError for an argument that the tool does not have, that is missing, or that has a wrong type or value */
export function checkArguments(tool: string, given: Arguments, schema: ArgumentSchema): void {
  checkNames(tool, given, schema);
  checkValues(tool, given, schema.properties);
}

/** @param schemas of the arguments to check @throws ToolError for a wrong type or value */
export function checkValues(tool: string, given: Arguments, schemas: JsonObject): void {
  for (const [name, value] of Object.entries(given)) {
    const schema = schemas[name];
    const rule = isObject(schema) ? brokenRule(value, schema) : undefined;
    if (rule === undefined) continue;
    throw new ToolError(
      `The argument ${name} of ${tool} is ${textOfValue(value)}, which violates the rule ${rule}. To fix: send ${expectedOf(schema)}.`,
    );
  }
}

function brokenRule(value: Json, { type, enum: choices, minimum, maximum }: JsonObject): string | undefined {
  const actual = typeOf(value);
  const isType = typeof type !== 'string' || actual === type || (type === 'number' && actual === 'integer');
  if (!isType) return 'type';
  if (Array.isArray(choices) && !choices.includes(value)) return 'enum';
  if (typeof value !== 'number') return undefined;
  if (typeof minimum === 'number' && value < minimum) return `minimum ${minimum}`;
  return typeof maximum === 'number' && value > maximum ? `maximum ${maximum}` : undefined;
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

const ARTICLES: Readonly<Record<string, string>> = { integer: 'an', object: 'an', array: 'an' };

/** What an argument has to be, such as `an integer: The most to list`. */
export function expectedOf(schema: Json | undefined): string {
  if (!isObject(schema)) return 'a value';
  if (Array.isArray(schema.enum)) return `one of ${listed(schema.enum.map(String))}`;
  const { type, description } = schema;
  const what = typeof type === 'string' ? `${ARTICLES[type] ?? 'a'} ${type}` : 'a value';
  return typeof description === 'string' ? `${what}: ${description.split('\n')[0]}`.replace(/\.$/, '') : what;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'no arguments' : names.join(', ');
}
