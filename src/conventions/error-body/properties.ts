// The role of each member of an object, and which of them carries the message where none is named for it.
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
  /** Where the message may go: 0 into members that ask for one; 1 also into a title; 2 into any free text; 3 into a code. */
  readonly level: number;
}

const knownRoles = new WeakMap<Branch, Map<string, ReadonlyMap<string, ErrorRole>>>();

/** The role of each member of an object, the message promoted to where it may go at this level. */
export function rolesOf(branch: Branch, { siblings, ofViolation, level }: RoleQuery): ReadonlyMap<string, ErrorRole> {
  const known = knownRoles.get(branch) ?? new Map<string, ReadonlyMap<string, ErrorRole>>();
  knownRoles.set(branch, known);
  const key = `${level} ${ofViolation}`;
  const roles = known.get(key) ?? promoted(branch, assigned(branch, { siblings, ofViolation }), level);
  known.set(key, roles);
  return roles;
}

function assigned({ properties }: Branch, surroundings: PropertyContext): Map<string, ErrorRole> {
  const roles = new Map<string, ErrorRole>();
  const numbered = [...properties.values()].some(({ name, shape }) => name === 'code' && !isFreeText(shape));
  for (const { name, shape } of properties.values()) {
    if (/^[@$_]/.test(name)) continue;
    const role = roleOf(snakeCase(name), shape, surroundings);
    // Beside a numeric code, as in Google's errors, a status is a name: INVALID_ARGUMENT.
    const named = role === 'status' && numbered && isFreeText(shape);
    if (role !== undefined) roles.set(name, named ? 'code' : role);
  }
  return roles;
}

function promoted(
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

function roleOf(name: string, { branches }: ErrorShape, surroundings: PropertyContext): ErrorRole | undefined {
  const admits = (type: string) => branches.some(({ types }) => types?.has(type));
  const [sole] = branches;
  if (admits('object') || admits('array'))
    return roleOfContainer(name) ?? (admits('string') ? roleOfText(name, surroundings) : undefined);
  if (admits('string') || sole?.types === undefined) return roleOfText(name, surroundings);
  return roleOfNumber(name) ?? roleOfFlag(name);
}

export function isText({ types }: Branch): boolean {
  return types === undefined || types.has('string');
}

/** A text that may say anything. */
export function isFreeText({ branches }: ErrorShape): boolean {
  return branches.some(
    (branch) => !branch.values && isText(branch) && branch.parts.every(({ schema }) => schema.format === undefined),
  );
}
