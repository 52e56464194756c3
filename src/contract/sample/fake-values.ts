// Texts and numbers that a person expects for the name or the format of a property. The caller takes only values that the schema
// allows.
import { address, urls } from './common-texts.ts';
import { byName, integerAt, type Location } from './location.ts';
import { isoOf } from './moments.ts';
import { FORMATS } from './texts-of-formats.ts';
import { objectOf, TEXTS } from './texts-of-names.ts';
import * as titles from './titles.ts';

/** Candidates, best first: by format, by name, then any word. */
export function textCandidates(location: Location, format: string | undefined): string[] {
  const formatted =
    format !== undefined && Object.hasOwn(FORMATS, format) ? [FORMATS[format]?.(location) ?? []].flat() : [];
  return [...formatted, ...namedTexts(location), titles.wordOf(location)] as string[];
}

/** The most specific texts for a name. */
const textsFor = byName((name) =>
  TEXTS.filter(([expression]) => expression.test(name))
    .slice(0, 2)
    .map(([, texts]) => texts),
);

/** Texts for the name of a property. None if the name is not known. */
export function namedTexts(location: Location): string[] {
  if (/\b(?:urls|links|hrefs)$/.test(location.owner.path.at(-1) ?? '')) return urls(location);
  return textsFor(location.name).flatMap((texts) => texts(location));
}

/** Texts of many forms. One of them can match a pattern. */
export function variousTexts(location: Location): string[] {
  const formatted = Object.values(FORMATS).flatMap((texts) => texts(location));
  // The name of the object itself is the same for every value, such as `adr_id` for `^adr_[a-z]+$`.
  const named = TEXTS.flatMap(([, texts]) => texts(location)).filter((text) => text !== objectOf(location));
  const number = integerAt(location, 1, 9);
  const moment = isoOf(location);
  const country = address(location).city.country;
  return [
    ...formatted,
    ...named,
    ...[country.code, country.code3, country.currency],
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
