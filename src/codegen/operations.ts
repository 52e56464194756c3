// Prints the types of all operations by the keys of their handlers. Operations without an operationId are included.
import type { Contract } from '../contract/contract.ts';
import { appendTokens, valueAt } from '../json/pointer.ts';
import { hasOwnField } from './extra-methods.ts';

/** Prints an interface over the types `operations` and `paths` of openapi-typescript. */
export function printOperations({ operations, document }: Contract): string {
  const properties = operations.flatMap(({ id, method, path, pointer }) => {
    const type = typeOf({ id, method, path, named: valueAt(document, appendTokens(pointer, 'operationId')) === id });
    return type === undefined ? [] : [`  ${JSON.stringify(id)}: ${type};`];
  });
  return [
    '/** Every operation, by the key of its handler. */',
    'export interface Operations {',
    ...properties,
    '}',
    '',
  ].join('\n');
}

interface NamedOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** True if the id is its operationId in the document. */
  readonly named: boolean;
}

/** The type of a path has a property for each fixed method of OpenAPI, and none for other methods. */
function typeOf({ id, method, path, named }: NamedOperation): string | undefined {
  if (named) return `operations[${JSON.stringify(id)}]`;
  return hasOwnField(method) ? `paths[${JSON.stringify(path)}][${JSON.stringify(method.toLowerCase())}]` : undefined;
}
