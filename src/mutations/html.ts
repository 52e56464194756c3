// The result of a mutation test as a self-contained HTML page, in the look of the report.
import { escaped, reportPage } from '../report/html-page.ts';
import { LEFT_OUT, type LeftOutReason, MUTATION_KINDS, type MutationResult } from './mutation.ts';
import { type MutationReport, type Score, scoreOf } from './score.ts';
import {
  figures,
  groupedBy,
  isBroken,
  MEANINGS,
  partOf,
  placeText,
  scoreLine,
  shareOf,
  shortText,
  targetOf,
} from './text.ts';

/** Tests that a line names. */
const MAX_TESTS = 5;

export function htmlOfMutations(report: MutationReport): string {
  const { tool, documents, generatedAt, results, score } = report;
  const unnoticed = results.filter(({ outcome }) => outcome === 'unnoticed');
  const outside = unnoticed.filter(({ mutation }) => !mutation.within);
  const inside = unnoticed.filter(({ mutation }) => mutation.within);
  const broken = results.filter(isBroken);
  const noticed = results.filter(({ outcome }) => outcome === 'noticed' || outcome === 'timeout');
  const headline = scoreLine(report);
  return reportPage({
    headline,
    tone: outside.length > 0 ? 'bad' : score.of === 0 ? 'neither' : 'good',
    origin: `standin ${tool.version} · mutation test · ${documents.map(({ title }) => title).join(', ')}`,
    header: `<ul class="figures">
<li><b>${shareOf(report.outside)}</b> of those that violate the contract</li>
<li><b>${shareOf(report.within)}</b> of those that it allows</li>
<li><b>${broken.length}</b> allowed and not survived</li>
</ul>`,
    main: `${unnoticed.length + broken.length > 0 ? SEARCH : ''}
${sectionOf('Violates the contract, and no test notices', MEANINGS.outside, { results: outside, side: 'outside' })}
${sectionOf('Allowed, and no test fails', MEANINGS.within, { results: inside, side: 'within' })}
${sectionOf('Allowed, and tests fail', MEANINGS.broken, { results: broken, side: 'broken' })}
<section><h2>Noticed, by kind of change</h2>${kindsOf(results)}</section>
${noticedOf(noticed)}
${leftOutOf(report)}
<section><h2>The run</h2><ul class="quiet">${figures(report)
      .map((text) => `<li>${escaped(text)}</li>`)
      .join('')}</ul></section>`,
    command: report.command,
    generatedAt,
  });
}

/** It appears only if scripts run. */
const SEARCH = `<form class="tools" hidden role="search">
<input type="search" id="search" placeholder="Search operation, property, kind, test" aria-label="Search the changes">
<label><input type="checkbox" data-side="outside" checked> violates the contract</label>
<label><input type="checkbox" data-side="within" checked> allowed</label>
<label><input type="checkbox" data-side="broken" checked> allowed, tests fail</label>
<output id="shown"></output>
</form>`;

/** The class of the cards, which gives them their colour. */
const CARDS = { outside: '', within: ' unchecked', broken: ' undeclared' } as const;

interface SectionContent {
  readonly results: readonly MutationResult[];
  readonly side: keyof typeof CARDS;
}

function sectionOf(heading: string, meaning: string, { results, side }: SectionContent): string {
  if (results.length === 0) return '';
  const groups = groupedBy(results, ({ mutation }) => targetOf(mutation)).map(([target, group]) => {
    const cards = groupedBy(group, ({ mutation }) => partOf(mutation)).map(([part, changes]) =>
      cardOf(part, changes, side),
    );
    return `<section class="group"><h3><code>${escaped(target)}</code></h3><ul class="violations${CARDS[side]}">${cards.join('\n')}</ul></section>`;
  });
  return `<section><h2>${escaped(heading)}</h2><p class="percent">${escaped(meaning)}</p>${groups.join('\n')}</section>`;
}

function cardOf(part: string, changes: readonly MutationResult[], side: SectionContent['side']): string {
  const place = placeText((changes[0] as MutationResult).mutation);
  const kinds = changes.map(({ mutation }) => `<span class="rule">${escaped(shortText(mutation))}</span>`);
  const tests = [...new Set(changes.flatMap((change) => change.tests))];
  return `<li data-side="${side}">
<p class="message">${escaped(part)}</p>
<p class="what">${kinds.join(' ')}</p>
${tests.length === 0 ? '' : `<p class="tests">Failed: ${testNames(tests)}</p>`}
${place === '' ? '' : `<p class="where"><code>${escaped(place)}</code></p>`}
</li>`;
}

function testNames(tests: readonly string[]): string {
  const more = tests.length > MAX_TESTS ? ` and ${tests.length - MAX_TESTS} more` : '';
  return escaped(tests.slice(0, MAX_TESTS).join(', ') + more);
}

function kindsOf(results: readonly MutationResult[]): string {
  const rows = Object.entries(MUTATION_KINDS).map(([kind, text]) => {
    return barOf(text, scoreOf(results.filter(({ mutation }) => mutation.kind === kind)));
  });
  return `<table class="bars"><tbody>${rows.join('')}</tbody></table>`;
}

function barOf(text: string, { noticed, of, percent }: Score): string {
  if (of === 0) return '';
  return `<tr><th scope="row">${escaped(text)}</th><td class="bar"><meter min="0" max="${of}" value="${noticed}">${percent} %</meter></td><td class="number">${noticed} of ${of}</td></tr>`;
}

function noticedOf(results: readonly MutationResult[]): string {
  if (results.length === 0) return '';
  const items = results.map(({ mutation, tests, outcome }) => {
    const reason = outcome === 'timeout' ? 'the tests did not end' : 'the exit code';
    const names = tests.length === 0 ? reason : testNames(tests);
    return `<li><code>${escaped(mutation.operation)}</code> ${escaped(changeText(mutation))} <span class="id">${names}</span></li>`;
  });
  return `<section><h2>Noticed</h2><details><summary>${results.length} changes, and the tests that fail</summary><ul class="quiet">${items.join('')}</ul></details></section>`;
}

function changeText(mutation: MutationResult['mutation']): string {
  return `${partOf(mutation)}: ${shortText(mutation)}`;
}

function leftOutOf({ leftOut }: MutationReport): string {
  if (leftOut.length === 0) return '';
  const parts = (Object.keys(LEFT_OUT) as LeftOutReason[]).map((reason) => {
    const items = leftOut.filter((one) => one.reason === reason);
    if (items.length === 0) return '';
    const lines = items.map(
      ({ mutation }) => `<li><code>${escaped(mutation.operation)}</code> ${escaped(changeText(mutation))}</li>`,
    );
    return `<details><summary>${items.length}: ${escaped(LEFT_OUT[reason])}</summary><ul class="quiet">${lines.join('')}</ul></details>`;
  });
  return `<section><h2>Left out</h2>${parts.join('')}</section>`;
}
