// What a generated item has in common with the examples of its list: the values that all of them have, the properties that some leave
// out, and how often each value of an enum occurs.
import { tokensOf } from '../../json/pointer.ts';
import { isObject, type Json } from '../../json/value.ts';
import { randomAt } from '../../random.ts';
import { hasHappened, isInState, isStateName, stateByAge, weightOfState } from './life-cycles.ts';
import { byName, type Owner, spacedName, weighted } from './location.ts';
import { isCreationName } from './pace.ts';

/** A property of a generated item. */
interface PropertyPlace {
  /** Pointer into the sample. */
  readonly at: string;
  /** The object that has the property. */
  readonly owner: Owner;
}

/** The share of the items that repeat a value that all examples have. */
const REPEATED = 0.8;
/** The number of examples after which equal texts are no coincidence. */
const SEVERAL = 3;

/** What an API has one of, such as its currency. */
const CONSTANT = /\b(?:currency|currency code|locale|language|unit|units|object)$/;
/** Parts of an address belong together, so none of them is repeated alone. */
const ADDRESS_PART =
  /\b(?:city|country|country code|county|line ?[12]|post(?:al)? ?code|postal|province|region|state|street|town|zip|zip ?code|time ?zone)$/;
/** What belongs to the person whose items a list contains. */
const OWN =
  /\b(?:address|billing|shipping|delivery|account|author|buyer|client|creator|customer|guest|member|owner|patient|user)$/;

const isOwn = byName((words) => OWN.test(words));

function nameAt(at: string): string {
  return spacedName(tokensOf(at).findLast((token) => !/^\d+$/.test(token)) ?? '');
}

function shareOf({ at, owner: { seed, series, ordinal } }: PropertyPlace, label: string): number {
  return randomAt(seed, series, at, label, ordinal);
}

/** A value of the examples that the item has too. */
export function repeatedValue(place: PropertyPlace, isEnum: boolean): Json | undefined {
  const { at, owner } = place;
  const { list } = owner;
  if (!list || list.examples.length === 0 || at === '') return undefined;
  const name = nameAt(at);
  const isMine = list.isPersonal && isOwn(name);
  const value = list.sharedAt(at) ?? (isMine ? list.valuesAt(at)[0] : undefined);
  if (value === undefined || Array.isArray(value) || isStateName(name)) return undefined;
  if (!isObject(value) && ADDRESS_PART.test(name)) return undefined;
  if (CONSTANT.test(name)) return value;
  const isEnough = isMine || list.valuesAt(at).length >= SEVERAL;
  const isRepeated =
    isObject(value) ||
    (typeof value === 'string' && !isEnum && isEnough) ||
    (typeof value === 'number' && /\bid$/.test(name) && name !== 'id' && isEnough);
  return isRepeated && shareOf(place, 'repeat') < REPEATED ? value : undefined;
}

/** Whether an object is that of the person whose items the list contains, as in most of the items. */
export function isOwnObject(place: PropertyPlace): boolean {
  if (!place.owner.list?.isPersonal || place.at === '') return false;
  return isOwn(nameAt(place.at)) && shareOf(place, 'repeat') < REPEATED;
}

/** Whether the item leaves out an optional property, as often as the examples do. */
export function isLeftOut(place: PropertyPlace): boolean {
  const absence = place.owner.list?.absenceOf(place.at) ?? 0;
  return absence > 0 && shareOf(place, 'absent') < absence;
}

/** The state of the item by its age, if the values are the states of a life cycle. */
export function stateOfItem({ at, owner }: PropertyPlace, values: readonly Json[]): Json | undefined {
  const { list, seed, series, ordinal, names } = owner;
  if (!list || !isStateName(nameAt(at)) || /\/\d+(?:\/|$)/.test(at)) return undefined;
  if (![...names].some(isCreationName)) return undefined;
  return stateByAge(values, { list, ordinal, seed, place: `${series} ${at}`, shown: list.valuesAt(at) });
}

/** The number of values whose frequencies differ. */
const MAX_WEIGHTED = 24;

/** How often each value of an enum occurs: as in the examples, else some more often than others. */
export function weightsOf({ at, owner: { list, seed, series } }: PropertyPlace, values: readonly Json[]): number[] {
  if (values.length > MAX_WEIGHTED) return values.map(() => 1);
  const shown = list?.valuesAt(at) ?? [];
  if (shown.length >= SEVERAL) return values.map((value) => shown.filter((one) => one === value).length + 0.7);
  const name = nameAt(at);
  const isState = isStateName(name);
  // Most prices of a shop are in one currency.
  const main = /\bcurrency$/.test(name) ? Math.floor(values.length * randomAt(seed, series, at, 'main')) : -1;
  return values.map((value, index) => {
    const usual = isFew(value) ? 0.25 : isState ? weightOfState(value) : index === main ? 5 : 1;
    return Math.round(100 * usual * (0.5 + 1.5 * randomAt(seed, series, at, 'weight', index))) / 100;
  });
}

/** Few users are administrators. */
function isFew(value: Json): boolean {
  return typeof value === 'string' && /^(?:super_?)?(?:admin|administrator|owner|root)$/i.test(value);
}

/** How many of 100 orders have so many lines, from 1 on. */
const LINES = [44, 25, 15, 8, 5, 3];

/** The number of lines of an order. Undefined for other lists. */
export function linesIn({ at, owner: { seed, series, number } }: PropertyPlace, isLine: boolean): number | undefined {
  if (!isLine || number === 0 || /\/\d+(?:\/|$)/.test(at)) return undefined;
  return 1 + weighted(LINES, randomAt(seed, series, at, 'lines', number));
}

/** Switches that are on in most objects, and those that are on in few. */
const MOSTLY_ON =
  /\b(?:active|available|allowed|approved|confirmed|enabled|in stock|listed|online|open|published|subscribed|valid|verified|visible|visibility|viewable|listable|success|allow|can|has|supports?|shipped|read|manageable)\b/;
const MOSTLY_OFF =
  /\b(?:abandoned|admin|administrator|archived|banned|blocked|cancell?ed|closed|default|deleted|deprecated|disabled|draft|expired|failed|featured|flagged|hidden|locked|mandatory|muted|no|off|out of stock|overdue|owner|pinned|prerelease|private|prohibit|prohibited|refunded|removed|restricted|revoked|root|staff|starred|sponsored|super|superuser|suspended|system|template|test|trial|truncated|urgent|explicit|error)\b/;

const chanceOf = byName((words) => (MOSTLY_OFF.test(words) ? 0.1 : MOSTLY_ON.test(words) ? 0.85 : 0.5));

/** The share of objects in which a switch is on. @param example its value in a similar object */
export function chanceOfTrue({ at, owner: { list } }: PropertyPlace, example: Json | undefined): number {
  const usual = chanceOf(nameAt(at));
  if (typeof example !== 'boolean') return usual;
  if ((list?.valuesAt(at).length ?? 0) >= SEVERAL && list?.sharedAt(at) === example) return example ? 0.93 : 0.07;
  if (usual !== 0.5 && usual > 0.5 === example) return usual;
  return example ? 0.75 : 0.25;
}

/** The share of objects to which nothing happened that ends them, if they have no state. */
const LASTING = 0.9;

/** The names of the times in an object that have not come yet: `deleted at` in most objects, `shipped at` in one that is paid. */
export function timesToCome(values: ReadonlyMap<string, Json>, place: PropertyPlace): readonly string[] {
  if (place.owner.number === 0) return [];
  const state = stateIn(values);
  return [...values.keys()].filter((name) => {
    if (hasHappened(spacedName(name), state) !== false) return false;
    return state !== undefined || shareOf(place, name) < LASTING;
  });
}

function stateIn(values: ReadonlyMap<string, Json>): string | undefined {
  const state = [...values].find(([name, value]) => typeof value === 'string' && isStateName(spacedName(name)))?.[1];
  return typeof state === 'string' ? state : undefined;
}

/** Makes the switches of an object agree with its state: what is archived has the state `archived`. */
export function agreeWithState(values: Map<string, Json>, canSet: (name: string) => boolean): void {
  const state = stateIn(values);
  if (state === undefined) return;
  for (const [name, value] of values) {
    if (typeof value !== 'boolean' || !canSet(name)) continue;
    const next = isInState(spacedName(name), state);
    if (next !== undefined) values.set(name, next);
  }
}
