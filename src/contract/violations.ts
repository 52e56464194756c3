// Turns the errors of a validator into violations: the property, the rule, and what the rule requires.
import type { ErrorObject } from 'ajv';
import type { Violation } from '../errors/http-error.ts';
import { extend, tokensOf } from '../json/pointer.ts';
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
 * A violation as a sentence: `The property 'a/b' must be of type string.`, or for a parameter
 * `The query parameter 'ids' at /0 must be of type integer.`
 * @param whole the name of the whole value, if the violation concerns it
 */
export function sentenceOf({ pointer, message, in: place = 'body' }: Violation, whole: string): string {
  const [name = '', ...within] = tokensOf(pointer);
  if (place !== 'body') {
    const at = within.length === 0 ? '' : ` at ${extend('', ...within)}`;
    return `The ${PLACES[place]} '${name}'${at} ${message}.`;
  }
  const property = [name, ...within].join('/');
  return `${property === '' ? `The ${whole}` : `The property '${property}'`} ${message}.`;
}
