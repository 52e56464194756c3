// Laws of collections, for any number of items and any page: each item is listed once, each key is used once, and
// concurrent writers lose no update.

import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { test } from 'tap';
import { createStandin, type JsonObject } from '../../src/index.ts';

const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));

async function clinic(owners: number, pets = 0) {
  const standin = await createStandin({
    document,
    scenarios: {
      initial: {
        '/owners': [...Array(owners).keys()].map((index) => ({ id: index + 1, name: `o${index}` })),
        '/pets': [...Array(pets).keys()].map((index) => ({ ownerId: 1, name: `p${index % 7}` })),
      },
    },
    scenario: 'initial',
  });
  const send = async (method: string, path: string, payload?: object, headers: Record<string, string> = {}) => {
    const type = payload === undefined ? {} : { 'content-type': 'application/json' };
    const response = await standin.inject({
      ...{ method: method as 'GET', url: `/api${path}`, headers: { ...type, ...headers } },
      ...(payload !== undefined && { payload: JSON.stringify(payload) }),
    });
    const body = response.body === '' ? undefined : response.json();
    return { status: response.statusCode, headers: response.headers, body };
  };
  return { standin, send };
}

test('paging by number returns every item exactly once, for any page size', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(30), fc.integer({ min: 1, max: 12 }), async (count, size) => {
      const { send } = await clinic(count);
      const seen: number[] = [];
      for (let page = 1; page <= count + 1; page++) {
        const { body, headers } = await send('GET', `/owners?page=${page}&per_page=${size}`);
        seen.push(...body.map(({ id }: JsonObject) => id));
        if (Number(headers['x-total-count']) !== count) return false;
        if (!String(headers.link ?? '').includes('rel="next"')) break;
      }
      return JSON.stringify(seen) === JSON.stringify([...Array(count).keys()].map((index) => index + 1));
    }),
    { numRuns: 25 },
  );
});

test('paging by cursor returns every item exactly once, also if items are added meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 6 }), async (count, size) => {
      const { send } = await clinic(1, count);
      const seen: string[] = [];
      let query = `?limit=${size}`;
      for (let turn = 0; turn <= count; turn++) {
        const { body } = await send('GET', `/pets${query}`);
        seen.push(...body.items.map(({ id }: JsonObject) => id));
        if (turn === 0) await send('POST', '/owners/1/pets', { name: 'late' });
        if (!body.hasMore) break;
        query = `?limit=${size}&cursor=${body.nextCursor}`;
      }
      const before = seen.length;
      return new Set(seen).size === before && before >= count;
    }),
    { numRuns: 25 },
  );
});

test('a change with the current ETag is applied; with an old ETag it changes nothing', async () => {
  const { send } = await clinic(1);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 8 }), fc.boolean()), { maxLength: 12 }),
      async (changes) => {
        let old = '"none"';
        for (const [name, current] of changes) {
          const before = await send('GET', '/owners/1');
          const tag = String(before.headers.etag);
          const changed = await send('PATCH', '/owners/1', { name }, { 'if-match': current ? tag : old });
          const after = await send('GET', '/owners/1');
          if (current ? changed.status !== 200 || after.body.name !== name : changed.status !== 412) return false;
          if (!current && after.headers.etag !== tag) return false;
          if (after.headers.etag !== tag) old = tag;
          if (
            (await send('GET', '/owners/1', undefined, { 'if-none-match': String(after.headers.etag) })).status !== 304
          )
            return false;
        }
        return true;
      },
    ),
    { numRuns: 15 },
  );
});

test('no key is used twice, also after deletions, and the same requests create the same keys', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 20 }), async (deletions) => {
      const createKeys = async () => {
        const { send } = await clinic(1);
        const keys: number[] = [];
        for (const deletes of deletions) {
          const { body } = await send('POST', '/owners', { name: 'x' });
          keys.push(body.id);
          if (deletes) await send('DELETE', `/owners/${body.id}`);
        }
        return keys;
      };
      const [first, second] = [await createKeys(), await createKeys()];
      return new Set(first).size === first.length && JSON.stringify(first) === JSON.stringify(second);
    }),
    { numRuns: 15 },
  );
});

test('concurrent writers lose no update', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 20 }), async (writers) => {
      const { send } = await clinic(2);
      const changes = ['email', 'vip', 'name'].map((property) =>
        send('PATCH', '/owners/1', { [property]: { email: 'a@b.example', vip: true, name: 'new' }[property] }),
      );
      const added = [...Array(writers).keys()].map((index) => send('POST', '/owners', { name: `w${index}` }));
      const deletion = send('DELETE', '/owners/2');
      await Promise.all([...changes, ...added, deletion]);
      const { body } = await send('GET', '/owners?per_page=100');
      const { body: one } = await send('GET', '/owners/1');
      return body.length === writers + 1 && one.email === 'a@b.example' && one.vip === true && one.name === 'new';
    }),
    { numRuns: 20 },
  );
});
