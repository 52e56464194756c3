// Finds the lines of documents for a report. A file is read once, and a place is looked for once: hundreds of worlds violate the
// same rule.
import { readFile } from 'node:fs/promises';
import type { EmbeddedText } from '../contract/contract.ts';
import { locate, locateKey } from '../contract/document/locate.ts';
import { isRemote } from '../contract/document/location.ts';
import type { Place } from '../errors/setup-error.ts';
import { codeFrame } from './code-frame.ts';

export interface LocatedFrame {
  readonly location: Place;
  /** Empty if the lines are not known. */
  readonly frame: string;
}

interface DocumentText {
  readonly text: string;
  readonly lines: readonly string[];
}

export class DocumentPlaces {
  readonly #texts = new Map<string, Promise<DocumentText | undefined>>();
  readonly #located = new Map<string, Promise<LocatedFrame>>();

  /** @param isKey whether the position is that of the key, and not of the value */
  located(place: Place, embedded: EmbeddedText | undefined, isKey = false): Promise<LocatedFrame> {
    const key = `${place.file} ${place.pointer} ${place.line} ${isKey}`;
    let located = this.#located.get(key);
    if (!located) {
      located = this.#locate(place, embedded, isKey);
      this.#located.set(key, located);
    }
    return located;
  }

  async #locate(place: Place, embedded: EmbeddedText | undefined, isKey: boolean): Promise<LocatedFrame> {
    const { file, pointer } = place;
    const read = file === undefined || isRemote(file) ? undefined : await this.#text(file, embedded);
    if (read === undefined) return { location: place, frame: '' };
    const { text, lines } = read;
    const isUnknown = place.line === undefined || isKey;
    const found = isUnknown && pointer !== undefined ? (isKey ? locateKey : locate)(text, pointer) : {};
    const located = { ...place, ...found };
    const { line, column = 1 } = located;
    return { location: located, frame: line === undefined ? '' : codeFrame(lines, line, column) };
  }

  #text(file: string, embedded: EmbeddedText | undefined): Promise<DocumentText | undefined> {
    let read = this.#texts.get(file);
    if (!read) {
      const text = file === embedded?.file ? embedded.text() : readFile(file, 'utf8');
      read = text.then((known) => ({ text: known, lines: known.split('\n') })).catch(() => undefined);
      this.#texts.set(file, read);
    }
    return read;
  }
}
