// A QR code as text. Two modules, one above the other, are one character.
import { generate } from 'lean-qr';

/** Light modules around the code (ISO/IEC 18004, section 6.3.8). */
const QUIET_ZONE = 4;
/** A light module is white and a dark one is black, whatever colours the terminal has. */
const COLOURS = '\u001b[40;97m';
const NO_COLOURS = '\u001b[0m';

/** The characters of two modules, by whether the upper and the lower one are light. */
const HALVES = { both: '█', upper: '▀', lower: '▄', none: ' ' } as const;

export function qrText(text: string): string {
  const code = generate(text);
  const isLight = (x: number, y: number) => !code.get(x, y);
  const lines: string[] = [];
  for (let y = -QUIET_ZONE; y < code.size + QUIET_ZONE; y += 2) {
    let line = '';
    for (let x = -QUIET_ZONE; x < code.size + QUIET_ZONE; x++) {
      const [upper, lower] = [isLight(x, y), isLight(x, y + 1)];
      line += HALVES[upper ? (lower ? 'both' : 'upper') : lower ? 'lower' : 'none'];
    }
    lines.push(`${COLOURS}${line}${NO_COLOURS}`);
  }
  return lines.join('\n');
}
