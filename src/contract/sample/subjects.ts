// What an object is, in words, from the names of its schemas and of the properties and paths that lead to it.
import { singularOf } from '../operation/names.ts';
import { spacedName } from './location.ts';

/** Names of properties that say nothing about the object in them. */
const ENVELOPES =
  /^(?:attributes|body|children|content|contents|data|details|docs|edge|edges|element|elements|embedded|entities|entity|entries|external urls?|fields|hits|item|items|links?|list|node|nodes|object|objects|page|payload|properties|record|records|resource|resources|response|result|results|row|rows|urls?|value|values)$/;

/** Words of schema names that say what the schema is for, not what the object is. */
const TECHNICAL =
  /\b(?:abstract|base|body|changes?|collection|common|create|creation|draft|dto|editable|entity|extended|full|info|input|list|minimal|model|nested|new|object|out|output|paginated|partial|patch|payload|props|public|read|ref|reference|representation|request|resource|response|result|results|schema|short|simple|summary|type|update|v\d+|view|writable)\b/g;

const VERBS =
  /^(?:add|all|browse|check|create|delete|fetch|find|get|list|load|lookup|modify|patch|post|put|query|read|remove|retrieve|search|show|update|view)\b/;

function singular(words: string): string {
  const all = words.split(' ');
  return [...all.slice(0, -1), singularOf(all.at(-1) ?? '')].join(' ').trim();
}

/** A subject from the name of a property; undefined if the name says nothing. */
export function subjectOfProperty(name: string): string | undefined {
  const words = spacedName(name);
  return words === '' || ENVELOPES.test(words) ? undefined : singular(words);
}

/** A subject from a reference to a schema. */
export function subjectOfReference(reference: string): string | undefined {
  const name = decodeURIComponent(reference.slice(reference.lastIndexOf('/') + 1)).replace(/^.*\./, '');
  if (/^(?:schema|items|properties|\d+)$/.test(name)) return undefined;
  const words = singular(spacedName(name).replace(TECHNICAL, ' ').replace(/\s+/g, ' ').trim());
  return words === '' || /^(?:external )?(?:links?|urls?)$/.test(words) ? undefined : words;
}

/** A subject from the place of a sample: a path with keys, or the id of an operation and a status. */
export function subjectOfPlace(place: string): string | undefined {
  if (place.includes('/')) {
    const segment = place.split(/[/ ]/).findLast((part) => /^[A-Za-z][A-Za-z_.-]+$/.test(part));
    return segment === undefined ? undefined : subjectOfProperty(segment);
  }
  const words = spacedName(place.split(' ')[0] ?? '')
    .replace(VERBS, '')
    .replace(/\b(?:by|for|of|in|from)\b.*$/, '')
    .trim();
  return words === '' ? undefined : subjectOfProperty(words);
}
