// A starter for a project that mocks an API: a configuration, handlers, an npm script, a step for CI. What is there already
// is left as it is.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateFor } from './generate.ts';

export interface Started {
  readonly path: string;
  readonly outcome: string;
}

const SCRIPT = 'mock';

/** @param document a path from the folder; where nothing is there, the starter is for one that is still to come */
export async function writeStarter(folder: string, document: string): Promise<readonly Started[]> {
  const files: [string, string][] = [
    ['standin.config.yaml', configOf(document)],
    ['.github/workflows/mock.yml', workflow(document)],
  ];
  if (existsSync(join(folder, document))) {
    const generated = await generateFor(join(folder, document), `standin generate ${document} --out mock`);
    files.push(...generated.map(({ name, text }): [string, string] => [`mock/${name}`, text]));
  }
  const started: Started[] = [];
  for (const [path, text] of files) {
    const whole = join(folder, path);
    const there = existsSync(whole);
    if (!there) {
      await mkdir(dirname(whole), { recursive: true });
      await writeFile(whole, text);
    }
    started.push({ path, outcome: there ? 'kept, it is yours' : 'written' });
  }
  return [...started, await addScript(folder)];
}

function configOf(document: string): string {
  return `# The options of the standin command; what is said on the command line wins.
documents: [${JSON.stringify(document)}]
handlers: mock/handlers.ts
watch: true
`;
}

/** What is to be done next, a line each: script and step for CI run what the project itself has installed. */
export async function nextSteps(folder: string): Promise<readonly string[]> {
  const { dependencies, devDependencies } = await manifestIn(folder);
  const there = { ...dependencies, ...devDependencies };
  const start = `npm run ${SCRIPT}`;
  if (there.standin !== undefined) return [start];
  const own = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
  // By its path, since it is in no registry. From a package that lies in the project it is found on other machines too.
  return [`npm install --save-dev ${JSON.stringify(own)}`, `${start}  (for CI: see README.md, "Contract tests")`];
}

/** A step that holds the document to be one that can be served. */
function workflow(document: string): string {
  return `name: mock
on: [push, pull_request]
jobs:
  contract:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
      - run: npm ci
      - run: npm run mock -- check ${document}
`;
}

async function addScript(folder: string): Promise<Started> {
  const path = join(folder, 'package.json');
  const manifest = await manifestIn(folder);
  if (manifest.scripts?.[SCRIPT] !== undefined)
    return { path: 'package.json', outcome: 'kept, it has a script of that name' };
  const next = { ...manifest, scripts: { ...manifest.scripts, [SCRIPT]: 'standin' } };
  await writeFile(path, `${JSON.stringify(next, null, 2)}\n`);
  return { path: 'package.json', outcome: `has the script ${SCRIPT} now` };
}

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

async function manifestIn(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{ "private": true }');
  return JSON.parse(text) as Manifest;
}
