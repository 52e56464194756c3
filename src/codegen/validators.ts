// Prints the validators of a contract as one standalone ES module. It has the same code that the compile function
// creates at run time, and imports nothing from this project.
import standalone from 'ajv/dist/standalone/index.js';
import type { Contract } from '../contract/contract.ts';
import { type Operation, successResponse, viewsNeeded } from '../contract/operation/operations.ts';
import { propertyPlaces, typesAt } from '../contract/schema/schema-places.ts';
import type { View } from '../contract/schema/views.ts';
import { boundedCode } from '../contract/validation/bounded-code.ts';
import { compilerOf } from '../contract/validation/compile.ts';
import type { JsonObject } from '../json/value.ts';

export function printValidators({ document, operations }: Contract): string {
  const { ajv, compile } = compilerOf(document, { source: true });
  const views = [...viewsNeeded(operations), ...keyViews(document, operations)];
  const needed = views.map(({ view, pointer }, index) => {
    const { schemaEnv } = compile(view, pointer) as { schemaEnv?: { baseId?: string } };
    return { name: `v${index}`, key: `${view}:${pointer}`, id: String(schemaEnv?.baseId) };
  });
  const refs = Object.fromEntries(needed.map(({ name, id }) => [name, id]));
  const index = needed.map(({ name, key }) => `  ${JSON.stringify(key)}: ${name},`);
  return [
    '// @ts-nocheck',
    boundedCode(importsInsteadOfRequires(standalone.default(ajv, refs))),
    '/** Validators by view and pointer of the schema. They have no time limit. */',
    `export const validators = {\n${index.join('\n')}\n};\n`,
  ].join('\n');
}

/**
 * Views for properties that can contain the key of an item. Generated keys and keys in requests are validated against
 * them alone.
 */
function keyViews(document: JsonObject, operations: readonly Operation[]) {
  const items = operations.filter(({ method, path }) => method === 'GET' && path.endsWith('}'));
  const content = items.flatMap((operation) => successResponse(operation)?.content ?? []);
  const properties = content.flatMap(({ schema }) =>
    schema === undefined ? [] : [...propertyPlaces(document, schema).values()],
  );
  const keys = properties.filter((pointer) => [...typesAt(document, pointer)].some((type) => KEY_TYPES.has(type)));
  return [...new Set(keys)].map((pointer): { view: View; pointer: string } => ({ view: 'response', pointer }));
}

const KEY_TYPES: ReadonlySet<string> = new Set(['string', 'integer', 'number']);

/**
 * Ajv prints `require` even in ES modules. This turns each one into an import. Node.js imports all exports of a
 * CommonJS module as the default. The loaders of some test runners import the module's own `default` export instead.
 */
function importsInsteadOfRequires(code: string): string {
  const modules: string[] = [];
  const body = code.replace(/require\("([^"]+)"\)/g, (_, name: string) => {
    const path = /\.[cm]?js$/.test(name) ? name : `${name}.js`;
    if (!modules.includes(path)) modules.push(path);
    return `module${modules.indexOf(path)}`;
  });
  const imports = modules.map((path, index) => `import imported${index} from ${JSON.stringify(path)};\n`);
  const namespaces = modules.map((_, index) => {
    return `const module${index} = imported${index}.default === undefined ? { ...imported${index}, default: imported${index} } : imported${index};\n`;
  });
  return imports.join('') + namespaces.join('') + body.replace(/^"use strict";\n?/, '');
}
