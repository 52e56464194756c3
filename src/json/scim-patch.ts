// Applies a PATCH of SCIM (RFC 7644, section 3.5.2): operations with attribute paths such as `name.familyName` or
// `emails[type eq "work"].value`. The value itself is not changed.
import { isDeepStrictEqual } from 'node:util';
import type { PatchResult } from './patch.ts';
import { isObject, type Json, type JsonObject, setProperty } from './value.ts';

const MESSAGE = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** Whether a body is a PATCH of SCIM. It says so by its schema. */
export function isScimPatch(body: Json): boolean {
  return (
    isObject(body) && Array.isArray(body.schemas) && body.schemas.includes(MESSAGE) && operationsIn(body) !== undefined
  );
}

function operationsIn(body: JsonObject): readonly Json[] | undefined {
  const found = body.Operations ?? body.operations;
  return Array.isArray(found) ? found : undefined;
}

class InvalidOperation extends Error {}

export function applyScimPatch(target: JsonObject, body: JsonObject): PatchResult {
  let value: JsonObject = target;
  for (const [index, operation] of (operationsIn(body) ?? []).entries()) {
    try {
      value = applied(value, operation);
    } catch (error) {
      if (!(error instanceof InvalidOperation)) throw error;
      return { error: { kind: 'malformed', index, message: error.message } };
    }
  }
  return { value };
}

function applied(target: JsonObject, operation: Json): JsonObject {
  if (!isObject(operation)) throw new InvalidOperation('is not an object');
  const op = String(operation.op).toLowerCase();
  const { path, value } = operation;
  if (op !== 'add' && op !== 'replace' && op !== 'remove')
    throw new InvalidOperation(`has the unknown op ${JSON.stringify(operation.op)}; use add, replace or remove`);
  if (typeof path === 'string') return written(target, parsedPath(path), { op, value });
  if (op === 'remove') throw new InvalidOperation('removes nothing, because it has no path');
  if (!isObject(value)) throw new InvalidOperation('has neither a path nor an object as its value');
  return Object.entries(value).reduce(
    (before, [name, one]) => written(before, parsedPath(name), { op, value: one }),
    target,
  );
}

/** One attribute of a path, with the filter that selects some of its values. */
interface AttributeStep {
  readonly name: string;
  readonly filter: string | undefined;
}

const STEP = /^([\p{L}$][\p{L}\p{N}_$-]*)(?:\[([^\]]*)\])?(?:\.|$)/u;

/** The attributes of a path. A schema before the attribute is an attribute of its own if it is that of an extension. */
function parsedPath(path: string): readonly AttributeStep[] {
  const [, schema, rest = path] = /^(urn:.+):([^:]*)$/i.exec(path) ?? [];
  const isExtension = schema !== undefined && !/:core:2\.0:\w+$/.test(schema);
  const steps: AttributeStep[] = isExtension ? [{ name: schema, filter: undefined }] : [];
  if (isExtension && /^\d/.test(rest)) return [{ name: path, filter: undefined }];
  let left = rest;
  while (left !== '') {
    const [whole, name, filter] = STEP.exec(left) ?? [];
    if (whole === undefined || name === undefined) break;
    steps.push({ name, filter });
    left = left.slice(whole.length);
  }
  if (left !== '' || steps.length === 0) throw new InvalidOperation(`has the invalid path ${JSON.stringify(path)}`);
  return steps;
}

interface AttributeWrite {
  readonly op: 'add' | 'replace' | 'remove';
  readonly value: Json | undefined;
}

function written(target: JsonObject, [step, ...rest]: readonly AttributeStep[], write: AttributeWrite): JsonObject {
  if (!step) return target;
  // Names of attributes are case-insensitive (RFC 7643, section 2.1).
  const name = Object.keys(target).find((own) => own.toLowerCase() === step.name.toLowerCase()) ?? step.name;
  const before = Object.hasOwn(target, name) ? target[name] : undefined;
  const after = step.filter === undefined ? inside(before, rest, write) : selected(before, { ...step, rest }, write);
  const result: Record<string, Json> = { ...target };
  if (after === undefined || (write.op === 'remove' && Array.isArray(after) && after.length === 0)) delete result[name];
  else setProperty(result, name, after);
  return result;
}

/** The value of an attribute after a write to it or to a part of it. */
function inside(before: Json | undefined, rest: readonly AttributeStep[], write: AttributeWrite): Json | undefined {
  if (rest.length > 0) {
    if (Array.isArray(before)) return before.map((one) => (isObject(one) ? written(one, rest, write) : one));
    if (write.op === 'remove' && !isObject(before)) return before;
    return written(isObject(before) ? before : {}, rest, write);
  }
  const { op, value } = write;
  if (op === 'remove') return withoutValues(before, value);
  if (value === undefined) throw new InvalidOperation('has no value');
  if (op === 'add' && Array.isArray(before)) return withValues(before, value);
  if (isObject(before) && isObject(value)) return { ...before, ...value };
  // Some identity providers send switches as text.
  if (typeof before === 'boolean' && typeof value === 'string' && /^(?:true|false)$/i.test(value))
    return value.toLowerCase() === 'true';
  return value;
}

function withValues(before: readonly Json[], value: Json): Json {
  const added = (Array.isArray(value) ? value : [value]) as readonly Json[];
  return [...before, ...added.filter((one) => !before.some((other) => isDeepStrictEqual(one, other)))];
}

/** Without a value, the attribute is removed. With one, only these values of it are. */
function withoutValues(before: Json | undefined, value: Json | undefined): Json | undefined {
  if (!Array.isArray(before) || value === undefined) return undefined;
  const removed = [value].flat() as readonly Json[];
  const key = (one: Json) => (isObject(one) && one.value !== undefined ? one.value : one);
  return before.filter((one) => !removed.some((other) => isDeepStrictEqual(key(one), key(other))));
}

/** The values of an attribute after a write to those that a filter selects. */
function selected(
  before: Json | undefined,
  { name, filter = '', rest }: AttributeStep & { readonly rest: readonly AttributeStep[] },
  write: AttributeWrite,
): Json {
  const values = Array.isArray(before) ? (before as readonly Json[]) : [];
  const test = testOf(filter);
  if (write.op === 'remove' && rest.length === 0) return values.filter((one) => !test(one));
  const after = values.map((one) => (test(one) ? (inside(one, rest, write) ?? one) : one));
  if (values.some(test)) return after;
  const made = write.op === 'remove' ? undefined : newValue(filter, rest, write);
  if (made === undefined) throw new InvalidOperation(`selects no value of ${name}`);
  return [...values, made];
}

/** A value that a filter with one comparison selects: `emails[type eq "work"].value` adds an email of that type. */
function newValue(filter: string, rest: readonly AttributeStep[], write: AttributeWrite): Json | undefined {
  const [, name, operator, text = ''] = COMPARISON.exec(filter.trim()) ?? [];
  if (name === undefined || operator?.toLowerCase() !== 'eq' || rest.length === 0) return undefined;
  return written({ [name]: operand(text) }, rest, write);
}

const COMPARISON = /^([\p{L}$][\p{L}\p{N}_$.-]*)\s+(eq|ne|co|sw|ew|pr)(?:\s+(.+))?$/iu;

/** A filter of comparisons that are joined by `and` or `or`. `and` binds more strongly. */
function testOf(filter: string): (value: Json) => boolean {
  const alternatives = filter.split(/\s+or\s+/i).map((all) => all.split(/\s+and\s+/i).map(comparisonOf));
  return (value) => alternatives.some((all) => all.every((holds) => holds(value)));
}

function comparisonOf(text: string): (value: Json) => boolean {
  const [, name, operator = '', right = ''] = COMPARISON.exec(text.trim()) ?? [];
  if (name === undefined) throw new InvalidOperation(`has the invalid filter ${JSON.stringify(text)}`);
  const wanted = operand(right);
  return (value) => {
    const own = isObject(value)
      ? Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
      : value;
    return compares(operator.toLowerCase(), own, wanted);
  };
}

function compares(operator: string, own: Json | undefined, wanted: Json): boolean {
  const [text, other] = [plain(own), plain(wanted)];
  switch (operator) {
    case 'pr':
      return own !== undefined && own !== null;
    case 'eq':
      return text === other;
    case 'ne':
      return text !== other;
    case 'co':
      return text.includes(other);
    case 'sw':
      return text.startsWith(other);
    default:
      return text.endsWith(other);
  }
}

/** Texts are compared without regard to case, as most attributes of SCIM are. */
function plain(value: Json | undefined): string {
  return String(value ?? '').toLowerCase();
}

function operand(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
