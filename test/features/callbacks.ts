// Callbacks and webhooks: they are sent after the response, only to this machine unless other hosts are allowed, with a valid body;
// their outcome is reported.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { createStandin, type SentRequest, type StandinOptions } from '../../src/index.ts';

const document = fileURLToPath(new URL('../fixtures/documents/orders.yaml', import.meta.url));

interface Received {
  readonly url: string | undefined;
  readonly body: unknown;
}

/** A receiver on a free port with a fixed response. */
async function receiver(t: Test, body = '{"taken":true}', status = 200) {
  const received: Received[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    received.push({ url: request.url, body: JSON.parse(text) });
    response.writeHead(status, { 'content-type': 'application/json', location: 'http://elsewhere.example/' }).end(body);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  t.teardown(() => server.close());
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Sends requests and collects the callbacks of each. */
async function orders(t: Test, options: StandinOptions = {}) {
  const sent: SentRequest[] = [];
  let expected = 0;
  let enough: () => void = () => undefined;
  const onCallback = (one: SentRequest) => {
    sent.push(one);
    if (sent.length >= expected) enough();
  };
  const standin = await createStandin({ document, onCallback, ...options });
  t.teardown(() => standin.close());
  return {
    standin,
    async after(count: number, request: () => Promise<unknown>) {
      sent.length = 0;
      expected = count;
      const all = new Promise<void>((resolve) => {
        enough = resolve;
      });
      await request();
      await all;
      return sent.toSorted((a, b) => a.name.localeCompare(b.name));
    },
    place: (payload: object, query = '') => standin.inject({ method: 'POST', url: `/orders${query}`, payload }),
  };
}

test('a callback goes to the URL in the request, with values of the response', async (t) => {
  const { received, url } = await receiver(t);
  const { after, place } = await orders(t);
  const [placed, reported] = await after(2, () => place({ product: 'tea', callbackUrl: url }));
  t.match(placed, {
    operation: 'placeOrder',
    name: 'placed',
    method: 'POST',
    outcome: 'sent',
    status: 200,
    violations: [],
  });
  t.match(received, [{ url: /^\/orders\?id=\d+$/, body: { id: Number, product: 'tea', event: 'placed' } }]);
  const [{ url: path, body }] = received as [Received];
  t.equal(path, `/orders?id=${(body as { id: number }).id}`);
  t.match(reported, {
    name: 'reported',
    outcome: 'refused',
    url: undefined,
    reason: /the expression \$request\.query\.notify has no value/,
  });
});

test('an undeclared response of a receiver is a violation, and no redirect is followed', async (t) => {
  const { url } = await receiver(t, '{"taken":"yes"}');
  const { standin, after, place } = await orders(t);
  const [placed] = await after(2, () => place({ product: 'tea', callbackUrl: url }));
  t.match(placed, { outcome: 'sent', violations: [{ pointer: '/taken', rule: 'type' }] });
  const [{ id = '' } = {}] = await standin.control.world().exchanges();
  t.match(await standin.control.world().exchange(id), {
    callbacks: [
      { name: 'reported', outcome: 'refused', reason: String, violations: [] },
      {
        name: 'placed',
        outcome: 'sent',
        status: 200,
        body: { text: /"event":"placed"/ },
        violations: [{ rule: 'type' }],
      },
    ],
  });
  const message = /in the response to placed$/;
  t.match((await standin.report()).violations, [
    { direction: 'request', operation: 'placeOrder', rule: 'type', message },
  ]);
  const away = await receiver(t, '{}', 302);
  const [, redirected] = await after(2, () => place({ product: 'tea' }, `?notify=${encodeURIComponent(away.url)}`));
  t.match(redirected, { outcome: 'sent', status: 302, violations: [{ rule: 'status' }] });
});

test('callbacks go to other machines only if that is allowed; a failed one affects no request', async (t) => {
  const { standin, after, place } = await orders(t);
  const [placed] = await after(2, () => place({ product: 'tea', callbackUrl: 'http://hooks.example' }));
  t.match(placed, { outcome: 'refused', reason: /host hooks\.example is not this machine/ });
  for (const target of ['http://127.0.0.1.example', 'http://localhost.example', 'file:///etc/hosts', 'nonsense']) {
    const [, refused] = await after(2, () => place({ product: 'tea' }, `?notify=${encodeURIComponent(target)}`));
    t.match(refused, { outcome: 'refused' }, target);
  }
  const [, closed] = await after(2, () => place({ product: 'tea' }, '?notify=http://127.0.0.1:1/'));
  t.match(closed, { outcome: 'failed', reason: String });
  t.equal((await standin.inject('/orders')).statusCode, 200);
  const allowed = await orders(t, { callbacksTo: ['nowhere.invalid'] });
  const [tried] = await allowed.after(2, () =>
    allowed.place({ product: 'tea', callbackUrl: 'http://nowhere.invalid' }),
  );
  t.equal(tried?.outcome, 'failed', 'it was tried');
});

test('a refused request sends nothing; a webhook is sent after every change', async (t) => {
  const { received, url } = await receiver(t);
  const { standin, after, place } = await orders(t, { webhooks: { orderChanged: `${url}/hook` } });
  t.equal((await place({})).statusCode, 400);
  await after(3, () => place({ product: 'tea' }));
  const [one] = (await standin.inject('/orders')).json();
  await after(1, () => standin.inject({ method: 'DELETE', url: `/orders/${one.id}` }));
  await standin.inject('/orders');
  t.same(
    received.map((one) => one.url),
    ['/hook', '/hook'],
  );
  await t.rejects(createStandin({ document, webhooks: { nothing: url } }), { code: 'OPTION_INVALID' });
});
