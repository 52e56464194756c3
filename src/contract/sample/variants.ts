// Values like an example, for the items after the first one.
import type { Json } from '../../json/value.ts';
import { uuidOf } from './common-texts.ts';
import { namedTexts } from './fake-values.ts';
import { likelyNumber } from './likely-numbers.ts';
import { integerAt, type Location, pick, sharedAt } from './location.ts';
import { momentLike, momentOf } from './moments.ts';
import { emailsOf, roleIn } from './people.ts';

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const DATE_TIME = /^(\d{4}-\d\d-\d\d)([T ])(\d\d:\d\d)(:\d\d)?(\.\d+)?(Z|[+-]\d\d(?::?\d\d)?)?$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
const YEAR_MONTH = /^(\d{4})-(?:0[1-9]|1[0-2])$/;
const EMAIL = /^[^@\s]+@([^@\s]+\.[a-z]+)$/i;
const PHONE = /^\+?[\d\s().-]{7,20}$/;

/** Properties that vary from item to item even if the example is a plain text. */
const VARYING =
  /\b(?:name|title|label|subject|headline|first|last|given|family|description|summary|city|town|country|street|address|line ?1|zip|postal|postcode|state|province|region|company|organi[sz]ation|author|owner|username|login|nickname|slug|bio|comment|note|notes|message|body|content|text|currency|phone|mobile|domain|host|color|colour)\b/;

/** Texts like the example, the best first. */
export function textVariants(example: string, location: Location): string[] {
  if (UUID.test(example)) return [uuidOf(location)];
  const dateTime = DATE_TIME.exec(example);
  if (dateTime) return [dateTimeLike(dateTime, momentLike(momentIn(dateTime), location))];
  if (DATE.test(example)) return [new Date(momentLike(Date.parse(example), location)).toISOString().slice(0, 10)];
  if (YEAR_MONTH.test(example)) return [monthBefore(example, location)];
  const email = EMAIL.exec(example);
  if (email) return [emailLike(email[1] as string, location)];
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(example)) return [example];
  // A category is one of few, so all objects can have that of the example.
  if (isInCategory(location)) return [example];
  const named = VARYING.test(location.name) ? namedTexts(location) : [];
  if (named.length > 0) return inCaseOf(example, named);
  if (PHONE.test(example) && example.replace(/\D/g, '').length >= 7) return [codeLike(example, location, 4)];
  if (/\d/.test(example) && !example.includes(' ')) return [codeLike(example, location, 0)];
  return [example];
}

/** A month in the twelve years before one. */
function monthBefore(example: string, { owner }: Location): string {
  const months = owner.number === 0 ? 0 : Math.floor(sharedAt(owner, 'month') * 144);
  const [year, month] = example.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 1 - months)).toISOString().slice(0, 7);
}

/** Whether the object is the category of another one, so that all its properties are those of the example. */
function isInCategory({ owner: { path, subjects } }: Location): boolean {
  return path.length > 0 && /\b(?:category|status|type|role)$/.test(subjects[0] ?? '');
}

/** An email of the domain of the examples, for one in two people, or of another domain. */
function emailLike(domain: string, location: Location): string {
  const [email = ''] = emailsOf(location.owner, roleIn(location));
  const isOwn = location.owner.list === undefined || sharedAt(location.owner, 'own domain') < 0.5;
  return isOwn ? email.replace(/@.*/, `@${domain}`) : email;
}

/** The moment of a text, read as UTC. Zero for one that is no moment. */
function momentIn([, date, , minutes, seconds = ':00']: RegExpExecArray): number {
  return Date.parse(`${date}T${minutes}${seconds}Z`) || 0;
}

function dateTimeLike([, , separator, , seconds, fraction, offset]: RegExpExecArray, moment: number): string {
  const [date, time] = new Date(moment).toISOString().replace('Z', '').split('T') as [string, string];
  const clock = seconds === undefined ? time.slice(0, 5) : time.slice(0, 8);
  return `${date}${separator}${clock}${fraction === undefined ? '' : fraction.replace(/\d/g, '0')}${offset ?? ''}`;
}

/** The texts in the form of the example: short codes stay codes, and lower case stays lower case. */
function inCaseOf(example: string, texts: readonly string[]): string[] {
  const isCode = /^[A-Za-z]{2,3}$/.test(example);
  const fitting = isCode ? texts.filter(({ length }) => length === example.length) : texts;
  const isLower = example === example.toLowerCase() && /[a-z]/.test(example) && !example.includes(' ');
  const isUpper = example === example.toUpperCase() && /[A-Z]/.test(example);
  const inCase = fitting.map((text) => {
    const cased = isUpper ? text.toUpperCase() : isLower ? text.toLowerCase() : text;
    return isLower && cased.includes(' ')
      ? cased.replace(/[^\p{L}\p{N}]+/gu, example.includes('_') ? '_' : '-')
      : cased;
  });
  return [...inCase, ...texts];
}

/** A text that ends with a number. */
const COUNTED = /^(.*?)(\d{1,12})$/;

/** The number after those of the examples, or before them, if they count. Undefined for values in other lists. */
function nextNumber(
  { owner, place: [, at = ''] }: Location,
  numberIn: (value: Json) => number | undefined,
): number | undefined {
  const { list, path, ordinal } = owner;
  if (!list || /\/\d+(?:\/|$)/.test(at) || path.length > 2) return undefined;
  const numbers = list.valuesAt(at).map(numberIn);
  return numbers.every((one) => one !== undefined) ? list.nextNumber(ordinal, numbers) : undefined;
}

/** A code of the same form: the last digits count on, and what looks random is random again. */
function codeLike(example: string, location: Location, kept: number): string {
  const counted = COUNTED.exec(example);
  if (counted && kept === 0 && !/\d.*[A-Za-z]/.test(counted[1] as string)) {
    const [, head = '', digits = ''] = counted;
    const next = nextNumber(location, (value) => {
      const [, before, number] = (typeof value === 'string' && COUNTED.exec(value)) || [];
      return before === head ? Number(number) : undefined;
    });
    return `${head}${String(next ?? Number(digits) + location.owner.number).padStart(digits.length, '0')}`;
  }
  const prefix = Math.max(kept, /^(?:[A-Za-z]+[_:-])+/.exec(example)?.[0].length ?? 0);
  const rest = example.slice(prefix);
  const isRandom = /\d/.test(rest) && /[A-Za-z]/.test(rest) && rest.length >= 8;
  const isHex = /^[\da-f]+$/.test(rest);
  const signs = [...rest].map((sign, index) => {
    const at = `sign ${index}`;
    if (/\d/.test(sign))
      return isHex
        ? integerAt(location, 0, 15, at).toString(16)
        : String(integerAt(location, index === 0 ? 1 : 0, 9, at));
    if (!isRandom || !/[A-Za-z]/.test(sign)) return sign;
    if (isHex) return integerAt(location, 0, 15, at).toString(16);
    const letter = 'abcdefghjkmnpqrstuvwxyz'.charAt(integerAt(location, 0, 22, at));
    return sign === sign.toLowerCase() ? letter : letter.toUpperCase();
  });
  return example.slice(0, prefix) + signs.join('');
}

const FACTORS = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.2, 1.25, 1.5, 1.75, 2, 2.5];

/** A number like the example. Undefined if the name of the property suggests a better one. */
export function numberVariant(example: number, location: Location, integer: boolean): number | undefined {
  const { name, owner } = location;
  if (integer && /\b(?:id|iid|number|no|index|sequence|position)$/.test(name)) {
    const next = nextNumber(location, (value) => (typeof value === 'number' ? value : undefined));
    if (next !== undefined) return next;
  }
  if (/\bid$/.test(name) && isInCategory(location)) return example;
  if (example === 0 || example === 1) return undefined;
  const suggested = likelyNumber(location, integer);
  // A number of another magnitude means something else, such as a count that is named `created`.
  const isSimilar =
    suggested === 0 || (suggested !== undefined && suggested / example < 1000 && example / suggested < 1000);
  const likely = isSimilar || example > 1e11 ? suggested : undefined;
  if (/\b(?:status|code)$/.test(name)) return example;
  if (example > 1e11 && likely !== undefined && likely > 1e8) return momentOf(location);
  if (/\bids?$/.test(name)) {
    if (name !== 'id' || owner.path.length > 0)
      return 1 + ((example + owner.number * 7) % Math.max(3, Math.min(example, 10)));
    return example > owner.number ? example + owner.number : owner.number + 1;
  }
  const isMoney = /\b(?:price|cost|fee|amount|total|balance|salary)\b/.test(name);
  // The price of a product belongs to its name, unless the example is in cents or for other goods.
  const reference = owner.list && owner.list.prices.length > 1 ? owner.list.usualPrice : example;
  const isUsual = likely !== undefined && likely / reference > 0.05 && likely / reference < 20;
  if (likely !== undefined && (!isMoney || isUsual)) return likely;
  const scaled = example * pick(location, FACTORS, 'factor');
  if (Number.isInteger(example)) return Math.round(scaled);
  const decimals = String(example).split('.')[1]?.length ?? 0;
  const cents = Math.abs(example % 1);
  return Number((isMoney ? Math.max(1, Math.round(scaled)) - 1 + cents : scaled).toFixed(Math.min(decimals, 12)));
}
