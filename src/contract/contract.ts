// A contract: one document, lifted and checked, with its operation table and its validators. The code that serves
// requests does not know if a contract was compiled at start or printed by codegen.
import { HttpError, type Violation } from '../errors/http-error.ts';
import { type Place, placesIn } from '../errors/setup-error.ts';
import { reasonOf } from '../errors/thrown.ts';
import { appendTokens } from '../json/pointer.ts';
import { isObject, type JsonObject } from '../json/value.ts';
import { DEFAULT_LIMITS, type Limits } from '../limits.ts';
import type { Warning } from './document/warning.ts';
import type { Operation } from './operation/operations.ts';
import type { View } from './schema/views.ts';
import { runValidator, runWithTimeLimit, ValidationTimeout } from './validation/budget.ts';
import { EndlessSchema } from './validation/endless.ts';
import { canTakeLong } from './validation/slow-schemas.ts';
import { violationsOf } from './validation/violations.ts';

export interface Contract {
  /** The files of the document, as absolute paths or URLs; none for a document that was passed as a value. */
  readonly files: readonly string[];
  readonly title: string;
  /** The version of the API, not of OpenAPI. */
  readonly version: string;
  /** SHA-256 of the document's files, in hex. */
  readonly sha256: string;
  /** The whole document in one piece, as OpenAPI 3.1. */
  readonly document: JsonObject;
  readonly operations: readonly Operation[];
  /** The base paths of all operations, each once. */
  readonly bases: readonly string[];
  readonly warnings: readonly Warning[];
  /** The place of a pointer in the files, as far as it is known. */
  place(pointer: string): Place;
  /** The file and the pointer in it, without the line, which takes parsing. */
  filePlace(pointer: string): Place;
  /** The text of the document, if it is part of the program and not a file on disk. */
  readonly embedded?: EmbeddedText | undefined;
  /** Returns the text of the document's first file as it was read; undefined if it was passed as a value. */
  readonly source?: (() => Promise<string>) | undefined;
  /** Property names that the document declares although every JavaScript object inherits them. Bodies can have them. */
  readonly inherited: ReadonlySet<string>;
  /** The limits of the server that serves it. */
  readonly limits: Limits;
  /** The same contract with the limits of another server. */
  withLimits(limits: Limits): Contract;
  /** The validator for one view of the schema at a pointer. Repeated calls return the same function. */
  validator(view: View, pointer: string): Validator;
  /**
   * The same if discriminators have no influence, as the letter of OpenAPI says. Undefined if there is no difference, if it
   * cannot be compiled, or if only the other validators were printed.
   */
  letterValidator(view: View, pointer: string): Validator | undefined;
}

/** A document's text inside the program: read without a file, so that a bundle has it too. */
export interface EmbeddedText {
  /** Its name in places, such as `standin/openapi.yaml`. */
  readonly file: string;
  text(): Promise<string>;
}

/**
 * Returns the violations of a value; an empty array if it is valid.
 * @param most the number of violations to list. Default: the limit of the server
 */
export type Validator = (value: unknown, most?: number) => readonly Violation[];

/** A validator as Ajv creates it, at run time or as printed source. */
export interface CompiledValidator {
  (value: unknown): boolean;
  errors?: unknown;
}

export interface ContractParts
  extends Pick<
    Contract,
    | 'files'
    | 'sha256'
    | 'document'
    | 'operations'
    | 'warnings'
    | 'place'
    | 'filePlace'
    | 'embedded'
    | 'source'
    | 'inherited'
  > {
  readonly compiled: (view: View, pointer: string) => CompiledValidator;
  /** The same without the influence of discriminators, if it makes a difference. */
  readonly compiledByLetter?: ((view: View, pointer: string) => CompiledValidator) | undefined;
  /** Whether the validator at a pointer always runs with a time limit. Default: it asks for one itself if it needs it. */
  readonly isSlow?: ((pointer: string) => boolean) | undefined;
  readonly limits?: Limits;
}

const VALID: readonly Violation[] = Object.freeze([]);

export function contractOf(own: ContractParts): Contract {
  const { compiled, compiledByLetter, isSlow, limits = DEFAULT_LIMITS, ...parts } = own;
  const letter = compiledByLetter && ifCompiled(openValidators({ compiled: compiledByLetter, isSlow, limits }));
  const info = isObject(parts.document.info) ? parts.document.info : {};
  return {
    ...parts,
    limits,
    withLimits: (others) => contractOf({ ...own, limits: others }),
    bases: [...new Set(parts.operations.flatMap(({ bases }) => bases))],
    title: String(info.title ?? 'API'),
    version: String(info.version ?? ''),
    validator: openValidators({ compiled, isSlow, limits, letter }),
    letterValidator: (view, pointer) => letter?.(view, pointer),
  };
}

type ValidatorsOfViews = (view: View, pointer: string) => Validator;

/** Undefined for a schema that cannot be compiled. */
function ifCompiled(validators: ValidatorsOfViews): (...place: Parameters<ValidatorsOfViews>) => Validator | undefined {
  return (view, pointer) => {
    try {
      return validators(view, pointer);
    } catch (error) {
      if (error instanceof HttpError) return undefined;
      throw error;
    }
  };
}

interface ValidatorParts extends Pick<ContractParts, 'compiled' | 'isSlow'> {
  readonly limits: Limits;
  /** The validators that show if only a discriminator causes a violation. */
  readonly letter?: Contract['letterValidator'] | undefined;
}

/** Compiles each validator on first use. */
function openValidators(parts: ValidatorParts): ValidatorsOfViews {
  // The pointers of each view, so that a lookup has no text to build.
  const validators: Readonly<Record<View, Map<string, Validator>>> = {
    request: new Map(),
    patch: new Map(),
    response: new Map(),
  };
  return (view, pointer) => {
    const known = validators[view].get(pointer);
    if (known) return known;
    const { letter, limits } = parts;
    const isValidByLetter = letter && ((value: unknown) => letter(view, pointer)?.(value, 1).length === 0);
    const validator = cachingLastValid(compileOrFail(parts, view, pointer), limits.violations, isValidByLetter);
    validators[view].set(pointer, validator);
    return validator;
  };
}

const ENDLESS = 'refers to itself without end';

/** Turns a schema that cannot be compiled into an HTTP error: operations that need it return 501. */
function compileOrFail({ compiled, isSlow, limits }: ValidatorParts, view: View, pointer: string): CompiledValidator {
  try {
    return withinLimits(compiled(view, pointer), { pointer, limit: limits.validationMs, isSlow: isSlow?.(pointer) });
  } catch (cause) {
    const problem = cause instanceof EndlessSchema ? ENDLESS : `cannot be compiled: ${reasonOf(cause)}`;
    throw validatorFailed(pointer, problem, cause);
  }
}

/**
 * Runs a validator within the limits of the server. Some schemas refer to themselves without end for some values only. This shows
 * when such a value is validated.
 */
function withinLimits(
  validate: CompiledValidator,
  { pointer, limit, isSlow = false }: { pointer: string; limit: number; isSlow?: boolean | undefined },
): CompiledValidator {
  const run = isSlow ? runWithTimeLimit : runValidator;
  const limited: CompiledValidator = (value) => {
    try {
      const valid = run(validate, value, limit);
      limited.errors = validate.errors;
      return valid;
    } catch (cause) {
      if (cause instanceof ValidationTimeout) throw validationTimeout(pointer, limit, cause);
      // The stack ends, or the validator notices that it validates a value inside its own validation.
      if (cause instanceof RangeError || reasonOf(cause).endsWith(`${ENDLESS}.`))
        throw validatorFailed(pointer, ENDLESS, cause);
      throw cause;
    }
  };
  return limited;
}

function validationTimeout(pointer: string, limit: number, cause: ValidationTimeout): HttpError {
  const message = `The server could not validate the value within ${limit} ms, because a pattern of the schema at ${pointer} takes too long on it. The value can be valid. Simplify the pattern, or raise --limit validationMs.`;
  return new HttpError({ code: 'VALIDATION_TIMEOUT', message, cause });
}

function validatorFailed(pointer: string, problem: string, cause: unknown): HttpError {
  return new HttpError({ code: 'VALIDATOR_FAILED', message: `The schema at ${pointer} ${problem}.`, cause });
}

/**
 * Does not validate the last valid value again if it is frozen. A frozen value is deep-frozen, as every value of a
 * store is.
 */
function cachingLastValid(
  validate: CompiledValidator,
  limit: number,
  isValidByLetter?: (value: unknown) => boolean,
): Validator {
  let valid: unknown;
  return (value, most = limit) => {
    if (value === valid && valid !== undefined) return VALID;
    if (!validate(value)) {
      return violationsOf(validate.errors as never, most, isValidByLetter && (() => isValidByLetter(value)));
    }
    if (typeof value === 'object' && value !== null && Object.isFrozen(value)) valid = value;
    return VALID;
  };
}

/** The pointer of a security scheme with this name. */
export function securitySchemePointer(name: string): string {
  return appendTokens('/components/securitySchemes', name);
}

/** The names of the security schemes that a document declares. */
export function securitySchemesOf({ document: { components } }: Contract): readonly string[] {
  return isObject(components) && isObject(components.securitySchemes) ? Object.keys(components.securitySchemes) : [];
}

/** The parts of a contract that codegen prints. */
export interface PrintedContract {
  readonly sha256: string;
  readonly inherited: readonly string[];
  /** The values of `Operation` objects, without their types. */
  readonly operations: readonly object[];
  readonly document: unknown;
}

/**
 * A contract that was checked and compiled when it was printed, so that start does neither.
 * @param embedded the document that it was printed from
 */
export function printedContract(
  { sha256, inherited, operations, document }: PrintedContract,
  validators: Readonly<Record<string, CompiledValidator>>,
  embedded?: EmbeddedText,
): Contract {
  return contractOf({
    files: [],
    embedded,
    ...(embedded && { source: () => embedded.text() }),
    sha256,
    document: document as JsonObject,
    operations: operations as readonly Operation[],
    warnings: [],
    place: placesIn(embedded?.file),
    filePlace: placesIn(embedded?.file),
    inherited: new Set(inherited),
    isSlow: (pointer) => canTakeLong(document as JsonObject, pointer),
    compiled(view, pointer) {
      const compiled = validators[`${view}:${pointer}`];
      if (!compiled) throw new Error(`There is no validator for ${view}:${pointer}. Print the contract again.`);
      return compiled;
    },
  });
}
