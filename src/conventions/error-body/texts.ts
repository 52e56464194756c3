// The possible texts of a role: the status in words, an error code in several spellings, a place as a pointer.
import { STATUS_CODES } from 'node:http';
import { propertyPath } from '../../json/pointer.ts';
import { exampleOf } from './limits.ts';
import { type ErrorReason, placeOf } from './reason.ts';
import { type ErrorRole, snakeCase } from './roles.ts';
import type { Branch } from './shape.ts';
import { wordsOf } from './words.ts';

interface TextSources {
  readonly reason: ErrorReason;
  /** The names of all properties of the same object, in snake case. */
  readonly siblings: readonly string[];
}

/** The possible texts of a role, the best first. */
export function textsOf(role: ErrorRole, branch: Branch, { reason, siblings }: TextSources): readonly string[] {
  const { code, status, facts } = reason;
  const phrase = STATUS_CODES[status] ?? 'Error';
  switch (role) {
    case 'message':
      return [phrase, wordsOf(code).join(' ')];
    case 'title':
      return [phrase, phrase.toLowerCase(), String(status)];
    case 'code':
      return codesOf(branch, code, String(status));
    case 'problem-type':
      return ['about:blank', `urn:error:${snakeCase(code)}`, ...codesOf(branch, code, phrase)];
    case 'status': {
      const example = exampleOf(branch);
      if (typeof example === 'string' && /^(errors?|fail(ed|ure)?|nok|ko)$/i.test(example)) return [example];
      return [String(status), phrase, ...codesOf(branch, code, phrase)];
    }
    case 'request-id':
      return [facts.requestId];
    case 'time':
      return timesOf(facts.now());
    case 'path':
      return [facts.path];
    case 'resource':
      return facts.path
        .split('/')
        .filter((segment) => /^[a-z_-]+$/i.test(segment))
        .slice(-1);
    case 'in':
      return reason.violation ? [placeOf(reason)?.part ?? 'body'] : [];
    default:
      return placesOf(role, branch, { reason, siblings });
  }
}

/** The error code in several spellings, because a pattern can require one: `body_invalid`, `body-invalid`, `BodyInvalid`, `bodyInvalid`. */
function codesOf(branch: Branch, code: string, fallback: string): string[] {
  const words = wordsOf(code);
  const pascal = words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('');
  const camel = `${pascal.charAt(0).toLowerCase()}${pascal.slice(1)}`;
  const spellings = [
    words.join('_'),
    words.join('_').toUpperCase(),
    words.join('-'),
    pascal,
    camel,
    words.join(' '),
    words.join(''),
  ];
  const example = String(exampleOf(branch) ?? '');
  if (/^\d{3}$/.test(example)) return [fallback, code, ...spellings];
  const style = /[a-z]/i.test(example) ? STYLES.findIndex((pattern) => pattern.test(example)) : -1;
  return [...spellings.slice(style, style + 1), code, ...spellings, fallback];
}

/** How a document spells its codes, as its example shows. In the order of the spellings above. */
const STYLES = [
  /^[a-z\d]+(?:_[a-z\d]+)*$/,
  /^[A-Z\d]+(?:_[A-Z\d]+)*$/,
  /^[a-z\d]+(?:-[a-z\d]+)+$/,
  /^(?:[A-Z][a-z\d]+)+$/,
  /^[a-z\d]+(?:[A-Z][a-z\d]+)+$/,
];

function timesOf(now: Date): string[] {
  const text = now.toISOString();
  return [
    text,
    text.replace(/\.\d+Z$/, 'Z'),
    text.slice(0, 19),
    text.slice(0, 10),
    text.slice(11),
    String(now.getTime()),
  ];
}

function placesOf(role: ErrorRole, branch: Branch, { reason, siblings }: TextSources): readonly string[] {
  const place = placeOf(reason);
  if (place === undefined) return [];
  const { part, tokens } = place;
  const pointer = reason.violation?.pointer ?? '';
  const isParameter = part === 'query' || part === 'path' || part === 'cookie';
  const hasBoth = siblings.includes('parameter') && siblings.includes('pointer');
  if (role === 'header') return part === 'header' ? tokens.slice(0, 1) : [];
  if (role === 'parameter') return isParameter ? [propertyPath(pointer)] : [];
  const example = exampleOf(branch);
  const asFragment = typeof example === 'string' && example.startsWith('#');
  if (role === 'pointer') {
    if (hasBoth && part !== 'body') return [];
    return asFragment ? [`#${pointer}`] : [pointer, `#${pointer}`];
  }
  const asPointer = typeof example === 'string' && /^#?\//.test(example);
  const path = propertyPath(pointer) || part;
  return asPointer ? [`${asFragment ? '#' : ''}${pointer}`, path] : [path, tokens.join('.'), pointer];
}
