// Prints src/generated from openapi.yaml, the same next to each document of the sources, the schema of a configuration from the
// options, the page of known behaviours, and the picture of the layers. With --check it writes nothing, and reports what is stale.
import { readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from '../src/codegen/generate.ts';
import { configSchema } from '../src/options.ts';
import { architecturePicture } from './architecture.ts';
import { behavioursPage } from './behaviours.ts';

const root = new URL('../', import.meta.url);

/** The documents of the project: the built-in one, and those in a folder of the sources. */
const documents = [
  'openapi.yaml',
  ...readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' })
    .filter((file) => basename(file) === 'openapi.yaml')
    .map((file) => `src/${file.split(sep).join('/')}`)
    .sort(),
];

/** Where what is printed from a document goes. */
function folderOf(document: string): string {
  return document === 'openapi.yaml' ? 'src/generated' : `${dirname(document)}/generated`;
}

/** What is printed, by its path in the project. */
async function printed(): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const files: { name: string; text: string }[] = [];
  for (const document of documents) {
    const own = await generate(fileURLToPath(new URL(document, root)));
    files.push(...own.map(({ name, text }) => ({ name: `${folderOf(document)}/${name}`, text })));
  }
  return [
    ...files,
    { name: 'docs/config.schema.json', text: `${JSON.stringify(configSchema(), null, 2)}\n` },
    { name: 'docs/behaviours.md', text: behavioursPage() },
    { name: 'docs/images/architecture.svg', text: architecturePicture() },
  ];
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
  for (const document of documents) await mkdir(new URL(`${folderOf(document)}/`, root), { recursive: true });
  for (const { name, text } of await printed()) {
    await writeFile(new URL(name, root), text);
    console.log(name);
  }
}
