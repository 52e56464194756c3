// Every relative link of the documentation leads to a file of the repository, and every anchor to a heading.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { test } from 'tap';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FILES: ReadonlySet<string> = new Set(
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean),
);
const PAGES = [...FILES].filter((file) => file.endsWith('.md'));

/** Fenced code is not read: its brackets are no links, and its comments are no headings. */
function proseOf(text: string): string {
  return text.replace(/^(```+).*\n[\s\S]*?^\1\s*$/gm, '');
}

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
  return text.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
}

/** The anchors of a page. A repeated heading has a number at its end. */
function anchorsIn(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of proseOf(text).matchAll(/^#{1,6} +(.+?)\s*$/gm)) {
    const anchor = anchorOf(heading);
    let unique = anchor;
    for (let count = 1; anchors.has(unique); count += 1) unique = `${anchor}-${count}`;
    anchors.add(unique);
  }
  return anchors;
}

/** What is wrong with the relative links of a page. @param read the text of a file */
function deadLinksIn(page: string, text: string, files: ReadonlySet<string>, read: (file: string) => string): string[] {
  const prose = proseOf(text).replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\((?![a-z]+:)([^)\s]*)\)/g)].flatMap(([, link = '']) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path).replace(/\/$/, '');
    const isFolder = [...files].some((file) => file.startsWith(`${target}/`));
    if (!files.has(target) && !isFolder) return [`${page} links to ${link}: there is no ${target}`];
    if (anchor === undefined || anchorsIn(read(target)).has(anchor)) return [];
    return [`${page} links to ${link}: ${target} has no heading for #${anchor}`];
  });
}

test('every relative link leads to a file, and every anchor to a heading', async (t) => {
  const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
  t.ok(PAGES.includes('README.md') && PAGES.includes('docs/microsoft-graph/README.md'), 'the pages are found');
  const texts = PAGES.map((page) => [page, read(page)] as const);
  t.ok(
    texts.some(([, text]) => /\]\([^)\s]+\.md#/.test(text)),
    'some links have an anchor',
  );
  t.same(
    texts.flatMap(([page, text]) => deadLinksIn(page, text, FILES, read)),
    [],
  );
});

test('each threat of the threat model names a test that exists', async (t) => {
  const page = '.github/SECURITY.md';
  const rows = readFileSync(join(ROOT, page), 'utf8').match(/^\| (?!threat ).*\|$/gm) ?? [];
  t.ok(rows.length > 20, 'the table is found');
  for (const row of rows) {
    const tests = [...row.matchAll(/\[([^\]]+)\]\((\.\.\/test\/[^)]+)\)/g)];
    t.ok(tests.length > 0, row.slice(0, 80));
    for (const [, title = '', file = ''] of tests) {
      const text = readFileSync(join(ROOT, dirname(page), file), 'utf8');
      t.ok(text.includes(`test('${title}'`), `${file} has the test: ${title}`);
    }
  }
});

test('a dead link and a dead anchor are found', async (t) => {
  const files = new Set(['README.md', 'docs/a.md', 'docs/images/x.png']);
  const read = () => '# Title\n\n## Use `--tls` & more\n\n## Again\n\n## Again\n\n```sh\n# no heading\n```\n';
  for (const [link, error] of [
    ['docs/a.md', undefined],
    ['docs/a.md#use---tls--more', undefined],
    ['docs/a.md#again-1', undefined],
    ['docs', undefined],
    ['https://example.com/nothing', undefined],
    ['docs/b.md', /there is no docs\/b\.md/],
    ['docs/a.md#no-heading', /docs\/a\.md has no heading for #no-heading/],
    ['#title', undefined],
    ['#missing', /README\.md has no heading for #missing/],
    ['../a.md', /there is no/],
  ] as const) {
    const [found] = deadLinksIn('README.md', `See [it](${link}).`, files, read);
    if (error === undefined) t.equal(found, undefined, link);
    else t.match(found, error, link);
  }
});
