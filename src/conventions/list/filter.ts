// Filters of a list: query parameters that select items by the value of a property. The name of the parameter decides which
// property and how it is compared: `status`, `minPrice`, `created_after`, `created[gte]`, `filter[owner.name]`.
import type { Contract } from '../../contract/contract.ts';
import { plainName, singularOf } from '../../contract/operation/names.ts';
import { sameValuePlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { HttpError } from '../../errors/http-error.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { FilterError, parseFilter } from '../odata/filter.ts';
import { isMoment, OPERATORS, type Operator } from './compare-values.ts';
import { conditionsIn } from './filter-expression.ts';
import { findNested, type ItemProperty, momentFor, valueAtPath } from './item-property.ts';
import { labelTest } from './label-selector.ts';
import type { ListParameter } from './list-parameter.ts';
import { AFTER, BEFORE, isSwitch, operatorOf } from './operator-names.ts';

export type ItemTest = (item: JsonObject) => boolean;

export interface ListFilter {
  readonly parameter: ListParameter;
  /** Whether the parameter has the name of a property. */
  readonly isNamed: boolean;
  /** The test for a value of the parameter. Undefined if the value selects all items. */
  testFor(value: Json, items: readonly JsonObject[]): ItemTest | undefined;
}

interface FilteredItems {
  /** The schemas of one item: as it is stored, then as the list shows it. */
  readonly items: readonly string[];
  /** The path to the key in an item. */
  readonly key?: readonly string[] | undefined;
  /** The name of one item. */
  readonly name?: string | undefined;
  /** The plain names of all query parameters. */
  readonly siblings?: ReadonlySet<string> | undefined;
}

/** The property that a parameter compares, and how. */
interface FilterTarget {
  readonly property: ItemProperty;
  readonly operator: Operator;
}

interface Context extends FilteredItems {
  readonly contract: Contract;
  readonly parameter: ListParameter;
}

/** Parameters that select properties of the response or options of the request, and no items. */
const OPTIONS =
  /^(?:fields?|expands?|includes?|select|embeds?|excludes?|populate|projection|attributes|excludedattributes|properties|columns|outputfields|resourceversion|apiversion|watch|dryrun|pretty|prettyprint|callback|alt|apikey|accesstoken)$/;
/** Parameters that contain several filters. */
const CONTAINERS = /^(?:filters?|where|criteria|conditions?|labelselector|fieldselector|selector|jql|filterby)$/;

/** The name is that of OData (URL Conventions 4.01, section 5.1.1), so that a text that is no filter is an error. */
const ODATA_FILTER = '$filter';

/** Selectors of labels, as in Kubernetes. */
const LABELS = /^(?:labelselector|labels?filter|labels?query)$/;

export function filterOf(contract: Contract, parameter: ListParameter, list: FilteredItems): ListFilter | undefined {
  const context: Context = { contract, parameter, ...list };
  const segments = segmentsOf(parameter.name);
  const [first = ''] = segments;
  const isOption =
    OPTIONS.test(plainName(first)) ||
    /^(?:your |the |an? )?(?:API[ -]?key|access token)\b/i.test(parameter.description);
  if (isOption) return undefined;
  const target = targetOf(context, segments);
  const labels = LABELS.test(plainName(first)) ? findNested(contract.document, list.items, ['labels']) : undefined;
  if (!target && labels) return { parameter, isNamed: false, testFor: (value) => labelTest(value, labels.path) };
  if (!target && parameter.name === ODATA_FILTER) {
    return { parameter, isNamed: false, testFor: (value) => testOfOData(context, value) };
  }
  if (!target && isContainer(segments)) {
    return { parameter, isNamed: false, testFor: (value) => testOfContainer(context, value) };
  }
  const isObjectValue = parameter.schema !== undefined && typesAt(contract.document, parameter.schema).has('object');
  if (!target || (!isObjectValue && !isComparable(context, target))) return undefined;
  const isNamed =
    target.property.path.length === 1 && plainName(target.property.path[0] as string) === plainName(first);
  return { parameter, isNamed, testFor: (value, items) => testOf(context, { segments, target }, { value, items }) };
}

/** `filter[created_at][gte]` and `owner.id` as lists of names. */
function segmentsOf(name: string): string[] {
  const segments = name.split(/[[\].]+|__/).filter((segment) => segment !== '');
  return /^(?:list)?options$/i.test(segments[0] ?? '') ? segments.slice(1) : segments;
}

function isContainer(segments: readonly string[]): boolean {
  return segments.length === 1 && CONTAINERS.test(plainName(segments[0] as string));
}

function targetOf(context: Context, segments: readonly string[]): FilterTarget | undefined {
  const { contract, items, parameter } = context;
  const [first = '', ...rest] = segments;
  if (rest.length > 0 && CONTAINERS.test(plainName(first))) return targetOf(context, rest);
  const last = segments.at(-1) as string | undefined;
  const lastOperator = rest.length > 0 && last !== undefined ? operatorOf(last) : undefined;
  const whole = findNested(contract.document, items, segments);
  if (whole) return { property: whole, operator: operatorByText(context, whole) };
  if (lastOperator) {
    const before = targetOf(context, segments.slice(0, -1));
    return before && { ...before, operator: lastOperator };
  }
  if (rest.length > 0) return undefined;
  const plain = plainName(first);
  if (isOwnKey(plain, context.name) && context.key !== undefined) {
    const key = findNested(contract.document, items, context.key);
    if (key) return { property: key, operator: 'equal' };
  }
  return withAffix(context, plain) ?? ofTime(context, plain, parameter.description) ?? ofPerson(context, plain);
}

/** The words for the person who made an item, and for the one who works on it. */
const PERSONS = [
  ['creator', 'createdby', 'author', 'user', 'owner', 'reporter'],
  ['assignee', 'assignedto', 'assignedby', 'assigned'],
];

/** `creator` for a property `author`. */
function ofPerson({ contract, items }: Context, plain: string): FilterTarget | undefined {
  const words = PERSONS.find((names) => names.includes(plain)) ?? [];
  const [property] = words.flatMap((word) => findNested(contract.document, items, [word]) ?? []);
  return property && { property, operator: 'equal' };
}

/** Whether a name means the key of the items themselves: `ids`, and `book_id` in a list of books. */
function isOwnKey(plain: string, name: string | undefined): boolean {
  if (/^(?:ids?|keys|uuids?|guids?)$/.test(plain)) return true;
  const own = name === undefined ? undefined : singularOf(name);
  return own !== undefined && plain.startsWith(own) && /^(?:ids?|uuids?|guids?|keys?)$/.test(plain.slice(own.length));
}

/** `min_price`, `price_from`, `name_contains`. */
function withAffix(context: Context, plain: string): FilterTarget | undefined {
  for (const [pattern, operator] of [...AFTER, ...BEFORE]) {
    const [, rest] = pattern.exec(plain) ?? [];
    if (rest === undefined || rest.length < 2) continue;
    const property = findNested(context.contract.document, context.items, [rest]);
    // `max_id` and `since_id` name an item that is not in the list, so that pages do not overlap.
    const isKey = property !== undefined && property.path.join() === context.key?.join();
    if (property) return { property, operator: (isKey ? STRICT[operator] : undefined) ?? operator };
  }
  if (plain !== 'prefix' || context.key === undefined) return undefined;
  const key = findNested(context.contract.document, context.items, context.key);
  return key && { property: key, operator: 'startsWith' };
}

/** A range of time that names no property: `since`, `until`, `timeMin`, `dateFrom`, `end_time`. */
function ofTime(context: Context, plain: string, description: string): FilterTarget | undefined {
  const word = plain.replace(/(?:datetime|timestamp|date|time|day|at|on)/, '');
  const operator = word === '' ? undefined : operatorOf(word);
  const bound = operator && BOUNDS[operator];
  if (!operator || !bound || !isTimeParameter(context, plain)) return undefined;
  const property = momentFor(context.contract.document, context.items, { description, bound });
  const exclusive = /\bexclusive\b/i.test(description);
  const strict = exclusive ? STRICT[operator] : undefined;
  return property && { property, operator: strict ?? operator };
}

const BOUNDS: Partial<Record<Operator, 'lower' | 'upper'>> = {
  above: 'lower',
  atLeast: 'lower',
  below: 'upper',
  atMost: 'upper',
};
const STRICT: Partial<Record<Operator, Operator>> = { atLeast: 'above', atMost: 'below' };

const RANGES = [
  ['from', 'to'],
  ['start', 'end'],
  ['after', 'before'],
  ['from', 'until'],
];

function isTimeParameter({ contract, parameter: { schema, description }, siblings }: Context, plain: string): boolean {
  if (/date|time|since|until/.test(plain)) return true;
  // The ends of a range.
  if (RANGES.some((range) => range.includes(plain) && range.every((name) => siblings?.has(name)))) return true;
  const places = schema === undefined ? [] : sameValuePlaces(contract.document, schema);
  return (
    places.some(({ value }) => value.format === 'date' || value.format === 'date-time') ||
    /\b(?:dates?|times?|timestamps?|ISO[ -]?8601|RFC ?3339|unix|epoch)\b/i.test(description)
  );
}

/** How the description says that a text is compared. */
function operatorByText({ contract, parameter: { description } }: Context, { schema }: ItemProperty): Operator {
  const types = schema === '' ? new Set() : typesAt(contract.document, schema);
  if (!types.has('string')) return 'equal';
  if (/\bpartial(?:ly)?\b|\bsubstring\b|\bfuzzy\b/i.test(description)) return 'contains';
  return /\bprefix\b|\bstart(?:s|ing)? with\b|\bbegin(?:s|ning)? with\b/i.test(description) ? 'startsWith' : 'equal';
}

/** Whether values of the parameter can be compared with the property: a flag only with a flag. */
function isComparable({ contract, parameter }: Context, { property, operator }: FilterTarget): boolean {
  if (parameter.schema === undefined || property.schema === '' || operator === 'present') return true;
  const own = typesAt(contract.document, parameter.schema);
  const others = typesAt(contract.document, property.schema);
  const isFlag = (types: ReadonlySet<string>) => types.has('boolean');
  if (own.size === 0 || others.size === 0) return true;
  return isFlag(own) && own.size === 1 ? isFlag(others) : true;
}

interface RequestedFilter {
  readonly value: Json;
  readonly items: readonly JsonObject[];
}

interface NamedTarget {
  readonly segments: readonly string[];
  readonly target: FilterTarget;
}

function testOf(
  context: Context,
  { segments, target }: NamedTarget,
  { value, items }: RequestedFilter,
): ItemTest | undefined {
  if (!isObject(value)) return testOfValue(context, target, { value, items });
  const tests = Object.entries(value).flatMap(([name, inner]) => {
    const names = [...segments, ...segmentsOf(name)];
    const operator = operatorOf(name);
    const own = findNested(context.contract.document, context.items, names);
    const innerTarget = operator && !own ? { ...target, operator } : targetOf(context, names);
    return (innerTarget && testOf(context, { segments: names, target: innerTarget }, { value: inner, items })) ?? [];
  });
  return allOf(tests);
}

function allOf(tests: readonly ItemTest[]): ItemTest | undefined {
  return tests.length === 0 ? undefined : (item) => tests.every((test) => test(item));
}

/** A value with its own operator: `>=10`, `gte:10`, `!=open`, `10..20`. */
const PREFIXED = /^(>=|<=|!=|>|<|(?:gte|lte|gt|lt|ne|neq|eq)[:.])(.+)$/;
const SYMBOLS: Readonly<Record<string, Operator>> = {
  '>=': 'atLeast',
  '<=': 'atMost',
  '>': 'above',
  '<': 'below',
  '!=': 'unequal',
  'gte:': 'atLeast',
  'lte:': 'atMost',
  'gt:': 'above',
  'lt:': 'below',
  'ne:': 'unequal',
  'neq:': 'unequal',
  'eq:': 'equal',
};

function testOfValue(
  context: Context,
  { property, operator }: FilterTarget,
  { value, items }: RequestedFilter,
): ItemTest | undefined {
  const { path } = property;
  if (value === null || value === '') return undefined;
  if (String(value) === 'false' && isSwitch(context.parameter.name)) return undefined;
  const values = choicesIn(value, path, items);
  const comparesEquality = operator === 'equal' || operator === 'unequal';
  if (values.length === 0) return undefined;
  if (comparesEquality && values.some((one) => selectsAll(context, property, { value: one, items }))) return undefined;
  const [only] = values;
  if (operator === 'equal' && values.length === 1 && typeof only === 'string') {
    const ranged = rangeTest(path, only);
    if (ranged) return ranged;
  }
  const test = OPERATORS[operator];
  return operator === 'unequal'
    ? (item) => values.every((one) => test(valueAtPath(item, path), one))
    : (item) => values.some((one) => test(valueAtPath(item, path), one));
}

/** `>=10`, `10..20`, `2024-01-01/2024-02-01`. */
function rangeTest(path: readonly string[], text: string): ItemTest | undefined {
  const [, symbol, rest = ''] = PREFIXED.exec(text) ?? [];
  if (symbol !== undefined) {
    const operator = SYMBOLS[symbol.replace('.', ':')] as Operator;
    return (item) => OPERATORS[operator](valueAtPath(item, path), rest);
  }
  const [, from = '', to = ''] = /^([^/]*?)(?:\.\.|\/)([^/]*)$/.exec(text) ?? [];
  const isBound = (bound: string) =>
    bound === '' || bound === '*' || isMoment(bound) || /^-?\d+(?:\.\d+)?$/.test(bound);
  const isOpen = (bound: string) => bound === '' || bound === '*';
  if (!isBound(from) || !isBound(to) || (isOpen(from) && isOpen(to))) return undefined;
  return (item) => {
    const value = valueAtPath(item, path);
    return (isOpen(from) || OPERATORS.atLeast(value, from)) && (isOpen(to) || OPERATORS.atMost(value, to));
  };
}

/** The values to choose from: an array, or a text with commas unless an item has exactly that text. */
function choicesIn(value: Json, path: readonly string[], items: readonly JsonObject[]): readonly Json[] {
  if (Array.isArray(value)) return value.filter((one) => one !== '' && one !== null);
  if (typeof value !== 'string' || !value.includes(',')) return [value];
  if (items.some((item) => OPERATORS.equal(valueAtPath(item, path), value))) return [value];
  return value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

const EVERYTHING = /^(?:all|any|\*)$/i;

/**
 * Whether a value means no filter: `all`, `any` and `*`, or a value that the parameter's enum allows and the property's enum
 * does not. A value that an item has is a filter.
 */
function selectsAll(
  { contract, parameter }: Context,
  { path, schema }: ItemProperty,
  { value, items }: RequestedFilter,
): boolean {
  const text = String(value);
  const allowed = enumAt(contract, schema);
  if (allowed.has(text)) return false;
  const isOwn = enumAt(contract, parameter.schema ?? '').has(text);
  const foreign = isOwn && allowed.size > 0;
  if (!foreign && !EVERYTHING.test(text)) return false;
  return text === '*' || !items.some((item) => OPERATORS.equal(valueAtPath(item, path), value));
}

/** The values of the enum of a schema, or of its items, as text. */
function enumAt({ document }: Contract, schema: string): ReadonlySet<string> {
  if (schema === '') return new Set();
  const places = sameValuePlaces(document, schema).map(({ value }) => value);
  const inner = places.flatMap(({ items }) => (isObject(items) ? [items] : []));
  return new Set(
    [...places, ...inner].flatMap(({ enum: values, const: value }) => [
      ...(Array.isArray(values) ? values.map(String) : []),
      ...(value === undefined ? [] : [String(value)]),
    ]),
  );
}

/** The path to a property, or to an entry of the labels that items have. */
function pathOfName(context: Context, name: string): readonly string[] | undefined {
  const target = targetOf(context, segmentsOf(name));
  return (target?.property ?? findNested(context.contract.document, context.items, ['labels', name]))?.path;
}

/** @throws HttpError PARAMETER_INVALID for a text that is no filter */
function testOfOData(context: Context, value: Json): ItemTest | undefined {
  const test = testOfContainer(context, value);
  if (test || typeof value !== 'string' || value.trim() === '') return test;
  const isKnown = (name: string) => findNested(context.contract.document, context.items, [name]) !== undefined;
  try {
    return parseFilter(value, isKnown);
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const message = `is not a valid filter: ${error.message}`;
    throw new HttpError({
      code: 'PARAMETER_INVALID',
      message: `The query parameter '${ODATA_FILTER}' ${message}.`,
      violations: [{ pointer: `/${ODATA_FILTER}`, in: 'query', rule: 'odata', message }],
    });
  }
}

/** Several filters in one parameter: an object, JSON, or an expression. Names that are no property are ignored. */
function testOfContainer(context: Context, value: Json): ItemTest | undefined {
  const content = typeof value === 'string' ? conditionsIn(value) : value;
  if (Array.isArray(content)) return allOf(content.flatMap((one: Json) => testOfContainer(context, one) ?? []));
  if (typeof content === 'function') return content((name) => pathOfName(context, name));
  if (!isObject(content)) return undefined;
  const tests = Object.entries(content).flatMap(([name, inner]) => {
    const segments = segmentsOf(name);
    const target = targetOf(context, segments);
    return (target && testOf(context, { segments, target }, { value: inner, items: [] })) ?? [];
  });
  return allOf(tests);
}
