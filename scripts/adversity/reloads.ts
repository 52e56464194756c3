// The document is saved again and again while clients send requests. Each version is served, and no request fails.
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { mixedDocument } from './mixed-document.ts';
import { memoryOf, type Part, withServer } from './run.ts';
import { checkServed, withSecondClient } from './second-client.ts';

const CONNECTIONS = 4;
const POLL_MS = 5;
/** Milliseconds in which a saved version must be served. */
const RELOAD_MS = 10_000;
/** Milliseconds after which the saves end, however many there were. */
const MOST_MS = 240_000;

export const reloads: Part = (run) =>
  withServer({ name: 'reloads', document: mixedDocument, probe: '/items', options: ['--watch'] }, async (server) => {
    const { origin, file } = server;
    const wanted = run.amount(1_000, 20);
    const created = await fetch(`${origin}/items`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"id":"kept","name":"Kept"}',
    });
    run.check(created.status === 201, `the item that is kept gets ${created.status}`);
    const before = await memoryOf(server);
    await withSecondClient({ url: `${origin}/items/kept`, connections: CONNECTIONS, pause: 1 }, async (client) => {
      const begun = performance.now();
      let served = 0;
      while (served < wanted && performance.now() - begun < MOST_MS) {
        if (!(await saveAndWait(origin, file, served + 2))) break;
        served += 1;
      }
      const seconds = (performance.now() - begun) / 1000;
      const figures = await client.figures();
      run.print(
        `${served} reloads in ${seconds.toFixed(0)} s, ${figures.responses} responses meanwhile: median ${figures.median.toFixed(1)} ms, worst ${figures.worst.toFixed(0)} ms`,
      );
      run.print(`resident memory ${before.toFixed(0)} MB before, ${(await memoryOf(server)).toFixed(0)} MB after`);
      run.check(served === wanted, `${served} of ${wanted} saved versions are served`);
      checkServed(run, figures, 'reloads');
    });
  });

/** @returns whether the version is served in time */
async function saveAndWait(origin: string, file: string, version: number): Promise<boolean> {
  const info = { ...mixedDocument.info, version: String(version) };
  writeFileSync(file, JSON.stringify({ ...mixedDocument, info }));
  const deadline = performance.now() + RELOAD_MS;
  while (performance.now() < deadline) {
    const response = await fetch(`${origin}/_standin/openapi.json`);
    const document = (await response.json()) as { readonly info: { readonly version: string } };
    if (document.info.version === info.version) return true;
    await sleep(POLL_MS);
  }
  return false;
}
