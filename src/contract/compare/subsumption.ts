// Whether every value that one schema allows is allowed by another one: the walk behind every comparison. In requests, `sub` is the old
// schema and `sup` the new one; in responses, it is the other way round. Each pair of schemas is compared once and becomes a node of a
// graph, so that recursion and shared schemas cost nothing; a pair that is met again is assumed to be equal.
import { appendTokens } from '../../json/pointer.ts';
import type { JsonObject } from '../../json/value.ts';
import { type Alternative, alternativesOf, splitTypes, splitValues } from './alternatives.ts';
import { compareObjects } from './compare-objects.ts';
import { compareValues, typesAccepted } from './compare-values.ts';
import type { DirectionKinds, Follow, SchemaDifference, SchemaPair, SidedDifference } from './differences.ts';
import { severityOf } from './kinds.ts';
import { factsOf, followed, SchemaFacts, type SchemaStart } from './schema-facts.ts';

interface PairNode extends SchemaPair {
  readonly differences: SchemaDifference[];
  readonly edges: { readonly tokens: readonly string[]; readonly to: PairNode }[];
  readonly parents: Set<PairNode>;
  /** Whether it, or a node that it leads to, has differences; and whether one of them is not `info`. */
  differs: boolean;
  fails: boolean;
}

/** The pairs that one comparison looks at. More of them only occur in documents that are built to exhaust it. */
const MAX_PAIRS = 400_000;
/** Unions whose branches are decided before the union around them; deeper ones are assumed to be equal at first. */
const MAX_NESTED_UNIONS = 40;

/** Compares the schemas of two documents in one direction. */
export class SchemaComparison implements DirectionKinds {
  readonly isRequest: boolean;
  readonly isText: boolean;
  readonly #old: JsonObject;
  readonly #new: JsonObject;
  readonly #nodes = new Map<string, PairNode>();
  readonly #facts = { old: new Map<string, SchemaFacts>(), new: new Map<string, SchemaFacts>() };
  #queue: PairNode[] = [];
  #unions: PairNode[] = [];
  #depth = 0;

  constructor(old: JsonObject, next: JsonObject, { isRequest, isText }: DirectionKinds) {
    this.#old = old;
    this.#new = next;
    this.isRequest = isRequest;
    this.isText = isText;
  }

  /** The differences of the schemas at two places. Undefined stands for a schema that accepts every value. */
  compare(old: SchemaStart | undefined, next: SchemaStart | undefined): readonly SchemaDifference[] {
    const facts = { old: this.#factsOf('old', old ? [old] : []), new: this.#factsOf('new', next ? [next] : []) };
    const root = this.#node(this.isRequest ? { sub: facts.old, sup: facts.new } : { sub: facts.new, sup: facts.old });
    this.#resolveAll();
    return differencesFrom(root);
  }

  #factsOf(side: 'old' | 'new', starts: readonly SchemaStart[]): SchemaFacts {
    const document = side === 'old' ? this.#old : this.#new;
    const own = starts.map((start) => followed(document, start));
    const key = own.map(keyOfStart).join(' ');
    const known = this.#facts[side].get(key);
    if (known) return known;
    const facts = factsOf(document, own);
    this.#facts[side].set(key, facts);
    return facts;
  }

  /** The facts of schemas on the side of a schema. */
  #factsOnSide(side: 'sub' | 'sup', starts: readonly SchemaStart[]): SchemaFacts {
    return this.#factsOf((side === 'sub') === this.isRequest ? 'old' : 'new', starts);
  }

  #node(pair: SchemaPair): PairNode {
    const key = `${pair.sub.key} < ${pair.sup.key}`;
    const known = this.#nodes.get(key);
    if (known) return known;
    const node = { ...pair, differences: [], edges: [], parents: new Set<PairNode>(), differs: false, fails: false };
    this.#nodes.set(key, node);
    if (this.#nodes.size <= MAX_PAIRS) this.#queue.push(node);
    else this.#add(node, { kind: this.isRequest ? 'request-schema-not-comparable' : 'response-schema-not-comparable' });
    return node;
  }

  #resolveAll(): void {
    this.#drain();
    for (let union = this.#unions.pop(); union; union = this.#unions.pop()) {
      this.#resolveUnion(union);
      this.#drain();
    }
  }

  #drain(): void {
    for (let node = this.#queue.pop(); node; node = this.#queue.pop()) this.#visit(node);
  }

  #visit(node: PairNode): void {
    const { sub, sup } = node;
    if (sub.isNever) return;
    if (sub.choices.length > 0 || sup.choices.length > 0) this.#unions.push(node);
    else this.#comparePlain(node);
  }

  #comparePlain(node: PairNode): void {
    const add = (difference: SidedDifference) => this.#add(node, difference);
    const isComparable = compareValues(node, this, add);
    if (!isComparable) return;
    const follow = (tokens: readonly string[], sub: readonly SchemaStart[], sup: readonly SchemaStart[]) => {
      // A schema without rules accepts every value.
      if (sup.length === 0 || sup.every(({ value }) => value === true)) return;
      this.#lead(node, tokens, { sub: this.#factsOnSide('sub', sub), sup: this.#factsOnSide('sup', sup) });
    };
    if (node.sub.types.has('object') && node.sup.types.has('object')) compareObjects(node, this, { add, follow });
    if (node.sub.types.has('array') && node.sup.types.has('array')) followItems(node, follow);
  }

  #lead(from: PairNode, tokens: readonly string[], pair: SchemaPair): void {
    const to = this.#node(pair);
    from.edges.push({ tokens, to });
    to.parents.add(from);
    if (to.differs) mark(from, to.fails);
  }

  #add(node: PairNode, { kind, at = [], keyword, sub, sup, subject }: SidedDifference): void {
    const [old, next] = this.isRequest ? [sub, sup] : [sup, sub];
    const [oldFacts, newFacts] = this.isRequest ? [node.sub, node.sup] : [node.sup, node.sub];
    node.differences.push({
      kind,
      pointer: appendTokens('', ...at),
      keyword,
      oldValue: old?.value,
      newValue: next?.value,
      oldPlace: old === undefined ? oldFacts.pointer : old.place,
      newPlace: next === undefined ? newFacts.pointer : next.place,
      subject,
    });
    mark(node, severityOf(kind) !== 'info');
  }

  /** Finds a branch of `sup` for each branch of `sub`. */
  #resolveUnion(node: PairNode): void {
    const { sub, sup } = node;
    const subs = alternativesOf(sub.document, sub);
    const sups = alternativesOf(sup.document, sup);
    if (!subs || !sups) {
      this.#compareInOrder(node);
      return;
    }
    this.#compareSelectors(node);
    const all = sups.length > 1 ? splitTypes(subs) : subs;
    const open: Alternative[] = [];
    for (const alternative of all) {
      if (alternative.facts.isNever || alternative.facts.types.size === 0) continue;
      const match = this.#matchOf(alternative, sups, subs);
      if (match) this.#lead(node, [], { sub: alternative.facts, sup: match.facts });
      else if (!this.#coversValues(node, alternative, sups)) open.push(alternative);
    }
    this.#reportOpen(node, open, sups);
  }

  /** Compares unions with too many combinations branch by branch, if they have the same branches. */
  #compareInOrder(node: PairNode): void {
    const { sub, sup } = node;
    const branches = ({ choices }: SchemaFacts) => choices.flatMap((choice) => choice.branches);
    const [own, other] = [branches(sub), branches(sup)];
    const isSame = own.length === other.length && own.every(({ name }, index) => name === other[index]?.name);
    if (!isSame) {
      const kind = this.isRequest ? 'request-schema-not-comparable' : 'response-schema-not-comparable';
      this.#add(node, { kind, keyword: 'oneOf' });
      return;
    }
    for (const [index, { start }] of own.entries()) {
      const counterpart = other[index]?.start;
      const sups = counterpart ? [counterpart] : [];
      this.#lead(node, [], { sub: this.#factsOnSide('sub', [start]), sup: this.#factsOnSide('sup', sups) });
    }
    this.#lead(node, [], { sub: withoutChoices(sub), sup: withoutChoices(sup) });
  }

  #compareSelectors(node: PairNode): void {
    const property = ({ choices }: SchemaFacts) => choices.find((choice) => choice.property !== undefined);
    const [sub, sup] = [property(node.sub), property(node.sup)];
    if (!sub || !sup || sub.property === sup.property) return;
    const side = ({ property: value, pointer: place }: typeof sub) => ({ value: value as string, place });
    const kind = this.isRequest ? 'request-discriminator-changed' : 'response-discriminator-changed';
    this.#add(node, { kind, keyword: 'discriminator', sub: side(sub), sup: side(sup) });
  }

  /** The branch that covers an alternative, else the one that it is compared with. */
  #matchOf(
    alternative: Alternative,
    sups: readonly Alternative[],
    subs: readonly Alternative[],
  ): Alternative | undefined {
    const possible = sups.filter((other) => this.#sharesType(alternative, other));
    const paired = pairOf(alternative, possible, { subs, sups });
    const ordered = paired ? [paired, ...possible.filter((other) => other !== paired)] : possible;
    let covering: Alternative | undefined;
    for (const candidate of ordered) {
      const { fails, differs } = this.#outcome(alternative.facts, candidate.facts);
      if (!differs) return candidate;
      if (!fails) covering ??= candidate;
      // The branch that is meant to be the same one is compared, compatible changes included.
      if (!fails && candidate === paired) break;
    }
    return covering ?? paired;
  }

  /** Finds a branch for each value of an enumeration. @returns whether it is one; values without a branch are reported */
  #coversValues(node: PairNode, alternative: Alternative, sups: readonly Alternative[]): boolean {
    const single = splitValues(alternative);
    const covered = (one: Alternative) =>
      sups.some((other) => this.#sharesType(one, other) && this.#covers(one.facts, other.facts));
    const open = single.filter((one) => !covered(one));
    if (single.length === 0 || open.length === single.length) return false;
    if (open.length === 0) return true;
    const value = open.flatMap(({ facts }) => facts.values?.values ?? []);
    const kind = this.isRequest ? 'request-enum-value-removed' : 'response-enum-value-added';
    const place = { place: alternative.facts.values?.pointer };
    this.#add(node, { kind, keyword: 'enum', sub: { value, ...place }, sup: { place: node.sup.pointer } });
    return true;
  }

  #sharesType({ facts: sub }: Alternative, { facts: sup }: Alternative): boolean {
    const types = typesAccepted(sup, this);
    return [...sub.types].some((type) => types.has(type));
  }

  /** Whether nothing is found that `sub` allows and `sup` does not. */
  #covers(sub: SchemaFacts, sup: SchemaFacts): boolean {
    return !this.#outcome(sub, sup).fails;
  }

  /** What the comparison of two schemas leads to, as far as it is known. */
  #outcome(sub: SchemaFacts, sup: SchemaFacts): Pick<PairNode, 'fails' | 'differs'> {
    const before = { queue: this.#queue, unions: this.#unions };
    this.#queue = [];
    this.#unions = [];
    const node = this.#node({ sub, sup });
    this.#drain();
    if (this.#depth < MAX_NESTED_UNIONS) {
      this.#depth += 1;
      this.#resolveAll();
      this.#depth -= 1;
    }
    this.#queue.push(...before.queue);
    this.#unions.push(...before.unions);
    return node;
  }

  #reportOpen(node: PairNode, open: readonly Alternative[], sups: readonly Alternative[]): void {
    const types = new Set(sups.flatMap(({ facts }) => [...typesAccepted(facts, this)]));
    const foreign = [...new Set(open.flatMap(({ facts }) => [...facts.types]))].filter((type) => !types.has(type));
    const others = foreign.filter((type) => type !== 'null' && !(type === 'integer' && foreign.includes('number')));
    const [isNull, place] = [foreign.includes('null'), { place: node.sup.pointer }];
    if (isNull)
      this.#add(node, { kind: this.isRequest ? 'request-null-refused' : 'response-null-allowed', sup: place });
    if (others.length > 0) {
      const kind = this.isRequest ? 'request-type-narrowed' : 'response-type-widened';
      this.#add(node, { kind, keyword: 'type', sub: { value: others, place: node.sub.pointer }, sup: place });
    }
    for (const { facts, tags, name } of open) {
      if ([...facts.types].every((type) => foreign.includes(type))) continue;
      const kind = this.isRequest ? 'request-variant-removed' : 'response-variant-added';
      const subject = tags[0] ?? name;
      this.#add(node, { kind, sub: { value: subject, place: facts.pointer }, sup: { place: undefined }, subject });
    }
  }
}

function withoutChoices({ document, key, pointer, parts, isNever }: SchemaFacts): SchemaFacts {
  return new SchemaFacts(document, { key: `${key}-`, pointer, parts, choices: [], isNever });
}

function keyOfStart({ pointer, value, alone }: SchemaStart): string {
  return `${pointer}${value === false ? '=' : ''}${alone ? '!' : ''}`;
}

function followItems({ sub, sup }: SchemaPair, follow: Follow): void {
  const lengths = [...sub.all('prefixItems'), ...sup.all('prefixItems')].map(({ value }) => [value].flat().length);
  const length = Math.max(0, ...lengths);
  for (let index = 0; index < length; index++) follow([String(index)], sub.items(index), sup.items(index));
  follow(['*'], sub.items(length), sup.items(length));
}

/** The branch that is meant to be the same one: by its tag, its name, its only possible type, or its position. */
function pairOf(
  alternative: Alternative,
  possible: readonly Alternative[],
  { subs, sups }: { readonly subs: readonly Alternative[]; readonly sups: readonly Alternative[] },
): Alternative | undefined {
  const { tags, name, facts } = alternative;
  const tagged = possible.filter((other) => other.tags.some((tag) => tags.includes(tag)));
  // A schema below a base below a base has the tags of both.
  const byTag = tagged.find((other) => other.name === name) ?? tagged[0];
  // Without a discriminator on the other side, the names of the schemas are compared.
  if (byTag || (tags.length > 0 && possible.some((other) => other.tags.length > 0))) return byTag;
  if (name !== undefined) {
    const byName = possible.find((other) => other.name === name);
    if (byName) return byName;
  }
  // A branch at the same pointer is the same one, unless others are inserted before it.
  const byPlace = subs.length === sups.length ? possible.find((other) => other.facts.key === facts.key) : undefined;
  if (byPlace) return byPlace;
  if (possible.length === 1 && (subs.length === 1 || !takenBy(possible[0] as Alternative, alternative, subs)))
    return possible[0];
  const index = subs.indexOf(alternative);
  const same = index < 0 || subs.length !== sups.length ? undefined : sups[index];
  return same !== undefined && name === undefined && same.name === undefined && possible.includes(same)
    ? same
    : undefined;
}

/** Whether a branch belongs to another alternative, by name or because that one has the same type. */
function takenBy(branch: Alternative, alternative: Alternative, subs: readonly Alternative[]): boolean {
  return subs.some((other) => {
    if (other.facts.parts[0] === alternative.facts.parts[0]) return false;
    if (other.name !== undefined && other.name === branch.name) return true;
    return [...other.facts.types].some((type) => branch.facts.types.has(type));
  });
}

/** Marks a node and all that lead to it. */
function mark(start: PairNode, fails: boolean): void {
  const queue = [start];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node.differs && (node.fails || !fails)) continue;
    node.differs = true;
    node.fails ||= fails;
    queue.push(...node.parents);
  }
}

/** A pair at a pointer into the value, and the pairs that lead to it. */
interface PairVisit {
  readonly node: PairNode;
  readonly pointer: string;
  readonly from: PairVisit | undefined;
}

/** The pointers at which a shared schema is reported, in one body; more of them say nothing new. */
const MAX_POINTERS = 25;

/** The differences of all pairs that a pair leads to, at each pointer that leads to them without a repetition. */
function differencesFrom(root: PairNode): readonly SchemaDifference[] {
  const found: SchemaDifference[] = [];
  const visits = new Map<PairNode, number>();
  const queue: PairVisit[] = [{ node: root, pointer: '', from: undefined }];
  // The nearest places come first. The queue grows while it is read.
  for (let index = 0; index < queue.length; index++) {
    const visit = queue[index] as PairVisit;
    const { node, pointer } = visit;
    if (!node.differs) continue;
    for (const difference of node.differences) {
      found.push({ ...difference, pointer: `${pointer}${difference.pointer}` });
    }
    for (const { tokens, to } of node.edges) {
      const times = visits.get(to) ?? 0;
      if (!to.differs || times >= MAX_POINTERS || isOnTheWay(visit, to)) continue;
      visits.set(to, times + 1);
      queue.push({ node: to, pointer: appendTokens(pointer, ...tokens), from: visit });
    }
  }
  return withoutRepetitions(found);
}

/** Whether a recursion leads back to a pair. */
function isOnTheWay(visit: PairVisit, node: PairNode): boolean {
  for (let at: PairVisit | undefined = visit; at; at = at.from) if (at.node === node) return true;
  return false;
}

function withoutRepetitions(differences: readonly SchemaDifference[]): readonly SchemaDifference[] {
  const known = new Map<string, SchemaDifference>();
  for (const one of differences) {
    const key = [one.kind, one.pointer, one.keyword, one.oldPlace, one.newPlace, one.subject].join(' ');
    if (!known.has(key)) known.set(key, one);
  }
  return [...known.values()];
}
