// Records what is read of the responses that this process gets for an intercepted origin by fetch.
import type { Interception } from '../http/listen/intercept-fetch.ts';
import type { UsageRecorder } from '../usage/record-usage.ts';
import { trackFetch } from '../usage/track-fetch.ts';

export function trackInterception(origin: string, interception: Interception, recorder: UsageRecorder): Interception {
  const target = new URL(origin).origin;
  const untrack = trackFetch((url) => url.origin === target, recorder.addRead);
  const restore = () => {
    untrack();
    interception.restore();
  };
  return { restore, [Symbol.dispose]: restore };
}
