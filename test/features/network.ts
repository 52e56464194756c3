// Bad connections: `latency` and `network` are faults that every world begins with, and the control API removes them.
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { createStandin, type StandinOptions } from '../../src/index.ts';

const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));

async function clinic(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin({ document, ...options });
  t.teardown(() => standin.close());
  const status = async (url: string) => (await standin.inject(url)).statusCode;
  const timed = async (url: string) => {
    const begun = performance.now();
    const { statusCode } = await standin.inject(url);
    return { statusCode, took: performance.now() - begun };
  };
  return { standin, world: standin.control.world(), status, timed };
}

test('latency delays every response of the mock, also an error, and nothing of the control API', async (t) => {
  const { standin, world, timed } = await clinic(t, { latency: 80 });
  for (const url of ['/api/owners', '/api/owners/x', '/api/nothing', '/~alice/api/owners', '/api/owners?__code=500']) {
    t.ok((await timed(url)).took >= 79, url);
  }
  // The control API is opened by its first request.
  await standin.inject('/_standin/health');
  const order: string[] = [];
  await Promise.all(['/api/owners', '/_standin/health'].map((url) => standin.inject(url).then(() => order.push(url))));
  t.same(order, ['/_standin/health', '/api/owners']);
  t.match(await world.faults(), [{ id: 'latency', fault: { kind: 'latency', latency: 80 } }]);
  await world.removeFault('latency');
  await standin.inject('/api/owners');
  t.equal((await world.exchanges())[0]?.fault, undefined);
  await world.reset();
  t.ok((await timed('/api/owners')).took >= 79, 'a world that is reset has it again');
  t.same(
    (await standin.control.violations()).map(({ rule }) => rule).sort(),
    ['path', 'type'],
    'violations are still found',
  );
});

test('a fault of a world takes the place of the delay, one of another kind joins it', async (t) => {
  const { world, timed } = await clinic(t, { latency: 80 });
  await world.fault({ fault: { kind: 'status', status: 503 } });
  const late = await timed('/api/owners');
  t.match(late, { statusCode: 503 });
  t.ok(late.took >= 79);
  await world.fault({ fault: { kind: 'latency', latency: 0 } });
  t.ok((await timed('/api/owners')).took < 79);
});

test('slow-3g answers late and sends the body at the speed of the connection', async (t) => {
  const { standin } = await clinic(t, {
    network: 'slow-3g',
    handlers: {
      listOwners: () => ({ status: 200, body: Array.from({ length: 400 }, (_, id) => ({ id, name: 'x'.repeat(20) })) }),
    },
  });
  const url = await standin.listen();
  const begun = performance.now();
  const response = await fetch(`${url}/api/owners`);
  const head = performance.now() - begun;
  const { length } = await response.text();
  const body = performance.now() - begun - head;
  t.ok(head >= 349, `the head after ${head} ms`);
  const expected = (length * 8) / 400;
  t.ok(body > expected * 0.5, `${length} characters in ${body} ms, ${expected} expected`);
});

test('flaky fails in the same places each time', async (t) => {
  const run = async (seed: number) => {
    const { standin, world } = await clinic(t, { network: 'flaky', seed });
    await world.removeFault('flaky-latency');
    const outcomes: string[] = [];
    for (let call = 0; call < 100; call += 1) {
      outcomes.push(
        await standin.inject('/api/owners').then(
          ({ statusCode }) => String(statusCode),
          () => 'reset',
        ),
      );
    }
    return outcomes;
  };
  const first = await run(1);
  t.same(await run(1), first);
  t.notSame(await run(2), first);
  for (const outcome of ['reset', '503']) {
    const share = first.filter((one) => one === outcome).length;
    t.ok(share >= 3 && share <= 20, `${outcome} ${share} of 100`);
  }
});

test('offline resets every connection of the mock; its docs page and the control API still work', async (t) => {
  const { standin, world, status } = await clinic(t, { network: 'offline' });
  const { port } = new URL(await standin.listen());
  for (const path of ['/api/owners', '/api/nothing']) {
    const socket = connect(Number(port), '127.0.0.1').resume();
    const error = await new Promise<NodeJS.ErrnoException>((resolve) => {
      socket.on('error', resolve);
      socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`);
    });
    t.equal(error.code, 'ECONNRESET', path);
  }
  t.equal(await status('/_standin/docs/'), 200);
  t.equal(await status('/_standin/openapi.json'), 200);
  t.match(await world.exchanges(), [
    { status: 0, fault: 'offline' },
    { status: 0, fault: 'offline' },
  ]);
  await world.removeFault('offline');
  t.equal(await status('/api/owners'), 200);
});

test('rate-limited refuses what is too much within ten seconds of the world’s clock, and says how long', async (t) => {
  const { standin, world, status } = await clinic(t, {
    network: 'rate-limited',
    now: new Date('2026-03-01T12:00:00Z'),
  });
  const statuses = async (count: number) => {
    const found: number[] = [];
    for (let call = 0; call < count; call += 1) found.push(await status('/api/owners'));
    return found;
  };
  t.same(new Set(await statuses(20)), new Set([200]));
  await world.advance('PT4S');
  const { statusCode, headers, body } = await standin.inject('/api/owners');
  t.match([statusCode, headers['retry-after']], [429, '6']);
  t.match(body, /Too many requests\. Retry after 6 seconds\./);
  await world.advance('PT6S');
  t.same(await statuses(1), [200]);
  t.same(await standin.control.violations(), []);
});

test('what is not a profile or a delay is refused, and so is either without faults', async (t) => {
  for (const options of [{ network: 'tunnel' as 'flaky' }, { latency: -1 }, { latency: 1, faults: false as const }]) {
    await t.rejects(createStandin({ document, ...options }), { code: 'OPTION_INVALID' });
  }
});

test('a rate is checked like any other condition', async (t) => {
  const { world, status } = await clinic(t);
  const plan = (per: string) =>
    world.fault({ when: { operation: 'listOwners', rate: { above: 1, per } }, fault: { kind: 'status', status: 429 } });
  await t.rejects(plan('P'), { status: 400, message: /rate\.per/ });
  await plan('PT1H');
  t.same([await status('/api/owners'), await status('/api/owners/1'), await status('/api/owners')], [200, 200, 429]);
});
