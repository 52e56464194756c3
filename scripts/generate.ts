// Prints src/generated from openapi.yaml, the same for the control API, and the schema of a configuration from the options; with --check, only tells whether what is there is what would be printed.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { generate } from '../src/codegen/generate.ts';
import { configSchema } from '../src/options.ts';

const root = new URL('../', import.meta.url);

/** Where what is printed from each document goes. */
const DOCUMENTS = { 'openapi.yaml': 'src/generated', 'src/control/openapi.yaml': 'src/control/generated' };

/** What is printed, by its path in the project. */
async function printed(): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const files: { name: string; text: string }[] = [];
  for (const [document, folder] of Object.entries(DOCUMENTS)) {
    const own = await generate(fileURLToPath(new URL(document, root)));
    files.push(...own.map(({ name, text }) => ({ name: `${folder}/${name}`, text })));
  }
  return [...files, { name: 'docs/config.schema.json', text: `${JSON.stringify(configSchema(), null, 2)}\n` }];
}

if (process.argv.includes('--check')) {
  const stale: string[] = [];
  for (const { name, text } of await printed()) {
    const there = await readFile(new URL(name, root), 'utf8').catch(() => '');
    if (there !== text) stale.push(name);
  }
  if (stale.length > 0) {
    console.error(`Stale: ${stale.join(', ')}\nRun npm run generate and commit what it prints.`);
    process.exitCode = 1;
  } else {
    console.log('What is printed is what it is printed from.');
  }
} else {
  for (const folder of Object.values(DOCUMENTS)) await mkdir(new URL(`${folder}/`, root), { recursive: true });
  for (const { name, text } of await printed()) {
    await writeFile(new URL(name, root), text);
    console.log(name);
  }
}
