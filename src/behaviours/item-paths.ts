// The paths of items, for links to them.
import { parametersIn } from '../contract/operation/names.ts';
import type { Operation } from '../contract/operation/operations.ts';
import type { Role } from '../resources/infer/resource.ts';
import type { Call } from './behaviour.ts';

/**
 * The path of an item: its template with the parameters of the request, and with the key as the last one. Undefined if the request
 * lacks a parameter.
 */
export function pathsOfItems(
  operation: Operation,
  { itemPath }: Role,
): (call: Call, key: string) => string | undefined {
  if (itemPath === undefined) return () => undefined;
  const sent = parametersIn(operation.path);
  const names = parametersIn(itemPath);
  // The texts before, between and after the parameters.
  const texts = itemPath.split(/\{[^{}]*\}/);
  const depth = segmentsOf(operation.path).length;
  return (call, key) => {
    let path = mountOf(call, depth);
    for (const [index, name] of names.entries()) {
      const isKey = index === names.length - 1;
      const value = isKey ? key : (call.parameters.path[name] ?? call.parameters.path[sent[index] ?? '']);
      if (value === undefined) return undefined;
      path += `${texts[index]}${encodeURIComponent(String(value))}`;
    }
    return `${path}${texts[names.length]}`;
  };
}

/** What precedes the operation's own path in the path of a request. @param depth the number of the operation's segments */
function mountOf({ request }: Call, depth: number): string {
  let end = request.path.length;
  if (request.path.endsWith('/')) end -= 1;
  for (let count = 1; count < depth && end > 0; count++) end = request.path.lastIndexOf('/', end - 1);
  return request.path.slice(0, Math.max(0, end));
}

function segmentsOf(path: string): readonly string[] {
  return path.replace(/\/$/, '').split('/');
}
