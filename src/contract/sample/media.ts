// Bodies of media types other than JSON: files that a program can open. Bytes become text with one character for each byte.
import { hueOf, jpegOf, pictureOf, pngOf } from './images.ts';

/** A body of this media type. Undefined if it cannot be generated. @param place what the body is for */
export function sampleMedia(mediaType: string, place: string): string | undefined {
  const sample = Object.hasOwn(SAMPLES, mediaType) ? SAMPLES[mediaType] : undefined;
  const body = sample?.(place);
  return typeof body === 'string' ? body : body?.toString('latin1');
}

const SAMPLES: Readonly<Record<string, (place: string) => string | Buffer>> = {
  'image/png': (place) => pngOf(hueOf(place)),
  'image/jpeg': (place) => jpegOf(hueOf(place)),
  'image/jpg': (place) => jpegOf(hueOf(place)),
  'image/svg+xml': () => pictureOf('Sample'),
  'image/gif': () => Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
  'image/webp': () => Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64'),
  'application/pdf': () => pdf('Sample document'),
  // The end of an archive without files (APPNOTE, section 4.3.16).
  'application/zip': () => Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]),
  'application/octet-stream': () => 'Sample file\n',
  'audio/wav': wav,
  'audio/x-wav': wav,
  'text/csv': () => 'id,name\n1,First\n2,Second\n',
  'text/html': () => '<!doctype html>\n<html lang="en"><title>Sample</title><p>This is a sample page.</p></html>\n',
};

/** One page with one line (ISO 32000). */
function pdf(line: string): string {
  const text = `BT /F1 24 Tf 72 760 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  const offsets: number[] = [];
  let file = '%PDF-1.4\n';
  for (const [index, object] of objects.entries()) {
    offsets.push(file.length);
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  return `${file}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
}

/** A tenth of a second of silence. */
function wav(): Buffer {
  const samples = Buffer.alloc(1600);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(16_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
