// Scenarios that set what only this pack knows of; those that give states are in the document, which is served without it too.
import type { JsonObject } from '../json/value.ts';

export const scenarios: JsonObject = {
  /** A tenant without an Intune license. */
  unlicensed: { settings: { license: 'none' } },
  /** All requests of the published limits are spent. */
  throttled: { settings: { throttling: 'full' } },
};
