// A client that does nothing unusual, in its own process, while others attack the server.
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { endChild, startChild } from '../bench/children.ts';
import { counts, MOST_LATENCY_MS, type Run } from './run.ts';

const PROCESS = fileURLToPath(new URL('./second-client-process.mjs', import.meta.url));
/** Milliseconds after which a client that reports nothing has ended. */
const REPORT_TIMEOUT_MS = 40_000;

export interface ClientPlan {
  readonly url: string;
  readonly connections?: number;
  /** Milliseconds between two requests of a connection. */
  readonly pause?: number;
}

/** The responses since the last report. Times are milliseconds. */
export interface ClientFigures {
  readonly responses: number;
  /** The number of responses other than 200 by status, and of failed requests by error code. */
  readonly failures: Readonly<Record<string, number>>;
  readonly median: number;
  readonly worst: number;
}

export interface SecondClient {
  figures(): Promise<ClientFigures>;
}

/** Runs a second client during the use. */
export async function withSecondClient<Result>(
  { url, connections = 1, pause = 5 }: ClientPlan,
  use: (client: SecondClient) => Promise<Result>,
): Promise<Result> {
  const child = startChild(
    [PROCESS, JSON.stringify({ url, connections, pause })],
    ['ignore', 'ignore', 'inherit', 'ipc'],
  );
  const figures = async () => {
    const reply = once(child, 'message', { signal: AbortSignal.timeout(REPORT_TIMEOUT_MS) });
    child.send('report');
    const [found] = (await reply) as [ClientFigures];
    return found;
  };
  try {
    // The first responses include the start of both sides.
    while ((await figures()).responses === 0);
    return await use({ figures });
  } finally {
    await endChild(child);
  }
}

export function checkServed(run: Run, { responses, failures, worst }: ClientFigures, during: string): void {
  run.check(Object.keys(failures).length === 0, `the second client fails during ${during}: ${counts(failures)}`);
  run.check(responses > 0, `the second client gets no response during ${during}`);
  run.check(worst < MOST_LATENCY_MS, `the second client waits ${worst.toFixed(0)} ms during ${during}`);
}
