// The handlers for the server itself: its health, its documents and its events.
import { basePathOf } from '../../contract/base-path.ts';
import { type MetricFamily, metricsText, type Sample } from '../../report/metrics-text.ts';
import { DEFAULT_WORLD } from '../../worlds/world.ts';
import { exchangeEvents } from '../events.ts';
import type { ControlTarget } from '../target.ts';
import type { ControlHandler } from './handler.ts';

export const getHealth: ControlHandler<'getHealth'> = ({ version }) => {
  const started = performance.now();
  return () => ({ status: 200, body: { status: 'ok', version, uptime: (performance.now() - started) / 1000 } });
};

export const getReadiness: ControlHandler<'getReadiness'> = (target) => () => {
  const documents = target.documents().map(({ mount, contract, scenarios }) => {
    const { title, version, sha256, operations } = contract;
    const basePath = basePathOf(contract);
    return { mount, title, version, sha256, basePath, operations: operations.length, scenarios: [...scenarios.keys()] };
  });
  const { revision = 0 } = target.worlds.find(DEFAULT_WORLD)?.log ?? {};
  return { status: 200, body: { status: 'ready', store: { kind: 'memory', revision }, documents } };
};

export const getServer: ControlHandler<'getServer'> = (target) => async () => {
  const { addresses, token } = await target.access();
  const { version, keepsState } = target;
  return { status: 200, body: { version, keepsState, addresses, ...(token !== undefined && { controlToken: token }) } };
};

export const getMetrics: ControlHandler<'getMetrics'> = (target) => () => {
  const own: readonly MetricFamily[] = [
    { name: 'standin_info', help: 'The version of standin.', type: 'gauge', samples: [infoOf(target)] },
    {
      name: 'standin_world_revision',
      help: 'Commits in the history of each world.',
      type: 'gauge',
      samples: target.worlds.list().map(({ name, log }) => ({ labels: { world: name }, value: log.revision })),
    },
    { name: 'standin_worlds', help: 'Worlds.', type: 'gauge', samples: [{ value: target.worlds.list().length }] },
  ];
  return { status: 200, body: metricsText([...own, ...target.metrics()]) };
};

function infoOf({ version }: ControlTarget): Sample {
  return { labels: { version }, value: 1 };
}

export const streamEvents: ControlHandler<'streamEvents'> =
  ({ worlds }) =>
  ({ parameters: { query } }) => ({
    status: 200,
    mediaType: 'text/event-stream',
    stream: exchangeEvents(worlds, query),
  });
