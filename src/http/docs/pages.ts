// The pages of a document: the docs page (Swagger UI, only from this package), and the document as it is served. They have a
// Fastify instance of their own, created on first use, so that the start of the server does not pay for it.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SignIn } from '../../behaviours/pack.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import type { Convention } from '../../conventions/convention.ts';
import { openDeclaredErrors } from '../../conventions/declared-errors.ts';
import { HttpError } from '../../errors/http-error.ts';
import { escapeHtml } from '../../html.ts';
import { valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { ServedResources } from '../../resources/state/state.ts';
import { DEFAULT_WORLD, type WorldPart } from '../../worlds/world.ts';
import { CONSOLE_FILES, type DocsPage, OWN, SAMPLES } from '../request/routes.ts';
import type { BodySamples } from './body-samples.ts';
import { credentialsHint } from './credentials-hint.ts';
import type { DocsDocumentParts } from './docs-document.ts';
import type { DocsLink } from './links.ts';
import { servedDocument } from './served-document.ts';

/** The parts of an exchange that a page depends on. */
interface PageRequestFacts {
  /** The part before the path that names the world. */
  readonly prefix: string;
  /** Without the prefix and the query. */
  readonly path: string;
  /** Where the client reaches the server, for example `http://127.0.0.1:4010`. */
  readonly origin: string;
  readonly world: WorldPart;
}

/** What the docs page shows of the state of its document. */
export interface DocsState {
  readonly resources: ServedResources;
  /** Whether an operation changes no state although its method says so. */
  readonly changesNothing: (operation: Operation) => boolean;
}

export interface Pages {
  /** Responds with a page. When the promise resolves, the reply is sent or hijacked. */
  show(page: DocsPage, facts: PageRequestFacts, request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

/** Responds to a request for a page that does not exist. */
export type RefusePage = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

export interface PagesOptions {
  readonly contract: Contract;
  readonly convention: Convention;
  /** The path above all pages. */
  readonly own: string;
  readonly refuse: RefusePage;
  /** Whether credentials are verified; if not, all well-formed ones are accepted. */
  readonly verifies: boolean;
  /** The pages that the docs page links to; called when the page is opened. */
  readonly docsLinks: () => readonly DocsLink[];
  /** How a person on the docs page gets a token; undefined if they enter one. */
  readonly signIn?: SignIn | undefined;
  /** Undefined for a document whose state the page does not show: the control API, and one of another service. */
  readonly state?: DocsState | undefined;
}

/** The document as the docs page shows it, and one operation of it with values: `?pointer=/paths/~1pets/get`. */
const DOCUMENT = '/docs/json';
const OPERATION = '/docs/operation';

export function openPages(options: PagesOptions): Pages {
  const { contract, own } = options;
  let docs: Promise<FastifyInstance> | undefined;
  let document: Promise<ShowDocument> | undefined;
  return {
    async show(page, facts, request, reply) {
      const { prefix, path, origin } = facts;
      const served = () => servedDocument(contract, { origin, prefix, others: options.docsLinks() });
      // The links of the page are relative to its folder.
      if (page === 'home' || path === `${own}/docs`) return void reply.redirect(`${prefix}${own}/docs/`);
      if (page === 'document.json') return void reply.type('application/json').send(JSON.stringify(served(), null, 2));
      if (page === 'document.yaml') {
        const { dump } = await import('js-yaml');
        const text = dump(served(), { noRefs: true, lineWidth: 120 });
        return void reply.type('application/yaml').send(text);
      }
      if (page === 'document.source') return showSource(options, request, reply);
      if (page === 'console-of-world') return void reply.redirect(consoleOfWorld(facts));
      if (page === 'console') return showConsole({ path, prefix }, options, request, reply);
      if (page === 'sample') return showSample(path.slice(`${own}${SAMPLES}`.length), options, request, reply);
      // The page of a world shows the document with the URLs of that world; all else is the same.
      if (path === `${own}${DOCUMENT}` || path === `${own}${OPERATION}`) {
        document ??= openDocument(options);
        const shown = await (await document)(signedInHere(served(), options), facts, request);
        return shown ? void reply.send(shown) : options.refuse(request, reply);
      }
      docs ??= openDocs(options);
      const instance = await docs.catch(noDocs);
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value as string);
      request.raw.url = request.raw.url?.slice(prefix.length);
      instance.routing(request.raw, reply.raw);
    },
  };
}

/** The console is one page for all worlds: the world is in its fragment. */
function consoleOfWorld({ prefix, world }: PageRequestFacts): string {
  const { name } = world.world;
  const place = name === DEFAULT_WORLD ? '' : `#/live?world=${encodeURIComponent(name)}`;
  return `${prefix.replace(/\/~[^/]*$/, '')}${OWN}${place}`;
}

async function showSample(
  path: string,
  { refuse }: PagesOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { sampleFile } = await import('./sample-files.ts');
  const file = sampleFile(path);
  if (!file) return refuse(request, reply);
  reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  return void reply.type(file.mediaType).send(file.body);
}

/** What the docs page shows of a document, loaded with its first request. */
type ShowDocument = (
  served: JsonObject,
  facts: PageRequestFacts,
  request: FastifyRequest,
) => Promise<JsonObject | undefined>;

async function openDocument({ contract, convention, own, state }: PagesOptions): Promise<ShowDocument> {
  const [{ docsDocument, operationWithValues }, { ExistingKeys }, { createdItems }, { BodySamples }, { errorSample }] =
    await Promise.all([
      import('./docs-document.ts'),
      import('./existing-keys.ts'),
      import('./created-items.ts'),
      import('./body-samples.ts'),
      import('../../behaviours/error-sample.ts'),
    ]);
  const mount = mountOf(own);
  const errors = openDeclaredErrors(contract);
  /** Those of the visitor before: the URLs in them lead to the address by which a visitor reaches the server. */
  let known: { readonly origin: string; readonly samples: BodySamples } | undefined;
  return async (served, { path, world, origin }, request) => {
    if (known?.origin !== origin) {
      known = { origin, samples: new BodySamples(contract, state?.resources.inference, `${origin}${own}${SAMPLES}`) };
    }
    const parts: DocsDocumentParts = {
      contract,
      samples: known.samples,
      keys: state && new ExistingKeys(state.resources, world, createdItems(world.world.log.history, mount)),
      changesNothing: state?.changesNothing ?? (() => false),
      world: state && world.world.name,
      errorOf: (operation, status) =>
        errorSample({ contract, convention, operation, status, world }, { errors, mount, origin }),
    };
    if (path !== `${own}${OPERATION}`) return docsDocument(served, parts);
    const [, query = ''] = (request.raw.url ?? '').split('?');
    const pointer = new URLSearchParams(query).get('pointer') ?? '';
    const operation = contract.operations.find((one) => one.pointer === pointer);
    const source = operation && valueAt(served, pointer);
    if (!operation || !isObject(source)) {
      const message = `The document has no operation at the pointer ${JSON.stringify(pointer)}.`;
      throw new HttpError({ code: 'PATH_NOT_FOUND', message });
    }
    return operationWithValues(source, operation, parts);
  };
}

/** @param own the path above all pages of the document */
function mountOf(own: string): string {
  return own.slice(0, -OWN.length);
}

/** Sends the file of the document, as it was read. */
async function showSource(
  { contract, refuse }: PagesOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const text = await contract.source?.();
  if (text === undefined) return refuse(request, reply);
  const isJson = /^\s*\{/.test(text);
  return void reply.type(isJson ? 'application/json' : 'application/yaml').send(text);
}

/** Sends a file of the console. The page names its files relative to its own address. */
async function showConsole(
  { path, prefix }: Pick<PageRequestFacts, 'path' | 'prefix'>,
  { refuse }: PagesOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (path === `${OWN}/`) return void reply.redirect(`${prefix}${OWN}`);
  const { CONSOLE_POLICY, consoleFile } = await import('../console-files.ts');
  const file = await consoleFile(path === OWN ? 'index.html' : path.slice(`${OWN}${CONSOLE_FILES}`.length));
  if (!file) return refuse(request, reply);
  reply.header('content-security-policy', CONSOLE_POLICY).header('cache-control', 'no-cache');
  return void reply.type(file.mediaType).send(file.body);
}

/** Swagger UI reads its files from its own folder, which a bundle does not have. */
function noDocs(cause: Error): never {
  throw new HttpError({
    code: 'INTERNAL',
    message: `The docs page cannot be opened: ${cause.message}. If this program is a bundle, keep @fastify/swagger-ui out of it (--external:@fastify/swagger-ui) and install that package next to the bundle.`,
    cause,
  });
}

/** Only for the page: schemes that would redirect a person to a real issuer become a plain token, which this server accepts. */
function signedInHere(
  document: JsonObject,
  { signIn, verifies }: Pick<PagesOptions, 'signIn' | 'verifies'>,
): JsonObject {
  const components = isObject(document.components) ? document.components : {};
  const schemes = isObject(components.securitySchemes) ? components.securitySchemes : {};
  const hint = verifies ? 'Enter your token.' : 'Enter any word: all tokens are accepted.';
  const tokens = Object.entries(schemes).map(([name, scheme]): [string, Json] => {
    const remote = isObject(scheme) && (scheme.type === 'oauth2' || scheme.type === 'openIdConnect');
    const description = signIn?.schemes.includes(name)
      ? 'Use the button at the top to sign in, or enter your token.'
      : hint;
    return [name, remote ? { type: 'http', scheme: 'bearer', description } : scheme];
  });
  // Swagger UI shows a button to authorize also if the list of schemes is empty.
  if (tokens.length === 0) return document;
  return { ...document, components: { ...components, securitySchemes: Object.fromEntries(tokens) } };
}

/** The page uses this server alone. */
const POLICY = {
  'default-src': ["'self'"],
  'base-uri': ["'self'"],
  'font-src': ["'self'", 'data:'],
  'form-action': ["'self'"],
  'frame-ancestors': ["'self'"],
  // A response that is an image is shown by such an URL.
  'img-src': ["'self'", 'data:', 'blob:'],
  'object-src': ["'none'"],
  'script-src-attr': ["'none'"],
};

/** Swagger UI has none, so that a phone would show the page as wide as a desktop's. */
const VIEWPORT = '\n      <meta name="viewport" content="width=device-width, initial-scale=1">';

async function openDocs(options: PagesOptions): Promise<FastifyInstance> {
  const { contract, own, refuse, signIn, verifies } = options;
  const [{ fastify }, { default: swagger }, { default: swaggerUi }] = await Promise.all([
    import('fastify'),
    import('@fastify/swagger'),
    import('@fastify/swagger-ui'),
  ]);
  const [{ pageStyle }, { pageScript }] = await Promise.all([import('./theme.ts'), import('./script.ts')]);
  const app = fastify({ logger: false });
  app.setNotFoundHandler(refuse);
  app.addHook('onSend', async (_request, reply, page) => {
    const isPage = typeof page === 'string' && String(reply.getHeader('content-type')).startsWith('text/html');
    return isPage ? page.replace('<meta charset="UTF-8">', `$&${VIEWPORT}`) : page;
  });
  const document = signedInHere(
    servedDocument(contract, { origin: '', prefix: '', others: options.docsLinks() }),
    options,
  );
  const facts = {
    title: contract.title,
    own,
    mount: options.state && mountOf(own),
    credentials: credentialsHint(contract, { signsIn: signIn !== undefined, verifies }),
    docsLinks: options.docsLinks(),
    signIn,
  };
  await app.register(swagger, { mode: 'static', specification: { document: document as never } });
  await app.register(swaggerUi, {
    routePrefix: `${own}/docs`,
    staticCSP: POLICY,
    uiConfig: {
      layout: 'BaseLayout',
      // By default, Swagger UI sends the document to a validator on the internet.
      validatorUrl: null,
      tryItOutEnabled: true,
      persistAuthorization: true,
      displayRequestDuration: true,
      docExpansion: 'list',
      deepLinking: true,
      filter: true,
    },
    theme: {
      title: `${escapeHtml(contract.title)} · standin`,
      css: [{ filename: 'standin.css', content: pageStyle }],
      js: [{ filename: 'standin.js', content: pageScript(facts) }],
    },
  });
  await app.ready();
  return app;
}
