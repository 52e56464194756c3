// Stubs and faults: answers and failures that are planned for requests to come.
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { createStandin, type FaultKind, type StandinOptions } from '../../src/index.ts';

const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));

async function clinic(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin({ document, ...options });
  t.teardown(() => standin.close());
  const world = standin.control.world();
  const status = async (url: string, more: object = {}) => (await standin.inject({ url, ...more })).statusCode;
  return { standin, world, status };
}

test('a stub answers what it matches, before everything else', async (t) => {
  const { standin, world, status } = await clinic(t, {
    handlers: { readOwner: () => ({ status: 404, body: { message: 'Gone.' } }) },
  });
  const body = { id: 9, name: 'Stubbed' };
  const { id } = await world.stub({ when: { operation: 'readOwner', path: '/api/owners/9' }, response: { body } });
  t.match((await standin.inject('/api/owners/9')).json(), body);
  t.equal(await status('/api/owners/1'), 404, 'what it does not match goes on to the handler');
  t.match(await world.stubs(), [{ id, used: 1 }]);
  const [, latest] = await world.exchanges();
  t.match(await standin.control.explain(latest?.id ?? ''), { decision: { by: 'stub', reason: new RegExp(id) } });
  await world.removeStub(id);
  t.equal(await status('/api/owners/9'), 404);
  await t.rejects(world.removeStub(id), { name: 'ControlError', status: 404 });
});

test('a stub is for the n-th call, for so many times, by query, header and body', async (t) => {
  const { world, status } = await clinic(t);
  await world.stub({ when: { operation: 'listOwners', call: 2 }, response: { status: 200, body: [] } });
  await world.stub({
    when: { operation: 'addOwner', body: { '/name': { matches: '^Bad' } } },
    response: { status: 409 },
    times: 1,
    allowInvalid: true,
  });
  await world.stub({
    when: { operation: 'readOwner', query: { debug: { present: true } }, headers: { 'X-Case': { contains: 'miss' } } },
    response: { status: 404 },
  });
  const post = (name: string) => status('/api/owners', { method: 'POST', payload: { name } });
  t.same([await post('Bad Bob'), await post('Bad Bob'), await post('Good')], [409, 201, 201]);
  t.equal(await status('/api/owners/1?debug=1', { headers: { 'x-case': 'a miss' } }), 404);
  t.equal(await status('/api/owners/1?debug=1'), 200);
  t.equal(await status('/api/owners/1', { headers: { 'x-case': 'a miss' } }), 200);
});

test('a stub keeps to the contract unless it says that it does not', async (t) => {
  const { standin, world } = await clinic(t);
  const plan = (response: object, more: object = {}) =>
    world.stub({ when: { operation: 'readOwner' }, response, ...more });
  await t.rejects(plan({ body: { id: 'x' } }), { status: 400, message: /response\.body/ });
  await t.rejects(plan({ example: 'none' }), { status: 400, message: /example/ });
  await t.rejects(world.stub({ when: { operation: 'readOwnr' }, response: {} }), { status: 400, message: /readOwner/ });
  await t.rejects(world.stub({ when: { operation: 'readOwner', body: { '': { matches: '(' } } }, response: {} }), {
    name: 'ControlError',
    status: 400,
  });
  const never: readonly (readonly [when: object, message: RegExp])[] = [
    [{ path: 'x' }, /when\.path' must begin with a slash/],
    [{ headers: { '': 'a' } }, /is not the name of a header/],
    [{ body: { '/~3': 'a' } }, /is not a JSON pointer/],
  ];
  for (const [when, message] of never) {
    await t.rejects(world.stub({ when: { operation: 'readOwner', ...when }, response: {} }), { status: 400, message });
  }
  const fault = { when: { path: 'x' }, fault: { kind: 'status', status: 500 } } as const;
  await t.rejects(world.fault(fault), { status: 400, message: /when\.path' must begin with a slash/ });
  t.same(await world.stubs(), []);
  await plan({ status: 200, body: { id: 'x' } }, { allowInvalid: true });
  t.same((await standin.inject('/api/owners/1')).json(), { id: 'x' });
  t.same(await standin.control.violations(), [], 'what was planned is no violation');
});

test('the template of a stub uses the request, the clock and counters', async (t) => {
  const { standin, world } = await clinic(t, { now: new Date('2026-03-31T10:00:00Z'), seed: 5 });
  const template = {
    id: '{{request.path.ownerId}}',
    name: 'Owner {{ request.path.ownerId }} of {{request.headers.X-Team}}, {{request.query.more}}call {{call}}, use {{used}}',
    texts: ['{{now}}', '{{now.date - P1M}}', 'at {{now.seconds + PT1M}}', '{{request.method}} {{request.path}}'],
    missing: '{{request.body.name}}',
    unique: '{{uuid}}',
    plain: { count: 7, none: null, braces: '{ {id} }' },
  };
  await world.stub({ when: { operation: 'readOwner' }, response: { template }, allowInvalid: true });
  await standin.inject('/api/owners/4');
  const { unique, ...second } = (await standin.inject({ url: '/api/owners/4', headers: { 'x-team': 'red' } })).json();
  t.same(second, {
    id: 4,
    name: 'Owner 4 of red, call 2, use 2',
    texts: ['2026-03-31T10:00:00.000Z', '2026-02-28', 'at 1774951260', 'GET /api/owners/4'],
    missing: null,
    plain: { count: 7, none: null, braces: '{ {id} }' },
  });
  t.match(unique, /^[0-9a-f-]{36}$/);
  t.not((await standin.inject('/api/owners/4')).json().unique, unique);
  await world.stub({
    when: { operation: 'addOwner' },
    response: { template: { id: 77, name: '{{request.body.name}} the {{used}}st' } },
  });
  const payload = { name: 'Eve' };
  const added = await standin.inject({ method: 'POST', url: '/api/owners', payload });
  t.equal(added.statusCode, 201);
  t.match(added.json(), { id: 77, name: 'Eve the 1st' });
});

test('a template with an unknown expression is refused, and a filled one that violates the contract is an error', async (t) => {
  const { standin, world } = await clinic(t);
  const plan = (response: object): Promise<unknown> =>
    world.stub({ when: { operation: 'readOwner' }, response } as never);
  for (const [template, message] of [
    [{ id: 1, name: ['{{request.paht.id}}'] }, /response\.template\.name\[0\].*"request\.paht\.id".*request\.path/],
    ['{{now + 5}}', /response\.template.*"5".*ISO 8601/],
    ['{{__proto__}}', /unknown expression/],
    [{ id: 1, name: 'at {{now' }, /response\.template\.name.*contains "\{\{now", which is not closed/],
    ['{{now}} {{ used }', /contains "\{\{ used \}", which is not closed/],
  ] as const) {
    await t.rejects(plan({ template }), { status: 400, message });
  }
  await t.rejects(plan({ body: { id: 1, name: 'x' }, template: {} }), { status: 400, message: /template.*body/ });
  t.same(await world.stubs(), []);
  await plan({ template: { id: '{{request.headers.x-id}}', name: 'x' } });
  const response = await standin.inject({ url: '/api/owners/1', headers: { 'x-id': 'seven' } });
  t.equal(response.statusCode, 500);
  t.match(response.json().message, /id/);
});

test('a stub or a fault that HTTP does not allow is refused', async (t) => {
  const { standin, world } = await clinic(t);
  const stub = (response: object): Promise<unknown> =>
    world.stub({ when: { operation: 'readOwner' }, response, allowInvalid: true } as never);
  const fault = (more: object): Promise<unknown> =>
    world.fault({ fault: { kind: 'status', status: 503, ...more } } as never);
  const framing = ['Transfer-Encoding', 'content-length', 'connection', 'trailer', 'upgrade', 'keep-alive', 'te'];
  for (const plan of [stub, fault]) {
    for (const name of framing) {
      await t.rejects(plan({ headers: { [name]: '1' } }), { status: 400, message: new RegExp(`headers.*"${name}"`) });
    }
    await t.rejects(plan({ headers: { 'bad name': '1' } }), { status: 400, message: /"bad name"/ });
    await t.rejects(plan({ headers: { 'x-split': 'a\r\nb: c' } }), { status: 400, message: /"x-split"/ });
    for (const status of [204, 205, 304]) {
      await t.rejects(plan({ status, body: { id: 1 } }), { status: 400, message: /body.*must be absent/ });
    }
  }
  t.same([await world.stubs(), await world.faults()], [[], []]);
  t.equal((await standin.inject('/api/owners/1')).statusCode, 200);
  const stubs = [{ when: { operation: 'readOwner' }, response: { headers: { upgrade: 'h2c' } } }];
  await t.rejects(createStandin({ document, stubs }), { code: 'PLAN_INVALID', message: /"upgrade"/ });
  const infinite = [{ when: { operation: 'readOwner' }, response: { body: { id: Number.POSITIVE_INFINITY } } }];
  await t.rejects(createStandin({ document, stubs: infinite }), {
    code: 'PLAN_INVALID',
    message: /Stub 1 is invalid: response\.body\.id is not a number below/,
  });
  await stub({ status: 204, headers: { 'x-kept': 'yes' } });
  t.match(await standin.inject('/api/owners/1'), { statusCode: 204, headers: { 'x-kept': 'yes' } });
});

test('a stub or a fault that no request can meet, and a Content-Type that is no media type, are refused', async (t) => {
  const { world } = await clinic(t);
  const stub = (when: object, headers: Record<string, string> = {}): Promise<unknown> =>
    world.stub({ when: { operation: 'readOwner', ...when }, response: { headers } } as never);
  const status = (headers: Record<string, string>): Promise<unknown> =>
    world.fault({ fault: { kind: 'status', status: 503, headers } } as never);
  const brew = { status: 400, message: /when\.method' must be an HTTP method.*"BREW"/ };
  const when = { method: 'BREW' };
  await t.rejects(stub(when), brew);
  await t.rejects(world.fault({ when, fault: { kind: 'reset' } } as never), brew);
  await t.rejects(world.verify({ when, exactly: 0 } as never), brew);
  await t.rejects(stub({ method: 'DELTE' }), { message: /the nearest is DELETE/ });
  await t.rejects(world.verify({ when: { path: 'owners' }, exactly: 0 } as never), { message: /slash, not "owners"/ });
  for (const value of ['nonsense', 'a/b;c', 'application/json, text/html', '']) {
    const refused = { status: 400, message: /response\.headers\.Content-Type' must be a media type/ };
    await t.rejects(stub({}, { 'Content-Type': value }), refused, value);
    await t.rejects(status({ 'content-type': value }), { status: 400, message: /must be a media type/ }, value);
  }
  t.same([await world.stubs(), await world.faults()], [[], []]);
  const stubs = [{ when: { operation: 'readOwner', method: 'BREW' }, response: {} }];
  await t.rejects(createStandin({ document, stubs }), {
    code: 'PLAN_INVALID',
    message: /Stub 1 .*when\.method.*"BREW"/,
  });
  await stub({ method: 'get' }, { 'content-type': 'application/json; charset="utf-8";x=y' });
  await status({ 'Content-Type': 'text/plain' });
});

test('every kind of fault, as a client on a raw socket sees it', async (t) => {
  const { standin, world } = await clinic(t);
  const { port } = new URL(await standin.listen());
  const ask = async (method = 'GET'): Promise<{ text: string; reset: boolean; pieces: number }> => {
    const socket = connect(Number(port), '127.0.0.1');
    let text = '';
    let reset = false;
    let pieces = 0;
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      pieces += 1;
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      reset = error.code === 'ECONNRESET';
    });
    socket.write(`${method} /api/owners/1 HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
    await new Promise<void>((resolve) => socket.on('close', () => resolve()));
    return { text, reset, pieces };
  };
  const withFault = async (fault: FaultKind, method?: string) => {
    await world.reset();
    await world.fault({ fault: fault as never });
    return ask(method);
  };
  const whole = await ask();
  const length = Number(/content-length: (\d+)/i.exec(whole.text)?.[1]);
  const bodyOf = (text: string) => text.split('\r\n\r\n')[1] ?? '';
  t.equal(bodyOf(whole.text).length, length);

  t.match(await withFault({ kind: 'reset' }), { text: '', reset: true });
  t.match(await withFault({ kind: 'empty' }), { text: '', reset: false });
  const cut = await withFault({ kind: 'truncate' });
  t.match(cut.text, new RegExp(`content-length: ${length}`, 'i'));
  t.equal(bodyOf(cut.text).length, Math.floor(length / 2));
  const withoutOwnFacts = (text: string) => text.replace(/^(?:date|request-id): .*\r\n/gim, '');
  const head = withoutOwnFacts((await ask('HEAD')).text);
  t.match(head, new RegExp(`^HTTP/1.1 200 OK[\\s\\S]*content-length: ${length}`, 'i'));
  for (const fault of [{ kind: 'truncate' }, { kind: 'drip', duration: 100 }] as const) {
    t.equal(withoutOwnFacts((await withFault(fault, 'HEAD')).text), head, `${fault.kind} changes no HEAD`);
  }
  const dripped = await withFault({ kind: 'drip', duration: 100 });
  t.equal(bodyOf(dripped.text), bodyOf(whole.text));
  t.ok(dripped.pieces > 2, 'it comes in pieces');
  for (const latency of [60, { min: 60, max: 70 }, { median: 60, sigma: 0 }]) {
    const late = await withFault({ kind: 'latency', latency });
    t.equal(bodyOf(late.text), bodyOf(whole.text), 'the answer comes late, and whole');
  }
  const declared = await withFault({ kind: 'status', status: 404 });
  t.match(declared.text, /^HTTP\/1.1 404 Not Found/);
  t.type(JSON.parse(bodyOf(declared.text)).message, 'string', 'with a body that fits');
  t.match(
    (await withFault({ kind: 'status', status: 503, headers: { 'retry-after': '7' } })).text,
    /^HTTP\/1.1 503[\s\S]*retry-after: 7/,
  );
  const violations = (text: string) => {
    const { responses } = standin.contract.operations.find(({ id }) => id === 'readOwner') ?? { responses: [] };
    const schema = responses[0]?.content[0]?.schema as string;
    return standin.contract.validator('response', schema)(JSON.parse(bodyOf(text)));
  };
  t.match(violations((await withFault({ kind: 'invalid-response' })).text), [{ rule: 'required' }]);
  t.match(violations((await withFault({ kind: 'invalid-response', violation: 'wrong-type' })).text), [
    { rule: 'type' },
  ]);
  t.same(await standin.control.violations(), [], 'a fault is recorded as planned, never as a violation');
  t.match(await world.exchanges(), [{ status: 200, fault: 'fault-1' }]);
});

test('a fault strikes when it is meant to', async (t) => {
  const { world, status } = await clinic(t, { now: new Date('2026-03-01T12:00:00Z') });
  const fault = { kind: 'status', status: 503 } as const;
  const statuses = async (calls: number) => {
    const found: number[] = [];
    for (let call = 0; call < calls; call++) found.push(await status('/api/owners/1'));
    return found;
  };
  await world.fault({ when: { operation: 'readOwner', every: 3 }, fault });
  t.same(await statuses(6), [200, 200, 503, 200, 200, 503]);
  await world.reset();
  await world.fault({ when: { call: 2 }, fault });
  t.same(await statuses(3), [200, 503, 200]);
  await world.reset();
  await world.fault({ when: { times: 2 }, fault });
  t.same(await statuses(3), [503, 503, 200]);
  await world.reset();
  await world.fault({ when: { lasts: 'PT5M' }, fault });
  t.same(await statuses(1), [503]);
  await world.advance('PT6M');
  t.same(await statuses(1), [200], 'by the clock of the world');
  await world.reset();
  await world.fault({ id: 'chance', when: { probability: 0.5 }, fault });
  const first = await statuses(40);
  await world.reset();
  await world.fault({ id: 'chance', when: { probability: 0.5 }, fault });
  t.same(await statuses(40), first, 'chance repeats itself');
  t.ok(first.includes(200) && first.includes(503));
  await t.rejects(world.fault({ when: { lasts: 'P' }, fault }), { name: 'ControlError', status: 400 });
  await t.rejects(world.fault({ fault: { kind: 'latency', latency: { min: 5, max: 1 } } }), {
    name: 'ControlError',
    status: 400,
  });
});

test('a request asks for a fault by its header, unless that is forbidden', async (t) => {
  const { status } = await clinic(t);
  const ask = (fault: string) => status('/api/owners/1', { headers: { 'standin-fault': fault } });
  t.same([await ask('status=503'), await ask('latency=1'), await ask('nonsense')], [503, 200, 400]);
  await t.rejects(ask('reset'));
  const forbidden = await clinic(t, { faults: false });
  t.equal(await forbidden.status('/api/owners/1', { headers: { 'standin-fault': 'status=503' } }), 403);
  await t.rejects(forbidden.world.fault({ fault: { kind: 'reset' } }), { name: 'ControlError', status: 403 });
});

test('every world starts with the stubs and faults of a file; an invalid one is refused with its line', async (t) => {
  const folder = t.testdir({
    'stubs.yaml': '- when: { operation: readOwner }\n  response: { status: 404 }\n',
    'faults.json': '[{ "when": { "operation": "listOwners" }, "fault": { "kind": "status", "status": 503 } }]',
    'bad.yaml': '- when: { operation: readOwner }\n  response:\n    body: { id: x }\n',
    'worse.yaml': '- when: { operation: readOwner }\n  answr: {}\n',
  });
  const { status, world } = await clinic(t, { stubs: `${folder}/stubs.yaml`, faults: `${folder}/faults.json` });
  t.same([await status('/api/owners/1'), await status('/~alice/api/owners')], [404, 503]);
  await world.reset();
  t.equal(await status('/api/owners/1'), 404, 'and after a reset again');
  await t.rejects(createStandin({ document, stubs: `${folder}/bad.yaml` }), {
    code: 'PLAN_INVALID',
    place: { file: `${folder}/bad.yaml`, line: 3, pointer: '/0/response/body/name' },
  });
  await t.rejects(createStandin({ document, stubs: `${folder}/worse.yaml` }), {
    code: 'PLAN_INVALID',
    place: { line: 1 },
  });
  await t.rejects(createStandin({ document, faults: `${folder}/none.yaml` }), { code: 'PLAN_INVALID' });
});

test('an automatic id is never the one of another plan', async (t) => {
  const list = [
    { id: 'fault-1', when: { operation: 'listOwners' }, fault: { kind: 'status', status: 503 } },
    { when: { operation: 'readOwner' }, fault: { kind: 'status', status: 500 } },
  ] as const;
  const { world, status } = await clinic(t, { faults: list });
  t.same([await status('/api/owners'), await status('/api/owners/1')], [503, 500], 'both act');
  await world.reset();
  const fault = { kind: 'latency', latency: 0 } as const;
  await world.fault({ id: 'fault-4', fault });
  const ids = [await world.fault({ fault }), await world.fault({ fault })].map(({ id }) => id);
  t.same(ids, ['fault-3', 'fault-5']);
  t.equal((await world.faults()).length, 5);
  const response = { status: 404 };
  await world.stub({ id: 'stub-6', when: { operation: 'readOwner' }, response });
  t.equal((await world.stub({ when: { operation: 'readOwner' }, response })).id, 'stub-7');
});

test('two plans of a list with the same id are refused with both places', async (t) => {
  const fault = { kind: 'reset' } as const;
  const inCode = { id: 'x', fault };
  await t.rejects(createStandin({ document, faults: [inCode, { fault }, inCode] }), {
    code: 'PLAN_INVALID',
    what: 'Fault 3 has the id "x" of fault 1, at /0/id',
    place: { pointer: '/2/id' },
  });
  const folder = t.testdir({
    'stubs.yaml': [1, 2].map(() => '- id: x\n  when: { operation: readOwner }\n  response: {}\n').join(''),
  });
  await t.rejects(createStandin({ document, stubs: `${folder}/stubs.yaml` }), {
    code: 'PLAN_INVALID',
    what: 'Stub 2 has the id "x" of stub 1, at line 1, column 7',
    place: { file: `${folder}/stubs.yaml`, line: 4, column: 7, pointer: '/1/id' },
  });
});

test('a fault or a stub that is not valid is explained in one sentence', async (t) => {
  const { standin } = await clinic(t);
  const refused = async (kind: 'faults' | 'stubs', payload: object) => {
    const { statusCode, body } = await standin.inject({
      method: 'POST',
      url: `/_standin/worlds/default/${kind}`,
      payload,
    });
    const { detail, errors } = JSON.parse(body);
    t.equal(statusCode, 400);
    t.equal(errors.length, 1, detail);
    return detail as string;
  };
  const when = { operation: 'readOwner' };
  t.match(
    await refused('faults', { fault: { kind: 'status', status: '500' } }),
    /'fault\.status' must be of type integer/,
  );
  t.match(await refused('faults', { fault: { kind: 'slow' } }), /'fault\.kind' must be one of "latency", "status", /);
  for (const [fault, pointer, what] of [
    [{ kind: 'invalid-response', breach: 'x' }, 'fault/breach', /is not declared/],
    [
      { kind: 'invalid-response', violation: 'x' },
      'fault/violation',
      /must be one of "missing-property", "wrong-type"/,
    ],
    [{ kind: 'reset', breach: 'x' }, 'fault/breach', /is not declared/],
    [{ kind: 'off-contract', breach: 'x' }, 'fault/kind', /must be one of "latency", .* "invalid-response"/],
  ] as const) {
    const detail = await refused('faults', { fault });
    t.match(detail, what);
    t.match(detail, `'${pointer.replace('/', '.')}'`);
    const folder = t.testdir({ 'faults.json': JSON.stringify([{ fault }]) });
    for (const faults of [[{ fault: fault as never }], `${folder}/faults.json`]) {
      const refusal = { code: 'PLAN_INVALID', what, place: { pointer: `/0/${pointer}` } };
      await t.rejects(createStandin({ document, faults }), refusal);
    }
  }
  t.match(await refused('faults', { fault: { status: 500 } }), /'fault\.kind' is required/);
  t.match(
    await refused('faults', { fault: { kind: 'latency', latency: { min: 1 } } }),
    /'fault\.latency\.max' is required/,
  );
  t.match(await refused('faults', { when: { operation: 'readOwnr' }, fault: { kind: 'reset' } }), /"readOwner"/);
  t.match(
    await refused('stubs', { when, response: { status: 200, body: 1 } }),
    /'response\.body' must be of type object/,
  );
  t.match(
    await refused('stubs', { when: { ...when, query: { page: { equal: 1 } } }, response: {} }),
    /'when\.query\.page\.equal' is not declared/,
  );
});

test('a pattern of a stub or a verification cannot block the server', async (t) => {
  const { standin, world, status } = await clinic(t);
  const slow = { matches: '^(a+)+$' };
  await world.stub({
    when: { operation: 'addOwner', body: { '/name': slow } },
    response: { status: 409 },
    allowInvalid: true,
  });
  await world.stub({
    when: { operation: 'listOwners', headers: { 'x-note': slow } },
    response: { status: 200, body: [] },
  });
  const text = `${'a'.repeat(40)}!`;
  const begun = performance.now();
  const owners = async (note: string) =>
    (await standin.inject({ url: '/api/owners', headers: { 'x-note': note } })).json();
  t.equal(await status('/api/owners', { method: 'POST', payload: { name: text } }), 201, 'the stub does not match');
  t.ok((await owners(text)).length > 0, 'the stub does not match');
  await t.rejects(world.verify({ when: { body: { '/name': slow } } }), {
    status: 400,
    message:
      'The pattern ^(a+)+$ takes longer than 100 ms on a recorded request, so the server could not verify it. Simplify the pattern.',
    problem: { code: 'VALIDATION_TIMEOUT' },
  });
  t.ok(performance.now() - begun < 5000);
  t.equal(await status('/api/owners', { method: 'POST', payload: { name: 'aaa' } }), 409);
  t.same(await owners('aa'), []);
});
