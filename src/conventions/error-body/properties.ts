// The role of each property of an object, and the property that contains the message if none is named for it.
import {
  type ErrorRole,
  mayCarryMessage,
  type PropertyContext,
  roleOfContainer,
  roleOfFlag,
  roleOfNumber,
  roleOfText,
  snakeCase,
} from './roles.ts';
import type { Branch, ErrorShape } from './shape.ts';

export interface RoleQuery extends PropertyContext {
  /** Where the message can be placed: 0 in message properties, 1 also in a title, 2 in any free text, 3 in a code. */
  readonly level: number;
}

const knownRoles = new WeakMap<Branch, Map<string, ReadonlyMap<string, ErrorRole>>>();

/** The role of each property of an object, with the message in a place that this level allows. */
export function rolesOf(branch: Branch, { siblings, ofViolation, level }: RoleQuery): ReadonlyMap<string, ErrorRole> {
  const known = knownRoles.get(branch) ?? new Map<string, ReadonlyMap<string, ErrorRole>>();
  knownRoles.set(branch, known);
  const key = `${level} ${ofViolation}`;
  const roles = known.get(key) ?? withMessageRole(branch, rolesByName(branch, { siblings, ofViolation }), level);
  known.set(key, roles);
  return roles;
}

function rolesByName({ properties }: Branch, context: PropertyContext): Map<string, ErrorRole> {
  const roles = new Map<string, ErrorRole>();
  const hasNumericCode = [...properties.values()].some(({ name, shape }) => name === 'code' && !isFreeText(shape));
  for (const { name, shape } of properties.values()) {
    if (/^[@$_]/.test(name)) continue;
    const role = roleOf(snakeCase(name), shape, context);
    // Next to a numeric code, as in Google's errors, a status is a name: INVALID_ARGUMENT.
    const isName = role === 'status' && hasNumericCode && isFreeText(shape);
    if (role !== undefined) roles.set(name, isName ? 'code' : role);
  }
  return roles;
}

function withMessageRole(
  { properties }: Branch,
  roles: Map<string, ErrorRole>,
  level: number,
): ReadonlyMap<string, ErrorRole> {
  const all = [...properties.values()];
  if (level === 0 || all.some(({ name, shape }) => roles.get(name) === 'message' && isFreeText(shape))) return roles;
  const found = all.find(({ name, shape }) => {
    if (!isFreeText(shape)) return false;
    const role = roles.get(name);
    if (role === 'title') return true;
    if (level >= 2 && role === undefined) return mayCarryMessage(snakeCase(name));
    return level >= 3 && (role === 'code' || role === 'status' || role === 'problem-type');
  });
  return found ? roles.set(found.name, 'message') : roles;
}

function roleOf(name: string, { branches }: ErrorShape, context: PropertyContext): ErrorRole | undefined {
  const admits = (type: string) => branches.some(({ types }) => types?.has(type));
  const [sole] = branches;
  if (admits('object') || admits('array'))
    return roleOfContainer(name) ?? (admits('string') ? roleOfText(name, context) : undefined);
  if (admits('string') || sole?.types === undefined) return roleOfText(name, context);
  return roleOfNumber(name) ?? roleOfFlag(name);
}

export function isText({ types }: Branch): boolean {
  return types === undefined || types.has('string');
}

/** Whether a text can have any content. */
export function isFreeText({ branches }: ErrorShape): boolean {
  return branches.some(
    (branch) => !branch.values && isText(branch) && branch.parts.every(({ schema }) => schema.format === undefined),
  );
}
