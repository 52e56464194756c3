// The catalogue of errors is told three times: in types, in classes and on a page. They are held equal.
import { readFileSync } from 'node:fs';
import { test } from 'tap';
import { ERROR_STATUS, HttpError } from '../../src/errors/http-error.ts';
import { SetupError } from '../../src/errors/setup-error.ts';

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const [setup = '', answers = ''] = page.split('## Answer errors');

test('the page lists every answer code with its status, and no other', async (t) => {
  const rows = [...answers.matchAll(/^\| `(\w+)` \| (\d+) \|/gm)].map(([, code, status]) => [code, Number(status)]);
  t.same(Object.fromEntries(rows), ERROR_STATUS);
});

test('the page lists every setup code, and no other', async (t) => {
  const source = readFileSync(new URL('../../src/errors/setup-error.ts', import.meta.url), 'utf8');
  const union = /export type SetupCode =([^;]+);/.exec(source)?.[1] ?? '';
  const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code);
  t.same(
    [...setup.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code),
    codes,
  );
});

test('an answer error knows its status, a setup error its place', async (t) => {
  t.match(new HttpError({ code: 'PATH_NOT_FOUND', message: 'No.' }), { status: 404, violations: [], message: 'No.' });
  const cause = new Error('why');
  const error = new SetupError({
    code: 'DOCUMENT_INVALID',
    what: 'A',
    advice: 'B',
    file: 'f',
    line: 2,
    column: 3,
    pointer: '/p',
    cause,
  });
  t.equal(error.message, 'A [DOCUMENT_INVALID]\n  f:2:3 at /p\n  B');
  t.equal(error.cause, cause);
});
