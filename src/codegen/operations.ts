// The types of all operations by the keys of their handlers, also of those that have no operationId.
import type { Contract } from '../contract/contract.ts';
import { extend, valueAt } from '../json/pointer.ts';

/** An interface over what openapi-typescript prints as `operations` and `paths`. */
export function printOperations({ operations, document }: Contract): string {
  const members = operations.flatMap(({ id, method, path, pointer }) => {
    const type = typeOf({ id, method, path, named: valueAt(document, extend(pointer, 'operationId')) === id });
    return type === undefined ? [] : [`  ${JSON.stringify(id)}: ${type};`];
  });
  return [
    '/** Every operation, by the key of its handler. */',
    'export interface Operations {',
    ...members,
    '}',
    '',
  ].join('\n');
}

interface NamedOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Whether the document gives it this id. */
  readonly named: boolean;
}

/** Fixed methods have a member in the types of a path; others have none. */
function typeOf({ id, method, path, named }: NamedOperation): string | undefined {
  if (named) return `operations[${JSON.stringify(id)}]`;
  const fixed = /^(?:GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE)$/.test(method);
  return fixed ? `paths[${JSON.stringify(path)}][${JSON.stringify(method.toLowerCase())}]` : undefined;
}
