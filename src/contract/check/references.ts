// Follows references, and finds those that lead nowhere.
import { nearest } from '../../edit-distance.ts';
import { decodeFragment, extend } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, type MutableObject } from '../../json/value.ts';
import type { Bundle } from '../document/bundle.ts';
import type { Problem } from '../document/findings.ts';
import type { Visit } from '../document/grammar.ts';
import { lookup, targetOf } from '../document/resolve.ts';

interface Followed {
  readonly target?: Visit;
  readonly problem?: Problem;
  /** The place of the problem. */
  readonly pointer?: string;
}

/** Follows the reference of an object, if it has one. A reference that leads through others is shortened. */
export function followReference({ document, errors }: Bundle, place: Visit): Followed {
  const { node } = place;
  const reference = isObject(node) ? node.$ref : undefined;
  if (typeof reference !== 'string') return {};
  const error = errors.get(node);
  if (error !== undefined) return { problem: error, pointer: place.pointer };
  const target = targetOf(document, place) ?? targetThroughReferences(document, place, reference);
  const circular = target && place.kind !== 'schema' && isCircular(document, target);
  if (target && !circular) return { target };
  const near = circular ? undefined : similarReference(document, reference);
  const what = `The reference ${reference} ${circular ? 'refers back to itself' : 'has no target'}`;
  const advice = near === undefined ? 'Correct the reference, or add its target' : `Did you mean ${near}?`;
  return { problem: { code: 'REFERENCE_UNRESOLVED', what, advice }, pointer: extend(place.pointer, '$ref') };
}

function targetThroughReferences(document: JsonObject, { kind, node }: Visit, reference: string): Visit | undefined {
  const found = /^#\//.test(reference) ? lookup(document, decodeFragment(reference.slice(1))) : undefined;
  if (found === undefined) return undefined;
  (node as MutableObject).$ref = `#${found.pointer.replaceAll('%', '%25')}`;
  return { kind, node: found.value, pointer: found.pointer };
}

/** A reference to a component with a similar pointer, or with the same name in another section. */
function similarReference({ components }: JsonObject, reference: string): string | undefined {
  const known = Object.entries(isObject(components) ? components : {}).flatMap(([section, entries]) =>
    Object.keys(isObject(entries) ? entries : {}).map((name) => `#${extend('/components', section, name)}`),
  );
  const name = reference.slice(reference.lastIndexOf('/'));
  const section = reference.slice(0, -name.length);
  const similar = nearest(
    name,
    known.filter((one) => one.startsWith(`${section}/`)).map((one) => one.slice(section.length)),
  );
  return similar === undefined ? known.find((one) => one.endsWith(name)) : `${section}${similar}`;
}

/** True if the references lead in a circle and never to an object. */
function isCircular(document: JsonObject, start: Visit): boolean {
  const visited = new Set<Json>();
  for (let at: Visit | undefined = start; at && !visited.has(at.node); at = targetOf(document, at)) {
    visited.add(at.node);
    if (!isObject(at.node) || typeof at.node.$ref !== 'string') return false;
  }
  return true;
}
