// Request lines: one line for each request and for each sent callback, as text for a terminal or as JSON. This module
// formats them; request-log.ts collects and writes them.
import { clauseOf, isSentence } from '../contract/validation/violations.ts';
import { type HttpError, publicCodeOf, type Violation } from '../errors/http-error.ts';
import { stackOf } from '../errors/thrown.ts';
import { GENERATED_HEADER } from '../headers.ts';
import { redactUrl, urlOf } from './exchange-view.ts';
import type { ContractViolation, RecordedExchange, SentRequest } from './record.ts';
import { escapeControls, terminalJson, terminalLine } from './terminal-text.ts';
import { violationText, withoutRequest } from './violation-text.ts';

/** A violation as a line shows it. */
export interface LoggedViolation {
  /** Who violates the contract: the client with its request, or the server with its response. */
  readonly direction: 'client' | 'server';
  readonly in: NonNullable<Violation['in']>;
  readonly pointer: string;
  readonly rule: string;
  readonly message: string;
}

/** A request and its response. Properties that do not apply are absent. */
export interface RequestLine {
  readonly event: 'request';
  /** When the response was sent, by the clock of the machine (RFC 3339). */
  readonly time: string;
  readonly method: string;
  /** The path and query as sent, without the values of secret parameters. */
  readonly path: string;
  /** 0 if the connection was dropped without a response. */
  readonly status: number;
  readonly durationMs: number;
  readonly world: string;
  /** The name of the test that sent the request. */
  readonly test?: string;
  /** The id of the exchange in the journal. */
  readonly id: string;
  readonly operation?: string;
  /** The error code of a refusal, and its reason as a clause without a full stop. */
  readonly errorCode?: string;
  readonly reason?: string;
  /** The ids of the stub and the faults that applied. */
  readonly stub?: string;
  readonly faults?: readonly string[];
  /** `no state` if the response is generated and shows or changes no state. */
  readonly generated?: string;
  /** Query parameters and headers that the document does not declare. */
  readonly undeclared?: readonly string[];
  readonly violations?: readonly LoggedViolation[];
  /** The stack of an error in a handler, without the frames of this server. */
  readonly stack?: string;
}

/** A callback or webhook that was sent, refused or failed. */
export interface CallbackLine {
  readonly event: 'callback';
  readonly time: string;
  readonly method: string;
  readonly url?: string;
  readonly status?: number;
  /** Its name in the document, and the operation that triggered it. */
  readonly callback: string;
  readonly operation: string;
  readonly outcome: SentRequest['outcome'];
  /** How often it was sent, if it was repeated. */
  readonly attempts?: number;
  readonly reason?: string;
  readonly violations?: readonly LoggedViolation[];
}

export type LogLine = RequestLine | CallbackLine;

/** @param world the world of the request */
export function requestLineOf(recorded: RecordedExchange, world: string, now: Date): RequestLine {
  const { id, method, status, durationMs, operation, error, stub, faults, notes, violations, test } = recorded;
  const stack = error && handlerStackOf(error);
  const generated = recorded.responseHeaders[GENERATED_HEADER]?.toString();
  return {
    event: 'request',
    time: now.toISOString(),
    method,
    path: urlOf(recorded),
    status,
    durationMs: Math.round(durationMs * 10) / 10,
    world,
    ...(test !== undefined && { test }),
    id,
    ...(operation && { operation: operation.id }),
    ...(error && { errorCode: publicCodeOf(error), reason: reasonOf(error, recorded) }),
    ...(stub !== undefined && { stub }),
    ...(faults.length > 0 && { faults }),
    ...(generated !== undefined && { generated }),
    ...(notes.length > 0 && { undeclared: notes }),
    ...(violations.length > 0 && { violations: violations.map(loggedViolation) }),
    ...(stack !== undefined && { stack }),
  };
}

export function callbackLineOf(sent: SentRequest, now: Date): CallbackLine {
  const { name, operation, method, url, status, outcome, reason, violations, attempts } = sent;
  return {
    event: 'callback',
    time: now.toISOString(),
    method,
    ...(url !== undefined && { url: redactUrl(url) }),
    ...(status !== undefined && { status }),
    callback: name,
    operation,
    outcome,
    ...(attempts > 1 && { attempts }),
    ...(reason !== undefined && { reason }),
    // The receiver belongs to the client.
    ...(violations.length > 0 && {
      violations: violations.map((violation) =>
        loggedViolation({ direction: 'request', violation, schema: undefined }),
      ),
    }),
  };
}

function loggedViolation({ direction, violation }: ContractViolation): LoggedViolation {
  const { pointer, rule, message, in: place = 'body' } = violation;
  return { direction: direction === 'request' ? 'client' : 'server', in: place, pointer, rule, message };
}

/** Why a request was refused: the first invalid value and the rule, else the message of the error. */
function reasonOf({ message, violations }: HttpError, recorded: RecordedExchange): string {
  const [first, ...others] = violations;
  const isClients = recorded.violations.some(({ direction }) => direction === 'request');
  if (first && isClients && first.pointer !== '') return andMore(clauseOf(first), others.length);
  return withoutRequest(message, `${recorded.method} ${recorded.path}`).replace(/\.$/, '');
}

function andMore(text: string, count: number): string {
  return count === 0 ? text : `${text} (and ${count} more)`;
}

/** The functions that call code of a user, in behaviours/handlers.ts and security/requirements.ts, as they appear in stacks. */
export const CALLER = /^\s+at (?:async )?(?:\w+\.)?(?:callUserHandler|callUserFunction)\b/;

/** The stack of an error down to the call of the user's code. Undefined if it contains no frame of that code. */
function handlerStackOf({ code, cause }: HttpError): string | undefined {
  if (code !== 'HANDLER_FAILED' && code !== 'INTERNAL') return undefined;
  const lines = (stackOf(cause) ?? '').split('\n');
  const isFrame = (line: string) => /^\s+at /.test(line);
  const frames = lines.filter(isFrame);
  const calling = frames.findIndex((line) => CALLER.test(line));
  // An internal error of this server keeps its whole stack.
  const shown = code === 'INTERNAL' || calling < 0 ? frames : frames.slice(0, calling);
  const own = shown.filter((line) => code === 'INTERNAL' || !/\bnode:/.test(line));
  if (own.length === 0) return undefined;
  return [...lines.slice(0, Math.max(0, lines.findIndex(isFrame))), ...own].join('\n');
}

/** The maximum number of characters of a reason or a path in a line. */
const MAX_TEXT = 400;

/** A line for a terminal, followed by the stack if there is one. */
export function prettyLine(line: LogLine, colors: boolean): string {
  const paint = colors ? painted : plain;
  const time = paint('dim', timeOfDay(line.time));
  const parts = line.event === 'request' ? requestParts(line, paint) : callbackParts(line, paint);
  const stack = line.event === 'request' && line.stack !== undefined ? `\n${indented(line.stack)}` : '';
  return `${time} ${parts.filter((part) => part !== '').join('  ')}${stack}\n`;
}

export function jsonLine(line: LogLine): string {
  return `${terminalJson(line)}\n`;
}

function requestParts(line: RequestLine, paint: Paint): string[] {
  const {
    method,
    path,
    status,
    durationMs: ms,
    world,
    test,
    errorCode: refusal,
    reason,
    stub,
    faults = [],
    generated,
    undeclared = [],
  } = line;
  const result = status === 0 ? paint('red', 'no response') : paint(colorOf(status), String(status));
  const namesWorld = world === 'default' || path.startsWith(`/~${world}/`);
  const query = undeclared.filter((name) => name.startsWith('query '));
  return [
    `${method === '' ? '-' : `${method} ${oneLine(path)}`} ${result} ${ms < 1 ? '<1' : Math.round(ms)} ms`,
    namesWorld ? '' : `world ${world}`,
    test === undefined ? '' : oneLine(`test ${JSON.stringify(test)}`),
    stub === undefined ? '' : paint('magenta', `stub ${oneLine(stub)}`),
    faults.length === 0 ? '' : paint('magenta', `fault ${oneLine(faults.join(', '))}`),
    // The violation is more exact than the reason.
    reason === undefined || refusal === 'RESPONSE_INVALID' ? '' : oneLine(reason),
    generated === undefined ? '' : paint('dim', generated),
    query.length === 0 ? '' : paint('dim', `undeclared ${oneLine(query.join(', '))}`),
    ...(refusal === undefined || refusal === 'RESPONSE_INVALID' ? violationParts(line.violations, paint) : []),
  ];
}

function callbackParts(line: CallbackLine, paint: Paint) {
  const { method, url, status, callback, outcome, attempts, reason, violations } = line;
  const result = status === undefined ? paint('red', outcome) : paint(colorOf(status), String(status));
  return [
    `→ ${method} ${url === undefined ? '' : `${oneLine(url)} `}${result}`,
    `callback ${oneLine(callback)}`,
    attempts === undefined ? '' : `${attempts} attempts`,
    reason === undefined ? '' : oneLine(reason),
    ...violationParts(violations, paint),
  ];
}

/** The first violation of each direction, with the number of the others. */
function violationParts(violations: readonly LoggedViolation[] = [], paint: Paint): string[] {
  return (['client', 'server'] as const).flatMap((direction) => {
    const [first, ...others] = violations.filter((one) => one.direction === direction);
    if (!first) return [];
    const text = violationText(first);
    // A sentence already says that it is about the response.
    const side = direction === 'server' && isSentence(first) ? '' : `${direction} `;
    const color = direction === 'client' ? 'yellow' : 'red';
    return [paint(color, `${side}violation: ${oneLine(andMore(text, others.length))}`)];
  });
}

function oneLine(text: string): string {
  return terminalLine(text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);
}

function indented(stack: string): string {
  return stack
    .split('\n')
    .map((line) => `    ${escapeControls(line.trim())}`)
    .join('\n');
}

function timeOfDay(time: string): string {
  const date = new Date(time);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

const CODES = { dim: 2, red: 31, green: 32, yellow: 33, magenta: 35, cyan: 36 } as const;
type Color = keyof typeof CODES;
type Paint = (color: Color, text: string) => string;

const plain: Paint = (_color, text) => text;
const painted: Paint = (color, text) => `\u001B[${CODES[color]}m${text}\u001B[${color === 'dim' ? 22 : 39}m`;

function colorOf(status: number): Color {
  if (status < 300) return 'green';
  if (status < 400) return 'cyan';
  return status < 500 ? 'yellow' : 'red';
}
