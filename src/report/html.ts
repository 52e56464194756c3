// The report as a self-contained HTML page: the violations first, then the coverage.
import { isSentence, nameOf } from '../contract/validation/violations.ts';
import { escapeHtml } from '../html.ts';
import { COVERED_KINDS, type CoverageCount, KIND_LABELS, type OperationCoverage } from './coverage-report.ts';
import type { Report, ReportedDocument, ReportedUnchecked, ReportedViolation } from './report.ts';
import { escapeControls } from './terminal-text.ts';
import { violationText } from './violation-text.ts';

export function htmlOf(report: Report): string {
  const { violations, unchecked, documents, exchanges, generatedAt, percent, tool } = report;
  const client = violations.filter(({ direction }) => direction === 'request');
  const server = violations.filter(({ direction }) => direction === 'response');
  const { verdict, tone } = headlineOf(report);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(verdict)} · standin</title>
<style>${STYLE}</style>
</head>
<body>
<header class="${tone}">
<p class="tool">standin ${escaped(tool.version)} · ${escaped(documents.map(({ title }) => title).join(', '))}</p>
<h1>${escaped(verdict)}</h1>
<ul class="figures">
<li><b>${client.length}</b> by the client</li>
<li><b>${server.length}</b> by the server</li>
<li><b>${exchanges}</b> ${exchanges === 1 ? 'exchange' : 'exchanges'}</li>
<li><b>${percent} %</b> covered</li>
</ul>
<p class="made"><time datetime="${generatedAt}">${generatedAt.slice(0, 16).replace('T', ' ')} UTC</time></p>
</header>
<main>
${violationsOf('Violations by the client', client)}
${violationsOf('Violations by the server', server)}
${uncheckedOf(unchecked)}
${documents.map(coverageOf).join('\n')}
</main>
</body>
</html>
`;
}

/** A run without requests is neither good nor bad. */
function headlineOf({ violations, exchanges }: Report): { readonly verdict: string; readonly tone: string } {
  if (violations.length === 1) return { verdict: '1 contract violation', tone: 'bad' };
  if (violations.length > 1) return { verdict: `${violations.length} contract violations`, tone: 'bad' };
  if (exchanges === 0) return { verdict: 'No requests were received', tone: 'neither' };
  return { verdict: 'No contract violations', tone: 'good' };
}

function violationsOf(title: string, violations: readonly ReportedViolation[]): string {
  if (violations.length === 0) return '';
  const cards = violations.map((violation) => {
    const { operation, request, rule, count, firstExchange, world, location } = violation;
    const at = [location.file, location.line, location.column].filter((part) => part !== undefined).join(':');
    return `<li>
<p class="what"><code>${escaped(operation ?? request ?? 'no operation')}</code> <span class="rule">${escaped(rule)}</span> <span class="count">${count}×</span></p>
<p class="message">${messageOf(violation)}</p>
<p class="where">${at === '' ? '' : `<code>${escaped(at)}</code> · `}first seen in <code>${escaped(firstExchange)}</code>, world ${escaped(world)}</p>
</li>`;
  });
  return `<section><h2>${escaped(title)}</h2><ul class="violations">${cards.join('\n')}</ul></section>`;
}

function uncheckedOf(unchecked: readonly ReportedUnchecked[]): string {
  if (unchecked.length === 0) return '';
  const cards = unchecked.map(({ operation, request, message, count, firstExchange, world }) => {
    return `<li>
<p class="what"><code>${escaped(operation ?? request ?? 'no operation')}</code> <span class="count">${count}×</span></p>
<p class="message">${escaped(message)}</p>
<p class="where">first seen in <code>${escaped(firstExchange)}</code>, world ${escaped(world)}</p>
</li>`;
  });
  return `<section><h2>Could not be checked</h2><ul class="violations unchecked">${cards.join('\n')}</ul></section>`;
}

function messageOf(violation: ReportedViolation): string {
  if (isSentence(violation)) return escaped(violationText(violation));
  return `<code>${escaped(nameOf(violation))}</code> ${escaped(violation.message)}`;
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
<p class="percent">${percent} % of the document is covered.</p>
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
  const share = kinds.reduce(
    (sum, kind) => ({ seen: sum.seen + operation[kind].covered, declared: sum.declared + operation[kind].declared }),
    { seen: 0, declared: 0 },
  );
  const percent = share.declared === 0 ? 100 : Math.round((100 * share.seen) / share.declared);
  return `<details class="operation"><summary><span class="method">${escaped(operation.method)}</span> <code>${escaped(operation.path)}</code> <span class="count">${operation.count}×</span> <span class="share">${percent} %</span></summary>${missing.length === 0 ? '<p>Fully covered.</p>' : `<ul>${missing.join('')}</ul>`}</details>`;
}

function escaped(text: string): string {
  return escapeHtml(escapeControls(text));
}

const STYLE = `
:root { --ground: #fff; --text: #1c2330; --quiet: #5c6675; --line: #e2e6ec; --card: #f7f8fa; --good: #0f7b4f; --bad: #b3261e; --accent: #2f5fd0; }
@media (prefers-color-scheme: dark) { :root { --ground: #12161d; --text: #e6eaf0; --quiet: #9aa5b5; --line: #2a313c; --card: #1a2029; --good: #4cc38a; --bad: #ff7b72; --accent: #8ab0ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
header, main { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; border-bottom: 1px solid var(--line); padding-bottom: 1rem; }
h1 { margin: 0.1em 0 0.4em; font-size: clamp(1.6rem, 5vw, 2.4rem); line-height: 1.15; letter-spacing: -0.02em; }
.good h1 { color: var(--good); } .bad h1 { color: var(--bad); }
.tool, .made, .where, .percent { color: var(--quiet); margin: 0; font-size: 0.875rem; }
.figures { display: flex; flex-wrap: wrap; gap: 0.4rem 2rem; padding: 0; margin: 0 0 0.6rem; list-style: none; }
.figures b { font-size: 1.25rem; font-variant-numeric: tabular-nums; }
h2 { margin: 2.2rem 0 0.6rem; font-size: 1.25rem; } h2 small { color: var(--quiet); font-weight: 400; }
h3 { margin: 1.4rem 0 0.4rem; font-size: 1rem; }
code { font: 0.875em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
.violations { padding: 0; margin: 0; list-style: none; display: grid; gap: 0.6rem; }
.violations li { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--bad); border-radius: 6px; padding: 0.7rem 0.9rem; }
.unchecked li { border-left-color: var(--quiet); }
.violations p { margin: 0; } .what code { font-weight: 600; }
.rule, .count, .share { color: var(--quiet); font-size: 0.875rem; }
.rule { border: 1px solid var(--line); border-radius: 99px; padding: 0 0.5em; }
.bars { width: 100%; border-collapse: collapse; } .bars th { text-align: left; font-weight: 400; width: 8.5rem; }
.bars td, .bars th { padding: 0.2rem 0; } .number { text-align: right; width: 8rem; font-variant-numeric: tabular-nums; color: var(--quiet); }
meter { width: 100%; height: 0.8rem; }
details { border-top: 1px solid var(--line); padding: 0.45rem 0; } summary { cursor: pointer; }
.share { float: right; font-variant-numeric: tabular-nums; } .method { font: 600 0.75rem ui-monospace, monospace; color: var(--accent); display: inline-block; min-width: 3.5rem; }
details ul { margin: 0.4rem 0 0.4rem 1rem; padding: 0 0 0 0.6rem; } .quiet { list-style: none; padding-left: 0; } .id { color: var(--quiet); font-size: 0.875rem; overflow-wrap: anywhere; }
main { padding-bottom: 4rem; }
@media (max-width: 32rem) { .bars th { width: 6rem; font-size: 0.875rem; } .number { width: 5.5rem; font-size: 0.875rem; } .share { float: none; } }
`;
