// Bounds the code that Ajv generates. Ajv keeps every error of a value and copies all of them for each item of an array, and it
// validates a value again for each branch of a composition, so recursive compositions take exponential time. Here a validator
// keeps a limited number of errors, and a recursive one remembers its verdict on each object for the duration of a validation.
import type { ErrorObject } from 'ajv';
import type { DataValidateFunction } from 'ajv/dist/types/index.js';
import type { Json } from '../../json/value.ts';
import { SELECT } from '../schema/views.ts';

/** The most errors that a validator keeps. Later ones only count. */
export const MAX_ERRORS = 10_000;

/**
 * Adds the errors of an inner validator. At least one entry is added, because the generated code compares the numbers of errors
 * before and after. An entry that only counts repeats the first one.
 */
const JOIN = `const joinErrors = (errors, more) => {
if (errors === null) return more.slice();
const room = ${MAX_ERRORS} - errors.length;
if (room <= 0) errors.push(errors[0]);
else for (let i = 0; i < more.length && i < room; i++) errors.push(more[i]);
return errors;
};
`;

/** Generated code that keeps a limited number of errors. It calls `joinErrors`. */
function withoutMoreErrors(code: string): string {
  return code
    .replace(/vErrors === null \? ([\w$.]+) : vErrors\.concat\(\1\)/g, 'joinErrors(vErrors, $1)')
    .replace(/vErrors\.push\((err\d+)\)/g, `vErrors.push(vErrors.length < ${MAX_ERRORS} ? $1 : vErrors[0])`);
}

/** The same for one validator or several, with `joinErrors`. */
export function boundedCode(code: string): string {
  return JOIN + withoutMoreErrors(code);
}

/** The code of one validator that remembers its verdicts by `self.remembering`. */
export function rememberingCode(code: string): string {
  const [start, name] = /return function (validate\d+)\(/.exec(code) ?? [];
  if (start === undefined || name === undefined) return code;
  return `${code.replace(start, `const ${name} = self.remembering(function (`)});return ${name};`;
}

/** Keywords whose schemas apply to a value, or to its parts, in addition to others. */
const COMPOSITIONS = [
  'oneOf',
  'anyOf',
  'allOf',
  'not',
  'if',
  'dependentSchemas',
  'patternProperties',
  'contains',
  SELECT,
];
const APPLICATORS = [...COMPOSITIONS, 'properties', 'additionalProperties', 'items', 'prefixItems'];

/** Whether a schema can validate a part of a value several times, by schemas that it refers to. */
export function repeatsValidation(schema: Json): boolean {
  let refers = false;
  let repeats = false;
  const queue: Json[] = [schema];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const applies = (keyword: string) => Object.hasOwn(next as object, keyword);
    refers ||= applies('$ref');
    repeats ||= COMPOSITIONS.some(applies) || (applies('$ref') && APPLICATORS.some(applies));
    queue.push(...Object.values(next));
  }
  return refers && repeats;
}

/** A validator as Ajv generates it: it leaves its errors, and the parts that it evaluated, on itself. */
interface GeneratedValidator {
  (value: unknown, context?: Parameters<DataValidateFunction>[1]): boolean;
  errors?: ErrorObject[] | null | undefined;
  evaluated?: { props?: unknown; items?: unknown; readonly dynamicProps: boolean; readonly dynamicItems: boolean };
}

/** Errors that are remembered with a verdict. Another branch has reported all of them before. */
const MAX_REMEMBERED = 20;

/** What a validator found out about an object. */
interface Verdict {
  readonly valid: boolean;
  /** The place of the object, which its errors name. */
  readonly instancePath: string | undefined;
  readonly errors: ErrorObject[] | null | undefined;
  readonly props: unknown;
  readonly items: unknown;
}

/** The validator is applied to a value while it validates that value. */
class EndlessValidation extends Error {}

const ENDLESS = new EndlessValidation('The schema refers to itself without end.');

/** The verdict on an object that is being validated. */
const UNDECIDED = Symbol('not known yet');

/** Changes when a validation was interrupted, so that no validator goes on with what it remembers. */
let generation = 0;

export function forgetVerdicts(): void {
  generation += 1;
}

/** A validator that validates each object once while it validates an object around it. */
export function remembering(validate: GeneratedValidator): GeneratedValidator {
  let verdicts: Map<object, Verdict | typeof UNDECIDED> | undefined;
  let own = generation;
  /** The number of values that it is validating now, each inside the one before. */
  let active = 0;
  let isInPrimitive = false;
  /** No other value is inside a primitive value. */
  const validatePrimitive: GeneratedValidator = (value, context) => {
    if (isInPrimitive) throw ENDLESS;
    isInPrimitive = true;
    try {
      return validate(value, context);
    } finally {
      isInPrimitive = false;
    }
  };
  const remembers: GeneratedValidator = (value, context) => {
    if (own !== generation) [own, active, verdicts, isInPrimitive] = [generation, 0, undefined, false];
    if (typeof value !== 'object' || value === null) return validatePrimitive(value, context);
    const instancePath = context?.instancePath;
    verdicts ??= new Map();
    const known = active > 0 ? verdicts.get(value) : undefined;
    if (known === UNDECIDED) throw ENDLESS;
    if (known && (known.valid || known.instancePath === instancePath)) return repeat(known);
    active += 1;
    verdicts.set(value, UNDECIDED);
    try {
      const valid = validate(value, context);
      remember(verdicts, value, valid, instancePath);
      return valid;
    } finally {
      active -= 1;
      if (active === 0) verdicts = undefined;
    }
  };
  const remember = (
    known: Map<object, Verdict | typeof UNDECIDED>,
    value: object,
    valid: boolean,
    instancePath: string | undefined,
  ): void => {
    const { evaluated } = remembers;
    const errors = remembers.errors?.slice(0, MAX_REMEMBERED);
    known.set(value, { valid, instancePath, errors, props: evaluated?.props, items: evaluated?.items });
  };
  const repeat = ({ valid, errors, props, items }: Verdict): boolean => {
    remembers.errors = errors;
    if (remembers.evaluated?.dynamicProps) remembers.evaluated.props = props;
    if (remembers.evaluated?.dynamicItems) remembers.evaluated.items = items;
    return valid;
  };
  return remembers;
}
