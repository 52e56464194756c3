// The error of a store that does not respond.
import { HttpError } from '../../errors/http-error.ts';

export function storeUnavailable(message: string, cause?: unknown): HttpError {
  return new HttpError({ code: 'STORE_UNAVAILABLE', message, headers: { 'retry-after': '1' }, cause });
}

export function isUnavailable(error: unknown): boolean {
  return error instanceof HttpError && error.code === 'STORE_UNAVAILABLE';
}

/** The replies of a Redis that cannot do anything now, although it responds. */
export const NOT_NOW =
  /^(?:LOADING|READONLY|CLUSTERDOWN|MASTERDOWN|TRYAGAIN|NOREPLICAS|MISCONF|UNKILLABLE|BUSY|NOAUTH|WRONGPASS)\b/;

/** @param change what may have been done */
export function outcomeUnknown(change: string, cause: unknown): HttpError {
  return storeUnavailable(
    `The store of this server does not respond, and it is not known whether ${change}. Read it before you send the request again.`,
    cause,
  );
}

/** Whether a command that failed can have reached Redis. */
export function isOutcomeUnknown(error: unknown): boolean {
  const { cause } = error as Error;
  if (!isUnavailable(error) || !(cause instanceof Error)) return false;
  return !/isn't writeable|enableOfflineQueue/.test(cause.message) && !NOT_NOW.test(cause.message);
}
