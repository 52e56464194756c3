// The metrics for Prometheus: what is counted, and that a parser of the text format reads them.
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { createStandin, type StandinOptions } from '../../src/index.ts';
import { metricsText } from '../../src/report/metrics-text.ts';

const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));

interface Family {
  readonly help: string;
  type: string;
  readonly samples: { readonly name: string; readonly labels: Record<string, string>; readonly value: number }[];
}

/** Reads the text format line by line. @throws Error for a line that it does not allow */
function parse(text: string): ReadonlyMap<string, Family> {
  const families = new Map<string, Family>();
  if (!text.endsWith('\n')) throw new Error('The last line has no end');
  for (const line of text.slice(0, -1).split('\n')) {
    const help = /^# HELP ([a-zA-Z_:][\w:]*) (.*)$/.exec(line);
    const type = /^# TYPE ([a-zA-Z_:][\w:]*) (counter|gauge|histogram)$/.exec(line);
    if (help) {
      if (families.has(help[1] as string)) throw new Error(`${help[1]} is twice in the text`);
      families.set(help[1] as string, { help: help[2] as string, type: '', samples: [] });
      continue;
    }
    const last = [...families.values()].at(-1) as Family;
    const name = [...families.keys()].at(-1) as string;
    if (type) {
      if (type[1] !== name || last.samples.length > 0) throw new Error(`The type of ${type[1]} is in the wrong place`);
      last.type = type[2] as string;
      continue;
    }
    const sample = /^([a-zA-Z_:][\w:]*)(\{.*\})? (\S+)$/.exec(line);
    if (!sample || !(sample[1] as string).startsWith(name)) throw new Error(`The line is not valid: ${line}`);
    const value = sample[3] === '+Inf' ? Number.POSITIVE_INFINITY : Number(sample[3]);
    if (Number.isNaN(value)) throw new Error(`The value is not a number: ${line}`);
    last.samples.push({ name: sample[1] as string, labels: labelsIn(sample[2] ?? '{}'), value });
  }
  return families;
}

function labelsIn(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  const pairs = text.slice(1, -1);
  const label = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/gy;
  while (label.lastIndex < pairs.length) {
    const [, name, value] = label.exec(pairs) ?? [];
    if (name === undefined || value === undefined) throw new Error(`The labels are not valid: ${text}`);
    labels[name] = value.replace(/\\(.)/g, (_, escaped) => (escaped === 'n' ? '\n' : escaped));
  }
  return labels;
}

async function clinic(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin({ document, ...options });
  t.teardown(() => standin.close());
  const metrics = async () => parse(await standin.control.metrics());
  return { standin, control: standin.control, metrics };
}

test('requests are counted by operation and status, also without a journal', async (t) => {
  for (const journal of [200, false] as const) {
    const { standin, control, metrics } = await clinic(t, { journal });
    await standin.inject('/api/owners');
    await standin.inject('/~alice/api/owners');
    await standin.inject('/api/owners/99');
    await standin.inject('/api/nothing');
    await standin.inject({ method: 'POST', url: '/api/owners', payload: { name: '' } });
    const found = await metrics();
    const requests = found.get('standin_http_requests_total');
    t.equal(requests?.type, 'counter');
    t.same(
      requests?.samples.map(({ labels: { operation, method, status }, value }) => [operation, method, status, value]),
      [
        ['listOwners', 'GET', '200', 2],
        ['readOwner', 'GET', '404', 1],
        ['', 'GET', '404', 1],
        ['addOwner', 'POST', '400', 1],
      ],
    );
    const violations = found.get('standin_contract_violations_total')?.samples;
    t.match(violations, [{ labels: { direction: 'request' } }, { labels: { direction: 'response' }, value: 0 }]);
    t.ok((violations?.[0]?.value ?? 0) >= 1);
    t.match(found.get('standin_worlds')?.samples, [{ value: 2 }]);
    t.same(
      found.get('standin_world_revision')?.samples.map(({ labels, value }) => [labels.world, value]),
      [
        ['default', 0],
        ['alice', 0],
      ],
      'reading and invalid requests commit nothing',
    );
    await standin.inject({ method: 'POST', url: '/api/owners', payload: { name: 'Ada' } });
    t.match((await metrics()).get('standin_world_revision')?.samples, [{ value: 1 }]);
    t.match(await control.ready(), { store: { kind: 'memory', revision: 1 } });
    t.match(found.get('standin_info')?.samples, [{ labels: { version: /^\d/ }, value: 1 }]);
    t.equal((await control.worlds()).length, 2, 'reading them changes nothing');
  }
});

test('the latency is a histogram', async (t) => {
  const { standin, metrics } = await clinic(t);
  for (let at = 0; at < 3; at++) await standin.inject('/api/owners');
  const { samples = [], type } = (await metrics()).get('standin_http_request_duration_seconds') ?? {};
  t.equal(type, 'histogram');
  const buckets = samples.filter(({ name }) => name.endsWith('_bucket'));
  const counts = buckets.map(({ value }) => value);
  t.same(
    counts,
    [...counts].sort((one, other) => one - other),
    'each bucket contains the ones before',
  );
  t.equal(buckets.at(-1)?.labels.le, '+Inf');
  t.equal(buckets.at(-1)?.value, 3);
  t.equal(samples.find(({ name }) => name.endsWith('_count'))?.value, 3);
  t.ok((samples.find(({ name }) => name.endsWith('_sum'))?.value ?? 0) > 0);
});

test('faults and stubs are counted', async (t) => {
  const { standin, control, metrics } = await clinic(t);
  await control.world().fault({ when: { operation: 'listPets' }, fault: { kind: 'status', status: 503 } });
  await control.world().stub({ when: { operation: 'readOwner' }, response: { body: { id: 1, name: 'Stub' } } });
  await standin.inject('/api/pets');
  await standin.inject('/api/owners/1');
  const found = await metrics();
  t.match(found.get('standin_faults_total')?.samples, [{ labels: { kind: 'status' }, value: 1 }]);
  t.match(found.get('standin_stubs_total')?.samples, [{ value: 1 }]);
});

test('the counts continue when the document is loaded again', async (t) => {
  const { standin, metrics } = await clinic(t);
  await standin.inject('/api/owners');
  await standin.reload();
  await standin.inject('/api/owners');
  t.match((await metrics()).get('standin_http_requests_total')?.samples, [{ value: 2 }]);
});

test('the process is measured, the event loop from the first reading on', async (t) => {
  const { metrics } = await clinic(t);
  const first = await metrics();
  t.ok((first.get('process_resident_memory_bytes')?.samples[0]?.value ?? 0) > 1e6);
  t.notOk(first.has('nodejs_eventloop_lag_max_seconds'));
  await sleep(60);
  const end = performance.now() + 80;
  while (performance.now() < end);
  await sleep(60);
  const second = await metrics();
  t.ok((second.get('nodejs_eventloop_lag_max_seconds')?.samples[0]?.value ?? 0) > 0.03, 'a busy event loop is seen');
});

test('only those who can use the control API can read the metrics', async (t) => {
  const { standin } = await clinic(t, { controlToken: 'secret-token' });
  const url = '/_standin/metrics';
  t.equal((await standin.inject(url)).statusCode, 401);
  const response = await standin.inject({ url, headers: { authorization: 'Bearer secret-token' } });
  t.equal(response.statusCode, 200);
  t.match(response.headers['content-type'], /^text\/plain/);
});

test('labels and texts are escaped', async (t) => {
  const labels = { path: 'a"b\\c\nd,e="f' };
  const text = metricsText([
    { name: 'odd', help: 'one\ntwo \\ three', type: 'gauge', samples: [{ labels, value: 1.5 }] },
    { name: 'none', help: 'nothing', type: 'gauge', samples: [] },
  ]);
  t.equal(text, '# HELP odd one\\ntwo \\\\ three\n# TYPE odd gauge\nodd{path="a\\"b\\\\c\\nd,e=\\"f"} 1.5\n');
  t.same(parse(text).get('odd')?.samples, [{ name: 'odd', labels, value: 1.5 }]);
  t.throws(() => parse('# HELP a b\n# TYPE a gauge\na{b="c"d"} 1\n'), /labels are not valid/);
});
