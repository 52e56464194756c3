// Figures of several rounds, and how they are printed: median (min, max), and ratios of medians.

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

export interface Row {
  readonly figure: string;
  /** By server, a value for each round. */
  readonly values: Readonly<Record<string, readonly number[]>>;
}

/** One line for each server: its figure, and its ratio to each of the servers it is held against. */
export function printRow({ figure, values }: Row, against: readonly string[]): string {
  const lines = Object.entries(values).map(([server, rounds]) => {
    const ratios = against.map((other) => ratio(rounds, values[other] ?? []));
    const spread = `${median(rounds).toFixed(1)} (${Math.min(...rounds).toFixed(1)}, ${Math.max(...rounds).toFixed(1)})`;
    return [figure.padEnd(28), server.padEnd(14), spread.padStart(28), ...ratios.map((text) => text.padStart(24))].join(
      '',
    );
  });
  return lines.join('\n');
}

/** The median of the ratios round by round, with the smallest and the largest: drift of the machine hits both alike. */
function ratio(rounds: readonly number[], others: readonly number[]): string {
  const ratios = rounds.map((value, index) => value / (others[index] ?? Number.NaN));
  return `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}, ${Math.max(...ratios).toFixed(2)})`;
}
