// Prints all generated files: types, contract and validators of each document of the project, the version, the words of
// samples, the schema of a configuration, the reference pages, and the picture of the layers. With --check it prints nothing and fails if a file is
// not up to date.
import { readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from '../src/codegen/generate.ts';
import { configSchema } from '../src/command/config-schema.ts';
import { architecturePicture } from './architecture.ts';
import { behavioursPage } from './behaviours.ts';
import { differencesPage } from './differences-page.ts';
import { errorsPage } from './errors.ts';
import { optionsPage } from './options-page.ts';
import { controlApiPage } from './reference/control-api.ts';
import { headersPage } from './reference/headers.ts';
import { limitsPage } from './reference/limits.ts';
import { settingsPage } from './reference/settings.ts';
import { samplesPage } from './samples-page.ts';
import { wordsModule } from './words.ts';

const root = new URL('../', import.meta.url);

/** The documents of the project: the built-in one, and those in the folders of the sources. */
const documents = [
  'openapi.yaml',
  ...readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' })
    .filter((file) => basename(file) === 'openapi.yaml')
    .map((file) => `src/${file.split(sep).join('/')}`)
    .sort(),
];

/** The folder for the files that are printed from a document. */
function folderOf(document: string): string {
  return document === 'openapi.yaml' ? 'src/generated' : `${dirname(document)}/generated`;
}

/** The printed files; `name` is the path in the project. */
async function printed(): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const files: { name: string; text: string }[] = [];
  for (const document of documents) {
    const generated = await generate(fileURLToPath(new URL(document, root)));
    files.push(...generated.map(({ name, text }) => ({ name: `${folderOf(document)}/${name}`, text })));
  }
  return [
    ...files,
    { name: 'src/generated/source.ts', text: await printedSource('openapi.yaml') },
    { name: 'src/version.ts', text: await printedVersion() },
    { name: 'src/contract/sample/words.ts', text: wordsModule() },
    { name: 'docs/config.schema.json', text: `${JSON.stringify(configSchema(), null, 2)}\n` },
    { name: 'docs/microsoft-graph/behaviours.md', text: behavioursPage() },
    { name: 'docs/reference/control-api.md', text: controlApiPage() },
    { name: 'docs/reference/differences.md', text: differencesPage() },
    { name: 'docs/reference/errors.md', text: errorsPage() },
    { name: 'docs/reference/headers.md', text: headersPage() },
    { name: 'docs/reference/limits.md', text: limitsPage() },
    { name: 'docs/reference/settings.md', text: settingsPage() },
    { name: 'docs/images/architecture.svg', text: architecturePicture() },
    { name: 'docs/reference/options.md', text: optionsPage() },
    { name: 'docs/generated-data.md', text: await samplesPage() },
  ];
}

/** The text of a document as a module, so that reports can give line numbers without reading a file. */
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

/** The version and the description of the package. */
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
    const current = await readFile(new URL(name, root), 'utf8').catch(() => '');
    if (current !== text) stale.push(name);
  }
  if (stale.length > 0) {
    console.error(`Not up to date: ${stale.join(', ')}\nRun npm run generate and commit the files.`);
    process.exitCode = 1;
  } else {
    console.log('All generated files are up to date.');
  }
} else {
  for (const { name, text } of await printed()) {
    await mkdir(new URL(dirname(name), root), { recursive: true });
    await writeFile(new URL(name, root), text);
    console.log(name);
  }
}
