// The differences of two versions as Markdown, for a comment on a pull request.
import type { Severity } from '../../contract/compare/kinds.ts';
import type { Place } from '../../errors/setup-error.ts';
import { cell, code } from '../markdown.ts';
import { type DiffResult, type FindingGroup, groupsOf, isAtLeast, operationText, placeText } from './groups.ts';
import { leftOutLines, totalText } from './text.ts';

/** A comment of GitHub has at most 65,536 characters. */
const MAX_ROWS = 100;

/** @param show the least severity that is listed */
export function diffMarkdown(result: DiffResult, show: Severity): string {
  const { old, new: next, findings } = result;
  const groups = groupsOf(findings.filter(({ severity }) => isAtLeast(severity, show)));
  const more = groups.length - MAX_ROWS;
  const notes = leftOutLines(result);
  return `${[
    `### ${cell(next.title)} ${cell(old.version)} → ${cell(next.version)}: ${totalText(result)}`,
    ...(groups.length > 0
      ? ['', '| Severity | Operation | Difference | Old | New |', '| --- | --- | --- | --- | --- |']
      : []),
    ...groups.slice(0, MAX_ROWS).map(rowOf),
    ...(more > 0 ? ['', `… and ${more} more`] : []),
    ...(notes.length > 0 ? ['', ...notes.map((note) => `- ${cell(note)}`)] : []),
  ].join('\n')}\n`;
}

function rowOf({ first, others }: FindingGroup): string {
  const { severity, operation, message, id, old, new: next } = first;
  const also = others.length > 0 ? `<br>and ${others.length} more` : '';
  const place = (one: Place | undefined) => (one === undefined ? '' : code(placeText(one)));
  const cells = [
    severity,
    `${code(operationText(operation))}${also}`,
    `${cell(message)} ${code(id)}`,
    place(old),
    place(next),
  ];
  return `| ${cells.join(' | ')} |`;
}
