// What a property means, by the words of its name: the names that people and the industry use.
import { plainName, singularOf, wordsIn } from '../../contract/operation/names.ts';

/** Moments at which an item is created. */
const CREATION =
  /^(?:add|added|assigned|begin|booked|created?|creation|date|enrolled|entered|filed|inserted|issued|joined|logged|made|opened|ordered|placed|posted|queued|received|recorded|registered|registration|reported|requested|sent|submission|submitted|subscribed|time|timestamp|uploaded)$/;
/** Moments of the last change. */
const CHANGE = /^(?:change|changed|edited|modification|modified|update|updated)$/;
/** Moments that are not the creation of an item, such as its end. */
const LATER =
  /^(?:accessed|activity|approved|archived|banned|cancell?ed|captured|closed|completed|confirmed|delivered|deleted|disabled|due|effective|end|ended|ending|ends|executed|expir\w*|expiry|failed|finished|last|locked|login|merged|next|paid|previous|published|read|refunded|rejected|removed|resolved|revoked|run|scheduled|seen|shipped|signed|sold|stop|stopped|suspended|terminated|trial|until|used|valid|verified|viewed|voided)$/;
/** Moments that are after now, if an item must have them. */
const FUTURE = /^(?:due|end|ends|ending|expir\w*|next|scheduled|until|trial)$/;

/** When a property with a time changes. */
export type Moment = 'creation' | 'change' | 'later' | 'future';

/** The moment that a time has. Undefined if its name says none. */
export function momentIn(name: string): Moment | undefined {
  const words = wordsIn(name);
  if (words.some((word) => CHANGE.test(word))) return 'change';
  if (words.some((word) => FUTURE.test(word))) return 'future';
  if (words.some((word) => LATER.test(word))) return 'later';
  return words.some((word) => CREATION.test(word)) ? 'creation' : undefined;
}

/** Words of the time of a change that do not say what has changed. */
const ANY_CHANGE =
  /^(?:at|by|date|datetime|db|doc|document|entity|epoch|gmt|in|iso|item|last|latest|local|most|ms|millis|object|on|recent|recently|record|resource|row|seconds|server|string|sys|system|text|time|timestamp|ts|tz|unix|utc)$/;

/** What has changed at a time, if it is only a part of the item: `password` of `passwordUpdatedAt`. */
export function changedPart(name: string, resource: string): readonly string[] {
  const own = new Set(wordsIn(resource).flatMap((word) => [word, singularOf(word)]));
  return wordsIn(name).filter((word) => !CHANGE.test(word) && !ANY_CHANGE.test(word) && !own.has(word));
}

/** Whether a name is that of a time, so that a number or a text without a format is one. */
export function isTimeName(name: string): boolean {
  const words = wordsIn(name);
  const last = words.at(-1) as string;
  if (words.length === 1) return /^(?:created|modified|timestamp|updated)$/.test(last);
  if (last === 'timestamp' || last === 'at') return momentIn(name) !== undefined;
  const isDated = /^(?:date|on|time|utc|ms|millis)$/.test(last) || /^(?:date|time)$/.test(words[0] as string);
  return (
    isDated && words.some((word) => CREATION.test(word) || CHANGE.test(word)) && /creat|chang|modif|updat/i.test(name)
  );
}

/** Whether a text is a time that a new item has not reached, such as the day on which it is paid. */
export function isLaterTimeName(name: string): boolean {
  return momentIn(name) === 'later' && /^(?:at|date|datetime|on|time|utc)$/.test(wordsIn(name).at(-1) as string);
}

/** Whether a number in a property counts something, so that it begins with 0. */
export function isCountName(name: string): boolean {
  const words = wordsIn(name);
  const [first] = words;
  const last = words.at(-1) as string;
  if (/^(?:count|counter|counts|num|total|used|size|progress|balance|score|attempts|usage)$/.test(last)) return true;
  // Nothing of a new item is paid.
  if (/^(?:paid|credited|refunded|captured)$/.test(last)) return true;
  if (first === 'num' || first === 'count' || first === 'total' || (first === 'number' && words[1] === 'of'))
    return true;
  return (
    /[^su]s$/.test(last) &&
    !/^(?:address|expires|hours|minutes|seconds|days|weeks|months|years|ms|millis|bytes|cents)$/.test(last)
  );
}

export function isStatusName(name: string): boolean {
  return /^(?:lifecycle|phase|stage|state|status)$/.test(wordsIn(name).at(-1) as string);
}

/** Whether a switch is on in a new item. */
export function isOnAtFirst(name: string): boolean {
  return /^(?:active|available|enabled|open|visible)$/.test(wordsIn(name).at(-1) as string);
}

/** Whether a property numbers the items of a resource: `id`, `number`, `invoiceNumber`. */
export function isOrdinalName(name: string, resource: string): boolean {
  const plain = plainName(name);
  const one = singularOf(resource);
  const own = plain.startsWith(one) && plain !== one ? plain.slice(one.length) : plain;
  return /^(?:id|iid|index|no|nr|num|number|seq|sequence|sequenceid|sequencenumber|serial|serialnumber)$/.test(own);
}

/** Whether a property contains the URL of its own item. */
export function isSelfLinkName(name: string, resource: string): boolean {
  const words = wordsIn(name);
  const last = words.at(-1) as string;
  if (words.length === 1) return /^(?:href|link|self|selflink|uri|url|permalink)$/.test(last);
  if (!/^(?:href|link|self|uri|url)$/.test(last)) return false;
  const one = singularOf(resource);
  return words.slice(0, -1).every((word) => /^(?:api|canonical|html|resource|self|web)$/.test(word) || word === one);
}

/** Whether a resource is what people put things into, so that it begins empty. */
export function isCartName(name: string): boolean {
  return /^(?:shopping)?(?:bag|basket|cart|trolley)$|^wishlist$/.test(plainName(name));
}
