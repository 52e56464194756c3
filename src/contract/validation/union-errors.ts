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
    const known = branches.get(branch);
    if (known) known.push(error);
    else branches.set(branch, [error]);
  }
  // With references, errors of other branches can be elsewhere; or the value matches two branches. Then all errors are kept.
  if (branches.size < 2 || [...branches.keys()].some((branch, index) => branch !== String(index))) return undefined;
  const all = [...branches.values()];
  const common = commonErrors(all);
  if (common.length > 0) return common;
  let possible = all.filter((branch) => !branch.some((error) => excludes(error, union)));
  if (possible.length === 0) {
    // The branch that is meant can have an error at a property with fixed values, too.
    const tag = commonestTag(all, union);
    const isOther = (error: ErrorObject) => isOfOtherType(error, union) || tagOf(error, union) === tag;
    if (tag !== undefined) possible = all.filter((branch) => !branch.some(isOther));
  }
  if (possible.length === 0) return merged(all, union);
  const [first, second] = possible.toSorted((a, b) => a.length - b.length);
  return second && second.length === first?.length ? undefined : first;
}

/** The errors that all branches have. */
function commonErrors([first = [], ...others]: readonly (readonly ErrorObject[])[]): ErrorObject[] {
  const keyOf = ({ instancePath, message, params }: ErrorObject) =>
    `${instancePath} ${message} ${JSON.stringify(params)}`;
  const keys = others.map((branch) => new Set(branch.map(keyOf)));
  return first.filter(
    (error) => error.keyword !== 'additionalProperties' && keys.every((set) => set.has(keyOf(error))),
  );
}

/** Whether an error shows that another branch is meant: the type or the tag differs. */
function excludes(error: ErrorObject, union: ErrorObject): boolean {
  return isOfOtherType(error, union) || tagOf(error, union) !== undefined;
}

function isOfOtherType({ keyword, instancePath }: ErrorObject, union: ErrorObject): boolean {
  return keyword === 'type' && instancePath === union.instancePath;
}

/** The tag that excludes the most branches; undefined if two exclude as many. */
function commonestTag(branches: readonly (readonly ErrorObject[])[], union: ErrorObject): string | undefined {
  const counts = new Map<string, number>();
  for (const branch of branches) {
    const tags = new Set(branch.map((error) => tagOf(error, union)).filter((tag) => tag !== undefined));
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  const [first, second] = [...counts].toSorted(([, a], [, b]) => b - a);
  return second && second[1] === first?.[1] ? undefined : first?.[0];
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
