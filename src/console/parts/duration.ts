/** How long something took, for example `4.2 ms`, `180 ms` or `2.1 s`. */
export function durationText(milliseconds: number): string {
  // Every number has the digits that a person compares.
  if (milliseconds < 9.95) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
