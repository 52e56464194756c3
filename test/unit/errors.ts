// The two error classes. The page of all codes is printed from their tables, and `npm run generate:check` keeps it up to date.
import { inspect } from 'node:util';
import { test } from 'tap';
import { type ErrorCode, HTTP_ERRORS, HttpError } from '../../src/errors/http-error.ts';
import { SETUP_ERRORS, SetupError } from '../../src/errors/setup-error.ts';

test('every error code has a cause and advice in full sentences', async (t) => {
  for (const [code, { cause, advice }] of Object.entries({ ...HTTP_ERRORS, ...SETUP_ERRORS })) {
    t.match(cause, /^[A-Z`].*\.$/, code);
    t.match(advice, /^[A-Z`].*\.$/, code);
  }
});

test('an HTTP error has the status of its code, and a setup error prints its place', async (t) => {
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
  const bare = new SetupError({ code: 'OPTION_INVALID', what: 'A', advice: 'B', file: undefined });
  t.equal(bare.message, 'A [OPTION_INVALID]\n  B');
  t.notMatch(inspect(bare), 'undefined', 'Node.js prints an error that nobody catches with all of its properties');
});

test('an HttpError with a code that does not exist names the nearest one', async (t) => {
  const create = (code: string) => new HttpError({ code: code as ErrorCode, message: 'No.' });
  t.throws(() => create('THROTLED'), new TypeError('Unknown error code "THROTLED". Did you mean THROTTLED?'));
  t.throws(() => new HttpError({ message: 'No.' }), new TypeError('An HttpError needs a code or a status.'));
  t.match(new HttpError({ status: 402, message: 'No.' }), { status: 402, code: undefined });
});
