// How long a regular expression can take. JavaScript matches by backtracking: a pattern that can match the same text in several
// ways tries all of them before it fails. If the ways multiply with each character, the time is exponential. This is found by
// the test for ambiguity of Allauzen, Mohri and Rastogi ("General Algorithms for Testing the Ambiguity of Finite Automata") on
// the positions of the pattern (Glushkov's construction), where an edge also counts how often it arises.
import { type CharSet, overlap, type PatternNode, parsePattern } from './pattern-syntax.ts';

export interface PatternCost {
  /** Whether the time can be exponential; undefined if it is not known. */
  readonly exponential: boolean | undefined;
  /** Otherwise, the time is at most the length of the text to this power, times two to the power of `choices`. */
  readonly degree: number;
  readonly choices: number;
}

/** PatternPositions of a pattern that is analysed. A pattern with more is not analysed. */
const MAX_POSITIONS = 600;
/** Steps of an analysis. */
const MAX_STEPS = 300_000;
/** Repetitions that count as a loop. */
const LOOP = 10;
const MAX_DEGREE = 20;
const MAX_CHOICES = 60;

const costs = new Map<string, PatternCost>();
/** Patterns whose cost is kept. */
const MAX_KNOWN = 10_000;

export function costOf(source: string): PatternCost {
  const known = costs.get(source);
  if (known) return known;
  const cost = classify(source);
  if (costs.size < MAX_KNOWN) costs.set(source, cost);
  return cost;
}

function classify(source: string): PatternCost {
  const { root, anchored, exact } = parsePattern(source);
  const degree = loopsIn(root) + (anchored ? 0 : 1);
  return { exponential: isExponential(root, exact), degree, choices: choicesIn(root) };
}

function isExponential(root: PatternNode, exact: boolean): boolean | undefined {
  if (!hasNestedLoop(root, false)) return false;
  const parts = [root, ...looksIn(root)];
  const results = parts.map(isAmbiguous);
  if (results.includes(true)) return exact ? true : undefined;
  const isKnown = exact && !results.includes(undefined);
  // A large number of ways that does not grow with the text is about as bad.
  return isKnown && !parts.map(withoutCounts).some(isAmbiguous) ? false : undefined;
}

/** The pattern with its larger counted repetitions as loops. */
function withoutCounts(node: PatternNode): PatternNode {
  if (node.kind === 'sequence') return { ...node, parts: node.parts.map(withoutCounts) };
  if (node.kind === 'alternatives') return { ...node, branches: node.branches.map(withoutCounts) };
  if (node.kind !== 'repeat') return node;
  const { body, min, max } = node;
  const isLoop = min !== max && max > 3;
  return {
    kind: 'repeat',
    body: withoutCounts(body),
    min: isLoop ? Math.min(min, 1) : min,
    max: isLoop ? Infinity : max,
  };
}

/** The loops that one match can be in, one after the other or nested. */
function loopsIn(node: PatternNode): number {
  if (node.kind === 'sequence') return node.parts.reduce((sum, part) => sum + loopsIn(part), 0);
  if (node.kind === 'alternatives') return Math.max(...node.branches.map(loopsIn));
  if (node.kind === 'look') return loopsIn(node.body);
  if (node.kind !== 'repeat') return 0;
  const copies = node.max === Infinity ? 1 : Math.max(1, node.max);
  return Math.min(MAX_DEGREE, loopsIn(node.body) * copies + (node.max > LOOP ? 1 : 0));
}

/** The choices between two ways that do not depend on the length of the text, as in `(a?){20}`. */
function choicesIn(node: PatternNode): number {
  if (node.kind === 'sequence') return node.parts.reduce((sum, part) => sum + choicesIn(part), 0);
  if (node.kind === 'alternatives') return Math.max(...node.branches.map(choicesIn)) + Math.log2(node.branches.length);
  if (node.kind === 'look') return choicesIn(node.body);
  if (node.kind !== 'repeat' || node.max === Infinity) return 0;
  const { body, min, max } = node;
  const inBody = choicesIn(body);
  return Math.min(MAX_CHOICES, max > LOOP && inBody === 0 ? 0 : Math.log2(max - min + 1) + max * inBody);
}

/** Whether something that can match in several ways is repeated. Without it, no pattern is exponential. */
function hasNestedLoop(node: PatternNode, inLoop: boolean): boolean {
  if (node.kind === 'sequence') return node.parts.some((part) => hasNestedLoop(part, inLoop));
  if (node.kind === 'alternatives') return inLoop || node.branches.some((branch) => hasNestedLoop(branch, inLoop));
  if (node.kind === 'look') return hasNestedLoop(node.body, inLoop);
  if (node.kind !== 'repeat') return false;
  return (inLoop && node.min !== node.max) || hasNestedLoop(node.body, inLoop || node.max > 1);
}

function looksIn(node: PatternNode): PatternNode[] {
  if (node.kind === 'sequence') return node.parts.flatMap(looksIn);
  if (node.kind === 'alternatives') return node.branches.flatMap(looksIn);
  if (node.kind === 'look') return [node.body, ...looksIn(node.body)];
  return node.kind === 'repeat' ? looksIn(node.body) : [];
}

/** PatternPositions with the number of ways to reach them: 1, or 2 for several. */
type Ways = ReadonlyMap<number, number>;

/** A part of a pattern: the ways to match nothing, and its first and last positions. */
interface Part {
  readonly empty: number;
  readonly first: Ways;
  readonly last: Ways;
}

const NOTHING: Part = { empty: 1, first: new Map(), last: new Map() };

const several = (ways: number) => Math.min(2, ways);

function addWays(target: Map<number, number>, ways: Ways, factor: number): Map<number, number> {
  if (factor > 0) for (const [at, count] of ways) target.set(at, several((target.get(at) ?? 0) + count * factor));
  return target;
}

/** The positions of a pattern, with the edges between them. Building it throws TooLarge if there are too many. */
class PatternPositions {
  /** The characters of each position; undefined for the end of the text. */
  readonly sets: (CharSet | undefined)[] = [];
  readonly edges: Map<number, number>[] = [];
  #steps = 0;

  build(node: PatternNode): Part {
    switch (node.kind) {
      case 'char':
        return this.#position(node.set);
      case 'end':
        return this.#position(undefined);
      case 'look':
        return NOTHING;
      case 'sequence':
        return node.parts.reduce<Part>((before, part) => this.#join(before, this.build(part)), NOTHING);
      case 'alternatives':
        return this.#choice(node.branches.map((branch) => this.build(branch)));
      case 'repeat':
        return this.#repeat(node);
    }
  }

  #position(set: CharSet | undefined): Part {
    const at = this.sets.length;
    if (at === MAX_POSITIONS) throw new TooLarge();
    this.sets.push(set);
    this.edges.push(new Map());
    return { empty: 0, first: new Map([[at, 1]]), last: new Map([[at, 1]]) };
  }

  #link(last: Ways, first: Ways): void {
    for (const [from, count] of last) {
      this.#steps += first.size;
      if (this.#steps > MAX_STEPS) throw new TooLarge();
      addWays(this.edges[from] as Map<number, number>, first, count);
    }
  }

  #join(a: Part, b: Part): Part {
    this.#link(a.last, b.first);
    return {
      empty: several(a.empty * b.empty),
      first: addWays(new Map(a.first), b.first, a.empty),
      last: addWays(new Map(b.last), a.last, b.empty),
    };
  }

  #choice(branches: readonly Part[]): Part {
    const [first, last] = [new Map<number, number>(), new Map<number, number>()];
    for (const branch of branches) {
      addWays(first, branch.first, 1);
      addWays(last, branch.last, 1);
    }
    return { empty: several(branches.reduce((sum, { empty }) => sum + empty, 0)), first, last };
  }

  /** A counted repetition becomes copies: `a{1,3}` is `a(a(a)?)?`. */
  #repeat({ body, min, max }: Extract<PatternNode, { kind: 'repeat' }>): Part {
    if (max === Infinity) {
      const copies = Array.from({ length: Math.max(0, min - 1) }, () => this.build(body));
      const loop = this.build(body);
      this.#link(loop.last, loop.first);
      // An iteration that matches nothing ends the loop, so the loop matches nothing in one way.
      const whole = { ...loop, empty: min === 0 || loop.empty > 0 ? 1 : 0 };
      return [...copies, whole].reduce((before, part) => this.#join(before, part), NOTHING);
    }
    let optional = NOTHING;
    for (let count = min; count < max; count++) {
      const { first, last, empty } = this.#join(this.build(body), optional);
      optional = { first, last, empty: Math.max(1, empty) };
    }
    const copies = Array.from({ length: min }, () => this.build(body));
    return [...copies, optional].reduce((before, part) => this.#join(before, part), NOTHING);
  }
}

class TooLarge extends Error {}

/** Whether a text can be matched in a number of ways that multiplies with its length; undefined if it is not known. */
function isAmbiguous(node: PatternNode): boolean | undefined {
  try {
    const positions = new PatternPositions();
    const { last } = positions.build(node);
    // A match that can end succeeds, so nothing is tried again after the last positions.
    const edges = positions.edges.map((targets, from) =>
      last.has(from) ? [] : [...targets].filter(([to]) => !last.has(to)),
    );
    const component = componentsOf(edges.map((targets) => targets.map(([to]) => to)));
    const inside = edges.map((targets, from) => targets.filter(([to]) => component[to] === component[from]));
    if (inside.some((targets) => targets.some(([, ways]) => ways > 1))) return true;
    return divergesAndMeets(
      inside.map((targets) => targets.map(([to]) => to)),
      positions.sets,
    );
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

/** Whether two different ways with the same text lead from a position to a position of the same loop. */
function divergesAndMeets(edges: readonly (readonly number[])[], sets: readonly (CharSet | undefined)[]): boolean {
  const size = sets.length;
  const meets = (a: number, b: number) => {
    const [one, other] = [sets[a], sets[b]];
    return one !== undefined && other !== undefined && overlap(one, other);
  };
  // A pair of positions is one number. Every pair that two ways from the same position can be at.
  const queue = edges.map((_, at) => at * size + at);
  const seen = new Set(queue);
  let steps = 0;
  for (let pair = queue.pop(); pair !== undefined; pair = queue.pop()) {
    const [one, other] = [Math.floor(pair / size), pair % size];
    for (const a of edges[one] ?? []) {
      for (const b of edges[other] ?? []) {
        if (++steps > MAX_STEPS) throw new TooLarge();
        if (!meets(a, b)) continue;
        if (a === b && one !== other) return true;
        const next = a * size + b;
        if (seen.has(next)) continue;
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return false;
}

/** The strongly connected component of each node (Tarjan, without recursion). */
function componentsOf(edges: readonly (readonly number[])[]): number[] {
  const [index, low, component] = [[], [], []] as [number[], number[], number[]];
  const stack: number[] = [];
  let counter = 0;
  for (const start of edges.keys()) {
    if (index[start] !== undefined) continue;
    const path = [{ node: start, next: 0 }];
    for (let frame = path.at(-1); frame; frame = path.at(-1)) {
      const { node } = frame;
      if (frame.next === 0) {
        index[node] = counter;
        low[node] = counter++;
        stack.push(node);
      }
      const target = edges[node]?.[frame.next++];
      if (target !== undefined) {
        if (index[target] === undefined) path.push({ node: target, next: 0 });
        else if (component[target] === undefined) low[node] = Math.min(low[node] as number, index[target] as number);
        continue;
      }
      path.pop();
      const parent = path.at(-1)?.node;
      if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[node] as number);
      if (low[node] !== index[node]) continue;
      for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
        component[member] = node;
        if (member === node) break;
      }
    }
  }
  return component;
}
