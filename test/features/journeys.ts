// Plays the journeys of test/journeys: what a client does in a row, with the responses that a person who knows the API expects.
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import { play, readJourneys, THEMES } from '../fixtures/journeys.ts';

const journeys = readJourneys(fileURLToPath(new URL('../journeys/', import.meta.url)));

/** The names of journeys that fail. One that passes must be removed from this list. */
const NOT_YET: readonly string[] = [];

for (const theme of THEMES) {
  test(theme, async (t) => {
    for (const journey of journeys.filter((one) => one.theme === theme)) {
      const { name, title, skip } = journey;
      await t.test(`${name}: ${title}`, skip === undefined ? {} : { skip }, async (t) => {
        const mismatches = await play(journey);
        if (!NOT_YET.includes(name)) t.strictSame(mismatches, []);
        else t.not(mismatches.length, 0, 'it passes now: remove it from the list of failing journeys');
      });
    }
  });
}

test('every journey has a theme, and only journeys are listed as failing', async (t) => {
  const names = new Set(journeys.map(({ name }) => name));
  t.strictSame(
    journeys.filter(({ theme }) => theme === undefined || !THEMES.includes(theme)).map(({ name }) => name),
    [],
  );
  t.strictSame(
    NOT_YET.filter((name) => !names.has(name)),
    [],
  );
});
