// Where in its file a JSON pointer stands. Only errors ask, so the text is parsed again, by a parser that keeps positions.
import { isNode, LineCounter, parseDocument } from 'yaml';
import { tokensOf } from '../json/pointer.ts';

/** Line and column (from 1) of the value at `pointer`, or of its nearest ancestor that the text holds. */
export function locate(text: string, pointer: string): { line: number; column: number } {
  const lines = new LineCounter();
  const root = parseDocument(text, { lineCounter: lines, strict: false, uniqueKeys: false, logLevel: 'silent' });
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
