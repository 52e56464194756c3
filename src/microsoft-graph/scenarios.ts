// Scenarios that change settings of this pack. Scenarios with an initial state are in openapi.yaml, because the document also
// works without the pack.
import type { JsonObject } from '../json/value.ts';

export const scenarios: JsonObject = {
  /** A tenant without an Intune license. */
  unlicensed: { settings: { license: 'none' } },
  /** All requests that the published limits allow are used up. */
  throttled: { settings: { throttling: 'full' } },
};
