// Builds dist: the sources compiled, the printed types copied, the command made executable.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

rmSync(`${root}dist`, { recursive: true, force: true });
execFileSync(process.execPath, [tsc, '--project', 'scripts/tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
for (const file of readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })) {
  if (/generated[\\/]document\.d\.ts$/.test(file)) cpSync(`${root}src/${file}`, `${root}dist/${file}`);
}
chmodSync(`${root}dist/cli.js`, 0o755);
