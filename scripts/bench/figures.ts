// The figures of a run: a value for each server and round, with medians, ranges and ratios.

export interface FigureKind {
  readonly name: string;
  /** Decimal places in the printed table. */
  readonly digits: number;
  /** Whether the ratio of each round is computed too. */
  readonly paired?: true;
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface Ratio {
  readonly ofMedians: number;
  /** The smallest and the largest ratio of a single round. */
  readonly byRound?: { readonly min: number; readonly max: number };
}

export interface ServerSummary extends Spread {
  readonly values: readonly number[];
  /** By the name of the server that this one is compared with. */
  readonly ratios: Readonly<Record<string, Ratio>>;
}

export interface FigureSummary extends FigureKind {
  readonly servers: Readonly<Record<string, ServerSummary>>;
}

/** Collects values, in the order in which figures and servers first appear. */
export class Figures {
  readonly #figures = new Map<FigureKind, Map<string, number[]>>();

  note(kind: FigureKind, server: string, value: number): void {
    const servers = this.#figures.get(kind) ?? new Map<string, number[]>();
    this.#figures.set(kind, servers);
    servers.set(server, [...(servers.get(server) ?? []), value]);
  }

  /** @param against the servers that each one is compared with */
  summaries(against: readonly string[]): FigureSummary[] {
    return [...this.#figures].map(([kind, servers]) => ({
      ...kind,
      servers: Object.fromEntries(
        [...servers].map(([name, values]) => {
          const ratios = against.map((other) => [other, ratioOf(values, servers.get(other) ?? [], kind)] as const);
          return [name, { ...spreadOf(values), values, ratios: Object.fromEntries(ratios) }];
        }),
      ),
    }));
  }
}

function ratioOf(values: readonly number[], others: readonly number[], { paired }: FigureKind): Ratio {
  const ofMedians = median(values) / median(others);
  if (!paired) return { ofMedians };
  const { min, max } = spreadOf(values.map((value, round) => value / (others[round] ?? Number.NaN)));
  return { ofMedians, byRound: { min, max } };
}

function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
