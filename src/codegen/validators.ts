// The validators of a contract as one standalone ES module: the very code that the compile function makes at run time,
// with nothing of ours to import.
import standalone from 'ajv/dist/standalone/index.js';
import { compilerOf } from '../contract/compile.ts';
import type { Contract } from '../contract/contract.ts';
import { type Operation, successResponse, viewsNeeded } from '../contract/operations.ts';
import { propertyPlaces, typesAt } from '../contract/schema-places.ts';
import type { View } from '../contract/views.ts';
import type { JsonObject } from '../json/value.ts';

export function printValidators({ document, operations }: Contract): string {
  const { ajv, compile } = compilerOf(document, { source: true });
  const views = [...viewsNeeded(operations), ...keysNeeded(document, operations)];
  const needed = views.map(({ view, pointer }, index) => {
    const { schemaEnv } = compile(view, pointer) as { schemaEnv?: { baseId?: string } };
    return { name: `v${index}`, key: `${view}:${pointer}`, id: String(schemaEnv?.baseId) };
  });
  const refs = Object.fromEntries(needed.map(({ name, id }) => [name, id]));
  const index = needed.map(({ name, key }) => `  ${JSON.stringify(key)}: ${name},`);
  return [
    '// @ts-nocheck',
    importsInsteadOfRequires(standalone.default(ajv, refs)),
    '/** By view and pointer of the schema. */',
    `export const validators = {\n${index.join('\n')}\n};\n`,
  ].join('\n');
}

/** Members that may hold the key of an item: what is made up for them, and what is asked by, is judged by them alone. */
function keysNeeded(document: JsonObject, operations: readonly Operation[]) {
  const items = operations.filter(({ method, path }) => method === 'GET' && path.endsWith('}'));
  const shown = items.flatMap((operation) => successResponse(operation)?.content ?? []);
  const members = shown.flatMap(({ schema }) =>
    schema === undefined ? [] : [...propertyPlaces(document, schema).values()],
  );
  const texts = members.filter((pointer) => [...typesAt(document, pointer)].some((type) => KEY_TYPES.has(type)));
  return [...new Set(texts)].map((pointer): { view: View; pointer: string } => ({ view: 'response', pointer }));
}

const KEY_TYPES: ReadonlySet<string> = new Set(['string', 'integer', 'number']);

/**
 * Ajv prints `require` even into ES modules; each becomes an import of the module's exports. Node.js gives all exports of such
 * a module as its default, some loaders of test runners give what the module itself calls its default.
 */
function importsInsteadOfRequires(code: string): string {
  const modules: string[] = [];
  const body = code.replace(/require\("([^"]+)"\)/g, (_, name: string) => {
    const path = /\.[cm]?js$/.test(name) ? name : `${name}.js`;
    if (!modules.includes(path)) modules.push(path);
    return `module${modules.indexOf(path)}`;
  });
  const imports = modules.map((path, index) => `import imported${index} from ${JSON.stringify(path)};\n`);
  const whole = modules.map((_, index) => {
    return `const module${index} = imported${index}.default === undefined ? { ...imported${index}, default: imported${index} } : imported${index};\n`;
  });
  return imports.join('') + whole.join('') + body.replace(/^"use strict";\n?/, '');
}
