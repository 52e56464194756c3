// Prints docs/comparison.md from the measured cells.

import { REQUESTS } from './requests.ts';
import { TIMEOUT_SECONDS } from './send.ts';

export interface Column {
  readonly name: string;
  readonly version: string;
  /** How it was started, in a sentence or two. */
  readonly how: string;
  /** A cell for each request, in order. */
  readonly cells: readonly string[];
}

export interface Environment {
  /** For example 2026-01-31. */
  readonly date: string;
  readonly node: string;
}

export function comparisonPage(columns: readonly Column[], { date, node }: Environment): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const head = ['request', 'expected', ...columns.map(({ name }) => name)];
  const rows = REQUESTS.map(({ title, expected }, index) =>
    row([title, expected, ...columns.map(({ cells }) => cells[index] ?? '')]),
  );
  return `# Comparison

Four mock servers get the same document and the same ten requests. \`npm run compare\` installs the other servers, sends the
requests and writes this page. These are the results of ${date}, on Node.js ${node}.

${[row(head), row(head.map(() => '---')), ...rows].join('\n')}

A cell shows the status, the media type, and whether the body is valid.

- **valid**: the document declares a response with this status, or a \`default\`, and with this media type, and its schema
  accepts the body. **not valid**: the schema does not accept the body.
- **media type not declared**: the declared response for this status does not have this media type.
- **status not declared**: the document declares neither this status nor a \`default\` for the operation.
- **no response**: no complete response arrived in ${TIMEOUT_SECONDS} seconds.
- **names it**: the body contains the name of the invalid property.

Ajv validates the bodies against the unchanged document. The response to DELETE is compared with the responses that GET
declares for the same path.

## Servers

${[row(['server', 'version', 'how']), row(['---', '---', '---']), ...columns.map(({ name, version, how }) => row([name, version, how]))].join('\n')}

Every server reads the unchanged [openapi.yaml](../openapi.yaml). The request with \`{managed-device-id}\` uses a second
document with one operation, in \`scripts/compare/requests.ts\`. Standin serves the document under the base path of its servers
(\`/v1.0\`), the others at the root; each server gets the requests at its own base path. Every request except one has
\`Authorization: Bearer\` with a word. A server that does not check credentials cannot refuse the request without them.
`;
}
