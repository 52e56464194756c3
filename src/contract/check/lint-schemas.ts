// Finds schemas that no value satisfies.
import { isObject, type JsonObject } from '../../json/value.ts';
import { walk } from '../document/grammar.ts';
import { targetOf } from '../document/resolve.ts';
import type { Warning } from '../document/warning.ts';
import { contradictionAt } from './contradictions.ts';

/** Schemas that are looked at in one step. */
const STEP = 200;

/** Yields once for several schemas. */
export function* lintSchemas(document: JsonObject): Generator<readonly Warning[]> {
  const pointers = schemasWithBounds(document);
  for (let from = 0; from < pointers.length; from += STEP) {
    yield pointers.slice(from, from + STEP).flatMap((pointer): Warning[] => {
      const reason = contradictionAt(document, pointer);
      return reason === undefined ? [] : [{ pointer, message: `no value satisfies the schema: ${reason}` }];
    });
  }
}

/** Keywords that can contradict another one. */
const CONTRADICTORY = [
  ...['allOf', 'enum', 'const', 'minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'required'],
];

function schemasWithBounds(document: JsonObject): readonly string[] {
  const pointers: string[] = [];
  walk({ kind: 'document', node: document, pointer: '' }, (place) => {
    const { kind, node } = place;
    if (!isObject(node)) return undefined;
    if (kind === 'schema' && CONTRADICTORY.some((keyword) => node[keyword] !== undefined)) pointers.push(place.pointer);
    const target = targetOf(document, place);
    return target && [target];
  });
  return pointers;
}
