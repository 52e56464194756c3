// Generates the types of the documents, type-checks day.ts with them, and runs it. STANDIN_CORPUS is the folder of the documents.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const corpus = process.env.STANDIN_CORPUS;
const DOCUMENTS = {
  museum: 'redocly--museum.yaml',
  galaxy: 'scalar--galaxy.yaml',
  petstore: 'swagger--petstore3.yaml',
  graph: 'huge/msgraph-v1.0-apisguru-devicemanagement.json',
};
const run = (...args) => execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });

if (corpus === undefined) {
  console.log('Skipped: set STANDIN_CORPUS to the folder with the documents');
} else {
  for (const [name, file] of Object.entries(DOCUMENTS)) {
    run('dist/cli.js', 'generate', `${corpus}/${file}`, '--out', `test/conformance/day/generated/${name}`);
  }
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'test/conformance/day'], {
    cwd: root,
    stdio: 'inherit',
  });
  execFileSync(process.execPath, ['scripts/ts.mjs', 'test/conformance/day/day.ts'], { cwd: root, stdio: 'inherit' });
}
