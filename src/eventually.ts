// A value that is known now or later. Functions that seldom have to wait return it: a promise would make every caller wait.

export type Eventually<T> = T | Promise<T>;

/** Whether a value is a promise, also one of another realm, such as that of a test runner. */
export function isPending(value: unknown): value is Promise<unknown> {
  return (
    value instanceof Promise ||
    (typeof value === 'object' && value !== null && typeof (value as { readonly then?: unknown }).then === 'function')
  );
}

/** Calls `next` with a value: at once if it is known, else when its promise is fulfilled. */
export function whenKnown<Known, Next>(
  known: Eventually<Known>,
  next: (known: Known) => Eventually<Next>,
): Eventually<Next> {
  return isPending(known) ? Promise.resolve(known).then(next) : next(known);
}

/** All values, as soon as the last one is known. */
export function allKnown<T>(values: readonly Eventually<T>[]): Eventually<readonly T[]> {
  return values.some(isPending) ? Promise.all(values) : (values as readonly T[]);
}

/** Runs a function that can throw now or reject later. Both are passed to `recover`. */
export function recovering<T>(run: () => Eventually<T>, recover: (thrown: unknown) => Eventually<T>): Eventually<T> {
  try {
    const result = run();
    return isPending(result) ? Promise.resolve(result).catch(recover) : result;
  } catch (thrown) {
    return recover(thrown);
  }
}
