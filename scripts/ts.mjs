// Runs a TypeScript file: node scripts/ts.mjs FILE [ARGUMENT …]. Types are left to `npm run typecheck`.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import 'tsx';

const [file] = process.argv.splice(2, 1);
process.argv[1] = resolve(file);
await import(pathToFileURL(process.argv[1]).href);
