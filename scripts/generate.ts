// Prints src/generated from openapi.yaml, and the schema of a configuration from the options; with --check, only tells whether what is there is what would be printed.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { generate } from '../src/codegen/generate.ts';
import { configSchema } from '../src/options.ts';

const document = fileURLToPath(new URL('../openapi.yaml', import.meta.url));
const root = new URL('../', import.meta.url);

/** What is printed, by its path in the project. */
async function printed(): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const files = (await generate(document)).map(({ name, text }) => ({ name: `src/generated/${name}`, text }));
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
  await mkdir(new URL('src/generated/', root), { recursive: true });
  for (const { name, text } of await printed()) {
    await writeFile(new URL(name, root), text);
    console.log(name);
  }
}
