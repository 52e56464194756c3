// The types of the public API. What they infer is asserted as types, which `npm run typecheck` checks; what they refuse, by
// running TypeScript on sources as a user writes them.
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import type { operations } from '../../src/generated/document.d.ts';
import type {
  BodyOf,
  createStandin,
  Handler,
  HandlerCall,
  Handlers,
  HttpResponse,
  Json,
  JsonObject,
  NextResponse,
  ParametersOf,
  Repository,
  ResourceOf,
  ResponseOf,
  Standin,
  StandinOptions,
  UntypedHandlers,
} from '../../src/index.ts';
import { typeErrors } from '../fixtures/type-errors.ts';

type Read = operations['getApplePushNotificationCertificate'];
type Update = operations['updateApplePushNotificationCertificate'];
type ReadConsent = operations['getDataSharingConsent'];
type Certificate = Read['responses'][200]['content']['application/json'];

/** An operation without a default response. */
interface Own {
  readonly responses: { 200: { content: { 'text/plain': string } }; 404: { content?: never } };
}

interface Lists {
  readonly responses: {
    200: { content: { 'application/json': { names: string[] }[] } };
    201: { content: { 'application/json': Record<string, never> } };
  };
}

type BodyFor<Op, Status> = Extract<ResponseOf<Op>, { readonly status: Status }>['body'];
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Assignable<From, To> = [From] extends [To] ? true : false;
/** An intersection as one object. */
type Flat<T> = { [Name in keyof T]: T[Name] };
type Expect<Claim extends true> = Claim;

/** Exported, because what nothing uses is an error. A false claim does not compile. */
export type Claims = [
  // A body: read-only properties may be left out, the others are as declared, and an operation without a body has none.
  Expect<
    Equal<Flat<Pick<BodyOf<Update>, 'id' | 'certificate'>>, { readonly id?: string; certificate?: string | null }>
  >,
  Expect<Equal<keyof BodyOf<Update>, keyof Certificate>>,
  Expect<Equal<BodyOf<Read>, undefined>>,
  // Parameters have the document's names.
  Expect<Equal<ParametersOf<ReadConsent>['path'], { 'dataSharingConsent-id': string }>>,
  Expect<Equal<ParametersOf<Read>['path'], never>>,
  // A response has one of the declared statuses, with the body of that status, or comes from next(). A default response allows any status.
  Expect<Equal<Exclude<ResponseOf<Own>, NextResponse>['status'], 200 | 404>>,
  Expect<Equal<Exclude<ResponseOf<Read>, NextResponse>['status'], number>>,
  Expect<Assignable<Certificate, BodyFor<Read, 200>>>,
  Expect<Equal<keyof NonNullable<BodyFor<Read, 200>>, keyof Certificate>>,
  // The values of a body can be readonly, and an object without declared properties accepts any object.
  Expect<Assignable<readonly { readonly names: readonly string[] }[], BodyFor<Lists, 200>>>,
  Expect<Equal<Assignable<readonly { readonly names: readonly number[] }[], BodyFor<Lists, 200>>, false>>,
  Expect<Assignable<{ readonly any: 'property' }, BodyFor<Lists, 201>>>,
  Expect<Equal<Assignable<string, BodyFor<Lists, 201>>, false>>,
  Expect<Assignable<NextResponse, ResponseOf<Read>>>,
  Expect<Equal<Assignable<HttpResponse, ResponseOf<Read>>, false>>,
  // A handler has the repository of its resource.
  Expect<Equal<ResourceOf<Read>, Certificate>>,
  Expect<Equal<HandlerCall<Read>['resource'], Repository<Certificate> | undefined>>,
  Expect<Equal<Awaited<ReturnType<HandlerCall<Read>['next']>>, NextResponse>>,
  // Handlers are keyed by the operations, and none is required.
  Expect<Equal<keyof Handlers<operations>, keyof operations>>,
  Expect<Equal<Handlers<operations>['getDataSharingConsent'], Handler<ReadConsent> | undefined>>,
  Expect<Assignable<Record<never, never>, Handlers<operations>>>,
  // createStandin takes handlers with generated types as they are, and all options are optional.
  Expect<Assignable<{ handlers: Handlers<operations> }, StandinOptions>>,
  Expect<Equal<Parameters<typeof createStandin<unknown>>, [options?: StandinOptions]>>,
  Expect<Equal<ReturnType<typeof createStandin>, Promise<Standin>>>,
  // Without generated types the document's values are JSON, and a body is to be narrowed first.
  Expect<Equal<HandlerCall['body'], unknown>>,
  Expect<Equal<HandlerCall['parameters']['query'][string], Json>>,
  Expect<Equal<HandlerCall['resource'], Repository<JsonObject> | undefined>>,
  Expect<Equal<UntypedHandlers[string], Handler | undefined>>,
];

const PREAMBLE = `
import { createStandin, HttpError, SetupError, type Handlers, type Standin, type StandinOptions } from 'standin';
import type { components, operations } from '../../src/generated/document.js';
declare const standin: Standin;
declare const certificate: components['schemas']['applePushNotificationCertificate'];
interface Own {
  readOwner: {
    parameters: { query?: { verbose?: boolean }; header?: never; path: { id: number }; cookie?: never };
    requestBody?: never;
    responses: {
      200: { headers: { [name: string]: unknown }; content: { 'application/json': { readonly id: number; name: string } } };
      404: { headers: { [name: string]: unknown }; content?: never };
    };
  };
}
interface OwnPaths {
  '/owners': {
    get: { responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { owners: unknown[] } } } } };
    post?: never;
  };
  '/owners/{id}': { get: Own['readOwner']; post?: never };
}
`;

const handlers = (text: string) => `export const handlers = { ${text} } satisfies Handlers<operations>;`;
const own = (text: string) => `export const handlers = { readOwner: ${text} } satisfies Handlers<Own>;`;
const shop = (text: string) => `export const handlers = { readOwner: ${text} } satisfies Handlers<Own, OwnPaths>;`;
const GET = 'getApplePushNotificationCertificate';
const UPDATE = 'updateApplePushNotificationCertificate';
const DOWNLOAD = 'downloadApplePushNotificationCertificateSigningRequest';
const CONSENT = 'getDataSharingConsent';

/** Sources that compile. */
const GOOD: readonly (readonly [title: string, source: string])[] = [
  ['a declared property is read', 'export const topic = certificate.topicIdentifier;'],
  ['a handler passes on what next() returns', handlers(`${GET}: ({ next }) => next()`)],
  [
    'an asynchronous one too',
    handlers(`${GET}: async ({ next }) => { const response = await next(); return response; }`),
  ],
  ['a handler returns a sample', handlers(`${GET}: ({ sample }) => sample(404)`)],
  ['a handler returns a declared response', handlers(`${DOWNLOAD}: () => ({ status: 200, body: { value: 'x' } })`)],
  ['a handler reads the body', handlers(`${UPDATE}: ({ body, next }) => { body.certificate?.length; return next(); }`)],
  [
    'a handler reads and changes its resource',
    handlers(
      `${GET}: async ({ resource }) => ({ status: 200, body: { ...(await resource?.read() ?? certificate), appleIdentifier: 'a' } })`,
    ),
  ],
  [
    'a handler throws',
    handlers(`${GET}: () => { throw new HttpError({ code: 'PERMISSION_MISSING', message: 'No.' }); }`),
  ],
  [
    'createStandin takes handlers that satisfy the types',
    `const own = { ${GET}: ({ next }) => next() } satisfies Handlers<operations>;\nawait createStandin({ handlers: own });`,
  ],
  [
    'createStandin takes handlers of the type',
    `declare const own: Handlers<operations>;\nawait createStandin({ handlers: own });`,
  ],
  [
    'createStandin takes handlers without generated types',
    `await createStandin({ document: 'a.yaml', handlers: { addOwner: ({ body }) => ({ status: body === null ? 400 : 201 }) } });`,
  ],
  [
    'each of several documents takes handlers',
    `declare const own: Handlers<operations>;\nawait createStandin({ documents: ['a.yaml', { document: 'b.yaml', mount: '/b', handlers: own }] });`,
  ],
  [
    'createStandin takes handlers for the operations of a document',
    `await createStandin<Own>({ document: 'a.yaml', handlers: { readOwner: async ({ next, parameters }) => { parameters.path.id.toFixed(); return next(); } } });`,
  ],
  [
    'a resource is typed by the path of its list, its item or itself',
    shop(`async ({ resources }) => {
      const [first] = await resources('/owners').list();
      const owner = await resources('/owners/{id}', 7).change({ name: first?.name ?? 'x' });
      await resources('/owners').change(owner.id, { name: 'y' });
      return { status: 200, body: owner };
    }`),
  ],
  [
    'a transaction returns what its function returns',
    shop(`({ transaction, next }) => transaction(async ({ resources }) => {
      await resources('/owners').item(7).remove();
      return next();
    })`),
  ],
  ['a world ends with its block', `await using world = standin.world();\nawait world.inject('/');`],
  [
    'a setup error has a code',
    `try { await createStandin(); } catch (error) { if (error instanceof SetupError) error.code; }`,
  ],
];

/** Sources that do not compile, and what TypeScript says. */
const BAD: readonly (readonly [title: string, source: string, complaint: string])[] = [
  ['a misspelt property', 'export const topic = certificate.topicIdentifer;', "'topicIdentifer' does not exist"],
  [
    'a property that the schema no longer has',
    'export const x = certificate.thumbprint;',
    "'thumbprint' does not exist",
  ],
  ['a read-only property that is written', `certificate.id = 'x';`, 'read-only'],
  [
    'a misspelt key of a handler',
    handlers('getCertificate: () => ({ status: 404 })'),
    "'getCertificate' does not exist",
  ],
  [
    'a misspelt key, given to createStandin',
    `await createStandin({ handlers: { getCertificate: () => ({ status: 404 }) } satisfies Handlers<operations> });`,
    "'getCertificate' does not exist",
  ],
  [
    'a handler of an operation that the document does not have',
    `await createStandin<Own>({ document: 'a.yaml', handlers: { readOwners: () => ({ status: 404 }) } });`,
    "'readOwners' does not exist",
  ],
  [
    'a path that the document does not have',
    shop(`async ({ resources, next }) => { await resources('/owner').list(); return next(); }`),
    '"/owner"',
  ],
  [
    'a misspelt property of another resource',
    shop(`async ({ resources, next }) => { (await resources('/owners/{id}', 7).read()).nam; return next(); }`),
    "'nam' does not exist",
  ],
  [
    'a misspelt property of the body',
    handlers(`${UPDATE}: ({ body, next }) => { body.certficate; return next(); }`),
    "'certficate' does not exist",
  ],
  [
    'a body where the operation has none',
    handlers(`${GET}: ({ body, next }) => { body.id; return next(); }`),
    "possibly 'undefined'",
  ],
  [
    'a misspelt parameter',
    handlers(`${CONSENT}: ({ parameters, next }) => { parameters.path.id; return next(); }`),
    "'id' does not exist",
  ],
  [
    'a member that a call does not have',
    handlers(`${GET}: ({ response, next }) => next()`),
    "'response' does not exist",
  ],
  [
    'a response with another body',
    handlers(`${DOWNLOAD}: () => ({ status: 200, body: { text: 'x' } })`),
    'not assignable',
  ],
  [
    'a body that belongs to another status',
    handlers(`${DOWNLOAD}: () => ({ status: 400, body: { value: 'x' } })`),
    'not assignable',
  ],
  ['a body where the status has none', own(`() => ({ status: 404, body: { id: 1, name: 'Ada' } })`), 'not assignable'],
  ['a response without a status', handlers(`${DOWNLOAD}: () => ({ body: { value: 'x' } })`), "'status' is missing"],
  ['an undeclared status', own(`() => ({ status: 418 })`), 'not assignable'],
  ['a handler that returns nothing', handlers(`${GET}: () => {}`), 'not assignable'],
  ['a handler that returns next itself', handlers(`${GET}: ({ next }) => next`), 'not assignable'],
  [
    'an untyped handler without a status',
    `await createStandin({ handlers: { a: () => ({ code: 200 }) } });`,
    'not assignable',
  ],
  [
    'an untyped body that is read unseen',
    `await createStandin({ handlers: { a: ({ body }) => ({ status: 200, body: body.id }) } });`,
    "'body' is of type 'unknown'",
  ],
  ['a misspelt option', `await createStandin({ docment: 'a.yaml' });`, "'docment' does not exist"],
  ['an error without a message', `throw new HttpError({ code: 'PERMISSION_MISSING' });`, "'message' is missing"],
  ['a code that no error has', `throw new HttpError({ code: 'NOT_ALLOWED', message: 'No.' });`, 'not assignable'],
];

const sources = [...GOOD, ...BAD].map(([, source]) => `${PREAMBLE}${source}\nexport {};\n`);
const reported = typeErrors(fileURLToPath(new URL('.', import.meta.url)).replace(/[\\/]$/, ''), sources);

test('what the types allow compiles', async (t) => {
  for (const [index, [title]] of GOOD.entries()) t.same(reported[index], [], title);
});

test('what the types refuse does not compile, and TypeScript names it', async (t) => {
  for (const [index, [title, , complaint]] of BAD.entries()) {
    const messages = reported[GOOD.length + index] ?? [];
    t.equal(messages.length, 1, `${title}: ${messages.join('; ')}`);
    t.match(messages[0], complaint, title);
  }
});
