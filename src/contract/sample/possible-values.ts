// Values that the description of a schema lists in place of an enum: "Possible values: `draft`, `sent` or `paid`."
import type { Json, JsonObject } from '../../json/value.ts';

const LIST =
  /\b(?:(?:possible|allowed|valid|supported|accepted|permitted|available|known) (?:values?|options|statuses|types)(?: (?:are|is|include|includes))?|(?:can|may|must) be(?: either)?(?: one of)?|one of|either)\s*:?\s*/i;
const QUOTED = /`([^`\s]{1,40})`|"([^"\s]{1,40})"|'([^'\s]{1,40})'/g;
const PLAIN = /^[A-Za-z0-9_-]{1,40}$/;

/** The listed values. None if the schema has other rules for its texts, or if the description lists nothing. */
export function possibleValues({ type, format, pattern, description }: JsonObject): readonly Json[] {
  if (typeof description !== 'string' || type !== 'string' || format !== undefined || pattern !== undefined) return [];
  const found = LIST.exec(description);
  if (!found) return [];
  const rest = description.slice(found.index + found[0].length);
  const sentence = /^.*?(?=\.(?:\s|$)|\n\n|$)/s.exec(rest)?.[0] ?? '';
  const quoted = [...sentence.matchAll(QUOTED)].map(([, a, b, c]) => (a ?? b ?? c) as string);
  if (quoted.length > 1) return [...new Set(quoted)];
  if (!/values|options|statuses|types/i.test(found[0])) return [];
  const listed = sentence
    .split(/\s*(?:,\s*(?:and|or)?|\||\/|\n\s*[-*]|\s(?:and|or)\s)\s*/)
    .map((value) => value.replace(/^[-*\s]+/, '').trim());
  const values = listed.filter((value) => value !== '');
  return values.length > 1 && values.every((value) => PLAIN.test(value)) ? [...new Set(values)] : [];
}
