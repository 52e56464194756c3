// The report as a self-contained HTML page: the violations by operation, each with its evidence, then the coverage.
import { causesOf, undeclaredCauses, type ViolationCause } from './causes.ts';
import { COVERED_KINDS, type CoverageCount, KIND_LABELS, type OperationCoverage } from './coverage-report.ts';
import { curlOf } from './curl.ts';
import { type Evidence, type MessageEvidence, unreadBody } from './evidence.ts';
import { phraseOf } from './exchange-view.ts';
import { escaped, escapedLines, reportPage } from './html-page.ts';
import type { Report, ReportedDocument, ReportedUnchecked, ReportedUndeclared, ReportedViolation } from './report.ts';
import { placeText, targetOf, undeclaredText, violationText } from './violation-text.ts';

/** Tests that a card names before the others are folded. */
const MAX_TESTS = 3;

export function htmlOf(report: Report): string {
  const { unchecked, documents, generatedAt, tool } = report;
  const causes = causesOf(report.violations);
  const undeclared = undeclaredCauses(report.undeclared);
  const { verdict, tone } = headlineOf(causes, report.exchanges);
  return reportPage({
    headline: verdict,
    tone,
    origin: `standin ${tool.version} · ${documents.map(({ title }) => title).join(', ')}`,
    header: figuresOf(report, causes, undeclared.length),
    main: `${causes.length + undeclared.length > 0 ? TOOLS : ''}
${summaryOf(causes, undeclared)}
${violationsOf(causes)}
${undeclaredOf(undeclared)}
${uncheckedOf(unchecked)}
${documents.map(coverageOf).join('\n')}`,
    generatedAt,
  });
}

/** They appear only if scripts run. */
const TOOLS = `<form class="tools" hidden role="search">
<input type="search" id="search" placeholder="Search operation, value, test, rule" aria-label="Search the violations">
<label><input type="checkbox" data-side="client" checked> client</label>
<label><input type="checkbox" data-side="server" checked> server</label>
<label><input type="checkbox" data-side="undeclared" checked> undeclared</label>
<label><input type="checkbox" data-side="known" checked> in the baseline</label>
<button type="button" id="all">Open all</button>
<output id="shown"></output>
</form>`;

/** A run without requests is neither good nor bad. */
function headlineOf(causes: readonly ViolationCause<ReportedViolation>[], exchanges: number) {
  const fresh = causes.filter(({ first }) => !first.known).length;
  if (causes.length > 0 && fresh === 0) return { verdict: 'No new contract violations', tone: 'good' };
  const known = fresh === causes.length ? '' : ' new';
  if (fresh === 1) return { verdict: `1${known} contract violation`, tone: 'bad' };
  if (fresh > 1) return { verdict: `${fresh}${known} contract violations`, tone: 'bad' };
  if (exchanges === 0) return { verdict: 'No requests were received', tone: 'neither' };
  return { verdict: 'No contract violations', tone: 'good' };
}

function figuresOf(report: Report, causes: readonly ViolationCause<ReportedViolation>[], undeclared: number): string {
  const { exchanges, documents, percent, tests } = report;
  const client = causes.filter(({ first }) => first.direction === 'request').length;
  const sum = (kind: 'operations' | 'statuses', of: 'declared' | 'covered') =>
    documents.reduce((total, { totals }) => total + totals[kind][of], 0);
  const share = (kind: 'operations' | 'statuses') => `<b>${sum(kind, 'covered')}</b> of ${sum(kind, 'declared')}`;
  const names = new Set(tests.map(({ test }) => test)).size;
  return `<ul class="figures">
<li><b>${client}</b> by the client</li>
<li><b>${causes.length - client}</b> by the server</li>
${undeclared === 0 ? '' : `<li><b>${undeclared}</b> undeclared</li>`}
<li><b>${exchanges}</b> ${exchanges === 1 ? 'exchange' : 'exchanges'}${names === 0 ? '' : ` in <b>${names}</b> ${names === 1 ? 'test' : 'tests'}`}</li>
<li>${share('operations')} operations called</li>
<li>${share('statuses')} responses covered (${percent} %)</li>
</ul>`;
}

/** A row for each card, linked to it. */
function summaryOf(
  causes: readonly ViolationCause<ReportedViolation>[],
  undeclared: readonly ViolationCause<ReportedUndeclared>[],
): string {
  if (causes.length + undeclared.length < 2) return '';
  const rows = [
    ...causes.map(({ first }, at) => summaryRow(first, `v${at + 1}`, violationText(first))),
    ...undeclared.map(({ first }, at) => summaryRow(first, `u${at + 1}`, undeclaredText(first))),
  ];
  return `<section><h2>Summary</h2><table class="summary"><thead><tr><th>Operation</th><th>Violation</th><th>To fix</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table></section>`;
}

function summaryRow(one: ReportedViolation | ReportedUndeclared, id: string, text: string): string {
  const [name = '', endpoint = ''] = targetOf(one).split(' · ');
  const below = endpoint === '' ? '' : `<small>${escaped(endpoint)}</small>`;
  return `<tr><td><code>${escaped(name)}</code>${below}</td><td><a href="#${id}">${escaped(text)}</a></td><td>${escaped(one.fix)}</td></tr>`;
}

function headingOf(target: string): string {
  const [name = '', endpoint = ''] = target.split(' · ');
  return `<code>${escaped(name)}</code>${endpoint === '' ? '' : ` <small>${escaped(endpoint)}</small>`}`;
}

function timesOf(count: number): string {
  return count === 1 ? '' : ` <span class="count">${count}×</span>`;
}

function violationsOf(causes: readonly ViolationCause<ReportedViolation>[]): string {
  if (causes.length === 0) return '';
  const groups = new Map<string, string[]>();
  for (const [at, cause] of causes.entries()) {
    const target = targetOf(cause.first);
    const cards = groups.get(target) ?? [];
    cards.push(violationCard(cause, `v${at + 1}`));
    groups.set(target, cards);
  }
  const sections = [...groups].map(([target, cards]) => {
    const items = cards.join('\n');
    return `<section class="group"><h3>${headingOf(target)}</h3><ul class="violations">${items}</ul></section>`;
  });
  return `<section><h2>Violations</h2>${sections.join('\n')}</section>`;
}

function violationCard({ first, all, count, tests }: ViolationCause<ReportedViolation>, id: string): string {
  const { direction, rule, known, location, frame, evidence, fix } = first;
  const side = direction === 'request' ? 'client' : 'server';
  const text = violationText(first);
  const at = placeText(location);
  const worlds = new Set(all.map(({ world }) => world)).size;
  const places = [
    at === '' ? '' : `<code>${escaped(at)}</code>`,
    worlds > 1 ? `${worlds} worlds` : `world ${escaped(first.world)}`,
  ];
  return `<li id="${id}" data-side="${known ? 'known' : side}" class="${known ? 'known' : ''}">
<p class="what"><span class="side">${side}</span> <span class="rule">${escaped(rule)}</span>${timesOf(count)}${known ? ' <span class="rule">in the baseline</span>' : ''}</p>
<p class="message">${escaped(text)}</p>
<p class="fix"><b>To fix:</b> ${escaped(fix)}</p>
${testsOf(tests)}
<p class="where">${places.filter(Boolean).join(' · ')}</p>
${evidenceOf(evidence, direction, count)}
${frameOf(frame, 'The rule in the document')}
</li>`;
}

function frameOf(frame: string, title: string): string {
  return frame === '' ? '' : `<details><summary>${title}</summary><pre>${escapedLines(frame)}</pre></details>`;
}

function testsOf(tests: readonly string[]): string {
  if (tests.length === 0) return '';
  const shown = tests.slice(0, MAX_TESTS).map((test) => `<b>${escaped(test)}</b>`);
  const others = tests.slice(MAX_TESTS);
  const more =
    others.length === 0
      ? ''
      : ` <details class="inline"><summary>and ${others.length} more</summary>${others.map(escapedItem).join('')}</details>`;
  return `<div class="tests">${tests.length === 1 ? 'Test' : 'Tests'}: ${shown.join(', ')}${more}</div>`;
}

function escapedItem(text: string): string {
  return `<div>${escaped(text)}</div>`;
}

function evidenceOf(evidence: Evidence, direction: ReportedViolation['direction'], count: number): string {
  const { method, url, status, request, response, excerpt } = evidence;
  const marked = excerpt
    ? excerpt.lines
        .map((line, at) => (at === excerpt.marked ? `<mark>${escaped(line)}</mark>` : escaped(line)))
        .join('\n')
    : '';
  const line = `${method} ${url}`;
  const result = status === 0 ? 'no response' : `${status} ${phraseOf(status)}`;
  const inRequest = direction === 'request' ? marked : '';
  const inResponse = direction === 'response' ? marked : '';
  const title = count === 1 ? 'Request and response' : 'The first request and its response';
  const brief = `${line} → ${status === 0 ? result : status}`;
  return `<details><summary>${title} <code>${escaped(brief)}</code></summary>
<div class="messages"><div><p class="line"><code>${escaped(line)}</code></p><pre>${messageOf(request, inRequest, unreadBody(request))}</pre></div>
<div><p class="line"><code>${escaped(result)}</code></p><pre>${messageOf(response, inResponse)}</pre></div></div>
</details>
<details class="curl"><summary>As curl</summary><pre>${escapedLines(curlOf(evidence))}</pre><button type="button" hidden data-copy>Copy</button></details>`;
}

/** Headers that explain a violation. The others are in the JSON of the report. */
const SHOWN_HEADERS =
  /^(?:content-type|accept|authorization|cookie|location|allow|www-authenticate|prefer|x-(?!content-type-options).*|standin-(?!world|test).*)$/;

function messageOf({ headers, body }: MessageEvidence, marked: string, note?: string): string {
  const shown = Object.entries(headers).filter(([name]) => SHOWN_HEADERS.test(name));
  const lines = shown.map(([name, value]) => `<i>${escaped(`${name}: ${value}`)}</i>`);
  const text = marked === '' && body ? escapedLines(body.text) : marked;
  const cut = body?.truncated ? ['<i>The body is longer.</i>'] : note === undefined ? [] : ['', `<i>${note}</i>`];
  return [...lines, ...(text === '' ? [] : ['', text]), ...cut].join('\n');
}

function undeclaredOf(causes: readonly ViolationCause<ReportedUndeclared>[]): string {
  if (causes.length === 0) return '';
  const cards = causes.map(({ first, count, tests }, at) => {
    const { known, evidence, fix, location, frame } = first;
    const place = placeText(location);
    return `<li id="u${at + 1}" data-side="${known ? 'known' : 'undeclared'}" class="${known ? 'known' : ''}">
<h3>${headingOf(targetOf(first))}${timesOf(count)}</h3>
<p class="message">${escaped(undeclaredText(first))}</p>
<p class="fix"><b>To fix:</b> ${escaped(fix)}</p>
${testsOf(tests)}
${place === '' ? '' : `<p class="where"><code>${escaped(place)}</code></p>`}
${evidenceOf(evidence, 'request', count)}
${frameOf(frame, 'Where the document can declare it')}
</li>`;
  });
  return `<section class="group"><h2>Not declared, but allowed</h2>
<p class="percent">The document allows these properties and query parameters without declaring them. They are often typing errors.</p>
<ul class="violations undeclared">${cards.join('\n')}</ul></section>`;
}

function uncheckedOf(unchecked: readonly ReportedUnchecked[]): string {
  if (unchecked.length === 0) return '';
  const cards = unchecked.map(({ operation, request, message, count, world }) => {
    return `<li>
<p class="what"><code>${escaped(operation ?? request ?? 'no operation')}</code> <span class="count">${count}×</span></p>
<p class="message">${escaped(message)}</p>
<p class="where">world ${escaped(world)}</p>
</li>`;
  });
  return `<section><h2>Could not be checked</h2><ul class="violations unchecked">${cards.join('\n')}</ul></section>`;
}

function coverageOf({ title, mount, version, percent, totals, operations }: ReportedDocument): string {
  const bars = COVERED_KINDS.map((kind) => {
    const { declared, covered } = totals[kind];
    if (declared === 0) return '';
    const share = Math.round((100 * covered) / declared);
    return `<tr><th scope="row">${KIND_LABELS[kind]}</th><td class="bar"><meter min="0" max="${declared}" value="${covered}">${share} %</meter></td><td class="number">${covered} of ${declared}</td></tr>`;
  });
  const uncalled = operations.filter(({ count }) => count === 0);
  const called = operations.filter(({ count }) => count > 0);
  return `<section><h2>${escaped(title)} <small>${escaped(version)}${mount === '' ? '' : ` at ${escaped(mount)}`}</small></h2>
<p class="percent">${percent} % of the declared responses are covered. Parameters, properties and values count for called operations.</p>
<table class="bars"><tbody>${bars.join('')}</tbody></table>
${called.length === 0 ? '' : `<h3>Called operations</h3>${called.map(operationOf).join('')}`}
${uncalled.length === 0 ? '' : `<details ${uncalled.length <= 30 ? 'open' : ''}><summary>Operations that were never called: ${uncalled.length}</summary><ul class="quiet">${uncalled.map(({ operation, method, path }) => `<li><span class="method">${escaped(method)}</span> <code>${escaped(path)}</code> <span class="id">${escaped(operation)}</span></li>`).join('')}</ul></details>`}
</section>`;
}

function operationOf(operation: OperationCoverage): string {
  const kinds = COVERED_KINDS.filter((kind) => kind !== 'operations');
  const missing = kinds.flatMap((kind): string[] => {
    const { missing: names, declared, covered } = operation[kind] as CoverageCount;
    if (names.length === 0) return [];
    const some = names.slice(0, 40).map((name) => `<code>${escaped(name)}</code>`);
    const more = names.length > 40 ? ` and ${names.length - 40} more` : '';
    return [`<li><b>${KIND_LABELS[kind]}</b> ${covered} of ${declared}, missing: ${some.join(' ')}${more}</li>`];
  });
  const { covered, declared } = operation.statuses;
  return `<details class="operation"><summary><span class="method">${escaped(operation.method)}</span> <code>${escaped(operation.path)}</code> <span class="count">${operation.count}×</span> <span class="share">${covered} of ${declared} responses</span></summary>${missing.length === 0 ? '<p>Fully covered.</p>' : `<ul>${missing.join('')}</ul>`}</details>`;
}
