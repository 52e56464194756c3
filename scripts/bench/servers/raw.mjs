// The lower limit: node:http with a constant response of the same bytes.
import { createServer } from 'node:http';
import { STATE } from './state.mjs';

const body = JSON.stringify(STATE);
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };

createServer((request, response) => {
  request.resume();
  request.on('end', () => response.writeHead(200, headers).end(body));
}).listen(Number(process.argv.at(-1)), '127.0.0.1');
