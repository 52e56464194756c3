// The keys of a Responses Object (OpenAPI 3.1, section 4.8.16).

const STATUS = /^(?:[1-5](?:\d\d|XX)|default)$/i;

/** True for a key of `responses` that is a status, `default`, or an extension. */
export function isStatusKey(key: string): boolean {
  return isStatus(key) || /^x-/i.test(key);
}

/** True for a key of `responses` that names a response. */
export function isStatus(key: string): boolean {
  return STATUS.test(key);
}
