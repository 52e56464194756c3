// Texts and numbers that a person would expect under a member's name or format. Invented, neutral, the same for everyone; what
// a schema does not allow is not taken.
import { randomAt } from '../random.ts';

/** Where a value is made: all of its chance comes from here. */
export interface Location {
  readonly seed: number;
  /** The sample, and the pointer in it. */
  readonly place: readonly string[];
  /** The name of the member; empty where there is none. */
  readonly name: string;
}

function pick<T>({ seed, place }: Location, values: readonly T[], what = ''): T {
  return values[Math.floor(randomAt(seed, ...place, what) * values.length)] as T;
}

/** A whole number from `least` to `most`. */
export function integerAt({ seed, place }: Location, least: number, most: number, what = 'n'): number {
  return least + Math.floor(randomAt(seed, ...place, what) * (most - least + 1));
}

const FIRST_NAMES = ['Ada', 'Alan', 'Emma', 'Grace', 'Hana', 'Ines', 'Jonas', 'Lena', 'Malik', 'Noor', 'Rosa', 'Tom'];
const LAST_NAMES = [
  'Adler',
  'Bauer',
  'Costa',
  'Diaz',
  'Evans',
  'Fischer',
  'Garcia',
  'Hansen',
  'Khan',
  'Novak',
  'Rossi',
  'Sato',
];
const WORDS = [
  'amber',
  'birch',
  'cedar',
  'delta',
  'ember',
  'fern',
  'grove',
  'harbor',
  'indigo',
  'juniper',
  'lagoon',
  'meadow',
];
const CITIES = ['Bergen', 'Graz', 'Lisbon', 'Lyon', 'Oslo', 'Porto', 'Riga', 'Turin', 'Utrecht', 'Vilnius'];
const COUNTRIES = ['Austria', 'Canada', 'Denmark', 'France', 'Japan', 'Kenya', 'Norway', 'Portugal', 'Spain'];
const COUNTRY_CODES = ['AT', 'CA', 'DE', 'DK', 'ES', 'FR', 'JP', 'NO', 'PT', 'US'];
const CURRENCIES = ['EUR', 'USD', 'GBP', 'JPY', 'CHF'];
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt'];
const STREETS = ['12 Harbor Street', '7 Mill Lane', '45 Cedar Road', '3 Station Square'];
const COMPANIES = ['Northwind', 'Contoso', 'Fabrikam', 'Litware', 'Tailspin'];
const COLOURS = ['amber', 'blue', 'green', 'red', 'violet'];
const SENTENCES = [
  'A short text that says what this is.',
  'Made up by rule, and always the same.',
  'What stands here is only an example.',
];

/** A moment in 2024 or 2025, in milliseconds. */
function dateAt(spot: Location): Date {
  const seconds = Math.floor(randomAt(spot.seed, ...spot.place, 'moment') * 2 * 365 * 86_400);
  return new Date(Date.UTC(2024, 0, 1) + seconds * 1000);
}

function hexAt(spot: Location, length: number): string {
  return Array.from({ length }, (_, index) => integerAt(spot, 0, 15, `x${index}`).toString(16)).join('');
}

function uuid(spot: Location): string {
  const hex = hexAt(spot, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

const isoOf = (spot: Location) => dateAt(spot).toISOString().replace('.000', '');
const word = (spot: Location) => pick(spot, WORDS, 'word');
const email = (spot: Location) => `${pick(spot, FIRST_NAMES, 'f').toLowerCase()}@example.com`;
const url = (spot: Location) => `https://example.com/${word(spot)}`;

/** Texts of a format (OpenAPI's format registry, JSON Schema 2020-12, section 7.3). */
const FORMATS: Readonly<Record<string, (spot: Location) => string>> = {
  'date-time': isoOf,
  date: (spot) => isoOf(spot).slice(0, 10),
  time: (spot) => isoOf(spot).slice(11),
  'iso-time': (spot) => isoOf(spot).slice(11),
  'iso-date-time': isoOf,
  duration: (spot) => `P${integerAt(spot, 1, 9)}D`,
  uuid,
  email,
  'idn-email': email,
  uri: url,
  url,
  iri: url,
  'uri-reference': (spot) => `/${word(spot)}`,
  'iri-reference': (spot) => `/${word(spot)}`,
  'uri-template': (spot) => `/${word(spot)}/{id}`,
  hostname: (spot) => `${word(spot)}.example.com`,
  'idn-hostname': (spot) => `${word(spot)}.example.com`,
  ipv4: (spot) => `192.0.2.${integerAt(spot, 1, 254)}`,
  ipv6: (spot) => `2001:db8::${integerAt(spot, 1, 999)}`,
  byte: (spot) => Buffer.from(word(spot)).toString('base64'),
  base64: (spot) => Buffer.from(word(spot)).toString('base64'),
  binary: word,
  password: (spot) => `${word(spot)}-${integerAt(spot, 100, 999)}`,
  regex: () => '^[a-z]+$',
  'json-pointer': (spot) => `/${word(spot)}`,
  'json-pointer-uri-fragment': (spot) => `#/${word(spot)}`,
  'relative-json-pointer': () => '0',
  int64: (spot) => String(integerAt(spot, 1, 9999)),
  int32: (spot) => String(integerAt(spot, 1, 9999)),
};

/** Texts by the name of a member, the most telling first. */
const TEXTS: readonly (readonly [RegExp, (spot: Location) => string])[] = [
  [/e-?mail/i, email],
  [/(^|_)(first|given)_?name/i, (spot) => pick(spot, FIRST_NAMES)],
  [/(^|_)(last|family|sur)_?name/i, (spot) => pick(spot, LAST_NAMES)],
  [/user_?name|login|nick/i, (spot) => `${pick(spot, FIRST_NAMES).toLowerCase()}${integerAt(spot, 10, 99)}`],
  [
    /(full|display|owner|author|contact|customer|person)_?name/i,
    (spot) => `${pick(spot, FIRST_NAMES)} ${pick(spot, LAST_NAMES, 'l')}`,
  ],
  [/company|organi[sz]ation|vendor|brand/i, (spot) => pick(spot, COMPANIES)],
  [/uuid|guid/i, uuid],
  [/(_at|At|_on|On|date_?time|timestamp|(^|_)created|(^|_)updated|modified)$/, isoOf],
  [/(^|_)date$|Date$|birthday/, (spot) => isoOf(spot).slice(0, 10)],
  [/(url|uri|href|link|website|homepage|avatar|image|icon|logo)$/i, url],
  [/country_?code/i, (spot) => pick(spot, COUNTRY_CODES)],
  [/country/i, (spot) => pick(spot, COUNTRIES)],
  [/currency/i, (spot) => pick(spot, CURRENCIES)],
  [/locale|language|lang$/i, (spot) => pick(spot, LANGUAGES)],
  [/city|town/i, (spot) => pick(spot, CITIES)],
  [/street|address_?(line)?_?1?$/i, (spot) => pick(spot, STREETS)],
  [/zip|postal|postcode/i, (spot) => String(integerAt(spot, 10_000, 99_999))],
  [/phone|mobile|fax|msisdn/i, (spot) => `+1555010${String(integerAt(spot, 0, 9999)).padStart(4, '0')}`],
  [/time_?zone/i, () => 'UTC'],
  [/ip_?(address)?$/i, (spot) => `192.0.2.${integerAt(spot, 1, 254)}`],
  [/host|domain/i, (spot) => `${word(spot)}.example.com`],
  [/price|amount|total|cost|balance/i, (spot) => `${integerAt(spot, 1, 199)}.99`],
  [/version/i, (spot) => `1.${integerAt(spot, 0, 9)}.${integerAt(spot, 0, 9, 'p')}`],
  [/colou?r/i, (spot) => pick(spot, COLOURS)],
  [/token|secret|hash|signature|sha|digest|etag|key$/i, (spot) => hexAt(spot, 16)],
  [/(^|_)id$|Id$|ID$/, (spot) => hexAt(spot, 8)],
  [/description|summary|message|comment|note|text|content|body|reason/i, (spot) => pick(spot, SENTENCES)],
  [/title|subject|label|name/i, (spot) => capitalized(`${word(spot)} ${pick(spot, WORDS, 'second')}`)],
  [/path|file/i, (spot) => `/${word(spot)}/${pick(spot, WORDS, 'second')}`],
  [/code|type|kind|status|state|slug|tag|role|group/i, word],
  [/count|number|size|limit|offset|page/i, (spot) => String(integerAt(spot, 1, 50))],
];

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Texts that would do, the most telling first: by format, by name, then any word. */
export function textCandidates(spot: Location, format: string | undefined): string[] {
  const formatted = format !== undefined && Object.hasOwn(FORMATS, format) ? [FORMATS[format]?.(spot) as string] : [];
  const named = TEXTS.flatMap(([telling, text]) => (telling.test(spot.name) ? [text(spot)] : []));
  return [...formatted, ...named.slice(0, 2), word(spot)];
}

/** Texts of many forms, one of which a pattern may ask for. */
export function variousTexts(spot: Location): string[] {
  const formatted = Object.values(FORMATS).map((text) => text(spot));
  const named = TEXTS.map(([, text]) => text(spot));
  const number = integerAt(spot, 1, 9);
  const moment = isoOf(spot);
  return [
    ...[...formatted, ...named],
    ...[
      `${number}`,
      `${number}0`,
      `${number}.50`,
      'a',
      'A',
      'AB',
      'ABC',
      'abc',
      'a1',
      'A1',
      'Abc123',
      '0x1a',
      '#a1b2c3',
    ],
    ...[
      moment.replace('Z', '+00:00'),
      moment.replace('Z', ''),
      moment.slice(0, 7),
      moment.slice(0, 4),
      moment.slice(11, 16),
    ],
    ...[
      `${number * 10}%`,
      `v${number}`,
      `${number}d`,
      `${number}s`,
      '10.0.0.0/24',
      '/a/b',
      'a/b',
      'a:b',
      'a.b',
      'a_b',
      'a-b',
    ],
    ...[
      'https://example.com/image.png',
      'https://example.com/file.pdf',
      'text/plain',
      '*',
      '1.0.0',
      'true',
      'en-US',
      '',
    ],
  ];
}

/** Numbers by the name of a member; undefined where it tells nothing. */
export function likelyNumber(spot: Location, whole: boolean): number | undefined {
  const { name } = spot;
  const cents = (value: number) => (whole ? value : value + integerAt(spot, 0, 99, 'cents') / 100);
  if (/lat(itude)?$/i.test(name)) return whole ? integerAt(spot, -60, 60) : integerAt(spot, -600_000, 600_000) / 10_000;
  if (/(lon|lng|longitude)$/i.test(name))
    return whole ? integerAt(spot, -170, 170) : integerAt(spot, -1_700_000, 1_700_000) / 10_000;
  if (/price|amount|cost|total|balance|fee|tax/i.test(name)) return cents(integerAt(spot, 1, 199));
  if (/(^|_)(at|time|date|timestamp)$|At$|Time$|created|updated|expires/i.test(name))
    return Math.floor(dateAt(spot).getTime() / 1000);
  if (/year/i.test(name)) return integerAt(spot, 2000, 2025);
  if (/status_?code/i.test(name)) return 200;
  if (/percent|ratio|rate|score|progress/i.test(name))
    return whole ? integerAt(spot, 0, 100) : integerAt(spot, 0, 100) / 100;
  if (/age$/i.test(name)) return integerAt(spot, 18, 80);
  if (/count|quantity|size|length|limit|page|offset|index|position|rank|id$/i.test(name)) return integerAt(spot, 1, 50);
  return undefined;
}
