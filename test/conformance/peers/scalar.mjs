// node scalar.mjs FILE PORT: Scalar's mock server behind Hono's server for Node.js, as in its readme.
import { serve } from '@hono/node-server';
import { createMockServer } from '@scalar/mock-server';

const [document, port] = process.argv.slice(2);
const app = await createMockServer({ document });
serve({ fetch: app.fetch, port: Number(port), hostname: '127.0.0.1' });
