// The pages for agents: llms.txt, the skill and AGENTS.md name pages, commands, options and tools that exist.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import { CONTROL_TOOLS } from '../../src/mcp/control-tools.ts';
import { FINDER_TOOLS } from '../../src/mcp/finder.ts';
import { COMMANDS, flagOf, OPTIONS } from '../../src/options.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(`${ROOT}${path}`, 'utf8');
const SKILL = read('docs/agent-skill/SKILL.md');
const LLMS = read('docs/llms.txt');

const linksIn = (text: string) => [...text.matchAll(/\]\(([^)#]+)/g)].map(([, link]) => link as string);

test('llms.txt has every page of the documentation, and each of its pages exists', async (t) => {
  const pages = linksIn(read('docs/README.md')).filter((link) => /^[\w/-]+\.(?:md|json)$/.test(link));
  t.ok(pages.length > 30, `${pages.length} pages`);
  const named = linksIn(LLMS);
  for (const page of pages) t.ok(named.includes(page), page);
  for (const page of named) t.ok(existsSync(`${ROOT}docs/${page}`), page);
});

test('the commands and options that the pages for agents name exist', async (t) => {
  const flags = OPTIONS.map(flagOf);
  const lines = [...`${SKILL}${LLMS}${read('docs/use-from-an-agent.md')}`.matchAll(/`(?:npx )?standin ([^`]*)`/g)];
  t.ok(lines.length > 15, `${lines.length} commands`);
  for (const [line, rest = ''] of lines) {
    const [own = ''] = rest.split(' -- ');
    const words = own.split(' ');
    const isDocument = /\.(?:ya?ml|json)$/.test(words[0] ?? '');
    const isCommand = [words[0], words.slice(0, 2).join(' ')].some((name) => COMMANDS.some((one) => one === name));
    t.ok(isDocument || isCommand, line);
    for (const flag of words.filter((word) => word.startsWith('--'))) t.ok(flags.includes(flag), `${line}: ${flag}`);
  }
});

test('the commands that the list of llms.txt and the table of the page about MCP name exist', async (t) => {
  const [, list = ''] = /Commands for\n> tests and versions: (.*)/.exec(LLMS) ?? [];
  const names = [...list.matchAll(/`(\w+)`/g)].map(([, name]) => name as string);
  t.ok(names.length > 8);
  for (const name of names)
    t.ok(
      COMMANDS.some((one) => one === name || one.startsWith(`${name} `)),
      name,
    );
  const tools = [...CONTROL_TOOLS.map(({ name }) => name), ...Object.keys(FINDER_TOOLS)];
  const page = read('docs/use-from-an-agent.md');
  for (const tool of tools) t.match(page, new RegExp(`^\\| (?:.*, )?\`${tool}\`.* \\| `, 'm'), tool);
});
