// Prints docs/reference/errors.md from the tables of error codes.
import { HTTP_ERRORS } from '../src/errors/http-error.ts';
import { SETUP_ERRORS } from '../src/errors/setup-error.ts';

export function errorsPage(): string {
  const setup = Object.entries(SETUP_ERRORS).map(([code, { cause, advice }]) => rowOf(`\`${code}\``, cause, advice));
  const http = Object.entries(HTTP_ERRORS).map(([code, { status, cause, advice }]) =>
    rowOf(`\`${code}\``, String(status), cause, advice),
  );
  return [
    '# Error codes',
    '',
    'This page is generated from `src/errors` (`npm run generate`).',
    '',
    '## Setup errors',
    '',
    'A setup error keeps the server or a command from starting. The command prints it and exits with 1. `createStandin` throws',
    'a `SetupError` with the same `code`, and with `place`: file, line, column and JSON pointer.',
    '',
    '| code | cause | what to do |',
    '|---|---|---|',
    ...setup,
    '',
    '## HTTP errors',
    '',
    'An HTTP error is the reason why one request is refused. The client gets the error response that the document declares, filled',
    'with the reason. If the document declares none, the client gets problem details (RFC 9457). A handler refuses a request in the',
    'same way: `throw new HttpError({ code, message })`. For a status without a code in the table: `new HttpError({ status: 402, message })`.',
    'The client then gets the name of the status as code: `PAYMENT_REQUIRED`. Errors on demand have such a code, too.',
    '',
    'The table shows the usual status. The response has another status if the document declares only that one: 422 instead of 400,',
    '403 instead of 401, 404 instead of 400 for a path parameter, 422 or 400 instead of 409. If both 400 and 422 are declared, a body',
    'that violates its schema gets 422.',
    '',
    '| code | status | cause | what to do |',
    '|---|---|---|---|',
    ...http,
    '',
  ].join('\n');
}

function rowOf(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
