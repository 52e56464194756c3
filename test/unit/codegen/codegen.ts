// Generated code is the same each time. What its types refuse is in ../public-types.ts.
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import { generate } from '../../../src/codegen/generate.ts';
import { builtInFile } from '../../fixtures/documents.ts';

test('printing twice gives the same text, headed by document, sum and command', async (t) => {
  const [first, second] = [await generate(fileURLToPath(builtInFile)), await generate(fileURLToPath(builtInFile))];
  t.same(first, second);
  t.same(
    first.map(({ name }) => name),
    ['document.d.ts', 'contract.ts', 'validators.ts'],
  );
  for (const { name, text } of first) {
    t.match(
      text,
      /^\/\/ Printed by `npm run generate` from openapi\.yaml .*\n\/\/ sha-256 of the document: [0-9a-f]{64}\n/,
      name,
    );
  }
  t.notMatch(first[2]?.text, /require\(/, 'an ES module requires nothing');
  const printed = await generate(fileURLToPath(new URL('../../fixtures/documents/small-3.0.yaml', import.meta.url)));
  t.match(printed[2]?.text, /^import imported0 from "ajv/m, 'formats and lengths of Ajv are imported');
});
