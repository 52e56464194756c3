// Prints a first file of handlers for the user to edit. It is typed, it works, and it changes nothing.
import type { Contract } from '../contract/contract.ts';

/** The number of handlers in the file. */
const HANDLER_COUNT = 2;

export function printHandlers({ operations }: Contract, file: string): string {
  const candidates = [
    ...operations.filter(({ method }) => method === 'GET').slice(0, 1),
    ...operations.filter(({ method }) => method === 'POST').slice(0, 1),
    ...operations,
  ];
  const ids = [...new Set(candidates.map(({ id }) => id))].slice(0, HANDLER_COUNT);
  const handlers = ids.map((id) => {
    const name = /^[A-Za-z_$][\w$]*$/.test(id) ? id : JSON.stringify(id).replaceAll('"', "'");
    return `  async ${name}({ next }) {\n    return next();\n  },\n`;
  });
  return [
    `// Handlers for operations of ${file}. Operations without a handler respond as the document declares.`,
    '// A handler gets the parameters, the body, the credentials, all resources, a clock and samples. next() returns the response',
    '// that the operation has without the handler.',
    "import type { Handlers } from 'standin';",
    "import type { Operations, paths } from './document.js';",
    '',
    'export const handlers = {',
    `${handlers.join('')}} satisfies Handlers<Operations, paths>;`,
    '',
  ].join('\n');
}
