// Lists as families of APIs declare them: the facts around the items of the first page and of the last page, and the walk from
// one to the other.
import { type Test, test } from 'tap';
import { createStandin, type JsonObject, type Standin } from '../../src/index.ts';
import { walk } from '../fixtures/list-walk.ts';

const text = { type: 'string' };
const optionalText = { type: ['string', 'null'] };
const integer = { type: 'integer' };
const optionalInteger = { type: ['integer', 'null'] };
const flag = { type: 'boolean' };
const uri = { type: 'string', format: 'uri' };
const BOOKS = { type: 'array', items: { $ref: '#/components/schemas/Book' } };
const BOOK = { $ref: '#/components/schemas/Book' };

function object(properties: JsonObject, required: readonly string[] = []): JsonObject {
  return { type: 'object', ...(required.length > 0 && { required }), properties };
}

function query(name: string, schema: JsonObject = text): JsonObject {
  return { name, in: 'query', schema };
}

/** A response without its items: of a query, and what it contains. */
type Page = readonly [query: string, around: unknown];

interface Family {
  readonly parameters: readonly JsonObject[];
  /** The schema of the response. */
  readonly body: JsonObject;
  /** Declared headers. The expected facts are in headers, and not in the body. */
  readonly headers?: readonly string[];
  /** Two books of five, then the last book. */
  readonly pages: readonly Page[];
}

const HREF = object({ href: text });
const LIST = 'http://books.test/books';
const SCIM_LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

const FAMILIES: Readonly<Record<string, Family>> = {
  'Django REST framework': {
    parameters: [query('page', integer), query('page_size', integer)],
    body: object({ count: integer, next: optionalText, previous: optionalText, results: BOOKS }),
    pages: [
      ['?page_size=2', { count: 5, next: `${LIST}?page_size=2&page=2`, previous: null }],
      ['?page_size=2&page=3', { count: 5, next: null, previous: `${LIST}?page_size=2&page=2` }],
    ],
  },
  Laravel: {
    parameters: [query('page', integer), query('per_page', integer)],
    body: object({
      data: BOOKS,
      links: object({ first: optionalText, last: optionalText, prev: optionalText, next: optionalText }),
      meta: object({
        current_page: integer,
        from: optionalInteger,
        last_page: integer,
        path: text,
        per_page: integer,
        to: optionalInteger,
        total: integer,
      }),
    }),
    pages: [
      [
        '?per_page=2&page=3',
        {
          links: {
            first: `${LIST}?per_page=2&page=1`,
            last: `${LIST}?per_page=2&page=3`,
            prev: `${LIST}?per_page=2&page=2`,
            next: null,
          },
          meta: { current_page: 3, from: 5, last_page: 3, path: LIST, per_page: 2, to: 5, total: 5 },
        },
      ],
    ],
  },
  Spring: {
    parameters: [query('page', { ...integer, default: 0 }), query('size', { ...integer, default: 20 })],
    body: object({
      content: BOOKS,
      totalElements: integer,
      totalPages: integer,
      first: flag,
      last: flag,
      size: integer,
      number: integer,
      numberOfElements: integer,
      empty: flag,
    }),
    pages: [
      [
        '?size=2',
        {
          totalElements: 5,
          totalPages: 3,
          first: true,
          last: false,
          size: 2,
          number: 0,
          numberOfElements: 2,
          empty: false,
        },
      ],
      [
        '?size=2&page=2',
        {
          totalElements: 5,
          totalPages: 3,
          first: false,
          last: true,
          size: 2,
          number: 2,
          numberOfElements: 1,
          empty: false,
        },
      ],
      [
        '',
        {
          totalElements: 5,
          totalPages: 1,
          first: true,
          last: true,
          size: 20,
          number: 0,
          numberOfElements: 5,
          empty: false,
        },
      ],
    ],
  },
  'JSON:API': {
    parameters: [query('page[number]', integer), query('page[size]', integer)],
    body: object({
      data: BOOKS,
      links: object({ self: text, first: optionalText, prev: optionalText, next: optionalText, last: optionalText }),
      meta: object({ total: integer }),
    }),
    pages: [
      [
        '?page[size]=2',
        {
          links: {
            self: `${LIST}?page[size]=2`,
            first: `${LIST}?page%5Bsize%5D=2&page%5Bnumber%5D=1`,
            prev: null,
            next: `${LIST}?page%5Bsize%5D=2&page%5Bnumber%5D=2`,
            last: `${LIST}?page%5Bsize%5D=2&page%5Bnumber%5D=3`,
          },
          meta: { total: 5 },
        },
      ],
    ],
  },
  HAL: {
    parameters: [query('page', integer), query('size', integer)],
    body: object({
      _embedded: object({ books: BOOKS }),
      _links: object({ self: HREF, next: HREF, prev: HREF }),
      page: object({ size: integer, totalElements: integer, totalPages: integer, number: integer }),
    }),
    pages: [
      [
        '?size=2',
        {
          _embedded: {},
          _links: { self: { href: `${LIST}?size=2` }, next: { href: `${LIST}?size=2&page=2` } },
          page: { size: 2, totalElements: 5, totalPages: 3, number: 1 },
        },
      ],
      [
        '?size=2&page=3',
        {
          _embedded: {},
          _links: { self: { href: `${LIST}?size=2&page=3` }, prev: { href: `${LIST}?size=2&page=2` } },
          page: { size: 2, totalElements: 5, totalPages: 3, number: 3 },
        },
      ],
    ],
  },
  'page tokens': {
    parameters: [query('pageToken'), query('maxResults', integer)],
    body: object({ items: BOOKS, nextPageToken: text, nextSyncToken: text }),
    pages: [
      ['?maxResults=2', { nextPageToken: 'TOKEN' }],
      ['?maxResults=5', { nextSyncToken: 'TOKEN' }],
    ],
  },
  'an empty cursor on the last page': {
    parameters: [query('cursor'), query('limit', integer)],
    body: object({ ok: flag, books: BOOKS, response_metadata: object({ next_cursor: text }, ['next_cursor']) }),
    pages: [
      ['?limit=2', { ok: true, response_metadata: { next_cursor: 'TOKEN' } }],
      ['?limit=5', { ok: true, response_metadata: { next_cursor: '' } }],
    ],
  },
  'an object for the next page': {
    parameters: [query('after'), query('limit', integer)],
    body: object({ results: BOOKS, paging: object({ next: object({ after: text, link: text }, ['after']) }) }),
    pages: [
      ['?limit=2', { paging: { next: { after: 'TOKEN', link: `${LIST}?limit=2&after=TOKEN` } } }],
      ['?limit=5', {}],
    ],
  },
  'keys as cursors': {
    parameters: [query('starting_after'), query('ending_before'), query('limit', integer)],
    body: object({ url: { type: 'string', pattern: '^/books' }, has_more: flag, data: BOOKS }, ['url', 'has_more']),
    pages: [
      ['?limit=2', { url: '/books', has_more: true }],
      ['?limit=2&starting_after=b4', { url: '/books', has_more: false }],
      ['?limit=2&ending_before=b4', { url: '/books', has_more: true }],
      ['?limit=2&ending_before=b3', { url: '/books', has_more: false }],
    ],
  },
  'links in two levels': {
    parameters: [query('page', integer), query('per_page', integer)],
    body: object({
      books: BOOKS,
      links: object({ pages: object({ first: text, prev: text, next: text, last: text }) }),
      meta: object({ total: integer }),
    }),
    pages: [
      [
        '?per_page=2&page=3',
        {
          links: {
            pages: {
              first: `${LIST}?per_page=2&page=1`,
              prev: `${LIST}?per_page=2&page=2`,
              last: `${LIST}?per_page=2&page=3`,
            },
          },
          meta: { total: 5 },
        },
      ],
    ],
  },
  result_info: {
    parameters: [query('page', integer), query('per_page', integer)],
    body: object({
      success: flag,
      errors: { type: 'array', items: text },
      result: BOOKS,
      result_info: object({
        page: integer,
        per_page: integer,
        count: integer,
        total_count: integer,
        total_pages: integer,
      }),
    }),
    pages: [
      [
        '?per_page=2&page=3',
        {
          success: true,
          errors: [],
          result_info: { page: 3, per_page: 2, count: 1, total_count: 5, total_pages: 3 },
        },
      ],
    ],
  },
  SCIM: {
    parameters: [query('startIndex', integer), query('count', integer)],
    body: object({
      schemas: { type: 'array', items: text },
      totalResults: integer,
      startIndex: integer,
      itemsPerPage: integer,
      Resources: BOOKS,
    }),
    pages: [
      ['?count=2', { schemas: [SCIM_LIST], totalResults: 5, startIndex: 1, itemsPerPage: 2 }],
      ['?startIndex=5&count=2', { schemas: [SCIM_LIST], totalResults: 5, startIndex: 5, itemsPerPage: 1 }],
    ],
  },
  Kubernetes: {
    parameters: [query('continue'), query('limit', integer)],
    body: object({ metadata: object({ continue: text, remainingItemCount: integer }), items: BOOKS }),
    pages: [
      ['?limit=2', { metadata: { continue: 'TOKEN', remainingItemCount: 3 } }],
      ['?limit=5', {}],
    ],
  },
  Jira: {
    parameters: [query('startAt', integer), query('maxResults', { ...integer, default: 50 })],
    body: object({
      nextPage: uri,
      startAt: integer,
      maxResults: integer,
      total: integer,
      isLast: flag,
      values: BOOKS,
    }),
    pages: [
      [
        '?maxResults=2',
        { nextPage: `${LIST}?maxResults=2&startAt=2`, startAt: 0, maxResults: 2, total: 5, isLast: false },
      ],
      ['?maxResults=2&startAt=4', { startAt: 4, maxResults: 2, total: 5, isLast: true }],
      ['', { startAt: 0, maxResults: 50, total: 5, isLast: true }],
    ],
  },
  Algolia: {
    parameters: [query('page', { ...integer, minimum: 0 }), query('hitsPerPage', integer)],
    body: object({ hits: BOOKS, page: integer, nbHits: integer, nbPages: integer, hitsPerPage: integer }),
    pages: [['?hitsPerPage=2&page=2', { page: 2, nbHits: 5, nbPages: 3, hitsPerPage: 2 }]],
  },
  'a total with its accuracy': {
    parameters: [query('from', integer), query('size', integer)],
    body: object({ timed_out: flag, hits: object({ total: object({ value: integer }), hits: BOOKS }) }),
    pages: [['?size=2&from=4', { timed_out: false, hits: { total: { value: 5 } } }]],
  },
  'numbers of other pages': {
    parameters: [query('page', integer), query('limit', integer)],
    body: object({
      docs: BOOKS,
      totalDocs: integer,
      pagingCounter: integer,
      prevPage: optionalInteger,
      nextPage: optionalInteger,
      hasNextPage: flag,
    }),
    pages: [
      ['?limit=2', { totalDocs: 5, pagingCounter: 1, prevPage: null, nextPage: 2, hasNextPage: true }],
      ['?limit=2&page=3', { totalDocs: 5, pagingCounter: 5, prevPage: 2, nextPage: null, hasNextPage: false }],
    ],
  },
  'numbers without a word for the page': {
    parameters: [query('page', integer), query('items', integer)],
    body: object({
      books: BOOKS,
      pagination: object({
        current: integer,
        next: optionalInteger,
        prev: optionalInteger,
        pages: integer,
        last: integer,
      }),
    }),
    pages: [['?items=2&page=3', { pagination: { current: 3, next: null, prev: 2, pages: 3, last: 3 } }]],
  },
  'cursors of edges': {
    parameters: [query('after'), query('first', integer)],
    body: object({
      nodes: BOOKS,
      pageInfo: object({ hasNextPage: flag, hasPreviousPage: flag, endCursor: optionalText }),
    }),
    pages: [
      ['?first=2', { pageInfo: { hasNextPage: true, hasPreviousPage: false, endCursor: 'TOKEN' } }],
      ['?first=2&after=b4', { pageInfo: { hasNextPage: false, hasPreviousPage: true, endCursor: 'TOKEN' } }],
    ],
  },
  'a list of links': {
    parameters: [query('page', integer), query('page_size', integer)],
    body: object({
      books: BOOKS,
      links: { type: 'array', items: object({ href: text, rel: text, method: { enum: ['GET', 'POST'] } }) },
    }),
    pages: [
      [
        '?page_size=2&page=3',
        {
          links: [
            { method: 'GET', rel: 'self', href: `${LIST}?page_size=2&page=3` },
            { method: 'GET', rel: 'first', href: `${LIST}?page_size=2&page=1` },
            { method: 'GET', rel: 'prev', href: `${LIST}?page_size=2&page=2` },
            { method: 'GET', rel: 'last', href: `${LIST}?page_size=2&page=3` },
          ],
        },
      ],
    ],
  },
  'headers with links': {
    parameters: [query('page', integer), query('per_page', { ...integer, default: 30 })],
    body: BOOKS,
    headers: ['Link'],
    pages: [
      [
        '?per_page=2',
        {
          link: `<${LIST}?per_page=2&page=1>; rel="first", <${LIST}?per_page=2&page=2>; rel="next", <${LIST}?per_page=2&page=3>; rel="last"`,
        },
      ],
      [
        '?per_page=2&page=3',
        {
          link: `<${LIST}?per_page=2&page=1>; rel="first", <${LIST}?per_page=2&page=2>; rel="prev", <${LIST}?per_page=2&page=3>; rel="last"`,
        },
      ],
      ['', {}],
    ],
  },
  'headers with numbers': {
    parameters: [query('page', integer), query('per_page', integer)],
    body: BOOKS,
    headers: ['X-Next-Page', 'X-Prev-Page', 'X-Page', 'X-Per-Page', 'X-Total', 'X-Total-Pages', 'Content-Range'],
    pages: [
      [
        '?per_page=2',
        {
          'x-next-page': '2',
          'x-page': '1',
          'x-per-page': '2',
          'x-total': '5',
          'x-total-pages': '3',
          'content-range': 'items 0-1/5',
        },
      ],
      [
        '?per_page=2&page=3',
        {
          'x-prev-page': '2',
          'x-page': '3',
          'x-per-page': '2',
          'x-total': '5',
          'x-total-pages': '3',
          'content-range': 'items 4-4/5',
        },
      ],
    ],
  },
  'headers of a vendor': {
    parameters: [query('offset', integer), query('limit', integer)],
    body: BOOKS,
    headers: ['X-WP-Total', 'X-Result-Count', 'X-HasMore'],
    pages: [['?limit=2&offset=4', { 'x-wp-total': '5', 'x-result-count': '1', 'x-hasmore': 'false' }]],
  },
};

/** A server with five books. A response that violates the contract fails the test. */
async function open(t: Test, { parameters, body, headers = [] }: Omit<Family, 'pages'>): Promise<Standin> {
  const json = (schema: JsonObject) => ({ 'application/json': { schema } });
  const declared = Object.fromEntries(headers.map((name) => [name, { schema: text }]));
  const key = { name: 'id', in: 'path', required: true, schema: text };
  const document: JsonObject = {
    openapi: '3.1.0',
    info: { title: 'Books', version: '1' },
    paths: {
      '/books': {
        get: {
          parameters: [...parameters],
          responses: { '200': { description: 'ok', headers: declared, content: json(body) } },
        },
        post: {
          requestBody: { content: json(BOOK) },
          responses: { '201': { description: 'ok', content: json(BOOK) } },
        },
      },
      '/books/{id}': { get: { parameters: [key], responses: { '200': { description: 'ok', content: json(BOOK) } } } },
    },
    components: { schemas: { Book: object({ id: text, title: text }, ['id']) } },
    'x-standin-scenarios': {
      five: { '/books': [1, 2, 3, 4, 5].map((at) => ({ id: `b${at}`, title: `Volume ${at}` })) },
    },
  };
  const standin = await createStandin({
    document,
    scenario: 'five',
    onInvalidResponse: (response) => t.fail(JSON.stringify(response)),
  });
  t.teardown(() => standin.close());
  return standin;
}

test('the facts around the items of a page are those of the request and of the list', async (t) => {
  for (const [name, { pages, ...family }] of Object.entries(FAMILIES)) {
    const standin = await open(t, family);
    for (const [request, expected] of pages) {
      const { body, headers } = await standin.inject({ url: `/books${request}`, headers: { host: 'books.test' } });
      const names = (family.headers ?? []).map((header) => header.toLowerCase());
      const seen = family.headers
        ? Object.fromEntries(Object.entries(headers).filter(([header]) => names.includes(header)))
        : JSON.parse(body, (_, value) => (isBooks(value) ? undefined : value));
      t.strictSame(withoutTokens(seen), expected, `${name}: ${request || 'all books'}`);
    }
  }
});

function isBooks(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === 'object' && 'title' in value[0];
}

/** The facts with TOKEN for opaque values. */
function withoutTokens(facts: unknown): unknown {
  return JSON.parse(
    JSON.stringify(facts).replace(/[A-Za-z0-9_-]{12,}(?=["&])/g, (text) => (/^YWZ0/.test(text) ? 'TOKEN' : text)),
  );
}

test('a client that follows the pages sees each book once, and stops', async (t) => {
  for (const [name, family] of Object.entries(FAMILIES)) {
    const standin = await open(t, family);
    const operation = standin.contract.operations[0];
    const result = operation && (await walk(standin, operation, { url: '/books', headers: {} }));
    t.strictSame(result?.faults, [], name);
    t.equal(result?.pages, 5, `${name}: five pages by ${result?.way}`);
  }
});

test('total is an amount next to a currency, and a number of items next to pages', async (t) => {
  const priced = object({ currency: text, total: { type: 'number', examples: [27.5] }, books: BOOKS });
  const basket = await open(t, { parameters: [], body: priced });
  t.equal((await basket.inject('/books')).json().total, 27.5);
  const counted = object({ total: { type: 'number' }, page: { type: 'number' }, books: BOOKS });
  const list = await open(t, { parameters: [query('page', integer)], body: counted });
  t.equal((await list.inject('/books')).json().total, 5);
});

test('a list that can only be read is filtered, too', async (t) => {
  const document: JsonObject = {
    openapi: '3.1.0',
    info: { title: 'Ferries', version: '1' },
    paths: {
      '/ferries': {
        get: {
          parameters: [
            query('harbour'),
            query('$filter'),
            query('state', { enum: ['moored', 'sailing', 'all'], default: 'moored' }),
          ],
          responses: {
            '200': {
              description: 'ok',
              content: {
                'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Ferry' } } },
              },
            },
          },
        },
      },
    },
    components: {
      schemas: { Ferry: object({ id: text, harbour: text, state: { enum: ['moored', 'sailing'] } }, ['id']) },
    },
    'x-standin-scenarios': {
      two: {
        '/ferries': [
          { id: 'f1', harbour: 'Emden', state: 'moored' },
          { id: 'f2', harbour: 'Cuxhaven', state: 'sailing' },
        ],
      },
    },
  };
  const standin = await createStandin({ document, scenario: 'two' });
  t.teardown(() => standin.close());
  const rows: readonly (readonly [string, string])[] = [
    ['', 'f1 f2'],
    ['?state=all', 'f1 f2'],
    ['?state=sailing', 'f2'],
    ['?harbour=Emden', 'f1'],
    ['?harbour=Nowhere', ''],
    ['?harbour=', 'f1 f2'],
    ["?$filter=harbour eq 'Emden'", 'f1'],
    ["?$filter=contains(harbour,'hav')", 'f2'],
    ['?$filter=', 'f1 f2'],
    ['?harbour=Emden&state=sailing', ''],
  ];
  for (const [request, expected] of rows) {
    const ferries = (await standin.inject(`/ferries${request}`)).json() as { id: string }[];
    t.equal(ferries.map(({ id }) => id).join(' '), expected, request);
  }
  for (const filter of ['harbour eq', '((', 'contains(harbour)', 'captain eq 1']) {
    const { statusCode, body } = await standin.inject(`/ferries?$filter=${encodeURIComponent(filter)}`);
    t.match(
      { statusCode, ...JSON.parse(body) },
      { statusCode: 400, detail: /'\$filter' is not a valid filter: / },
      filter,
    );
  }
});
