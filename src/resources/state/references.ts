// What a resource takes from the items that it refers to: the name and the price of a product in the lines of an order, and the sums of
// the lines.

import type { Contract } from '../../contract/contract.ts';
import { plainName, wordsOfName } from '../../contract/operation/names.ts';
import { sumsOf } from '../../contract/sample/sums.ts';
import { sentenceOf } from '../../contract/validation/violations.ts';
import { HttpError, type Violation } from '../../errors/http-error.ts';
import { allKnown, type Eventually, whenKnown } from '../../eventually.ts';
import { appendTokens } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../../json/value.ts';
import { randomAt } from '../../random.ts';
import type { Collection, KeyReference, KeyReferences, Singleton } from '../infer/resource.ts';
import type { OpenCollection } from './collection-in-world.ts';
import { keyValue } from './keys.ts';

/** The collections that a resource can refer to. */
export interface ReferenceContext {
  readonly contract: Contract;
  readonly openSibling: (collection: Collection) => Eventually<OpenCollection>;
}

export interface RelatedValues {
  /** The properties that the client sent. They stay as they are. Undefined for a generated item, whose keys are chosen too. */
  readonly sent: JsonObject | undefined;
  /** Whether a part of a whole, which shows values of another item, is refused if that item does not exist. */
  readonly mustExist?: boolean;
  /** Whether a number of the item can be set to the sum of its lines. */
  readonly canSum: (property: string) => boolean;
  /** The properties that have changed. Default: all. */
  readonly changed?: ReadonlySet<string>;
  /** Properties of a generated item whose keys are not chosen. */
  readonly kept?: ReadonlySet<string | undefined>;
  /** For a generated item, decides which items it refers to. */
  readonly seed?: number;
  readonly place?: string;
}

/**
 * The item with what it takes from the items that it refers to. Returns the same object if it refers to none.
 * @throws HttpError BODY_INVALID
 */
export function related(
  context: ReferenceContext,
  references: KeyReferences | undefined,
  item: JsonObject,
  values: RelatedValues,
): Eventually<JsonObject> {
  if (!references) return item;
  const uses = usesIn(references, item, []).filter(({ path: [first], reference: { property } }) =>
    values.changed ? values.changed.has(String(first ?? property)) : true,
  );
  if (uses.length === 0) return item;
  return whenKnown(allKnown(uses.map((use, index) => targetOf(context, use, values, index))), (targets) => {
    refuseUnknown(uses, targets, values, item);
    const result = structuredClone(item) as Record<string, Json>;
    const priced = structuredClone(item) as Record<string, Json>;
    for (const [index, use] of uses.entries()) {
      const target = targets[index];
      if (!target) continue;
      show(context, objectAt(result, use.path), { use, target, sent: sentAt(values.sent, use.path) });
      price(objectAt(priced, use.path), use, target);
    }
    setSums(result, priced, references, values.canSum);
    return result;
  });
}

/**
 * A line cannot show the name of a product that does not exist, and a sum cannot contain its price.
 * @throws HttpError BODY_INVALID
 */
function refuseUnknown(
  uses: readonly ReferenceUse[],
  targets: readonly (ReferredItem | undefined)[],
  { sent, mustExist, canSum }: RelatedValues,
  item: JsonObject,
): void {
  const violations = uses.flatMap((use, index): Violation[] => {
    const { reference, path, value } = use;
    const { property, shows, collection } = reference;
    const own = sentAt(sent, path);
    if (targets[index] || own === undefined || !Object.hasOwn(own, property)) return [];
    const isShown = mustExist && !shows.every((shown) => Object.hasOwn(own, shown.property));
    if (!isShown && !isSummed(use, item, canSum)) return [];
    const message = `is ${JSON.stringify(value)}, but ${collection.path} has no such ${wordsOfName(collection.name)}`;
    return [{ pointer: appendTokens('', ...path, property), rule: 'reference', message }];
  });
  const [first] = violations;
  if (first) throw new HttpError({ code: 'BODY_INVALID', message: sentenceOf(first, 'body'), violations });
}

/** Whether a sum of the item needs the price of what a line refers to. Only the examples of a document say which items exist. */
function isSummed({ reference, path }: ReferenceUse, item: JsonObject, canSum: (name: string) => boolean): boolean {
  const { isPriced, collection } = reference;
  if (!isPriced || collection.examples.length === 0 || !path.some((token) => typeof token === 'number')) return false;
  const line = sentAt(item, path);
  if (line === undefined || hasPrice(line)) return false;
  const sums = sumsOf(new Map(Object.entries(item)), [{ ...line, price: 1 }]);
  const counts = sumsOf(new Map(Object.entries(item)), [line]);
  return [...sums.keys()].some((name) => !counts.has(name) && canSum(name));
}

/** Sets the sums of a whole to those of its parts. */
export function setWholeSums(whole: Record<string, Json>, property: string, canSum: (name: string) => boolean): void {
  const lines = whole[property];
  if (!Array.isArray(lines)) return;
  for (const [name, value] of sumsOf(new Map(Object.entries(whole)), lines)) if (canSum(name)) whole[name] = value;
}

/** A single resource without the items of the lists that it contains. */
export function emptied({ lists }: Singleton, state: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...state };
  for (const { property } of lists()) {
    if (!Array.isArray(result[property])) continue;
    result[property] = [];
    setWholeSums(result, property, (name) => name !== property);
  }
  return result;
}

/** A reference in an item, with the path of the object that has it. */
interface ReferenceUse {
  readonly reference: KeyReference;
  readonly path: readonly (string | number)[];
  readonly value: Json | undefined;
}

/** Only properties that contain a key. */
function usesIn({ own, inner }: KeyReferences, object: JsonObject, path: readonly (string | number)[]): ReferenceUse[] {
  const uses = own.map((reference) => ({ reference, path, value: object[reference.property] }));
  for (const [property, references] of inner) {
    const inside = object[property];
    if (isObject(inside)) uses.push(...usesIn(references, inside, [...path, property]));
    if (!Array.isArray(inside)) continue;
    for (const [index, item] of inside.entries()) {
      if (isObject(item)) uses.push(...usesIn(references, item, [...path, property, index]));
    }
  }
  return uses.filter(({ value }) => typeof value === 'string' || typeof value === 'number');
}

interface ReferredItem {
  readonly item: JsonObject;
  /** The key in the type of the referring property. */
  readonly key: Json;
}

/** The item that a use refers to. Undefined if it does not exist. */
function targetOf(
  { contract, openSibling }: ReferenceContext,
  { reference, value, path }: ReferenceUse,
  { sent, kept, seed = 0, place = '' }: RelatedValues,
  index: number,
): Eventually<ReferredItem | undefined> {
  const { collection } = reference;
  const isGenerated = sent === undefined && !(path.length === 0 && kept?.has(reference.property));
  if (value === undefined || (isGenerated && !reference.isOneWay())) return undefined;
  return whenKnown(openSibling(collection), (open) => {
    const read = (key: string): Eventually<ReferredItem | undefined> =>
      whenKnown(open.has({ owners: [], key }), (exists) =>
        exists
          ? whenKnown(open.plainItem({ owners: [], key }), (item) => ({
              item,
              key: keyIn(contract, reference, key) ?? value,
            }))
          : undefined,
      );
    if (!isGenerated) return read(String(value));
    return whenKnown(open.keys({ owners: [] }), (keys) => {
      const chosen = keys[numberOf(path, { seed, place, index, count: keys.length })];
      return chosen === undefined ? undefined : read(chosen);
    });
  });
}

/** The number of the item that a generated object refers to. The lines of an order refer to different ones. */
function numberOf(
  path: ReferenceUse['path'],
  { seed, place, index, count }: { seed: number; place: string; index: number; count: number },
): number {
  const line = path.findLast((token) => typeof token === 'number') ?? 0;
  const first = randomAt(seed, place, path.filter((token) => typeof token !== 'number').join('.'), index - line);
  // The golden ratio spreads them.
  return Math.floor(count * ((first + line * 0.618034) % 1));
}

/** The key of another item as a value of the referring property. Undefined if its schema does not accept it. */
function keyIn(contract: Contract, { collection, place }: KeyReference, key: string): Json | undefined {
  const validate = contract.validator('response', place);
  return [keyValue(contract, collection, key), key].find(
    (value) => value !== undefined && validate(value).length === 0,
  );
}

interface Shown {
  readonly use: ReferenceUse;
  readonly target: ReferredItem;
  readonly sent: JsonObject | undefined;
}

/** Sets the properties that show those of the other item, unless the client has sent them. */
function show({ contract }: ReferenceContext, object: Record<string, Json>, { use, target, sent }: Shown): void {
  const { property, shows, place } = use.reference;
  if (sent === undefined && contract.validator('response', place)(target.key).length === 0) {
    setProperty(object, property, target.key);
  }
  for (const { property: own, place: at, from } of shows) {
    const value = target.item[from];
    if (value === undefined || (sent && Object.hasOwn(sent, own))) continue;
    if (contract.validator('response', at)(value).length === 0) setProperty(object, own, value);
  }
}

/** Gives a line the price of what it refers to, so that it can be summed. */
function price(object: Record<string, Json>, { path }: ReferenceUse, { item }: ReferredItem): void {
  if (path.length === 0 || hasPrice(object)) return;
  const found = Object.entries(item).find(([name, value]) => plainName(name) === 'price' && typeof value === 'number');
  if (found) setProperty(object, 'price', found[1]);
}

function hasPrice(line: JsonObject): boolean {
  return Object.keys(line).some((name) => /price|amount|cost/.test(plainName(name)));
}

/** Sets the sums over the only list of lines. */
function setSums(
  result: Record<string, Json>,
  priced: JsonObject,
  { inner }: KeyReferences,
  canSum: (name: string) => boolean,
): void {
  const lists = [...inner.keys()].filter((name) => Array.isArray(priced[name]));
  if (lists.length !== 1) return;
  const lines = priced[lists[0] as string] as readonly Json[];
  for (const [name, value] of sumsOf(new Map(Object.entries(result)), lines))
    if (canSum(name)) setProperty(result, name, value);
}

function objectAt(root: Record<string, Json>, path: readonly (string | number)[]): Record<string, Json> {
  return path.reduce<Json>((at, token) => (at as Record<string | number, Json>)[token] as Json, root) as Record<
    string,
    Json
  >;
}

function sentAt(sent: JsonObject | undefined, path: readonly (string | number)[]): JsonObject | undefined {
  if (!sent) return undefined;
  const found = path.reduce<Json | undefined>(
    (at, token) =>
      typeof at === 'object' && at !== null ? (at as Readonly<Record<string | number, Json>>)[token] : undefined,
    sent,
  );
  return isObject(found) ? found : {};
}
