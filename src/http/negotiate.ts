// Content negotiation (RFC 9110, section 12.5.1), remembered by the header's text: clients send the same few for ever.
import Negotiator from 'negotiator';

/** The offered media type that an Accept header likes best, or undefined where it takes none of them. */
export type Negotiate = (accept: string | undefined) => string | undefined;

/** Headers whose outcome is remembered; a client that sends more is served, but slower. */
const REMEMBERED = 256;

/** @param offered media types without parameters, the preferred first; none means that there is no body to negotiate */
export function negotiatorOf(offered: readonly string[]): Negotiate {
  const [preferred] = offered;
  const outcomes = new Map<string, string | undefined>();
  return (accept) => {
    if (accept === undefined || accept === '*/*' || preferred === undefined) return preferred ?? '';
    if (outcomes.has(accept)) return outcomes.get(accept);
    const ranges = { headers: { accept: withoutParameters(accept) } };
    const outcome = accept.trim() === '' ? preferred : new Negotiator(ranges).mediaType([...offered]);
    if (outcomes.size < REMEMBERED) outcomes.set(accept, outcome);
    return outcome;
  };
}

/** Media ranges with their weight alone: parameters as `odata.metadata` or `charset` choose among forms of one media type. */
function withoutParameters(accept: string): string {
  return accept.replace(/;\s*(?!q\s*=)[^;,="\s]+\s*(?:=\s*(?:"[^"]*"|[^;,"]*))?/gi, '');
}
