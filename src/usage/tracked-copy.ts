// A copy of a JSON value that reports which of its properties are read. It consists of plain objects and arrays whose properties
// are getters, so that a client cannot distinguish it from the value by its prototype or by what it is equal to.
import { appendTokens } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';

export interface ReadListener {
  /** A property was read. */
  read(pointer: string): void;
  /** Every property of an object was read in a row, as a copy or JSON.stringify does. */
  readWhole(pointer: string): void;
}

/** @param pointer of the value in the body; every item of a list is `*` */
export function trackedCopy(value: Json, listener: ReadListener, pointer = ''): Json {
  if (Array.isArray(value)) {
    const at = appendTokens(pointer, '*');
    return value.map((item: Json) => trackedCopy(item, listener, at));
  }
  return isObject(value) ? trackedObject(value, listener, pointer) : value;
}

function trackedObject(value: JsonObject, listener: ReadListener, pointer: string): JsonObject {
  const names = Object.keys(value);
  const row = new ReadRow(names.length, () => listener.readWhole(pointer));
  const copy: Record<string, Json> = {};
  names.forEach((name, index) => {
    const at = appendTokens(pointer, name);
    let inner = trackedCopy(value[name] as Json, listener, at);
    Object.defineProperty(copy, name, {
      enumerable: true,
      configurable: true,
      get() {
        listener.read(at);
        row.add(index);
        return inner;
      },
      set(next: Json) {
        inner = next;
      },
    });
  });
  return copy;
}

/** Recognizes reads of all properties of an object in their order, without anything else happening in between. */
class ReadRow {
  readonly #count: number;
  readonly #onWhole: () => void;
  #next = 0;
  #isWaiting = false;

  constructor(count: number, onWhole: () => void) {
    this.#count = count;
    this.#onWhole = onWhole;
  }

  add(index: number): void {
    this.#next = index === this.#next ? index + 1 : Number(index === 0);
    // The only property of an object says nothing about copies.
    if (this.#next === this.#count && this.#count > 1) {
      this.#onWhole();
      this.#next = 0;
    }
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    // A row ends with the code that runs now.
    queueMicrotask(() => {
      this.#isWaiting = false;
      this.#next = 0;
    });
  }
}
