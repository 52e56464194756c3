// Callbacks and webhooks: what the document says is sent, is sent after the answer, to this machine alone unless more is
// allowed, with a valid body; and the result is reported.
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

/** A receiver on a free port. Its response is the given one. */
async function receiver(t: Test, answer = '{"taken":true}', status = 200) {
  const received: Received[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    received.push({ url: request.url, body: JSON.parse(text) });
    response
      .writeHead(status, { 'content-type': 'application/json', location: 'http://elsewhere.example/' })
      .end(answer);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  t.teardown(() => server.close());
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Sends requests and gives what was sent after each. */
async function orders(t: Test, options: StandinOptions = {}) {
  const sent: SentRequest[] = [];
  let wanted = 0;
  let enough: () => void = () => undefined;
  const onCallback = (one: SentRequest) => {
    sent.push(one);
    if (sent.length >= wanted) enough();
  };
  const standin = await createStandin({ document, onCallback, ...options });
  t.teardown(() => standin.close());
  return {
    standin,
    async after(count: number, request: () => Promise<unknown>) {
      sent.length = 0;
      wanted = count;
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

test('callbacks are sent, and requests get their responses, if onCallback throws', async (t) => {
  const { received, url } = await receiver(t);
  const printed = t.capture(console, 'error');
  const { place } = await orders(t, {
    onCallback: ({ name }) => {
      throw new Error(`no ${name}`);
    },
  });
  for (const count of [1, 2]) {
    t.equal((await place({ product: 'tea', callbackUrl: url })).statusCode, 201);
    while (received.length < count) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  t.match(printed()[0], { args: [/^onCallback failed: no \w+\n/] });
});

test('a callback goes where the request says, with what the answer says', async (t) => {
  const { received, url } = await receiver(t);
  const { after, place } = await orders(t);
  const [placed, report] = await after(2, () => place({ product: 'tea', callbackUrl: url }));
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
  t.match(report, {
    name: 'reported',
    outcome: 'refused',
    url: undefined,
    reason: /the expression \$request\.query\.notify has no value/,
  });
});

test('an undeclared response to a callback is reported, and no redirect is followed', async (t) => {
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
  const [, report] = await after(2, () => place({ product: 'tea' }, `?notify=${encodeURIComponent(away.url)}`));
  t.match(report, { outcome: 'sent', status: 302, violations: [{ rule: 'status' }] });
});

test('nothing leaves this machine unless it is allowed; what fails harms nothing', async (t) => {
  const { standin, after, place } = await orders(t);
  const [placed] = await after(2, () => place({ product: 'tea', callbackUrl: 'http://hooks.example' }));
  t.match(placed, { outcome: 'refused', reason: /host hooks\.example is not this machine/ });
  for (const target of ['http://127.0.0.1.example', 'http://localhost.example', 'file:///etc/hosts', 'nonsense']) {
    const [, report] = await after(2, () => place({ product: 'tea' }, `?notify=${encodeURIComponent(target)}`));
    t.match(report, { outcome: 'refused' }, target);
  }
  const [, closed] = await after(2, () => place({ product: 'tea' }, '?notify=http://127.0.0.1:1/'));
  t.match(closed, { outcome: 'failed', reason: String });
  const secret = `?notify=${encodeURIComponent('http://user:hush@127.0.0.1:1/')}`;
  const [, refused] = await after(2, () => place({ product: 'tea' }, secret));
  t.match(refused, { outcome: 'failed', reason: String });
  t.notMatch(refused?.reason, 'hush');
  t.equal((await standin.inject('/orders')).statusCode, 200);
  const allowed = await orders(t, { callbacksTo: ['nowhere.invalid'] });
  const [tried] = await allowed.after(2, () =>
    allowed.place({ product: 'tea', callbackUrl: 'http://nowhere.invalid' }),
  );
  t.equal(tried?.outcome, 'failed', 'it was tried');
});

test('what was refused sends nothing; a webhook is sent after every change', async (t) => {
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
