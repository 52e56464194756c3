// The value of a discriminator selects the schema of a request body, of messages about it, and of samples.
import t from 'tap';
import { createStandin, type Json, type JsonObject, type StandinOptions } from '../../src/index.ts';

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

/** A document that stores tickets of one schema. */
function documentOf(schema: JsonObject, schemas: Record<string, Json>): JsonObject {
  const content = { 'application/json': { schema } };
  const list = { 'application/json': { schema: { type: 'array', items: schema } } };
  return {
    openapi: '3.1.0',
    info: { title: 'Tickets', version: '1' },
    paths: {
      '/tickets': {
        get: { operationId: 'list', responses: { 200: { description: 'Tickets', content: list } } },
        post: { operationId: 'book', requestBody: { content }, responses: { 201: { description: 'Booked', content } } },
      },
    },
    components: { schemas },
  };
}

/** Open schemas: every train ticket is a valid boat ticket except for its required property. */
const TRAIN: JsonObject = {
  type: 'object',
  required: ['mode', 'seat'],
  properties: { mode: {}, seat: { type: 'string' } },
};
const BOAT: JsonObject = {
  type: 'object',
  required: ['mode'],
  properties: { mode: { type: 'string' }, deck: { type: 'integer' } },
};
const UNION: JsonObject = {
  oneOf: [ref('Train'), ref('Boat')],
  discriminator: { propertyName: 'mode', mapping: { rail: 'Train', sea: '#/components/schemas/Boat' } },
};
const TRIPS = documentOf(UNION, { Train: TRAIN, Boat: BOAT });

const TICKET: JsonObject = {
  type: 'object',
  required: ['kind'],
  properties: { kind: { type: 'string' }, price: { type: 'number' } },
  discriminator: { propertyName: 'kind' },
};
const childOf = (base: string, own: JsonObject): JsonObject => ({ allOf: [ref(base), { type: 'object', ...own }] });
const FAMILY = {
  Ticket: TICKET,
  Single: childOf('Ticket', { required: ['day'], properties: { day: { type: 'string' } } }),
  Pass: childOf('Ticket', { required: ['months'], properties: { months: { type: 'integer' } } }),
  YouthPass: childOf('Pass', { required: ['age'], properties: { age: { type: 'integer', maximum: 26 } } }),
};
const TICKETS = documentOf(ref('Ticket'), FAMILY);

const serve = async (document: JsonObject, options: StandinOptions = {}) => {
  const standin = await createStandin({ document, ...options });
  const book = async (payload: JsonObject) => {
    const response = await standin.inject({ method: 'POST', url: '/tickets', payload });
    return { status: response.statusCode, body: response.json() };
  };
  const list = async () => (await standin.inject('/tickets')).json() as JsonObject[];
  return { standin, book, list };
};

t.test('a mapped value selects the branch of a union', async (t) => {
  const { standin, book } = await serve(TRIPS);
  t.equal((await book({ mode: 'rail', seat: '4A' })).status, 201, 'the letter of oneOf accepts it twice');
  t.equal((await book({ mode: 'sea', deck: 3 })).status, 201);
  const { status, body } = await book({ mode: 'sea', deck: 'top' });
  t.equal(status, 400);
  t.equal(body.detail, 'The property \'deck\' must be of type integer, not "top".');
  await standin.close();
});

t.test('a value that selects nothing gets the known values', async (t) => {
  const { standin, book } = await serve(TRIPS);
  const unknown = await book({ mode: 'air' });
  const known = 'must be one of "rail", "sea"';
  t.equal(unknown.body.detail, `The property 'mode' ${known} (only because mode is a discriminator), not "air".`);
  t.equal(unknown.body.errors[0].rule, 'discriminator');
  const missing = await book({ deck: 1 });
  t.equal(missing.body.detail, `The property 'mode' is required and ${known}.`);
  t.equal(missing.body.errors[0].rule, 'required');
  await standin.close();
});

t.test('the name of a schema selects it without a mapping', async (t) => {
  const union = { oneOf: [ref('Train'), ref('Boat')], discriminator: { propertyName: 'mode' } };
  const { standin, book } = await serve(documentOf(union, { Train: TRAIN, Boat: BOAT }));
  t.equal((await book({ mode: 'Boat' })).status, 201);
  t.match((await book({ mode: 'Train' })).body.detail, /'seat' is required/);
  await standin.close();
});

t.test('a constant of the property selects a branch that has no name', async (t) => {
  const branches = [
    { type: 'object', required: ['mode', 'seat'], properties: { mode: { const: 'rail' }, seat: { type: 'string' } } },
    { type: 'object', required: ['mode', 'deck'], properties: { mode: { enum: ['sea', 'lake'] }, deck: {} } },
  ];
  const { standin, book } = await serve(documentOf({ anyOf: branches, discriminator: { propertyName: 'mode' } }, {}));
  t.match((await book({ mode: 'lake' })).body.errors, [{ pointer: '#/deck', rule: 'required' }]);
  t.equal((await book({ mode: 'rail', seat: '1' })).status, 201);
  await standin.close();
});

t.test('a value that every branch enumerates follows the union', async (t) => {
  const shared = { type: 'string', enum: ['small', 'large'] };
  const schemas = {
    Train: { ...TRAIN, properties: { mode: shared, seat: {} }, additionalProperties: false },
    Boat: { ...BOAT, properties: { mode: shared, deck: {} }, additionalProperties: false },
  };
  const union = { oneOf: [ref('Train'), ref('Boat')], discriminator: { propertyName: 'mode' } };
  const { standin, book } = await serve(documentOf(union, schemas));
  t.equal((await book({ mode: 'small', seat: '1' })).status, 201);
  t.equal((await book({ mode: 'huge', seat: '1' })).status, 400);
  await standin.close();
});

t.test('a value selects a schema below the base schema', async (t) => {
  const { standin, book } = await serve(TICKETS);
  t.equal((await book({ kind: 'Single', day: 'Monday' })).status, 201);
  t.match((await book({ kind: 'Single' })).body.errors, [{ pointer: '#/day', rule: 'required' }]);
  t.match((await book({ kind: 'YouthPass', months: 1, age: 40 })).body.errors, [{ pointer: '#/age', rule: 'maximum' }]);
  t.match((await book({ kind: 'YouthPass', age: 4 })).body.errors, [{ pointer: '#/months' }], 'of the schema between');
  t.match((await book({ kind: 'Gift' })).body.errors, [{ pointer: '#/kind', rule: 'discriminator' }]);
  await standin.close();
});

t.test('values that the base schema enumerates select no schema that only inherits them', async (t) => {
  const kind = { type: 'string', enum: ['paper', 'phone'] };
  const { standin, book } = await serve(
    documentOf(ref('Ticket'), { ...FAMILY, Ticket: { ...TICKET, properties: { kind } } }),
  );
  t.equal((await book({ kind: 'paper' })).status, 201);
  t.match((await book({ kind: 'glass' })).body.errors, [{ pointer: '#/kind', rule: 'discriminator' }]);
  await standin.close();
});

t.test('a base schema inside a schema selects, too, and wrappers of it do not hide that', async (t) => {
  const order = { type: 'object', properties: { first: { allOf: [ref('Ticket')], description: 'The first' } } };
  const { standin, book } = await serve(documentOf(order, FAMILY));
  t.match((await book({ first: { kind: 'Pass' } })).body.errors, [{ pointer: '#/first/months', rule: 'required' }]);
  await standin.close();
});

t.test('a type annotation that is not required can be left out', async (t) => {
  const type = '@odata.type';
  const schemas = {
    entity: {
      type: 'object',
      properties: { [type]: { type: 'string' }, name: { type: 'string' } },
      discriminator: { propertyName: type, mapping: { '#app.room': '#/components/schemas/room' } },
    },
    room: childOf('entity', { required: ['beds'], properties: { beds: { type: 'integer' } } }),
  };
  const { standin, book } = await serve(documentOf(ref('entity'), schemas));
  t.equal((await book({ name: 'Blue' })).status, 201);
  t.match((await book({ [type]: '#app.room' })).body.error.message, /'beds' is required/);
  t.equal((await book({ [type]: '#app.room', beds: 2 })).status, 201);
  t.match((await book({ [type]: '#app.hall' })).body.error.message, /must be one of "entity", "#app.room"/);
  await standin.close();
});

t.test('a base that is also the union of the schemas below it ends', async (t) => {
  const schemas = { ...FAMILY, Ticket: { ...TICKET, oneOf: [ref('Single'), ref('Pass')] } };
  const { standin, book, list } = await serve(documentOf(ref('Ticket'), schemas));
  t.equal((await book({ kind: 'Single', day: 'Monday' })).status, 201);
  t.match((await book({ kind: 'Pass' })).body.errors, [{ pointer: '#/months', rule: 'required' }]);
  t.ok((await list()).length > 0);
  await standin.close();
});

t.test('a refusal that only the discriminator causes says so', async (t) => {
  const { standin, book } = await serve(TICKETS);
  t.equal(
    (await book({ kind: 'Pass' })).body.detail,
    "The property 'months' is required (only because the discriminator kind selects Pass).",
  );
  t.equal((await book({ kind: 'Pass', price: 'x' })).body.errors.length, 2);
  t.notMatch((await book({ kind: 'Pass', price: 'x' })).body.detail, /only because/, 'the letter refuses it, too');
  await standin.close();
});

t.test('discriminator: annotation follows the letter', async (t) => {
  const family = await serve(TICKETS, { discriminator: 'annotation' });
  t.equal((await family.book({ kind: 'Pass' })).status, 201);
  t.equal((await family.book({ kind: 'Gift' })).status, 201);
  const trips = await serve(TRIPS, { discriminator: 'annotation' });
  t.match((await trips.book({ mode: 'rail', seat: '4A' })).body.errors, [{ rule: 'oneOf' }]);
  await family.standin.close();
  await trips.standin.close();
});

t.test('samples are of the schemas that their values select, and valid by the letter', async (t) => {
  const kinds = new Set<Json | undefined>();
  const { standin, list } = await serve(TICKETS, { count: 6 });
  for (const { kind } of await list()) kinds.add(kind);
  t.same([...kinds].sort(), ['Pass', 'Single', 'YouthPass']);
  await standin.close();
  const trips = await serve(TRIPS, { count: 4 });
  const letter = await createStandin({ document: TRIPS, discriminator: 'annotation' });
  const tickets = await trips.list();
  t.equal(tickets.length, 4);
  for (const ticket of tickets) {
    const place = '/paths/~1tickets/post/requestBody/content/application~1json/schema';
    t.same(letter.contract.validator('response', place)(ticket), [], JSON.stringify(ticket));
  }
  await letter.close();
  await trips.standin.close();
});

t.test('a generated response is of the schema that the request selects', async (t) => {
  const content = { 'application/json': { schema: UNION } };
  const parameter = { name: 'mode', in: 'path', required: true, schema: { enum: ['rail', 'sea'] } };
  const document = documentOf(UNION, { Train: TRAIN, Boat: BOAT });
  const get = { parameters: [parameter], responses: { 200: { description: 'The best', content } } };
  const paths = { '/offers/{mode}/best': { get } };
  const standin = await createStandin({ document: { ...document, paths } });
  t.match((await standin.inject('/offers/rail/best')).json(), { mode: 'rail', seat: String });
  t.match((await standin.inject('/offers/sea/best')).json(), { mode: 'sea' });
  await standin.close();
});

t.test('a mapping can name files', async (t) => {
  const branches = [{ $ref: './trips/train.json' }, { $ref: './trips/water.json#/boat' }];
  const mapping = { rail: './trips/train.json', sea: 'trips/water.json#/boat' };
  const union = { oneOf: branches, discriminator: { propertyName: 'mode', mapping } };
  const folder = t.testdir({
    'api.json': JSON.stringify(documentOf(union, {})),
    trips: { 'train.json': JSON.stringify(TRAIN), 'water.json': JSON.stringify({ boat: BOAT }) },
  });
  const standin = await createStandin({ document: `${folder}/api.json` });
  const book = async (payload: JsonObject) => standin.inject({ method: 'POST', url: '/tickets', payload });
  t.equal((await book({ mode: 'rail', seat: '1' })).statusCode, 201);
  t.match((await book({ mode: 'sea', deck: 'top' })).json().errors, [{ pointer: '#/deck', rule: 'type' }]);
  t.match((await book({ mode: 'air' })).json().errors, [{ pointer: '#/mode', rule: 'discriminator' }]);
  await standin.close();
});

t.test('a schema below a base has its own value in samples', async (t) => {
  const { standin, list } = await serve(documentOf(ref('YouthPass'), FAMILY));
  for (const { kind } of await list()) t.equal(kind, 'YouthPass');
  await standin.close();
});
