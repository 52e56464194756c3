// Texts and numbers that a person expects for the name or the format of a property. All are invented and neutral. The
// caller takes only values that the schema allows.
import { randomAt } from '../../random.ts';

/** The place of a value in a sample. It is the only source of randomness. */
export interface Location {
  readonly seed: number;
  /** The sample and the pointer into it. */
  readonly place: readonly string[];
  /** The name of the property; empty if unknown. */
  readonly name: string;
}

function pick<T>({ seed, place }: Location, values: readonly T[], label = ''): T {
  return values[Math.floor(randomAt(seed, ...place, label) * values.length)] as T;
}

/** An integer from `least` to `most`. */
export function integerAt({ seed, place }: Location, least: number, most: number, label = 'n'): number {
  return least + Math.floor(randomAt(seed, ...place, label) * (most - least + 1));
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
  'A generated text that is always the same.',
  'This text is only an example.',
];

/** A date in 2024 or 2025, without milliseconds. */
function dateAt(location: Location): Date {
  const seconds = Math.floor(randomAt(location.seed, ...location.place, 'moment') * 2 * 365 * 86_400);
  return new Date(Date.UTC(2024, 0, 1) + seconds * 1000);
}

function hexAt(location: Location, length: number): string {
  return Array.from({ length }, (_, index) => integerAt(location, 0, 15, `x${index}`).toString(16)).join('');
}

function uuid(location: Location): string {
  const hex = hexAt(location, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

const isoOf = (location: Location) => dateAt(location).toISOString().replace('.000', '');
const word = (location: Location) => pick(location, WORDS, 'word');
const email = (location: Location) => `${pick(location, FIRST_NAMES, 'f').toLowerCase()}@example.com`;
const url = (location: Location) => `https://example.com/${word(location)}`;

/** Texts of a format (OpenAPI's format registry, JSON Schema 2020-12, section 7.3). */
const FORMATS: Readonly<Record<string, (location: Location) => string>> = {
  'date-time': isoOf,
  date: (location) => isoOf(location).slice(0, 10),
  time: (location) => isoOf(location).slice(11),
  'iso-time': (location) => isoOf(location).slice(11),
  'iso-date-time': isoOf,
  duration: (location) => `P${integerAt(location, 1, 9)}D`,
  uuid,
  email,
  'idn-email': email,
  uri: url,
  url,
  iri: url,
  'uri-reference': (location) => `/${word(location)}`,
  'iri-reference': (location) => `/${word(location)}`,
  'uri-template': (location) => `/${word(location)}/{id}`,
  hostname: (location) => `${word(location)}.example.com`,
  'idn-hostname': (location) => `${word(location)}.example.com`,
  ipv4: (location) => `192.0.2.${integerAt(location, 1, 254)}`,
  ipv6: (location) => `2001:db8::${integerAt(location, 1, 999)}`,
  byte: (location) => Buffer.from(word(location)).toString('base64'),
  base64: (location) => Buffer.from(word(location)).toString('base64'),
  binary: word,
  password: (location) => `${word(location)}-${integerAt(location, 100, 999)}`,
  regex: () => '^[a-z]+$',
  'json-pointer': (location) => `/${word(location)}`,
  'json-pointer-uri-fragment': (location) => `#/${word(location)}`,
  'relative-json-pointer': () => '0',
  int64: (location) => String(integerAt(location, 1, 9999)),
  int32: (location) => String(integerAt(location, 1, 9999)),
};

/** Texts by the name of a property. The first expressions are the most specific. */
const TEXTS: readonly (readonly [RegExp, (location: Location) => string])[] = [
  [/e-?mail/i, email],
  [/(^|_)(first|given)_?name/i, (location) => pick(location, FIRST_NAMES)],
  [/(^|_)(last|family|sur)_?name/i, (location) => pick(location, LAST_NAMES)],
  [
    /user_?name|login|nick/i,
    (location) => `${pick(location, FIRST_NAMES).toLowerCase()}${integerAt(location, 10, 99)}`,
  ],
  [
    /(full|display|owner|author|contact|customer|person)_?name/i,
    (location) => `${pick(location, FIRST_NAMES)} ${pick(location, LAST_NAMES, 'l')}`,
  ],
  [/company|organi[sz]ation|vendor|brand/i, (location) => pick(location, COMPANIES)],
  [/uuid|guid/i, uuid],
  [/(_at|At|_on|On|date_?time|timestamp|(^|_)created|(^|_)updated|modified)$/, isoOf],
  [/(^|_)date$|Date$|birthday/, (location) => isoOf(location).slice(0, 10)],
  [/(url|uri|href|link|website|homepage|avatar|image|icon|logo)$/i, url],
  [/country_?code/i, (location) => pick(location, COUNTRY_CODES)],
  [/country/i, (location) => pick(location, COUNTRIES)],
  [/currency/i, (location) => pick(location, CURRENCIES)],
  [/locale|language|lang$/i, (location) => pick(location, LANGUAGES)],
  [/city|town/i, (location) => pick(location, CITIES)],
  [/street|address_?(line)?_?1?$/i, (location) => pick(location, STREETS)],
  [/zip|postal|postcode/i, (location) => String(integerAt(location, 10_000, 99_999))],
  [/phone|mobile|fax|msisdn/i, (location) => `+1555010${String(integerAt(location, 0, 9999)).padStart(4, '0')}`],
  [/time_?zone/i, () => 'UTC'],
  [/ip_?(address)?$/i, (location) => `192.0.2.${integerAt(location, 1, 254)}`],
  [/host|domain/i, (location) => `${word(location)}.example.com`],
  [/price|amount|total|cost|balance/i, (location) => `${integerAt(location, 1, 199)}.99`],
  [/version/i, (location) => `1.${integerAt(location, 0, 9)}.${integerAt(location, 0, 9, 'p')}`],
  [/colou?r/i, (location) => pick(location, COLOURS)],
  [/token|secret|hash|signature|sha|digest|etag|key$/i, (location) => hexAt(location, 16)],
  [/(^|_)id$|Id$|ID$/, (location) => hexAt(location, 8)],
  [/description|summary|message|comment|note|text|content|body|reason/i, (location) => pick(location, SENTENCES)],
  [/title|subject|label|name/i, (location) => capitalized(`${word(location)} ${pick(location, WORDS, 'second')}`)],
  [/path|file/i, (location) => `/${word(location)}/${pick(location, WORDS, 'second')}`],
  [/code|type|kind|status|state|slug|tag|role|group/i, word],
  [/count|number|size|limit|offset|page/i, (location) => String(integerAt(location, 1, 50))],
];

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Candidates, best first: by format, by name, then any word. */
export function textCandidates(location: Location, format: string | undefined): string[] {
  const formatted =
    format !== undefined && Object.hasOwn(FORMATS, format) ? [FORMATS[format]?.(location) as string] : [];
  const named = TEXTS.flatMap(([expression, text]) => (expression.test(location.name) ? [text(location)] : []));
  return [...formatted, ...named.slice(0, 2), word(location)];
}

/** Texts of many forms, one of which can match a pattern. */
export function variousTexts(location: Location): string[] {
  const formatted = Object.values(FORMATS).map((text) => text(location));
  const named = TEXTS.map(([, text]) => text(location));
  const number = integerAt(location, 1, 9);
  const moment = isoOf(location);
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

/** A number by the name of the property; undefined if the name suggests none. */
export function likelyNumber(location: Location, integer: boolean): number | undefined {
  const { name } = location;
  const cents = (value: number) => (integer ? value : value + integerAt(location, 0, 99, 'cents') / 100);
  if (/lat(itude)?$/i.test(name))
    return integer ? integerAt(location, -60, 60) : integerAt(location, -600_000, 600_000) / 10_000;
  if (/(lon|lng|longitude)$/i.test(name))
    return integer ? integerAt(location, -170, 170) : integerAt(location, -1_700_000, 1_700_000) / 10_000;
  if (/price|amount|cost|total|balance|fee|tax/i.test(name)) return cents(integerAt(location, 1, 199));
  if (/(^|_)(at|time|date|timestamp)$|At$|Time$|created|updated|expires/i.test(name))
    return Math.floor(dateAt(location).getTime() / 1000);
  if (/year/i.test(name)) return integerAt(location, 2000, 2025);
  if (/status_?code/i.test(name)) return 200;
  if (/percent|ratio|rate|score|progress/i.test(name))
    return integer ? integerAt(location, 0, 100) : integerAt(location, 0, 100) / 100;
  if (/age$/i.test(name)) return integerAt(location, 18, 80);
  if (/count|quantity|size|length|limit|page|offset|index|position|rank|id$/i.test(name))
    return integerAt(location, 1, 50);
  return undefined;
}
