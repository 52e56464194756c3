// The code of users: programs in both module systems, and code that needs the types.

/**
 * Starts the built-in document with handlers in TypeScript, sends one request to a port and one by interception, for a
 * response that needs certificates, and closes the server. `load` is the code that imports the package.
 */
const start = (load) => `
${load}
const run = async () => {
  const standin = await createStandin({ handlers: 'handlers.ts' });
  const url = await standin.listen();
  const path = '/v1.0/deviceManagement/applePushNotificationCertificate';
  const request = { headers: { authorization: 'Bearer any' } };
  const handled = await fetch(url + path, request);
  const interception = await standin.intercept('https://graph.example');
  const download = '/downloadApplePushNotificationCertificateSigningRequest()';
  const intercepted = await fetch('https://graph.example' + path + download, request);
  interception.restore();
  const { length } = await createControl({ url }).world().exchanges();
  const docs = await fetch(url + '/_standin/docs/', request);
  await standin.close();
  console.log(handled.status, intercepted.status, length, docs.status);
  if (!docs.ok) console.log((await docs.json()).error.message);
};
`;

/** The server recognizes the error only if both use the same class. */
export const HANDLERS = `
import { HttpError, type HandlerCall } from 'standin';
export const handlers = {
  getApplePushNotificationCertificate(call: HandlerCall): never {
    throw new HttpError({ code: 'THROTTLED', message: 'Too many requests for ' + call.operation.path });
  },
};
`;

export const ESM = `${start(`import { createStandin } from 'standin';
import { createControl } from 'standin/control';`)}
await run();
`;

export const COMMONJS = `${start(`const { createStandin, HttpError } = require('standin');
const { createControl } = require('standin/control');`)}
run();
import('standin').then((esm) => {
  if (esm.HttpError !== HttpError) throw new Error('import and require return two classes');
});
`;

/** The output of both programs, and their output in a bundle without the files of Swagger UI. */
export const STARTED = /^429 200 2 200\n$/;
export const STARTED_WITHOUT_DOCS =
  /^429 200 2 500\nThe docs page cannot be opened: .*--external:@fastify\/swagger-ui.*\n$/;

/** For each resolution of TypeScript. The lines that must not compile show that the types are not \`any\`. */
export const TYPED = `
import { HttpError, createStandin, type Handlers, SetupError, type Standin, type StandinOptions } from 'standin';
import { ControlError, createControl, type WorldControl } from 'standin/control';

export async function start(options: StandinOptions): Promise<string> {
  const standin: Standin = await createStandin(options);
  const url: string = await standin.listen({ port: 0 });
  const world: WorldControl = createControl({ url }).world('one');
  const { statusCode } = await standin.inject('/');
  await standin.close();
  return world.name + statusCode;
}

export function reasonOf(error: HttpError | SetupError | ControlError): string {
  if (error instanceof HttpError) return error.code ?? String(error.status);
  return error instanceof SetupError ? error.message : String(error.status);
}

interface Operations {
  ping: { responses: { 200: { content: { 'application/json': { text: string } } } } };
}
export const handlers = {
  ping: async () => ({ status: 200, body: { text: 'pong' } }),
} satisfies Handlers<Operations>;

// @ts-expect-error a port is a number
createStandin().then((standin) => standin.listen({ port: 'any' }));
// @ts-expect-error a URL is a string
createControl({ url: 1 });
// @ts-expect-error the text of the body is a string, not a number
export const wrong: Handlers<Operations> = { ping: async () => ({ status: 200, body: { text: 1 } }) };
`;

/** Removes one operation from the document. */
export const OVERLAY = `
overlay: 1.0.0
info: { title: Without adding, version: '1' }
actions:
  - { target: "$.paths['/owners'].post", remove: true }
`;
