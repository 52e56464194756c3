// The house is held to its plan: who may import whom, that no imports run in a circle, and that the engine knows nothing
// of the document in the box. The table is the one of CONTRIBUTING.md.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'tap';

const src = fileURLToPath(new URL('../src', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));

const BASE = ['json', 'errors', 'clock.ts', 'random.ts', 'settings.ts', 'xml.ts'];
const CONTRACT = ['contract', ...BASE];
const WORLDS = ['worlds', 'store', 'resources', 'faults', 'report', ...CONTRACT];
const BEHAVIOURS = ['behaviours', 'conventions', 'security', ...WORLDS];

/** What each layer may import besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  json: [],
  errors: [],
  'clock.ts': [],
  'random.ts': [],
  'settings.ts': [],
  'xml.ts': [],
  contract: BASE,
  store: ['json', 'errors'],
  security: CONTRACT,
  conventions: CONTRACT,
  resources: ['store', ...CONTRACT],
  faults: CONTRACT,
  report: CONTRACT,
  worlds: WORLDS,
  behaviours: BEHAVIOURS,
  codegen: CONTRACT,
  sources: BEHAVIOURS,
  http: BEHAVIOURS,
  control: BEHAVIOURS,
  generated: [],
  'microsoft-graph': ['generated', ...BEHAVIOURS],
};
const ENTRANCES = [
  'options.ts',
  'service.ts',
  'server.ts',
  'steering.ts',
  'greeting.ts',
  'version.ts',
  'public',
  'index.ts',
  'command',
  'cli.ts',
];
const KNOWS_THE_PACK = ['generated', 'microsoft-graph', 'index.ts', 'cli.ts'];

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const imports: Import[] = files.flatMap((from) => {
  const text = readFileSync(join(src, from), 'utf8');
  const paths = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path]) => path as string);
  return paths.map((path) => ({ from, to: relative(src, join(src, dirname(from), path)) }));
});
const layerOf = (file: string) => file.split(sep)[0] as string;

test('every file lies in a layer that the plan names', async (t) => {
  const unknown = files.map(layerOf).filter((layer) => !(layer in MAY_IMPORT) && !ENTRANCES.includes(layer));
  t.same(unknown, []);
  t.ok(imports.length > 100, 'and its imports are seen');
});

test('a layer imports only what the plan allows, types included', async (t) => {
  const forbidden = imports.filter(({ from, to }) => {
    const layer = layerOf(from);
    if (ENTRANCES.includes(layer) || layer === layerOf(to)) return false;
    return !MAY_IMPORT[layer]?.includes(layerOf(to));
  });
  t.same(forbidden, []);
});

test('only the pack and the public face know the pack', async (t) => {
  const pack = ['generated', 'microsoft-graph'];
  const leaks = imports.filter(({ from, to }) => pack.includes(layerOf(to)) && !KNOWS_THE_PACK.includes(layerOf(from)));
  t.same(leaks, []);
});

test('nobody but the command imports codegen', async (t) => {
  t.same(
    imports.filter(({ from, to }) => layerOf(to) === 'codegen' && !['codegen', 'cli.ts'].includes(layerOf(from))),
    [],
  );
});

test('imports run in no circle, neither of files nor of layers', async (t) => {
  t.same(circle(imports), undefined);
  const between = imports.map(({ from, to }) => ({ from: layerOf(from), to: layerOf(to) }));
  t.same(circle(between.filter(({ from, to }) => from !== to)), undefined);
});

test('the engine never says the name of the document in the box', async (t) => {
  const engine = files.filter((file) => !KNOWS_THE_PACK.includes(layerOf(file)));
  t.same(
    engine.filter((file) => /push.?notification|push.?certificate|device.?management/i.test(withoutComments(file))),
    [],
  );
  const odata = engine.filter((file) => /odata/i.test(withoutComments(file)) && layerOf(file) !== 'conventions');
  t.same(odata, [], 'nor that of its convention');
});

test('the plan in CONTRIBUTING.md names every layer', async (t) => {
  const plan = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  for (const layer of new Set(files.map(layerOf))) t.ok(plan.includes(`\`${layer}`), `${layer} is named`);
});

function withoutComments(file: string): string {
  return readFileSync(join(src, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

/** A circle among imports, as the names on it, or undefined where there is none. */
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
