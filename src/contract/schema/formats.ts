// The formats that validators check: those of ajv-formats, except for dates and times, where ajv-formats is too lenient. The
// replacements are regular expressions, so that a standalone validator contains them. The one for URLs takes quadratic time there,
// and does not accept the hosts that a developer uses: `localhost`, and addresses of a private network.
import { fullFormats } from 'ajv-formats/dist/formats.js';

const LEAP_YEAR = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
const DATE = `(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|${LEAP_YEAR}-02-29)`;
const OFFSET = '(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)';
const TIME = `(?:(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?${OFFSET}|23:59:60(?:\\.\\d+)?(?:[Zz]|[+-]00:00))`;

// The parts of a URL's host: labels with letters beyond ASCII, or an address of IPv6. Hosts of the local network are hosts, too.
const LETTER = 'a-z\\u{00a1}-\\u{ffff}';
const LABEL = `(?:[${LETTER}0-9]+-)*[${LETTER}0-9]+`;
const HOST = `(?:\\[[\\da-f:.]+\\]|${LABEL}(?:\\.${LABEL})*)`;

/**
 * By name. `date`, `time` and `date-time` follow RFC 3339, section 5.6: `T` between date and time, no 31 February, an
 * offset.
 */
export const formats = {
  ...fullFormats,
  date: new RegExp(`^${DATE}$`),
  time: new RegExp(`^${TIME}$`),
  url: new RegExp(`^(?=\\S*$)(?:https?|ftp)://(?:\\S+@)?${HOST}(?::\\d{1,5})?(?:[/?#]\\S*)?$`, 'iu'),
  'date-time': new RegExp(`^${DATE}[Tt]${TIME}$`),
};
