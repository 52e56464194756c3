// Other paths of bound functions without parameters: with or without parentheses, by the short or the qualified name; and of bound
// actions: by either name (OData URL Conventions 4.01, sections 4.3 to 4.5). Clients of the same service use all of them.
import type { Contract } from '../../contract/contract.ts';
import { isObject, type Json } from '../../json/value.ts';

/**
 * Returns the other forms of a path that ends with a function or an action. Empty for other paths. A path with POST alone counts as an
 * action.
 */
export function callableAliases({ document, operations }: Contract): (path: string) => readonly string[] {
  let namespace: string | undefined;
  let actions: ReadonlySet<string> | undefined;
  return (path) => {
    const [, before, qualifier, name, parentheses] = /^(.*\/)((?:\w+\.)+)?(\w+)(\(\))?$/.exec(path) ?? [];
    if (name === undefined) return [];
    actions ??= pathsWithPostAlone(operations);
    const isAction = parentheses === undefined && actions.has(path);
    if (!isAction && parentheses === undefined && qualifier === undefined) return [];
    namespace ??= namespaceIn(document);
    const prefix = qualifier ?? (namespace === '' ? '' : `${namespace}.`);
    const forms = isAction ? [name, `${prefix}${name}`] : [`${name}()`, name, `${prefix}${name}()`, `${prefix}${name}`];
    return [...new Set(forms)].map((form) => `${before}${form}`).filter((form) => form !== path);
  };
}

function pathsWithPostAlone(operations: Contract['operations']): ReadonlySet<string> {
  const others = new Set(operations.flatMap(({ method, path }) => (method === 'POST' ? [] : [path])));
  return new Set(operations.flatMap(({ path }) => (others.has(path) ? [] : [path])));
}

/** The most common namespace of the document's types, for example `microsoft.graph`. Empty if absent. */
export function namespaceIn({ components }: Contract['document']): string {
  const { schemas } = isObject(components) ? components : {};
  const counts = new Map<string, number>();
  for (const name of Object.keys(isObject(schemas) ? schemas : {})) {
    const [, namespace] = /^((?:\w+\.)*\w+)\.\w+$/.exec(name) ?? [];
    if (namespace !== undefined) counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  }
  const [[most] = []] = [...counts].sort(([, a], [, b]) => b - a);
  return most ?? declaredNamespace(components ?? {});
}

/** The namespace of the first text that names a type, for example `#microsoft.graph.user`. */
function declaredNamespace(components: Json): string {
  const queue: unknown[] = [components];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (typeof node === 'string') {
      const [, found] = /^#((?:\w+\.)*\w+)\.\w+$/.exec(node) ?? [];
      if (found !== undefined) return found;
    } else if (Array.isArray(node)) queue.push(...node);
    else if (isObject(node)) queue.push(...Object.values(node));
  }
  return '';
}
