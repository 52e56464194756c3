// Compiles the schemas of a document to Ajv validators, in the views of views.ts. At run time each one is compiled on
// first use. Codegen prints the same validators as source text.
import { _, type CodeKeywordDefinition } from 'ajv';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { DataValidateFunction } from 'ajv/dist/types/index.js';
import type { Json, JsonObject } from '../../json/value.ts';
import { prototypeNamesIn } from '../document/prototype-names.ts';
import { formats } from '../schema/formats.ts';
import { type DiscriminatorMode, type View, type ViewName, viewId, viewOf } from '../schema/views.ts';
import { boundedCode, remembering, rememberingCode, repeatsValidation } from './bounded-code.ts';
import { countedPattern, prepared } from './budget.ts';
import { EndlessSchema, isEndless } from './endless.ts';
import { multipleOf } from './multiple-of.ts';
import { select } from './select.ts';
import { uniqueItems } from './unique-items.ts';

export interface Compiler {
  readonly ajv: Ajv2020;
  /** Compiles one view of the schema at a pointer, and all schemas that it refers to. @throws EndlessSchema */
  compile(view: View, pointer: string): ValidateFunction;
}

/** The number of schemas that are compiled together with the schema that refers to them. Others are compiled on first use. */
const MAX_EAGER_SCHEMAS = 32;
const POSTPONED_KEYWORD = 'standinPostponed';

/** The keyword of a schema that refers to itself without end: it fails at once. */
const ENDLESS: CodeKeywordDefinition = {
  keyword: 'standinEndless',
  schemaType: 'boolean',
  code: ({ gen }) => gen.throw(_`new Error("The schema refers to itself without end.")`),
};

interface CompilerOptions {
  /** The properties of the document with inherited names, if the caller knows them. */
  readonly inherited?: ReadonlySet<string>;
  /** True if the document can use `unevaluated…` keywords, which work only if all schemas are compiled together. */
  readonly evaluates?: boolean;
  /** True to keep the compiled code, to print it. */
  readonly source?: boolean;
  readonly mode?: DiscriminatorMode;
}

/** @param document a lifted, checked document */
export function compilerOf(
  document: JsonObject,
  { inherited = prototypeNamesIn(document), evaluates = true, source = false, mode = 'select' }: CompilerOptions = {},
): Compiler {
  const ajv = new Validators({
    allErrors: true,
    strict: false,
    validateSchema: false,
    logger: false,
    // Own properties have to be checked only if the document declares properties with inherited names.
    ownProperties: inherited.size > 0,
    formats,
    code: {
      source,
      esm: source,
      // A validator that is compiled for one run is used too rarely to be worth the time of the optimizer.
      optimize: source ? 1 : false,
      lines: source,
      formats: _`require("ajv-formats/dist/formats.js").fullFormats`,
      regExp: source ? regExp : countedRegExp,
      process: (code, env) => boundedCode(repeatsValidation(env?.schema as Json) ? rememberingCode(code) : code),
    },
  });
  const postponed = new Map<string, ViewName>();
  const eager = source || evaluates ? Number.POSITIVE_INFINITY : MAX_EAGER_SCHEMAS;
  const add = (start: ViewName, under = viewId(start)): string => {
    const queue = [{ name: start, id: under }];
    for (let [added, next] = [0, queue.shift()]; next; next = queue.shift()) {
      const { name, id } = next;
      if (ajv.schemas[id] !== undefined) continue;
      if (isEndless(document, name.pointer, mode)) {
        ajv.addSchema({ [ENDLESS.keyword as string]: true }, id);
        continue;
      }
      if (added++ >= eager) {
        postponed.set(id, name);
        ajv.addSchema({ [POSTPONED_KEYWORD]: id }, id);
        continue;
      }
      const { schema, needs } = viewOf(document, name, mode);
      ajv.addSchema(typeof schema === 'object' ? (schema as object) : { allOf: [schema] }, id);
      queue.push(...needs.map((needed) => ({ name: needed, id: viewId(needed) })));
    }
    return under;
  };
  const compiled = (id: string): ValidateFunction => {
    const validate = ajv.getSchema(id);
    if (!validate) throw new Error(`No schema is registered as ${id}`);
    return validate as ValidateFunction;
  };
  for (const keyword of [uniqueItems, multipleOf]) ajv.removeKeyword(keyword.keyword as string).addKeyword(keyword);
  ajv.addKeyword(select);
  ajv.addKeyword(ENDLESS);
  ajv.addKeyword({
    keyword: POSTPONED_KEYWORD,
    schemaType: 'string',
    errors: 'full',
    compile: (id: string) => compileOnFirstUse(() => compiled(add(postponed.get(id) as ViewName, `${id}&now`))),
  });
  return {
    ajv,
    compile(view, pointer) {
      // A printed validator fails only when it is used, so that one such schema does not prevent all others.
      if (!source && isEndless(document, pointer, mode)) throw new EndlessSchema();
      return compiled(add({ view, pointer, relaxed: [] }));
    },
  };
}

/** Generated code reads `remembering` from its instance of Ajv. */
class Validators extends Ajv2020 {
  readonly remembering = remembering;
}

/**
 * Patterns are compiled with the u flag (JSON Schema 2020-12, section 6.4). The few that do not compile with it are
 * compiled without.
 */
function regExp(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return new RegExp(pattern);
  }
}
regExp.code = '((p, f) => { try { return new RegExp(p, f); } catch { return new RegExp(p); } })';

/** The same, with its steps counted. */
function countedRegExp(pattern: string, flags: string): ReturnType<typeof countedPattern> {
  return countedPattern(regExp(pattern, flags));
}
countedRegExp.code = regExp.code;

/** The validate function of a keyword, compiled on its first value. */
function compileOnFirstUse(compile: () => ValidateFunction): DataValidateFunction {
  let validate: ValidateFunction | undefined;
  const use: DataValidateFunction = (value, context) => {
    if (!validate) {
      prepared(() => {
        validate = compile();
      });
    }
    const own = validate as unknown as ValidateFunction;
    const valid = own(value, context);
    use.errors = own.errors ?? [];
    return valid;
  };
  return use;
}
