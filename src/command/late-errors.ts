// Errors of a user's code that reach no request: thrown in a timer, or by a promise that nobody awaits. By default, Node.js ends the
// process. A server continues, so that other clients get their responses and the reports are written.
import { reasonOf, stackOf } from '../errors/thrown.ts';
import type { Standin } from '../index.ts';
import { CALLER } from '../report/request-line.ts';
import { escapeControls, terminalLine } from '../report/terminal-text.ts';

export function continueAfterLateErrors({ services }: Standin): void {
  const report = (thrown: unknown) => {
    const operations = services().flatMap(({ contract }) => contract.operations.map(({ id }) => id));
    console.error(lateErrorText(thrown, new Set(operations)));
  };
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
}

/** @param handlers the operations that can have a handler */
function lateErrorText(thrown: unknown, handlers: ReadonlySet<string>): string {
  const all = stackOf(thrown)?.match(/^\s+at .*$/gm) ?? [];
  const caller = all.findIndex((frame) => CALLER.test(frame));
  const frames = all.slice(0, caller < 0 ? undefined : caller).filter((frame) => !/\bnode:/.test(frame));
  const handler = frames.map(functionIn).find((name) => handlers.has(name));
  const origin = handler === undefined ? 'Code outside of a request' : `The handler ${handler}`;
  return [
    `standin: ${origin} failed: ${terminalLine(reasonOf(thrown))}`,
    ...frames.map(escapeControls),
    '  The server continues. Await every promise, and catch errors in timers',
  ].join('\n');
}

/** The function of a line such as `at async Object.getPet (file:///pets.ts:3:9)`. */
function functionIn(frame: string): string {
  return /^\s+at (?:async )?(?:[^\s(]+\.)?([^\s.(]+) \(/.exec(frame)?.[1] ?? '';
}
