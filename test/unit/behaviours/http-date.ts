// HTTP dates and conditions on them.
import { test } from 'tap';
import { guardOf, isFresh } from '../../../src/behaviours/conditional.ts';
import { parseHttpDate } from '../../../src/behaviours/http-date.ts';

const MOMENT = Date.UTC(1994, 10, 6, 8, 49, 37);

test('the three forms of an HTTP-date are read', async (t) => {
  t.equal(parseHttpDate('Sun, 06 Nov 1994 08:49:37 GMT'), MOMENT);
  t.equal(parseHttpDate('Sunday, 06-Nov-94 08:49:37 GMT'), MOMENT);
  t.equal(parseHttpDate('Sun Nov  6 08:49:37 1994'), MOMENT);
  t.equal(parseHttpDate('Wed Nov 16 08:49:37 1994'), MOMENT + 10 * 86_400_000);
  t.equal(parseHttpDate('Saturday, 01-Jan-00 00:00:00 GMT'), Date.UTC(2000, 0, 1), 'a year within 50 years from now');
});

/** Texts that Date.parse takes for dates, or that look like HTTP-dates. */
const INVALID = [
  '',
  '0',
  '2099',
  '2099-01-01',
  '2099-01-01T00:00:00Z',
  'Thu, 01 Jan 2099 00:00:00 UTC',
  'Thu, 01 Jan 2099 00:00:00',
  'Thu, 1 Jan 2099 00:00:00 GMT',
  'Thu, 01 Jan 2099 00:00:00 +0000',
  'thu, 01 jan 2099 00:00:00 gmt',
  'Fri, 01 Jan 2099 00:00:00 GMT',
  'Tue, 31 Feb 2099 00:00:00 GMT',
  'Thu, 01 Jan 2099 24:00:00 GMT',
  'Thu, 01 Jan 2099 00:00:00 GMT, Thu, 01 Jan 2099 00:00:00 GMT',
  'Thursday, 01-Jan-2099 00:00:00 GMT',
  'Thu Jan 1 00:00:00 2099',
];

test('other texts are no HTTP-dates, whatever Date.parse makes of them', async (t) => {
  for (const text of INVALID) t.equal(parseHttpDate(text), undefined, JSON.stringify(text));
});

test('a condition whose date is not valid is ignored', async (t) => {
  const changed = { changed: '2026-03-01T12:00:00Z' };
  const response = { 'last-modified': 'Sun, 01 Mar 2026 12:00:00 GMT' };
  t.ok(isFresh({ 'if-modified-since': 'Thu, 01 Jan 2099 00:00:00 GMT' }, response));
  for (const since of INVALID) t.notOk(isFresh({ 'if-modified-since': since }, response), since);
  const past = { 'if-unmodified-since': 'Sun, 01 Mar 2020 12:00:00 GMT' };
  t.throws(() => guardOf(past, 'changed')?.(changed), { code: 'PRECONDITION_FAILED' });
  for (const since of ['2020-01-01', 'Mon, 01 Mar 2020 12:00:00 GMT', '1']) {
    t.doesNotThrow(() => guardOf({ 'if-unmodified-since': since }, 'changed')?.(changed), since);
  }
});
