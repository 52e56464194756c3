// Finds the line of a JSON pointer in its file. Only errors and warnings need it, so the text is parsed again by a
// parser that keeps positions.
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
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

function positionsIn(text: string): Positions {
  const lines = new LineCounter();
  const root = parseDocument(text, { lineCounter: lines, strict: false, uniqueKeys: false, logLevel: 'silent' });
  return { text, root, lines };
}
