// Checks real documents against themselves. STANDIN_CORPUS names their folder; without it the tests are skipped. This is the
// small version of `npm run proof:documents`, which checks all documents.
import { join } from 'node:path';
import { test } from 'tap';
import { prove } from '../fixtures/proof/prove.ts';

const corpus = process.env.STANDIN_CORPUS;
const options = corpus === undefined ? { skip: 'STANDIN_CORPUS is not set' } : {};

const DOCUMENTS = [
  'redocly--museum.yaml',
  'oai--petstore.yaml',
  'oai--uber-v2.json',
  'prometheus--alertmanager.yaml',
  'redocly--cafe-3.2.yaml',
  'multi/camara--qod/API_definitions/quality-on-demand.yaml',
  'multi/matrix--client-pushrules/pushrules.yaml',
];

test(
  'for real documents, responses are as declared, and invalid requests get the declared error',
  options,
  async (t) => {
    for (const name of DOCUMENTS) {
      const proof = await prove(join(String(corpus), name));
      t.ok(proof.sent > 0 && proof.sent === proof.operations, `${name}: every operation gets a request`);
      t.equal(proof.asDeclared, proof.sent, `${name}: ${proof.exceptions[0] ?? 'responses are as declared'}`);
      t.equal(proof.refused, proof.invalid, `${name}: ${proof.exceptions[0] ?? 'invalid requests are refused'}`);
      t.equal(proof.validErrors, proof.errorBodies, `${name}: ${proof.exceptions[0] ?? 'errors are as declared'}`);
      t.equal(proof.serverErrors + proof.hangs, 0, `${name}: no 5xx, no hang`);
    }
  },
);

test('the same run gives the same bodies, byte for byte', options, async (t) => {
  const [name = ''] = DOCUMENTS;
  const [first, second] = [await prove(join(String(corpus), name)), await prove(join(String(corpus), name))];
  t.equal(first.digest, second.digest);
});
