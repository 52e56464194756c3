// Writes a starter for a project that mocks an API: a configuration, handlers, an npm script and a CI workflow.
// Existing files are not changed, except that package.json gets the script.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateForProject } from './generate.ts';

export interface StarterFile {
  readonly path: string;
  readonly outcome: string;
}

const SCRIPT = 'mock';

/** @param document a path relative to the folder. The document does not have to exist yet */
export async function writeStarter(folder: string, document: string): Promise<readonly StarterFile[]> {
  const files: [string, string][] = [
    ['standin.config.yaml', configOf(document)],
    ['.github/workflows/mock.yml', workflow(document)],
  ];
  const file = resolve(folder, document);
  if (existsSync(file)) {
    const { files: generated } = await generateForProject(file, `standin generate ${document} --out mock`);
    files.push(...generated.map(({ name, text }): [string, string] => [`mock/${name}`, text]));
  }
  const written: StarterFile[] = [];
  for (const [path, text] of files) {
    const target = join(folder, path);
    const exists = existsSync(target);
    if (!exists) {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text);
    }
    written.push({ path, outcome: exists ? 'exists, not changed' : 'written' });
  }
  return [...written, await addScript(folder)];
}

function configOf(document: string): string {
  return `# Options of the standin command. Options on the command line take precedence.
documents: [${JSON.stringify(document)}]
handlers: mock/handlers.ts
watch: true
`;
}

/** The next steps for the user, one per line. The script and the workflow use the package that the project has installed. */
export async function nextSteps(folder: string): Promise<readonly string[]> {
  const { dependencies, devDependencies } = await manifestIn(folder);
  const installed = { ...dependencies, ...devDependencies };
  const start = `npm run ${SCRIPT}`;
  if (installed.standin !== undefined) return [start];
  const packageRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
  // Installed by path, because the package is in no registry. A package inside the project is found on other machines, too.
  return [
    `npm install --save-dev ${JSON.stringify(packageRoot)}`,
    `${start}  (for CI: see README.md, "Contract tests")`,
  ];
}

/** A CI workflow that checks the document. */
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

async function addScript(folder: string): Promise<StarterFile> {
  const path = join(folder, 'package.json');
  const manifest = await manifestIn(folder);
  if (manifest.scripts?.[SCRIPT] !== undefined)
    return { path: 'package.json', outcome: 'not changed, it already has this script' };
  const next = { ...manifest, scripts: { ...manifest.scripts, [SCRIPT]: 'standin' } };
  await writeFile(path, `${JSON.stringify(next, null, 2)}\n`);
  return { path: 'package.json', outcome: `script ${SCRIPT} added` };
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
