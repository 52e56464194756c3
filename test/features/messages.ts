// Every error of the command line and every code of a SetupError, with the full text that a user reads. error-responses.ts does
// the same for responses.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import type { SetupCode } from '../../src/index.ts';
import { lockFolder } from '../../src/store/keep/lock.ts';
import { COMMAND_MODULE } from '../fixtures/command.ts';

const CLINIC = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));
const MINIMAL = 'openapi: 3.1.0\ninfo: {title: Pets, version: "1"}\n';

/** The folder that the commands run in. */
const FILES = {
  'clinic.yaml': readFileSync(CLINIC, 'utf8'),
  'petstore.yaml': `${MINIMAL}paths: {}\n`,
  'syntax.yaml': 'openapi: 3.1.0\n  info: [\n',
  'syntax.json': '{\n  "openapi": "3.1.0",\n}',
  'list.yaml': '- openapi\n',
  'package.json': '{ "name": "pets", "version": "1.0.0" }',
  'old.yaml': 'swagger: "1.2"\n',
  'type.yaml': `${MINIMAL}paths:\n  /a:\n    get:\n      responses:\n        "200": {description: ok, content: {application/json: {schema: {type: strin}}}}\n`,
  'warning.yaml': `${MINIMAL}paths:\n  /a:\n    get:\n      responses:\n        "200": {description: ok, content: {application/json: {schema: {format: moment}}}}\n`,
  'nothing.yaml': `${MINIMAL}paths:\n  /a: {$ref: "#/components/pathItems/B"}\n`,
  'references.yaml': `${MINIMAL}components: {schemas: {Pet: {}, Cat: {$ref: "#/components/schemas/Pest"}, Dog: {$ref: "#/definitions/Pet"}}}\npaths: {}\n`,
  'outside.yaml': `${MINIMAL}paths:\n  /a: {$ref: "../b.yaml"}\n`,
  'missing.yaml': `${MINIMAL}paths:\n  /a: {$ref: "./petstroe.yaml"}\n`,
  'overlay.yaml': 'actions: []\n',
  'syntax.ts': 'export const handlers = {\n  listPets( {\n};\n',
  'throws.ts': '\nthrow new Error("no database");\n',
  'empty.ts': 'export const handler = {};\n',
  'text.ts': 'export const handlers = { listPets: "pets" };\n',
  'unknown.ts': 'export const handlers = { listPest: () => ({ status: 200 }) };\n',
  'scenarios.yaml': 'one: {/pest: []}\n',
  'db.json': '{\n  "owner": [],\n  "pest": []\n}\n',
  'stubs.yaml': '- when: {operation: listPest}\n  response: {status: 200}\n',
  'option.yaml': 'prot: 1\n',
  'value.yaml': 'seed: 1\nport: eighty\n',
  'duration.yaml': 'worldIdle: soon\n',
  'config.ts': 'export const seed = 1;\n',
  'broken.ts': 'export default {\n',
  'nothing.ts': 'throw undefined;\n',
  'ignore.yaml': '- id: operation-removed\n  resaon: No client calls it.\n',
  'ignore-all.yaml': '- reason: Nobody knows.\n',
  'ignore-date.yaml': '- {id: operation-removed, reason: Later, until: soon}\n',
  'text.yaml': 'just a text\n',
  'broken.yaml': 'one: [\n',
  'stub-config.yaml':
    'documents: [clinic.yaml]\nstubs:\n  - when: {operation: listPest}\n    response: {status: 200}\n',
  'fault-config.yaml': 'documents: [clinic.yaml]\nfaults:\n  - fault: {kind: latency}\n',
  'scenario-config.yaml': 'documents:\n  - document: clinic.yaml\n    scenarios:\n      one: {/pest: []}\n',
  'list.har': '{"log": {"version": "1.2"}}',
  'entry.har':
    '{"log": {"entries": [\n  {"request": {"method": "GET", "url": "/pets"}, "response": {"status": 200}}\n]}}',
  'page.har':
    '{"log": {"entries": [{"request": {"method": "GET", "url": "https://cdn.example/a.js"}, "response": {"status": 200}}]}}',
  'syntax.har': '{"log": {"entries": [,]}}',
  'report.har': '{"violations": []}',
  recorded: { 'stubs.yaml': '' },
  'ca.pem': 'x',
  'ca-key.pem': 'y',
  damaged: { 'world-default': { 'log-000001.jsonl': '{"standin":"state"\nnothing\n' } },
  used: {},
  below: { 'stores.yaml': '', 'package.json': '', 'notes.txt': '' },
  empty: {},
};

/** Commands that fail, each with its exit code and all that it prints. */
type Case = readonly [words: string, code: number, printed: string];

const COMMAND_LINE: readonly Case[] = [
  ['--prot 1', 2, 'Unknown option --prot [COMMAND_LINE_INVALID]\n  Did you mean --port?'],
  ['--frobnicate', 2, 'Unknown option --frobnicate [COMMAND_LINE_INVALID]\n  See standin --help for the options'],
  [
    'check clinic.yaml --port 1',
    2,
    'Unknown option --port of standin check [COMMAND_LINE_INVALID]\n  Did you mean --report?',
  ],
  ['--port', 2, 'The option --port has no value [COMMAND_LINE_INVALID]\n  Use --port <number>'],
  [
    '--strict check clinic.yaml',
    2,
    'The option --strict stands before the command check [COMMAND_LINE_INVALID]\n  Put the options after the command: standin check --strict',
  ],
  [
    'chek clinic.yaml',
    2,
    '"chek" is neither a command nor a file [COMMAND_LINE_INVALID]\n  Did you mean standin check?',
  ],
  ['clinic', 2, '"clinic" is neither a command nor a file [COMMAND_LINE_INVALID]\n  Did you mean clinic.yaml?'],
  [
    'something',
    2,
    '"something" is neither a command nor a file [COMMAND_LINE_INVALID]\n  Use the path of an OpenAPI document, or a command: check, proxy, inspect, diff, generate, init, run, mutate, rehearse, usage, mcp, record, report, apple, token, completion',
  ],
  [
    'clinic.yaml check',
    2,
    'The command check is not the first argument [COMMAND_LINE_INVALID]\n  Use standin check, and all other arguments after it',
  ],
  [
    'check',
    2,
    'The argument <document> of standin check is missing [COMMAND_LINE_INVALID]\n  Use standin check <document>',
  ],
  [
    'check clinic.yaml petstore.yaml',
    2,
    'Unexpected argument "petstore.yaml" of standin check [COMMAND_LINE_INVALID]\n  Use standin check <document>',
  ],
  ['apple', 2, 'The command standin apple is not complete [COMMAND_LINE_INVALID]\n  Use standin apple sign'],
  ['apple sing', 2, 'Unknown command "apple sing" [COMMAND_LINE_INVALID]\n  Use standin apple sign'],
  ['generate clinic.yaml', 2, 'The option --out is missing [COMMAND_LINE_INVALID]\n  Use --out with a path'],
  [
    'proxy clinic.yaml',
    2,
    'The option --upstream is missing [COMMAND_LINE_INVALID]\n  Use --upstream with an http or https URL without credentials, query and fragment, such as https://api.example',
  ],
  [
    'check clinic.yaml --report reports',
    2,
    'The option --report of standin check has no effect without --upstream [COMMAND_LINE_INVALID]\n  Add --upstream, or leave out --report',
  ],
  [
    'check clinic.yaml --fail-on server',
    2,
    'The option --fail-on of standin check has no effect without --upstream [COMMAND_LINE_INVALID]\n  Add --upstream, or leave out --fail-on',
  ],
  [
    'check clinic.yaml --min-coverage 99',
    2,
    'The option --min-coverage of standin check has no effect without --upstream [COMMAND_LINE_INVALID]\n  Add --upstream, or leave out --min-coverage',
  ],
  [
    'check clinic.yaml --unsafe',
    2,
    'The option --unsafe of standin check has no effect without --upstream [COMMAND_LINE_INVALID]\n  Add --upstream, or leave out --unsafe',
  ],
  [
    'check clinic.yaml --header a:b',
    2,
    'The option --header of standin check has no effect without --upstream [COMMAND_LINE_INVALID]\n  Add --upstream, or leave out --header',
  ],
  [
    'run clinic.yaml',
    2,
    'The command to run is missing [COMMAND_LINE_INVALID]\n  Use standin run [documents...] -- npm test',
  ],
];

const OPTIONS: readonly Case[] = [
  [
    '-p 99999',
    2,
    'Invalid value "99999" for --port [OPTION_INVALID]\n  Use a whole number from 0 to 65535 (0 = any free port)',
  ],
  ['--seed -1', 2, 'Invalid value "-1" for --seed [OPTION_INVALID]\n  Use a whole number from 0 to 4294967295'],
  [
    '--now soon',
    2,
    'Invalid value "soon" for --now [OPTION_INVALID]\n  Use a date and time, such as 2026-01-31T12:00:00Z',
  ],
  [
    '--world-idle 1h',
    2,
    'Invalid value "1h" for --world-idle [OPTION_INVALID]\n  Use a duration from one second to 24 days, such as PT1H',
  ],
  [
    '--invalid-responses never',
    2,
    'Invalid value "never" for --invalid-responses [OPTION_INVALID]\n  Use send or refuse',
  ],
  [
    '--fail-on fake',
    2,
    'Invalid value "fake" for --fail-on [OPTION_INVALID]\n  Use violations, client, server or undeclared',
  ],
  ['--min-coverage 101', 2, 'Invalid value "101" for --min-coverage [OPTION_INVALID]\n  Use a number from 0 to 100'],
  [
    '--network 4g',
    2,
    'Invalid value "4g" for --network [OPTION_INVALID]\n  Use slow-3g, flaky, offline or rate-limited',
  ],
  ['--set auth', 2, 'Invalid value "auth" for --set [OPTION_INVALID]\n  Use name=value, such as profile=observed'],
  [
    '--set auht=off',
    2,
    'Unknown setting "auht" [OPTION_INVALID]\n  Did you mean "auth"? Known settings: auth, profile, tokens, consent, ids, modified, user, license, throttling, retryAfter',
  ],
  [
    'clinic.yaml --auth strict',
    2,
    'Only the built-in document has "strict" for the setting "auth" [OPTION_INVALID]\n  Use lenient or off, and --credential to accept only some credentials',
  ],
  [
    'clinic.yaml --auth of',
    2,
    'The setting "auth" cannot be "of" [OPTION_INVALID]\n  Did you mean "off"? Known values: lenient, off',
  ],
  [
    'clinic.yaml --profile observed',
    2,
    'Only the built-in document has the setting "profile" [OPTION_INVALID]\n  Remove it; settings of your document: auth',
  ],
  [
    '--credential secret',
    2,
    'Invalid value for --credential [OPTION_INVALID]\n  Use scheme=value or scheme=value:scope,scope',
  ],
  [
    '--webhook orderPaid',
    2,
    'Invalid value "orderPaid" for --webhook [OPTION_INVALID]\n  Use name=value, such as orderPaid=http://localhost:8080/hooks',
  ],
  [
    '--webhook-secret hush',
    2,
    'Invalid value for --webhook-secret [OPTION_INVALID]\n  Use whsec_ and 24 to 64 random bytes in base64, such as the output of: echo "whsec_$(openssl rand -base64 32)"',
  ],
  [
    'clinic.yaml --webhook paid=http://localhost',
    2,
    'Unknown webhook "paid" [OPTION_INVALID]\n  Declare it under webhooks in the document',
  ],
  [
    '--cors localhost:5173',
    2,
    'Invalid value "localhost:5173" for --cors [OPTION_INVALID]\n  Use an origin, such as http://localhost:5173 or https://*.example.com',
  ],
  [
    '--control-origin http://localhost/tools',
    2,
    'Invalid value "http://localhost/tools" for --control-origin [OPTION_INVALID]\n  Use an origin, such as http://localhost:5173',
  ],
  [
    '--intercept https://api.example',
    2,
    'Invalid value "https://api.example" for --intercept [OPTION_INVALID]\n  Use a host name without scheme, port and path, such as api.example',
  ],
  [
    'proxy clinic.yaml --upstream ftp://api.example',
    2,
    'Invalid value "ftp://api.example" for --upstream [OPTION_INVALID]\n  Use an http or https URL without credentials, query and fragment, such as https://api.example',
  ],
  [
    'check clinic.yaml --upstream http://127.0.0.1:1 --header secret',
    2,
    'Invalid value for --header [OPTION_INVALID]\n  Use a name and a value, such as "Accept-Language: de"',
  ],
  [
    'run clinic.yaml --allow-emty -- true',
    2,
    'Unknown option --allow-emty of standin run [COMMAND_LINE_INVALID]\n  Did you mean --allow-empty?',
  ],
  [
    'report --format pdf',
    2,
    'Invalid value "pdf" for --format [OPTION_INVALID]\n  Use text, json, html, junit, sarif, markdown, gitlab or github',
  ],
  [
    'clinic.yaml petstore.yaml',
    2,
    'Two documents are served at the root [OPTION_INVALID]\n  Give every document but one a path of its own, such as billing.yaml@/billing',
  ],
  [
    'clinic.yaml@/clinic',
    2,
    'No document is served at the root [OPTION_INVALID]\n  Leave out the path of one of the documents',
  ],
  [
    'clinic.yaml petstore.yaml@/_standin',
    2,
    'A document cannot be served under "/_standin" [OPTION_INVALID]\n  Use a path of letters, digits, dots, dashes and underscores, such as /billing; /_standin is the control API',
  ],
  [
    'token --app --account ada',
    2,
    '--app and --account cannot be used together [OPTION_INVALID]\n  Remove --app to sign in as a user, or remove --account to get a token for the application itself',
  ],
  [
    'generate clinic.yaml --out ca.pem',
    2,
    'Nothing can be written to "ca.pem": <cwd>/ca.pem is a file, not a folder [OPTION_INVALID]\n  Use --out with another folder',
  ],
];

const DOCUMENTS: readonly Case[] = [
  [
    'petstroe.yaml',
    1,
    'The file "petstroe.yaml" does not exist in <cwd> [DOCUMENT_UNREADABLE]\n  Did you mean "petstore.yaml"?',
  ],
  [
    'petstore.yml',
    1,
    'The file "petstore.yml" does not exist in <cwd> [DOCUMENT_UNREADABLE]\n  Did you mean "petstore.yaml"?',
  ],
  [
    'below/store.yaml',
    1,
    'The file "store.yaml" does not exist in <cwd>/below [DOCUMENT_UNREADABLE]\n  Did you mean "stores.yaml"?',
  ],
  [
    'other.yaml',
    1,
    'The file "other.yaml" does not exist in <cwd> [DOCUMENT_UNREADABLE]\n  Use the path of an OpenAPI document in YAML or JSON',
  ],
  [
    'above/below/pets.yaml',
    1,
    'The file "above/below/pets.yaml" does not exist: there is no folder "above/below" [DOCUMENT_UNREADABLE]\n  Use the path of an OpenAPI document in YAML or JSON; the last folder that exists is <cwd>',
  ],
  ['./below', 1, '"./below" is a folder, not a file [DOCUMENT_UNREADABLE]\n  Did you mean below/stores.yaml?'],
  [
    './empty',
    1,
    '"./empty" is a folder, not a file [DOCUMENT_UNREADABLE]\n  Use the path of an OpenAPI document in YAML or JSON',
  ],
  [
    '<closed>/openapi.yaml',
    1,
    'The document cannot be read: fetch failed: connect ECONNREFUSED <closed> [DOCUMENT_UNREADABLE]\n  <closed>/openapi.yaml\n  Use a URL that returns an OpenAPI document in YAML or JSON',
  ],
  [
    'syntax.yaml',
    1,
    'The document is not valid YAML: bad indentation of a mapping entry [DOCUMENT_UNPARSABLE]\n  <cwd>/syntax.yaml:2:7\n  Correct the text at this place',
  ],
  [
    'syntax.json',
    1,
    'The document is not valid JSON: <reason> [DOCUMENT_UNPARSABLE]\n  <cwd>/syntax.json:3:1\n  Correct the text at this place',
  ],
  [
    'check list.yaml',
    1,
    'The document is not an object [DOCUMENT_INVALID]\n  <cwd>/list.yaml:1\n  Use an OpenAPI document, which begins with the property "openapi"',
  ],
  [
    'check package.json',
    1,
    'The property "openapi" is missing [DOCUMENT_UNSUPPORTED]\n  <cwd>/package.json:1:1\n  Use a document with "openapi": "3.0.x", "3.1.x" or "3.2.x", or with "swagger": "2.0"',
  ],
  [
    'check old.yaml',
    1,
    'The document is Swagger 1.2 [DOCUMENT_UNSUPPORTED]\n  <cwd>/old.yaml:1:1\n  Use Swagger 2.0 or OpenAPI 3',
  ],
  [
    'inspect type.yaml',
    1,
    'The property "type" is "strin" [DOCUMENT_INVALID]\n  <cwd>/type.yaml:7:78 at /paths/~1a/get/responses/200/content/application~1json/schema/type\n  Use one of null, boolean, object, array, number, integer, string, or an array of them',
  ],
  [
    'warning.yaml --strict',
    1,
    'The document has 1 warning: the format moment is unknown and not validated [DOCUMENT_HAS_WARNINGS]\n  <cwd>/warning.yaml:7:71 at /paths/~1a/get/responses/200/content/application~1json/schema\n  Fix the document, or serve it without --strict; standin check lists all warnings',
  ],
  [
    'inspect nothing.yaml',
    1,
    'The reference #/components/pathItems/B has no target [REFERENCE_UNRESOLVED]\n  <cwd>/nothing.yaml:4:14 at /paths/~1a/$ref\n  Correct the reference, or add its target',
  ],
  [
    'inspect references.yaml',
    1,
    'The reference #/components/schemas/Pest has no target [REFERENCE_UNRESOLVED]\n  <cwd>/references.yaml:3:45 at /components/schemas/Cat/$ref\n  Did you mean #/components/schemas/Pet?\n  1 more error:\n    <cwd>/references.yaml:3:87 at /components/schemas/Dog/$ref\n      The reference #/definitions/Pet has no target. Did you mean #/components/schemas/Pet?',
  ],
  [
    'inspect missing.yaml',
    1,
    'The target of the reference ./petstroe.yaml cannot be read: the file "petstroe.yaml" does not exist in <cwd> [REFERENCE_UNRESOLVED]\n  <cwd>/missing.yaml:4:7 at /paths/~1a\n  Correct the reference, or add the file',
  ],
  [
    'inspect outside.yaml',
    1,
    'The reference ../b.yaml leads out of the folder of the document [REFERENCE_FORBIDDEN]\n  <cwd>/outside.yaml:4:7 at /paths/~1a\n  Copy the file into the folder, or use --allow-remote-refs',
  ],
  [
    'check clinic.yaml --overlay overlay.yaml',
    1,
    'The file is not an OpenAPI overlay [OVERLAY_INVALID]\n  <cwd>/overlay.yaml:1:1\n  Begin it with overlay: 1.0.0',
  ],
  [
    'check clinic.yaml --overlay broken.yaml',
    1,
    'The overlay is not valid YAML: unexpected end of the stream within a flow collection [OVERLAY_INVALID]\n  <cwd>/broken.yaml:2:1\n  Correct the text at this place',
  ],
  [
    'check clinic.yaml --overlay overlays.yaml',
    1,
    'The file "overlays.yaml" does not exist in <cwd> [OVERLAY_INVALID]\n  Did you mean "overlay.yaml"?',
  ],
];

const FILES_OF_A_SERVER: readonly Case[] = [
  [
    'clinic.yaml --handlers handlers.ts',
    1,
    'The file "handlers.ts" does not exist in <cwd> [HANDLERS_UNREADABLE]\n  Use the path of a file of handlers',
  ],
  [
    'clinic.yaml --handlers syntax.ts',
    1,
    'The handlers cannot be loaded: <reason> [HANDLERS_UNREADABLE]\n  <cwd>/syntax.ts:3:1\n  Correct the file at that place',
  ],
  [
    'clinic.yaml --handlers throws.ts',
    1,
    'The handlers cannot be loaded: no database [HANDLERS_UNREADABLE]\n  <cwd>/throws.ts:2:7\n  Correct the file at that place',
  ],
  [
    'clinic.yaml --handlers empty.ts',
    1,
    'The handlers cannot be loaded: the file exports no handlers [HANDLERS_UNREADABLE]\n  <cwd>/empty.ts\n  Write export const handlers = { … }',
  ],
  [
    'clinic.yaml --handlers text.ts',
    1,
    'The handlers cannot be loaded: the handler "listPets" is not a function [HANDLERS_UNREADABLE]\n  <cwd>/text.ts\n  Write a function for each operation',
  ],
  [
    'clinic.yaml --handlers unknown.ts',
    1,
    'No operation of the document has the name of the handler "listPest" [HANDLER_UNKNOWN]\n  Did you mean "listPets"?',
  ],
  [
    'clinic.yaml --scenarios scenario.yaml',
    1,
    'The file "scenario.yaml" does not exist in <cwd> [SCENARIO_INVALID]\n  Did you mean "scenarios.yaml"?',
  ],
  [
    'clinic.yaml --scenarios scenarios.yaml',
    1,
    'A scenario names "/pest", which is not a resource of the document [SCENARIO_INVALID]\n  scenarios.yaml:1:14 at /one/~1pest\n  Known resources: /owners, /owners/{}/preferences, /pets',
  ],
  [
    'clinic.yaml --data db.json',
    1,
    'The data names "pest", which is no collection of the document [DATA_INVALID]\n  db.json:3:11 at /pest\n  Did you mean "pets"? Known names: owners, pets',
  ],
  [
    'clinic.yaml --scenarios broken.yaml',
    1,
    'The scenarios file is not valid YAML: unexpected end of the stream within a flow collection [SCENARIO_INVALID]\n  broken.yaml:2:1\n  Correct the text at this place',
  ],
  [
    'clinic.yaml --stubs broken.yaml',
    1,
    'The stubs file is not valid YAML: unexpected end of the stream within a flow collection [PLAN_INVALID]\n  broken.yaml:2:1\n  Correct the text at this place',
  ],
  [
    'clinic.yaml --faults syntax.json',
    1,
    'The faults file is not valid JSON: <reason> [PLAN_INVALID]\n  syntax.json:3:1\n  Correct the text at this place',
  ],
  [
    'clinic.yaml --scenario busi',
    2,
    'Unknown scenario "busi" [SCENARIO_UNKNOWN]\n  Did you mean "busy"? Known scenarios: quiet, busy',
  ],
  [
    'petstore.yaml --scenario busy',
    2,
    'Unknown scenario "busy" [SCENARIO_UNKNOWN]\n  Define it under x-standin-scenarios in the document, or in a file that --scenarios names',
  ],
  [
    'clinic.yaml --stubs stub.yaml',
    1,
    'The file "stub.yaml" does not exist in <cwd> [PLAN_INVALID]\n  Did you mean "stubs.yaml"?',
  ],
  [
    'clinic.yaml --stubs stubs.yaml',
    1,
    'Stub 1 is invalid: when.operation must be the id of an operation, not "listPest"; the nearest is "listPets" [PLAN_INVALID]\n  stubs.yaml:1:21 at /0/when/operation\n  See docs/reference/control-api.md for the properties of stubs and faults',
  ],
  [
    'clinic.yaml --faults clinic.yaml',
    1,
    'The faults must be a list, not an object [PLAN_INVALID]\n  clinic.yaml:1:1\n  See docs/reference/control-api.md for the properties of stubs and faults',
  ],
];

const DIFFS: readonly Case[] = [
  [
    'diff clinic.yaml',
    2,
    'The argument <new> of standin diff is missing [COMMAND_LINE_INVALID]\n  Use standin diff <old> <new>',
  ],
  [
    'diff clinic.yaml clinc.yaml',
    1,
    'The file "clinc.yaml" does not exist in <cwd> [DOCUMENT_UNREADABLE]\n  Did you mean "clinic.yaml"?',
  ],
  [
    'diff clinic.yaml clinic.yaml --ignore broken.yaml',
    1,
    'The ignored differences file is not valid YAML: unexpected end of the stream within a flow collection [IGNORE_INVALID]\n  broken.yaml:2:1\n  Correct the text at this place',
  ],
  [
    'diff clinic.yaml clinic.yaml --ignore ignore.yaml',
    1,
    'Unknown property "resaon" [IGNORE_INVALID]\n  ignore.yaml:2:11 at /0/resaon\n  Did you mean reason?',
  ],
  [
    'diff clinic.yaml clinic.yaml --ignore ignore-all.yaml',
    1,
    'The entry ignores every difference [IGNORE_INVALID]\n  ignore-all.yaml:1:3 at /0\n  Add an id, an operation or a pointer',
  ],
  [
    'diff clinic.yaml clinic.yaml --ignore ignore-date.yaml',
    1,
    'Invalid value "soon" for until [IGNORE_INVALID]\n  ignore-date.yaml:1:49 at /0/until\n  Use a date, such as 2026-12-31',
  ],
];

const CONFIGURATIONS: readonly Case[] = [
  [
    '--config standin.yaml',
    2,
    'The file "standin.yaml" does not exist in <cwd> [CONFIG_INVALID]\n  Use the path of a configuration file for --config',
  ],
  [
    '--config option.yaml',
    2,
    'Unknown option "prot" in the configuration [CONFIG_INVALID]\n  <cwd>/option.yaml:1:7 at /prot\n  Did you mean "port"?',
  ],
  [
    '--config value.yaml',
    2,
    'The option "port" of the configuration must be of type integer, not "eighty" [CONFIG_INVALID]\n  <cwd>/value.yaml:2:7 at /port\n  See docs/config.schema.json for the values of each option',
  ],
  [
    '--config duration.yaml',
    2,
    'Invalid value "soon" for the option "worldIdle" of the configuration [CONFIG_INVALID]\n  <cwd>/duration.yaml:1:12 at /worldIdle\n  Use a duration from one second to 24 days, such as PT1H',
  ],
  [
    '--config text.yaml',
    2,
    'The configuration must be an object, not "just a text" [CONFIG_INVALID]\n  <cwd>/text.yaml:1:1\n  Write each option as name: value',
  ],
  [
    '--config broken.yaml',
    2,
    'The configuration file is not valid YAML: unexpected end of the stream within a flow collection [CONFIG_INVALID]\n  <cwd>/broken.yaml:2:1\n  Correct the text at this place',
  ],
  [
    '--config stub-config.yaml',
    1,
    'Stub 1 is invalid: when.operation must be the id of an operation, not "listPest"; the nearest is "listPets" [PLAN_INVALID]\n  <cwd>/stub-config.yaml:3:23 at /stubs/0/when/operation\n  See docs/reference/control-api.md for the properties of stubs and faults',
  ],
  [
    '--config fault-config.yaml',
    1,
    'Fault 1 is invalid: fault.latency is required [PLAN_INVALID]\n  <cwd>/fault-config.yaml:3:12 at /faults/0/fault/latency\n  See docs/reference/control-api.md for the properties of stubs and faults',
  ],
  [
    '--config scenario-config.yaml',
    1,
    'A scenario names "/pest", which is not a resource of the document [SCENARIO_INVALID]\n  <cwd>/scenario-config.yaml:4:20 at /documents/0/scenarios/one/~1pest\n  Known resources: /owners, /owners/{}/preferences, /pets',
  ],
  [
    '--config config.ts',
    2,
    'The configuration has no default export [CONFIG_INVALID]\n  <cwd>/config.ts\n  Write export default { … }',
  ],
  [
    '--config nothing.ts',
    2,
    'The configuration cannot be loaded: <reason> [CONFIG_INVALID]\n  <cwd>/nothing.ts\n  Correct the file',
  ],
  [
    '--config broken.ts',
    2,
    'The configuration cannot be loaded: <reason> [CONFIG_INVALID]\n  <cwd>/broken.ts\n  Correct the file',
  ],
];

const SERVERS: readonly Case[] = [
  [
    'clinic.yaml --keep ca.pem',
    1,
    'The state cannot be kept in <cwd>/ca.pem: it is a file, not a folder [KEEP_UNAVAILABLE]\n  Correct the folder, or use another one with --keep',
  ],
  [
    'clinic.yaml --keep damaged',
    1,
    'Line 1 of the kept state is no header of a log [KEEP_DAMAGED]\n  <cwd>/damaged/world-default/log-000001.jsonl:1\n  Restore the file from a backup, or remove it to begin with the initial state',
  ],
  [
    'clinic.yaml --keep used',
    1,
    'Another server keeps its state in <cwd>/used (<process>) [KEEP_IN_USE]\n  Stop that server, or use another folder with --keep',
  ],
  [
    'clinic.yaml --store redis://<closed-host>',
    1,
    'The store at redis://<closed> does not respond: connect ECONNREFUSED <closed> [STORE_UNAVAILABLE]\n  Start Redis there, or correct the address with --store',
  ],
  [
    'clinic.yaml --store redis://:secret@<closed-host>/x',
    2,
    'The address of the store is not valid: redis://<closed>/x [OPTION_INVALID]\n  Use redis://host:6379, rediss://, redis+sentinel://host:26379,host:26379/master or redis+cluster://host:6379,host:6379, with ?prefix=… for a start of all keys',
  ],
  [
    'clinic.yaml --store redis://<closed-host> --keep used',
    2,
    '--keep and --store cannot be used together [OPTION_INVALID]\n  Let Redis keep the state: configure its persistence',
  ],
  [
    'clinic.yaml --keep-sync',
    2,
    'The option --keep-sync of standin serve has no effect without --keep [COMMAND_LINE_INVALID]\n  Add --keep, or leave out --keep-sync',
  ],
  [
    'clinic.yaml --host 127.0.0.1 --port <taken>',
    1,
    'The port <taken> on 127.0.0.1 is in use [PORT_IN_USE]\n  Stop the process that listens there, or use another --port (0 = any free port)',
  ],
  [
    'clinic.yaml --host 203.0.113.1 --port 0',
    1,
    'The server cannot listen on 203.0.113.1:0: listen EADDRNOTAVAIL: address not available 203.0.113.1 [LISTEN_FAILED]\n  Use --host with an address of this machine, and --port with a port that this user can open',
  ],
  [
    'clinic.yaml --port 0 --tls --tls-dir .',
    1,
    'The certificate authority in <cwd> cannot be used: <reason> [TLS_UNAVAILABLE]\n  Delete ca.pem and ca-key.pem there to create a new one, or use --tls-dir with another folder',
  ],
  [
    'clinic.yaml --report ca.pem',
    1,
    'The reports cannot be written to "ca.pem": <cwd>/ca.pem is a file, not a folder [REPORT_UNAVAILABLE]\n  Use --report with a folder that this user can write to',
  ],
  [
    'report --url <closed>',
    1,
    'No server responds at <closed>: connect ECONNREFUSED <closed> [REPORT_UNAVAILABLE]\n  Start standin, or give its URL with --url',
  ],
  [
    'report --url <other>',
    1,
    'The server at <other> responded with 404: not here [REPORT_UNAVAILABLE]\n  Use --url with a standin server',
  ],
  [
    'apple sign request.csr',
    1,
    'A new certificate needs an Apple ID [SIGNING_FAILED]\n  Add --apple-id, or --renew with the certificate to renew',
  ],
  [
    'apple sign request.csr --apple-id ada@example.com --renew 1',
    2,
    '--apple-id and --renew cannot be used together, because a renewed certificate keeps its Apple ID [OPTION_INVALID]\n  Remove --apple-id to renew, or remove --renew to create a new certificate',
  ],
  [
    'apple sign request.csr --apple-id ada@example.com',
    1,
    'request.csr cannot be read: the file does not exist [SIGNING_FAILED]\n  Pass the file with the signing request, or - to read the standard input',
  ],
  [
    'token --url <closed>',
    1,
    'No server responds at <closed>: connect ECONNREFUSED <closed> [TOKEN_UNAVAILABLE]\n  Start standin, or give its URL with --url',
  ],
];

const RUNS: readonly Case[] = [
  [
    'run clinic.yaml -- no-such-command',
    127,
    '"no-such-command" cannot be run: there is no such command\n  Check the name of the command after --\nstandin: 0 exchanges, 0 violations, 0 of 14 operations called, 0 of 28 responses covered (0 %)\nstandin: No request reached the server, so the contract was not tested\nstandin:   Send the requests to the URL in STANDIN_URL, or use --allow-empty',
  ],
  [
    'mutate clinic.yaml -- <node> -e 0',
    1,
    'The tests send no request to the server [TESTS_FAILED]\n  Send the requests to the URL in STANDIN_URL or STANDIN_BASE_URL',
  ],
  [
    'mutate clinic.yaml -- <node> -e process.exitCode=3',
    1,
    'The tests fail before anything is changed (exit code 3) [TESTS_FAILED]\n  Let them pass with standin run first',
  ],
  [
    'mutate clinic.yaml -- no-such-command',
    1,
    'The tests fail before anything is changed (exit code 127) [TESTS_FAILED]\n  Let them pass with standin run first\n  The end of their output:\n  There is no command "no-such-command"',
  ],
  [
    'mutate clinic.yaml',
    2,
    'The command to run is missing [COMMAND_LINE_INVALID]\n  Use standin mutate [documents...] -- npm test',
  ],
  [
    'mutate clinic.yaml --time soon -- <node> -e 0',
    2,
    'Invalid value "soon" for --time [OPTION_INVALID]\n  Use a duration from one second to 24 days, such as 90s, 5m or 1h',
  ],
  [
    'mutate clinic.yaml --no-faults -- <node> -e 0',
    2,
    'Mutations are faults, and --no-faults forbids them [OPTION_INVALID]\n  Leave out --no-faults',
  ],
  [
    'mutate clinic.yaml --usage none.json -- <node> -e 0',
    1,
    'The usage file "none.json" cannot be used: the file does not exist [USAGE_INVALID]\n  Write one with standin run --usage usage.json -- npm test',
  ],
  [
    'run clinic.yaml -- <node> -e 0',
    1,
    '0 exchanges, 0 violations, 0 of 14 operations called, 0 of 28 responses covered (0 %)\nstandin: No request reached the server, so the contract was not tested\nstandin:   Send the requests to the URL in STANDIN_URL, or use --allow-empty',
  ],
  [
    'run clinic.yaml --allow-empty --min-coverage 50 -- <node> -e 0',
    1,
    '0 exchanges, 0 violations, 0 of 14 operations called, 0 of 28 responses covered (0 %)\nstandin: No request reached the server\nstandin: The coverage of 0 % is less than the required 50 %',
  ],
  [
    'run clinic.yaml --no-journal -- <node> -e process.exitCode=3',
    3,
    '0 exchanges, 0 violations, 0 of 14 operations called, 0 of 28 responses covered (0 %)\nstandin: There was no journal, so nothing is known about the contract',
  ],
  [
    'check clinic.yaml --upstream <closed> --quiet',
    1,
    '<closed> did not respond to 6 requests\n  Check that the service runs, and that --upstream is its URL',
  ],
];

/** Every code of a SetupError: a new one does not compile, and one that is not provoked above fails. mcp-command.ts provokes the one that is false. */
const CODES = Object.entries({
  DOCUMENT_UNREADABLE: true,
  DOCUMENT_UNPARSABLE: true,
  DOCUMENT_UNSUPPORTED: true,
  DOCUMENT_INVALID: true,
  DOCUMENT_HAS_WARNINGS: true,
  OVERLAY_INVALID: true,
  REFERENCE_UNRESOLVED: true,
  REFERENCE_FORBIDDEN: true,
  HANDLERS_UNREADABLE: true,
  HANDLER_UNKNOWN: true,
  SCENARIO_INVALID: true,
  DATA_INVALID: true,
  SCENARIO_UNKNOWN: true,
  PLAN_INVALID: true,
  CONFIG_INVALID: true,
  REPORT_UNAVAILABLE: true,
  TESTS_FAILED: true,
  USAGE_INVALID: true,
  RECORDING_INVALID: true,
  SIGNING_FAILED: true,
  TOKEN_UNAVAILABLE: true,
  STORE_UNAVAILABLE: true,
  MCP_UNAVAILABLE: false,
  KEEP_IN_USE: true,
  KEEP_UNAVAILABLE: true,
  KEEP_DAMAGED: true,
  IGNORE_INVALID: true,
  OPTION_INVALID: true,
  COMMAND_LINE_INVALID: true,
  TLS_UNAVAILABLE: true,
  PORT_IN_USE: true,
  LISTEN_FAILED: true,
} satisfies Readonly<Record<SetupCode, boolean>>).flatMap(([code, isProvoked]) => (isProvoked ? [code] : []));

/** Runs the command in this process: what it prints, and its exit code. */
async function outcomeOf(words: readonly string[]): Promise<{ readonly code: unknown; readonly printed: string }> {
  const { argv, exitCode } = process;
  const { log, error } = console;
  const printed: string[] = [];
  const events = ['SIGINT', 'SIGTERM', 'uncaughtException', 'unhandledRejection'];
  const listeners = events.map((event) => [event, process.rawListeners(event)] as const);
  console.log = (...texts: unknown[]) => void printed.push(texts.join(' '));
  console.error = console.log;
  process.argv = [process.execPath, 'standin', ...words];
  process.exitCode = undefined;
  try {
    // With a query, the module is evaluated once more; those that it imports are not.
    runs += 1;
    await import(`${COMMAND_MODULE}?run=${runs}`);
    return { code: process.exitCode, printed: printed.join('\n') };
  } finally {
    Object.assign(console, { log, error });
    process.argv = argv;
    process.exitCode = exitCode;
    for (const [event, before] of listeners) {
      for (const listener of process.rawListeners(event)) {
        if (!before.includes(listener)) process.removeListener(event, listener as () => void);
      }
    }
  }
}
let runs = 0;
process.stdout.setMaxListeners(0);
// A command ends its process if something still runs. Here, the other tests do.
process.exit = (() => undefined) as () => never;

/** The origin of a server that responds with 404. */
async function serverOf(t: Test): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(404).end('not here')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The origin of a port on which nobody listens. */
async function closedPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

/** Reasons that other programs give, and that differ between their versions. */
const REASONS =
  /(?<=(?:not valid JSON|cannot be loaded|cannot be used): )(?!no database|the (?:file|handler) ).*(?= \[)/;

const RECORDINGS: readonly Case[] = [
  [
    'record clinic.yaml --out new',
    2,
    'There is nothing to record [COMMAND_LINE_INVALID]\n  Use a HAR file, the URL of a running server, or --upstream with the URL of the service',
  ],
  [
    'record clinic.yaml entry.har --out new -- true',
    2,
    'A command records only through the proxy [COMMAND_LINE_INVALID]\n  Leave out the recordings, or the command after --',
  ],
  [
    'record clinic.yaml missing.har --out new',
    1,
    'The file "missing.har" does not exist in <cwd> [RECORDING_INVALID]\n  Did you mean "missing.yaml"?',
  ],
  [
    'record clinic.yaml syntax.har --out new',
    1,
    'The recording is not valid JSON: <reason> [RECORDING_INVALID]\n  syntax.har:1:26\n  Correct the text at this place',
  ],
  [
    'record clinic.yaml list.har --out new',
    1,
    'The archive has no list of entries [RECORDING_INVALID]\n  list.har:1:9 at /log/entries\n  Use a HAR file (HTTP archive) of a browser, Playwright, mitmproxy or another tool',
  ],
  [
    'record clinic.yaml clinic.yaml --out new',
    1,
    'The file is no HTTP archive: it has no object "log" [RECORDING_INVALID]\n  clinic.yaml:1:1 at /log\n  Use a HAR file (HTTP archive) of a browser, Playwright, mitmproxy or another tool',
  ],
  [
    'record clinic.yaml report.har --out new',
    1,
    'The file is a report, which does not contain the exchanges [RECORDING_INVALID]\n  report.har:1:1\n  Use the journal of the server: its URL, or the archive at /_standin/worlds/default/har',
  ],
  [
    'record clinic.yaml entry.har --out new',
    1,
    'The URL of the request is not valid: "/pets" [RECORDING_INVALID]\n  entry.har:2:40 at /log/entries/0/request/url\n  Use a HAR file (HTTP archive) of a browser, Playwright, mitmproxy or another tool',
  ],
  [
    'record clinic.yaml page.har --out new',
    1,
    'No recorded request is for an operation of the document; there is 1 request, such as https://cdn.example/a.js [RECORDING_INVALID]\n  Record requests such as GET /api/owners; if the service has another base path, use --upstream with its URL',
  ],
  [
    'record clinic.yaml page.har --upstream https://api.example/v2 --out new',
    1,
    'No recorded request is for an operation of the document; there is 1 request, such as https://cdn.example/a.js [RECORDING_INVALID]\n  Record requests for https://api.example/v2 such as GET /owners',
  ],
  [
    'record clinic.yaml page.har --out recorded',
    1,
    'The file "recorded/stubs.yaml" exists already [RECORDING_INVALID]\n  Use --force to overwrite the earlier recording, or --out with another folder',
  ],
  [
    'record clinic.yaml <closed> --out new',
    1,
    'No server responds at <closed>: connect ECONNREFUSED <closed> [RECORDING_INVALID]\n  Start standin, or use its URL',
  ],
  [
    'record clinic.yaml <other> --out new',
    1,
    'The server at <other> responded with 404, so its journal cannot be read [RECORDING_INVALID]\n  Use the URL of a running standin server with a journal',
  ],
  [
    'record clinic.yaml page.har --out clinic.yaml',
    1,
    'Nothing can be written to "clinic.yaml": <cwd>/clinic.yaml is a file, not a folder [RECORDING_INVALID]\n  Use --out with a folder that this user can write to',
  ],
];

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'the command line': COMMAND_LINE,
  'values of options': OPTIONS,
  documents: DOCUMENTS,
  'files of a server': FILES_OF_A_SERVER,
  configurations: CONFIGURATIONS,
  diffs: DIFFS,
  'servers that cannot start or are not there': SERVERS,
  'runs that fail': RUNS,
  recordings: RECORDINGS,
};

test('every code of a setup error is provoked', async (t) => {
  const expected = Object.values(CASES)
    .flat()
    .map(([, , text]) => text);
  for (const code of CODES)
    t.ok(
      expected.some((text) => text.includes(`[${code}]`)),
      code,
    );
});

// Each run of the command adds its listeners to the streams of this process.
for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(0);

for (const [title, cases] of Object.entries(CASES)) {
  test(`errors of ${title} say what is wrong and what to do`, async (t) => {
    const folder = t.testdir(FILES);
    const before = process.cwd();
    process.chdir(folder);
    t.teardown(() => process.chdir(before));
    const other = await serverOf(t);
    const closed = await closedPort();
    const lock = await lockFolder('used');
    t.teardown(() => lock.release());
    const { port } = new URL(other);
    for (const [words, code, expected] of cases) {
      const args = words
        .replace('<taken>', port)
        .replace('<other>', other)
        .replace('<closed>', closed)
        .replace('<closed-host>', new URL(closed).host)
        .replace('<node>', process.execPath)
        .split(' ');
      const outcome = await outcomeOf(args);
      const printed = outcome.printed
        .replaceAll(folder, '<cwd>')
        .replaceAll(other, '<other>')
        .replaceAll(new RegExp(`(?:http://)?${new URL(closed).host}`, 'g'), '<closed>')
        .replace(`port ${port}`, 'port <taken>')
        .replace(/process \d+ on [^)]+/, '<process>')
        .replace(REASONS, '<reason>');
      t.equal(printed, `standin: ${expected}`, words);
      t.equal(outcome.code, code, `${words}: exit code`);
    }
  });
}
