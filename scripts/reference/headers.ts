// Prints docs/reference/headers.md from the tables in src.
import { ODATA_HEADERS } from '../../src/conventions/odata/headers.ts';
import { HEADERS, type HeaderTexts } from '../../src/headers.ts';

export function headersPage(): string {
  return [
    '# Headers',
    '',
    'This page is generated from `src/headers.ts` and `src/conventions/odata/headers.ts` (`npm run generate`).',
    '',
    'These are the headers that standin itself reads or sends. Headers that your document declares are validated and generated like',
    'other parameters. The Microsoft Graph mock and the docs pages have additional ones.',
    '',
    '## Request headers',
    '',
    ...tableOf('request', HEADERS),
    '',
    '## Response headers',
    '',
    ...tableOf('response', HEADERS),
    '',
    '## OData',
    '',
    'These headers apply to documents that speak OData.',
    '',
    'In requests:',
    '',
    ...tableOf('request', ODATA_HEADERS),
    '',
    'In responses:',
    '',
    ...tableOf('response', ODATA_HEADERS),
    '',
  ].join('\n');
}

function tableOf(message: 'request' | 'response', headers: Readonly<Record<string, HeaderTexts>>): readonly string[] {
  const rows = Object.values(headers).flatMap((header) => {
    const text = header[message];
    return text === undefined ? [] : [`| \`${header.name}\` | ${text} |`];
  });
  return ['| header | meaning |', '|---|---|', ...rows];
}
