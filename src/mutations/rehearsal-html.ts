// The result of a rehearsal as a self-contained HTML page, in the look of the report.
import type { DiffFinding } from '../contract/compare/finding.ts';
import { escaped, reportPage } from '../report/html-page.ts';
import {
  breaksTests,
  figuresOf,
  headlineOf,
  type RehearsalOutcome,
  type RehearsalReport,
  type RehearsedChange,
  targetText,
  wholeText,
} from './rehearsal.ts';

const HEADINGS = {
  breaks: 'Tests fail with this change alone',
  'not-tried': 'Used, but could not be tried alone',
  'not-reached': 'Used, but no response had the changed part',
  survives: 'All tests pass with this change',
  unused: 'Not used by the tests',
} as const satisfies { readonly [Outcome in RehearsalOutcome]: string };

/** The class of the cards, which gives them their colour. */
const CARDS: Readonly<Record<RehearsalOutcome, string>> = {
  breaks: '',
  'not-tried': ' undeclared',
  'not-reached': ' undeclared',
  survives: ' unchecked',
  unused: ' unchecked',
};

export function htmlOfRehearsal(report: RehearsalReport): string {
  const { tool, generatedAt, old, new: next, changes } = report;
  const headline = headlineOf(report);
  const sections = (Object.keys(HEADINGS) as RehearsalOutcome[]).map((outcome) => sectionOf(outcome, changes));
  return reportPage({
    headline,
    tone: breaksTests(report) ? 'bad' : 'good',
    origin: `standin ${tool.version} · rehearsal · ${old.title} ${old.version} → ${next.version}`,
    header: `<p>${escaped(figuresOf(changes))}.</p>
<p>${escaped(wholeText(report))}.</p>`,
    main: sections.join('\n'),
    command: report.command,
    generatedAt,
  });
}

function sectionOf(outcome: RehearsalOutcome, changes: readonly RehearsedChange[]): string {
  const own = changes.filter((one) => one.outcome === outcome);
  if (own.length === 0) return '';
  const list = `<ul class="violations${CARDS[outcome]}">${own.map(cardOf).join('\n')}</ul>`;
  const content = outcome === 'breaks' ? list : `<details><summary>${own.length}</summary>${list}</details>`;
  return `<section class="group"><h2>${HEADINGS[outcome]}</h2>${content}</section>`;
}

function cardOf({ finding, tests }: RehearsedChange): string {
  const places = [placeText('old', finding.old), placeText('new', finding.new)].filter(Boolean).join(' · ');
  return `<li>
<p class="what"><code>${escaped(targetText(finding))}</code> <span class="rule">${finding.severity}</span> <span class="rule">${escaped(finding.id)}</span></p>
<p class="message">${escaped(finding.message)}</p>
${tests.length === 0 ? '' : `<p class="tests">Failed: ${escaped(tests.join(', '))}</p>`}
${places === '' ? '' : `<p class="where">${places}</p>`}
</li>`;
}

function placeText(label: string, place: DiffFinding['old']): string {
  if (place?.file === undefined) return '';
  return `${label} <code>${escaped([place.file, place.line].filter((part) => part !== undefined).join(':'))}</code>`;
}
