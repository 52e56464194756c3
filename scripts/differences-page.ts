// Prints docs/reference/differences.md: every kind of difference that `standin diff` reports.
import { DIFF_KINDS, type Severity } from '../src/contract/compare/kinds.ts';
import { SEVERITIES } from '../src/report/diff/groups.ts';

const MEANINGS: Readonly<Record<Severity, string>> = {
  breaking:
    'The new version refuses a request that the old one accepted, or responds with something that the old one did not allow.',
  warning: 'The effect cannot be proven, or a function is gone without an error.',
  info: 'Clients of the old version are not affected.',
};

export function differencesPage(): string {
  const kinds = Object.entries(DIFF_KINDS);
  return [
    '# Differences',
    '',
    'This page is generated from `src/contract/compare/kinds.ts` (`npm run generate`). [See what a new version breaks](../see-what-breaks.md)',
    'shows how to get them. The ids do not change between versions of standin, so that files can name them.',
    '',
    ...SEVERITIES.flatMap((severity) => [
      `## ${severity}`,
      '',
      MEANINGS[severity],
      '',
      '| id | meaning |',
      '|---|---|',
      ...kinds.filter(([, kind]) => kind.severity === severity).map(([id, { text }]) => `| \`${id}\` | ${text} |`),
      '',
    ]),
  ].join('\n');
}
