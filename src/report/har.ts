// Exchanges as an HTTP archive (HAR 1.2) for browsers and testing tools.
import { type BodyView, phraseOf, requestOf, responseOf, roundedMs, urlOf } from './exchange-view.ts';
import type { RecordedExchange } from './record.ts';

/** The comment of a body whose end is missing. */
export const TRUNCATED = 'truncated';

/** @param origin the origin of the server, for example `http://127.0.0.1:4010` */
export function harOf(exchanges: readonly RecordedExchange[], world: string, origin: string, version: string): object {
  return {
    log: {
      version: '1.2',
      creator: { name: 'standin', version },
      entries: exchanges.map((recorded) => entryOf(recorded, world, origin)),
    },
  };
}

function entryOf(recorded: RecordedExchange, world: string, origin: string): object {
  const { id, method, status, operation } = recorded;
  const url = urlOf(recorded);
  const durationMs = roundedMs(recorded.durationMs);
  const request = requestOf(recorded);
  const response = responseOf(recorded);
  const query = url.includes('?') ? (url.split('?')[1] as string).split('&') : [];
  return {
    startedDateTime: new Date(recorded.time).toISOString(),
    time: durationMs,
    request: {
      method,
      url: `${origin}${url}`,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headerList(request.headers),
      queryString: query.map((pair) => {
        const [name = '', value = ''] = pair.split('=');
        return { name, value };
      }),
      ...postDataOf(request),
      headersSize: -1,
      bodySize: sentSize(request),
    },
    response: {
      status,
      statusText: phraseOf(status),
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headerList(response.headers),
      content: {
        size: response.body ? Buffer.byteLength(response.body.text) : 0,
        mimeType: response.body?.mediaType ?? '',
        ...(response.body && { text: response.body.text, ...commentOf(response.body) }),
      },
      redirectURL: response.headers.location ?? '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    comment: [id, operation?.id, `world ${world}`].filter(Boolean).join(' '),
  };
}

type RequestMessage = ReturnType<typeof requestOf>;

function postDataOf({ headers, body, unread }: RequestMessage): object {
  if (body) return { postData: { mimeType: body.mediaType, text: body.text, ...commentOf(body) } };
  if (!unread) return {};
  return { postData: { mimeType: headers['content-type'] ?? '', text: '', comment: TRUNCATED } };
}

/** In bytes, -1 if it is not known. */
function sentSize({ headers, body, unread }: RequestMessage): number {
  if (unread) return Number(headers['content-length'] ?? -1);
  return body ? Buffer.byteLength(body.text) : 0;
}

/** What a program that reads the archive needs to know of a body. */
function commentOf({ truncated }: BodyView): { readonly comment?: string } {
  return truncated ? { comment: TRUNCATED } : {};
}

function headerList(headers: Readonly<Record<string, string>>): readonly { name: string; value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
