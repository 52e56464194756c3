// Callbacks and webhooks: what the document says is sent, is sent after the answer, to this machine alone unless more is
// allowed, with a valid body; and the result is reported.
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
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

const SECRET = `whsec_${Buffer.from('a key of thirty-two bytes, no more').toString('base64')}`;

interface Attempt {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A receiver that responds with these statuses in turn, the last one again and again. 0 closes the connection. */
async function failingReceiver(t: Test, ...statuses: number[]) {
  const attempts: Attempt[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const status = statuses[Math.min(attempts.length, statuses.length - 1)] ?? 200;
    attempts.push({ headers: request.headers, text });
    if (status === 0) request.socket.destroy();
    else response.writeHead(status, { 'content-type': 'application/json' }).end('{"taken":true}');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  t.teardown(() => server.close());
  return { attempts, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** The signature that a receiver expects, as Standard Webhooks describes it. */
function expectedSignature({ headers, text }: Attempt): string {
  const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
  const signed = [headers['webhook-id'], headers['webhook-timestamp'], text].join('.');
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

test('with a secret, callbacks and webhooks are signed as Standard Webhooks says', async (t) => {
  const { attempts, url } = await failingReceiver(t, 200);
  const { after, place } = await orders(t, {
    webhookSecret: SECRET,
    webhooks: { orderChanged: `${url}/hook` },
    now: new Date('2020-01-01T00:00:00Z'),
  });
  const [changed, placed] = await after(3, () => place({ product: 'tea é', callbackUrl: url }));
  t.match(
    [changed, placed],
    [
      { name: 'orderChanged', outcome: 'sent', status: 200, attempts: 1 },
      { name: 'placed', outcome: 'sent', status: 200, attempts: 1 },
    ],
  );
  t.equal(attempts.length, 2);
  for (const attempt of attempts) {
    const { headers } = attempt;
    t.equal(headers['webhook-signature'], expectedSignature(attempt));
    t.match(headers['webhook-id'], /^msg_[0-9a-z]+$/);
    const age = Date.now() / 1000 - Number(headers['webhook-timestamp']);
    t.ok(age >= 0 && age < 60, 'receivers compare the time with that of their machine, not with that of the world');
  }
  t.not(attempts[0]?.headers['webhook-id'], attempts[1]?.headers['webhook-id'], 'each message has its own id');
});

test('without a secret nothing is signed, and nothing is repeated', async (t) => {
  const { attempts, url } = await failingReceiver(t, 503);
  const { after, place } = await orders(t);
  const [placed] = await after(2, () => place({ product: 'tea', callbackUrl: url }));
  t.match(placed, { outcome: 'sent', status: 503, attempts: 1 });
  t.equal(attempts.length, 1);
  t.notOk(Object.keys(attempts[0]?.headers ?? {}).some((name) => name.startsWith('webhook-')));
});

test('a signed callback is repeated until the receiver takes it', async (t) => {
  const { attempts, url } = await failingReceiver(t, 503, 0, 200);
  const lines: string[] = [];
  const output = { write: (text: string) => lines.push(text) };
  const { standin, after, place } = await orders(t, { webhookSecret: SECRET, log: { format: 'pretty', output } });
  const [placed] = await after(2, () => place({ product: 'tea', callbackUrl: url }));
  t.match(placed, { outcome: 'sent', status: 200, attempts: 3, violations: [] });
  t.equal(attempts.length, 3);
  t.equal(new Set(attempts.map(({ headers }) => headers['webhook-id'])).size, 1, 'the id stays the same');
  t.equal(new Set(attempts.map(({ text }) => text)).size, 1, 'and so does the body');
  for (const attempt of attempts) t.equal(attempt.headers['webhook-signature'], expectedSignature(attempt));
  const [{ id = '' } = {}] = await standin.control.world().exchanges();
  const exchange = await standin.control.world().exchange(id);
  t.match(
    exchange.callbacks?.find(({ name }) => name === 'placed'),
    { outcome: 'sent', status: 200, attempts: 3 },
  );
  await new Promise((resolve) => setTimeout(resolve, 20));
  t.match(lines.join(''), /200 {2}callback placed {2}3 attempts\n/);
  const key = SECRET.slice('whsec_'.length);
  t.notMatch(JSON.stringify([lines, exchange, placed, await standin.report()]), key, 'the secret is shown nowhere');
});

test('a receiver that always fails gets a few attempts, and one that is gone a single one', async (t) => {
  const failing = await failingReceiver(t, 500);
  const gone = await failingReceiver(t, 410);
  const { standin, after, place } = await orders(t, { webhookSecret: SECRET });
  const [placed, reported] = await after(2, () =>
    place({ product: 'tea', callbackUrl: failing.url }, `?notify=${encodeURIComponent(gone.url)}`),
  );
  t.match(placed, { outcome: 'sent', status: 500, attempts: 4 });
  t.match(reported, { outcome: 'sent', status: 410, attempts: 1 });
  t.match([failing.attempts.length, gone.attempts.length], [4, 1]);
  t.match(
    (await standin.report()).violations,
    [{ direction: 'request', rule: 'status', count: 2 }],
    'each undeclared status is a violation once, not once for each attempt',
  );
});

test('no attempt follows after the server closed', async (t) => {
  const { attempts, url } = await failingReceiver(t, 500);
  const { standin, after, place } = await orders(t, { webhookSecret: SECRET });
  const [placed] = await after(2, async () => {
    await place({ product: 'tea', callbackUrl: url });
    while (attempts.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await standin.close();
  });
  const made = placed?.attempts ?? 0;
  t.ok(made < 4);
  await new Promise((resolve) => setTimeout(resolve, 1_300));
  t.equal(attempts.length, made);
});

test('an invalid secret is refused, and its text is not repeated', async (t) => {
  const key = Buffer.from('too short').toString('base64');
  for (const webhookSecret of [`whsec_${key}`, key, 'whsec_', 'hush', SECRET.slice('whsec_'.length)]) {
    const error = await createStandin({ document, webhookSecret }).catch((thrown: Error) => thrown);
    t.match(error, { code: 'OPTION_INVALID', message: /^Invalid value for the option "webhookSecret"/ });
    t.notMatch(String(error), webhookSecret === 'whsec_' ? / "whsec_"/ : webhookSecret);
  }
});

test('a webhook has the read-only properties of the item, as a response does', async (t) => {
  const { received, url } = await receiver(t);
  const task = {
    type: 'object',
    required: ['id', 'title'],
    properties: {
      id: { type: 'integer', readOnly: true },
      title: { type: 'string' },
      state: { type: 'string', enum: ['open', 'done'], readOnly: true },
      secret: { type: 'string', writeOnly: true },
    },
  };
  const content = { 'application/json': { schema: task } };
  const { standin, after } = await orders(t, {
    document: {
      openapi: '3.1.0',
      info: { title: 'Tasks', version: '1.0.0' },
      webhooks: { taskAdded: { post: { requestBody: { content }, responses: { 204: { description: 'Taken.' } } } } },
      paths: {
        '/tasks': { post: { requestBody: { content }, responses: { 201: { description: 'Added.', content } } } },
        '/tasks/{taskId}': {
          parameters: [{ name: 'taskId', in: 'path', required: true, schema: { type: 'integer' } }],
          get: { responses: { 200: { description: 'The task.', content } } },
        },
      },
    },
    webhooks: { taskAdded: `${url}/hook` },
  });
  let added: object = {};
  await after(1, async () => {
    const payload = { title: 'Wash', secret: 'hush' };
    added = (await standin.inject({ method: 'POST', url: '/tasks', payload })).json();
  });
  t.match(added, { id: Number, title: 'Wash', state: 'open' });
  t.same(received, [{ url: '/hook', body: added }]);
});
