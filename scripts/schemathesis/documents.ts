// The documents that Schemathesis tests, and the valid credentials of each. Every other credential is rejected, so that the
// tester sees whether credentials are checked.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface TestedDocument {
  readonly id: string;
  readonly file: string;
  /** Header fields of every request. */
  readonly headers: readonly string[];
  /** The values of `--credential`: a security scheme and its one valid credential. */
  readonly credentials: readonly string[];
  /** For a document that the server serves itself: the arguments of the command, and the document's base path. */
  readonly within?: { readonly options: readonly string[]; readonly base: string };
}

const HERE = fileURLToPath(new URL('../../', import.meta.url));
const FIXTURES = 'test/fixtures/documents';
const BEARER = 'Authorization: Bearer x';
/** The words user:password, as Basic carries them. */
const USER = 'dXNlcjpwYXNzd29yZA==';
const BASIC = `Authorization: Basic ${USER}`;

const OURS: readonly TestedDocument[] = [
  {
    id: 'built-in document',
    file: 'openapi.yaml',
    headers: [BEARER],
    credentials: ['azureAD=x', 'bearer=x'],
    // The other base path has fewer operations.
    within: { options: ['openapi.yaml'], base: '/beta' },
  },
  {
    id: 'small-3.0',
    file: `${FIXTURES}/small-3.0.yaml`,
    headers: [BASIC, 'X-Key: k'],
    credentials: [`basic=${USER}`, 'key=k', 'queryKey=k', 'cookieKey=k'],
  },
  {
    id: 'shelf-2.0',
    file: `${FIXTURES}/shelf-2.0.yaml`,
    headers: [BEARER],
    credentials: ['app=x', `basic=${USER}`],
  },
  {
    id: 'control API',
    file: 'src/control/openapi.yaml',
    headers: [BEARER],
    credentials: [],
    within: { options: [`${FIXTURES}/clinic.yaml`, '--control-token', 'x'], base: '/_standin' },
  },
  {
    id: 'built-in pack',
    file: 'openapi.yaml',
    headers: [BEARER],
    credentials: ['azureAD=x', 'bearer=x'],
    within: { options: [], base: '/beta' },
  },
  {
    id: 'built-in pack, observed',
    file: 'openapi.yaml',
    headers: [BEARER],
    credentials: ['azureAD=x', 'bearer=x'],
    within: { options: ['--profile', 'observed'], base: '/beta' },
  },
  {
    id: 'token service',
    file: 'src/microsoft-graph/login/openapi.yaml',
    headers: [],
    credentials: [],
    within: { options: [], base: '/login' },
  },
  {
    id: 'Apple portal',
    file: 'src/microsoft-graph/apple/openapi.yaml',
    headers: [],
    credentials: [],
    within: { options: [], base: '/apple' },
  },
];

const PUBLISHED: readonly TestedDocument[] = [
  {
    id: 'redocly--museum',
    file: 'redocly--museum.yaml',
    headers: [BASIC],
    credentials: [`MuseumPlaceholderAuth=${USER}`],
  },
  {
    id: 'swagger--petstore3',
    file: 'swagger--petstore3.yaml',
    headers: [BEARER, 'api_key: k'],
    credentials: ['petstore_auth=x', 'api_key=k'],
  },
  {
    id: 'scalar--galaxy',
    file: 'scalar--galaxy.yaml',
    headers: [BEARER],
    credentials: [
      ...['bearerAuth=x', 'oAuth2=x', 'openIdConnect=x', `basicAuth=${USER}`],
      ...['apiKeyHeader=k', 'apiKeyQuery=k', 'apiKeyCookie=k'],
    ],
  },
  {
    id: 'oai--tictactoe',
    file: 'oai--tictactoe.yaml',
    headers: [BEARER, 'api-key: k'],
    credentials: ['defaultApiKey=k', 'bearerHttpAuthentication=x', 'app2AppOauth=x', 'user2AppOauth=x'],
  },
  {
    id: 'prometheus--alertmanager',
    file: 'prometheus--alertmanager.yaml',
    headers: [],
    credentials: [],
  },
];

/** The documents of this repository, and those of the folder of published documents, if there is one. */
export function testedDocuments(corpus: string | undefined): readonly TestedDocument[] {
  const ours = OURS.map((document) => ({ ...document, file: join(HERE, document.file) }));
  if (corpus === undefined) return ours;
  const published = PUBLISHED.map((document) => ({ ...document, file: join(corpus, document.file) }));
  const missing = published.find(({ file }) => !existsSync(file));
  if (missing) throw new Error(`STANDIN_CORPUS does not contain ${missing.file}`);
  return [...ours, ...published];
}
