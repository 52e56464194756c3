// The pages of our own: the docs page (Swagger UI, from this package alone), and the document as it is served here. They
// live in a Fastify instance of their own, made when the first of them is asked for, so that start does not pay for them.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SignIn } from '../behaviours/pack.ts';
import type { Contract } from '../contract/contract.ts';
import { METHODS } from '../contract/grammar.ts';
import { HttpError } from '../errors/http-error.ts';
import { extend } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { credentialsHint } from './docs-credentials-hint.ts';
import type { DocsLink } from './docs-links.ts';
import type { DocsPage } from './routes.ts';

/** What of an exchange a page depends on. */
interface PageRequestFacts {
  /** What stands before every path to name the world. */
  readonly prefix: string;
  /** Without the prefix and the query. */
  readonly path: string;
}

export interface Pages {
  /** Answers with a page; the reply is sent when this resolves, or taken over. */
  show(page: DocsPage, asked: PageRequestFacts, request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

/** Refuses a request for a page that there is none of. */
export type RefusePage = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

export interface PagesOptions {
  readonly contract: Contract;
  /** The path below which they stand. */
  readonly own: string;
  readonly refuse: RefusePage;
  /** Whether somebody says which credentials are good; else all that are well formed are. */
  readonly judged: boolean;
  /** The pages that the docs page leads to, asked when it is opened. */
  readonly docsLinks: () => readonly DocsLink[];
  /** How a person who looks at the docs page gets a token; undefined where one is typed. */
  readonly signIn?: SignIn | undefined;
}

export function openPages(options: PagesOptions): Pages {
  const { contract, own } = options;
  let docs: Promise<FastifyInstance> | undefined;
  return {
    async show(page, { prefix, path }, request, reply) {
      if (page === 'home') return void reply.redirect(`${prefix}${own}/docs/`);
      if (page === 'document.json')
        return void reply.type('application/json').send(JSON.stringify(servedHere(contract, prefix), null, 2));
      if (page === 'document.yaml') {
        const { dump } = await import('js-yaml');
        const text = dump(servedHere(contract, prefix), { noRefs: true, lineWidth: 120 });
        return void reply.type('application/yaml').send(text);
      }
      // The page of a world shows the document with that world's servers; all else of it is the same.
      if (path === `${own}/docs/json`) return void reply.send(signedInHere(servedHere(contract, prefix), options));
      docs ??= openDocs(options);
      const instance = await docs.catch(noDocs);
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value as string);
      request.raw.url = request.raw.url?.slice(prefix.length);
      instance.routing(request.raw, reply.raw);
    },
  };
}

/** Swagger UI reads its files from its own folder, which a bundle does not have. */
function noDocs(cause: Error): never {
  throw new HttpError({
    code: 'INTERNAL',
    message: `The docs page cannot be opened: ${cause.message}. If this program is a bundle, keep @fastify/swagger-ui out of it (--external:@fastify/swagger-ui) and install that package next to the bundle.`,
    cause,
  });
}

/** The document as it is true here: its servers are this instance, whatever it says itself. */
function servedHere({ document, bases, operations }: Contract, prefix: string): JsonObject {
  const here = (some: readonly string[]) =>
    some.map((base) => ({ url: `${prefix}${base}` || '/', description: 'This standin server' }));
  const own = new Map(operations.map((operation) => [operation.pointer, here(operation.bases)]));
  const paths = Object.entries(isObject(document.paths) ? document.paths : {}).map(([path, item]): [string, Json] => [
    path,
    isObject(item) ? itemHere(item, (method) => own.get(extend('/paths', path, method)) ?? here(bases)) : item,
  ]);
  const served = document.paths === undefined ? {} : { paths: Object.fromEntries(paths) };
  return { ...document, ...served, servers: here(bases) };
}

/** Operations that have servers of their own, or their path item has, keep those of them that are here. */
function itemHere({ servers, ...item }: JsonObject, here: (method: string) => Json): JsonObject {
  const members = Object.entries(item).map(([name, member]): [string, Json] => {
    const fixed = METHODS.includes(name as (typeof METHODS)[number]) && isObject(member);
    const told = fixed && (servers !== undefined || member.servers !== undefined);
    return [name, told ? { ...member, servers: here(name) } : member];
  });
  return Object.fromEntries(members);
}

/** For the page alone: schemes that would send a person to a real issuer become a plain token, which this server takes. */
function signedInHere(document: JsonObject, { signIn, judged }: Pick<PagesOptions, 'signIn' | 'judged'>): JsonObject {
  const components = isObject(document.components) ? document.components : {};
  const schemes = isObject(components.securitySchemes) ? components.securitySchemes : {};
  const typed = judged ? 'Give a token that you have.' : 'Any token is taken here: type a word and authorize.';
  const tokens = Object.entries(schemes).map(([name, scheme]): [string, Json] => {
    const remote = isObject(scheme) && (scheme.type === 'oauth2' || scheme.type === 'openIdConnect');
    const description = signIn?.schemes.includes(name)
      ? 'The button above signs you in; or give a token that you have.'
      : typed;
    return [name, remote ? { type: 'http', scheme: 'bearer', description } : scheme];
  });
  // Where there are schemes, be they none, Swagger UI shows a button to authorize.
  if (tokens.length === 0) return document;
  return { ...document, components: { ...components, securitySchemes: Object.fromEntries(tokens) } };
}

async function openDocs(options: PagesOptions): Promise<FastifyInstance> {
  const { contract, own, refuse, signIn, judged } = options;
  const [{ fastify }, { default: swagger }, { default: swaggerUi }] = await Promise.all([
    import('fastify'),
    import('@fastify/swagger'),
    import('@fastify/swagger-ui'),
  ]);
  const [{ pageStyle }, { pageScript }] = await Promise.all([import('./docs-theme.ts'), import('./docs-script.ts')]);
  const app = fastify({ logger: false });
  app.setNotFoundHandler(refuse);
  const document = signedInHere(servedHere(contract, ''), options);
  const facts = {
    title: contract.title,
    own,
    asked: credentialsHint(contract, { signsIn: signIn !== undefined, judged }),
    docsLinks: options.docsLinks(),
    signIn,
  };
  await app.register(swagger, { mode: 'static', specification: { document: document as never } });
  await app.register(swaggerUi, {
    routePrefix: `${own}/docs`,
    staticCSP: true,
    // Without TLS there is nothing to upgrade to, and a browser that tries cannot load the page from another machine.
    transformStaticCSP: (policy) => policy.replace(/upgrade-insecure-requests;?\s*/, ''),
    uiConfig: {
      layout: 'BaseLayout',
      // Swagger UI would otherwise ask a validator on the internet about the document.
      validatorUrl: null,
      tryItOutEnabled: true,
      persistAuthorization: true,
      displayRequestDuration: true,
      docExpansion: 'list',
      deepLinking: true,
    },
    theme: {
      title: `${contract.title} · standin`,
      css: [{ filename: 'standin.css', content: pageStyle }],
      js: [{ filename: 'standin.js', content: pageScript(facts) }],
    },
  });
  await app.ready();
  return app;
}
