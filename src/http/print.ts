// JSON text of responses, printed once for each state and not for each request.
import type { Json } from '../json/value.ts';

/** A printer that caches the text of the last frozen body. */
export function printerOf(): (body: Json) => string {
  let last: Json | undefined;
  let text = '';
  return (body) => {
    if (body === last && last !== undefined) return text;
    const printed = JSON.stringify(body);
    if (typeof body === 'object' && body !== null && Object.isFrozen(body)) {
      last = body;
      text = printed;
    }
    return printed;
  };
}
