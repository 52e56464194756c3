// What createStandin is told: what it does not know it refuses, so that no test passes for the wrong reason.
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import { createStandin, SetupError, type StandinOptions } from '../../src/index.ts';

const SMALL = fileURLToPath(new URL('../fixtures/documents/small-3.0.yaml', import.meta.url));

const REFUSED: readonly [title: string, options: object, what: string, advice: string][] = [
  ['an option that nobody knows', { profil: 'x' }, 'There is no option profil', 'Use one of document, overlays'],
  [
    'a setting as an option',
    { profile: 'observed' },
    'There is no option profile',
    'settings: { profile: "observed" }',
  ],
  ['an option of a server for one document', { mounts: { '/a': { document: SMALL, seed: 1 } } }, 'seed', 'Use one of'],
  ['a moment as text', { now: '2026-01-31T12:00:00Z' }, 'now is "2026-01-31T12:00:00Z"', 'Give a Date'],
  ['a moment that is none', { now: new Date('never') }, 'now is null', 'Give a Date'],
  ['a setting that nobody knows', { settings: { frob: '1' } }, 'frob', 'profile'],
  ['a setting of another document', { document: SMALL, settings: { profile: 'observed' } }, 'profile', 'auth'],
];

for (const [title, options, what, advice] of REFUSED) {
  test(`${title} is refused at start`, async (t) => {
    const error: unknown = await createStandin(options as StandinOptions).then(
      (standin) => standin.close(),
      (thrown) => thrown,
    );
    t.ok(error instanceof SetupError, String(error));
    if (!(error instanceof SetupError)) return;
    t.equal(error.code, 'OPTION_INVALID');
    t.ok(error.message.includes(what), error.message);
    t.ok(error.message.includes(advice), error.message);
  });
}

test('a document that came with another is not loaded anew by itself', async (t) => {
  const standin = await createStandin({ watch: true });
  t.teardown(() => standin.close());
  t.same(await standin.reload(), []);
  await t.rejects(standin.reload('/login'), { code: 'OPTION_INVALID', message: /"\/login"/ });
});
