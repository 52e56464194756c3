// Real documents, served without a crash. They lie where STANDIN_CORPUS says; without it there is nothing to serve.
import { join } from 'node:path';
import { test } from 'tap';
import { createStandin } from '../../src/index.ts';

const corpus = process.env.STANDIN_CORPUS;
const options = corpus === undefined ? { skip: 'STANDIN_CORPUS names no folder of documents' } : {};

test('redocly--museum and oai--petstore are served without a crash', options, async (t) => {
  const credentials = { authorization: `Basic ${btoa('user:password')}` };
  for (const name of ['redocly--museum.yaml', 'oai--petstore.yaml']) {
    const standin = await createStandin({ document: join(String(corpus), name), answers: 'send' });
    t.ok(standin.contract.operations.length > 2, name);
    for (const { method, path, bases, id } of standin.contract.operations) {
      const url = `${bases[0]}${path.replace(/\{[^}]*\}/g, '1')}`;
      const asked = { method: method as 'GET', url, headers: credentials };
      const response = await standin.inject(asked);
      const broken = await standin.inject({
        ...asked,
        headers: { ...credentials, 'content-type': 'application/json' },
        payload: '{',
      });
      t.ok(response.statusCode < 500 && broken.statusCode < 500, `${id}: ${response.statusCode}, ${broken.statusCode}`);
      t.equal(response.headers['standin-violations'], undefined, `${id} answers what is declared`);
    }
    await standin.close();
  }
});
