// The convention of OData services (OData JSON Format 4.01): annotations in bodies are control information, errors are one
// object `error` with code, message, target and details (section 21.1). A pack can replace codes and messages.

import type { Contract } from '../../contract/contract.ts';
import { fillRequired } from '../../contract/sample/fill-required.ts';
import { propertiesOf } from '../../contract/schema/properties.ts';
import { sentenceOf } from '../../contract/validation/violations.ts';
import { type ErrorCode, type HttpError, publicCodeOf } from '../../errors/http-error.ts';
import { whenKnown } from '../../eventually.ts';
import { REQUEST_ID_HEADER } from '../../headers.ts';
import { valueAt } from '../../json/pointer.ts';
import type { Json, JsonObject } from '../../json/value.ts';
import type { Convention, ConventionRoute, DeclaredError, ExchangeFacts } from '../convention.ts';
import { callableAliases } from './functions.ts';
import { CLIENT_REQUEST_ID_HEADER, ODATA_VERSION_HEADER } from './headers.ts';
import { listProtocol } from './list-protocol.ts';
import { formReader } from './response-form.ts';

/** A service's own error code and message, by our error code. */
export type ErrorWording = Readonly<Partial<Record<ErrorCode, { readonly code: string; readonly message?: string }>>>;

export interface ODataRules {
  /** The service's own codes and messages; other codes are derived from ours. */
  readonly wording?: ErrorWording;
  /** Whether names of properties in `$select` can be in any case, unlike in the standard. */
  readonly ignoresCase?: boolean;
  /** The service's message for a batch with a write request that has no Content-Type. The standard takes JSON for granted. */
  readonly refusalOfUntyped?: (id: string) => string;
}

export function odataConvention(
  contract: Contract,
  { wording = {}, ignoresCase = false, refusalOfUntyped }: ODataRules = {},
): Convention {
  const innerNames = new Map<string, string | undefined>();
  const innerNameIn = (schema: string) => {
    if (!innerNames.has(schema)) innerNames.set(schema, innerErrorName(contract, schema));
    return innerNames.get(schema);
  };
  const render: Convention['error'] = (error, declared, facts) => {
    const innerName = declared && innerNameIn(declared.schema);
    const body = errorBody({ error, wording, innerName, facts });
    if (!declared) return { mediaType: 'application/json', body };
    const { mediaType, schema } = declared;
    const filled = fillRequired(contract, schema, body, { seed: 0, place: 'error' });
    return whenKnown(filled, (complete) => ({ mediaType, body: complete }));
  };
  return {
    name: 'odata',
    tags: 'declared',
    addHeaders(headers, { requestId, clientRequestId = requestId }) {
      headers[REQUEST_ID_HEADER] = requestId;
      headers[CLIENT_REQUEST_ID_HEADER] = clientRequestId;
      headers[ODATA_VERSION_HEADER] = '4.0';
    },
    formReader: (operation) => formReader(contract, operation, { ignoresCase }),
    listProtocol: (operation, list) => listProtocol(contract, operation, list),
    routes: [{ kind: 'batch', path: '/$batch', refusalOfUntyped }, metadata(contract)],
    aliases: callableAliases(contract),
    isControlInformation: (property) => property.includes('@'),
    failure: render,
    error: render,
  };
}

/** The metadata of what is served below each base path. Generated on demand, because few clients use it. */
function metadata(contract: Contract): ConventionRoute {
  const texts = new Map<string, Promise<string>>();
  const text = (base: string) => {
    const known =
      texts.get(base) ??
      import('./metadata/document.ts').then(({ metadataOf }) => metadataOf(belowBase(contract, base)));
    texts.set(base, known);
    return known;
  };
  return { kind: 'text', path: '/$metadata', mediaType: 'application/xml', text };
}

/** The contract with only the operations below a base path. The base path can begin with the path of a mount. */
function belowBase(contract: Contract, base: string): Contract {
  const operations = contract.operations.filter(({ bases }) => bases.some((own) => base.endsWith(own)));
  return { ...contract, operations };
}

/** Detects an OData document: its schemas have properties or patterns with `@odata.` in their names. */
export function speaksOData({ document }: Contract): boolean {
  const queue: unknown[] = [document.components ?? {}];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    for (const [name, value] of Object.entries(node)) {
      if (name.startsWith('@odata.') || name.includes('@odata\\.')) return true;
      if (typeof value === 'object' && value !== null) queue.push(value);
    }
  }
  return false;
}

interface ErrorParts {
  readonly error: HttpError;
  readonly wording: ErrorWording;
  readonly innerName: string | undefined;
  readonly facts: ExchangeFacts;
}

function errorBody({ error, wording, innerName, facts }: ErrorParts): JsonObject {
  const own = error.code && wording[error.code];
  const [first, ...others] = error.violations;
  const details = others.length === 0 ? [] : error.violations;
  return {
    error: {
      code: own?.code ?? codeOf(publicCodeOf(error)),
      message: own?.message ?? error.message,
      ...(first && { target: targetOf(first.pointer) }),
      ...(details.length > 0 && {
        details: details.map((violation) => ({
          code: violation.rule,
          message: sentenceOf(violation, 'body'),
          target: targetOf(violation.pointer),
        })),
      }),
      ...(innerName && { [innerName]: innerError(facts) }),
    },
  };
}

/** The path of a property in OData notation. Null for the whole body. */
function targetOf(pointer: string): string | null {
  return pointer === '' ? null : pointer.slice(1);
}

function innerError({ now, requestId, clientRequestId = requestId }: ExchangeFacts): Json {
  return { date: now().toISOString().slice(0, 19), 'request-id': requestId, 'client-request-id': clientRequestId };
}

/** The declared spelling of the inner error: innererror or innerError. */
function innerErrorName({ document }: Contract, schema: DeclaredError['schema']): string | undefined {
  const envelope = propertiesOf(document, valueAt(document, schema) ?? true).find(({ name }) => name === 'error');
  const inner = envelope && propertiesOf(document, envelope.schema).find(({ name }) => /^innererror$/i.test(name));
  return inner?.name;
}

function codeOf(code: string): string {
  return code.toLowerCase().replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
