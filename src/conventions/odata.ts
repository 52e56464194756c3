// How an OData service speaks (OData JSON Format 4.01): annotations in bodies are control information, errors are one
// object `error` with code, message, target and details (section 21.1). Codes and sentences of a service are handed in.
import type { Contract } from '../contract/contract.ts';
import { membersOf } from '../contract/members.ts';
import { sentenceOf } from '../contract/violations.ts';
import type { AnswerCode, AnswerError, Violation } from '../errors/answer.ts';
import { tokensOf, valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Convention, DeclaredError, ExchangeFacts } from './convention.ts';

/** A service's own code, and sentence if it has one, for a reason. */
export type Wording = Readonly<Partial<Record<AnswerCode, { readonly code: string; readonly message?: string }>>>;

/** @param wording what the service says in its own way; for the rest codes are made of ours */
export function odataConvention(contract: Contract, wording: Wording = {}): Convention {
  const innerNames = new Map<string, string | undefined>();
  const innerNameIn = (schema: string) => {
    if (!innerNames.has(schema)) innerNames.set(schema, innerErrorName(contract, schema));
    return innerNames.get(schema);
  };
  return {
    name: 'odata',
    headers: ({ requestId, clientRequestId = requestId }) => ({
      'request-id': requestId,
      'client-request-id': clientRequestId,
    }),
    isControl: (member) => member.includes('@'),
    error(error, declared, facts) {
      const innerName = declared && innerNameIn(declared.schema);
      const body = errorBody({ error, wording, innerName, facts });
      if (!declared) return { mediaType: 'application/json', body };
      const { mediaType, schema } = declared;
      const missing = missingIn(contract, schema, body);
      return missing.length === 0
        ? { mediaType, body }
        : completed(contract, schema, body).then((whole) => ({ mediaType, body: whole }));
    },
  };
}

/** The required members that an error lacks. */
function missingIn(contract: Contract, schema: string, body: Json): readonly Violation[] {
  return contract
    .validator(
      'response',
      schema,
    )(body)
    .filter(({ rule }) => rule === 'required');
}

/** Levels of required members that are filled in at most. */
const DEEPEST = 4;

/** The error with a made-up value for each member that its schema requires and that has nothing to say. */
async function completed(contract: Contract, schema: string, body: JsonObject): Promise<Json> {
  const { sample } = await import('../contract/sample.ts');
  const validate = contract.validator('response', schema);
  const filler = sample({ document: contract.document, schema, seed: 0, place: 'error', validate });
  let whole: Json = body;
  for (let level = 0; level < DEEPEST; level++) {
    const missing = missingIn(contract, schema, whole);
    if (missing.length === 0) break;
    for (const { pointer } of missing) whole = withValue(whole, tokensOf(pointer), valueAt(filler, pointer) ?? '');
  }
  return whole;
}

function withValue(target: Json, [name = '', ...rest]: readonly string[], value: Json): Json {
  if (!isObject(target)) return target;
  const before = Object.hasOwn(target, name) ? (target[name] as Json) : {};
  return { ...target, [name]: rest.length === 0 ? value : withValue(before, rest, value) };
}

/** How a contract that speaks OData can be told: its schemas have members or patterns with `@odata.` in their names. */
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
  readonly error: AnswerError;
  readonly wording: Wording;
  readonly innerName: string | undefined;
  readonly facts: ExchangeFacts;
}

function errorBody({ error, wording, innerName, facts }: ErrorParts): JsonObject {
  const said = wording[error.code];
  const [first, ...others] = error.violations;
  const details = others.length === 0 ? [] : error.violations;
  return {
    error: {
      code: said?.code ?? codeOf(error.code),
      message: said?.message ?? error.message,
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

/** A member's path as OData writes it; null for the body as a whole. */
function targetOf(pointer: string): string | null {
  return pointer === '' ? null : pointer.slice(1);
}

function innerError({ now, requestId, clientRequestId = requestId }: ExchangeFacts): Json {
  return { date: now().toISOString().slice(0, 19), 'request-id': requestId, 'client-request-id': clientRequestId };
}

/** The declared spelling of the inner error: services write innererror and innerError. */
function innerErrorName({ document }: Contract, schema: DeclaredError['schema']): string | undefined {
  const envelope = membersOf(document, valueAt(document, schema) ?? true).find(({ name }) => name === 'error');
  const inner = envelope && membersOf(document, envelope.schema).find(({ name }) => /^innererror$/i.test(name));
  return inner?.name;
}

function codeOf(code: AnswerCode): string {
  return code.toLowerCase().replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
