// Texts that a format and a name can both mean: people, addresses, URLs, codes.
import { randomAt } from '../../random.ts';
import { addressOf } from './geography.ts';
import { integerAt, type Location, slugOf } from './location.ts';
import { companyOf, emailsOf, personOf, roleIn } from './people.ts';
import * as titles from './titles.ts';

/** The texts of a property, best first. */
export type Texts = (location: Location) => string | readonly string[];

export function hexAt({ seed, place }: Location, length: number): string {
  const words = Array.from(
    { length: Math.ceil(length / 8) },
    (_, index) => randomAt(seed, ...place, 'x', index) * 2 ** 32,
  );
  return words
    .map((word) => Math.floor(word).toString(16).padStart(8, '0'))
    .join('')
    .slice(0, length);
}

export function uuidOf(location: Location): string {
  const hex = hexAt(location, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Letters and digits in a form: `?` is a capital letter, `#` a digit. */
export function codeOf(location: Location, form: string): string {
  const signs = [...form].map((sign, index) => {
    if (sign === '#') return String(integerAt(location, 0, 9, `code ${index}`));
    return sign === '?' ? (LETTERS[integerAt(location, 0, LETTERS.length - 1, `code ${index}`)] as string) : sign;
  });
  return signs.join('');
}

export const person = (location: Location) => personOf(location.owner, roleIn(location));
export const address = ({ owner, name }: Location) => addressOf(owner, name);
export const emails: Texts = (location) => emailsOf(location.owner, roleIn(location));

/** Addresses of this server, which respond; then one for formats that refuse them. */
export function urls(location: Location): string[] {
  const { owner, name } = location;
  const subject = titles.nameOf(owner);
  const isImage = /\b(?:avatar|banner|cover|icon|image|img|logo|photo|picture|poster|thumb|thumbnail)s?\b/.test(name);
  const kind = isImage ? (titles.isPerson(owner) ? 'avatar' : 'image') : 'page';
  const slug = slugOf(titles.isPerson(owner) ? person(location).full : subject) || titles.wordOf(location);
  const path = `${kind}/${slug}${isImage ? '.svg' : ''}`;
  return [`${owner.samplesUrl}${path}`, `https://example.com/${path}`, 'https://example.com', 'http://a.co'];
}

export const domain: Texts = ({ owner }) => companyOf(owner).domain;
