// Overlays change a document before it is served.
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import { createStandin } from '../../src/index.ts';

const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));
const head = 'overlay: 1.0.0\ninfo: { title: Changes, version: "1" }\n';

test('actions update, append to arrays and remove, in order', async (t) => {
  const folder = t.testdir({
    'one.yaml': `${head}actions:
  - target: $.paths['/owners']
    update: { x-standin-resource: { key: name } }
  - target: $.info
    update: { title: Overlaid }
  - target: $.paths['/pets'].get.parameters[?@.name == 'q' || @.name == 'sort']
    remove: true
`,
    'two.json': JSON.stringify({
      overlay: '1.0.0',
      info: { title: 'More', version: '1' },
      actions: [
        { target: '$.info', update: { version: '2' } },
        {
          target: "$.paths['/pets'].get.parameters",
          update: { name: 'age', in: 'query', schema: { type: 'integer' } },
        },
      ],
    }),
  });
  const standin = await createStandin({ document, overlays: [`${folder}/one.yaml`, `${folder}/two.json`] });
  const { title, version, operations } = standin.contract;
  t.same([title, version], ['Overlaid', '2']);
  const pets = operations.find(({ id }) => id === 'listPets');
  t.same(
    pets?.parameters.map(({ name }) => name),
    ['limit', 'cursor', 'species', 'age'],
  );
  t.match(standin.inspect()[0], { operation: 'listOwners', key: 'name' });
  t.not(standin.contract.sha256, (await createStandin({ document })).contract.sha256);
  t.equal(standin.contract.files.length, 3);
});

test('an error in an overlay has its place', async (t) => {
  const cases: readonly (readonly [string, string, { pointer: string; line: number }])[] = [
    ['openapi: 3.1.0\n', 'is not an OpenAPI overlay', { pointer: '', line: 1 }],
    ['overlay: 2.0.0\n', 'version of the overlay is "2.0.0"', { pointer: '/overlay', line: 1 }],
    [`${head}actions: 5\n`, 'has no list of actions', { pointer: '/actions', line: 3 }],
    [`${head}actions:\n  - update: {}\n`, 'has no target', { pointer: '/actions/0', line: 4 }],
    [`${head}actions:\n  - target: $.info\n`, 'has neither update nor remove', { pointer: '/actions/0', line: 4 }],
    [
      `${head}actions:\n  - target: $.[[\n    remove: true\n`,
      'is not a valid JSONPath',
      { pointer: '/actions/0/target', line: 4 },
    ],
    [
      `${head}actions:\n  - target: $.info.title\n    update: x\n`,
      'is neither an object nor an array',
      { pointer: '/actions/0/update', line: 5 },
    ],
    [
      `${head}actions:\n  - target: $\n    remove: true\n`,
      'removes the whole document',
      { pointer: '/actions/0/target', line: 4 },
    ],
  ];
  for (const [text, message, place] of cases) {
    const folder = t.testdir({ 'overlay.yaml': text });
    await t.rejects(
      createStandin({ document, overlays: [`${folder}/overlay.yaml`] }),
      { code: 'OVERLAY_INVALID', message: new RegExp(message), place },
      message,
    );
  }
  await t.rejects(createStandin({ document, overlays: ['nowhere.yaml'] }), {
    code: 'OVERLAY_INVALID',
    message: /Use the path of an OpenAPI overlay/,
  });
});

test('a target that matches nothing is a warning, and an error with strict', async (t) => {
  const folder = t.testdir({ 'overlay.yaml': `${head}actions:\n  - target: $.nothing\n    remove: true\n` });
  const overlays = [`${folder}/overlay.yaml`];
  const { warnings } = await createStandin({ document, overlays });
  t.match(warnings, [{ message: /the target \$\.nothing of the overlay .* matches nothing/ }]);
  await t.rejects(createStandin({ document, overlays, strict: true }), { code: 'DOCUMENT_HAS_WARNINGS' });
});
