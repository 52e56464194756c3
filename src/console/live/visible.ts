// The exchanges that pass the filter. Only new ones are tested again while the filter stays.
import { useMemo, useRef } from 'preact/hooks';
import type { ExchangeInfo } from '../../control/client.ts';
import { arrived, exchanges } from '../events.ts';
import type { ExchangeTest } from './filter.ts';

/** The exchanges that passed a test. */
interface TestedList {
  readonly test: ExchangeTest;
  readonly first: ExchangeInfo | undefined;
  readonly tested: number;
  readonly list: ExchangeInfo[];
}

/** Oldest first. */
export function useVisible(test: ExchangeTest): readonly ExchangeInfo[] {
  const version = arrived.value;
  const known = useRef<TestedList>(undefined);
  return useMemo(() => {
    const before = known.current;
    const isSame = before && before.test === test && before.first === exchanges[0] && before.tested <= exchanges.length;
    const list = isSame ? before.list : [];
    for (let index = isSame ? before.tested : 0; index < exchanges.length; index++) {
      const exchange = exchanges[index] as ExchangeInfo;
      if (test(exchange)) list.push(exchange);
    }
    known.current = { test, first: exchanges[0], tested: exchanges.length, list };
    return list;
  }, [test, version]);
}
