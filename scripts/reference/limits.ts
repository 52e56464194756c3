// Prints docs/reference/limits.md from the table of limits.
import { LIMITS, type Limit } from '../../src/limits.ts';

export function limitsPage(): string {
  const limits: readonly (readonly [string, Limit])[] = Object.entries(LIMITS);
  return [
    '# Limits',
    '',
    '`npm run generate` prints this page from `src/limits.ts`.',
    '',
    'Limits keep single requests from stopping the server for all clients. Change them with `--limit name=value`, with `limits` in the',
    'configuration file, or with `createStandin({ limits: { name: value } })`. They apply to all documents of a server.',
    '',
    '| limit | what it limits | default | range | what a client sees if it is exceeded |',
    '|---|---|---|---|---|',
    ...limits.map(([name, { text, default: value, min, max, unit, client }]) => {
      return `| \`${name}\` | ${text} | ${number(value)} ${unit} | ${number(min)} to ${number(max)} | ${client} |`;
    }),
    '',
    'Exceeding a limit is not a violation of the contract, except for the nesting of a body.',
    '',
    'The number of exchanges in the journal is the option `--journal`, the time of handlers and of `verifyCredential` the',
    'option `handlerLimit`, the time that unused worlds are kept the option `--world-idle`: see [options](options.md).',
    '',
  ].join('\n');
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
