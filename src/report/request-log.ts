// Collects request lines and writes them once for each turn of the event loop.
import { guardCallback } from '../errors/thrown.ts';
import type { DescribeExchange, JournalEntry, SentRequest } from './record.ts';
import { callbackLineOf, jsonLine, type LogLine, prettyLine, requestLineOf } from './request-line.ts';

/** The formats of request lines: text for people, or one JSON object for each line. */
export const LOG_FORMATS = ['pretty', 'json', 'off'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

export interface RequestLogOptions {
  readonly format: Exclude<LogFormat, 'off'>;
  /** Where to write the lines, by default stdout. */
  readonly output?: LogOutput | undefined;
  /** Whether the text has colours. By default the environment and the output decide. */
  readonly colors?: boolean | undefined;
}

export interface LogOutput {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** Uses console, which does not fail if the stream is closed. */
const STDOUT: LogOutput = {
  get isTTY() {
    return process.stdout.isTTY;
  },
  write: (text) => console.log(text.replace(/\n$/, '')),
};

export const STDERR: LogOutput = {
  get isTTY() {
    return process.stderr.isTTY;
  },
  write: (text) => console.error(text.replace(/\n$/, '')),
};

export interface RequestLog {
  /** Adds an exchange after its response. It is described when its line is written. @param world the world of the request */
  exchange(exchange: JournalEntry, describe: DescribeExchange, world: string): void;
  callback(sent: SentRequest): void;
  /** Writes the collected lines. */
  flush(): void;
}

/** Opens the log for an option. Undefined for `off`. */
export function requestLogOf(option: LogFormat | RequestLogOptions): RequestLog | undefined {
  if (option === 'off') return undefined;
  return openRequestLog(typeof option === 'string' ? { format: option } : option);
}

function openRequestLog(options: RequestLogOptions): RequestLog {
  const { format, output = STDOUT } = options;
  const { colors = hasColors(output) } = options;
  let pending: ((now: Date) => LogLine)[] = [];
  let isScheduled = false;
  const textOf = format === 'json' ? jsonLine : (line: LogLine) => prettyLine(line, colors);
  const write = guardCallback('log', (lines: readonly ((now: Date) => LogLine)[], now: Date) =>
    output.write(lines.map((line) => textOf(line(now))).join('')),
  );
  const flush = () => {
    isScheduled = false;
    const lines = pending;
    if (lines.length === 0) return;
    pending = [];
    write(lines, new Date());
  };
  const add = (line: (now: Date) => LogLine) => {
    pending.push(line);
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(flush);
  };
  return {
    exchange: (exchange, describe, world) => add((now) => requestLineOf(describe(exchange), world, now)),
    callback: (sent) => add((now) => callbackLineOf(sent, now)),
    flush,
  };
}

/** FORCE_COLOR and NO_COLOR (no-color.org) decide. Without them, terminals have colours. */
export function hasColors({ isTTY }: LogOutput, environment: NodeJS.ProcessEnv = process.env): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = environment;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return !NO_COLOR && isTTY === true && TERM !== 'dumb';
}
