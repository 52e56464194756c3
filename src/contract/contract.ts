// A contract: one document, lifted and checked, with its operation table and its validators. All that serves requests
// reads this, whether it was compiled at start or printed by codegen.
import { AnswerError, type Violation } from '../errors/answer.ts';
import type { Place } from '../errors/setup.ts';
import { extend } from '../json/pointer.ts';
import { isObject, type JsonObject } from '../json/value.ts';
import type { Warning } from './doubts.ts';
import type { Operation } from './operations.ts';
import type { View } from './views.ts';
import { violationsOf } from './violations.ts';

export interface Contract {
  /** The files that it was read from, by absolute path or URL; none for a document that was given as a value. */
  readonly files: readonly string[];
  readonly title: string;
  /** The version of the API, not of OpenAPI. */
  readonly version: string;
  /** SHA-256 of the document's files, in hex. */
  readonly sha256: string;
  /** In one piece, in OpenAPI 3.1. */
  readonly document: JsonObject;
  readonly operations: readonly Operation[];
  /** The base paths of all operations, each once. */
  readonly bases: readonly string[];
  readonly warnings: readonly Warning[];
  /** Where a pointer into the document stands in its files, as far as they are known. */
  place(pointer: string): Place;
  /** The text of the document, if it is part of the program and not a file on disk. */
  readonly embedded?: EmbeddedText | undefined;
  /** Names that bodies may have although every JavaScript object inherits them, as the document declares them. */
  readonly inherited: ReadonlySet<string>;
  /** The validator of one view of the schema at a pointer. Asked again, it answers the same function. */
  validator(view: View, pointer: string): Validator;
}

/** A document's text inside the program: read without a file, so that a bundle has it too. */
export interface EmbeddedText {
  /** The name that stands in places, such as `standin/openapi.yaml`. */
  readonly file: string;
  text(): Promise<string>;
}

/** Returns what is wrong with a value; an empty array where nothing is. */
export type Validator = (value: unknown) => readonly Violation[];

/** A validator as Ajv makes it, at run time or as printed source. */
export interface CompiledValidator {
  (value: unknown): boolean;
  errors?: unknown;
}

export interface ContractParts
  extends Pick<
    Contract,
    'files' | 'sha256' | 'document' | 'operations' | 'warnings' | 'place' | 'embedded' | 'inherited'
  > {
  readonly compiled: (view: View, pointer: string) => CompiledValidator;
}

const VALID: readonly Violation[] = Object.freeze([]);

export function contractOf({ compiled, ...parts }: ContractParts): Contract {
  const validators = new Map<string, Validator>();
  const info = isObject(parts.document.info) ? parts.document.info : {};
  return {
    ...parts,
    bases: [...new Set(parts.operations.flatMap(({ bases }) => bases))],
    title: String(info.title ?? 'API'),
    version: String(info.version ?? ''),
    validator(view, pointer) {
      const key = `${view}:${pointer}`;
      let validator = validators.get(key);
      if (!validator) {
        const validate = compiledOrRefused(compiled, view, pointer);
        validator = remembering(validate);
        validators.set(key, validator);
      }
      return validator;
    },
  };
}

/** A schema that cannot be compiled judges nothing, so whatever needs it is answered by 501. */
function compiledOrRefused(compiled: ContractParts['compiled'], view: View, pointer: string): CompiledValidator {
  try {
    const validate = compiled(view, pointer);
    return endingOrRefused(validate, pointer);
  } catch (cause) {
    throw validatorFailed(pointer, 'cannot be compiled', cause);
  }
}

/** A schema that leads back to itself without a step into the value has no end, which shows when it is first used. */
function endingOrRefused(validate: CompiledValidator, pointer: string): CompiledValidator {
  const ending: CompiledValidator = (value) => {
    try {
      const valid = validate(value);
      ending.errors = validate.errors;
      return valid;
    } catch (cause) {
      throw validatorFailed(pointer, 'cannot be followed to its end', cause);
    }
  };
  return ending;
}

function validatorFailed(pointer: string, what: string, cause: unknown): AnswerError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AnswerError({ code: 'VALIDATOR_FAILED', message: `The schema at ${pointer} ${what}: ${reason}.`, cause });
}

/** A frozen value is taken to be frozen throughout, as a store keeps it: the one last found valid is not judged again. */
function remembering(validate: CompiledValidator): Validator {
  let valid: unknown;
  return (value) => {
    if (value === valid && valid !== undefined) return VALID;
    if (!validate(value)) return violationsOf(validate.errors as never);
    if (typeof value === 'object' && value !== null && Object.isFrozen(value)) valid = value;
    return VALID;
  };
}

/** The pointer of a security scheme, by its name in the document. */
export function securitySchemePointer(name: string): string {
  return extend('/components/securitySchemes', name);
}

/** What codegen prints of a contract. */
export interface PrintedContract {
  readonly sha256: string;
  readonly inherited: readonly string[];
  /** Operations; what is printed has their values, without the names of their types. */
  readonly operations: readonly object[];
  readonly document: unknown;
}

/**
 * A contract that was checked and compiled when it was printed, so that start has neither to do.
 * @param embedded what it was printed from
 */
export function printedContract(
  { sha256, inherited, operations, document }: PrintedContract,
  validators: Readonly<Record<string, CompiledValidator>>,
  embedded?: EmbeddedText,
): Contract {
  return contractOf({
    files: [],
    embedded,
    sha256,
    document: document as JsonObject,
    operations: operations as readonly Operation[],
    warnings: [],
    place: (pointer) => ({ file: embedded?.file, pointer }),
    inherited: new Set(inherited),
    compiled(view, pointer) {
      const compiled = validators[`${view}:${pointer}`];
      if (!compiled) throw new Error(`No validator was printed for ${view}:${pointer}; print the contract again`);
      return compiled;
    },
  });
}
