// Real documents, held to their own word. They lie where STANDIN_CORPUS says; without it there is nothing to serve. This is the
// small version of `npm run proof:documents`, which asks all of them.
import { join } from 'node:path';
import { test } from 'tap';
import { prove } from '../fixtures/proof/prove.ts';

const corpus = process.env.STANDIN_CORPUS;
const options = corpus === undefined ? { skip: 'STANDIN_CORPUS names no folder of documents' } : {};

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
  'real documents answer valid requests as declared, and refuse broken ones in their own words',
  options,
  async (t) => {
    for (const name of DOCUMENTS) {
      const proof = await prove(join(String(corpus), name));
      t.ok(proof.asked > 0 && proof.asked === proof.operations, `${name}: every operation is asked`);
      t.equal(proof.answered, proof.asked, `${name}: ${proof.exceptions[0] ?? 'answers are as declared'}`);
      t.equal(proof.refused, proof.broken, `${name}: ${proof.exceptions[0] ?? 'what is broken is refused'}`);
      t.equal(proof.valid, proof.judged, `${name}: ${proof.exceptions[0] ?? 'refusals are as declared'}`);
      t.equal(proof.faults + proof.hangs, 0, `${name}: no fault, no hang`);
    }
  },
);

test('the same run gives the same bodies, byte for byte', options, async (t) => {
  const [name = ''] = DOCUMENTS;
  const [first, second] = [await prove(join(String(corpus), name)), await prove(join(String(corpus), name))];
  t.equal(first.digest, second.digest);
});
