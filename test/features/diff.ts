// `standin diff` as a user meets it: formats, exit codes, git revisions, ignored differences, and documents of different OpenAPI versions.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import { diff } from '../../src/index.ts';
import type { JsonObject } from '../../src/json/value.ts';
import { runCommand, runCommandIn } from '../fixtures/command.ts';
import { commitFiles } from '../fixtures/repository.ts';

const OLD = `openapi: 3.0.3
info: {title: Dock, version: "1"}
paths:
  /boats:
    get:
      operationId: listBoats
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Boat"}}}}
    post:
      operationId: addBoat
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Boat"}}}}
      responses:
        "201": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Boat"}}}}
components:
  schemas:
    Boat:
      type: object
      required: [name]
      properties:
        name: {type: string, maxLength: 80}
        kind: {type: string, enum: [sail, motor]}
`;
const NEW = OLD.replace('version: "1"', 'version: "2"').replace('[sail, motor]', '[sail, motor, row]');
const NARROW = OLD.replace('version: "1"', 'version: "2"').replace('maxLength: 80', 'maxLength: 40');

function folderWith(t: Test, files: Record<string, string> = {}): string {
  return t.testdir({ 'old.yaml': OLD, 'new.yaml': NEW, 'narrow.yaml': NARROW, ...files });
}

test('diff prints the effect of a change once, with the operations that have it and both lines', async (t) => {
  const folder = folderWith(t);
  const { code, stdout } = await runCommand('diff', `${folder}/old.yaml`, `${folder}/new.yaml`);
  t.equal(code, 1);
  t.same(stdout.replaceAll(/\S*\/(?=(?:old|new)\.yaml)/g, '').split('\n'), [
    'breaking GET /boats',
    '         The property [].kind of the response 200 can be "row" now. Clients do not know this value. [response-enum-value-added]',
    '         also POST /boats',
    '         old old.yaml:23:36',
    '         new new.yaml:23:36',
    '',
    'Dock 1 → 2: 1 breaking change (2 places), 0 warnings, 0 compatible changes',
    '',
  ]);
  t.match(await runCommand('diff', `${folder}/old.yaml`, `${folder}/old.yaml`), {
    code: 0,
    stdout: 'Dock 1 → 1: no differences\n',
  });
});

test('the exit code depends on --fail-on', async (t) => {
  const folder = folderWith(t, { 'path.yaml': OLD.replace('/boats:', '/boats:\n    description: Boats.') });
  const [old, next] = [`${folder}/old.yaml`, `${folder}/new.yaml`];
  const deprecated = `${folder}/deprecated.yaml`;
  writeFileSync(deprecated, OLD.replace('operationId: addBoat', 'operationId: addBoat\n      deprecated: true'));
  const codeOf = async (...words: string[]) => (await runCommand('diff', ...words)).code;
  t.equal(await codeOf(old, next), 1, 'breaking by default');
  t.equal(await codeOf(old, next, '--fail-on', 'never'), 0);
  t.equal(await codeOf(old, deprecated), 0);
  t.equal(await codeOf(old, deprecated, '--fail-on', 'warning'), 0);
  t.equal(await codeOf(old, deprecated, '--fail-on', 'info'), 1);
  t.match(
    (await runCommand('diff', old, deprecated)).stdout,
    /^Dock 1 → 1: 0 breaking changes, 0 warnings, 1 compatible change\n$/,
  );
  t.match(
    (await runCommand('diff', old, deprecated, '--show', 'info')).stdout,
    /^info +POST \/boats\n.*\[operation-deprecated\]/,
  );
  t.match(await runCommand('diff', old, next, '--quiet'), { code: 1, stdout: '', stderr: '' });
});

test('JSON has every finding with its values and places', async (t) => {
  const folder = folderWith(t);
  const { stdout } = await runCommand('diff', `${folder}/old.yaml`, `${folder}/narrow.yaml`, '--format', 'json');
  const { findings, old } = JSON.parse(stdout);
  t.match(old, { title: 'Dock', version: '1', file: /old\.yaml$/ });
  t.match(findings, [
    {
      id: 'request-limit-narrowed',
      severity: 'breaking',
      direction: 'request',
      operation: { method: 'POST', path: '/boats', operationId: 'addBoat' },
      mediaType: 'application/json',
      in: 'body',
      pointer: '/name',
      keyword: 'maxLength',
      oldValue: 80,
      newValue: 40,
      old: { file: /old\.yaml$/, line: 22, column: 41, pointer: '/components/schemas/Boat/properties/name/maxLength' },
      new: { line: 22 },
    },
  ]);
  t.equal(findings.length, 1);
});

test('SARIF points to the new document, with the old place next to it', async (t) => {
  const folder = folderWith(t);
  const out = `${folder}/diff.sarif`;
  const ended = await runCommand('diff', `${folder}/old.yaml`, `${folder}/new.yaml`, '--format', 'sarif', '--out', out);
  t.match(ended, { code: 1, stdout: '', stderr: '' });
  const { runs } = JSON.parse(await import('node:fs').then(({ readFileSync }) => readFileSync(out, 'utf8')));
  t.match(runs[0].tool.driver.rules, [{ id: 'response-enum-value-added', defaultConfiguration: { level: 'error' } }]);
  t.match(runs[0].results, [
    {
      ruleId: 'response-enum-value-added',
      level: 'error',
      message: { text: /^GET \/boats: .* Also in POST \/boats\.$/ },
      locations: [{ physicalLocation: { artifactLocation: { uri: /new\.yaml$/ }, region: { startLine: 23 } } }],
      relatedLocations: [{ physicalLocation: { artifactLocation: { uri: /old\.yaml$/ } } }],
    },
  ]);
});

test('Markdown is a table for a pull request', async (t) => {
  const folder = folderWith(t);
  const { stdout } = await runCommand('diff', `${folder}/old.yaml`, `${folder}/new.yaml`, '--format', 'markdown');
  t.match(
    stdout,
    /^### Dock 1 → 2: 1 breaking change \(2 places\), 0 warnings, 0 compatible changes\n\n\| Severity \| Operation \| Difference \| Old \| New \|\n/,
  );
  t.match(
    stdout,
    /\n\| breaking \| `GET \/boats`<br>and 1 more \| The property \\\[\\\]\.kind .* `response-enum-value-added` \| `.*old\.yaml:23:36` \| `.*new\.yaml:23:36` \|\n$/,
  );
});

test('an ignored difference does not count, an expired entry does not help, and an unused one is named', async (t) => {
  const entry = (more: string) =>
    `- id: response-enum-value-added\n  reason: The client treats unknown kinds as boats.\n${more}`;
  const folder = folderWith(t, {
    'ignore.yaml': `${entry('  pointer: /kind\n')}${entry('  operation: GET /boats\n')}`,
    'expired.yaml': entry('  until: 2020-01-01\n'),
    'unused.yaml': `${entry('  until: 2999-12-31\n')}- id: operation-removed\n  reason: Nobody calls it.\n`,
  });
  const run = (file: string, ...words: string[]) =>
    runCommand('diff', `${folder}/old.yaml`, `${folder}/new.yaml`, '--ignore', `${folder}/${file}`, ...words);
  t.match(await run('ignore.yaml'), { code: 0, stdout: '2 differences ignored\nDock 1 → 2: no differences\n' });
  const expired = await run('expired.yaml');
  t.equal(expired.code, 1);
  t.match(expired.stdout, /\nExpired on 2020-01-01, counts again: response-enum-value-added \(The client treats/);
  const unused = await run('unused.yaml');
  t.equal(unused.code, 0);
  t.match(unused.stdout, /\nIgnores nothing, remove it: operation-removed \(Nobody calls it\.\)\n/);
  const json = await run('unused.yaml', '--format', 'json');
  t.match(json.stderr, /Ignores nothing/, 'also if a program reads the output');
  t.match(JSON.parse(json.stdout), {
    findings: [],
    ignored: [{ ignore: { until: '2999-12-31' } }, {}],
    unused: [{ id: 'operation-removed' }],
  });
});

test('a git revision is read with the files that it refers to', async (t) => {
  const folder = t.testdir({});
  const [paths, schemas] = [OLD.slice(0, OLD.indexOf('components:')), OLD.slice(OLD.indexOf('    Boat:'))];
  const boat = schemas.replaceAll(/^ {4}/gm, '');
  commitFiles(folder, 'one', {
    'api/openapi.yaml': paths.replaceAll('#/components/schemas/Boat', 'schemas/boat.yaml#/Boat'),
    'api/schemas/boat.yaml': boat,
  });
  writeFileSync(join(folder, 'api', 'schemas', 'boat.yaml'), boat.replace('motor]', 'motor, row]'));
  const inFolder = (...words: string[]) => runCommandIn(join(folder, 'api'), 'diff', ...words);
  const changed = await inFolder('HEAD:api/openapi.yaml', 'openapi.yaml');
  t.equal(changed.code, 1);
  t.match(changed.stdout, /old HEAD:api\/schemas\/boat\.yaml:6:32\n {9}new schemas\/boat\.yaml:6:32/);
  t.equal((await inFolder('HEAD:./openapi.yaml', 'HEAD:api/openapi.yaml')).code, 0, './ is the current folder');
  t.match(await inFolder('HEAD:api/nothing.yaml', 'openapi.yaml'), {
    code: 1,
    stderr: /"HEAD:api\/nothing\.yaml" cannot be read from git: .*\[DOCUMENT_UNREADABLE\]/,
  });
  t.equal((await inFolder('--output=x:api/openapi.yaml', 'openapi.yaml')).code, 2, 'an option of git is none of ours');
  t.match(await inFolder('nothing:api/openapi.yaml', 'openapi.yaml'), {
    code: 1,
    stderr: /cannot be read from git: Needed a single revision/,
  });
});

const SWAGGER = {
  swagger: '2.0',
  info: { title: 'Dock', version: '1' },
  basePath: '/v1',
  consumes: ['application/json'],
  produces: ['application/json'],
  securityDefinitions: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
  security: [{ key: [] }],
  paths: {
    '/boats': {
      post: {
        operationId: 'addBoat',
        parameters: [
          { name: 'tags', in: 'query', type: 'array', items: { type: 'string' }, collectionFormat: 'csv' },
          { name: 'body', in: 'body', required: true, schema: { $ref: '#/definitions/Boat' } },
        ],
        responses: { 200: { description: 'ok', schema: { $ref: '#/definitions/Boat' } } },
      },
    },
  },
  definitions: {
    Boat: {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string' }, length: { type: 'number', minimum: 0, exclusiveMinimum: true } },
    },
  },
};

/** The same in OpenAPI 3.0 or 3.1, where the length can be null. */
function modern(openapi: string, length: JsonObject): JsonObject {
  const boat = { $ref: '#/components/schemas/Boat' };
  const content = { 'application/json': { schema: boat } };
  return {
    openapi,
    info: { title: 'Dock', version: '1' },
    servers: [{ url: 'https://dock.example/v1' }],
    security: [{ apiKey: [] }],
    paths: {
      '/boats': {
        post: {
          operationId: 'addBoat',
          parameters: [
            {
              name: 'tags',
              in: 'query',
              style: 'form',
              explode: false,
              schema: { type: 'array', items: { type: 'string' } },
            },
          ],
          requestBody: { required: true, content },
          responses: { 200: { description: 'ok', content } },
        },
      },
    },
    components: {
      securitySchemes: { apiKey: { type: 'apiKey', in: 'header', name: 'x-key' } },
      schemas: { Boat: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, length } } },
    },
  };
}

test('documents of different OpenAPI versions are compared by their meaning', async (t) => {
  const three = modern('3.0.3', { type: 'number', minimum: 0, exclusiveMinimum: true });
  const one = modern('3.1.0', { type: 'number', exclusiveMinimum: 0 });
  t.same((await diff(SWAGGER, three)).findings, [], '2.0 and 3.0');
  t.same((await diff(three, one)).findings, [], '3.0 and 3.1');
  t.same((await diff(one, SWAGGER)).findings, [], '3.1 and 2.0');
  const nullable = modern('3.0.3', { type: 'number', nullable: true, minimum: 0, exclusiveMinimum: true });
  const nullToo = modern('3.1.0', { type: ['number', 'null'], exclusiveMinimum: 0 });
  t.same((await diff(nullable, nullToo)).findings, [], 'nullable is the type null');
  const { findings } = await diff(nullable, one);
  t.match(findings, [{ id: 'request-null-refused', pointer: '/length' }]);
});

test('an operation that cannot be read is a finding, not an error', async (t) => {
  const broken = modern('3.1.0', { $ref: '#/components/schemas/Nothing' });
  const { findings } = await diff(modern('3.1.0', {}), broken);
  t.match(findings, [{ id: 'operation-not-comparable', severity: 'warning', message: /Nothing/ }]);
});
