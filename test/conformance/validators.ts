// The validators that are printed for the built-in document and those compiled at run time report the same violations.
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import { loadContract } from '../../src/contract/load.ts';
import { viewsNeeded } from '../../src/contract/operation/operations.ts';
import { microsoftGraph } from '../../src/microsoft-graph/pack.ts';
import { builtInFile } from '../fixtures/documents.ts';
import { PAGE_REQUEST, PAGE_RESPONSE } from '../fixtures/service.ts';

const NAMES = [
  ...Object.keys(PAGE_RESPONSE),
  'unknown',
  'toString',
  'constructor',
  '@odata.etag',
  'id@odata.type',
  '@odata.',
];
const VALUES = [
  null,
  true,
  5,
  1.5,
  '',
  'text',
  [],
  {},
  '2026-02-28T00:00:00Z',
  '2026-02-29T00:00:00Z',
  '2026-01-01 00:00:00Z',
];
const ERRORS = [
  { error: { code: 'a', message: 'b' } },
  { error: { code: 'a' } },
  { error: { code: 'a', message: 'b', details: [{ code: 'c' }], innerError: { date: 'x' } } },
  { value: 'text' },
  { value: 5, 'value@odata.type': 'x' },
];

test('printed and compiled validators are equal over valid and invalid values', async (t) => {
  const compiled = await loadContract(fileURLToPath(builtInFile));
  const printed = microsoftGraph.contract;
  t.same(printed.operations, JSON.parse(JSON.stringify(compiled.operations)));
  t.same(printed.document, compiled.document);
  t.equal(printed.sha256, compiled.sha256);
  const values: unknown[] = [...VALUES, ...ERRORS, PAGE_REQUEST, PAGE_RESPONSE];
  for (const name of NAMES) for (const value of VALUES) values.push({ ...PAGE_RESPONSE, [name]: value });
  let valid = 0;
  let invalid = 0;
  for (const { view, pointer } of viewsNeeded(printed.operations)) {
    const one = printed.validator(view, pointer);
    const other = compiled.validator(view, pointer);
    for (const value of values) {
      const violations = one(value);
      if (violations.length === 0) valid += 1;
      else invalid += 1;
      if (JSON.stringify(violations) !== JSON.stringify(other(value)))
        t.same(violations, other(value), `${view}:${pointer}`);
    }
  }
  t.ok(valid > 50 && invalid > 200, `${valid} valid, ${invalid} invalid`);
});

test('a date-time must follow RFC 3339 exactly', async (t) => {
  const validate = microsoftGraph.contract.validator('patch', '/components/schemas/applePushNotificationCertificate');
  const isValid = (expirationDateTime: string) => validate({ expirationDateTime }).length === 0;
  for (const good of [
    '2016-12-31T23:57:57.2481234-08:00',
    '2024-02-29T00:00:00Z',
    '2000-02-29t00:00:00z',
    '2026-12-31T23:59:60Z',
    '0001-01-01T00:00:00Z',
    '2026-06-30T12:00:00+23:59',
  ]) {
    t.ok(isValid(good), good);
  }
  for (const bad of [
    '2026-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00',
    '2026-01-01 00:00:00Z',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01',
    '26-01-01T00:00:00Z',
    ' 2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00Z\n',
  ]) {
    t.notOk(isValid(bad), JSON.stringify(bad));
  }
});
