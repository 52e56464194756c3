// A service that returns recorded responses one after the other, so that a proxy in front of it matches and validates them as it
// does with those of a real service.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HarEntry, sentHeaders } from './har.ts';

export class ArchiveServer {
  readonly #server: Server;
  #entry: HarEntry | undefined;

  constructor() {
    this.#server = createServer((request, response) => {
      request.resume();
      const { status = 500, responseHeaders = [], responseBody } = this.#entry ?? {};
      response.writeHead(status, sentHeaders(responseHeaders));
      response.end(responseBody);
    });
  }

  /** @returns the origin */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The next request gets the response of this entry. */
  respondWith(entry: HarEntry): void {
    this.#entry = entry;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}
