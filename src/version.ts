// Printed by `npm run generate` from package.json.
export const VERSION = "0.1.0";
export const DESCRIPTION = "A stateful mock server generated from an OpenAPI document: it validates requests and keeps state.";
