// Compares the properties of two schemas for objects, in the view of the direction: requests have no read-only properties, responses no
// write-only ones.
import { isObject } from '../../json/value.ts';
import type { ComparisonSteps, DirectionKinds, SchemaPair } from './differences.ts';
import type { ComparedProperty, SchemaFacts } from './schema-facts.ts';

export function compareObjects(pair: SchemaPair, direction: DirectionKinds, steps: ComparisonSteps): void {
  const { sub, sup } = pair;
  const names = new Set([...sub.properties.keys(), ...sup.properties.keys()]);
  for (const name of names) {
    const own = visible(sub.properties.get(name), direction);
    const other = visible(sup.properties.get(name), direction);
    if (own && other) compareBoth({ name, own, other }, pair, direction, steps);
    else if (own) compareRemovedFromSup({ name, own }, pair, direction, steps);
    else if (other) compareOnlyInSup({ name, other }, pair, direction, steps);
  }
  compareUndeclaredRequired(pair, direction, steps);
  compareAdditional(pair, direction, steps);
}

/** Undefined for a property that the direction does not have. */
function visible(property: ComparedProperty | undefined, { isRequest }: DirectionKinds): ComparedProperty | undefined {
  if (!property) return undefined;
  return (isRequest ? property.readOnly : property.writeOnly) ? undefined : property;
}

interface BothDeclared {
  readonly name: string;
  readonly own: ComparedProperty;
  readonly other: ComparedProperty;
}

function compareBoth(
  { name, own, other }: BothDeclared,
  { sub, sup }: SchemaPair,
  { isRequest }: DirectionKinds,
  { add, follow }: ComparisonSteps,
): void {
  const required = sup.required.get(name);
  if (required !== undefined && !sub.required.has(name)) {
    const kind = isRequest ? 'request-property-became-required' : 'response-property-became-optional';
    add({
      kind,
      at: [name],
      subject: name,
      sub: { place: own.pointer },
      sup: { place: isRequest ? required : other.pointer },
    });
  }
  const [before, after] = isRequest ? [own, other] : [other, own];
  if (!isDeprecated(before) && isDeprecated(after)) {
    const kind = isRequest ? 'request-property-deprecated' : 'response-property-deprecated';
    add({ kind, at: [name], subject: name, sub: { place: own.pointer }, sup: { place: other.pointer } });
  }
  follow([name], own.schemas, other.schemas);
}

function isDeprecated({ schemas }: ComparedProperty): boolean {
  return schemas.some(({ value }) => isObject(value) && value.deprecated === true);
}

/** A property that `sub` has and `sup` does not declare: removed from requests, or new in responses. */
function compareRemovedFromSup(
  { name, own }: Pick<BothDeclared, 'name' | 'own'>,
  { sup }: SchemaPair,
  { isRequest }: DirectionKinds,
  { add, follow }: ComparisonSteps,
): void {
  const at = { at: [name], subject: name, sub: { place: own.pointer } };
  const hidden = sup.properties.get(name);
  if (hidden) {
    // The old response had it as write-only, or the new request has it as read-only.
    add({
      kind: isRequest ? 'request-property-became-read-only' : 'response-property-added',
      ...at,
      sup: { place: hidden.pointer },
    });
    return;
  }
  const rules = schemasOfUndeclared(sup, name);
  if (rules.some(({ value }) => value === false)) {
    add({
      kind: isRequest ? 'request-property-refused' : 'response-property-added-to-closed',
      ...at,
      sup: { place: rules[0]?.pointer },
    });
    return;
  }
  add({ kind: isRequest ? 'request-property-removed' : 'response-property-added', ...at, sup: { place: undefined } });
  follow([name], own.schemas, rules);
}

function schemasOfUndeclared(facts: SchemaFacts, name: string) {
  const own = facts.schemasOfProperty(name);
  return own.length > 0 ? own : facts.additional;
}

/** A property that only `sup` declares: new in requests, or removed from responses. */
function compareOnlyInSup(
  { name, other }: Pick<BothDeclared, 'name' | 'other'>,
  { sub, sup }: SchemaPair,
  { isRequest }: DirectionKinds,
  { add, follow }: ComparisonSteps,
): void {
  const isRequired = sup.required.has(name);
  const hidden = sub.properties.get(name);
  const at = { at: [name], subject: name, sub: { place: hidden?.pointer }, sup: { place: other.pointer } };
  if (isRequest) add({ kind: isRequired ? 'request-property-added-required' : 'request-property-added', ...at });
  else add({ kind: isRequired ? 'response-property-removed' : 'response-optional-property-removed', ...at });
  // Only a schema for additional properties says something about a property that is not declared.
  const rules = hidden ? [] : schemasOfUndeclared(sub, name).filter(({ value }) => value !== false);
  if (rules.length > 0) follow([name], rules, other.schemas);
}

/** Names that are required although no property is declared for them. */
function compareUndeclaredRequired(
  { sub, sup }: SchemaPair,
  { isRequest }: DirectionKinds,
  { add }: ComparisonSteps,
): void {
  for (const [name, place] of sup.required) {
    if (sub.required.has(name) || sup.properties.has(name)) continue;
    const kind = isRequest ? 'request-property-became-required' : 'response-property-became-optional';
    add({ kind, at: [name], subject: name, sub: { place: sub.properties.get(name)?.pointer }, sup: { place } });
  }
}

function compareAdditional(
  { sub, sup }: SchemaPair,
  { isRequest }: DirectionKinds,
  { add, follow }: ComparisonSteps,
): void {
  const [own, other] = [sub.additional, sup.additional];
  const isClosed = own.some(({ value }) => value === false);
  if (isClosed || other.length === 0) return;
  if (other.some(({ value }) => value === false)) {
    const kind = isRequest ? 'request-additional-properties-refused' : 'response-additional-properties-allowed';
    add({
      kind,
      keyword: 'additionalProperties',
      sub: { place: own[0]?.pointer ?? sub.pointer },
      sup: { place: other[0]?.pointer },
    });
    return;
  }
  follow(['*'], own, other);
}
