// The one compile function: a document's schemas to Ajv validators, in the views of views.ts. At run time each is
// compiled when it is first asked for; codegen prints the same ones as source text.
import { _ } from 'ajv';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { DataValidateFunction } from 'ajv/dist/types/index.js';
import type { JsonObject } from '../json/value.ts';
import { formats } from './formats.ts';
import { prototypeNamesIn } from './prototype-names.ts';
import { type View, type ViewName, viewId, viewOf } from './views.ts';

export interface Compiler {
  readonly ajv: Ajv2020;
  /** Compiles one view of the schema at a pointer, with all that it refers to. */
  compile(view: View, pointer: string): ValidateFunction;
}

/** Schemas that are compiled with the one that refers to them. Those further away wait until a value comes to them. */
const MAX_EAGER_SCHEMAS = 32;
const POSTPONED_KEYWORD = 'standinPostponed';

/**
 * @param document a lifted, checked document
 * @param inherited its members that every object inherits, where the caller has looked for them
 * @param evaluates whether it may speak of what is unevaluated, which is told only between schemas that are compiled together
 * @param source whether the compiled code is kept to be printed
 */
export function compilerOf(
  document: JsonObject,
  { inherited = prototypeNamesIn(document), evaluates = true, source = false } = {},
): Compiler {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    validateSchema: false,
    logger: false,
    // Members named like those every object inherits are looked for only where the document declares some.
    ownProperties: inherited.size > 0,
    formats,
    code: {
      source,
      esm: source,
      // What is compiled for one run is used too seldom to be worth the optimizer's time.
      optimize: source ? 1 : false,
      lines: source,
      formats: _`require("ajv-formats/dist/formats.js").fullFormats`,
      regExp,
    },
  });
  const postponed = new Map<string, ViewName>();
  const eager = source || evaluates ? Number.POSITIVE_INFINITY : MAX_EAGER_SCHEMAS;
  const add = (start: ViewName, under = viewId(start)): string => {
    const queue = [{ name: start, id: under }];
    for (let [added, next] = [0, queue.shift()]; next; next = queue.shift()) {
      const { name, id } = next;
      if (ajv.schemas[id] !== undefined) continue;
      if (added++ >= eager) {
        postponed.set(id, name);
        ajv.addSchema({ [POSTPONED_KEYWORD]: id }, id);
        continue;
      }
      const { schema, needs } = viewOf(document, name);
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
  ajv.addKeyword({
    keyword: POSTPONED_KEYWORD,
    schemaType: 'string',
    errors: 'full',
    compile: (id: string) => compileOnFirstUse(() => compiled(add(postponed.get(id) as ViewName, `${id}&now`))),
  });
  return {
    ajv,
    compile: (view, pointer) => compiled(add({ view, pointer, relaxed: [] })),
  };
}

/** Patterns are meant for the u flag (JSON Schema 2020-12, section 6.4); the few that compile only without it do so. */
function regExp(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return new RegExp(pattern);
  }
}
regExp.code = '((p, f) => { try { return new RegExp(p, f); } catch { return new RegExp(p); } })';

/** A keyword's judge that is compiled when the first value comes to it. */
function compileOnFirstUse(compile: () => ValidateFunction): DataValidateFunction {
  let validate: ValidateFunction | undefined;
  const use: DataValidateFunction = (value, context) => {
    validate ??= compile();
    const valid = validate(value, context);
    use.errors = validate.errors ?? [];
    return valid;
  };
  return use;
}
