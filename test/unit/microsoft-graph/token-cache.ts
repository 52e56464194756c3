import { test } from 'tap';
import { openTokenCache } from '../../../src/microsoft-graph/token-cache.ts';
import { unsigned } from '../../fixtures/tokens.ts';

test('the cache keeps a limited number of tokens and drops the oldest first', async (t) => {
  const cache = openTokenCache();
  const tokens = Array.from({ length: 1_500 }, (_, number) => unsigned({ number }));
  const first = cache.parse(tokens[0] as string);
  t.equal(cache.parse(tokens[0] as string), first, 'a cached token is not parsed again');
  for (const token of tokens) cache.parse(token);
  t.equal(cache.size, 1_000);
  t.not(cache.parse(tokens[0] as string), first, 'the first token was dropped');
  const last = cache.parse(tokens.at(-1) as string);
  t.equal(cache.parse(tokens.at(-1) as string), last, 'the last token is still cached');
  t.equal(cache.size, 1_000);
});

test('a token that is larger than any real one is not cached', async (t) => {
  const cache = openTokenCache();
  const large = (number: number) => unsigned({ number, scp: 'x'.repeat(4_000) });
  for (let number = 0; number < 5; number += 1) t.equal(cache.parse(large(number)).kind, 'jwt');
  t.equal(cache.size, 0);
  t.equal(cache.parse(large(4)), cache.parse(large(4)), 'only the previous token is kept for comparison');
});

test('an opaque token is not cached', async (t) => {
  const cache = openTokenCache();
  for (let number = 0; number < 50; number += 1) t.same(cache.parse(`token-${number}`), { kind: 'opaque' });
  t.equal(cache.size, 0);
});
