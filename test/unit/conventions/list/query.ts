// Filters, order, search and pages of a list, by the names of its query parameters.
import { test } from 'tap';
import { contractFromValue } from '../../../../src/contract/load.ts';
import type { Operation } from '../../../../src/contract/operation/operations.ts';
import { pairsOf } from '../../../../src/contract/wire/deserialize.ts';
import { parameterReader } from '../../../../src/contract/wire/read-parameters.ts';
import type { ListPage } from '../../../../src/conventions/list/page.ts';
import { listQuery } from '../../../../src/conventions/list/query.ts';
import { HttpError } from '../../../../src/errors/http-error.ts';
import type { Json, JsonObject } from '../../../../src/json/value.ts';

const text = { type: 'string' };
const number = { type: 'number' };
const moment = { type: 'string', format: 'date-time' };

const RIDE: JsonObject = {
  type: 'object',
  properties: {
    id: text,
    status: { type: 'string', enum: ['planned', 'driving', 'done'] },
    city: text,
    fare: number,
    seats: { type: 'integer' },
    is_shared: { type: 'boolean' },
    driver: { type: 'object', properties: { id: text, name: text } },
    vehicle_id: text,
    tags: { type: 'array', items: text },
    labels: { type: 'object', additionalProperties: text },
    createdAt: moment,
    ends_on: { type: 'string', format: 'date' },
    paid: { type: 'integer', description: 'Seconds since 1970.' },
    like_count: { type: 'integer' },
    toll: { type: 'object', properties: { amount: number, currency: text } },
    assignee: text,
  },
};

const RIDES: readonly JsonObject[] = [
  {
    id: 'r1',
    status: 'planned',
    city: 'Ulm',
    fare: 12.5,
    seats: 1,
    is_shared: false,
    driver: { id: 'd1', name: 'Bo Ek' },
    vehicle_id: 'v1',
    tags: ['night', 'vip'],
    labels: { app: 'web', tier: 'gold' },
    createdAt: '2026-01-05T08:00:00Z',
    ends_on: '2026-02-01',
    paid: 1767600000,
    like_count: 3,
  },
  {
    id: 'r2',
    status: 'driving',
    city: 'Ulm am Rain',
    fare: 40,
    seats: 3,
    is_shared: true,
    driver: { id: 'd2', name: 'Al Ro' },
    vehicle_id: 'v2',
    tags: ['day'],
    labels: { app: 'db' },
    createdAt: '2026-02-05T08:00:00Z',
    ends_on: '2026-02-02',
    paid: 1770278400,
    like_count: 10,
    toll: { amount: 4, currency: 'EUR' },
  },
  {
    id: 'r3',
    status: 'done',
    city: 'Kiel',
    fare: 7,
    seats: 2,
    is_shared: false,
    driver: { id: 'd1', name: 'Bo Ek' },
    vehicle_id: 'v3',
    tags: [],
    labels: {},
    createdAt: '2026-03-05T23:30:00+02:00',
    ends_on: '2026-02-03',
    paid: 1772746200,
    like_count: 1,
    toll: { amount: 2, currency: 'EUR' },
    assignee: 'Ada',
  },
];

interface Given {
  readonly parameters: readonly JsonObject[];
  readonly items?: readonly JsonObject[];
  readonly item?: JsonObject;
  readonly key?: string;
  readonly envelope?: readonly string[];
}

/** Reads a list as a request does: the query becomes values, then selects items. */
async function open({ parameters, items = RIDES, item = RIDE, key = 'id', envelope = [] }: Given) {
  const declared = parameters.map((parameter) => ({ in: 'query', schema: text, ...parameter }));
  const get = { parameters: declared as Json, responses: { '200': { description: 'ok' } } };
  const contract = await contractFromValue({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/rides': { get } },
    components: { schemas: { Ride: item } },
  } as JsonObject);
  const operation = contract.operations[0] as Operation;
  const schema = '/components/schemas/Ride';
  const run = listQuery(contract, operation, { item: schema, shown: schema, key: [key], name: 'rides', envelope });
  const reader = parameterReader(contract, operation);
  return (query: string): ListPage => {
    const read = reader?.({ path: {}, query: pairsOf(query), headers: {} });
    if (read && read.violations.length > 0)
      throw new Error(`invalid query ${query}: ${JSON.stringify(read.violations)}`);
    return run(items, read?.values.query ?? {});
  };
}

const idsOf = ({ items }: ListPage) => items.map(({ id }) => id).join(' ');

type Row = readonly [title: string, parameter: JsonObject | readonly JsonObject[], query: string, expected: string];

const STATUS = {
  name: 'status',
  schema: { type: 'string', enum: ['planned', 'driving', 'done', 'everything'], default: 'planned' },
};
const DEEP = { type: 'object', additionalProperties: text };

const FILTERS: readonly Row[] = [
  ['a default', STATUS, '', 'r1 r2 r3'],
  ['a value', STATUS, 'status=done', 'r3'],
  ['a value that only the parameter allows', STATUS, 'status=everything', 'r1 r2 r3'],
  ['a value that no item has', { name: 'city' }, 'city=Bonn', ''],
  ['all', { name: 'city' }, 'city=all', 'r1 r2 r3'],
  ['any', { name: 'city' }, 'city=ANY', 'r1 r2 r3'],
  ['an asterisk', { name: 'city' }, 'city=*', 'r1 r2 r3'],
  ['the empty value', { name: 'city' }, 'city=', 'r1 r2 r3'],
  ['a pattern', { name: 'city' }, 'city=Ulm*', 'r1 r2'],
  ['a pattern with several wildcards', { name: 'city' }, 'city=*l*r*', 'r2'],
  ['a pattern that would need overlaps', { name: 'city' }, 'city=Ul*lm', ''],
  ['another case', { name: 'city' }, 'city=ulm', 'r1'],
  ['a flag', { name: 'shared', schema: { type: 'boolean' } }, 'shared=true', 'r2'],
  ['a flag that is false', { name: 'is_shared', schema: { type: 'boolean' } }, 'is_shared=false', 'r1 r3'],
  ['a number', { name: 'seats', schema: { type: 'integer' } }, 'seats=3', 'r2'],
  ['several pairs', { name: 'status', schema: { type: 'array', items: text } }, 'status=done&status=driving', 'r2 r3'],
  ['commas', { name: 'status' }, 'status=done,driving', 'r2 r3'],
  ['brackets', { name: 'status[]', schema: { type: 'array', items: text } }, 'status[]=done&status[]=driving', 'r2 r3'],
  ['the plural of a property', { name: 'statuses', schema: { type: 'array', items: text } }, 'statuses=done', 'r3'],
  ['the key', { name: 'ids', explode: false, schema: { type: 'array', items: text } }, 'ids=r3,r1', 'r1 r3'],
  ['a list', { name: 'tag' }, 'tag=vip', 'r1'],
  ['an object by its key', { name: 'driver_id' }, 'driver_id=d1', 'r1 r3'],
  ['an object by its name', { name: 'driver' }, 'driver=Al Ro', 'r2'],
  ['a property with the key of an object', { name: 'vehicle' }, 'vehicle=v2', 'r2'],
  ['a dotted name', { name: 'driver.name' }, 'driver.name=Bo Ek', 'r1 r3'],
  ['two underscores', { name: 'driver__name' }, 'driver__name=Bo Ek', 'r1 r3'],
  ['a nested object', { name: 'driver', style: 'deepObject', schema: DEEP }, 'driver[name]=Al Ro', 'r2'],
  ['a filter object', { name: 'filter', style: 'deepObject', schema: DEEP }, 'filter[city]=Kiel', 'r3'],
  [
    'a filter object with a range',
    { name: 'filter', style: 'deepObject', schema: { type: 'object' } },
    'filter[fare][gt]=10',
    'r1 r2',
  ],
  ['a declared filter', { name: 'filter[driver.id]' }, 'filter[driver.id]=d2', 'r2'],
  ['an expression of SCIM', { name: 'filter' }, 'filter=city eq "Kiel" or (fare gt 20 and status pr)', 'r2 r3'],
  ['an expression of AIP-160', { name: 'filter' }, 'filter=status = "done"', 'r3'],
  ['a selector', { name: 'labelSelector' }, 'labelSelector=app=web', 'r1'],
  ['a selector with sets', { name: 'labelSelector' }, 'labelSelector=app in (web,db),!tier', 'r2'],
  ['JSON', { name: 'filters' }, 'filters={"status":["done","planned"]}', 'r1 r3'],
  ['at least, as a prefix', { name: 'min_fare', schema: number }, 'min_fare=12.5', 'r1 r2'],
  ['at most, in camel case', { name: 'maxFare', schema: number }, 'maxFare=12.5', 'r1 r3'],
  [
    'both',
    [
      { name: 'fare_from', schema: number },
      { name: 'fare_to', schema: number },
    ],
    'fare_from=8&fare_to=20',
    'r1',
  ],
  ['an operator in brackets', { name: 'fare[gte]', schema: number }, 'fare[gte]=40', 'r2'],
  ['operators of an object', { name: 'fare', style: 'deepObject', schema: DEEP }, 'fare[gt]=7&fare[lt]=40', 'r1'],
  ['an operator after underscores', { name: 'fare__lt', schema: number }, 'fare__lt=12.5', 'r3'],
  ['an operator in the value', { name: 'fare' }, 'fare=>=12.5', 'r1 r2'],
  ['a range in the value', { name: 'fare' }, 'fare=7..13', 'r1 r3'],
  ['not', { name: 'status_ne' }, 'status_ne=done', 'r1 r2'],
  [
    'exclude',
    { name: 'exclude_status', schema: { type: 'array', items: text } },
    'exclude_status=done&exclude_status=planned',
    'r2',
  ],
  ['a part of a text', { name: 'city_contains' }, 'city_contains=am', 'r2'],
  ['a part that the description announces', { name: 'city', description: 'A partial name.' }, 'city=ulm', 'r1 r2'],
  ['a prefix', { name: 'city_prefix' }, 'city_prefix=Ul', 'r1 r2'],
  ['the prefix of the key', { name: 'prefix' }, 'prefix=r', 'r1 r2 r3'],
  ['after a time', { name: 'created_after', schema: moment }, 'created_after=2026-02-05T08:00:00Z', 'r3'],
  ['before a time', { name: 'createdBefore', schema: moment }, 'createdBefore=2026-02-05T08:00:00Z', 'r1'],
  ['since', { name: 'since', schema: moment }, 'since=2026-02-05T08:00:00Z', 'r2 r3'],
  ['until a day', { name: 'until', schema: { type: 'string', format: 'date' } }, 'until=2026-02-05', 'r1 r2'],
  ['a day', { name: 'created_at', schema: { type: 'string', format: 'date' } }, 'created_at=2026-02-05', 'r2'],
  ['times with zones', { name: 'created[lt]', schema: moment }, 'created[lt]=2026-03-05T21:30:01Z', 'r1 r2 r3'],
  [
    'seconds since 1970',
    { name: 'created', style: 'deepObject', schema: { type: 'object', properties: { gte: { type: 'integer' } } } },
    'created[gte]=1770000000',
    'r2 r3',
  ],
  [
    'a time in a property of seconds',
    { name: 'paid_since', schema: moment },
    'paid_since=2026-02-05T08:00:00Z',
    'r2 r3',
  ],
  ['an amount inside an object', { name: 'min_toll', schema: number }, 'min_toll=3', 'r2'],
  ['keys below one', { name: 'max_id' }, 'max_id=r3', 'r1 r2'],
  ['an expression of RSQL', { name: 'filter' }, 'filter=city==Kiel,fare=gt=20', 'r2 r3'],
  ['an expression of JQL', { name: 'jql' }, 'jql=status = done ORDER BY fare', 'r3'],
  ['an operator with a dot', { name: 'fare' }, 'fare=gte.12.5', 'r1 r2'],
  ['a switch', { name: 'only_shared', schema: { type: 'boolean' } }, 'only_shared=true', 'r2'],
  ['a switch that is off', { name: 'only_shared', schema: { type: 'boolean' } }, 'only_shared=false', 'r1 r2 r3'],
  ['an exclusion', { name: 'exclude_shared', schema: { type: 'boolean' } }, 'exclude_shared=true', 'r1 r3'],
  [
    'an exclusion that is off',
    { name: 'exclude_shared', schema: { type: 'boolean' } },
    'exclude_shared=false',
    'r1 r2 r3',
  ],
  ['a presence', { name: 'has_toll', schema: { type: 'boolean' } }, 'has_toll=true', 'r2 r3'],
  ['an absence', { name: 'has_toll', schema: { type: 'boolean' } }, 'has_toll=false', 'r1'],
  ['a person', { name: 'assigned_to' }, 'assigned_to=Ada', 'r3'],
  ['the start of a range', [{ name: 'oldest', description: 'Start of the time range.' }], 'oldest=1770000000', 'r2 r3'],
  ['the ends of a range', [{ name: 'from' }, { name: 'to' }], 'from=2026-02-01&to=2026-02-28', 'r2'],
  ['an API key', { name: 'id', description: 'Your API key' }, 'id=secret', 'r1 r2 r3'],
  ['a name that is no property', { name: 'colour' }, 'colour=red', 'r1 r2 r3'],
  ['a selection of properties', { name: 'fields' }, 'fields=city', 'r1 r2 r3'],
  ['two filters', [{ name: 'city' }, { name: 'status' }], 'city=Ulm&status=done', ''],
];

test('a query parameter filters by the property that its name means', async (t) => {
  for (const [title, parameter, query, expected] of FILTERS) {
    const list = await open({ parameters: [parameter].flat() as JsonObject[] });
    t.equal(idsOf(list(encodeURI(query).replaceAll('%252B', '%2B'))), expected, `${title}: ${query}`);
  }
});

const SORT = { name: 'sort' };
const ORDERS: readonly Row[] = [
  ['no order', SORT, '', 'r1 r2 r3'],
  ['a property', SORT, 'sort=fare', 'r3 r1 r2'],
  ['a minus', SORT, 'sort=-fare', 'r2 r1 r3'],
  ['a plus', SORT, 'sort=+fare', 'r3 r1 r2'],
  ['a colon', SORT, 'sort=fare:desc', 'r2 r1 r3'],
  ['a space', { name: 'orderBy' }, 'orderBy=fare desc', 'r2 r1 r3'],
  ['a suffix', SORT, 'sort=fare_desc', 'r2 r1 r3'],
  ['a suffix in camel case', { name: 'sortBy' }, 'sortBy=fareDesc', 'r2 r1 r3'],
  ['a dot', { name: 'order' }, 'order=fare.desc', 'r2 r1 r3'],
  ['the pair of Spring', SORT, 'sort=fare,desc', 'r2 r1 r3'],
  ['two keys', SORT, 'sort=driver.name,-fare', 'r2 r1 r3'],
  [
    'two pairs',
    { name: 'sort', schema: { type: 'array', items: text } },
    'sort=driver.name&sort=fare:desc',
    'r2 r1 r3',
  ],
  [
    'a direction of its own',
    [{ name: 'sort_by' }, { name: 'order', schema: { enum: ['asc', 'desc'] } }],
    'sort_by=seats&order=desc',
    'r2 r3 r1',
  ],
  [
    'a flag for the direction',
    [{ name: 'sort' }, { name: 'desc', schema: { type: 'boolean' } }],
    'sort=seats&desc=true',
    'r2 r3 r1',
  ],
  ['a default', { name: 'sort', schema: { type: 'string', default: '-seats' } }, '', 'r2 r3 r1'],
  ['only a direction', { name: 'order', schema: { type: 'string', enum: ['asc', 'desc'] } }, 'order=desc', 'r3 r2 r1'],
  ['the newest first', SORT, 'sort=newest', 'r3 r2 r1'],
  ['a time with a shorter name', SORT, 'sort=-created', 'r3 r2 r1'],
  ['a count', SORT, 'sort=-likes', 'r2 r1 r3'],
  ['a name that is no property', SORT, 'sort=colour', 'r1 r2 r3'],
  ['an object of directions', { name: 'sort', style: 'deepObject', schema: DEEP }, 'sort[fare]=desc', 'r2 r1 r3'],
];

test('a list is sorted as requested', async (t) => {
  for (const [title, parameter, query, expected] of ORDERS) {
    const list = await open({ parameters: [parameter].flat() as JsonObject[] });
    t.equal(idsOf(list(encodeURI(query))), expected, `${title}: ${query}`);
  }
});

const SEARCHES: readonly Row[] = [
  ['a word', { name: 'q' }, 'q=kiel', 'r3'],
  ['all words', { name: 'search' }, 'search=bo night', 'r1'],
  ['a phrase', { name: 'query' }, 'query="Ulm am"', 'r2'],
  ['a qualifier', { name: 'q' }, 'q=status:done', 'r3'],
  ['a qualifier with an operator', { name: 'q' }, 'q=ek fare:>10', 'r1'],
  ['a qualifier that names no property', { name: 'q' }, 'q=kiel in:title', 'r3'],
  ['no qualifier', { name: 'q' }, 'q=-status:done', 'r1 r2'],
  ['nothing', { name: 'q' }, 'q=', 'r1 r2 r3'],
];

test('a search finds the items that contain all words', async (t) => {
  for (const [title, parameter, query, expected] of SEARCHES) {
    const list = await open({ parameters: [parameter].flat() as JsonObject[] });
    t.equal(idsOf(list(encodeURI(query).replaceAll('>', '%3E'))), expected, `${title}: ${query}`);
  }
});

const integer = { type: 'integer' };
const LIMIT = { name: 'limit', schema: integer };

test('a page begins where the request says', async (t) => {
  const rows: readonly Row[] = [
    ['the first items', LIMIT, 'limit=2', 'r1 r2'],
    ['no items', LIMIT, 'limit=0', ''],
    ['an offset', [LIMIT, { name: 'offset', schema: integer }], 'limit=1&offset=1', 'r2'],
    ['an offset after the last item', [LIMIT, { name: 'offset', schema: integer }], 'limit=1&offset=9', ''],
    ['a page number', [LIMIT, { name: 'page', schema: integer }], 'limit=2&page=2', 'r3'],
    [
      'a page number from 0',
      [LIMIT, { name: 'page', schema: { type: 'integer', minimum: 0 } }],
      'limit=2&page=1',
      'r3',
    ],
    ['a page without a limit', { name: 'page', schema: integer }, 'page=2', ''],
    [
      'an object',
      { name: 'page', style: 'deepObject', schema: { type: 'object', properties: { size: integer, number: integer } } },
      'page[size]=2&page[number]=2',
      'r3',
    ],
    [
      'declared properties',
      [
        { name: 'page[limit]', schema: integer },
        { name: 'page[offset]', schema: integer },
      ],
      'page[limit]=1&page[offset]=2',
      'r3',
    ],
    ['a key', [LIMIT, { name: 'starting_after' }], 'limit=1&starting_after=r1', 'r2'],
    ['a key at the end', [LIMIT, { name: 'ending_before' }], 'limit=1&ending_before=r3', 'r2'],
    [
      'the default of the limit',
      [
        { name: 'limit', schema: { type: 'integer', default: 1 } },
        { name: 'offset', schema: integer },
      ],
      '',
      'r1',
    ],
    [
      'the default in the description',
      [{ name: 'limit', description: 'Page size. Defaults to 2.', schema: integer }],
      '',
      'r1 r2',
    ],
  ];
  for (const [title, parameter, query, expected] of rows) {
    const list = await open({ parameters: [parameter].flat() as JsonObject[] });
    t.equal(idsOf(list(query)), expected, `${title}: ${query}`);
  }
});

test('startIndex counts from 1 in SCIM, and from 0 in other lists', async (t) => {
  const parameters = [
    { name: 'startIndex', schema: integer },
    { name: 'count', schema: integer },
  ];
  const scim = await open({ parameters, envelope: ['totalresults', 'itemsperpage', 'startindex', 'resources'] });
  t.equal(idsOf(scim('startIndex=1&count=2')), 'r1 r2');
  t.equal(idsOf(scim('startIndex=3&count=2')), 'r3');
  t.equal(scim('startIndex=3&count=2').firstOffset, 1);
  const other = await open({ parameters, envelope: ['items'] });
  t.equal(idsOf(other('startIndex=1&count=1')), 'r2');
});

test('the links of a page lead to all items, once, and end', async (t) => {
  const ways: readonly JsonObject[] = [
    { name: 'cursor' },
    { name: 'after', description: 'The ID of the last item.' },
    { name: 'pageToken', schema: { type: 'string', maxLength: 4 } },
    { name: 'since_id', schema: text },
    { name: 'offset', schema: integer },
    { name: 'page', schema: integer },
    { name: 'page', schema: { type: 'integer', default: 0 } },
  ];
  const items = Array.from({ length: 7 }, (_, at) => ({ id: `r${at}` }));
  for (const way of ways) {
    for (const size of [1, 2, 3, 7, 8]) {
      const list = await open({ parameters: [LIMIT, way], items });
      const seen: unknown[] = [];
      let page = list(`limit=${size}`);
      t.equal(page.previous, undefined, 'the first page has no previous page');
      for (let pages = 0; pages < 10; pages += 1) {
        seen.push(...page.items.map(({ id }) => id));
        if (!page.next) break;
        page = list(`limit=${size}&${page.next.name}=${page.next.value}`);
      }
      t.strictSame(
        seen,
        items.map(({ id }) => id),
        `${way.name} in pages of ${size}`,
      );
      t.equal(page.hasNext, false);
    }
  }
});

test('a cursor stays at its place when items before it are deleted', async (t) => {
  const items = Array.from({ length: 5 }, (_, at) => ({ id: `r${at}` }));
  const parameters = [LIMIT, { name: 'cursor' }];
  const next = (await open({ parameters, items }))('limit=2').next?.value;
  const without = (gone: string) => open({ parameters, items: items.filter(({ id }) => id !== gone) });
  t.equal(idsOf((await without('r0'))(`limit=2&cursor=${next}`)), 'r2 r3');
  t.equal(idsOf((await without('r1'))(`limit=2&cursor=${next}`)), 'r2 r3', 'also the item that it names');
});

test('a cursor that names no item is refused', async (t) => {
  const list = await open({ parameters: [LIMIT, { name: 'cursor' }] });
  t.throws(() => list('cursor=nothing'), {
    constructor: HttpError,
    code: 'PARAMETER_INVALID',
    message: "The query parameter 'cursor' must be a cursor from a response of this list.",
  });
});

test('a hostile query takes little time', async (t) => {
  const items = [{ id: 'r1', city: 'a'.repeat(1_000) }];
  const list = await open({
    parameters: [{ name: 'city' }, { name: 'city_contains' }, { name: 'filter' }, { name: 'sort' }],
    items,
  });
  const rows = [
    ['many wildcards', `city=${'*a'.repeat(2_000)}*b`, ''],
    ['many wildcards around a text', `city_contains=${'*'.repeat(8_000)}b*`, ''],
    ['many symbols and commas', `filter=${'='.repeat(4_000)}${','.repeat(4_000)}`, 'r1'],
    ['deep parentheses', `filter=${'('.repeat(8_000)}city eq b`, 'r1'],
    ['a sort of deep lists', `sort=${'['.repeat(7_000)}${']'.repeat(7_000)}`, 'r1'],
    ['a sort with many separators', `sort=a${'.'.repeat(14_000)}x`, 'r1'],
    ['deep objects', `filter={"labels":${'{"a":'.repeat(2_500)}1${'}'.repeat(2_501)}`, 'r1'],
    ['many negations', `filter=${'not '.repeat(4_000)}city eq b`, 'r1'],
  ] as const;
  for (const [title, query, expected] of rows) {
    const start = performance.now();
    t.equal(idsOf(list(query)), expected, title);
    const took = performance.now() - start;
    t.ok(took < 1_000, `${title} took ${took.toFixed(0)} ms`);
  }
});
