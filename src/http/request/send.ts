// The step that sends the response, and the one that sends its callbacks afterwards.
import type { OutgoingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { type HttpResponse, knownBodyOf } from '../../behaviours/behaviour.ts';
import { canHaveScripts, isBinary, isJson } from '../../contract/operation/media-types.ts';
import { isBodiless } from '../../contract/wire/header-fields.ts';
import type { FaultKind } from '../../faults/fault.ts';
import type { Json } from '../../json/value.ts';
import type { Exchange, Routed } from './exchange.ts';
import { writeCorrupted } from './write-slowly.ts';

export function send(exchange: Exchange, reply: FastifyReply): void {
  const { output } = exchange;
  const { headers, sentType, sentValue, status } = output;
  reply.code(status);
  const stream = output.response?.stream;
  if (stream) {
    headers['content-type'] = sentType;
    headers['cache-control'] = 'no-store';
    if (canHaveScripts(sentType)) sandbox(headers);
  } else if (sentValue !== undefined) {
    output.text = textOf(sentValue, exchange);
    if (!isBodiless(status)) headers['content-type'] = sentType;
    if (canHaveScripts(sentType)) sandbox(headers);
  }
  for (const name in headers) reply.header(name, headers[name]);
  if (stream) reply.send(Readable.from(stream));
  else if (output.text === undefined || isBodiless(status)) reply.send();
  else sendText(exchange, reply, output.text);
}

/** Scripts in a document would have the origin of this server, and so could use its control API. */
function sandbox(headers: OutgoingHttpHeaders): void {
  const hasPolicy = Object.keys(headers).some((name) => name.toLowerCase() === 'content-security-policy');
  if (!hasPolicy) headers['content-security-policy'] = 'sandbox';
}

function sendText({ request, output }: Exchange, reply: FastifyReply, text: string): void {
  // With the serializer, Fastify adds no charset. JSON has none (RFC 8259, section 11).
  reply.serializer(unchanged);
  // Texts with other characters are no bytes. They are sent as they are.
  const isBytes = isBinary(output.mediaType) && BYTES.test(text);
  if (request.method === 'HEAD') {
    reply.header('content-length', Buffer.byteLength(text, isBytes ? 'latin1' : 'utf8')).send('');
    return;
  }
  const fault = output.faults?.body?.fault;
  if (fault === undefined || fault.kind === 'invalid-response')
    reply.send(isBytes ? Buffer.from(text, 'latin1') : text);
  else sendCorrupted(reply, text, fault);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: every byte is a character
const BYTES = /^[\u0000-\u00ff]*$/;

function sendCorrupted(reply: FastifyReply, text: string, fault: FaultKind): void {
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value as string);
  void writeCorrupted(reply.raw, reply.statusCode, text, fault);
}

function unchanged(text: unknown): string {
  return text as string;
}

/** The text of a body. Texts are sent as they are, and values in the format of their media type. */
function textOf(body: Json, { route, output }: Exchange): string {
  const { mediaType } = output;
  if (isJson(mediaType)) return textIn(output.response, body) ?? JSON.stringify(body);
  if (typeof body === 'string') return body;
  if (/[/+]xml$/.test(mediaType)) return route.plan?.xml(output.status, mediaType, body) ?? '';
  if (mediaType === 'text/event-stream') {
    return [body]
      .flat()
      .map((event) => `data: ${JSON.stringify(event)}\n\n`)
      .join('');
  }
  const isLines = /(?:ndjson|jsonl|json-seq|stream\+json)$/.test(mediaType) && Array.isArray(body);
  return isLines ? body.map((line) => `${JSON.stringify(line)}\n`).join('') : JSON.stringify(body);
}

/** The known text of a body, unless it was changed for the client or by a fault. */
function textIn(response: HttpResponse | undefined, body: Json): string | undefined {
  const known = response && knownBodyOf(response);
  return known?.body === body ? known.text : undefined;
}

/** Callbacks and webhooks. A fault changes nothing, so nobody is notified of it. */
export function sendCallbacks(exchange: Exchange): void {
  if (!exchange.output.faults?.response) (exchange as Routed).route.plan.sendAfter?.(exchange);
}
