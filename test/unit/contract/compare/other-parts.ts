// Changes of webhooks, callbacks, encodings of forms and links have the findings that the one rule demands, with the direction reversed for
// what the API sends.
import { test } from 'tap';
import { type DiffFinding, diff } from '../../../../src/index.ts';
import type { JsonObject } from '../../../../src/json/value.ts';

// biome-ignore lint/suspicious/noExplicitAny: a change walks through a document that it knows
type Doc = any;

const event = {
  type: 'object',
  required: ['id', 'kind'],
  properties: {
    id: { type: 'integer' },
    kind: { type: 'string', enum: ['sold', 'returned'] },
    note: { type: 'string', maxLength: 10 },
  },
};
const reply = {
  type: 'object',
  properties: { again: { type: 'boolean' }, after: { type: 'integer', maximum: 60 } },
};
const json = (schema: object) => ({ 'application/json': { schema } });
const TARGET = '{$request.body#/url}';

const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  paths: {
    '/subscriptions': {
      post: {
        operationId: 'subscribe',
        requestBody: { required: true, content: json({ type: 'object', properties: { url: { type: 'string' } } }) },
        responses: {
          201: {
            description: 'Subscribed.',
            links: { self: { operationId: 'upload', parameters: { id: '$response.body#/id' } } },
          },
        },
        callbacks: {
          onEvent: {
            [TARGET]: {
              post: {
                parameters: [
                  { name: 'X-Signature', in: 'header', required: true, schema: { type: 'string', maxLength: 64 } },
                  { name: 'attempt', in: 'query', schema: { type: 'integer' } },
                ],
                requestBody: { required: true, content: json(event) },
                responses: {
                  200: { description: 'Received.', content: json(reply) },
                  204: { description: 'Received.' },
                  410: { description: 'Send no more.' },
                },
              },
            },
          },
        },
      },
    },
    '/pictures': {
      post: {
        operationId: 'upload',
        requestBody: {
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                properties: {
                  picture: { type: 'string', format: 'binary' },
                  title: { type: 'string' },
                  pages: { type: 'array', items: { type: 'string', format: 'binary' } },
                },
              },
              encoding: {
                picture: {
                  contentType: 'image/png, image/gif',
                  headers: { 'X-Size': { schema: { type: 'integer', maximum: 100 } } },
                },
              },
            },
            'application/x-www-form-urlencoded': {
              schema: {
                type: 'object',
                properties: { tags: { type: 'array', items: { type: 'string' } }, count: { type: 'integer' } },
              },
            },
          },
        },
        responses: { 204: { description: 'Stored.' } },
      },
    },
  },
  webhooks: {
    sold: {
      post: { requestBody: { content: json(event) }, responses: { 204: { description: 'Received.' } } },
    },
  },
};

const callback = (document: Doc) => document.paths['/subscriptions'].post.callbacks.onEvent[TARGET].post;
const callbackBody = (document: Doc) => callback(document).requestBody.content['application/json'].schema;
const callbackReply = (document: Doc) => callback(document).responses[200].content['application/json'].schema;
const webhook = (document: Doc) => document.webhooks.sold.post;
const link = (document: Doc) => document.paths['/subscriptions'].post.responses[201].links.self;
const form = (document: Doc) => document.paths['/pictures'].post.requestBody.content['multipart/form-data'];
const plainForm = (document: Doc) =>
  document.paths['/pictures'].post.requestBody.content['application/x-www-form-urlencoded'];

type Change = readonly [title: string, change: (document: Doc) => unknown, expected: readonly string[]];

const SENT: readonly Change[] = [
  [
    'a callback is removed',
    (document) => delete document.paths['/subscriptions'].post.callbacks,
    ['breaking callback-removed: The callback onEvent is no longer sent. Clients that wait for it get nothing.'],
  ],
  [
    'a callback has another name',
    (document) => {
      const { callbacks } = document.paths['/subscriptions'].post;
      document.paths['/subscriptions'].post.callbacks = { onSale: callbacks.onEvent };
    },
    [],
  ],
  [
    'a callback goes to another URL',
    (document) => {
      document.paths['/subscriptions'].post.callbacks.onEvent = {
        '{$request.body#/target}': document.paths['/subscriptions'].post.callbacks.onEvent[TARGET],
      };
    },
    [
      'breaking callback-url-changed: The callback onEvent goes to {$request.body#/target} instead of {$request.body#/url}. Clients that give its URL in the old place get nothing.',
    ],
  ],
  [
    'a callback has a new value and a new required property',
    (document) => {
      callbackBody(document).properties.kind.enum.push('lost');
      callbackBody(document).properties.weight = { type: 'number' };
      callbackBody(document).required.push('weight');
    },
    [
      'breaking response-enum-value-added: The property kind of the callback onEvent can be "lost" now. Clients do not know this value.',
      'info response-property-added: The property weight of the callback onEvent is new.',
    ],
  ],
  [
    'a callback has fewer values',
    (document) => {
      callbackBody(document).properties.kind.enum.pop();
      callbackBody(document).properties.note.maxLength = 5;
    },
    [],
  ],
  [
    'the property of a callback is gone',
    (document) => {
      delete callbackBody(document).properties.id;
      callbackBody(document).required = ['kind'];
    },
    [
      'breaking response-property-removed: The property id of the callback onEvent is no longer sent. Clients that read it fail.',
    ],
  ],
  [
    'the body of a callback can be missing',
    (document) => delete callback(document).requestBody.required,
    ['breaking callback-body-became-optional: The body of the callback onEvent can be missing now.'],
  ],
  [
    'a callback is in another media type',
    (document) => {
      callback(document).requestBody.content = { 'application/xml': { schema: event } };
    },
    [
      'info callback-media-type-removed: The body of the callback onEvent is no longer sent in application/json.',
      'breaking callback-media-type-added: The body of the callback onEvent can be in application/xml now. Clients do not expect it, and cannot choose.',
    ],
  ],
  [
    'the headers of a callback differ',
    (document) => {
      callback(document).parameters = [
        { name: 'x-signature', in: 'header', schema: { type: 'string', maxLength: 128 } },
        { name: 'try', in: 'query', schema: { type: 'integer' } },
      ];
    },
    [
      'breaking callback-parameter-became-optional: The header X-Signature of the callback onEvent can be missing now.',
      'breaking response-limit-widened: The header X-Signature of the callback onEvent is less limited: maxLength is 128 instead of 64. Clients can get values that they do not expect.',
      'warning callback-parameter-removed: The query parameter attempt of the callback onEvent was optional and is no longer declared.',
      'info callback-parameter-added: The query parameter try of the callback onEvent is new.',
    ],
  ],
  [
    'statuses of the response of the client are gone and new',
    (document) => {
      const { 200: ok } = callback(document).responses;
      callback(document).responses = { 200: ok, 202: { description: 'Accepted.' } };
    },
    [
      'breaking callback-success-status-removed: The status 204 is no longer accepted as the response to the callback onEvent. Clients that return it are treated as failing.',
      'warning callback-error-status-removed: The status 410 is no longer declared for the response to the callback onEvent.',
      'info callback-status-added: The status 202 is accepted as the response to the callback onEvent, too.',
    ],
  ],
  [
    'the response of the client is more limited',
    (document) => {
      callbackReply(document).properties.after.maximum = 30;
      callbackReply(document).required = ['again'];
    },
    [
      'breaking request-limit-narrowed: The property after of the response 200 to the callback onEvent is more limited: maximum is 30 instead of 60. Values outside are refused.',
      'breaking request-property-became-required: The property again of the response 200 to the callback onEvent is now required. Responses without it are refused.',
    ],
  ],
  [
    'the response of the client is less limited',
    (document) => {
      delete callbackReply(document).properties.after.maximum;
    },
    [],
  ],
  [
    'a webhook needs a response with a body and a header',
    (document) => {
      webhook(document).responses[204] = {
        description: 'Received.',
        content: json(reply),
        headers: { 'X-Seen': { required: true, schema: { type: 'string' } } },
      };
    },
    [
      'warning callback-response-body-added: The body of the response 204 to the webhook sold is new. The API can refuse a response without it.',
      'breaking callback-response-header-required: The header X-Seen is now required in the response 204 to the webhook sold.',
    ],
  ],
  [
    'a webhook has another limit',
    (document) => {
      webhook(document).requestBody.content['application/json'].schema = {
        ...event,
        properties: { ...event.properties, note: { type: 'string' } },
      };
    },
    [
      'breaking response-limit-widened: The property note of the webhook sold is less limited: maxLength is none instead of 10. Clients can get values that they do not expect.',
    ],
  ],
];

const FORMS: readonly Change[] = [
  [
    'a part is accepted in fewer media types',
    (document) => {
      form(document).encoding.picture.contentType = 'image/png';
    },
    [
      'breaking request-part-media-type-removed: The property picture of the request is no longer accepted as image/gif. Send it as image/png.',
    ],
  ],
  [
    'a part is accepted in a range that includes the old media types',
    (document) => {
      form(document).encoding.picture.contentType = 'image/*';
    },
    ['info request-part-media-type-added: The property picture of the request is accepted as image/* too.'],
  ],
  [
    'parts have their default media types',
    (document) => {
      form(document).encoding.title = { contentType: 'text/plain' };
      form(document).encoding.pages = { contentType: 'application/octet-stream' };
    },
    [],
  ],
  [
    'a part with any media type needs one',
    (document) => {
      form(document).encoding.pages = { contentType: 'image/tiff' };
    },
    [
      'breaking request-part-media-type-removed: The property pages of the request is no longer accepted as application/octet-stream. Send it as image/tiff.',
    ],
  ],
  [
    'a part needs headers',
    (document) => {
      form(document).encoding.picture.headers = {
        'x-size': { schema: { type: 'integer', maximum: 50 } },
        'X-Hash': { required: true, schema: { type: 'string' } },
      };
    },
    [
      'breaking request-limit-narrowed: The header x-size of the part is more limited: maximum is 50 instead of 100. Values outside are refused.',
      'breaking request-part-header-required: The property picture of the request needs the part header X-Hash now. Requests without it are refused.',
    ],
  ],
  [
    'a list in a form is written differently',
    (document) => {
      plainForm(document).encoding = { tags: { style: 'form', explode: false } };
    },
    [
      'breaking request-part-serialization-changed: The property tags of the request is written differently: form, not exploded instead of form, exploded. The server reads another value.',
    ],
  ],
  [
    'a list in a form has the encoding that it had by default',
    (document) => {
      plainForm(document).encoding = { tags: { style: 'form', explode: true }, count: { explode: false } };
    },
    [],
  ],
  [
    'a number in a form becomes a text',
    (document) => {
      plainForm(document).schema.properties.count = { type: 'string' };
    },
    [],
  ],
];

const LINKS: readonly Change[] = [
  [
    'a link passes another value',
    (document) => {
      link(document).parameters.id = '$response.body#/key';
    },
    [
      'info response-link-changed: The link self of the response 201 leads to another operation or passes other values.',
    ],
  ],
  ['a link has another description', (document) => Object.assign(link(document), { description: 'It.' }), []],
  [
    'a link is replaced',
    (document) => {
      document.paths['/subscriptions'].post.responses[201].links = { next: link(document) };
    },
    [
      'info response-link-removed: The link self of the response 201 is no longer declared.',
      'info response-link-added: The link next of the response 201 is new.',
    ],
  ],
];

/** Without parts that are the same object. */
const copyOfDocument = (): Doc => JSON.parse(JSON.stringify(DOCUMENT));

const lineOf = ({ severity, id, message }: DiffFinding) => `${severity} ${id}: ${message}`;

for (const [part, changes] of Object.entries({
  'what the API sends': SENT,
  'how a form is read': FORMS,
  'what a link does': LINKS,
})) {
  test(`a change of ${part} has the findings that the rule demands`, async (t) => {
    for (const [title, change, expected] of changes) {
      const changed = copyOfDocument();
      change(changed);
      const { findings } = await diff(DOCUMENT as unknown as JsonObject, changed);
      t.same(findings.map(lineOf).sort(), [...expected].sort(), title);
      const isOfForm = changes === FORMS;
      if (isOfForm)
        t.ok(
          findings.every(({ direction, outgoing }) => direction === 'request' && !outgoing),
          title,
        );
    }
  });
}

test('a difference of a callback names it, and has both places', async (t) => {
  const changed = copyOfDocument();
  callbackBody(changed).properties.kind.enum.push('lost');
  const { findings } = await diff(DOCUMENT as unknown as JsonObject, changed);
  const pointer = `/paths/~1subscriptions/post/callbacks/onEvent/{$request.body#~1url}/post/requestBody/content/application~1json/schema/properties/kind/enum`;
  t.match(findings, [
    {
      direction: 'response',
      operation: { method: 'POST', path: '/subscriptions', operationId: 'subscribe' },
      outgoing: { kind: 'callback', name: 'onEvent' },
      pointer: '/kind',
      old: { pointer },
      new: { pointer },
    },
  ]);
});
