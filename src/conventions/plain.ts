// The convention of an API without a special one. Errors fill the declared schema with the real reasons, by the names and
// types of its properties. If no schema is declared, errors are problem details (RFC 9457).

import { STATUS_CODES } from 'node:http';
import type { Contract } from '../contract/contract.ts';
import { type HttpError, publicCodeOf } from '../errors/http-error.ts';
import { REQUEST_ID_HEADER } from '../headers.ts';
import type { Convention, DeclaredError, ErrorBody, ExchangeFacts } from './convention.ts';
import type { ErrorFiller } from './error-body/fill.ts';

export function plainConvention(contract: Contract): Convention {
  const filledError = openFillers(contract);
  return {
    name: 'plain',
    tags: 'always',
    addHeaders(headers, { requestId }) {
      headers[REQUEST_ID_HEADER] = requestId;
    },
    isControlInformation: () => false,
    async error(error, declared, facts) {
      const filled = declared && (await filledError(error, declared, facts));
      return filled || problemDetails(error, facts);
    },
  };
}

/** Fills declared errors. Each filler is created on first use. */
function openFillers(contract: Contract) {
  const fillers = new Map<string, ErrorFiller>();
  return async (error: HttpError, declared: DeclaredError, facts: ExchangeFacts): Promise<ErrorBody | undefined> => {
    const { mediaType, schema } = declared;
    const key = [schema, ...(declared.examples ?? [])].join(' ');
    const fill = fillers.get(key) ?? (await import('./error-body/fill.ts')).errorFiller(contract.document, declared);
    fillers.set(key, fill);
    const body = fill(error, facts, contract.validator('response', schema));
    return body === undefined ? undefined : { mediaType, body };
  };
}

function problemDetails(error: HttpError, { requestId, path }: ExchangeFacts): ErrorBody {
  const { status, message, violations } = error;
  const title = STATUS_CODES[status] ?? 'Error';
  const errors = violations.map(({ pointer, rule, message: detail }) => ({ pointer: `#${pointer}`, rule, detail }));
  return {
    mediaType: 'application/problem+json',
    body: {
      type: 'about:blank',
      title,
      status,
      detail: message,
      instance: path,
      code: publicCodeOf(error),
      'request-id': requestId,
      ...(errors.length > 0 && { errors }),
    },
  };
}
