// Texts that a person expects for the format of a property.
import { address, domain, emails, hexAt, type Texts, urls, uuidOf } from './common-texts.ts';
import { descriptionOf } from './descriptions.ts';
import { likelyNumber } from './likely-numbers.ts';
import { capitalized, integerAt } from './location.ts';
import { isoOf, momentOf, timeOf } from './moments.ts';
import * as titles from './titles.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Texts of a format (OpenAPI's format registry, JSON Schema 2020-12, section 7.3). */
export const FORMATS: Readonly<Record<string, Texts>> = {
  'date-time': isoOf,
  date: (location) => isoOf(location).slice(0, 10),
  time: timeOf,
  'iso-time': timeOf,
  'iso-date-time': isoOf,
  'unix-time': (location) => String(momentOf(location) / 1000),
  duration: (location) => `PT${integerAt(location, 1, 9) * 10}M`,
  uuid: uuidOf,
  guid: uuidOf,
  email: emails,
  'idn-email': emails,
  uri: urls,
  url: urls,
  iri: urls,
  'uri-reference': urls,
  'iri-reference': urls,
  'uri-template': (location) => `/${titles.wordOf(location)}/{id}`,
  hostname: domain,
  'idn-hostname': domain,
  ipv4: (location) => `192.0.2.${integerAt(location, 1, 254)}`,
  ipv6: (location) => `2001:db8::${integerAt(location, 1, 999)}`,
  byte: (location) => base64(descriptionOf(location.owner)),
  base64: (location) => base64(descriptionOf(location.owner)),
  binary: (location) => descriptionOf(location.owner),
  password: (location) => `${capitalized(titles.wordOf(location))}-${integerAt(location, 1000, 9999)}`,
  regex: () => '^[a-z]+$',
  phone: (location) => address(location).phone,
  color: (location) => `#${hexAt(location, 6)}`,
  currency: (location) => address(location).city.country.currency,
  'json-pointer': (location) => `/${titles.wordOf(location)}`,
  'json-pointer-uri-fragment': (location) => `#/${titles.wordOf(location)}`,
  'relative-json-pointer': () => '0',
  int64: (location) => String(integerAt(location, 1, 9999)),
  int32: (location) => String(integerAt(location, 1, 9999)),
  decimal: (location) => String(likelyNumber(location, false) ?? 1),
};
