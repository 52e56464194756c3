// Prints src/generated from openapi.yaml, the same beside each document of the sources, the schema of a configuration from the options, the version from package.json, and the page of known behaviours; with --check, only tells whether what is there is what would be printed.
import { readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from '../src/codegen/generate.ts';
import { configSchema } from '../src/options.ts';
import { behavioursPage } from './behaviours.ts';

const root = new URL('../', import.meta.url);

/** The documents of the project: the one in the box, and those that lie in a folder of the sources. */
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
    { name: 'src/generated/source.ts', text: await printedSource('openapi.yaml') },
    { name: 'src/version.ts', text: await printedVersion() },
    { name: 'docs/config.schema.json', text: `${JSON.stringify(configSchema(), null, 2)}\n` },
    { name: 'docs/behaviours.md', text: behavioursPage() },
  ];
}

/** A document as a module, so that the lines of places in it are known without a file. */
async function printedSource(document: string): Promise<string> {
  const lines = (await readFile(new URL(document, root), 'utf8')).split('\n');
  return [
    `// Printed by \`npm run generate\` from ${document}: its text.`,
    'export const source = [',
    ...lines.map((line) => `  ${JSON.stringify(line)},`),
    "].join('\\n');",
    '',
  ].join('\n');
}

/** What the program says of itself. */
async function printedVersion(): Promise<string> {
  const { version, description } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
  return [
    '// Printed by `npm run generate` from package.json.',
    `export const VERSION = ${JSON.stringify(version)};`,
    `export const DESCRIPTION = ${JSON.stringify(description)};`,
    '',
  ].join('\n');
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
