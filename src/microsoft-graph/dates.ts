// Moments as texts.

/** In UTC without a fraction, as the service tells what it knows by the second. */
export function wholeSeconds(moment: Date): string {
  return moment.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The time of what has not happened. */
export const NEVER = '0001-01-01T00:00:00Z';
