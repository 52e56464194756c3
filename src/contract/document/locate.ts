// Finds the line of a JSON pointer in its file. Only errors and warnings need it, so the text is parsed again by a
// parser that keeps positions.
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { tokensOf } from '../../json/pointer.ts';

interface Positions {
  readonly text: string;
  readonly root: Document.Parsed;
  readonly lines: LineCounter;
}

/** The last text, because a document with one problem often has several. */
let lastParsed: Positions | undefined;

/** Line and column (from 1) of the value at `pointer`, or of its nearest ancestor in the text. */
export function locate(text: string, pointer: string): { line: number; column: number } {
  if (lastParsed?.text !== text) lastParsed = positionsIn(text);
  const { root, lines } = lastParsed;
  const tokens = tokensOf(pointer);
  for (let length = tokens.length; length >= 0; length--) {
    const node = root.getIn(tokens.slice(0, length), true);
    if (isNode(node) && node.range) {
      const { line, col } = lines.linePos(node.range[0]);
      return { line, column: col };
    }
  }
  return { line: 1, column: 1 };
}

/** Line and column (from 1) of the key of the value at `pointer`; else as `locate`. */
export function locateKey(text: string, pointer: string): { line: number; column: number } {
  const found = locate(text, pointer);
  const { root, lines } = lastParsed as Positions;
  const tokens = tokensOf(pointer);
  const name = tokens.pop();
  const holder = tokens.length === 0 ? root.contents : root.getIn(tokens, true);
  const pair = isMap(holder) ? holder.items.find(({ key }) => isScalar(key) && String(key.value) === name) : undefined;
  if (!pair || !isNode(pair.key) || !pair.key.range) return found;
  const { line, col } = lines.linePos(pair.key.range[0]);
  return { line, column: col };
}

function positionsIn(text: string): Positions {
  const lines = new LineCounter();
  const root = parseDocument(text, { lineCounter: lines, strict: false, uniqueKeys: false, logLevel: 'silent' });
  return { text, root, lines };
}
