// Every command of the page that compares the mock with Microsoft's page, run as it stands. Only the port is another one.
import { execFile } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { t as root, type Test, test } from 'tap';
import { COMMAND_LINE, startCommand } from '../fixtures/command.ts';

/** A busy machine is slow. */
root.setTimeout(600_000);

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PAGE = readFileSync(`${ROOT}docs/microsoft-graph/page-line-by-line.md`, 'utf8');
/** What commands of the page read in the clone. */
const READ = ['docs', 'dist', 'node_modules', 'openapi.yaml', 'package.json'];

interface Row {
  readonly statement: string;
  readonly command: string;
  readonly expected: readonly Expected[];
}

/** A text that comes back, or one that does not. */
interface Expected {
  readonly text: string;
  readonly absent: boolean;
}

const ROWS = rowsOf(PAGE);
const [START = '', ...SET_UP] = [...PAGE.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, text]) => text as string);

/** The rows with a command: the second cell is nothing but code. */
function rowsOf(page: string): readonly Row[] {
  return page.split('\n').flatMap((line) => {
    const cells = line.startsWith('| ') ? line.slice(2, -2).split(/ (?<!\\)\| /) : [];
    const [statement = '', command = '', result = ''] = cells;
    const code = /^`([^`]+)`$/.exec(command)?.[1];
    return code === undefined ? [] : [{ statement, command: code, expected: expectedOf(result) }];
  });
}

function expectedOf(result: string): readonly Expected[] {
  return [...result.matchAll(/(\bno )?`([^`]+)`/g)].map(([, no, text = '']) => ({
    text: text.replaceAll('\\|', '|'),
    absent: no !== undefined,
  }));
}

/** What is expected and did not come back, or the other way round. The texts follow each other. */
function differences(output: string, expected: readonly Expected[]): readonly string[] {
  let from = 0;
  return expected.flatMap(({ text, absent }) => {
    const at = output.indexOf(text, absent ? 0 : from);
    if (absent) return at < 0 ? [] : [`comes back: ${text}`];
    if (at < 0) return [`does not come back: ${text}`];
    from = at + text.length;
    return [];
  });
}

/** The clone, without what other tests write into it. */
function cloneOf(t: Test): string {
  const folder = t.testdir();
  for (const name of READ) symlinkSync(`${ROOT}${name}`, `${folder}/${name}`);
  return folder;
}

/** @returns what the commands print to both outputs */
function runShell(commands: string, cwd: string, url: string): Promise<string> {
  const pasted = commands
    .replace('http://127.0.0.1:4010', url)
    .replaceAll('npx standin', COMMAND_LINE)
    .replaceAll('curl ', 'curl --silent --max-time 20 ');
  return new Promise((resolve) => {
    execFile('sh', ['-c', pasted], { cwd, timeout: 60_000 }, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
}

test('each statement of Microsoft’s page and of the project’s description is true: its command returns what the page shows', async (t) => {
  t.equal(START, 'npx standin\n');
  t.ok(ROWS.length > 55, `${ROWS.length} commands`);
  const { url } = await startCommand(t);
  const folder = cloneOf(t);
  await runShell(SET_UP.join(''), folder, url);
  for (const { statement, command, expected } of ROWS) {
    t.ok(
      expected.some(({ absent }) => !absent),
      `${statement}: something has to come back`,
    );
    const output = await runShell(`${SET_UP[0]}${command}`, folder, url);
    t.same(differences(output, expected), [], `${statement}: ${command}`, { output });
  }
});

test('the request and the response of the page are those of the document', async (t) => {
  const document = readFileSync(`${ROOT}openapi.yaml`, 'utf8');
  const [, request = ''] = /<<'END'\n([\s\S]*?)END\n/.exec(PAGE) ?? [];
  const properties = Object.entries(JSON.parse(request) as Record<string, string>);
  t.equal(properties.length, 8);
  for (const [name, value] of properties) {
    t.ok(new RegExp(`'?${name}'?: '?${value.replace(/[.+]/g, '\\$&')}'?\\n`).test(document), name);
  }
});

test('a wrong result in the table is found', async (t) => {
  const output = 'HTTP/1.1 200 OK\n\n{"a":1,"b":2}';
  const found = (result: string) => differences(output, expectedOf(result));
  t.same(found('`200 OK`, `"a":1`, no `"c"`'), []);
  t.same(found('`404 Not Found`'), ['does not come back: 404 Not Found']);
  t.same(found('`"b":2`, then `200 OK`'), ['does not come back: 200 OK'], 'the order counts');
  t.same(found('`200 OK`, no `"b"`'), ['comes back: "b"']);
});
