// The README's recipes, run as they are pasted: only the port is another one, so that nothing else on this machine is in the way.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test } from 'tap';
import * as standinModule from '../../src/index.ts';
import { knownSettings } from '../../src/microsoft-graph/settings.ts';

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

/** Runs a recipe as it is pasted, against a server on another port. */
async function paste(recipe: string, url: string): Promise<string> {
  const pasted = recipe.replace(/http:\/\/127\.0\.0\.1:4010/g, url).replaceAll('curl ', 'curl --silent --max-time 10 ');
  return (await promisify(execFile)('sh', ['-c', pasted])).stdout;
}

/** The curl lines of the README for an API, each with the response that it shows. */
function recipesFor(path: string): readonly (readonly [recipe: string, response: string])[] {
  const pairs = readme.matchAll(/^```sh\n(curl [\s\S]*?)^```\n\n```json\n([\s\S]*?)\n```/gm);
  return [...pairs].flatMap(([, recipe = '', response = '']) => (recipe.includes(path) ? [[recipe, response]] : []));
}

test('the curl line of the built-in mock gets the response that the README shows', async (t) => {
  const standin = await standinModule.createStandin();
  const url = await standin.listen();
  t.teardown(() => standin.close());
  const recipes = recipesFor('/v1.0/');
  t.equal(recipes.length, 1);
  for (const [recipe, response] of recipes) t.equal(await paste(recipe, url), response);
});

test('the request lines look as the README shows', async (t) => {
  let printed = '';
  const output = { write: (text: string) => (printed += text) };
  const standin = await standinModule.createStandin({ log: { format: 'pretty', output } });
  const path = '/v1.0/deviceManagement/applePushNotificationCertificate';
  await standin.inject({ url: path, headers: { authorization: 'Bearer any-token' } });
  await standin.inject(path);
  await standin.close();
  const withoutTimes = (lines: string) => lines.replaceAll(/^\d\d:\d\d:\d\d |\d+ ms/gm, '').trim();
  const shown = /^```\n(12:03[\s\S]*?)^```/m.exec(readme)?.[1] ?? '';
  t.equal(withoutTimes(printed), withoutTimes(shown));
});

test('the shop of the README responds as it shows', async (t) => {
  const document = fileURLToPath(new URL('../../docs/examples/shop/openapi.yaml', import.meta.url));
  const standin = await standinModule.createStandin({ document });
  const url = await standin.listen();
  t.teardown(() => standin.close());
  const recipes = recipesFor('/v1/');
  t.equal(recipes.length, 3);
  for (const [recipe, response] of recipes) t.equal(await paste(recipe, url), response);
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

test('a state is saved as a scenario and loaded as the page shows, from what was built', async (t) => {
  const page = readFileSync(new URL('../../docs/save-and-load-data.md', import.meta.url), 'utf8');
  const [, recipe = ''] = /^```js\n([\s\S]*?)^```/m.exec(page) ?? [];
  const node = async (text: string) => {
    const folder = t.testdir({ 'save.mjs': text });
    const cwd = fileURLToPath(new URL('../..', import.meta.url));
    await promisify(execFile)(process.execPath, [`${folder}/save.mjs`], { cwd });
  };
  await node(recipe);
  await t.rejects(node(recipe.replace("'spring');", "'summer');")), { message: /Unknown scenario "spring"/ });
});

test('the shell recipes for scenarios and CSV work as the page shows', async (t) => {
  const document = fileURLToPath(new URL('../../docs/examples/shop/openapi.yaml', import.meta.url));
  const page = readFileSync(new URL('../../docs/save-and-load-data.md', import.meta.url), 'utf8');
  const [save = '', csv = ''] = [...page.matchAll(/^```sh\n(curl [\s\S]*?)^```/gm)].map(([, text]) => text as string);
  const standin = await standinModule.createStandin({ document });
  const url = await standin.listen();
  t.teardown(() => standin.close());
  const folder = t.testdir();
  const inFolder = (recipe: string) => paste(`cd '${folder}'\n${recipe}`, url);
  await inFolder(save);
  const scenarios = `${folder}/scenarios.yaml`;
  t.match(readFileSync(scenarios, 'utf8'), /^spring:\n {2}\/products:\n/);
  const products = async (server: standinModule.Standin) => (await server.inject('/v1/products?limit=50')).json();
  const loaded = await standinModule.createStandin({ document, scenarios, scenario: 'spring' });
  t.teardown(() => loaded.close());
  const before = await products(standin);
  t.match(before, { total: 12, items: [{ id: 2 }] });
  t.same(await products(loaded), before);
  await inFolder(csv);
  t.match(readFileSync(`${folder}/products.csv`, 'utf8'), /^id,name,.*\r\n2,/);
  t.same(await products(standin), before, 'written back, the items are the same');
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
