// Finds path parameters without a declaration, and declarations without a place in the path.
import { nearest } from '../../edit-distance.ts';
import type { Warning } from '../document/warning.ts';
import type { Operation } from '../operation/operations.ts';

export function pathWarnings({ path, pointer, parameters, unusable }: Operation): readonly Warning[] {
  // The parameters of an operation with a fault are not known.
  if (unusable !== undefined) return [];
  const named = new Set([...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name as string));
  const declared = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
  const unnamed = declared.filter((name) => !named.has(name));
  const undeclared = [...named].filter((name) => !declared.includes(name));
  return [
    ...undeclared.map((name) => ({ pointer, message: undeclaredMessage(name, unnamed) })),
    ...unnamed.map((name) => ({
      pointer,
      message: `the path parameter ${JSON.stringify(name)} is not in the path ${path}; it is ignored`,
    })),
  ];
}

function undeclaredMessage(name: string, unnamed: readonly string[]): string {
  const near = unnamed.length === 1 ? unnamed[0] : nearest(name, unnamed);
  const hint = near === undefined ? '' : `; did you mean {${near}}?`;
  return `the path parameter {${name}} is not declared; any text is accepted${hint}`;
}
