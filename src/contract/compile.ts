// The one compile function: a document's schemas to Ajv validators, in the views of views.ts. At run time each is
// compiled when it is first asked for; codegen prints the same ones as source text.
import { _ } from 'ajv';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonObject } from '../json/value.ts';
import { formats } from './formats.ts';
import { inheritedNames } from './inherited.ts';
import { type View, type ViewName, viewId, viewOf } from './views.ts';

export interface Compiler {
  readonly ajv: Ajv2020;
  /** Compiles one view of the schema at a pointer, with all that it refers to. */
  compile(view: View, pointer: string): ValidateFunction;
}

/**
 * @param document a lifted, checked document
 * @param inherited its members that every object inherits, where the caller has looked for them
 * @param source whether the compiled code is kept to be printed
 */
export function compilerOf(
  document: JsonObject,
  { inherited = inheritedNames(document), source = false } = {},
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
      lines: source,
      formats: _`require("ajv-formats/dist/formats.js").fullFormats`,
      regExp,
    },
  });
  const add = (start: ViewName): void => {
    const queue = [start];
    for (let name = queue.pop(); name; name = queue.pop()) {
      if (ajv.schemas[viewId(name)] !== undefined) continue;
      const { id, schema, needs } = viewOf(document, name);
      ajv.addSchema(typeof schema === 'object' ? (schema as object) : { allOf: [schema] }, id);
      queue.push(...needs);
    }
  };
  return {
    ajv,
    compile(view, pointer) {
      const name = { view, pointer, relaxed: [] };
      add(name);
      const validate = ajv.getSchema(viewId(name));
      if (!validate) throw new Error(`No schema is registered as ${viewId(name)}`);
      return validate as ValidateFunction;
    },
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
