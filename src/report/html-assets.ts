// The style and the script of the report's page. Both are in the page itself. Without the script, nothing can be searched or
// filtered, and everything is shown.

export const STYLE = `
:root { --ground: #fff; --text: #1c2330; --quiet: #5c6675; --line: #dfe3ea; --card: #f7f8fa; --code: #eef1f5; --good: #0f7b4f; --bad: #b3261e; --warn: #8a5a00; --accent: #2f5fd0; --mark: #ffe3df; }
@media (prefers-color-scheme: dark) { :root { --ground: #12161d; --text: #e6eaf0; --quiet: #9aa5b5; --line: #2a313c; --card: #1a2029; --code: #12161d; --good: #4cc38a; --bad: #ff7b72; --warn: #e3b341; --accent: #8ab0ff; --mark: #56231f; } }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
header, main { max-width: 64rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; border-bottom: 1px solid var(--line); padding-bottom: 1rem; }
main { padding-bottom: 4rem; }
h1 { margin: 0.1em 0 0.4em; font-size: clamp(1.6rem, 5vw, 2.4rem); line-height: 1.15; letter-spacing: -0.02em; }
.good h1 { color: var(--good); } .bad h1 { color: var(--bad); }
.tool, .made, .where, .percent { color: var(--quiet); margin: 0; font-size: 0.875rem; }
.figures { display: flex; flex-wrap: wrap; gap: 0.2rem 1.6rem; padding: 0; margin: 0 0 0.6rem; list-style: none; }
.figures b { font-size: 1.15rem; font-variant-numeric: tabular-nums; }
h2 { margin: 2.2rem 0 0.6rem; font-size: 1.5rem; } h2 small { color: var(--quiet); font-weight: 400; }
h3 { margin: 1.8rem 0 0.5rem; font-size: 1.25rem; line-height: 1.3; } h3 code { font-size: 1em; font-weight: 700; } h3 small { color: var(--quiet); font: 400 0.9375rem ui-monospace, monospace; margin-left: 0.4em; overflow-wrap: anywhere; } li h3 { margin: 0 0 0.2rem; font-size: 1.125rem; }
.summary { width: 100%; border-collapse: collapse; font-size: 0.9375rem; } .summary th { text-align: left; font-size: 0.8125rem; font-weight: 400; color: var(--quiet); } .summary td, .summary th { padding: 0.35rem 0.8rem 0.35rem 0; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; } .summary td { width: 36%; } .summary td:first-child { width: 28%; } .summary small { display: block; color: var(--quiet); font: 0.75rem/1.4 ui-monospace, monospace; } a { color: var(--accent); }
code { font: 0.875em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { font: 0.8125rem/1.45 ui-monospace, monospace; background: var(--code); border-radius: 4px; padding: 0.5rem 0.6rem; margin: 0.2rem 0; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
pre i { color: var(--quiet); font-style: normal; } mark { background: var(--mark); color: inherit; border-radius: 2px; box-shadow: 0 0 0 2px var(--mark); font-weight: 600; }
.tools { position: sticky; top: 0; z-index: 1; background: var(--ground); display: flex; flex-wrap: wrap; gap: 0.4rem 1rem; align-items: center; padding: 0.7rem 0; border-bottom: 1px solid var(--line); font-size: 0.875rem; }
.tools input[type=search] { flex: 1 1 16rem; min-width: 0; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 0.4rem 0.6rem; }
.tools output { color: var(--quiet); margin-left: auto; }
.violations { padding: 0; margin: 0; list-style: none; display: grid; gap: 0.7rem; }
.violations li { min-width: 0; scroll-margin-top: 4rem; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--bad); border-radius: 6px; padding: 0.7rem 0.9rem; }
.undeclared li { border-left-color: var(--warn); } .unchecked li, li.known { border-left-color: var(--quiet); }
.violations p { margin: 0; } .message { font-size: 1rem; font-weight: 600; overflow-wrap: anywhere; }
.side, .rule { border: 1px solid var(--line); border-radius: 99px; padding: 0 0.5em; font-size: 0.8125rem; color: var(--quiet); }
.side { color: var(--ground); background: var(--quiet); border-color: var(--quiet); }
.count, .share { color: var(--quiet); font-size: 0.875rem; }
.tests b { font-weight: 500; } .tests { overflow-wrap: anywhere; font-size: 0.9375rem; } .tests > b { font-style: italic; }
.inline { display: inline-block; vertical-align: top; border: 0 !important; padding: 0 !important; }
.messages { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 0 0.8rem; } .messages > div { min-width: 0; }
.line { font-size: 0.875rem; margin-top: 0.3rem !important; }
button { font: inherit; font-size: 0.8125rem; color: var(--accent); background: none; border: 1px solid var(--line); border-radius: 6px; padding: 0.1rem 0.6rem; cursor: pointer; }
.bars { width: 100%; border-collapse: collapse; } .bars th { text-align: left; font-weight: 400; width: 8.5rem; }
.bars td, .bars th { padding: 0.2rem 0; } .number { text-align: right; width: 8rem; font-variant-numeric: tabular-nums; color: var(--quiet); }
meter { width: 100%; height: 0.8rem; }
details { border-top: 1px solid var(--line); padding: 0.45rem 0; } summary { cursor: pointer; }
.violations details { margin-top: 0.4rem; padding: 0.3rem 0 0; } .violations summary { font-size: 0.875rem; color: var(--accent); } .violations summary code { color: var(--quiet); margin-left: 0.4em; }
.share { float: right; font-variant-numeric: tabular-nums; } .method { font: 600 0.75rem ui-monospace, monospace; color: var(--accent); display: inline-block; min-width: 3.5rem; }
details ul { margin: 0.4rem 0 0.4rem 1rem; padding: 0 0 0 0.6rem; } .quiet { list-style: none; padding-left: 0; } .id { color: var(--quiet); font-size: 0.875rem; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (max-width: 32rem) { .bars th { width: 6rem; font-size: 0.875rem; } .number { width: 5.5rem; font-size: 0.875rem; } .share { float: none; } .summary thead { display: none; } .summary tr, .summary td { display: block; width: auto !important; padding-right: 0; } .summary td { border: 0; padding: 0.1rem 0; } .summary tr { border-bottom: 1px solid var(--line); padding: 0.5rem 0; } }
@media print { * { print-color-adjust: exact; } h2, h3 { break-after: avoid; } :root { --ground: #fff; --text: #000; --card: #fff; --code: #f4f4f4; } .tools, button, .curl { display: none !important; } .violations { display: block; } .violations li { margin-bottom: 0.7rem; } .violations p, .violations pre, .summary tr { break-inside: avoid; } .what, .message, .violations summary { break-after: avoid; } pre { white-space: pre-wrap; } header, main { max-width: none; } }
`;

/** Searches, filters and copies. */
export const SCRIPT = `
const tools = document.querySelector('.tools');
const cards = [...document.querySelectorAll('.violations > li[data-side]')];
const groups = [...document.querySelectorAll('.group')];
const textOf = new Map(cards.map((card) => [card, (card.closest('.group').querySelector(':scope > h3')?.textContent ?? '') + ' ' + card.textContent]));
const texts = new Map([...textOf].map(([card, text]) => [card, text.toLowerCase()]));
const rows = new Map([...document.querySelectorAll('.summary tbody tr')].map((row) => [row.querySelector('a').hash.slice(1), row]));
const parts = [...document.querySelectorAll('.violations details:not(.curl):not(.inline)')];
const openAll = document.querySelector('#all');
function openTarget() {
  const card = document.getElementById(location.hash.slice(1));
  const part = card && card.querySelector('details:not(.inline)');
  if (part) part.open = true;
}
const present = new Set(cards.map((card) => card.dataset.side));
function show() {
  const words = document.querySelector('#search').value.toLowerCase().split(/\\s+/).filter(Boolean);
  const sides = new Set([...tools.querySelectorAll('[data-side]:checked')].map((box) => box.dataset.side));
  let shown = 0;
  for (const card of cards) {
    card.hidden = !sides.has(card.dataset.side) || !words.every((word) => texts.get(card).includes(word));
    if (!card.hidden) shown += 1;
    const row = rows.get(card.id);
    if (row) row.hidden = card.hidden;
  }
  for (const group of groups) group.hidden = !group.querySelector('.violations > li:not([hidden])');
  document.querySelector('#shown').textContent = shown + ' of ' + cards.length;
}
if (tools) {
  tools.hidden = false;
  for (const box of tools.querySelectorAll('[data-side]')) box.parentElement.hidden = !present.has(box.dataset.side) || present.size < 2;
  tools.addEventListener('input', show);
  openAll.addEventListener('click', () => {
    const opens = openAll.textContent === 'Open all';
    for (const part of parts) part.open = opens;
    openAll.textContent = opens ? 'Close all' : 'Open all';
  });
  addEventListener('hashchange', openTarget);
  openTarget();
  tools.addEventListener('submit', (event) => event.preventDefault());
  show();
}
for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const pre = button.previousElementSibling;
    try {
      await navigator.clipboard.writeText(pre.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(pre);
      button.textContent = 'Selected';
    }
  });
}
addEventListener('beforeprint', () => {
  for (const one of document.querySelectorAll('.violations details:not(.curl)')) one.open = true;
});
`;
