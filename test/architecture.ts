// The structure of src: each layer imports only what fixtures/layers.ts allows, imports run in no circle, the engine knows nothing
// of the built-in document, and functions are small.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { functionSizesIn, functionSizesOf } from './fixtures/function-sizes.ts';
import {
  FOLDERS,
  folderOf,
  type Import,
  importsOf,
  KNOWS_THE_PACK,
  LAYERS,
  layerOf,
  mayImport,
  SRC,
  sourceFiles,
} from './fixtures/layers.ts';

const files = sourceFiles();
const imports = importsOf(files);

test('every file lies in a layer that the plan names', async (t) => {
  const known = LAYERS.map(({ name }) => name);
  t.same([...new Set(files.map(layerOf))].sort(), known.toSorted(), 'and every layer has a file');
  t.ok(imports.length > 100, 'and its imports are seen');
});

test('a layer imports only what the plan allows, types included', async (t) => {
  const between = imports.filter(({ from, to }) => layerOf(from) !== layerOf(to));
  t.same(
    between.filter(({ from, to }) => !mayImport(layerOf(from), layerOf(to))),
    [],
  );
  t.notOk(mayImport('store', 'contract'), 'the store knows nothing of OpenAPI');
  t.notOk(mayImport('control', 'http'), 'the control API knows no sockets');
  for (const engine of ['http', 'server.ts', 'api']) t.notOk(mayImport(engine, 'microsoft-graph'), engine);
  t.notOk(mayImport('index.ts', 'codegen'), 'no server generates code');
});

test('the plan lists a layer below all that it imports', async (t) => {
  const place = new Map(LAYERS.map(({ name }, index) => [name, index]));
  const at = (file: string) => place.get(layerOf(file)) ?? -1;
  t.same(
    imports.filter(({ from, to }) => at(from) < at(to)),
    [],
  );
});

test('imports run in no circle, neither of files nor of layers', async (t) => {
  t.same(circle(imports), undefined);
  const between = imports.map(({ from, to }) => ({ from: layerOf(from), to: layerOf(to) }));
  t.same(circle(between.filter(({ from, to }) => from !== to)), undefined);
});

test('a folder inside a layer imports only the folders that the plan allows', async (t) => {
  for (const [layer, folders] of Object.entries(FOLDERS)) {
    const inside = imports.filter(({ from, to }) => layerOf(from) === layer && layerOf(to) === layer);
    const refused = inside.filter(({ from, to }) => {
      const [user, used] = [folderOf(from), folderOf(to)];
      return user !== used && !folders[user]?.includes(used);
    });
    t.same(refused, [], layer);
    const known = files.filter((file) => layerOf(file) === layer).map(folderOf);
    t.same([...new Set(known)].sort(), Object.keys(folders).sort(), `the plan names each folder of ${layer}`);
  }
});

test('the engine never says the name of the built-in document', async (t) => {
  const engine = files.filter((file) => !KNOWS_THE_PACK.includes(layerOf(file)));
  t.same(
    engine.filter((file) => /push.?notification|push.?certificate|device.?management/i.test(withoutComments(file))),
    [],
  );
  const odata = engine.filter((file) => /odata/i.test(withoutComments(file)) && layerOf(file) !== 'conventions');
  t.same(odata, [], 'nor that of its convention');
});

test('the plan in CONTRIBUTING.md names every layer', async (t) => {
  const plan = readFileSync(new URL('../CONTRIBUTING.md', import.meta.url), 'utf8');
  for (const layer of new Set(files.map(layerOf))) t.ok(plan.includes(`\`${layer}`), `${layer} is named`);
});

/** The layers whose functions have a limit. */
const SMALL_FUNCTIONS = ['http', 'control', 'report', 'behaviours', 'resources'];

test('no function has more than 80 lines, and none above 40 lines contains more than two named functions', async (t) => {
  const limited = files.filter((file) => SMALL_FUNCTIONS.includes(layerOf(file)) && !file.includes('/generated/'));
  t.same(limited.flatMap(functionSizesOf).filter(isTooLarge), []);

  const [long] = functionSizesIn(`function long() {${'\n'.repeat(80)}}`, 'long.ts');
  t.match(long, { name: 'long', lines: 81, inner: 0 }, 'a function of 81 lines is seen');
  const closures =
    'const one = () => 1; const two = { run() {} }; const three = { walk: () => [].map((item) => item) };';
  const [hidden] = functionSizesIn(`const open = () => {${closures}${'\n'.repeat(40)}};`, 'hidden.ts');
  t.match(hidden, { name: 'open', lines: 41, inner: 3 }, 'and one with three named functions');
  t.ok(long && hidden && isTooLarge(long) && isTooLarge(hidden));
});

function isTooLarge({ lines, inner }: { readonly lines: number; readonly inner: number }): boolean {
  return lines > 80 || (lines > 40 && inner > 2);
}

function withoutComments(file: string): string {
  return readFileSync(join(SRC, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

/** A circle among imports, as the names on it; undefined without one. */
function circle(edges: readonly Import[]): string[] | undefined {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of edges) next.set(from, (next.get(from) ?? new Set()).add(to));
  const done = new Set<string>();
  const visit = (at: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(at)) return [...path.slice(path.indexOf(at)), at];
    if (done.has(at)) return undefined;
    done.add(at);
    for (const to of next.get(at) ?? []) {
      const found = visit(to, [...path, at]);
      if (found) return found;
    }
    return undefined;
  };
  for (const start of next.keys()) {
    const found = visit(start, []);
    if (found) return found;
  }
  return undefined;
}
