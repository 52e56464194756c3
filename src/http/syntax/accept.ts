// Content negotiation (RFC 9110, section 12.5.1), cached by the text of the header: clients always send the same few.
import Negotiator from 'negotiator';
import { isJson } from '../../contract/operation/media-types.ts';

/** The media type of a response to a request. */
export interface Negotiated {
  readonly mediaType: string;
  /** True if the Accept header names JSON by a media type that the document does not declare. */
  readonly undeclared: boolean;
}

/** Chooses the offered media type that an Accept header prefers; undefined if it allows none of them. */
export type Negotiate = (accept: string | undefined) => Negotiated | undefined;

/** Headers whose outcome is cached. Others are negotiated for each request. */
const MAX_CACHED = 256;

/** @param offered media types without parameters, the preferred one first; none if there is no body */
export function negotiatorOf(offered: readonly string[]): Negotiate {
  const nothingToChoose = offered.length === 0;
  const preferred: Negotiated = { mediaType: offered[0] ?? '', undeclared: false };
  const outcomes = new Map<string, Negotiated | undefined>();
  let lastAccept: string | undefined;
  let lastOutcome: Negotiated | undefined;
  return (accept) => {
    if (accept === undefined || accept === '*/*' || nothingToChoose) return preferred;
    if (accept === lastAccept) return lastOutcome;
    lastOutcome = outcomeOf(accept);
    lastAccept = accept;
    return lastOutcome;
  };
  function outcomeOf(accept: string): Negotiated | undefined {
    if (outcomes.has(accept)) return outcomes.get(accept);
    const outcome = accept.trim() === '' ? preferred : negotiated(accept, offered);
    if (outcomes.size < MAX_CACHED) outcomes.set(accept, outcome);
    return outcome;
  }
}

function negotiated(accept: string, offered: readonly string[]): Negotiated | undefined {
  const ranges = new Negotiator({ headers: { accept: withoutParameters(accept) } });
  const mediaType = ranges.mediaType([...offered]);
  if (mediaType !== undefined) return { mediaType, undeclared: false };
  const json = ranges.mediaTypes().some(isKindOfJson) ? offered.find(isJson) : undefined;
  return json === undefined ? undefined : { mediaType: json, undeclared: true };
}

/**
 * Whether a media type stands for the JSON of an API: one with the suffix `+json` (RFC 6839), or a vendor's type without a
 * suffix, as in `application/vnd.github.v3`. Clients send them to servers whose documents declare only JSON.
 */
function isKindOfJson(mediaType: string): boolean {
  return mediaType.endsWith('+json') || (/^application\/vnd\.[^+]+$/.test(mediaType) && !OFFICE.test(mediaType));
}

/** Vendors' types of office documents, which are files. */
const OFFICE = /^application\/vnd\.(?:ms-|openxmlformats|oasis)/;

/** Media ranges with only their weight: parameters such as `odata.metadata` or `charset` choose a form of one media type. */
function withoutParameters(accept: string): string {
  return accept.replace(/;\s*(?!q\s*=)[^;,="\s]+\s*(?:=\s*(?:"[^"]*"|[^;,"]*))?/gi, '');
}
