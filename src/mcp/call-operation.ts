// Calls an operation in a world, and turns the response into a result. A refused request says how to correct it.
import { STATUS_CODES } from 'node:http';
import { isBinary, isJson } from '../contract/operation/media-types.ts';
import { ControlError } from '../control/client.ts';
import type { Violation } from '../errors/http-error.ts';
import { REQUEST_ID_HEADER } from '../headers.ts';
import { tokensOf, valueAt } from '../json/pointer.ts';
import type { Json, JsonObject } from '../json/value.ts';
import { fixOf } from '../report/fix.ts';
import { violationText } from '../report/violation-text.ts';
import { operationRequest } from './operation-request.ts';
import { type OperationTool, OWN_ARGUMENTS, operationArguments } from './operation-tool.ts';
import type { McpTarget } from './target.ts';
import { type Arguments, type Content, checkNames, checkValues, isLong, shortened, type ToolResult } from './tool.ts';

/** Headers of a response that a client acts on. */
const SHOWN_HEADERS = [
  'content-type',
  'location',
  'etag',
  'link',
  'retry-after',
  'allow',
  'www-authenticate',
  REQUEST_ID_HEADER,
];

/** The longest time that a response is read, in milliseconds: a stream of events has no end. */
const MOST_READING = 5000;
/** The most bytes that are read. */
const MOST_BYTES = 4 * 2 ** 20;

export interface OperationCall {
  readonly tool: OperationTool;
  readonly given: Arguments;
  readonly world: string;
}

/** Checks what the server cannot check, because it is no part of the request. @throws ToolError for a wrong type or value */
export function checkOwnArguments(tool: OperationTool, given: Arguments): void {
  const { properties } = operationArguments(tool);
  const own = OWN_ARGUMENTS.filter((name) => name !== 'body' && Object.hasOwn(properties, name));
  checkValues(tool.name, given, Object.fromEntries(own.map((name) => [name, properties[name] as Json])));
}

/** @throws ToolError if the request cannot be built */
export async function callOperation(target: McpTarget, call: OperationCall): Promise<ToolResult> {
  const { tool, given, world } = call;
  const { properties } = operationArguments(tool);
  const required = [...tool.parameters].filter(([, parameter]) => parameter.in === 'path').map(([name]) => name);
  checkNames(tool.name, given, { properties, required });
  const { url, ...request } = await operationRequest(tool, given, world);
  const response = await target.send(url, request as RequestInit);
  const body = await readBody(response);
  return resultOf(response, body, response.status < 400 ? [] : await advice(target, response, call));
}

interface ResponseBytes {
  readonly type: string;
  readonly bytes: Buffer;
  /** Whether the body was not read to its end. */
  readonly isPart: boolean;
}

async function readBody(response: Response): Promise<ResponseBytes> {
  const type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let isPart = false;
  if (reader) {
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, MOST_READING, undefined).unref());
    for (;;) {
      const read = await Promise.race([reader.read(), late]);
      isPart = read === undefined || size > MOST_BYTES;
      if (read === undefined || read.done || isPart) break;
      chunks.push(read.value);
      size += read.value.length;
    }
    if (isPart) await reader.cancel().catch(() => undefined);
  }
  return { type, bytes: Buffer.concat(chunks), isPart };
}

function resultOf(
  { status, headers: all }: Response,
  { type, bytes, isPart }: ResponseBytes,
  fixes: readonly string[],
): ToolResult {
  const headers: Record<string, string> = {};
  for (const name of SHOWN_HEADERS) {
    const value = all.get(name);
    if (value !== null) headers[name] = value;
  }
  const heading = `${status} ${STATUS_CODES[status] ?? ''}`.trim();
  const shown = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const body = bytes.length === 0 ? undefined : contentOf(type, bytes);
  const part = isPart ? '… the response goes on; only its beginning was read' : undefined;
  const lines = [heading, ...shown, '', body?.text, part, ...fixes].filter((line) => line !== undefined);
  const text = lines.join('\n').trimEnd();
  const hasBody = body?.json !== undefined && !isLong(text);
  const structured: JsonObject = { status, headers, ...(hasBody && { body: body.json }) };
  const content: Content[] = [{ type: 'text', text: shortened(text) }];
  if (body?.image) content.push(body.image);
  return { content, structuredContent: structured, ...(status >= 400 && { isError: true }) };
}

interface ShownBody {
  readonly text: string;
  readonly json?: Json;
  readonly image?: Content;
}

function contentOf(type: string, bytes: Buffer): ShownBody {
  if (/^image\/(?!svg)/.test(type)) {
    return {
      text: `an image of ${bytes.length} bytes`,
      image: { type: 'image', data: bytes.toString('base64'), mimeType: type },
    };
  }
  if (isBinary(type)) return { text: `${bytes.length} bytes, in base64: ${bytes.toString('base64')}` };
  const text = bytes.toString('utf8');
  if (!isJson(type)) return { text, json: text };
  try {
    return { text, json: JSON.parse(text) as Json };
  } catch {
    // The response of a fault can be cut off.
    return { text, json: text };
  }
}

/** What to change, from the violations that the server found in the request; else how to find the reason. */
async function advice(
  { control }: McpTarget,
  { headers }: Response,
  { tool, given, world }: OperationCall,
): Promise<readonly string[]> {
  const id = headers.get(REQUEST_ID_HEADER);
  if (id === null) return ['', `To fix: change the arguments of ${tool.name} as the response says.`];
  const exchange = await control.world(world).exchange(id).catch(notRecorded);
  const own = exchange?.violations?.filter(({ direction }) => direction === 'request') ?? [];
  if (own.length === 0) return ['', `To see why: call explain with {"exchange": "${id}"}.`];
  const known = await control.violations(world);
  const lines = own.map((one) => {
    // These fixes do not depend on the value, and need the document.
    const found = NAMED_FIXES.has(one.rule)
      ? known.find(
          ({ rule, pointer, operation }) =>
            rule === one.rule && pointer === one.pointer && operation === tool.operation.id,
        )
      : undefined;
    return fixLine(one as SentViolation, { tool, given, fix: found?.fix });
  });
  return ['', 'What is wrong with the request:', ...lines];
}

/** The rules whose fixes name a declared property or credential. */
const NAMED_FIXES: ReadonlySet<string> = new Set(['additionalProperties', 'unevaluatedProperties', 'security']);

/** A server without a journal has no exchanges. */
function notRecorded(error: unknown): undefined {
  if (!(error instanceof ControlError)) throw error;
  return undefined;
}

type SentViolation = Pick<Violation, 'pointer' | 'rule' | 'message'> & { readonly in: NonNullable<Violation['in']> };

interface FixedCall extends Pick<OperationCall, 'tool' | 'given'> {
  /** What the server says to do. */
  readonly fix: string | undefined;
}

function fixLine(violation: SentViolation, { tool: { parameters }, given, fix: known }: FixedCall): string {
  const { pointer, in: place, rule } = violation;
  const [name = ''] = tokensOf(pointer);
  const argument = [...parameters].find(([, one]) => one.in === place && one.name === name)?.[0];
  const sent =
    place === 'body' ? valueAt(given.body ?? null, pointer) : argument === undefined ? undefined : given[argument];
  const value = typeof sent === 'object' || sent === undefined ? undefined : JSON.stringify(sent);
  const seen = { ...violation, ...(value !== undefined && { value }) };
  const fix =
    known ??
    bodyFix(violation, given.body) ??
    fixOf({ ...seen, direction: 'request', request: undefined, value, suggestion: undefined });
  return `- ${violationText(seen)} (rule ${rule}). To fix: ${fix}`;
}

/** What to do about the body as a whole, in the words of the tool. */
function bodyFix({ pointer, in: place, rule }: SentViolation, body: Json | undefined): string | undefined {
  if (place !== 'body' || pointer !== '') return undefined;
  if (body === undefined) return 'Send the argument body.';
  if (rule === 'type' && typeof body === 'string') return 'Send body as JSON, not as a text that contains it.';
  return undefined;
}
