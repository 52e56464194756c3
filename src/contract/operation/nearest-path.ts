// Finds the declared path that an unknown path was probably meant to be: it has a typo, its base path is missing, or it has a prefix
// that is not declared.
import { editDistance } from '../../edit-distance.ts';
import type { Operation } from './operations.ts';

/** A declared segment: its text, or a pattern if it has parameters. */
type Segment = string | RegExp;

/** A declared path, split into segments once. */
interface Candidate {
  readonly base: readonly string[];
  /** Behind the base path. */
  readonly path: readonly Segment[];
}

/** Paths with more or longer segments get no suggestion. */
const MAX_SEGMENTS = 32;
const MAX_SEGMENT_LENGTH = 80;
/** Segments that an undeclared prefix can have. */
const MAX_PREFIX = 2;
/** The cost of a missing or an undeclared prefix, in letters. A parameter costs a little, so that literal segments win. */
const PREFIX_COST = 1;
const PARAMETER_COST = 0.01;
/** The maximum number of wrong letters. */
const MAX_COST = 4;

const candidates = new WeakMap<readonly Operation[], readonly Candidate[]>();

/**
 * The path closest to one that is not declared, with its own values for parameters; undefined if none is close.
 * @param path percent-encoded, without its query
 */
export function nearestPath(operations: readonly Operation[], path: string): string | undefined {
  const given = segmentsOf(path);
  if (given.length > MAX_SEGMENTS || given.some(({ length }) => length > MAX_SEGMENT_LENGTH)) return undefined;
  let best: { readonly cost: number; readonly path: string } | undefined;
  for (const candidate of candidatesOf(operations)) {
    const found = closest(candidate, given);
    if (found && (!best || found.cost < best.cost)) best = found;
  }
  return best?.path === path ? undefined : best?.path;
}

function candidatesOf(operations: readonly Operation[]): readonly Candidate[] {
  const known = candidates.get(operations);
  if (known) return known;
  const distinct = new Map<string, Candidate>();
  for (const { bases, path } of operations) {
    for (const base of bases) {
      const key = `${base}${path}`;
      if (!distinct.has(key)) distinct.set(key, { base: segmentsOf(base), path: segmentsOf(path).map(segmentOf) });
    }
  }
  const all = [...distinct.values()];
  candidates.set(operations, all);
  return all;
}

function segmentOf(text: string): Segment {
  if (!text.includes('{')) return text;
  const literals = text.split(/\{[^{}]*\}/).map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literals.join('.+')}$`);
}

/** Without empty segments, so that double slashes and a slash at the end do not matter. */
function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function closest({ base, path }: Candidate, given: readonly string[]): { cost: number; path: string } | undefined {
  const whole = [...base, ...path];
  const missing = whole.length - given.length;
  // The same number of segments; else a prefix is missing, or there is one that is not declared.
  if (missing === 0) return compared(whole, given, 0);
  if (missing > 0 && missing <= base.length) {
    const rest = compared(whole.slice(missing), given, PREFIX_COST);
    return rest && { cost: rest.cost, path: `/${base.slice(0, missing).join('/')}${rest.path}` };
  }
  if (missing < 0 && -missing <= MAX_PREFIX) return compared(whole, given.slice(-missing), PREFIX_COST);
  return undefined;
}

function compared(
  wanted: readonly Segment[],
  given: readonly string[],
  prefixCost: number,
): { cost: number; path: string } | undefined {
  let cost = prefixCost;
  let literals = 0;
  const path: string[] = [];
  for (const [index, segment] of wanted.entries()) {
    const own = given[index] as string;
    if (typeof segment === 'string') literals += 1;
    path.push(typeof segment === 'string' ? segment : own);
    cost += distanceOf(segment, own);
    if (cost > MAX_COST) return undefined;
  }
  // A path that has only parameters matches everything.
  return literals === 0 && prefixCost > 0 ? undefined : { cost, path: `/${path.join('/')}` };
}

/** The number of wrong letters in a segment; another case costs half a letter, another word infinity. */
function distanceOf(wanted: Segment, given: string): number {
  if (typeof wanted !== 'string') return wanted.test(given) ? PARAMETER_COST : Number.POSITIVE_INFINITY;
  if (wanted === given) return 0;
  const most = wanted.length === 1 ? 0 : Math.max(1, Math.floor(wanted.length / 3));
  if (Math.abs(wanted.length - given.length) > most) return Number.POSITIVE_INFINITY;
  const distance = editDistance(wanted.toLowerCase(), given.toLowerCase());
  return distance > most ? Number.POSITIVE_INFINITY : Math.max(distance, 0.5);
}
