// The published limits, on the world's clock: 400 writes of a tenant in twenty seconds, half of that for one app.
import { test } from 'tap';
import { CERTIFICATE, openTenant, type Tenant } from '../fixtures/observed.ts';
import { unsigned, WRITE } from '../fixtures/tokens.ts';

const WRITE_REQUEST = { method: 'PATCH', body: { appleIdentifier: 'it@contoso.example' } } as const;

async function statuses(
  { request }: Tenant,
  count: number,
  options: Parameters<Tenant['request']>[0],
): Promise<string> {
  const seen = new Map<number, number>();
  for (let at = 0; at < count; at++) {
    const { statusCode } = await request(options);
    seen.set(statusCode, (seen.get(statusCode) ?? 0) + 1);
  }
  return [...seen].map(([status, times]) => `${times} × ${status}`).join(', ');
}

test('throttling is off by default', async (t) => {
  const tenant = await openTenant(t);
  t.equal(await statuses(tenant, 210, WRITE_REQUEST), '210 × 200');
});

test('THR-01: an app can send 200 writes in 20 seconds, and reads are still possible afterwards', async (t) => {
  const tenant = await openTenant(t, { settings: { throttling: 'on' } });
  t.equal(await statuses(tenant, 203, WRITE_REQUEST), '200 × 200, 3 × 429');
  t.equal((await tenant.request()).statusCode, 200);
  await tenant.standin.control.world('default').advance('PT19S');
  t.equal((await tenant.request(WRITE_REQUEST)).statusCode, 429);
  await tenant.standin.control.world('default').advance('PT1S');
  t.equal((await tenant.request(WRITE_REQUEST)).statusCode, 200);
  t.equal(
    (await tenant.request({ ...WRITE_REQUEST, path: `/~other/v1.0${CERTIFICATE}` })).statusCode,
    200,
    'another world has its own limits',
  );
});

test('THR-01: the apps of a tenant can together send 400 writes', async (t) => {
  const tenant = await openTenant(t, { settings: { throttling: 'on' } });
  const changeBy = (appid: string) => {
    return { ...WRITE_REQUEST, headers: { authorization: `Bearer ${unsigned({ appid, roles: [WRITE] })}` } };
  };
  for (const app of ['one', 'two']) t.equal(await statuses(tenant, 200, changeBy(app)), '200 × 200', app);
  t.equal((await tenant.request(changeBy('three'))).statusCode, 429);
  t.equal((await tenant.request()).statusCode, 200, 'reads are still possible');
});

test('THR-02: a 429 has the recorded body, and a Retry-After header unless the setting leaves it out', async (t) => {
  const tenant = await openTenant(t, { settings: { throttling: 'full' } });
  const refused = await tenant.request();
  t.equal(refused.statusCode, 429);
  const { code, message, details } = refused.json().error;
  t.same({ code, message, details }, { code: 'TooManyRequests', message: 'An error has occurred.', details: [] });
  t.equal(refused.headers['retry-after'], '20');
  const world = tenant.standin.control.world('default');
  await world.changeSettings({ retryAfter: 'left-out' });
  t.equal((await tenant.request()).headers['retry-after'], undefined);
  await world.advance('PT20S');
  t.equal((await tenant.request()).statusCode, 200, 'the window ends by the world’s clock');
  await world.changeSettings({ throttling: 'full' });
  t.equal((await tenant.request()).statusCode, 429, 'setting `full` again fills the window again');
  await world.changeSettings({ throttling: 'on' });
  await world.advance('PT20S');
  t.equal((await tenant.request()).statusCode, 200);
  await world.changeSettings({ throttling: 'full' });
  t.equal((await tenant.request()).statusCode, 429, 'also after requests have been counted');
  await world.reset();
  t.equal((await tenant.request()).statusCode, 429, 'and a reset of the world fills it again');
});

test('BAT-01: in a batch only the requests over the limit are throttled', async (t) => {
  const tenant = await openTenant(t, { settings: { throttling: 'on' } });
  t.equal(await statuses(tenant, 199, WRITE_REQUEST), '199 × 200');
  const headers = { 'content-type': 'application/json' };
  const requests = ['1', '2'].map((id) => ({
    id,
    method: 'PATCH',
    url: CERTIFICATE,
    headers,
    body: WRITE_REQUEST.body,
  }));
  const response = await tenant.standin.inject({
    method: 'POST',
    url: '/v1.0/$batch',
    headers: { authorization: 'Bearer any', ...headers },
    payload: JSON.stringify({ requests }),
  });
  t.equal(response.statusCode, 200);
  const parts = response.json().responses as { id: string; status: number; headers: Record<string, string> }[];
  t.same(parts.map(({ status }) => status).sort(), [200, 429]);
  t.equal(parts.find(({ status }) => status === 429)?.headers['retry-after'], '20');
});
