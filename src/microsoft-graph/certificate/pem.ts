// Textual encodings (RFC 7468): PEM blocks with whatever stands around them, and bare base64. Linear in the length of the
// text, whatever it holds.

export interface PemBlock {
  /** undefined where it has no end, or what it holds is no base64. */
  readonly der: Buffer | undefined;
}

const BEGIN = '-----BEGIN ';
const DASHES = '-----';
const CERTIFICATE = /^(?:X509 )?CERTIFICATE$/;

export function isArmoured(text: string): boolean {
  return text.includes(BEGIN);
}

/** The label of the first block, as `RSA PRIVATE KEY`. */
export function firstLabel(text: string): string {
  return labelAt(text, text.indexOf(BEGIN)) ?? '';
}

/** The certificates among the blocks of a text, in order, up to so many; one without an end is the last. */
export function pemBlocks(text: string, most: number): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  for (let at = text.indexOf(BEGIN); at >= 0 && blocks.length < most; at = text.indexOf(BEGIN, at + 1)) {
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

/** Labels are short; what has no end on its line is none. */
function labelAt(text: string, at: number): string | undefined {
  return /^-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(text.slice(at, at + 60))?.[1];
}

/** The bytes of base64 (RFC 4648, section 4), with white space anywhere; undefined where it is none, or holds nothing. */
export function derOfBase64(text: string): Buffer | undefined {
  const bare = text.replace(/\s+/g, '');
  if (bare === '' || bare.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(bare)) return undefined;
  return Buffer.from(bare, 'base64');
}
