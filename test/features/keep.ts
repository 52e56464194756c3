// State that is kept in a folder: over a restart, over kill -9, with a changed document, without room on the disk.
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import { createStandin, type JsonObject, type Standin, type StandinOptions } from '../../src/index.ts';
import { startCommand } from '../fixtures/command.ts';

const json = (schema: object) => ({ 'application/json': { schema } });
const PET = {
  type: 'object',
  required: ['name'],
  properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' }, age: { type: 'integer' } },
};

/** @param pet the schema of a pet */
function pets(pet: object = PET): JsonObject {
  const one = { description: 'One.', content: json({ $ref: '#/components/schemas/Pet' }) };
  const body = { required: true, content: json({ $ref: '#/components/schemas/Pet' }) };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
  const error = { description: 'No.', content: json({ type: 'object', properties: { message: { type: 'string' } } }) };
  return {
    openapi: '3.1.0',
    info: { title: 'Pets', version: '1' },
    paths: {
      '/pets': {
        get: {
          responses: {
            200: { description: 'All.', content: json({ type: 'array', items: { $ref: '#/components/schemas/Pet' } }) },
          },
        },
        post: { operationId: 'createPet', requestBody: body, responses: { 201: one, 507: error } },
      },
      '/pets/{id}': {
        parameters: [id],
        get: { responses: { 200: one, 404: error } },
        patch: { requestBody: body, responses: { 200: one, 507: error } },
        delete: { responses: { 204: { description: 'Deleted.' }, 404: error } },
      },
    },
    components: { schemas: { Pet: pet } },
  } as unknown as JsonObject;
}

function newFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'standin-keep-')));
}

async function open(keep: string, options: StandinOptions = {}): Promise<Standin> {
  return createStandin({ document: pets(), count: 2, keep, ...options });
}

/** Uses a server, and closes it also if the use fails. */
async function using<T>(standin: Standin, use: (standin: Standin) => Promise<T>): Promise<T> {
  try {
    return await use(standin);
  } finally {
    await standin.close();
  }
}

async function send(standin: Standin, words: string, payload?: object, headers: Record<string, string> = {}) {
  const [method = '', url = ''] = words.split(' ');
  const response = await standin.inject({ method: method as 'GET', url, headers, ...(payload && { payload }) });
  return {
    status: response.statusCode,
    body: response.body === '' ? undefined : response.json(),
    headers: response.headers,
  };
}

const list = async (standin: Standin, prefix = '') => (await send(standin, `GET ${prefix}/pets`)).body;

test('the next server continues with the state of all worlds', async (t) => {
  const keep = newFolder();
  const before = await using(await open(keep), async (standin) => {
    t.match(standin.kept, { folder: keep, worlds: 0, notices: [] });
    t.match(await send(standin, 'POST /pets', { name: 'Rex' }, { 'idempotency-key': 'k1' }), {
      status: 201,
      body: { id: 3 },
    });
    await send(standin, 'POST /pets', { name: 'Tom' });
    await send(standin, 'DELETE /pets/4');
    await send(standin, 'PATCH /pets/1', { name: 'Ann' });
    await send(standin, 'POST /~alice/pets', { name: 'Max' });
    await standin.control.world('alice').freeze(new Date('2031-05-06T07:08:09Z'));
    await standin.control
      .world()
      .stub({ when: { operation: 'createPet' }, times: 1, response: { status: 201, body: { name: 'stub' } } });
    return [await list(standin), await list(standin, '/~alice')];
  });
  await using(await open(keep), async (standin) => {
    t.match(standin.kept, { folder: keep, worlds: 2, notices: [] });
    t.same([await list(standin), await list(standin, '/~alice')], before);
    t.match(await standin.control.world('alice').clock(), { now: /^2031-05-06T07:08:09/, frozen: true });
    t.match(await send(standin, 'POST /pets', { name: 'New' }), { body: { name: 'stub' } }, 'stubs are kept');
    const repeated = await send(standin, 'POST /pets', { name: 'Rex' }, { 'idempotency-key': 'k1' });
    t.match(repeated, { status: 201, body: { id: 3 }, headers: { 'idempotency-replayed': 'true' } });
    t.match(
      await send(standin, 'POST /pets', { name: 'New' }),
      { body: { id: 5, name: 'New' } },
      'no id is given twice',
    );
  });
});

test('generated items that nobody has changed are not written', async (t) => {
  const keep = newFolder();
  const first = await using(await open(keep), list);
  t.same(
    readdirSync(keep).filter((name) => name.startsWith('world-')),
    [],
  );
  t.same(await using(await open(keep), list), first);
});

test('a deleted world is removed from the folder, and an unused one is loaded again', async (t) => {
  const keep = newFolder();
  await using(await open(keep, { worldIdle: 1000 }), async (standin) => {
    await send(standin, 'POST /~alice/pets', { name: 'Max' });
    await send(standin, 'POST /~Alice/pets', { name: 'Moritz' });
    t.same(
      readdirSync(keep).filter((name) => name.startsWith('world-')),
      ['world-+alice', 'world-alice'],
    );
    const isInMemory = async () => (await standin.control.worlds()).some(({ name }) => name === 'alice');
    while (await isInMemory()) await new Promise((resolve) => setTimeout(resolve, 10));
    t.match(await list(standin, '/~alice'), [{}, {}, { name: 'Max' }]);
    await standin.control.world('Alice').delete();
    t.same(
      readdirSync(keep).filter((name) => name.startsWith('world-')),
      ['world-alice'],
    );
    t.equal((await list(standin, '/~Alice')).length, 2, 'it begins again');
    await send(standin, 'PATCH /~alice/pets/3', { name: 'Tom' });
  });
  t.match(await using(await open(keep), (standin) => list(standin, '/~alice')), [{}, {}, { name: 'Tom' }]);
});

test('resources that a changed document does not allow are moved to a file', async (t) => {
  const keep = newFolder();
  await using(await open(keep), async (standin) => {
    await send(standin, 'POST /pets', { name: 'Rex', age: 3 });
    await send(standin, 'POST /pets', { name: 'Tom' });
    await send(standin, 'PATCH /pets/1', { name: 'Ann', age: 1 });
    await send(standin, 'PATCH /pets/2', { name: 'Bob', age: 2 });
  });
  const strict = pets({ ...PET, required: ['name', 'age'] });
  const file = join(keep, 'world-default', 'rejected.jsonl');
  const left = await using(await open(keep, { document: strict }), async (standin) => {
    t.same(standin.kept?.notices, [`1 kept resource is not valid by the document and was moved to ${file}`]);
    t.match(await send(standin, 'POST /pets', { name: 'New', age: 1 }), { body: { id: 5 } });
    return list(standin);
  });
  t.same(
    left.map(({ id }: { id: number }) => id),
    [1, 2, 3, 5],
  );
  const rejected = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  t.match(rejected, [{ path: '/pets/4', reason: /age/, value: { id: 4, name: 'Tom' }, time: /^\d{4}-/ }]);
  await using(await open(keep, { document: strict }), async (standin) => {
    t.same(standin.kept?.notices, [], 'the next start finds nothing');
    t.same(await list(standin), left);
  });
});

test('stubs and faults of operations that a changed document does not have are moved to the file, too', async (t) => {
  const keep = newFolder();
  await using(await open(keep), async (standin) => {
    const world = standin.control.world();
    await world.stub({
      id: 'gone',
      when: { operation: 'createPet' },
      response: { status: 201, body: { name: 'Rex' } },
    });
    await world.fault({ id: 'stays', when: { method: 'GET' }, fault: { kind: 'latency', latency: 1 } });
  });
  const renamed = JSON.parse(JSON.stringify(pets()).replace('createPet', 'addPet')) as JsonObject;
  const file = join(keep, 'world-default', 'rejected.jsonl');
  await using(await open(keep, { document: renamed }), async (standin) => {
    t.same(standin.kept?.notices, [`1 kept stub or fault is not valid by the document and was moved to ${file}`]);
    const world = standin.control.world();
    t.same(await world.stubs(), []);
    t.match(await world.faults(), [{ id: 'stays' }]);
  });
  t.match(JSON.parse(readFileSync(file, 'utf8')), { stub: 'gone', reason: /operation/, value: { id: 'gone' } });
});

test('with keepSync, the control API responds when clock, stubs and faults are on the disk, and else refuses', async (t) => {
  const keep = newFolder();
  await using(await open(keep, { keepSync: true }), async (standin) => {
    const world = standin.control.world();
    const fault = { when: { call: 1 }, fault: { kind: 'status', status: 503 } } as const;
    writeFileSync(join(keep, 'world-default'), 'in the way');
    const before = await world.clock();
    await t.rejects(world.freeze(new Date('2030-01-01T00:00:00Z')), { message: /cannot be kept/, status: 507 });
    await t.rejects(world.fault(fault), { message: /cannot be kept/, status: 507 });
    t.equal((await world.clock()).frozen, before.frozen, 'the clock is as it was');
    t.same(await world.faults(), []);
    rmSync(join(keep, 'world-default'));
    await world.freeze(new Date('2030-01-01T00:00:00Z'));
    await world.fault(fault);
  });
  await using(await open(keep, { keepSync: true }), async (standin) => {
    t.match(await standin.control.world().clock(), { now: '2030-01-01T00:00:00.000Z', frozen: true });
    t.equal((await send(standin, 'GET /pets')).status, 503, 'the fault is kept');
  });
});

test('a snapshot of one document is restored while another one is written, and nothing is lost', async (t) => {
  const keep = newFolder();
  const documents = [{ document: pets() }, { document: pets(), mount: '/b' }];
  const start = () => createStandin({ documents, count: 0, keep, keepSync: true });
  const created: string[] = [];
  await using(await start(), async (standin) => {
    await send(standin, 'POST /pets', { name: 'Momo' });
    const { documents: saved } = (await send(standin, 'GET /_standin/worlds/default/snapshot')).body;
    for (let round = 0; round < 5; round++) {
      const names = [1, 2, 3, 4].map((n) => `${round}-${n}`);
      const posts = names.map((name) => send(standin, 'POST /b/pets', { name }));
      const restored = send(standin, 'PUT /_standin/worlds/default/snapshot', { documents: { '': saved[''] } });
      for (const { status, body } of await Promise.all(posts)) if (status === 201) created.push(body.name);
      t.equal((await restored).status, 204);
    }
    t.equal(created.length, 20);
    t.same((await list(standin, '/b')).map(({ name }: { name: string }) => name).sort(), created.sort());
    t.match(await list(standin), [{ name: 'Momo' }]);
  });
  const kept = await using(await start(), (standin) => list(standin, '/b'));
  t.equal(kept.length, 20, 'the next server has all of them, too');
});

test('a kept world is still for its test after a restart', async (t) => {
  const keep = newFolder();
  await using(await open(keep), async (standin) => {
    await send(standin, 'POST /_standin/worlds', { name: 'w', test: 'my test' });
    await send(standin, 'POST /~w/pets', { name: 'Momo' });
  });
  await using(await open(keep), async (standin) => {
    await send(standin, 'POST /~w/pets', { name: 5 });
    const [violation] = (await standin.report()).violations;
    t.equal(violation?.test, 'my test');
  });
});

test('a last line that was not written completely is dropped, and the start says so', async (t) => {
  const keep = newFolder();
  const before = await using(await open(keep), async (standin) => {
    await send(standin, 'POST /pets', { name: 'Rex' });
    return list(standin);
  });
  const place = join(keep, 'world-default');
  const file = join(place, readdirSync(place)[0] as string);
  appendFileSync(file, '{"revision":2,"ti');
  await using(await open(keep), async (standin) => {
    t.match(standin.kept?.notices, [new RegExp(`^Line \\d+ of ${file} was not written completely and is dropped$`)]);
    t.same(await list(standin), before);
    await send(standin, 'POST /pets', { name: 'Tom' });
  });
  t.equal((await using(await open(keep), list)).length, before.length + 1);
  const lines = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, lines.map((line, at) => (at === 1 ? line.slice(0, 20) : line)).join('\n'));
  await t.rejects(open(keep), { code: 'KEEP_DAMAGED', place: { file, line: 2 } });
  await t.rejects(open(keep), { code: 'KEEP_DAMAGED' }, 'and the folder is not locked');
});

test('an emptied file ends the start, and folders whose names are no names of worlds are no worlds', async (t) => {
  const keep = newFolder();
  await using(await open(keep), async (standin) => send(standin, 'POST /pets', { name: 'Rex' }));
  for (const name of ['world-..', 'world-a b']) mkdirSync(join(keep, name));
  await using(await open(keep), async (standin) => t.match(standin.kept, { worlds: 1, notices: [] }));
  const file = join(keep, 'world-default', 'log-000001.jsonl');
  writeFileSync(file, '');
  await t.rejects(open(keep), { code: 'KEEP_DAMAGED', place: { file, line: 1 } });
  rmSync(file);
  await using(await open(keep), async (standin) => t.match(standin.kept?.notices, [/contains no log/]));
});

test('a second server on the folder does not start', async (t) => {
  const keep = newFolder();
  await using(await open(keep), async () => {
    await t.rejects(open(keep), {
      code: 'KEEP_IN_USE',
      what: new RegExp(`^Another server keeps its state in ${keep} \\(process ${process.pid}`),
    });
  });
  await using(await open(keep), async (standin) => t.equal((await send(standin, 'GET /pets')).status, 200));
});

test('a change that cannot be written is refused in the declared format, and reads go on', async (t) => {
  const keep = newFolder();
  await using(await open(keep), async (standin) => {
    writeFileSync(join(keep, 'world-default'), 'in the way');
    const refused = await send(standin, 'POST /pets', { name: 'Rex' });
    t.match(refused, { status: 507, body: { message: /^The change cannot be kept: .+\. Nothing was changed\.$/ } });
    t.equal((await list(standin)).length, 2, 'nothing was changed');
    rmSync(join(keep, 'world-default'));
    t.match(await send(standin, 'POST /pets', { name: 'Rex' }), { status: 201, body: { id: 3 } }, 'without a restart');
  });
  t.equal((await using(await open(keep), list)).length, 3);
});

test('with keepSync, changes are made and kept', async (t) => {
  const keep = newFolder();
  await using(await open(keep, { keepSync: true, limits: { snapshotCommits: 3 } }), async (standin) => {
    const names = Array.from({ length: 12 }, (_, at) => `pet ${at}`);
    const created = await Promise.all(names.map((name) => send(standin, 'POST /pets', { name })));
    t.same(new Set(created.map(({ status }) => status)), new Set([201]));
    t.equal(new Set(created.map(({ body }) => body.id)).size, 12);
    const changes = Array.from({ length: 8 }, (_, age) => send(standin, 'PATCH /pets/3', { name: 'same', age }));
    t.same(new Set((await Promise.all(changes)).map(({ status }) => status)), new Set([200]));
  });
  t.equal((await using(await open(keep), list)).length, 14);
});

test('the command keeps the state over kill -9, in the folder of STANDIN_KEEP too', async (t: Test) => {
  const keep = newFolder();
  const document = join(newFolder(), 'pets.json');
  writeFileSync(document, JSON.stringify(pets()));
  const args = [document, '--count', '0'];
  const first = await startCommand(t, ...args, '--keep', keep);
  const headers = { 'Content-Type': 'application/json' };
  const created = await fetch(`${first.url}/pets`, { method: 'POST', headers, body: JSON.stringify({ name: 'Rex' }) });
  t.equal(created.status, 201);
  first.child.kill('SIGKILL');
  await new Promise((resolve) => first.child.once('exit', resolve));
  process.env.STANDIN_KEEP = keep;
  t.teardown(() => delete process.env.STANDIN_KEEP);
  const second = await startCommand(t, ...args);
  t.match(await (await fetch(`${second.url}/pets`)).json(), [{ id: 1, name: 'Rex' }]);
  second.child.kill('SIGTERM');
  await new Promise((resolve) => second.child.once('exit', resolve));
  t.notOk(
    readdirSync(keep).some((name) => name.startsWith('lock-')),
    'SIGTERM releases the folder',
  );
});
