// A file of handlers, in TypeScript or JavaScript. It is loaded anew each time, with all that it imports from beside it.
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { UntypedHandlers } from '../behaviours/handlers.ts';
import { SetupError } from '../errors/setup.ts';

/**
 * @param file exports `handlers`, or has them as its default export
 * @param modules what the file is given for imports by name, so that it has the very classes of the running server
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
  let loaded: { readonly handlers?: unknown; readonly default?: unknown };
  try {
    await access(path);
    loaded = await jiti.import(path);
  } catch (cause) {
    throw unreadable(path, reasonOf(cause as Error), cause);
  }
  const handlers = loaded.handlers ?? loaded.default;
  if (typeof handlers !== 'object' || handlers === null) {
    throw unreadable(path, 'it exports no handlers', undefined, 'Write export const handlers = { … }');
  }
  for (const [id, handler] of Object.entries(handlers)) {
    if (typeof handler !== 'function') throw unreadable(path, `its handler ${id} is no function`, undefined);
  }
  return handlers as UntypedHandlers;
}

function unreadable(
  path: string,
  reason: string,
  cause: unknown,
  advice = 'Correct the file at that place',
): SetupError {
  return new SetupError({
    code: 'HANDLERS_UNREADABLE',
    what: `The handlers cannot be loaded: ${reason}`,
    advice,
    ...placeOf(path, cause),
    cause,
  });
}

/** The first line of what a loader says; it goes on with a picture of the source. */
function reasonOf({ message }: Error): string {
  const [first = ''] = message.split('\n');
  return first
    .replace(/^.*?: (?=\w*Error)/, '')
    .replace(/\s*\(\d+:\d+\)$/, '')
    .trim();
}

/** Where a syntax error says that it is, else where in the file the error was thrown. */
function placeOf(path: string, cause: unknown): { file: string; line?: number; column?: number } {
  if (!(cause instanceof Error)) return { file: path };
  const told =
    /\((\d+):(\d+)\)/.exec(cause.message) ??
    new RegExp(`${escaped(path)}:(\\d+):(\\d+)`).exec(`${cause.message}\n${cause.stack}`);
  const elsewhere = /^\s*(\/\S+?):(\d+):(\d+)/m.exec(cause.message);
  if (elsewhere) return { file: elsewhere[1] as string, line: Number(elsewhere[2]), column: Number(elsewhere[3]) };
  return told ? { file: path, line: Number(told[1]), column: Number(told[2]) } : { file: path };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
