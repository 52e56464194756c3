// The lines of a file around a place, with a mark under the place.
import { escapeControls } from './terminal-text.ts';

/** Characters of a line that are shown. A minified document has one line of a million. */
const WIDTH = 100;

/** @param line and `column` count from 1 */
export function codeFrame(lines: readonly string[], line: number, column: number): string {
  const text = lines[line - 1];
  if (text === undefined) return '';
  // A long line is shown around the place.
  const from = Math.max(0, column - 1 - (text.length > WIDTH ? WIDTH / 2 : text.length));
  const start = text.length > WIDTH ? from : 0;
  const gutter = String(line).length;
  const shown = (number: number, mark: string) =>
    `${mark} ${String(number).padStart(gutter)} | ${visible(lines[number - 1] as string, start)}`.trimEnd();
  const under = `${' '.repeat(gutter + 3)}| ${' '.repeat(visible(text.slice(start, column - 1), 0).length)}^`;
  const before = line > 1 && start === 0 ? [shown(line - 1, ' ')] : [];
  return [...before, shown(line, '>'), under].join('\n');
}

function visible(text: string, start: number): string {
  return escapeControls(text.slice(start, start + WIDTH).replaceAll('\t', ' '));
}
