// The published limits, on the world's clock: four hundred changes in twenty seconds, half of them for one app.
import { test } from 'tap';
import { CERTIFICATE, openTenant, type Tenant } from '../fixtures/observed.ts';
import { unsigned, WRITE } from '../fixtures/tokens.ts';

const CHANGE = { method: 'PATCH', body: { appleIdentifier: 'it@contoso.example' } } as const;

async function statuses({ ask }: Tenant, count: number, question: Parameters<Tenant['ask']>[0]): Promise<string> {
  const seen = new Map<number, number>();
  for (let at = 0; at < count; at++) {
    const { statusCode } = await ask(question);
    seen.set(statusCode, (seen.get(statusCode) ?? 0) + 1);
  }
  return [...seen].map(([status, times]) => `${times} × ${status}`).join(', ');
}

test('nothing is throttled unless it is set', async (t) => {
  const tenant = await openTenant(t);
  t.equal(await statuses(tenant, 210, CHANGE), '210 × 200');
});

test('THR-01: 200 changes of an app in 20 seconds pass, and reads go on', async (t) => {
  const tenant = await openTenant(t, { settings: { throttling: 'on' } });
  t.equal(await statuses(tenant, 203, CHANGE), '200 × 200, 3 × 429');
  t.equal((await tenant.ask()).statusCode, 200);
  await tenant.standin.control.world('default').advance('PT19S');
  t.equal((await tenant.ask(CHANGE)).statusCode, 429);
  await tenant.standin.control.world('default').advance('PT1S');
  t.equal((await tenant.ask(CHANGE)).statusCode, 200);
  t.equal((await tenant.ask({ ...CHANGE, path: `/~other/v1.0${CERTIFICATE}` })).statusCode, 200, 'of its own');
});

test('THR-01: 400 changes of a tenant pass, of whatever apps', async (t) => {
  const tenant = await openTenant(t, { settings: { throttling: 'on' } });
  const changeBy = (appid: string) => {
    return { ...CHANGE, headers: { authorization: `Bearer ${unsigned({ appid, roles: [WRITE] })}` } };
  };
  for (const app of ['one', 'two']) t.equal(await statuses(tenant, 200, changeBy(app)), '200 × 200', app);
  t.equal((await tenant.ask(changeBy('three'))).statusCode, 429);
  t.equal((await tenant.ask()).statusCode, 200, 'and reads go on');
});

test('THR-02: a throttled answer has the recorded body, and says how long to wait unless it is set not to', async (t) => {
  const tenant = await openTenant(t, { settings: { throttling: 'full' } });
  const refused = await tenant.ask();
  t.equal(refused.statusCode, 429);
  const { code, message, details } = refused.json().error;
  t.same({ code, message, details }, { code: 'TooManyRequests', message: 'An error has occurred.', details: [] });
  t.equal(refused.headers['retry-after'], '20');
  const world = tenant.standin.control.world('default');
  await world.changeSettings({ retryAfter: 'left-out' });
  t.equal((await tenant.ask()).headers['retry-after'], undefined);
  await world.advance('PT20S');
  t.equal((await tenant.ask()).statusCode, 200, 'the window empties by the clock');
  await world.changeSettings({ throttling: 'full' });
  t.equal((await tenant.ask()).statusCode, 429, 'is full again where that is set again');
  await world.changeSettings({ throttling: 'on' });
  await world.advance('PT20S');
  t.equal((await tenant.ask()).statusCode, 200);
  await world.changeSettings({ throttling: 'full' });
  t.equal((await tenant.ask()).statusCode, 429, 'also where requests were counted before');
  await world.reset();
  t.equal((await tenant.ask()).statusCode, 429, 'and is full again in a world that begins again');
});

test('BAT-01: of a batch those items are throttled that are too many', async (t) => {
  const tenant = await openTenant(t, { settings: { throttling: 'on' } });
  t.equal(await statuses(tenant, 199, CHANGE), '199 × 200');
  const headers = { 'content-type': 'application/json' };
  const requests = ['1', '2'].map((id) => ({ id, method: 'PATCH', url: CERTIFICATE, headers, body: CHANGE.body }));
  const answered = await tenant.standin.inject({
    method: 'POST',
    url: '/v1.0/$batch',
    headers: { authorization: 'Bearer any', ...headers },
    payload: JSON.stringify({ requests }),
  });
  t.equal(answered.statusCode, 200);
  const parts = answered.json().responses as { id: string; status: number; headers: Record<string, string> }[];
  t.same(parts.map(({ status }) => status).sort(), [200, 429]);
  t.equal(parts.find(({ status }) => status === 429)?.headers['retry-after'], '20');
});
