// Exchanges as an HTTP archive, which browsers and testing tools open (HAR 1.2).
import { phraseOf, requestOf, responseOf, shownExchange } from './exchange-view.ts';
import type { Recorded } from './record.ts';

/** @param origin of the server, as `http://127.0.0.1:4010` */
export function harOf(exchanges: readonly Recorded[], world: string, origin: string, version: string): object {
  return {
    log: {
      version: '1.2',
      creator: { name: 'standin', version },
      entries: exchanges.map((recorded) => entryOf(recorded, world, origin)),
    },
  };
}

function entryOf(recorded: Recorded, world: string, origin: string): object {
  const { id, at, took, method, url, status, operation } = shownExchange(recorded, world, false);
  const request = requestOf(recorded);
  const response = responseOf(recorded);
  const query = url.includes('?') ? (url.split('?')[1] as string).split('&') : [];
  return {
    startedDateTime: at,
    time: took,
    request: {
      method,
      url: `${origin}${url}`,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: listed(request.headers),
      queryString: query.map((pair) => {
        const [name = '', value = ''] = pair.split('=');
        return { name, value };
      }),
      ...(request.body && { postData: { mimeType: request.body.mediaType, text: request.body.text } }),
      headersSize: -1,
      bodySize: request.body ? Buffer.byteLength(request.body.text) : 0,
    },
    response: {
      status,
      statusText: phraseOf(status),
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: listed(response.headers),
      content: {
        size: response.body ? Buffer.byteLength(response.body.text) : 0,
        mimeType: response.body?.mediaType ?? '',
        ...(response.body && { text: response.body.text }),
      },
      redirectURL: response.headers.location ?? '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: took, receive: 0 },
    comment: [id, operation, `world ${world}`].filter(Boolean).join(' '),
  };
}

function listed(headers: Readonly<Record<string, string>>): readonly { name: string; value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
