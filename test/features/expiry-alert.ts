// A monitoring job that watches the certificate's expiration date, tested with the clock of a world.
import { test } from 'tap';
import { CERTIFICATE, openLife } from '../fixtures/tenant-life.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The job. @param graph the base URL of the service @param now the current time */
async function alertOf(graph: string, now: Date): Promise<string | undefined> {
  const response = await fetch(`${graph}${CERTIFICATE}?$select=expirationDateTime`, {
    headers: { authorization: 'Bearer any' },
  });
  if (response.status === 404) return 'no certificate is configured';
  const { expirationDateTime } = (await response.json()) as { expirationDateTime: string };
  const days = (Date.parse(expirationDateTime) - now.getTime()) / DAY;
  if (days < 0) return days > -7 ? 'expired within the last week' : 'expired long ago';
  return days < 30 ? 'expires within thirty days' : undefined;
}

for (const profile of ['documented', 'observed']) {
  test(`${profile}: a fresh certificate gives no alert, eleven months later there is an alert, and a renewal stops it`, async (t) => {
    const { standin, issue, upload, read, signingRequest, send } = await openLife(t, {
      settings: { profile },
      scenario: 'not-configured',
    });
    const graph = `${await standin.listen()}/v1.0`;
    const world = standin.control.world('default');
    const alert = async () => alertOf(graph, new Date((await world.clock()).now));
    t.equal(await alert(), 'no certificate is configured');

    const { id, topic, pem } = await issue();
    const appleIdentifier = 'it-department@contoso.example';
    t.equal((await upload({ appleIdentifier, certificate: pem })).statusCode, 200);
    t.equal(await alert(), undefined, 'no alert for a fresh certificate');

    await world.advance('P10M');
    t.equal(await alert(), undefined, 'no alert two months before the end');
    await world.advance('P1M');
    t.equal(await alert(), 'expires within thirty days');
    await world.advance('P1M');
    t.equal(await alert(), 'expired within the last week');

    const renewed = await send('POST', `/apple/certificates/${id}/renew`, { signingRequest: await signingRequest() });
    t.equal((await upload({ appleIdentifier, certificate: renewed.json().pem })).statusCode, 200);
    t.equal(await alert(), undefined, 'no alert after the renewal');
    const after = await read();
    t.equal(after.topicIdentifier, topic, 'the topic that the devices know');
    t.equal(after.appleIdentifier, appleIdentifier);
  });
}

test('the alert recognises each scenario', async (t) => {
  const { standin } = await openLife(t);
  const graph = `${await standin.listen()}/v1.0`;
  const world = standin.control.world('default');
  for (const [scenario, expected] of [
    ['configured', undefined],
    ['not-configured', 'no certificate is configured'],
    ['expiring', 'expires within thirty days'],
    ['in-grace', 'expired long ago'],
    ['expired', 'expired long ago'],
  ] as const) {
    await world.reset(scenario);
    t.equal(await alertOf(graph, new Date((await world.clock()).now)), expected, scenario);
  }
});
