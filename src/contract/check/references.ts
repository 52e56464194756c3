// Follows references, and finds those that lead nowhere.
import { nearest } from '../../edit-distance.ts';
import { appendTokens, decodeFragment } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, type MutableObject } from '../../json/value.ts';
import type { Bundle } from '../document/bundle.ts';
import type { Problem } from '../document/findings.ts';
import { isWalked, type Kind, type Visit } from '../document/grammar.ts';
import { lookup, targetOf } from '../document/resolve.ts';

interface Followed {
  /** A place that the walk reaches only through the reference. */
  readonly target?: Visit | undefined;
  readonly problem?: Problem | undefined;
  /** The place of the problem. */
  readonly pointer?: string | undefined;
}

interface Lookup {
  /** Undefined if there is a problem. */
  readonly target?: Visit | undefined;
  readonly problem?: Problem;
  /** The reference without the detour through other references. */
  readonly direct?: string;
}

/** Follows references. Each text is looked up once for each kind of place that has it. */
export function openReferences({ document, errors }: Bundle): (place: Visit) => Followed {
  const known = new Map<Kind, Map<string, Lookup>>();
  return (place) => {
    const { kind, node } = place;
    const reference = isObject(node) ? node.$ref : undefined;
    if (typeof reference !== 'string') return NOT_FOLLOWED;
    const error = errors.size > 0 ? errors.get(node) : undefined;
    if (error !== undefined) return { problem: error, pointer: place.pointer };
    const ofKind = known.get(kind) ?? new Map<string, Lookup>();
    known.set(kind, ofKind);
    const before = ofKind.get(reference);
    const { target, problem, direct } = before ?? lookupReference(document, place, reference);
    if (before === undefined)
      ofKind.set(reference, { ...(problem && { problem }), ...(direct !== undefined && { direct }) });
    if (direct !== undefined) (node as MutableObject).$ref = direct;
    if (problem) return { problem, pointer: appendTokens(place.pointer, '$ref') };
    return target === undefined || isWalked(target.pointer) ? NOT_FOLLOWED : { target };
  };
}

const NOT_FOLLOWED: Followed = {};

function lookupReference(document: JsonObject, place: Visit, reference: string): Lookup {
  const direct = targetOf(document, place);
  const found = direct ? undefined : targetThroughReferences(document, place, reference);
  const target = direct ?? found;
  const circular = target && place.kind !== 'schema' && isCircular(document, target);
  if (target && !circular) return { target, ...(found && { direct: `#${found.pointer.replaceAll('%', '%25')}` }) };
  const near = circular ? undefined : similarReference(document, reference);
  const what = `The reference ${reference} ${circular ? 'refers back to itself' : 'has no target'}`;
  const advice = near === undefined ? 'Correct the reference, or add its target' : `Did you mean ${near}?`;
  return { problem: { code: 'REFERENCE_UNRESOLVED', what, advice } };
}

/** The target of a reference whose pointer leads through other references. */
function targetThroughReferences(document: JsonObject, { kind }: Visit, reference: string): Visit | undefined {
  const found = reference.startsWith('#/') ? lookup(document, decodeFragment(reference.slice(1))) : undefined;
  return found && { kind, node: found.value, pointer: found.pointer };
}

/** A reference to a component with a similar pointer, or with the same name in another section. */
function similarReference({ components }: JsonObject, reference: string): string | undefined {
  const known = Object.entries(isObject(components) ? components : {}).flatMap(([section, entries]) =>
    Object.keys(isObject(entries) ? entries : {}).map((name) => `#${appendTokens('/components', section, name)}`),
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
