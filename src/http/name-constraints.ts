// Name constraints (RFC 5280, section 4.2.1.10): the extension that limits the names of a certificate authority. Only permitted
// subtrees are written and read, and they are compared by their bytes.
import { isIP } from 'node:net';

/** The object identifier of the extension. */
export const NAME_CONSTRAINTS = '2.5.29.30';

/** A permitted name with all names below it, or a network: its GeneralName in DER, as hexadecimal digits. */
export type Subtree = string;

const SEQUENCE = 0x30;
const PERMITTED = 0xa0;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

/** @param text a name such as `localhost`, an address, or a network such as `127.0.0.0/8` */
export function subtreeOf(text: string): Subtree {
  const [address = '', length] = text.split('/');
  if (isIP(address) === 0) return der(DNS_NAME, Buffer.from(text, 'ascii')).toString('hex');
  const bytes = addressBytes(address);
  const mask = maskBytes(bytes.length, length === undefined ? bytes.length * 8 : Number(length));
  return der(IP_ADDRESS, Buffer.concat([bytes, mask])).toString('hex');
}

/** The value of the extension. */
export function nameConstraints(permitted: readonly Subtree[]): Buffer {
  const subtrees = permitted.map((subtree) => der(SEQUENCE, Buffer.from(subtree, 'hex')));
  return der(SEQUENCE, der(PERMITTED, Buffer.concat(subtrees)));
}

/** The permitted subtrees of an extension's value; none for a value that this module did not write. */
export function permittedIn(value: Uint8Array): readonly Subtree[] {
  const permitted = contents(contents(Buffer.from(value), SEQUENCE)[0], PERMITTED);
  return permitted.flatMap((subtree) => contents(subtree, SEQUENCE).map((name) => name.toString('hex')));
}

/** An element of DER: tag, length, content. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

/** The elements inside an element with this tag; none if it has another tag. */
function contents(element: Buffer | undefined, tag: number): readonly Buffer[] {
  if (element?.[0] !== tag) return [];
  const found: Buffer[] = [];
  const { start, end } = extentOf(element);
  for (let rest = element.subarray(start, end); rest.length > 1; ) {
    const { end: next } = extentOf(rest);
    found.push(rest.subarray(0, next));
    rest = rest.subarray(next);
  }
  return found;
}

/** The start and the end of the first element's content. */
function extentOf(element: Buffer): { readonly start: number; readonly end: number } {
  const first = element[1] ?? 0;
  const start = first < 0x80 ? 2 : 2 + (first & 0x7f);
  const length = first < 0x80 ? first : element.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return { start, end: start + length };
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  // The URL standard has one form for each IPv6 address, and writes an embedded IPv4 address as groups.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean)) as [string[], string[]];
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function maskBytes(size: number, ones: number): Buffer {
  const bits = '1'.repeat(ones).padEnd(size * 8, '0');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
