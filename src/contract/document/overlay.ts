// Applies OpenAPI Overlays (version 1): actions that change a document before any other code reads it. Targets are JSONPath
// expressions (RFC 9535).
import { jsonpath } from 'json-p3';
import { SetupError } from '../../errors/setup-error.ts';
import { appendTokens } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../../json/value.ts';
import type { Warning } from '../document/warning.ts';
import type { SourceText } from './bundle.ts';
import { locate } from './locate.ts';

/**
 * Applies the actions of an overlay, in order. The document is changed in place.
 * @returns a warning for each action that has no effect
 * @throws SetupError OVERLAY_INVALID with file, line and pointer
 */
export async function applyOverlay(document: SourceText, overlay: SourceText): Promise<readonly Warning[]> {
  const { value } = overlay;
  const refuse = (pointer: string, what: string, advice: string): never => {
    throw new SetupError({
      code: 'OVERLAY_INVALID',
      what,
      advice,
      file: overlay.file,
      pointer,
      ...locate(overlay.text, pointer),
    });
  };
  if (!isObject(value) || typeof value.overlay !== 'string') {
    return refuse('', 'The file is not an OpenAPI overlay', 'Begin it with overlay: 1.0.0');
  }
  if (!/^1\.\d+\.\d+$/.test(value.overlay)) {
    return refuse(
      '/overlay',
      `The version of the overlay is ${JSON.stringify(value.overlay)}`,
      'Use version 1 of OpenAPI Overlays, such as 1.0.0',
    );
  }
  if (!Array.isArray(value.actions)) {
    return refuse('/actions', 'The overlay has no list of actions', 'Add a list of actions under actions');
  }
  const warnings: Warning[] = [];
  for (const [index, action] of (value.actions as readonly Json[]).entries()) {
    const at = appendTokens('/actions', index);
    if (!isObject(action)) {
      return refuse(at, 'The action is not an object', 'Make it an object with target, and update or remove');
    }
    const { target, update, remove } = action;
    if (typeof target !== 'string') {
      return refuse(at, 'The action has no target', 'Add a target: a JSONPath that selects what the action changes');
    }
    if (update === undefined && remove !== true) {
      return refuse(at, 'The action has neither update nor remove', 'Add update, or remove: true');
    }
    let places: readonly (readonly (string | number)[])[];
    try {
      places = jsonpath.query(target, document.value as never).locations();
    } catch (cause) {
      const message = `The target ${target} is not a valid JSONPath: ${(cause as Error).message}`;
      return refuse(appendTokens(at, 'target'), message, "Use the syntax of RFC 9535, such as $.paths['/pets'].get");
    }
    if (places.length === 0) {
      const message = `the target ${target} of the overlay ${overlay.file} (${at}) matches nothing in the document`;
      warnings.push({ pointer: '', message });
    }
    // From the last to the first, so that a removal does not move a place that is still to be changed.
    for (const place of places.toReversed()) {
      if (remove === true)
        removeAt(document, place, () =>
          refuse(appendTokens(at, 'target'), 'The action removes the whole document', 'Select a part of the document'),
        );
      else
        updateAt(document, place, update as Json, () =>
          refuse(
            appendTokens(at, 'update'),
            `The action updates ${target}, which is neither an object nor an array`,
            'Select the object that has the property',
          ),
        );
    }
  }
  return warnings;
}

type Container = Record<string, Json> | Json[];

function parentOf({ value }: SourceText, place: readonly (string | number)[]): Container {
  return place.slice(0, -1).reduce<Json>((inner, name) => (inner as never)[name], value) as Container;
}

function removeAt(document: SourceText, place: readonly (string | number)[], refuse: () => never): void {
  const last = place.at(-1);
  if (last === undefined) refuse();
  const parent = parentOf(document, place);
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last as string];
}

function updateAt(document: SourceText, place: readonly (string | number)[], update: Json, refuse: () => never): void {
  const target = place.reduce<Json>((inner, name) => (inner as never)[name], document.value);
  if (Array.isArray(target)) (target as Json[]).push(structuredClone(update));
  else if (isObject(target) && isObject(update)) merge(target as Record<string, Json>, update);
  else refuse();
}

/** Merges objects, joins arrays, and replaces all other values. */
function merge(target: Record<string, Json>, update: JsonObject): void {
  for (const [name, value] of Object.entries(update)) {
    const before = Object.hasOwn(target, name) ? target[name] : undefined;
    if (isObject(before) && isObject(value)) merge(before as Record<string, Json>, value);
    else if (Array.isArray(before) && Array.isArray(value))
      (before as Json[]).push(...structuredClone(value as Json[]));
    else setProperty(target, name, structuredClone(value));
  }
}
