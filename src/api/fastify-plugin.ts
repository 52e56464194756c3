// A mock below a path of somebody else's Fastify application. It takes the raw requests, so that the application's parsers,
// validators and hooks after onRequest do not change them.
import type { FastifyInstance, RegisterOptions } from 'fastify';
import type { CurrentApp } from '../http/listen/http-server.ts';
import type { Standin, StandinOptions } from './standin.ts';

export interface StandinPluginOptions extends StandinOptions {
  /** Called with the mock when it is open, for example to plan faults in a test. */
  readonly onOpen?: ((standin: Standin) => void) | undefined;
}

export interface OpenStandin {
  readonly standin: Standin;
  readonly appAt: CurrentApp;
}

export async function registerStandin(
  app: FastifyInstance,
  {
    onOpen,
    prefix: _prefix,
    logLevel: _level,
    logSerializers: _serializers,
    ...options
  }: StandinPluginOptions & RegisterOptions,
  open: (options: StandinOptions, base: string) => Promise<OpenStandin>,
): Promise<void> {
  const { standin, appAt } = await open(options, app.prefix);
  app.addHook('onClose', () => standin.close());
  app.addHook('onRequest', async ({ raw }, reply) => {
    const { fastify } = await appAt(raw.url as string, raw.headers.host);
    reply.hijack();
    fastify.routing(raw, reply.raw);
  });
  // The hook has answered already.
  const neverCalled = () => undefined;
  for (const url of app.prefix === '' ? ['/*'] : ['', '/*']) {
    app.route({ method: app.supportedMethods, url, exposeHeadRoute: false, handler: neverCalled });
  }
  onOpen?.(standin);
}
