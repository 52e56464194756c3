// Turns the errors of a validator into violations: the property, the rule, and what the rule requires.
import type { ErrorObject } from 'ajv';
import type { Violation } from '../errors/http-error.ts';
import { extend, tokensOf } from '../json/pointer.ts';
import { MAX_ERRORS } from './bounded-code.ts';
import { withoutOtherBranches } from './union-errors.ts';

/** Characters of the pointers that are read. A property name can be as long as a body. */
const MAX_CHARACTERS = 200_000;

/**
 * Ajv's errors as violations, without duplicates. Errors in the branches of a composition come before the error of the
 * composition.
 * @param most the number of violations to list; one more counts the others
 */
export function violationsOf(errors: readonly ErrorObject[], most = MAX_ERRORS): Violation[] {
  const readable = readableErrors(errors);
  const seen = new Set<string>();
  const violations = withoutOtherBranches(readable)
    .map(violationOf)
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
