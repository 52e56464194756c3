// A value that matches no schema of a oneOf or anyOf has errors of each of them. Mostly only one schema was meant: the one with the
// type of the value, and with its value of the property that distinguishes the schemas (the tag). Only its errors are kept.
import type { ErrorObject } from 'ajv';

/** Ajv's errors without those of branches that were not meant. The errors are in order: a union follows its branches. */
export function withoutOtherBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  if (!errors.some(isUnion)) return errors;
  const result: ErrorObject[] = [];
  for (const error of errors) {
    const start = isUnion(error) ? startOf(error, result) : undefined;
    const chosen = start === undefined ? undefined : errorsMeant(error, result.slice(start));
    if (start !== undefined && chosen !== undefined) result.splice(start, result.length - start, ...chosen);
    else result.push(error);
  }
  return result;
}

function isUnion({ keyword }: ErrorObject): boolean {
  return keyword === 'oneOf' || keyword === 'anyOf';
}

/** The index of the first error of a union's branches. They are directly before the error of the union. */
function startOf(union: ErrorObject, before: readonly ErrorObject[]): number {
  let start = before.length;
  while (start > 0 && branchOf(before[start - 1] as ErrorObject, union) !== undefined) start -= 1;
  return start;
}

/** The branch that an error belongs to; undefined for an error of something else, or behind a $ref. */
function branchOf({ schemaPath, instancePath }: ErrorObject, union: ErrorObject): string | undefined {
  const inside = schemaPath.startsWith(`${union.schemaPath}/`) && instancePath.startsWith(union.instancePath);
  return inside ? schemaPath.slice(union.schemaPath.length + 1).split('/', 1)[0] : undefined;
}

/** The most useful errors; undefined if all are needed. */
function errorsMeant(union: ErrorObject, errors: readonly ErrorObject[]): readonly ErrorObject[] | undefined {
  const branches = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    const branch = branchOf(error, union) as string;
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  // With references, errors of other branches can be elsewhere; or the value matches two branches. Then all errors are kept.
  if (branches.size < 2 || [...branches.keys()].some((branch, index) => branch !== String(index))) return undefined;
  const all = [...branches.values()];
  const common = commonErrors(all);
  if (common.length > 0) return common;
  const possible = all.filter((branch) => !branch.some((error) => excludes(error, union)));
  if (possible.length === 0) return merged(all, union);
  const [first, second] = possible.toSorted((a, b) => a.length - b.length);
  return second && second.length === first?.length ? undefined : first;
}

/** The errors that all branches have. */
function commonErrors([first = [], ...others]: readonly (readonly ErrorObject[])[]): ErrorObject[] {
  const keyOf = ({ instancePath, message }: ErrorObject) => `${instancePath} ${message}`;
  const keys = others.map((branch) => new Set(branch.map(keyOf)));
  return first.filter(
    (error) => error.keyword !== 'additionalProperties' && keys.every((set) => set.has(keyOf(error))),
  );
}

/** Whether an error shows that another branch is meant: the type or the tag differs. */
function excludes(error: ErrorObject, union: ErrorObject): boolean {
  if (error.keyword === 'type') return error.instancePath === union.instancePath;
  return tagOf(error, union) !== undefined;
}

/** The place of the tag, if the error is about a tag. */
function tagOf({ keyword, schemaPath, instancePath }: ErrorObject, union: ErrorObject): string | undefined {
  if (keyword !== 'const' && keyword !== 'enum') return undefined;
  const rest = schemaPath.slice(union.schemaPath.length + 1).split('/');
  return rest.length === 4 && rest[1] === 'properties' ? instancePath : undefined;
}

/** One error for a value whose tag or type no branch has: it lists those of all branches. */
function merged(branches: readonly (readonly ErrorObject[])[], union: ErrorObject): ErrorObject[] | undefined {
  const tags = branches.map((branch) => branch.find((error) => tagOf(error, union) !== undefined));
  const [tag] = tags;
  if (tag && tags.every((one) => one?.instancePath === tag.instancePath)) {
    const allowedValues = tags.flatMap((one) => one?.params.allowedValues ?? [one?.params.allowedValue]);
    return [{ ...tag, keyword: 'enum', params: { allowedValues } }];
  }
  const types = branches.map((branch) => branch.find((error) => error.keyword === 'type' && excludes(error, union)));
  const [type] = types;
  if (!type || types.some((one) => one === undefined)) return undefined;
  return [{ ...type, params: { type: [...new Set(types.flatMap((one) => one?.params.type))] } }];
}
