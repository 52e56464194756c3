// What a good developer would write by hand for the same job: two Fastify routes, Ajv on the body, a response schema, one
// object in memory. It authenticates nobody and gives requests no ids.
import fastify from 'fastify';
import { PATH, STATE } from './state.mjs';

const text = { type: 'string', nullable: true };
const moment = { type: 'string', format: 'date-time' };
const properties = {
  '@odata.type': { type: 'string', const: '#microsoft.graph.applePushNotificationCertificate' },
  id: { type: 'string' },
  appleIdentifier: text,
  topicIdentifier: text,
  lastModifiedDateTime: moment,
  expirationDateTime: moment,
  certificateUploadStatus: text,
  certificateUploadFailureReason: text,
  certificateSerialNumber: text,
  certificate: text,
};
// Fastify prints dates of response schemas itself; as plain strings they stay as they were sent.
const printed = { ...properties, lastModifiedDateTime: { type: 'string' }, expirationDateTime: { type: 'string' } };
const response = { 200: { type: 'object', properties: printed, additionalProperties: false } };

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
