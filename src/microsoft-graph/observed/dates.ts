// Dates as the service writes them: always in UTC with a Z, up to seven digits of a second, no zeros at their end.

const DATE = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})$/i;

/** The same moment in UTC; a text that is no date-time stays as it is. */
export function inUtc(text: string): string {
  const [whole, minutes, seconds = ':00', fraction = '', zone] = DATE.exec(text) ?? [];
  if (whole === undefined) return text;
  const moment = new Date(`${minutes}${seconds}${zone}`);
  if (Number.isNaN(moment.getTime())) return text;
  const digits = fraction.slice(0, 7).replace(/0+$/, '');
  return `${moment.toISOString().slice(0, 19)}${digits === '' ? '' : `.${digits}`}Z`;
}

/** The moment in whole seconds, in UTC. */
export function inSeconds(text: string): string {
  return inUtc(text).replace(/\.\d+Z$/, 'Z');
}
