// A first file of handlers, for its reader to go on with: typed, working, and changing nothing.
import type { Contract } from '../contract/contract.ts';

/** Operations that the file begins with. */
const SHOWN = 2;

export function printHandlers({ operations }: Contract, file: string): string {
  const shown = [
    ...operations.filter(({ method }) => method === 'GET').slice(0, 1),
    ...operations.filter(({ method }) => method === 'POST').slice(0, 1),
    ...operations,
  ];
  const ids = [...new Set(shown.map(({ id }) => id))].slice(0, SHOWN);
  const members = ids.map((id) => {
    const name = /^[A-Za-z_$][\w$]*$/.test(id) ? id : JSON.stringify(id).replaceAll('"', "'");
    return `  async ${name}({ next }) {\n    return next();\n  },\n`;
  });
  return [
    `// Code for single operations of ${file}. What is not here is answered as the document implies.`,
    '// A handler gets the parameters, the body, the credentials, the resource in the state that is kept, a clock, samples,',
    '// and next(), which gives the answer there would be without it.',
    "import type { Handlers } from 'standin';",
    "import type { Operations } from './document.js';",
    '',
    'export const handlers = {',
    `${members.join('')}} satisfies Handlers<Operations>;`,
    '',
  ].join('\n');
}
