// The README's recipes, run as they are pasted: only the port is another one, so that nothing else on this machine is in the way.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { test } from 'tap';
import * as standinModule from '../../src/index.ts';
import { knownSettings } from '../../src/microsoft-graph/settings.ts';
import { startupMessages } from '../../src/startup-message.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(new URL('../../docs', import.meta.url), { recursive: true, encoding: 'utf8' }).flatMap((name) =>
    name.endsWith('.md') && !name.startsWith('examples') ? [`docs/${name}`] : [],
  ),
];
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, text]) => text as string);

test('the curl lines give the documented answers', async (t) => {
  const standin = await standinModule.createStandin();
  const url = await standin.listen();
  t.teardown(() => standin.close());
  const recipes = blocks('sh').filter((text) => text.startsWith('curl') && text.includes(':4010'));
  t.equal(recipes.length, 3);
  const answers: unknown[] = [];
  for (const recipe of recipes) {
    const pasted = recipe.replaceAll('http://127.0.0.1:4010', url).replaceAll('curl ', 'curl --silent --max-time 10 ');
    const { stdout } = await promisify(execFile)('sh', ['-c', pasted]);
    answers.push(JSON.parse(stdout));
  }
  const [patched, got, refused] = answers;
  t.match(patched, { appleIdentifier: 'it-department@contoso.example' });
  t.same(got, patched);
  const [shown = ''] = blocks('json');
  const { error } = JSON.parse(shown);
  t.match(refused, { error: { code: error.code, message: error.message, target: error.target } });
  t.same(Object.keys((refused as { error: { innerError: object } }).error.innerError), Object.keys(error.innerError));
});

test('the first lines are those that the README shows', async (t) => {
  const standin = await standinModule.createStandin();
  t.teardown(() => standin.close());
  const where = { url: 'http://127.0.0.1:4010', ca: undefined, tls: false, hosts: [], auth: undefined };
  t.ok(readme.includes(`\n\`\`\`\n${startupMessages(standin.services(), where).join('\n')}\n\`\`\`\n`));
});

test('the command is written in one way, and what recipes write in the clone is ignored', async (t) => {
  const ignored = readFileSync(new URL('../../.gitignore', import.meta.url), 'utf8').split('\n');
  for (const page of PAGES) {
    const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');
    for (const [, recipe = ''] of text.matchAll(/^```sh\n([\s\S]*?)^```/gm)) {
      t.notMatch(recipe, /^(?:npm start -- |standin )/m, page);
      const written = [...recipe.matchAll(/(?:> |--out )([\w.]+)/g)].map(([, file]) => file as string);
      for (const file of written) {
        t.ok(ignored.includes(`/${file}`) || ignored.includes(`/${file}/`), `${page} writes ${file}`);
      }
    }
  }
  t.ok(ignored.includes('/pets.yaml'));
});

test('every setting of Microsoft Graph stands in its table, with its values', async (t) => {
  const page = readFileSync(new URL('../../docs/microsoft-graph/README.md', import.meta.url), 'utf8');
  for (const [name, { values }] of Object.entries(knownSettings)) {
    t.match(
      page,
      `\n| \`${name}\` | ${Object.keys(values)
        .map((value) => `\`${value}\``)
        .join(', ')} | `,
      name,
    );
  }
});

test('the document that is shown is served as the README says', async (t) => {
  const [yaml = ''] = blocks('yaml');
  const folder = t.testdir({ 'pets.yaml': yaml });
  const standin = await standinModule.createStandin({ document: `${folder}/pets.yaml` });
  t.same(await standin.lint(), [], 'and lint has no warnings');
  const url = await standin.listen();
  t.teardown(() => standin.close());
  const recipes = blocks('sh').filter((text) => text.startsWith('curl') && text.includes(':4020'));
  const answers: string[] = [];
  for (const recipe of recipes) {
    const pasted = recipe.replaceAll('http://127.0.0.1:4020', url).replaceAll('curl ', 'curl --silent --max-time 10 ');
    answers.push((await promisify(execFile)('sh', ['-c', pasted])).stdout);
  }
  t.equal(answers.length, 4);
  for (const answer of answers) t.ok(readme.includes(`\`${answer}\``), answer);
});

test('the contract test runs as it stands', async (t) => {
  const [recipe = ''] = blocks('js');
  const body = recipe
    .replace("import { createStandin } from 'standin';\n", '')
    .replace("import assert from 'node:assert/strict';\n", '');
  t.not(body, recipe);
  const run = new Function('assert', 'createStandin', `return (async () => {${body}})();`);
  await run((await import('node:assert/strict')).default, standinModule.createStandin);
  t.pass('and its assertion holds');
});

test('the recipes for contract tests run as they stand, from what was built', async (t) => {
  const page = readFileSync(new URL('../../docs/contract-tests.md', import.meta.url), 'utf8');
  const [inTest = '', intercepted = ''] = [...page.matchAll(/^```js\n(import [\s\S]*?)^```/gm)].map(([, text]) => text);
  // The folder lies in the package, which finds itself by its name.
  const folder = t.testdir({ 'world.test.mjs': inTest, 'intercept.mjs': intercepted });
  const node = (...args: readonly string[]) => promisify(execFile)(process.execPath, [...args]);
  const { stdout } = await node('--test', '--test-reporter=tap', `${folder}/world.test.mjs`);
  t.match(stdout, /# pass 1\n/);
  await node(`${folder}/intercept.mjs`);
});

test('the recipe of the control client runs as it stands, from what was built', async (t) => {
  const standin = await standinModule.createStandin();
  const url = await standin.listen();
  t.teardown(() => standin.close());
  const page = readFileSync(new URL('../../docs/control-a-server.md', import.meta.url), 'utf8');
  const [, recipe = ''] = /^```js\n([\s\S]*?)^```/m.exec(page) ?? [];
  const folder = t.testdir({ 'control.mjs': recipe.replace('http://127.0.0.1:4010', url) });
  await promisify(execFile)(process.execPath, [`${folder}/control.mjs`]);
  const alice = standin.control.world('alice');
  const path = '/deviceManagement/applePushNotificationCertificate';
  t.match(await alice.get(path), { certificateSerialNumber: '3BA4A6C0D1', topicIdentifier: 'Topic Identifier value' });
  t.match(await alice.clock(), { now: '2026-12-31T12:00:00.000Z', frozen: true });
});
