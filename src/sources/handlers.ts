// A file of handlers in TypeScript or JavaScript. Each load evaluates it again, together with its local imports.
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { UntypedHandlers } from '../behaviours/handlers.ts';
import { missingFile } from '../errors/missing-file.ts';
import { SetupError } from '../errors/setup-error.ts';
import { reasonOf } from '../errors/thrown.ts';

/**
 * @param file exports `handlers`, or has them as its default export
 * @param modules what the file gets for imports by name, so that it uses the classes of the running server
 * @throws SetupError HANDLERS_UNREADABLE with file, line and column
 */
export async function loadHandlers(file: string, modules: Readonly<Record<string, object>>): Promise<UntypedHandlers> {
  const path = resolve(file);
  const { createJiti } = await import('jiti/static');
  const jiti = createJiti(path, {
    moduleCache: false,
    interopDefault: false,
    virtualModules: { ...modules },
  });
  await access(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw missingFile('HANDLERS_UNREADABLE', file, 'Use the path of a file of handlers');
    throw unreadable({ path, reason: cause.message, advice: 'Use a file that this user can read' });
  });
  const loaded = await jiti.import<{ readonly handlers?: unknown; readonly default?: unknown }>(path).catch((cause) => {
    throw unreadable({ path, reason: firstLineOf(cause), cause });
  });
  const handlers = loaded.handlers ?? loaded.default;
  if (typeof handlers !== 'object' || handlers === null) {
    throw unreadable({ path, reason: 'the file exports no handlers', advice: 'Write export const handlers = { … }' });
  }
  for (const [id, handler] of Object.entries(handlers)) {
    if (typeof handler === 'function') continue;
    const reason = `the handler ${JSON.stringify(id)} is not a function`;
    throw unreadable({ path, reason, advice: 'Write a function for each operation' });
  }
  return handlers as UntypedHandlers;
}

interface Unreadable {
  readonly path: string;
  readonly reason: string;
  readonly cause?: unknown;
  readonly advice?: string;
}

function unreadable({ path, reason, cause, advice = 'Correct the file at that place' }: Unreadable): SetupError {
  return new SetupError({
    code: 'HANDLERS_UNREADABLE',
    what: `The handlers cannot be loaded: ${reason}`,
    advice,
    ...placeOf(path, cause),
    cause,
  });
}

/** The first line of a loader's message; the lines after it show the source. */
function firstLineOf(cause: unknown): string {
  const [first = ''] = reasonOf(cause).split('\n');
  return first
    .replace(/^.*?: (?=\w*Error)/, '')
    .replace(/\s*\(\d+:\d+\)$/, '')
    .trim();
}

/** The place that a syntax error names, else the place in the file that threw the error. */
function placeOf(path: string, cause: unknown): { file: string; line?: number; column?: number } {
  if (!(cause instanceof Error)) return { file: path };
  const named =
    /\((\d+):(\d+)\)/.exec(cause.message) ??
    new RegExp(`${escaped(path)}:(\\d+):(\\d+)`).exec(`${cause.message}\n${cause.stack}`);
  const elsewhere = /^\s*(\/\S+?):(\d+):(\d+)/m.exec(cause.message);
  if (elsewhere) return { file: elsewhere[1] as string, line: Number(elsewhere[2]), column: Number(elsewhere[3]) };
  return named ? { file: path, line: Number(named[1]), column: Number(named[2]) } : { file: path };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
