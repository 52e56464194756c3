// Other paths of bound functions without parameters: with or without parentheses, by the short or the qualified name (OData
// URL Conventions 4.01, sections 4.4 and 4.3). Clients of the same service use all of them.
import type { Contract } from '../../contract/contract.ts';
import { isObject, type Json } from '../../json/value.ts';

/** Returns the other forms of a path that ends with a function. Empty for other paths. */
export function functionAliases({ document }: Contract): (path: string) => readonly string[] {
  let namespace: string | undefined;
  return (path) => {
    const [, before, qualifier, name, parentheses] = /^(.*\/)((?:\w+\.)+)?(\w+)(\(\))?$/.exec(path) ?? [];
    if (name === undefined || (parentheses === undefined && qualifier === undefined)) return [];
    namespace ??= namespaceIn(document);
    const prefix = qualifier ?? (namespace === '' ? '' : `${namespace}.`);
    return [`${name}()`, name, `${prefix}${name}()`, `${prefix}${name}`]
      .map((form) => `${before}${form}`)
      .filter((form) => form !== path);
  };
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
