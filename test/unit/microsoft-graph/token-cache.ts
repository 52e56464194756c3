import { test } from 'tap';
import { openTokenCache } from '../../../src/microsoft-graph/token-cache.ts';
import { unsigned } from '../../fixtures/tokens.ts';

test('tokens are remembered up to a number, and the oldest is forgotten first', async (t) => {
  const bearers = openTokenCache();
  const tokens = Array.from({ length: 1_500 }, (_, number) => unsigned({ number }));
  const first = bearers.parse(tokens[0] as string);
  t.equal(bearers.parse(tokens[0] as string), first, 'one that comes again is not read again');
  for (const token of tokens) bearers.parse(token);
  t.equal(bearers.size, 1_000);
  t.not(bearers.parse(tokens[0] as string), first, 'the first one was forgotten');
  const last = bearers.parse(tokens.at(-1) as string);
  t.equal(bearers.parse(tokens.at(-1) as string), last, 'the last one was not');
  t.equal(bearers.size, 1_000);
});

test('a token that is larger than any real one is read each time, so that what is remembered has a bound', async (t) => {
  const bearers = openTokenCache();
  const large = (number: number) => unsigned({ number, scp: 'x'.repeat(4_000) });
  for (let number = 0; number < 5; number += 1) t.equal(bearers.parse(large(number)).kind, 'jwt');
  t.equal(bearers.size, 0);
  t.equal(bearers.parse(large(4)), bearers.parse(large(4)), 'the last one is still known');
});

test('a text without dots is not remembered at all', async (t) => {
  const bearers = openTokenCache();
  for (let number = 0; number < 50; number += 1) t.same(bearers.parse(`token-${number}`), { kind: 'text' });
  t.equal(bearers.size, 0);
});
