// Reads what authors write out of habit from other versions, other tools or YAML, if only one meaning is possible.
import { appendTokens } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, type MutableObject } from '../../json/value.ts';
import type { Findings } from '../document/findings.ts';
import type { Visit } from '../document/grammar.ts';

/** Fixes the fields of one object in place. */
export function liftHabits(place: Visit, findings: Findings): void {
  if (place.kind === 'schema') liftSchemaHabits(place, findings);
  else if (place.kind === 'parameter') warnOfNoName(place, findings);
  else if (place.kind === 'operation' || place.kind === 'document') liftSecurity(place, findings);
}

function warnOfNoName(place: Visit, findings: Findings): void {
  if ((place.node as JsonObject).name !== '') return;
  findings.warn(appendTokens(place.pointer, 'name'), 'the parameter has no name; it is ignored');
}

function liftSchemaHabits(place: Visit, findings: Findings): void {
  const schema = place.node as MutableObject;
  const { items, required } = schema;
  const enumeration = schema.enum;
  if (Array.isArray(items)) {
    liftTuple(schema, items);
    findings.warn(appendTokens(place.pointer, 'items'), 'items is an array; it is read as prefixItems');
  }
  if (Array.isArray(enumeration) && enumeration.length === 0) {
    delete schema.enum;
    findings.warn(appendTokens(place.pointer, 'enum'), 'the enum has no values; it is ignored');
  }
  if (typeof required === 'boolean') {
    delete schema.required;
    findings.warnOnce(
      'required',
      appendTokens(place.pointer, 'required'),
      (more) => `required is ${required}, not an array of property names; it is ignored${more}`,
    );
  }
  if (Array.isArray(required) && required.includes(null)) {
    schema.required = required.filter((name) => name !== null);
    findings.warn(appendTokens(place.pointer, 'required'), 'required has an entry without a value; it is ignored');
  }
  for (const name of ['allOf', 'anyOf', 'oneOf']) {
    const list = schema[name];
    if (!Array.isArray(list) || list.length > 0) continue;
    delete schema[name];
    findings.warn(appendTokens(place.pointer, name), `${name} has no schemas; it is ignored`);
  }
  for (const name in schema) {
    const value = schema[name];
    if (typeof value !== 'string' || !TEXTS.has(name)) continue;
    const read = valueOfText(name, value);
    if (read === undefined) continue;
    schema[name] = read;
    findings.warn(
      appendTokens(place.pointer, name),
      `${name} is the text ${JSON.stringify(value)}; it is read as ${read}`,
    );
  }
}

const NUMBERS = [
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength'],
  ...['minItems', 'maxItems', 'minProperties', 'maxProperties'],
];
const BOOLEANS = ['nullable', 'readOnly', 'writeOnly', 'uniqueItems', 'additionalProperties', 'exclusiveMinimum'];

/** Keywords whose value is no text. */
const TEXTS: ReadonlySet<string> = new Set([...NUMBERS, ...BOOLEANS, 'exclusiveMaximum']);

/** The number or boolean that a text in its place means; undefined if it means neither. */
function valueOfText(name: string, text: string): number | boolean | undefined {
  if ((text === 'true' || text === 'false') && !NUMBERS.slice(4).includes(name)) return text === 'true';
  const isNumber = NUMBERS.includes(name) && /^-?\d+(?:\.\d+)?$/.test(text);
  return isNumber ? Number(text) : undefined;
}

/** The tuples of JSON Schema before 2020-12. */
function liftTuple(schema: MutableObject, items: readonly Json[]): void {
  const { additionalItems } = schema;
  delete schema.items;
  delete schema.additionalItems;
  schema.prefixItems = items;
  if (additionalItems !== undefined) schema.items = additionalItems;
}

/** Requirements without their array, and names without their scopes. */
function liftSecurity(place: Visit, findings: Findings): void {
  const holder = place.node as MutableObject;
  const { security } = holder;
  if (security === undefined) return;
  const alternatives: readonly Json[] = Array.isArray(security) ? security : [security];
  const lifted = alternatives.filter((one) => one !== null).map(requirementOf);
  const isSame = lifted.length === alternatives.length && lifted.every((one, index) => one === alternatives[index]);
  if (Array.isArray(security) && isSame) return;
  holder.security = lifted;
  const at = appendTokens(place.pointer, 'security');
  findings.warn(
    at,
    'security is not an array of objects that map each scheme to an array of scopes; it is read as one',
  );
}

function requirementOf(requirement: Json): Json {
  if (typeof requirement === 'string') return { [requirement]: [] };
  if (!isObject(requirement) || Object.values(requirement).every((scopes) => Array.isArray(scopes))) return requirement;
  return Object.fromEntries(
    Object.entries(requirement as JsonObject).map(([name, scopes]) => [name, scopesOf(scopes)]),
  );
}

function scopesOf(scopes: Json): Json {
  if (scopes === null || isObject(scopes)) return [];
  return typeof scopes === 'string' ? [scopes] : scopes;
}
