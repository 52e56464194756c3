// What code of a user throws. Any value can be thrown, and reading its properties can throw again.

/** Why it was thrown. It never throws. */
export function reasonOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    return 'it threw a value without a text';
  }
}

/** Why it was thrown, at the end of a sentence. It never throws. */
export function finalReasonOf(thrown: unknown): string {
  const reason = reasonOf(thrown);
  return /[.!?]$/.test(reason) ? reason : `${reason}.`;
}

/** The stack of an error. Undefined if it is no error or its stack is no text. It never throws. */
export function stackOf(thrown: unknown): string | undefined {
  try {
    const stack: unknown = thrown instanceof Error ? thrown.stack : undefined;
    return typeof stack === 'string' ? stack : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Returns a function that calls a callback of a user. An error of the callback is printed on standard error, and the caller
 * continues. The same error is not printed again.
 * @param name what the callback is called in the options
 */
export function guardCallback<Args extends readonly unknown[], Result>(
  name: string,
  callback: (...args: Args) => Result,
): (...args: Args) => Result | undefined {
  let printed: string | undefined;
  const print = (thrown: unknown) => {
    const reason = reasonOf(thrown);
    if (reason === printed) return;
    printed = reason;
    const frames = stackOf(thrown)?.match(/^\s+at .*$/gm) ?? [];
    console.error([`${name} failed: ${reason.replace(/\s*\n\s*/g, ' ')}`, ...frames].join('\n'));
  };
  return (...args) => {
    try {
      const result = callback(...args);
      if (result instanceof Promise) result.catch(print);
      return result;
    } catch (thrown) {
      print(thrown);
      return undefined;
    }
  };
}
