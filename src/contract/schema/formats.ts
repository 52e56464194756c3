// The formats that validators check: those of ajv-formats, except for dates and times, where ajv-formats is too lenient. The
// replacements are regular expressions, so that a standalone validator contains them. The one for URLs takes quadratic time there.
import { fullFormats } from 'ajv-formats/dist/formats.js';

const LEAP_YEAR = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
const DATE = `(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|${LEAP_YEAR}-02-29)`;
const OFFSET = '(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)';
const TIME = `(?:(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?${OFFSET}|23:59:60(?:\\.\\d+)?(?:[Zz]|[+-]00:00))`;

// The parts of ajv-formats' URL: no address of a private network, at least two labels, letters beyond ASCII.
const PRIVATE =
  '(?!(?:10|127)(?:\\.\\d{1,3}){3})(?!(?:169\\.254|192\\.168)(?:\\.\\d{1,3}){2})(?!172\\.(?:1[6-9]|2\\d|3[0-1])(?:\\.\\d{1,3}){2})';
const IP_ADDRESS = `${PRIVATE}(?:[1-9]\\d?|1\\d\\d|2[01]\\d|22[0-3])(?:\\.(?:1?\\d{1,2}|2[0-4]\\d|25[0-5])){2}(?:\\.(?:[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-4]))`;
const LETTER = 'a-z\\u{00a1}-\\u{ffff}';
const LABEL = `(?:[${LETTER}0-9]+-)*[${LETTER}0-9]+`;
const HOST_NAME = `${LABEL}(?:\\.${LABEL})*\\.[${LETTER}]{2,}`;

/**
 * By name. `date`, `time` and `date-time` follow RFC 3339, section 5.6: `T` between date and time, no 31 February, an
 * offset.
 */
export const formats = {
  ...fullFormats,
  date: new RegExp(`^${DATE}$`),
  time: new RegExp(`^${TIME}$`),
  url: new RegExp(`^(?=\\S*$)(?:https?|ftp)://(?:\\S+@)?(?:${IP_ADDRESS}|${HOST_NAME})(?::\\d{2,5})?(?:/\\S*)?$`, 'iu'),
  'date-time': new RegExp(`^${DATE}[Tt]${TIME}$`),
};
