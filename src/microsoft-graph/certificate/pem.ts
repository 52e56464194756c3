// Textual encodings (RFC 7468): PEM blocks with any text around them, and plain base64. Every function runs in linear time.

export interface PemBlock {
  /** undefined if the block has no end or contains invalid base64. */
  readonly der: Buffer | undefined;
}

const BEGIN = '-----BEGIN ';
const DASHES = '-----';
const CERTIFICATE = /^(?:X509 )?CERTIFICATE$/;

export function isPem(text: string): boolean {
  return text.includes(BEGIN);
}

/** The label of the first block, for example `RSA PRIVATE KEY`. */
export function firstLabel(text: string): string {
  return labelAt(text, text.indexOf(BEGIN)) ?? '';
}

/** The first `limit` certificates of a text, in order. A block without an end is the last one. */
export function pemBlocks(text: string, limit: number): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  for (let at = text.indexOf(BEGIN); at >= 0 && blocks.length < limit; at = text.indexOf(BEGIN, at + 1)) {
    const label = labelAt(text, at);
    if (label === undefined || !CERTIFICATE.test(label)) continue;
    const from = at + BEGIN.length + label.length + DASHES.length;
    const end = text.indexOf(`-----END ${label}-----`, from);
    if (end < 0) return [...blocks, { der: undefined }];
    blocks.push({ der: derOfBase64(text.slice(from, end)) });
    at = end;
  }
  return blocks;
}

/** undefined if the label is longer than 40 characters or does not end on its line. */
function labelAt(text: string, at: number): string | undefined {
  return /^-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(text.slice(at, at + 60))?.[1];
}

/** Decodes base64 (RFC 4648, section 4) and ignores white space. undefined if the text is empty or not base64. */
export function derOfBase64(text: string): Buffer | undefined {
  const base64 = text.replace(/\s+/g, '');
  if (base64 === '' || base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  return Buffer.from(base64, 'base64');
}
