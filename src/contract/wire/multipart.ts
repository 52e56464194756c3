// The parts of a multipart/form-data body (RFC 7578). Files become text with one character per byte, so that lengths
// can be validated.
import { setImmediate } from 'node:timers/promises';
import { Busboy } from '@fastify/busboy';
import { type Pair, tooManyFields } from './deserialize.ts';

/** Bytes that are parsed at once. Other requests are served in between. */
const SLICE = 65_536;

/**
 * @param most the number of parts that it can have
 * @throws HttpError BODY_TOO_LARGE
 * @throws Error if the body is not multipart/form-data or is incomplete
 */
export function partsOf(bytes: Buffer, contentType: string, most: number): Promise<Pair[]> {
  return new Promise((resolve, reject) => {
    const pairs: Pair[] = [];
    const refusal = new AbortController();
    const refuse = (error: Error) => {
      refusal.abort();
      reject(error);
    };
    const add = (name: string | undefined, text: string) => {
      if (name !== undefined) pairs.push({ name, text, raw: text });
    };
    const limits = { fieldSize: bytes.length, parts: most };
    const reader = new Busboy({ headers: { 'content-type': contentType }, limits });
    reader.on('partsLimit', () => refuse(tooManyFields(most)));
    reader.on('field', (name, text) => add(name, text));
    reader.on('file', (name, stream, _filename, _encoding, mediaType) => {
      const chunks: Buffer[] = [];
      stream.on('error', refuse);
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => add(name, Buffer.concat(chunks).toString(/[/+]json/.test(mediaType) ? 'utf8' : 'latin1')));
    });
    reader.on('error', refuse);
    reader.on('finish', () => resolve(pairs));
    feed(reader, bytes, refusal.signal).catch(refuse);
  });
}

async function feed(reader: InstanceType<typeof Busboy>, bytes: Buffer, refusal: AbortSignal): Promise<void> {
  let at = 0;
  for (; at + SLICE < bytes.length; at += SLICE) {
    reader.write(bytes.subarray(at, at + SLICE));
    await setImmediate();
    if (refusal.aborted) return;
  }
  reader.end(bytes.subarray(at));
}
