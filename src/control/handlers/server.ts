// The handlers for the server itself: its health, its documents and its events.
import { exchangeEvents } from '../events.ts';
import type { ControlHandler } from './handler.ts';

export const getHealth: ControlHandler<'getHealth'> = ({ version }) => {
  const started = performance.now();
  return () => ({ status: 200, body: { status: 'ok', version, uptime: (performance.now() - started) / 1000 } });
};

export const getReadiness: ControlHandler<'getReadiness'> = (target) => () => {
  const documents = target.documents().map(({ mount, contract, scenarios }) => {
    const { title, version, sha256, operations } = contract;
    return { mount, title, version, sha256, operations: operations.length, scenarios: [...scenarios.keys()] };
  });
  return { status: 200, body: { status: 'ready', documents } };
};

export const streamEvents: ControlHandler<'streamEvents'> =
  ({ worlds }) =>
  ({ parameters: { query } }) => ({
    status: 200,
    mediaType: 'text/event-stream',
    stream: exchangeEvents(worlds, query),
  });
