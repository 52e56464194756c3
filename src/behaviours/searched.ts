// A search by POST: the items that the filters in the body select, such as `{ filters: [{ propertyName, operator, value }] }`, or values
// of properties.
import { plainName } from '../contract/operation/names.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';

/** The items that a body selects. A body without filters selects all. */
export function searched(items: readonly JsonObject[], body: Json | undefined): readonly JsonObject[] {
  if (!isObject(body)) return items;
  const test = testOf(body, items);
  return test ? items.filter(test) : items;
}

type ItemTest = (item: JsonObject) => boolean;

const TEXT = /^(?:q|query|search|text|term|keyword|searchterm)$/;
const GROUPS = /^(?:filtergroups|groups|or|should|anyof)$/;
const FILTERS = /^(?:filters?|conditions?|where|and|must|allof|criteria)$/;

/** The test that an object describes: filters, groups of alternative filters, a search text, and values of properties. */
function testOf(body: JsonObject, items: readonly JsonObject[]): ItemTest | undefined {
  const own = comparisonIn(body);
  if (own) return own;
  const tests: ItemTest[] = [];
  for (const [name, value] of Object.entries(body)) {
    const plain = plainName(name);
    const inside = [value].flat().filter(isObject);
    const inner = inside.flatMap((one) => testOf(one, items) ?? []);
    if (GROUPS.test(plain)) {
      if (inner.length > 0) tests.push((item) => inner.some((test) => test(item)));
    } else if (FILTERS.test(plain)) tests.push(...inner);
    else if (TEXT.test(plain) && typeof value === 'string') tests.push((item) => contains(item, value.toLowerCase()));
    else if (isScalar(value) && items.some((item) => Object.hasOwn(item, name)))
      tests.push((item) => item[name] === value);
  }
  return tests.length === 0 ? undefined : (item) => tests.every((test) => test(item));
}

const PROPERTY = /^(?:propertyname|property|field|fieldname|attribute|column|key|name)$/;
const OPERATOR = /^(?:operator|op|comparison|condition|type)$/;
const VALUE = /^(?:values?|operand|equals)$/;

/** The comparison that an object is: of a property, with a value, by an operator. */
function comparisonIn(object: JsonObject): ItemTest | undefined {
  const entries = Object.entries(object);
  const named = (names: RegExp) => entries.find(([name]) => names.test(plainName(name)))?.[1];
  const property = named(PROPERTY);
  const wanted = named(VALUE);
  const operator = named(OPERATOR) ?? 'eq';
  if (typeof property !== 'string' || typeof operator !== 'string' || (wanted === undefined && entries.length < 2))
    return undefined;
  return (item) => compares(plainName(operator), propertyIn(item, property), wanted);
}

/** A property of an item, or of the object that contains its properties. */
function propertyIn(item: JsonObject, name: string): Json | undefined {
  if (Object.hasOwn(item, name)) return item[name];
  return Object.values(item)
    .filter(isObject)
    .find((inner) => Object.hasOwn(inner, name))?.[name];
}

function compares(operator: string, own: Json | undefined, wanted: Json | undefined): boolean {
  const list = [wanted ?? []].flat().map(String);
  const text = own === undefined || own === null ? undefined : String(own);
  const order = compared(text ?? '', list[0] ?? '');
  if (/^(?:neq?|notequals?|isnot)$/.test(operator)) return text !== list[0];
  if (/^not(?:in|has|contains)/.test(operator)) return text === undefined || !list.includes(text);
  if (/^(?:notexists|isnull|notknown|hasnoproperty|isempty)/.test(operator)) return text === undefined;
  if (text === undefined) return false;
  if (/^(?:exists|known|hasproperty|isnotnull|isnotempty)/.test(operator)) return true;
  if (/^(?:contains|like|matches)/.test(operator))
    return text.toLowerCase().includes((list[0] ?? '').toLowerCase().replace(/^[*%]|[*%]$/g, ''));
  if (/^(?:gte|greaterthanorequal)/.test(operator)) return order >= 0;
  if (/^(?:gt|greater)/.test(operator)) return order > 0;
  if (/^(?:lte|lessthanorequal)/.test(operator)) return order <= 0;
  if (/^(?:lt|less)/.test(operator)) return order < 0;
  return list.includes(text);
}

/** Numbers are compared as numbers, other values as texts. */
function compared(own: string, wanted: string): number {
  const numbers = own !== '' && wanted !== '' ? Number(own) - Number(wanted) : Number.NaN;
  return Number.isNaN(numbers) ? (own < wanted ? -1 : own > wanted ? 1 : 0) : numbers;
}

function contains(item: JsonObject, text: string): boolean {
  return Object.values(item).some((value) =>
    isObject(value) ? contains(value, text) : typeof value === 'string' && value.toLowerCase().includes(text),
  );
}

function isScalar(value: Json): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
