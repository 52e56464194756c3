// An example of an error with the ids and the time of the request that it responds to: all else of it is as its author wrote it.
import { isObject, type Json, setProperty } from '../../json/value.ts';
import type { ExchangeFacts } from '../convention.ts';
import { roleOfText, snakeCase } from './roles.ts';

/** A date and time with its fraction and its zone, each if it has one. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

export function withOwnFacts(example: Json | undefined, facts: ExchangeFacts): Json | undefined {
  if (Array.isArray(example)) return example.map((item) => withOwnFacts(item, facts) as Json);
  if (!isObject(example)) return example;
  const siblings = Object.keys(example).map(snakeCase);
  const copy: Record<string, Json> = {};
  for (const [name, value] of Object.entries(example)) {
    const words = snakeCase(name);
    const role = roleOfText(words, { siblings, ofViolation: false });
    setProperty(copy, name, ownFact(role, words, value, facts) ?? (withOwnFacts(value, facts) as Json));
  }
  return copy;
}

function ownFact(
  role: ReturnType<typeof roleOfText>,
  words: string,
  value: Json,
  { requestId, clientRequestId = requestId, now }: ExchangeFacts,
): string | undefined {
  if (typeof value !== 'string') return undefined;
  // The id of what the error is about is the author's.
  if (role === 'request-id' && !/^(?:uu)?id$/.test(words))
    return words.includes('client') ? clientRequestId : requestId;
  const [written, fraction, zone] = DATE_TIME.exec(value) ?? [];
  if (role !== 'time' || written === undefined) return undefined;
  const text = now().toISOString();
  return `${fraction === undefined ? text.slice(0, 19) : text.slice(0, 23)}${zone === undefined ? '' : 'Z'}`;
}
