// OData lists: filters, search, order, and paging.
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { parseFilter } from '../../src/conventions/odata/filter.ts';
import { parseSearch } from '../../src/conventions/odata/search.ts';
import { createStandin } from '../../src/index.ts';

const people = fileURLToPath(new URL('../fixtures/documents/people.yaml', import.meta.url));
const library = fileURLToPath(new URL('../fixtures/documents/library.yaml', import.meta.url));

async function openClient(t: Test, document: string) {
  const standin = await createStandin({ document });
  t.teardown(() => standin.close());
  const ask = async (url: string, headers: Record<string, string> = {}) => {
    const response = await standin.inject({ url, headers });
    return { status: response.statusCode, headers: response.headers, body: response.json() };
  };
  const ids = async (query: string) => {
    const { body } = await ask(`/v4/books?${query}`);
    return body.error ? body.error.message : body.value.map(({ id }: { readonly id: string }) => id).join('');
  };
  return { standin, ask, ids };
}

test('query options work even if the document declares none of them', async (t) => {
  const { ask, ids } = await openClient(t, library);
  for (const [query, found] of [
    ['', 'abcde'],
    ['$top=2', 'ab'],
    ['$skip=3', 'de'],
    ['$top=2&$skip=1', 'bc'],
    ['$top=0', ''],
    ['top=1&skip=1', 'b'],
    ['$orderby=year', 'daceb'],
    ['$orderby=year desc', 'becad'],
    ['$orderby=author/name,year desc', 'ebcad'],
    ['$orderby=kind asc, title desc', 'dbcae'],
    ['$orderby=kind desc,title', 'eacbd'],
    ['$search=austen', 'ac'],
    ['$search="jane austen"', 'ac'],
    ['$search=austen NOT emma', 'c'],
    ['$search=(austen OR goethe) AND 180', 'd'],
    ['$search="title:an"', 'e'],
    ["$filter=kind eq 'novel'&$orderby=title&$top=2", 'ea'],
    ['$filter=year lt 1850&$search=novel&$orderby=year desc&$skip=1', 'a'],
  ] as const)
    t.equal(await ids(query), found, query);
  const { headers } = await ask('/v4/books?$top=2&$count=true&$orderby=year');
  t.notOk('standin-undeclared' in headers, 'and none of them counts as an undeclared parameter');
});

test('an invalid value of an option is refused with the name and the rule', async (t) => {
  const { ask } = await openClient(t, library);
  const order = 'Invalid orderby clause:';
  for (const [query, target, message] of [
    ['$top=-1', '$top', "The query option '$top' must be an integer of 0 or more."],
    ['$top=x', '$top', "The query option '$top' must be an integer of 0 or more."],
    ['top=1.5', '$top', "The query option '$top' must be an integer of 0 or more."],
    ['$skip=', '$skip', "The query option '$skip' must be an integer of 0 or more."],
    ['$skip=two', '$skip', "The query option '$skip' must be an integer of 0 or more."],
    ['$count=maybe', '$count', "The query option '$count' must be true or false."],
    ['$skiptoken=zzz', '$skiptoken', "The query option '$skiptoken' must be a token from a next link."],
    ['$orderby=nope', '$orderby', `${order} Could not find a property named 'nope' on type 'library.book'.`],
    ['$orderby=author/nope', '$orderby', `${order} Could not find a property named 'nope' on type 'library.author'.`],
    ['$orderby=title up', '$orderby', `${order} 'title up' is not a property with an optional asc or desc.`],
    ['$search=(emma', '$search', "The query option '$search' has no ')' for a '('."],
    ['$search=a OR', '$search', "The query option '$search' has no word at the end."],
    ['$search="a', '$search', "The query option '$search' has no closing '\"'."],
    ['$search=a)', '$search', "The query option '$search' has a ')' without a '('."],
    [`$search=${'('.repeat(200)}a`, '$search', "The query option '$search' has more than 100 nested parentheses."],
    ['$apply=x', '$apply', "The query option '$apply' is not supported here."],
    ['$bogus=1', '$bogus', "The query option '$bogus' is unknown."],
  ] as const) {
    const { status, body } = await ask(`/v4/books?${query}`);
    t.match({ status, body }, { status: 400, body: { error: { code: 'ParameterInvalid', message } } }, query);
    t.equal(body.error.target ?? target, target);
  }
  t.equal((await ask(`/v4/books?$search=${'NOT%20'.repeat(2000)}emma`)).status, 200, 'regardless of its length');
});

test('an expression can have any length, but only a limited depth of parentheses', async (t) => {
  const { ids } = await openClient(t, library);
  for (const [query, found] of [
    [`$filter=id eq 'a'${" or id eq 'b'".repeat(3_000)}`, 'ab'],
    [`$filter=id ne 'a'${" and id ne 'b'".repeat(3_000)}`, 'cde'],
    [`$filter=author${'/name'.repeat(6_000)} eq null`, 'abcde'],
    [`$filter=${'trim('.repeat(90)}id${')'.repeat(90)} eq 'a'`, 'a'],
    [
      `$filter=${'trim('.repeat(4_000)}id${')'.repeat(4_000)} eq 'a'`,
      /^Invalid filter clause: at most 100 nested parentheses/,
    ],
    [`$search=emma${' OR walden'.repeat(3_000)}`, 'ab'],
    [`$search=${'novel '.repeat(3_000)}`, 'ace'],
    [`$search=${'""'.repeat(8_000)}`, 'abcde'],
  ] as const)
    t.match(await ids(query), found, query.slice(0, 40));
  t.throws(() => parseSearch('\\"'.repeat(500_000)), { message: "has no closing '\"'" });
  t.ok(parseSearch('"a\\"b"')({ name: 'a"b' }), 'an escaped quote does not end a phrase');
});

test('a text function finds no text in an object', (t) => {
  const item = { open: { toString: 1, valueOf: 2 }, list: [{ toString: 1 }] };
  for (const text of [
    "contains(open,'x')",
    "tolower(list) eq 'x'",
    "substring('abc',open) eq 'x'",
    'round(open) eq 1',
  ]) {
    t.equal(parseFilter(text, () => true)(item), false, text);
  }
  t.equal(parseFilter('length(list) eq 1', () => true)(item), true, 'except the number of items');
  t.end();
});

test('next links lead to every item exactly once', async (t) => {
  const { standin, ask } = await openClient(t, library);
  const walk = async (url: string, headers: Record<string, string> = {}) => {
    const pages: string[] = [];
    let next: string | undefined = url;
    while (next !== undefined && pages.length < 9) {
      const { body } = await ask(next, headers);
      pages.push(body.value.map(({ id }: { readonly id: string }) => id).join(''));
      next = body['@odata.nextLink'] && new URL(body['@odata.nextLink']).href;
    }
    return pages.join(' ');
  };
  for (const [query, pages] of [
    ['$top=2', 'ab cd e'],
    ['$top=5', 'abcde'],
    ['$top=2&$skip=1', 'bc de'],
    ['$top=3&$orderby=year desc', 'bec ad'],
    ["$top=1&$filter=kind eq 'novel'&$count=true&$select=id", 'a c e'],
  ] as const)
    t.equal(await walk(`/v4/books?${query}`), pages, query);
  const { body } = await ask('/~alice/v4/books?$top=2', { host: 'standin.example:81' });
  t.match(body['@odata.nextLink'], /^http:\/\/standin\.example:81\/~alice\/v4\/books\?\$top=2&\$skiptoken=/);
  t.match((await ask('/v4/books?$top=2', { 'standin-world': 'alice' })).body['@odata.nextLink'], /^http:\/\/[^~]*$/);
  t.equal((await standin.inject({ method: 'DELETE', url: '/~alice/v4/books/b' })).statusCode, 204);
  const remaining = await ask(new URL(body['@odata.nextLink']).pathname + new URL(body['@odata.nextLink']).search);
  t.same(
    remaining.body.value.map(({ id }: { readonly id: string }) => id),
    ['c', 'd'],
    'also if the last item was deleted',
  );
});

test('Prefer: odata.maxpagesize limits the page, is confirmed, and applies to the following pages', async (t) => {
  const { ask } = await openClient(t, library);
  const first = await ask('/v4/books', { prefer: 'odata.maxpagesize=2' });
  t.equal(first.headers['preference-applied'], 'odata.maxpagesize=2');
  t.equal(first.body.value.length, 2);
  const second = await ask(first.body['@odata.nextLink']);
  t.equal(second.body.value.length, 2);
  t.notOk('preference-applied' in second.headers);
  const third = await ask(second.body['@odata.nextLink']);
  t.equal(third.body.value.length, 1);
  t.notOk('@odata.nextLink' in third.body);
  const waited = await ask('/v4/books?$top=3', { prefer: 'wait=0, maxpagesize="1"' });
  t.match([waited.body.value.length, waited.headers['preference-applied']], [1, 'maxpagesize=1, wait=0']);
  const none = await ask('/v4/books', { prefer: 'odata.maxpagesize=0' });
  t.match([none.body.value.length, none.headers['preference-applied']], [5, undefined]);
});

test('the count is returned if requested or if the document requires it', async (t) => {
  const { ask } = await openClient(t, library);
  t.notOk('@odata.count' in (await ask('/v4/books')).body);
  t.notOk('@odata.count' in (await ask('/v4/books?$count=false')).body);
  t.equal((await ask("/v4/books?$count=true&$top=1&$filter=kind eq 'novel'")).body['@odata.count'], 3, 'on all pages');
  const readers = await ask('/v4/readers');
  t.same(readers.body, {
    '@odata.count': 3,
    value: [
      { id: 1, name: 'Ida' },
      { id: 2, name: 'Max' },
    ],
  });
  t.notOk('standin-violations' in readers.headers, 'a closed schema gets no link');
  t.match(await ask('/v4/readers?$top=11'), { status: 400 }, 'and the declared maximum of an option applies');
});

test('$count below a list returns the number of matching items as text', async (t) => {
  const { standin, ask } = await openClient(t, library);
  for (const [query, count] of [
    ['', '5'],
    ["?$filter=kind eq 'novel'&$top=1", '3'],
    ['?$search=austen', '2'],
  ] as const) {
    const response = await standin.inject({ url: `/v4/books/$count${query}` });
    t.match([response.statusCode, response.body, response.headers['content-type']], [200, count, 'text/plain'], query);
  }
  await standin.inject({ method: 'DELETE', url: '/v4/books/a' });
  t.equal((await standin.inject({ url: '/v4/books/$count' })).body, '4');
  t.match(await ask('/v4/books/$count?$filter=nope eq 1'), { status: 400, body: { error: { target: '$filter' } } });
});

test('the count and the next link stay without metadata and with a selection', async (t) => {
  const { ask } = await openClient(t, library);
  const headers = { accept: 'application/json;odata.metadata=none' };
  const { body } = await ask('/v4/books?$count=true&$top=1&$select=title', headers);
  t.match(body, { '@odata.count': 5, '@odata.nextLink': /select=title/, value: [{ title: 'Emma' }] });
  t.same(Object.keys(body.value[0]), ['title']);
  const second = await ask(body['@odata.nextLink'], headers);
  t.same(second.body.value, [{ title: 'Walden' }]);
});

test('$filter selects items, and an invalid filter is refused', async (t) => {
  const { ask } = await openClient(t, people);
  const names = async (filter: string) => {
    const { body } = await ask(`/v1/people?$filter=${encodeURIComponent(filter)}`);
    return body.error ? body.error.message : body.value.map(({ name }: { readonly name: string }) => name).join();
  };
  for (const [filter, found] of [
    ["name eq 'Ada'", 'Ada'],
    ["name ne 'Ada' and id lt '3'", 'Bob'],
    ["not (name eq 'Ada') or id eq '1'", 'Ada,Bob,Cleo'],
    ["name eq 'Ada' or name eq 'Bob' and id eq '9'", 'Ada'],
    ["address/city in ('Rome','Oslo')", 'Bob,Cleo'],
    ["contains(tolower(name), 'o') and length(name) gt 3", 'Cleo'],
    ["startswith(name,'A') eq true", 'Ada'],
    ['address/street eq null', 'Ada,Bob,Cleo'],
    ["name eq 'O''Neil'", ''],
  ] as const)
    t.equal(await names(filter), found, filter);
  for (const [filter, why] of [
    ['age eq 5', /^Invalid filter clause: Could not find a property named 'age' on type 'directory\.person'\.$/],
    ['name eq', /at the end/],
    ["name eq 'Ada", /Syntax error at position 8/],
    ["name = 'Ada'", /Syntax error at position 5/],
    ["reverse(name) eq 'a'", /unknown function with name 'reverse'/],
    ['contains(name)', /needs 2 arguments/],
    ["name eq 'a' name", /the end expected at position 12/],
    [`${'('.repeat(200)}name`, /at most 100 nested parentheses/],
  ] as const)
    t.match(await names(filter), why, filter.slice(0, 30));
  const { body } = await ask(`/v1/people?$filter=${encodeURIComponent("id gt '1'")}&$top=1&$select=id`);
  t.match(body, { '@odata.nextLink': /filter=/, value: [{ id: '2' }] });
});

test('a filter supports dates, GUIDs, numbers, enumerations and nested lists', (t) => {
  const item = {
    made: '2024-03-01T10:00:00.000Z',
    guid: '5f97b93c-fb03-427e-bb16-5b7c821b18f6',
    size: 5,
    kind: 'large',
    tags: ['a', 'b'],
    parts: [{ weight: 1 }, { weight: 7 }],
  };
  const isMatch = (text: string) => parseFilter(text, () => true)(item);
  for (const text of [
    'made ge 2024-01-01T00:00:00Z',
    'made eq 2024-03-01T11:00:00+01:00',
    'made lt 2024-03-02',
    'year(made) eq 2024 and month(made) eq 3',
    'guid eq 5f97b93c-fb03-427e-bb16-5b7c821b18f6',
    'size gt -1.5 and size le 5',
    "kind eq some.kind'large'",
    "tags/any(t: t eq 'b')",
    'parts/any(p: p/weight gt 5) and not parts/all(p: p/weight gt 5)',
    'parts/$count eq 2 and tags/any()',
  ])
    t.ok(isMatch(text), text);
  for (const text of ['made gt 2024-03-01T10:00:00Z', "size gt '4'", 'missing gt 1', "tags/all(t: t eq 'b')"])
    t.notOk(isMatch(text), text);
  t.end();
});
