// The command with faulty documents: `check` lists everything that is wrong, the start says what is not served, and `run` fails if a
// request needed it.
import { test } from 'tap';
import { runCommand, startCommand } from '../fixtures/command.ts';

const FAULTY = `openapi: 3.1.0
info: {title: Dock, version: "1"}
paths:
  /boats:
    get:
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "#/components/schemas/Boot"}}}
  /boats/:id:
    get: {responses: {"200": {description: ok}}}
  /berths/{id}:
    get:
      parameters: [{name: berthId, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: ok}}
  /top#part:
    get:
      responses:
        "200":
          description: ok
          content:
            json:
              schema: {type: object, required: [a], properties: {a: {type: integer, minimum: 5, maximum: 3}}}
              example: {}
components:
  schemas:
    Boat: {type: object, properties: {name: {type: string, minLenght: 2}}}
`;

/** What `check` prints to standard error, without the folder. */
const FOUND = [
  /^1 fault$/,
  /^ {2}api\.yaml:9:55 \/paths\/~1boats\/get\/responses\/200\/content\/application~1json\/schema\/\$ref$/,
  /^ {4}the reference #\/components\/schemas\/Boot has no target; not served: GET \/boats\. Did you mean #\/components\/schemas\/Boat\?$/,
  /^ {6}8 \| {11}description: ok$/,
  /^ {4}> 9 \| {11}content: \{application\/json: \{schema: \{\$ref: "#\/components\/schemas\/Boot"\}\}\}$/,
  /^ {8}\| {55}\^$/,
  /^8 warnings$/,
  /^ {4}:id is literal text in a path; did you mean \/boats\/\{id\}\?$/,
  /^ {4}the path \/top#part has a fragment, which clients do not send$/,
  /^ {4}"json" is not a media type; it is read as application\/json$/,
  /^ {4}"minLenght" is not a field of a schema; it is ignored; did you mean "minLength"\?$/,
  /^ {4}the path parameter \{id\} is not declared; any text is accepted; did you mean \{berthId\}\?$/,
  /^ {4}the path parameter "berthId" is not in the path \/berths\/\{id\}; it is ignored$/,
  /^ {4}no value satisfies the schema: its minimum 5 is greater than its maximum 3$/,
];

test('check prints all faults and warnings of a document with their lines', async (t) => {
  const folder = t.testdir({ 'api.yaml': FAULTY });
  const { code, stdout, stderr } = await runCommand('check', `${folder}/api.yaml`);
  t.equal(code, 1);
  t.equal(stdout, 'Dock: 4 operations, 1 fault, 8 warnings\nnot served: 1 of 4 operations returns 501: GET /boats\n');
  const lines = stderr.replaceAll(`${folder}/`, '').split('\n');
  for (const expected of FOUND)
    t.ok(
      lines.some((line) => expected.test(line)),
      `${expected}`,
    );
});

test('check lists the faults of a document of which nothing can be served, which the start refuses', async (t) => {
  const text =
    'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths:\n  /a: {get: 5}\n  /b: {put: {requestBody: 7, responses: {}}}\n';
  const folder = t.testdir({ 'api.yaml': text });
  const { code, stdout, stderr } = await runCommand('check', `${folder}/api.yaml`);
  t.same([code, stdout.split('\n')[0]], [1, 'T: 2 operations, 2 faults, no warnings']);
  t.match(stderr, /api\.yaml:4:13 \/paths\/~1a\/get\n {4}the operation is 5, not an object; /);
  t.match(stderr, /api\.yaml:5:27 \/paths\/~1b\/put\/requestBody\n {4}the request body is 7, not an object; /);
  const started = await runCommand('--port', '0', `${folder}/api.yaml`);
  t.equal(started.code, 1);
  t.match(started.stderr, /The operation is 5, not an object \[DOCUMENT_INVALID\]\n[\s\S]*1 more error:/);
});

test('a frame of a long line shows the part around the place', async (t) => {
  const text = `{"openapi":"3.1.0","info":{"title":"T","version":"1","description":"${'x'.repeat(500)}"},"paths":{"/a":{"get":5},"/b":{"get":{"responses":{"200":{"description":"\\u001b[31m"}}}}}}`;
  const folder = t.testdir({ 'api.json': text });
  const { stderr } = await runCommand('check', `${folder}/api.json`);
  const [, line = '', mark = ''] = /\n {4}(> 1 \| .*)\n {4}(.*\^)/.exec(stderr) ?? [];
  t.ok(line.length < 120, line);
  t.equal(line[mark.length - 1], '5', `${line}\n${mark}`);
});

test('the start prints how many operations have a fault and which, and serves the others', async (t) => {
  const folder = t.testdir({ 'api.yaml': FAULTY });
  const { lines, url, complaints } = await startCommand(t, `${folder}/api.yaml`);
  t.match(lines, /^faults +1 of 4 operations returns 501: GET \/boats$/m);
  t.match(lines, /^try +curl .*\/boats\/:id'$/m, 'the example is an operation that works');
  t.equal((await fetch(`${url}/boats`)).status, 501);
  t.equal((await fetch(`${url}/berths/1`)).status, 200);
  t.match(complaints(), /^1 fault\n.*api\.yaml:9:55 /m);
});

test('run fails if a request called an operation with a fault, and only then', async (t) => {
  const folder = t.testdir({ 'api.yaml': FAULTY });
  const calling = (path: string) => [
    ...['run', `${folder}/api.yaml`, '--', process.execPath, '-e'],
    `fetch(process.env.STANDIN_URL + '${path}').then((response) => console.log(response.status))`,
  ];
  const good = await runCommand(...calling('/berths/1'));
  t.match(good, { code: 0, stdout: /200/ });
  const bad = await runCommand(...calling('/boats'));
  t.match(bad, { code: 1, stdout: /501/ });
  t.match(
    bad.stderr,
    /1 exchange, 0 violations, [\s\S]*1 exchange could not be checked:\n.*GET \/boats: The document has a fault/,
  );
  t.match(bad.stderr, /A request called an operation that cannot be served, because the document has a fault/);
});
