// Pictures that open: drawn for a sample, so that a page shows something in place of a broken image.
import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number];

/** A colour of a hue from 0 to 1, by lightness from 0 to 1. */
function colourOf(hue: number, lightness: number, saturation = 0.45): Colour {
  const channel = (shift: number) => {
    const k = (shift + hue * 12) % 12;
    const value = lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(value * 255);
  };
  return [channel(0), channel(8), channel(4)];
}

function cssOf(colour: Colour): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

const WIDTH = 320;
const HEIGHT = 240;

/** A PNG of a landscape (PNG specification, third edition). @param hue from 0 to 1 */
export function pngOf(hue: number): Buffer {
  const palette = [
    colourOf(hue, 0.86),
    colourOf(hue, 0.96),
    colourOf((hue + 0.08) % 1, 0.6),
    colourOf((hue + 0.12) % 1, 0.42),
  ];
  const rows = Buffer.alloc((WIDTH + 1) * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) rows[y * (WIDTH + 1) + 1 + x] = partAt(x, y, hue);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  // 8 bits for each pixel, which is an index of the palette.
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Sky, sun, and two lines of hills. */
function partAt(x: number, y: number, hue: number): number {
  if (y > 185 + Math.sin(x / 45 + hue * 20) * 22) return 3;
  if (y > 150 + Math.sin(x / 70 + hue * 9) * 30) return 2;
  return (x - 70 - hue * 180) ** 2 + (y - 65) ** 2 < 1100 ? 1 : 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A JPEG of one colour: baseline, with the smallest tables that it needs (ITU-T T.81). @param hue from 0 to 1 */
export function jpegOf(hue: number): Buffer {
  const segment = (marker: number, ...bytes: number[]) => {
    const length = bytes.length + 2;
    return Buffer.from([0xff, marker, length >> 8, length & 255, ...bytes]);
  };
  const components = [1, 2, 3].flatMap((component) => [component, 0x11, 0]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0),
    segment(0xdb, 0, ...Array.from({ length: 64 }, () => 8)),
    segment(0xc0, 8, 0, HEIGHT, WIDTH >> 8, WIDTH & 255, 3, ...components),
    // The categories 0 to 8 of a difference have four bits each. The only other code ends a block.
    segment(0xc4, 0, 0, 0, 0, 9, ...Array.from({ length: 12 }, () => 0), 0, 1, 2, 3, 4, 5, 6, 7, 8),
    segment(0xc4, 0x10, 1, ...Array.from({ length: 15 }, () => 0), 0),
    segment(0xda, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0),
    scanOf(hue),
    Buffer.from([0xff, 0xd9]),
  ]);
}

function scanOf(hue: number): Buffer {
  const [red, green, blue] = colourOf(hue, 0.6);
  const levels = [
    0.299 * red + 0.587 * green + 0.114 * blue - 128,
    -0.1687 * red - 0.3313 * green + 0.5 * blue,
    0.5 * red - 0.4187 * green - 0.0813 * blue,
  ].map(Math.round);
  const first = levels.map((level) => {
    const size = level === 0 ? 0 : Math.floor(Math.log2(Math.abs(level))) + 1;
    const value = level < 0 ? level + 2 ** size - 1 : level;
    return `${size.toString(2).padStart(4, '0')}${size === 0 ? '' : value.toString(2).padStart(size, '0')}0`;
  });
  const blocks = Math.ceil(WIDTH / 8) * Math.ceil(HEIGHT / 8);
  const bits = first.join('') + '000000000000000'.repeat(blocks - 1);
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1');
  const bytes = Array.from({ length: padded.length / 8 }, (_, index) =>
    Number.parseInt(padded.slice(index * 8, index * 8 + 8), 2),
  );
  return Buffer.from(bytes.flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte])));
}

/** The hue that belongs to a name. */
export function hueOf(name: string): number {
  let sum = 0;
  for (const char of name) sum = (sum * 31 + char.charCodeAt(0)) % 997;
  return sum / 997;
}

/** The picture of a thing as SVG. @param label letters, digits and spaces only */
export function pictureOf(label: string): string {
  const hue = hueOf(label);
  const [sky, sun, far, near] = [
    colourOf(hue, 0.86),
    colourOf(hue, 0.96),
    colourOf((hue + 0.08) % 1, 0.6),
    colourOf((hue + 0.12) % 1, 0.42),
  ];
  return svgOf({
    width: 640,
    height: 480,
    content: [
      `<rect width="640" height="480" fill="${cssOf(sky)}"/>`,
      `<circle cx="${Math.round(150 + hue * 340)}" cy="130" r="66" fill="${cssOf(sun)}"/>`,
      `<path d="M0 330 Q160 240 320 320 T640 290 V480 H0Z" fill="${cssOf(far)}"/>`,
      `<path d="M0 390 Q200 310 400 385 T640 370 V480 H0Z" fill="${cssOf(near)}"/>`,
      `<text x="320" y="446" font-family="sans-serif" font-size="28" text-anchor="middle" fill="#fff">${label}</text>`,
    ],
  });
}

/** The picture of a person as SVG, with the initials. @param name letters, digits and spaces only */
export function avatarOf(name: string): string {
  const words = name.split(' ');
  const initials = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => (word ?? '').charAt(0)).join('');
  return svgOf({
    width: 256,
    height: 256,
    content: [
      `<rect width="256" height="256" fill="${cssOf(colourOf(hueOf(name), 0.42))}"/>`,
      `<text x="128" y="162" font-family="sans-serif" font-size="100" text-anchor="middle" fill="#fff">${initials.toUpperCase()}</text>`,
    ],
  });
}

function svgOf({
  width,
  height,
  content,
}: {
  readonly width: number;
  readonly height: number;
  readonly content: readonly string[];
}): string {
  const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`;
  return [open, ...content, '</svg>\n'].join('\n');
}
