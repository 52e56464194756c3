// The key of a collection: the property and the path parameter that contain it, and the keys that the document names.
import { lastWord, parametersIn } from '../../contract/operation/names.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { examplesOf, type Parameter } from '../../contract/operation/parameters.ts';
import { propertyPlaces } from '../../contract/schema/schema-places.ts';
import { valueAt } from '../../json/pointer.ts';
import { isObject, type JsonObject } from '../../json/value.ts';
import { type DescribedParameter, namedKeys, namedProperties } from './aliases.ts';
import { methodOf, requestContent } from './contents.ts';
import { resourceExtension } from './extension.ts';
import { declaredKey, isScalar, keyPath } from './key-path.ts';
import type { Model } from './model.ts';
import type { Key } from './resource.ts';

export function keyAt({ contract, document, paths, extended }: Model, path: string, schema: string): Key {
  const items = paths.itemsOf(path);
  const item = paths.itemOf(path);
  const parameter = keyParameter(items);
  const declared = extended ? resourceExtension(contract, [...items, ...paths.at(path)]) : undefined;
  const key =
    declared?.key === undefined
      ? keyPath(document, {
          schema,
          parameter,
          collection: lastWord(path),
          written: writtenIn(document, paths.at(path)),
        })
      : declaredKey(document, schema, declared.key);
  const below = paths.under(item).flatMap((folder) => paths.at(folder));
  const depth = parametersIn(item).length - 1;
  const parameters = [...items, ...below].flatMap((operation) => parameterAt(operation, depth) ?? []);
  const descriptions = parameters.flatMap((one) => descriptionOf(document, one) ?? []);
  const named = namedKeys(descriptions);
  const examples = items.flatMap((operation) => {
    const one = parameterAt(operation, depth);
    return one ? examplesOf(document, one) : [];
  });
  const documented = examples.filter((value) => typeof value === 'string' || typeof value === 'number').map(String);
  return {
    path: key?.path ?? [],
    schema: key?.schema,
    parameter,
    documented: [...new Set([...documented, ...named.keys])],
    aliases: named.aliases,
    others: parameter ? otherKeys(document, schema, { name: parameter.name, descriptions }, key?.path ?? []) : [],
  };
}

/** The other properties by which an item is found. */
function otherKeys(
  document: JsonObject,
  schema: string,
  parameter: DescribedParameter,
  key: readonly string[],
): readonly string[] {
  const scalars = [...propertyPlaces(document, schema)].filter(([, place]) => isScalar(document, place));
  const named = namedProperties(
    parameter,
    scalars.map(([name]) => name),
  );
  return named.filter((name) => key.length !== 1 || name !== key[0]);
}

/** The properties in the body of the request that creates an item. */
function writtenIn(document: JsonObject, operations: readonly Operation[]): ReadonlySet<string> {
  const { schema } = requestContent(methodOf(operations, 'POST')) ?? {};
  return new Set(schema === undefined ? [] : propertyPlaces(document, schema).keys());
}

/** The last parameter in the path of an item: of several names, the one that the most operations use. */
function keyParameter(items: readonly Operation[]): Key['parameter'] {
  const names = items.flatMap(({ path }) => parametersIn(path).at(-1) ?? []);
  const usesOf = (name: string | undefined) => names.filter((other) => other === name).length;
  const [name] = names.toSorted((a, b) => usesOf(b) - usesOf(a));
  const item = items.find(({ path }) => parametersIn(path).at(-1) === name);
  if (name === undefined) return undefined;
  return { name, schema: item?.parameters.find((one) => one.in === 'path' && one.name === name)?.schema };
}

/** The path parameter at a position of the path. */
function parameterAt({ path, parameters }: Operation, position: number): Parameter | undefined {
  const name = parametersIn(path)[position];
  return parameters.find((one) => one.in === 'path' && one.name === name);
}

function descriptionOf(document: JsonObject, { pointer }: Parameter): string | undefined {
  const parameter = valueAt(document, pointer);
  return isObject(parameter) && typeof parameter.description === 'string' ? parameter.description : undefined;
}
