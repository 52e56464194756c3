// docs/comparison.md, written whole from what was measured.

import { REQUESTS } from './requests.ts';
import { TIMEOUT_SECONDS } from './send.ts';

export interface Column {
  readonly name: string;
  readonly version: string;
  /** How it was run, a sentence or two. */
  readonly how: string;
  /** A cell for each request, in their order. */
  readonly cells: readonly string[];
}

export interface Environment {
  /** As 2026-01-31. */
  readonly date: string;
  readonly node: string;
}

export function comparisonPage(columns: readonly Column[], { date, node }: Environment): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const head = ['request', 'what is right', ...columns.map(({ name }) => name)];
  const rows = REQUESTS.map(({ title, expected }, index) =>
    row([title, expected, ...columns.map(({ cells }) => cells[index] ?? '')]),
  );
  return `# Comparison

Four mock servers, the same document, the same ten requests. \`npm run compare\` installs the others, asks and writes this
page; this is what it found on ${date}, on Node.js ${node}.

${[row(head), row(head.map(() => '---')), ...rows].join('\n')}

How to read a cell: status, media type, and whether the body is what the document declares.

- **valid**: the document declares a response of this status, or a \`default\`, with this media type, and the body validates
  against its schema; **not valid**: it does not validate.
- **media type not declared**: the response that the document declares for this status has no such media type.
- **status not declared**: the document declares neither this status nor a \`default\` for the operation.
- **no answer**: nothing came, or not all of it, in ${TIMEOUT_SECONDS} seconds.
- **names it**: the body holds the name of the member that is wrong.

Validation is Ajv's alone, on the document as it stands. The answer to DELETE is held against what GET declares at the same path.

## What was run

${[row(['server', 'version', 'how']), row(['---', '---', '---']), ...columns.map(({ name, version, how }) => row([name, version, how]))].join('\n')}

The document is [openapi.yaml](../openapi.yaml), unchanged; every server reads it. The request with \`{managed-device-id}\` goes
to a second document of one operation, which \`scripts/compare/requests.ts\` holds. Standin serves under the base path of the document's
servers (\`/v1.0\`), the others at the root, and each is asked where it serves. Every request but one carries
\`Authorization: Bearer\` with a word; a server that was not set up to look at credentials cannot be expected to refuse the one
without.
`;
}
