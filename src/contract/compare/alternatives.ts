// The alternatives of a schema: one for each combination of the branches of its oneOf, anyOf and discriminators, and one for each type
// if the other schema has branches. Each alternative is a schema without branches. That exactly one branch of a oneOf can be valid is
// not part of the comparison.
import type { JsonObject } from '../../json/value.ts';
import { factsOf, type JsonTypeName, SchemaFacts, type SchemaStart } from './schema-facts.ts';

export interface Alternative {
  readonly facts: SchemaFacts;
  /** The values of a discriminator that select it. */
  readonly tags: readonly string[];
  readonly name: string | undefined;
}

/** The combinations that are looked at. A schema with more of them is not compared. */
const MAX_ALTERNATIVES = 400;
/** Unions inside unions inside unions. */
const MAX_DEPTH = 6;

const known = new WeakMap<SchemaFacts, { readonly alternatives: readonly Alternative[] | undefined }>();

/** The alternatives of a schema; undefined if there are too many. */
export function alternativesOf(document: JsonObject, facts: SchemaFacts): readonly Alternative[] | undefined {
  const before = known.get(facts);
  if (before) return before.alternatives;
  const alternatives = expand(document, { facts, tags: [], name: undefined }, 0);
  known.set(facts, { alternatives });
  return alternatives;
}

function expand(document: JsonObject, alternative: Alternative, depth: number): readonly Alternative[] | undefined {
  const { facts } = alternative;
  if (facts.choices.length === 0) return [alternative];
  if (depth > MAX_DEPTH) return undefined;
  let combined: readonly Combination[] = [{ starts: [], tags: alternative.tags, name: alternative.name }];
  for (const { branches } of facts.choices) {
    if (combined.length * branches.length > MAX_ALTERNATIVES) return undefined;
    combined = combined.flatMap(({ starts, tags, name }) =>
      branches.map((branch) => ({
        starts: [...starts, branch.start],
        tags: [...tags, ...branch.tags],
        name: branch.name ?? name,
      })),
    );
  }
  const found: Alternative[] = [];
  for (const { starts, tags, name } of combined) {
    const inner = expand(document, { facts: withBranches(document, facts, starts), tags, name }, depth + 1);
    if (inner === undefined || found.length + inner.length > MAX_ALTERNATIVES) return undefined;
    found.push(...inner.filter(({ facts: { isNever, types } }) => !isNever && types.size > 0));
  }
  return found;
}

interface Combination {
  readonly starts: readonly SchemaStart[];
  readonly tags: readonly string[];
  readonly name: string | undefined;
}

/** The schema without its choices, together with one branch of each. */
function withBranches(document: JsonObject, facts: SchemaFacts, starts: readonly SchemaStart[]): SchemaFacts {
  const branches = factsOf(document, starts);
  const own = new Set(branches.parts.map(({ pointer }) => pointer));
  const parts = [...branches.parts, ...facts.parts.filter(({ pointer }) => !own.has(pointer))];
  return new SchemaFacts(document, {
    key: `${branches.key}+${facts.key}`,
    pointer: branches.pointer,
    parts,
    // A branch that refers back to the schema around it adds nothing.
    choices: branches.choices.filter(({ pointer }) => facts.choices.every((choice) => choice.pointer !== pointer)),
    isNever: branches.isNever || facts.isNever,
  });
}

/** One alternative for each type of a value, so that each can be found in another branch. `integer` is a part of `number`. */
export function splitTypes(alternatives: readonly Alternative[]): readonly Alternative[] {
  return alternatives.flatMap((alternative) => {
    const types = [...alternative.facts.types].filter((type) => !isPartOf(type, alternative.facts.types));
    return types.length < 2 ? [alternative] : types.map((type) => withType(alternative, type));
  });
}

/** The enumerated values that are looked at one by one. */
const MAX_VALUES = 200;

/** One alternative for each value of an enumeration; none if it has too many or only one. */
export function splitValues({ facts, tags, name }: Alternative): readonly Alternative[] {
  const { key, pointer, parts, isNever, document, values } = facts;
  if (!values || values.values.length < 2 || values.values.length > MAX_VALUES) return [];
  return values.values.map((value, index) => {
    const only = { pointer, value: { const: value } };
    const narrowed = { key: `${key}=${index}`, pointer, parts: [...parts, only], choices: [], isNever };
    return { facts: new SchemaFacts(document, narrowed), tags, name };
  });
}

function isPartOf(type: JsonTypeName, types: ReadonlySet<JsonTypeName>): boolean {
  return type === 'integer' && types.has('number');
}

function withType({ facts, tags, name }: Alternative, type: JsonTypeName): Alternative {
  const { key, pointer, parts, isNever, document } = facts;
  const only = { pointer, value: { type } };
  const narrowed = { key: `${key}:${type}`, pointer, parts: [...parts, only], choices: [], isNever };
  return { facts: new SchemaFacts(document, narrowed), tags, name };
}
