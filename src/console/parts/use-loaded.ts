// Reading from the server while a component is shown: the value, or the reason of the error.
import { useEffect, useState } from 'preact/hooks';
import { messageOf } from '../connection.ts';

export interface Loaded<Value> {
  /** Undefined until the first response. */
  readonly value: Value | undefined;
  readonly failure: string | undefined;
}

/**
 * Reads a value, and again whenever an input changes. The former value stays until the next one arrives, and a response that
 * arrives late is ignored.
 */
export function useLoaded<Value>(read: () => Promise<Value>, inputs: readonly unknown[]): Loaded<Value> {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ value: undefined, failure: undefined });
  useEffect(() => {
    let isCurrent = true;
    const show = (next: Loaded<Value>) => isCurrent && setLoaded(next);
    read().then(
      (value) => show({ value, failure: undefined }),
      (error) => show({ value: undefined, failure: messageOf(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, inputs);
  return loaded;
}
