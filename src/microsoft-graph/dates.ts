// Date-times as text, in the forms that the service writes.

/** The date-time of an event that has not happened. */
export const NEVER = '0001-01-01T00:00:00Z';

/** A time in UTC without a fraction of a second. */
export function formatSeconds(time: Date): string {
  return withoutFraction(time.toISOString());
}

const DATE_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})$/i;

/**
 * The same time in UTC, with up to seven digits of a second and no zeros at their end, as real tenants return it. Returns a
 * text that is not a date-time unchanged.
 */
export function toUtc(text: string): string {
  const [all, minutes, seconds = ':00', fraction = '', zone] = DATE_TIME.exec(text) ?? [];
  if (all === undefined) return text;
  const time = new Date(`${minutes}${seconds}${zone}`);
  if (Number.isNaN(time.getTime())) return text;
  const digits = fraction.slice(0, 7).replace(/0+$/, '');
  return `${time.toISOString().slice(0, 19)}${digits === '' ? '' : `.${digits}`}Z`;
}

/** The same time in UTC without a fraction of a second. */
export function toUtcSeconds(text: string): string {
  return withoutFraction(toUtc(text));
}

function withoutFraction(text: string): string {
  return text.replace(/\.\d+Z$/, 'Z');
}
