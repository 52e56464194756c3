// Prints figures in columns of fixed width: a block for each figure, a line for each server.
import type { FigureSummary, Ratio, ServerSummary } from './figures.ts';

const NAME_WIDTH = 28;
const SPREAD_WIDTH = 28;
const RATIO_WIDTH = 31;

/** @param against the servers that each one is compared with, a column for each */
export function printTable(figures: readonly FigureSummary[], against: readonly string[]): string {
  const head = row(
    '',
    'median (min, max)',
    against.map((name) => `to ${name}`),
  );
  return [head, ...figures.map((figure) => printFigure(figure, against))].join('\n\n');
}

function printFigure({ name, digits, servers }: FigureSummary, against: readonly string[]): string {
  const lines = Object.entries(servers).map(([server, summary]) =>
    row(
      `  ${server}`,
      printSpread(summary, digits),
      against.map((other) => printRatio(summary.ratios[other])),
    ),
  );
  return [name, ...lines].join('\n');
}

function row(name: string, spread: string, ratios: readonly string[]): string {
  return (
    name.padEnd(NAME_WIDTH) +
    spread.padStart(SPREAD_WIDTH) +
    ratios.map((ratio) => ratio.padStart(RATIO_WIDTH)).join('')
  );
}

function printSpread({ median, min, max, values }: ServerSummary, digits: number): string {
  const [middle, least, most] = [median, min, max].map((value) => value.toFixed(digits));
  return values.length === 1 ? `${middle}` : `${middle} (${least}, ${most})`;
}

function printRatio(ratio: Ratio | undefined): string {
  if (!ratio) return '';
  const { ofMedians, byRound } = ratio;
  return byRound
    ? `${ofMedians.toFixed(2)} (${byRound.min.toFixed(2)}, ${byRound.max.toFixed(2)})`
    : ofMedians.toFixed(2).padEnd('0.00 (0.00, 0.00)'.length);
}
