// Turns the errors of a validator into violations: the property, the rule, and what the rule requires.
import type { ErrorObject } from 'ajv';
import type { Violation } from '../../errors/http-error.ts';
import { appendTokens, propertyPath, tokensOf, valueAt } from '../../json/pointer.ts';
import { isSecret, isSecretField } from '../../json/secrets.ts';
import type { Json } from '../../json/value.ts';
import { SELECT } from '../schema/views.ts';
import { MAX_ERRORS } from './bounded-code.ts';
import type { SelectParams } from './select.ts';
import { withoutOtherBranches } from './union-errors.ts';

/** Characters of the pointers that are read. A property name can be as long as a body. */
const MAX_CHARACTERS = 200_000;

/**
 * Ajv's errors as violations, without duplicates. Errors in the branches of a composition come before the error of the
 * composition.
 * @param most the number of violations to list; one more counts the others
 * @param isValidByLetter whether the value is valid if discriminators have no influence
 */
export function violationsOf(
  errors: readonly ErrorObject[],
  most = MAX_ERRORS,
  isValidByLetter?: () => boolean,
): Violation[] {
  const readable = readableErrors(errors);
  const selections = readable.filter(({ keyword }) => keyword === SELECT);
  const isBySelection = selections.length > 0 && isValidByLetter?.() === true;
  const seen = new Set<string>();
  const violations = withoutOtherBranches(readable)
    .filter(({ keyword, params }) => keyword !== SELECT || params.selected === undefined)
    .map((error) => (isBySelection ? bySelection(violationOf(error), selections) : violationOf(error)))
    .filter(({ pointer, message }) => {
      const key = `${pointer} ${message}`;
      return !seen.has(key) && seen.add(key);
    });
  const listed = violations.length > most ? violations.slice(0, most) : violations;
  const others = violations.length - listed.length + errors.length - readable.length;
  if (others > 0) listed.push({ pointer: '', rule: 'more', message: `has about ${others} more violations` });
  return listed;
}

/** The first errors, as many as a validator keeps. */
function readableErrors(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  let characters = 0;
  for (const [index, { instancePath }] of errors.entries()) {
    characters += instancePath.length;
    if (index === MAX_ERRORS || (index > 0 && characters > MAX_CHARACTERS)) return errors.slice(0, index);
  }
  return errors;
}

/** The same violation, which says that only a discriminator causes it. */
function bySelection(violation: Violation, selections: readonly ErrorObject[]): Violation {
  const { pointer, message } = violation;
  const around = selections.filter(
    ({ instancePath }) => pointer === instancePath || pointer.startsWith(`${instancePath}/`),
  );
  const innermost = around.toSorted((a, b) => b.instancePath.length - a.instancePath.length)[0];
  if (!innermost) return violation;
  const { property, selected } = innermost.params as SelectParams;
  const reason = selected
    ? `because the discriminator ${property} selects ${selected}`
    : `because ${property} is a discriminator`;
  return { ...violation, message: `${message} (only ${reason})` };
}

/** The maximum number of values that a message lists. */
const MAX_VALUES = 20;

function unknownTag(instancePath: string, { property, known = [], missing }: SelectParams): Violation {
  const pointer = appendTokens(instancePath, property);
  const more = known.length > MAX_VALUES ? ` or one of ${known.length - MAX_VALUES} more values` : '';
  const message = `must be one of ${known.slice(0, MAX_VALUES).map(text).join(', ')}${more}`;
  if (missing) return { pointer, rule: 'required', message: `is required and ${message}` };
  return { pointer, rule: 'discriminator', message };
}

function violationOf({ keyword, instancePath, params, message = 'is not valid' }: ErrorObject): Violation {
  const at = (property: string) => appendTokens(instancePath, property);
  switch (keyword) {
    case 'additionalProperties':
      return { pointer: at(params.additionalProperty), rule: keyword, message: 'is not declared' };
    case 'unevaluatedProperties':
      return { pointer: at(params.unevaluatedProperty), rule: keyword, message: 'is not declared' };
    case 'required':
      return { pointer: at(params.missingProperty), rule: keyword, message: 'is required' };
    case 'const':
      return { pointer: instancePath, rule: keyword, message: `must be ${JSON.stringify(params.allowedValue)}` };
    case 'enum':
      return {
        pointer: instancePath,
        rule: keyword,
        message: `must be one of ${params.allowedValues.map(text).join(', ')}`,
      };
    case 'type':
      return { pointer: instancePath, rule: keyword, message: `must be of type ${[params.type].flat().join(' or ')}` };
    case 'format':
      return { pointer: instancePath, rule: keyword, message: `must be a valid ${params.format}` };
    case SELECT:
      return unknownTag(instancePath, params as SelectParams);
    case 'false schema':
      return { pointer: instancePath, rule: 'false', message: 'must not be present' };
    default:
      return { pointer: instancePath, rule: keyword, message: RULES[keyword]?.(params) ?? message };
  }
}

type Params = ErrorObject['params'];

/** The texts of rules with a limit or a pattern. Those of Ajv use symbols and capitals. */
const RULES: Readonly<Record<string, (params: Params) => string>> = {
  minimum: ({ limit }) => `must be at least ${limit}`,
  maximum: ({ limit }) => `must be at most ${limit}`,
  exclusiveMinimum: ({ limit }) => `must be greater than ${limit}`,
  exclusiveMaximum: ({ limit }) => `must be less than ${limit}`,
  multipleOf: ({ multipleOf }) => `must be a multiple of ${multipleOf}`,
  minLength: ({ limit }) => `must have at least ${counted(limit, 'character')}`,
  maxLength: ({ limit }) => `must have at most ${counted(limit, 'character')}`,
  pattern: ({ pattern }) => `must match the pattern ${pattern}`,
  minItems: ({ limit }) => `must have at least ${counted(limit, 'item')}`,
  maxItems: ({ limit }) => `must have at most ${counted(limit, 'item')}`,
  uniqueItems: ({ i, j }) =>
    `must not contain the same item twice: the items ${Math.min(i, j)} and ${Math.max(i, j)} are equal`,
  contains: ({ minContains = 1, maxContains }) => {
    const most = maxContains === undefined ? '' : ` and at most ${maxContains}`;
    return `must contain at least ${minContains}${most} of the items that "contains" describes`;
  },
  minProperties: ({ limit }) => `must have at least ${counted(limit, 'property', 'properties')}`,
  maxProperties: ({ limit }) => `must have at most ${counted(limit, 'property', 'properties')}`,
  propertyNames: ({ propertyName }) => `must not have a property with the name ${text(propertyName)}`,
  dependentRequired: ({ property, missingProperty }) =>
    `must have the property ${text(missingProperty)}, because it has ${text(property)}`,
  anyOf: () => 'must match at least one schema of "anyOf"',
  oneOf: ({ passingSchemas }) =>
    passingSchemas === null
      ? 'must match one schema of "oneOf", but matches none'
      : `must match only one schema of "oneOf", but matches the schemas ${passingSchemas.join(' and ')}`,
  not: () => 'must not match the schema of "not"',
  if: ({ failingKeyword }) => `must match the schema of "${failingKeyword}"`,
};

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function text(value: unknown): string {
  return JSON.stringify(value);
}

/** The name of each place in a request. */
const PLACES = {
  path: 'path parameter',
  query: 'query parameter',
  header: 'header',
  cookie: 'cookie',
} as const;

/**
 * A violation as a sentence: `The property 'items[0].sku' must be of type string.`, or for a parameter
 * `The query parameter 'ids[0]' must be of type integer.`
 * @param valueName the name of the validated value, such as `body`, for a violation of the value itself
 */
export function sentenceOf(violation: Violation, valueName: string): string {
  const { pointer, message, in: place = 'body' } = violation;
  if (isSentence(violation)) return `${message}.`;
  const name = propertyPath(pointer);
  if (place !== 'body') return `The ${PLACES[place]} '${name}' ${message}.`;
  return `${name === '' ? `The ${valueName}` : `The property '${name}'`} ${message}.`;
}

/** A violation as a clause: `items[0].sku is required`, `query parameter limit must be of type integer`. */
export function clauseOf(violation: Pick<Violation, 'pointer' | 'message' | 'in'>): string {
  const { message } = violation;
  return isSentence(violation) ? message.replace(/^The /, 'the ') : `${nameOf(violation)} ${message}`;
}

/** The value that a violation concerns: `items[0].sku`, `query parameter limit`, `body`. */
export function nameOf({ pointer, in: place = 'body' }: Pick<Violation, 'pointer' | 'in'>): string {
  const name = propertyPath(pointer);
  return place === 'body' ? name || 'body' : `${PLACES[place]} ${name}`.trim();
}

/** Whether the message is a sentence about the whole request or response, and not about one of its values. */
export function isSentence({ pointer, message }: Pick<Violation, 'pointer' | 'message'>): boolean {
  return pointer === '' && /^\p{Lu}/u.test(message);
}

/**
 * The sentence of a violation with the invalid value, if it is short and no secret.
 * @param value what was validated; for a parameter, the parameters of its place by name
 * @param hides whether the value of a name is a secret
 */
export function sentenceWithValue(
  violation: Violation,
  valueName: string,
  value: Json,
  hides = hiddenNames(violation),
): string {
  const sentence = sentenceOf(violation, valueName);
  const shown = shownValue(violation, value, hides);
  return shown === undefined ? sentence : `${sentence.slice(0, -1)}, not ${shown}.`;
}

/** The invalid value as a message can show it; undefined if it is long, a secret, or does not explain the violation. */
export function shownValue(violation: Violation, value: Json, hides = hiddenNames(violation)): string | undefined {
  const { pointer, rule, message, in: place } = violation;
  if (place === 'cookie') return undefined;
  const found = valueAt(value, pointer);
  const isShown = message.startsWith('must be ') || rule === 'pattern' || rule === 'minLength' || rule === 'maxLength';
  if (!isShown || found === undefined || tokensOf(pointer).some(hides)) return undefined;
  if (typeof found === 'object' && found !== null) {
    return rule === 'type' ? (Array.isArray(found) ? 'a list' : 'an object') : undefined;
  }
  const shown = text(found);
  return shown.length > MAX_SHOWN ? undefined : shown;
}

function hiddenNames({ in: place = 'body' }: Violation): (name: string) => boolean {
  return place === 'body' ? isSecret : isSecretField;
}

/** The maximum number of characters of a value in a sentence. */
const MAX_SHOWN = 60;
