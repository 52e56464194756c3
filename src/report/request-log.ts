// Collects request lines and writes them once for all requests of one turn of the event loop.
import { SetupError } from '../errors/setup-error.ts';
import type { DescribeExchange, Recordable, SentRequest } from './record.ts';
import { callbackLineOf, jsonLine, type LogLine, prettyLine, requestLineOf } from './request-line.ts';

/** How lines are written: as text for people, or as one JSON object a line. */
export const LOG_FORMATS = ['pretty', 'json', 'off'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

export interface RequestLogOptions {
  readonly format: Exclude<LogFormat, 'off'>;
  /** Where the lines go; stdout without it. */
  readonly output?: LogOutput | undefined;
  /** Whether the text has colours; by the environment and the output if it is absent. */
  readonly colors?: boolean | undefined;
}

export interface LogOutput {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** By console, which goes on if nobody reads the stream any more. */
export const STDOUT: LogOutput = {
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
  /** Takes an exchange whose response was sent. It is described when it is written. @param world in which it happened */
  exchange(exchange: Recordable, describe: DescribeExchange, world: string): void;
  callback(sent: SentRequest): void;
  /** Writes what is collected. */
  flush(): void;
}

/** The log of an option; undefined for `off`. @throws SetupError OPTION_INVALID */
export function requestLogOf(option: LogFormat | RequestLogOptions): RequestLog | undefined {
  const options = typeof option === 'string' ? { format: option } : option;
  const { format } = options;
  if (format === 'off') return undefined;
  if (format === 'pretty' || format === 'json') return openRequestLog({ ...options, format });
  throw new SetupError({
    code: 'OPTION_INVALID',
    what: `Unknown log format ${JSON.stringify(format)}`,
    advice: `Use one of ${LOG_FORMATS.join(', ')}`,
  });
}

export function openRequestLog(options: RequestLogOptions): RequestLog {
  const { format, output = STDOUT } = options;
  const { colors = hasColors(output) } = options;
  let pending: ((now: Date) => LogLine)[] = [];
  let isScheduled = false;
  const textOf = format === 'json' ? jsonLine : (line: LogLine) => prettyLine(line, colors);
  const flush = () => {
    isScheduled = false;
    const lines = pending;
    if (lines.length === 0) return;
    pending = [];
    const now = new Date();
    output.write(lines.map((line) => textOf(line(now))).join(''));
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

/** FORCE_COLOR and NO_COLOR (no-color.org) decide; without them a terminal has colours. */
export function hasColors({ isTTY }: LogOutput, environment: NodeJS.ProcessEnv = process.env): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = environment;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return !NO_COLOR && isTTY === true && TERM !== 'dumb';
}
