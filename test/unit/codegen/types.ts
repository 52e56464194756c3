// The printed types of documents that are hard to print: they compile, and they say what the document says.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import { generateForProject } from '../../../src/codegen/generate.ts';
import { typeErrors } from '../../fixtures/type-errors.ts';

const documentFile = fileURLToPath(new URL('../../fixtures/documents/references-inside.yaml', import.meta.url));
const folder = mkdtempSync(fileURLToPath(new URL('../../fixtures/printed-', import.meta.url)));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const { files: printed } = await generateForProject(documentFile, 'standin generate');
for (const { name, text } of printed) writeFileSync(`${folder}/${name}`, text);

const PREAMBLE = `import type { Handlers } from 'standin';
import type { Operations, paths } from './document.js';
`;

const CASES: readonly (readonly [title: string, source: string, complaint?: RegExp])[] = [
  ['the printed handlers', printed.find(({ name }) => name === 'handlers.ts')?.text ?? ''],
  [
    'a body whose schema is a part of another schema',
    'export const handlers: Handlers<Operations, paths> = { searchValues: ({ body }) => ({ status: 200, body: body.from }) };',
  ],
  [
    'a parameter of another path',
    "export const handlers: Handlers<Operations, paths> = { readLatest: ({ parameters }) => ({ status: 200, body: parameters.query?.unit === 'kelvin' ? 1 : 'none' }) };",
  ],
  [
    'a method of its own',
    'export const handlers: Handlers<Operations, paths> = { copyValues: () => ({ status: 204 }) };',
  ],
  [
    'a list inside a list',
    'export const handlers: Handlers<Operations, paths> = { listValues: () => ({ status: 200, body: [1, "two", [3, ["four"]]] }) };',
  ],
  [
    'a wrong value of a parameter of another path',
    "export const handlers: Handlers<Operations, paths> = { readLatest: ({ parameters }) => ({ status: 200, body: parameters.query?.unit === 'rankine' ? 1 : 2 }) };",
    /no overlap/,
  ],
  [
    'a wrong property of a part of another schema',
    'export const handlers: Handlers<Operations, paths> = { searchValues: ({ body }) => ({ status: 200, body: body.until }) };',
    /Property 'until' does not exist/,
  ],
  [
    'a status that the operation does not declare',
    'export const handlers: Handlers<Operations, paths> = { copyValues: () => ({ status: 201 }) };',
    /not assignable to type 'Handler</,
  ],
  [
    'an operation that the document does not have',
    'export const handlers: Handlers<Operations, paths> = { moveValues: () => ({ status: 204 }) };',
    /moveValues/,
  ],
  [
    'a value of a type that the schema does not name',
    'export const handlers: Handlers<Operations, paths> = { listValues: () => ({ status: 200, body: [true] }) };',
    /boolean/,
  ],
  [
    'a path that only exists to print an operation',
    "export const path: keyof paths = 'extra:/QUERY/~1sensors~1{sensorId}~1values';",
    /not assignable to type/,
  ],
];

const reported = typeErrors(
  folder,
  CASES.map(([, source]) => (source.startsWith('//') ? source : `${PREAMBLE}${source}\n`)),
);

for (const [index, [title, , complaint]] of CASES.entries()) {
  const messages = reported[index] ?? [];
  if (complaint) {
    test(`does not compile: ${title}`, async (t) => t.match(messages.join('\n'), complaint));
  } else {
    test(`compiles: ${title}`, async (t) => t.same(messages, []));
  }
}
