// The parts of a multipart/form-data body (RFC 7578). Files become text with one character per byte, so that lengths
// can be validated.
import { Busboy } from '@fastify/busboy';
import { type Pair, tooManyFields } from './deserialize.ts';

/**
 * @param most the number of parts that it can have
 * @throws HttpError BODY_TOO_LARGE
 * @throws Error if the body is not multipart/form-data or is incomplete
 */
export function partsOf(bytes: Buffer, contentType: string, most: number): Promise<Pair[]> {
  return new Promise((resolve, reject) => {
    const pairs: Pair[] = [];
    const add = (name: string | undefined, text: string) => {
      if (name !== undefined) pairs.push({ name, text, raw: text });
    };
    const limits = { fieldSize: bytes.length, parts: most };
    const reader = new Busboy({ headers: { 'content-type': contentType }, limits });
    reader.on('partsLimit', () => reject(tooManyFields(most)));
    reader.on('field', (name, text) => add(name, text));
    reader.on('file', (name, stream, _filename, _encoding, mediaType) => {
      const chunks: Buffer[] = [];
      stream.on('error', reject);
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => add(name, Buffer.concat(chunks).toString(/[/+]json/.test(mediaType) ? 'utf8' : 'latin1')));
    });
    reader.on('error', reject);
    reader.on('finish', () => resolve(pairs));
    reader.end(bytes);
  });
}
