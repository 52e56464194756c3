// The texts that say a role: the status in words, a code in the spelling that a pattern asks for, a place as a pointer.
import { STATUS_CODES } from 'node:http';
import { exampleOf } from './limits.ts';
import { type ErrorReason, placeOf } from './reason.ts';
import { type ErrorRole, snakeCase } from './roles.ts';
import type { Branch } from './shape.ts';
import { wordsOf } from './words.ts';

interface TextSources {
  readonly reason: ErrorReason;
  /** The names of all members of the object that the text stands in, as words. */
  readonly within: readonly string[];
}

/** The ways in which a role can be written, the best first. */
export function textsOf(role: ErrorRole, branch: Branch, { reason, within }: TextSources): readonly string[] {
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
      return reason.violation ? [placeOf(reason)?.within ?? 'body'] : [];
    default:
      return placesOf(role, branch, { reason, within });
  }
}

/** The code itself, else as a pattern may want it: `body_invalid`, `body-invalid`, `BodyInvalid`, `bodyInvalid`. */
function codesOf(branch: Branch, code: string, otherwise: string): string[] {
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
  const numbered = /^\d{3}$/.test(String(exampleOf(branch) ?? ''));
  return [...(numbered ? [otherwise] : []), code, ...spellings, otherwise];
}

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

function placesOf(role: ErrorRole, branch: Branch, { reason, within }: TextSources): readonly string[] {
  const place = placeOf(reason);
  if (place === undefined) return [];
  const { within: location, tokens } = place;
  const pointer = reason.violation?.pointer ?? '';
  const isParameter = location === 'query' || location === 'path' || location === 'cookie';
  const divided = within.includes('parameter') && within.includes('pointer');
  if (role === 'header') return location === 'header' ? tokens.slice(0, 1) : [];
  if (role === 'parameter') return isParameter ? [tokens.join('.')] : [];
  const example = exampleOf(branch);
  const asFragment = typeof example === 'string' && example.startsWith('#');
  if (role === 'pointer') {
    if (divided && location !== 'body') return [];
    return asFragment ? [`#${pointer}`] : [pointer, `#${pointer}`];
  }
  const asPointer = typeof example === 'string' && /^#?\//.test(example);
  const dotted = tokens.length > 0 ? tokens.join('.') : location;
  return asPointer ? [`${asFragment ? '#' : ''}${pointer}`, dotted] : [dotted, pointer];
}
