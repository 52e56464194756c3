// Suggestions for misspelt names: options, commands, settings, files, paths.

/** The most letters that a suggestion can differ by, however long the name is. */
const MAX_DISTANCE = 3;

/**
 * The candidate closest to a text, in any case; undefined if no candidate is close. A candidate is close if at most a third of its
 * letters differ.
 */
export function nearest(text: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = MAX_DISTANCE + 1;
  const lower = text.toLowerCase();
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - text.length) >= least) continue;
    const distance = editDistance(lower, candidate.toLowerCase());
    if (distance >= least || distance * 3 > candidate.length) continue;
    best = candidate;
    least = distance;
  }
  return best;
}

/** How many letters are wrong, missing or too many; two adjacent letters in the wrong order count once (Damerau-Levenshtein). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const best = Math.min(changed, at(row, j) + 1, at(next, j - 1) + 1);
      next.push(swapped ? Math.min(best, at(before, j - 2) + 1) : best);
    }
    before = row;
    row = next;
  }
  return at(row, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] as number;
}
