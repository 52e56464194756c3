// Dates in headers (RFC 9110, section 5.6.7). Date.parse accepts many other texts, and days that do not exist.

/** A date of RFC 850, which recipients must still accept: `Sunday, 06-Nov-94 08:49:37 GMT`. */
const RFC_850 = /^(Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day, (\d\d)-(\w{3})-(\d\d) (\d\d:\d\d:\d\d) GMT$/;
/** A date of asctime() in C, which they must accept too: `Sun Nov  6 08:49:37 1994`. */
const ASCTIME = /^(\w{3}) (\w{3}) ([ \d]\d) (\d\d:\d\d:\d\d) (\d{4})$/;

/** The time of a date in milliseconds; undefined if the text is not a valid HTTP-date. */
export function parseHttpDate(text: string): number | undefined {
  const preferred = preferredForm(text);
  const moment = Date.parse(preferred);
  // ECMAScript prints this form exactly, so a wrong weekday or the 31st of February shows here.
  return !Number.isNaN(moment) && new Date(moment).toUTCString() === preferred ? moment : undefined;
}

/** The date as `Sun, 06 Nov 1994 08:49:37 GMT`; a text in none of the three forms is returned as it is. */
function preferredForm(text: string): string {
  const old = RFC_850.exec(text);
  if (old) {
    const [, day = '', date, month, year, time] = old;
    return `${day.slice(0, 3)}, ${date} ${month} ${fullYear(Number(year))} ${time} GMT`;
  }
  const [, day, month, date = '', time, year] = ASCTIME.exec(text) ?? [];
  return day === undefined ? text : `${day}, ${date.replace(' ', '0')} ${month} ${year} ${time} GMT`;
}

/** A year that seems to be more than 50 years ahead is one of the last century. */
function fullYear(twoDigits: number): number {
  const now = new Date().getUTCFullYear();
  const year = now - (now % 100) + twoDigits;
  return year > now + 50 ? year - 100 : year;
}
