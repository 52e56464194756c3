// What a good developer would write by hand for the same resource: two Fastify routes, Ajv on the body, a response schema, one
// object in memory. It has no authentication and no request ids.
import fastify from 'fastify';
import { PATH, STATE } from './state.mjs';

const text = { type: 'string', nullable: true };
const dateTime = { type: 'string', format: 'date-time' };
const properties = {
  '@odata.type': { type: 'string', const: '#microsoft.graph.applePushNotificationCertificate' },
  id: { type: 'string' },
  appleIdentifier: text,
  topicIdentifier: text,
  lastModifiedDateTime: dateTime,
  expirationDateTime: dateTime,
  certificateUploadStatus: text,
  certificateUploadFailureReason: text,
  certificateSerialNumber: text,
  certificate: text,
};
// Fastify reformats dates of response schemas. As plain strings they stay as sent.
const serialized = { ...properties, lastModifiedDateTime: { type: 'string' }, expirationDateTime: { type: 'string' } };
const response = { 200: { type: 'object', properties: serialized, additionalProperties: false } };

const app = fastify({ logger: false, ajv: { customOptions: { removeAdditional: false, coerceTypes: false } } });
let state = STATE;

app.get(PATH, { schema: { response } }, async () => state);

app.patch(
  PATH,
  { schema: { body: { type: 'object', properties, additionalProperties: false }, response } },
  async (request) => {
    const { id, certificateSerialNumber } = state;
    state = { ...state, ...request.body, id, certificateSerialNumber, lastModifiedDateTime: new Date().toISOString() };
    return state;
  },
);

await app.listen({ port: Number(process.argv.at(-1)), host: '127.0.0.1' });
