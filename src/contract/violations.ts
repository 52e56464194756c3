// Turns the errors of a validator into violations: the property, the rule, and what the rule requires.
import type { ErrorObject } from 'ajv';
import type { Violation } from '../errors/http-error.ts';
import { extend, propertyPath } from '../json/pointer.ts';
import { withoutOtherBranches } from './union-errors.ts';

/**
 * Ajv's errors as violations, without duplicates. Errors in the branches of a composition come before the error of the
 * composition.
 */
export function violationsOf(errors: readonly ErrorObject[]): Violation[] {
  const seen = new Set<string>();
  return withoutOtherBranches(errors)
    .map(violationOf)
    .filter(({ pointer, message }) => {
      const key = `${pointer} ${message}`;
      return !seen.has(key) && seen.add(key);
    });
}

function violationOf({ keyword, instancePath, params, message = 'is not valid' }: ErrorObject): Violation {
  const at = (property: string) => extend(instancePath, property);
  switch (keyword) {
    case 'additionalProperties':
      return { pointer: at(params.additionalProperty), rule: keyword, message: 'is not a declared property' };
    case 'unevaluatedProperties':
      return { pointer: at(params.unevaluatedProperty), rule: keyword, message: 'is not a declared property' };
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
    case 'false schema':
      return { pointer: instancePath, rule: 'false', message: 'must not be present' };
    default:
      return { pointer: instancePath, rule: keyword, message };
  }
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
 * @param whole the name of the whole value, if the violation concerns it
 */
export function sentenceOf(violation: Violation, whole: string): string {
  const { pointer, message, in: place = 'body' } = violation;
  if (isSentence(violation)) return `${message}.`;
  const name = propertyPath(pointer);
  if (place !== 'body') return `The ${PLACES[place]} '${name}' ${message}.`;
  return `${name === '' ? `The ${whole}` : `The property '${name}'`} ${message}.`;
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
