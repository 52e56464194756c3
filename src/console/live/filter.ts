// The filter of the list of exchanges: words such as `status:4xx path:/orders world:alice method:post`, and plain text.
import type { ExchangeInfo } from '../../control/client.ts';

export type ExchangeTest = (exchange: ExchangeInfo) => boolean;

/** The words that a person can add, with what they select. */
export const FILTERS = [
  { word: 'status:4xx', text: 'client errors' },
  { word: 'status:5xx', text: 'server errors' },
  { word: 'is:violation', text: 'violates the contract' },
  { word: 'is:unmatched', text: 'matches no operation' },
  { word: 'is:fault', text: 'an error that was turned on' },
  { word: '-method:get', text: 'no GET' },
  { word: 'path:/', text: 'part of the path' },
  { word: 'operation:', text: 'part of the operation' },
  { word: 'world:', text: 'one world' },
] as const;

export function compileFilter(text: string): ExchangeTest {
  const tests = text.trim().split(/\s+/).filter(Boolean).map(testOf);
  return (exchange) => tests.every((test) => test(exchange));
}

function testOf(word: string): ExchangeTest {
  if (word.startsWith('-') && word.length > 1) {
    const test = testOf(word.slice(1));
    return (exchange) => !test(exchange);
  }
  const [, name = '', value = ''] = /^(\w+):(.+)$/.exec(word) ?? [];
  const wanted = value.toLowerCase();
  const make = Object.hasOwn(TESTS, name) ? TESTS[name as keyof typeof TESTS] : undefined;
  return make ? make(wanted) : (exchange) => exchange.url.toLowerCase().includes(word.toLowerCase());
}

const TESTS = {
  status: (wanted: string): ExchangeTest => {
    const pattern = new RegExp(`^${wanted.replace(/[^\dx]/g, '').replaceAll('x', '\\d')}`);
    return ({ status }) => pattern.test(String(status));
  },
  method:
    (wanted: string): ExchangeTest =>
    ({ method }) =>
      method.toLowerCase() === wanted,
  path:
    (wanted: string): ExchangeTest =>
    ({ url }) =>
      (url.split('?')[0] ?? '').toLowerCase().includes(wanted),
  world:
    (wanted: string): ExchangeTest =>
    ({ world }) =>
      world.toLowerCase() === wanted,
  operation:
    (wanted: string): ExchangeTest =>
    ({ operation }) =>
      operation?.toLowerCase().includes(wanted) === true,
  is:
    (wanted: string): ExchangeTest =>
    ({ violations, operation, fault, stub }) => {
      if (wanted === 'violation') return violations !== undefined;
      if (wanted === 'unmatched') return operation === undefined;
      return wanted === 'fault' ? fault !== undefined : wanted === 'stub' && stub !== undefined;
    },
} as const;
