// The step that sends the response, and the one that sends its callbacks afterwards.
import type { OutgoingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { type HttpResponse, knownBodyOf } from '../../behaviours/behaviour.ts';
import { canHaveScripts, EVENT_STREAM, isBinary, isJson } from '../../contract/operation/media-types.ts';
import { type EventFormat, eventStreamText, eventsIn } from '../../contract/wire/event-stream.ts';
import { isBodiless } from '../../contract/wire/header-fields.ts';
import type { FaultKind } from '../../faults/fault.ts';
import type { Json } from '../../json/value.ts';
import type { Exchange, Routed } from './exchange.ts';
import { writeCorrupted } from './write-slowly.ts';

export function send(exchange: Exchange, reply: FastifyReply): void {
  const { output } = exchange;
  const { headers, sentType, sentValue, status } = output;
  const stream = output.response?.stream;
  if (stream) {
    headers['content-type'] = sentType;
    headers['cache-control'] = 'no-store';
    if (canHaveScripts(sentType)) sandbox(headers);
  } else if (sentValue !== undefined) {
    output.text = textOf(sentValue, exchange);
    if (!isBodiless(status)) headers['content-type'] = sentType;
    if (output.mediaType === EVENT_STREAM) headers['cache-control'] ??= 'no-store';
    if (canHaveScripts(sentType)) sandbox(headers);
  }
  const hasText = output.text !== undefined && !isBodiless(status);
  if (hasText && isWhole(exchange) && output.mediaType !== EVENT_STREAM) {
    writeWhole(reply, output, wholeBody(output));
    return;
  }
  reply.code(status);
  for (const name in headers) reply.header(name, headers[name]);
  if (stream) reply.send(Readable.from(stream));
  else if (hasText && isWhole(exchange)) reply.send(Readable.from(eventsIn(output.text as string)));
  else if (hasText) sendText(exchange, reply, output.text as string);
  else reply.send();
}

/** Whether the body is sent at once and unchanged. */
function isWhole({ request, output }: Exchange): boolean {
  const fault = output.faults?.body?.fault;
  return request.method !== 'HEAD' && (fault === undefined || changesValue(fault));
}

/** Whether a fault changes what is sent, and not how. */
function changesValue({ kind }: FaultKind): boolean {
  return kind === 'invalid-response' || kind === 'edit-response';
}

/**
 * Writes head and body in one piece. Without this, the end of the response is a second piece of the same write, so Node.js copies
 * both into a new buffer.
 */
function writeWhole(reply: FastifyReply, { status, headers }: Exchange['output'], body: string | Buffer): void {
  const { raw } = reply.hijack();
  raw.writeHead(status, fieldsOf(headers, body));
  const { socket } = raw;
  // A pipelined request gets its socket when the responses before it are sent.
  if (!socket) {
    raw.end(body);
    return;
  }
  socket.cork();
  raw.write(body);
  socket.uncork();
  raw.end();
}

/** Names and values in turn. Fastify would add a charset to the media type. JSON has none (RFC 8259, section 11). */
function fieldsOf(headers: OutgoingHttpHeaders, body: string | Buffer): string[] {
  const fields: string[] = [];
  for (const name in headers) {
    const value = headers[name];
    if (Array.isArray(value)) for (const one of value) fields.push(name, one);
    else if (value !== undefined) fields.push(name, value as string);
  }
  fields.push('content-length', String(Buffer.byteLength(body)));
  return fields;
}

/** Scripts in a document would have the origin of this server, and so could use its control API. */
function sandbox(headers: OutgoingHttpHeaders): void {
  const hasPolicy = Object.keys(headers).some((name) => name.toLowerCase() === 'content-security-policy');
  if (!hasPolicy) headers['content-security-policy'] = 'sandbox';
}

/** Sends a text in parts, or to a request with HEAD its length alone. */
function sendText({ request, output }: Exchange, reply: FastifyReply, text: string): void {
  if (request.method === 'HEAD') {
    reply
      .header('content-length', Buffer.byteLength(wholeBody(output)))
      .serializer(unchanged)
      .send('');
  } else sendCorrupted(reply, text, output.faults?.body?.fault as FaultKind);
}

/** The text or the bytes of the body. Texts with other characters are no bytes. They are sent as they are. */
function wholeBody({ text, mediaType }: Exchange['output']): string | Buffer {
  const body = text as string;
  return isBinary(mediaType) && BYTES.test(body) ? Buffer.from(body, 'latin1') : body;
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
  if (mediaType === EVENT_STREAM) return eventStreamText(body, route.plan?.eventFormat(output.status) ?? PLAIN_EVENTS);
  if (typeof body === 'string') return body;
  if (/[/+]xml$/.test(mediaType)) return route.plan?.xml(output.status, mediaType, body) ?? '';
  const isLines = /(?:ndjson|jsonl|json-seq|stream\+json)$/.test(mediaType) && Array.isArray(body);
  return isLines ? body.map((line) => `${JSON.stringify(line)}\n`).join('') : JSON.stringify(body);
}

/** The events of an operation that does not declare them. */
const PLAIN_EVENTS: EventFormat = { hasFields: false, end: undefined };

/** The known text of a body, unless it was changed for the client or by a fault. */
function textIn(response: HttpResponse | undefined, body: Json): string | undefined {
  const known = response && knownBodyOf(response);
  return known?.body === body ? known.text : undefined;
}

/** Callbacks and webhooks. A fault changes nothing, so nobody is notified of it. */
export function sendCallbacks(exchange: Exchange): void {
  if (!exchange.output.faults?.response) (exchange as Routed).route.plan.sendAfter?.(exchange);
}
