// Ends with 0 if the server of this container responds, else with 1. The address comes from the variables that the server reads.
import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';

const { STANDIN_PORT: port = '4010', STANDIN_TLS: tls } = process.env;
const isSecure = tls === 'true';
// The certificate is one of the server's own authority.
const options = { host: '127.0.0.1', port, path: '/_standin/health', timeout: 2500, rejectUnauthorized: false };
const request = (isSecure ? getHttps : getHttp)(options, (response) => {
  response.resume();
  // A server whose control API needs a token refuses this request, and so it responds.
  process.exit(response.statusCode < 500 ? 0 : 1);
});
request.on('timeout', () => request.destroy(new Error('no response in time')));
request.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
