// Prints src/generated from openapi.yaml; with --check, only tells whether what is there is what would be printed.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { generate } from '../src/codegen/generate.ts';

const document = fileURLToPath(new URL('../openapi.yaml', import.meta.url));
const folder = new URL('../src/generated/', import.meta.url);

if (process.argv.includes('--check')) {
  const stale: string[] = [];
  for (const { name, text } of await generate(document)) {
    const there = await readFile(new URL(name, folder), 'utf8').catch(() => '');
    if (there !== text) stale.push(name);
  }
  if (stale.length > 0) {
    console.error(
      `Stale: src/generated/${stale.join(', src/generated/')}\nRun npm run generate and commit what it prints.`,
    );
    process.exitCode = 1;
  } else {
    console.log('src/generated is what openapi.yaml gives.');
  }
} else {
  await mkdir(folder, { recursive: true });
  for (const { name, text } of await generate(document)) {
    await writeFile(new URL(name, folder), text);
    console.log(`src/generated/${name}`);
  }
}
