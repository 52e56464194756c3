// The convention of an API that follows none in particular: errors fill the declared schema with the real reasons, found
// by name and type; where none is declared they are problem details (RFC 9457).
import { STATUS_CODES } from 'node:http';
import type { Contract } from '../contract/contract.ts';
import type { AnswerError } from '../errors/answer.ts';
import type { Convention, DeclaredError, ErrorBody, ExchangeFacts } from './convention.ts';

export function plainConvention(contract: Contract): Convention {
  return {
    name: 'plain',
    headers: ({ requestId }) => ({ 'request-id': requestId }),
    isControl: () => false,
    async error(error, declared, facts) {
      // A schema that cannot be compiled cannot be filled either: the reason is then told as problem details.
      const fillable = declared && error.code !== 'VALIDATOR_FAILED';
      const filled = fillable && (await filledError(contract, error, declared, facts));
      return filled || problemDetails(error, facts);
    },
  };
}

async function filledError(
  contract: Contract,
  error: AnswerError,
  { mediaType, schema }: DeclaredError,
  facts: ExchangeFacts,
): Promise<ErrorBody | undefined> {
  const { fillError } = await import('./fill-error.ts');
  const validate = contract.validator('response', schema);
  const body = fillError(contract.document, schema, error, facts).find((candidate) => validate(candidate).length === 0);
  return body === undefined ? undefined : { mediaType, body };
}

function problemDetails(error: AnswerError, { requestId, path }: ExchangeFacts): ErrorBody {
  const { status, code, message, violations } = error;
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
      code,
      'request-id': requestId,
      ...(errors.length > 0 && { errors }),
    },
  };
}
