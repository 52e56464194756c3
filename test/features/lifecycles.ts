// Lifecycles of resources with unusual paths and schemas: what is created, listed and changed is what is read.
import { type Test, test } from 'tap';
import { createStandin, type JsonObject } from '../../src/index.ts';

const string: JsonObject = { type: 'string' };
const object = (properties: JsonObject, required: readonly string[] = []): JsonObject => ({
  type: 'object',
  properties,
  required,
});
const array = (items: JsonObject): JsonObject => ({ type: 'array', items });
const ok = (schema: JsonObject): JsonObject => ({ description: 'ok', content: { 'application/json': { schema } } });
const body = (schema: JsonObject): JsonObject => ({ required: true, content: { 'application/json': { schema } } });
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const parameter = (name: string, schema: JsonObject = string): JsonObject => ({
  name,
  in: 'path',
  required: true,
  schema,
});
const get = (operationId: string, schema: JsonObject): JsonObject => ({
  get: { operationId, responses: { 200: ok(schema) } },
});

const EXAMPLE = { id: 'p1', email: '', name: 'Ada' };

const DOCUMENT: JsonObject = {
  openapi: '3.0.3',
  info: { title: 'Runs', version: '1' },
  paths: {
    '/runs': get('listRuns', array(ref('Run'))),
    '/runs/{run_id}': { parameters: [parameter('run_id')], ...get('getRun', ref('Run')) },
    '/runs/{run_id}/tasks': { parameters: [parameter('run_id')], ...get('listTasks', array(ref('Task'))) },
    '/runs/{run_id}/tasks/{task_id}': {
      parameters: [parameter('run_id'), parameter('task_id')],
      ...get('getTask', ref('Task')),
    },
    '/runs/{run_id}/tasks/{task_id}/listAttempts': {
      parameters: [parameter('run_id'), parameter('task_id')],
      ...get('listAttempts', array(ref('Attempt'))),
    },
    '/runs/{run_id}/tasks/{task_id}/{attempt}': {
      parameters: [parameter('run_id'), parameter('task_id'), parameter('attempt', { type: 'integer' })],
      ...get('getAttempt', ref('Attempt')),
      patch: {
        operationId: 'changeAttempt',
        requestBody: body(object({ note: string })),
        responses: { 200: ok(ref('Attempt')) },
      },
    },
    '/clubs': get('listClubs', array(ref('Club'))),
    '/clubs/{club_id}': { parameters: [parameter('club_id')], ...get('getClub', ref('Club')) },
    '/clubs/{club_id}/teams': {
      parameters: [parameter('club_id')],
      ...get('listTeams', array(ref('Team'))),
      post: {
        operationId: 'addTeam',
        requestBody: body(object({ name: string })),
        responses: { 201: ok(ref('Team')) },
      },
    },
    '/clubs/{club_id}/teams/search': {
      parameters: [parameter('club_id')],
      ...get('searchTeams', object({ data: array(ref('Team')) })),
    },
    '/teams/{team_id}': {
      parameters: [parameter('team_id')],
      ...get('getTeam', ref('Team')),
      delete: { operationId: 'deleteTeam', responses: { 204: { description: 'deleted' } } },
    },
    '/profile': {
      get: {
        operationId: 'getProfile',
        responses: {
          200: { description: 'ok', content: { 'application/json': { schema: ref('Profile'), example: EXAMPLE } } },
        },
      },
      patch: {
        operationId: 'changeProfile',
        requestBody: body(ref('Profile')),
        responses: { 200: ok(ref('Profile')) },
      },
    },
    '/roles': {
      ...get('listRoles', array(ref('Role'))),
      post: { operationId: 'addRole', requestBody: body(ref('NewRole')), responses: { 201: ok(ref('Role')) } },
    },
    '/roles/{role_id}': {
      parameters: [parameter('role_id')],
      ...get('getRole', ref('Role')),
      patch: { operationId: 'changeRole', requestBody: body(ref('NewRole')), responses: { 200: ok(ref('Role')) } },
    },
    '/saved': {
      ...get('listSaved', array(ref('Album'))),
      delete: {
        operationId: 'deleteSaved',
        parameters: [{ name: 'ids', in: 'query', required: true, schema: string }],
        responses: { 200: { description: 'deleted' } },
      },
    },
    '/saved/{id}': { parameters: [parameter('id')], ...get('getSaved', ref('Album')) },
    '/news': {
      ...get('listNews', array(ref('News'))),
      post: {
        operationId: 'addNews',
        requestBody: body(object({ title: string, sender_id: { type: 'integer' } })),
        responses: { 201: ok(ref('News')) },
      },
    },
    '/news/{news_id}': { parameters: [parameter('news_id', { type: 'integer' })], ...get('getNews', ref('News')) },
    '/people': get('listPeople', array(ref('Person'))),
    '/people/{number}': { parameters: [parameter('number')], ...get('getPersonByNumber', ref('Person')) },
    '/people/{person_id}': {
      parameters: [parameter('person_id', { type: 'string', format: 'uuid' })],
      ...get('getPerson', ref('Person')),
      delete: { operationId: 'deletePerson', responses: { 204: { description: 'deleted' } } },
    },
    '/stream': {
      get: { operationId: 'openStream', responses: { 200: { description: 'open' } } },
      post: { operationId: 'send', responses: { 200: { description: 'sent' } } },
      delete: { operationId: 'closeStream', responses: { 200: { description: 'closed' } } },
    },
  },
  components: {
    schemas: {
      Album: object({ id: string, title: string }, ['id']),
      Person: object({ person_id: { type: 'string', format: 'uuid' }, number: string }, ['person_id']),
      News: object({ id: string, title: string, sender_id: { type: 'integer' } }, ['id']),
      Run: object({ run_id: string }, ['run_id']),
      Task: object({ run_id: string, task_id: string }, ['task_id']),
      Attempt: object({ run_id: string, task_id: string, attempt: { type: 'integer' }, note: string }, ['attempt']),
      Club: object({ id: string, name: string }, ['id']),
      Team: object({ id: string, name: string }, ['id', 'name']),
      Profile: object({ id: string, email: { type: 'string', format: 'email' }, name: string }),
      Permission: object({ id: string, name: string, kind: { type: 'string', enum: ['read', 'write'] } }, [
        'id',
        'name',
        'kind',
      ]),
      Role: object({ id: string, name: string, permissions: array(ref('Permission')) }, ['id', 'name', 'permissions']),
      NewRole: object({ name: string, permissions: array(string) }),
    },
  },
};

async function serve(t: Test) {
  const standin = await createStandin({
    document: DOCUMENT,
    onInvalidResponse: (response) => t.fail(JSON.stringify(response)),
    log: 'off',
  });
  t.teardown(() => standin.close());
  return async (method: 'GET' | 'PATCH' | 'POST' | 'DELETE', url: string, payload?: object) => {
    const response = await standin.inject({ method, url, ...(payload && { payload }) });
    return { status: response.statusCode, body: response.payload === '' ? undefined : response.json() };
  };
}

test('items whose path ends with two parameters belong to the item above them', async (t) => {
  const send = await serve(t);
  const [run] = (await send('GET', '/runs')).body;
  const [task] = (await send('GET', `/runs/${run.run_id}/tasks`)).body;
  const path = `/runs/${run.run_id}/tasks/${task.task_id}`;
  const [attempt] = (await send('GET', `${path}/listAttempts`)).body;
  t.match(attempt, { run_id: run.run_id, attempt: Number });
  t.strictSame((await send('GET', `${path}/${attempt.attempt}`)).body, attempt);
  const changed = await send('PATCH', `${path}/${attempt.attempt}`, { note: 'again' });
  t.match(changed, { status: 200, body: { note: 'again' } });
  t.strictSame((await send('GET', `${path}/listAttempts`)).body[0], changed.body);
  t.equal((await send('GET', `/runs/none/tasks/${task.task_id}/listAttempts`)).status, 404);
});

test('a list below the list of an owner has the same items', async (t) => {
  const send = await serve(t);
  const [club] = (await send('GET', '/clubs')).body;
  const { body: team } = await send('POST', `/clubs/${club.id}/teams`, { name: 'Gulls' });
  const found = async () => (await send('GET', `/clubs/${club.id}/teams/search`)).body.data;
  t.match(
    (await found()).filter(({ name }: { name: string }) => name === 'Gulls'),
    [team],
  );
  t.strictSame((await send('GET', `/teams/${team.id}`)).body, team);
  await send('DELETE', `/teams/${team.id}`);
  t.strictSame(
    (await found()).filter(({ name }: { name: string }) => name === 'Gulls'),
    [],
  );
});

test('an invalid property in the example of a single object is replaced', async (t) => {
  const send = await serve(t);
  const { body: profile } = await send('GET', '/profile');
  t.match(profile, { id: 'p1', name: 'Ada' });
  t.not(profile.email, '');
});

test('objects that a change sends by their names are completed', async (t) => {
  const send = await serve(t);
  const { body: role } = await send('POST', '/roles', { name: 'Editor', permissions: ['read'] });
  t.match(role.permissions, [{ name: 'read', id: String }]);
  const changed = await send('PATCH', `/roles/${role.id}`, { permissions: ['read', 'write'] });
  t.equal(changed.status, 200);
  t.match(changed.body.permissions, [{ name: 'read' }, { name: 'write', kind: String }]);
  t.strictSame((await send('GET', `/roles/${role.id}`)).body, changed.body);
});

test('deleting several items leaves out those that do not exist if no 404 is declared', async (t) => {
  const send = await serve(t);
  const [first, second, ...others] = (await send('GET', '/saved')).body;
  t.equal((await send('DELETE', `/saved?ids=${first.id},none,${second.id}`)).status, 200);
  t.strictSame((await send('GET', '/saved')).body, others);
  t.equal((await send('DELETE', '/saved?ids=none')).status, 200);
});

test('the text of a number is the key of an item whose path declares an integer', async (t) => {
  const send = await serve(t);
  const one = (await send('POST', '/news', { title: 'One', sender_id: 7 })).body;
  const two = (await send('POST', '/news', { title: 'Two', sender_id: 7 })).body;
  t.match(one.id, /^\d+$/);
  t.not(one.id, two.id);
  t.strictSame((await send('GET', `/news/${two.id}`)).body, two);
});

test('a GET that declares no 404 does not say whether a POST has switched it on', async (t) => {
  const send = await serve(t);
  t.equal((await send('GET', '/stream')).status, 200);
  t.equal((await send('DELETE', '/stream')).status, 200);
  t.equal((await send('GET', '/stream')).status, 200);
});

test('the key of an item is what the most operations name in its path', async (t) => {
  const send = await serve(t);
  const [first, ...others] = (await send('GET', '/people')).body;
  t.equal((await send('DELETE', `/people/${first.person_id}`)).status, 204);
  t.strictSame((await send('GET', '/people')).body, others);
});
