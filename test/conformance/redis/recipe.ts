// The recipe of docs/share-the-state.md runs as it is printed, and fails with a wrong expectation.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { t as root, test } from 'tap';
import { startRedis } from '../../fixtures/redis-server.ts';

/** A busy machine is slow. */
root.setTimeout(600_000);

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

test('the recipe runs', async (t) => {
  const redis = await startRedis();
  const folder = mkdtempSync(join(tmpdir(), 'standin-recipe-'));
  t.teardown(async () => {
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules/standin'), 'junction');
  const page = readFileSync(join(ROOT, 'docs/share-the-state.md'), 'utf8');
  const recipe = /^```js\n\/\/ replicas\/share\.test\.mjs\n([\s\S]*?)^```/m.exec(page)?.[1];
  if (recipe === undefined) throw new Error('docs/share-the-state.md has no recipe');
  const run = (text: string, prefix: string) => {
    const file = join(folder, 'share.test.mjs');
    writeFileSync(file, text);
    const environment = { PATH: process.env.PATH, REDIS_URL: `${redis.url}?prefix=${prefix}:` };
    return spawnSync(process.execPath, ['--test', file], { encoding: 'utf8', timeout: 60_000, env: environment });
  };
  const good = run(recipe, 'good');
  t.equal(good.status, 0, good.stdout);
  t.match(good.stdout, /^# pass 1$/m);
  t.equal(run(recipe.replace('@example.com', '@elsewhere.com'), 'bad').status, 1);
});
