// The validators of a contract as one standalone ES module: the very code that the compile function makes at run time,
// with nothing of ours to import.
import standalone from 'ajv/dist/standalone/index.js';
import { compilerOf } from '../contract/compile.ts';
import type { Contract } from '../contract/contract.ts';
import { viewsNeeded } from '../contract/operations.ts';

export function printValidators({ document, operations }: Contract): string {
  const { ajv, compile } = compilerOf(document, { source: true });
  const needed = viewsNeeded(operations).map(({ view, pointer }, index) => {
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

/** Ajv prints `require` even into ES modules; each becomes an import of the module's exports. */
function importsInsteadOfRequires(code: string): string {
  const modules: string[] = [];
  const body = code.replace(/require\("([^"]+)"\)/g, (_, name: string) => {
    const path = /\.[cm]?js$/.test(name) ? name : `${name}.js`;
    if (!modules.includes(path)) modules.push(path);
    return `module${modules.indexOf(path)}`;
  });
  const imports = modules.map((path, index) => `import module${index} from ${JSON.stringify(path)};\n`);
  return imports.join('') + body.replace(/^"use strict";\n?/, '');
}
