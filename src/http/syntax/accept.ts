// Content negotiation (RFC 9110, section 12.5.1), cached by the text of the header: clients always send the same few.
import Negotiator from 'negotiator';

/** Returns the offered media type that an Accept header prefers; undefined if it allows none of them. */
export type Negotiate = (accept: string | undefined) => string | undefined;

/** Headers whose outcome is cached. Others are negotiated for each request. */
const MAX_CACHED = 256;

/** @param offered media types without parameters, the preferred one first; none if there is no body */
export function negotiatorOf(offered: readonly string[]): Negotiate {
  const [preferred] = offered;
  const outcomes = new Map<string, string | undefined>();
  let lastAccept: string | undefined;
  let lastOutcome: string | undefined;
  return (accept) => {
    if (accept === undefined || accept === '*/*' || preferred === undefined) return preferred ?? '';
    if (accept === lastAccept) return lastOutcome;
    lastOutcome = outcomeOf(accept);
    lastAccept = accept;
    return lastOutcome;
  };
  function outcomeOf(accept: string): string | undefined {
    if (outcomes.has(accept)) return outcomes.get(accept);
    const ranges = { headers: { accept: withoutParameters(accept) } };
    const outcome = accept.trim() === '' ? preferred : new Negotiator(ranges).mediaType([...offered]);
    if (outcomes.size < MAX_CACHED) outcomes.set(accept, outcome);
    return outcome;
  }
}

/** Media ranges with only their weight: parameters such as `odata.metadata` or `charset` choose a form of one media type. */
function withoutParameters(accept: string): string {
  return accept.replace(/;\s*(?!q\s*=)[^;,="\s]+\s*(?:=\s*(?:"[^"]*"|[^;,"]*))?/gi, '');
}
