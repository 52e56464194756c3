// New keys of a pattern.
import { test } from 'tap';
import { createStandin } from '../../../../src/index.ts';
import type { Collection } from '../../../../src/resources/infer/resource.ts';
import { newKey } from '../../../../src/resources/state/keys.ts';

const schema = '/components/schemas/adr_id';
const key = { path: ['id'], schema, parameter: { name: 'adr_id', schema }, documented: [], aliases: {}, others: [] };

test('new keys of a pattern differ, also if the name of the schema matches the pattern', async (t) => {
  const adrId = { type: 'string', pattern: '^adr_[a-zA-Z0-9]+$' };
  const standin = await createStandin({
    document: {
      openapi: '3.1.0',
      info: { title: 'Addresses', version: '1' },
      paths: {},
      components: { schemas: { adr_id: adrId } },
    },
  });
  const collection = { key } as unknown as Collection;
  const place = { contract: standin.contract, collection, context: { seed: 1 }, path: '/addresses' };
  const keys = new Set<string>();
  for (let ordinal = 0; ordinal < 20; ordinal += 1) {
    const created = await newKey(place, { ordinal, highest: 0, isTaken: (one) => keys.has(one) });
    t.match(String(created), /^adr_[a-zA-Z0-9]+$/);
    keys.add(String(created));
  }
  t.equal(keys.size, 20);
});
