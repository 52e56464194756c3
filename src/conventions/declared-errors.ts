// The errors that a document declares: the shape of an error, also for a status that its operation does not declare.
import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/operation/media-types.ts';
import { type MediaType, type Operation, type Response, responseFor } from '../contract/operation/operations.ts';
import type { DeclaredError } from './convention.ts';

/** The first JSON content with a schema, as the shape of an error. */
export function errorIn(content: readonly MediaType[] = []): DeclaredError | undefined {
  const json = content.find(({ name, schema }) => schema !== undefined && /[/+]json$/.test(name));
  if (json?.schema === undefined) return undefined;
  return { mediaType: json.name, schema: json.schema, examples: json.examples.map(({ pointer }) => pointer) };
}

/** The media type of an error that is declared as text or without a schema. */
export function shapelessErrorIn(content: readonly MediaType[] = []): string | undefined {
  if (errorIn(content)) return undefined;
  return content.find(({ name }) => isJson(name) || name.startsWith('text/'))?.name;
}

/** Whether a document itself shows an error: it has an example of this very status, or no body, or none that is JSON. */
export function isErrorShown(response: Response, status: number): boolean {
  const { content } = response;
  if (!content.some(({ name }) => isJson(name))) return true;
  return response.status === String(status) && content.some(({ examples }) => examples.length > 0);
}

/** Operations whose errors are counted to find the most common one. */
const MAX_COUNTED = 1_000;

/** The shapes of the errors of a document, also of those that it does not declare. */
export interface DeclaredErrors {
  /** The error that most operations declare; undefined if none does. */
  common(): DeclaredError | undefined;
  /** The declared shape of an error; else that of the operation's other errors, the same class first; else the common one. */
  of(operation: Operation | undefined, status: number): DeclaredError | undefined;
}

/** The declared errors are counted on first use. */
export function openDeclaredErrors({ operations }: Contract): DeclaredErrors {
  let counts: ReadonlyMap<string, number> | undefined;
  let common: DeclaredError | undefined;
  const mostCommon = (errors: readonly DeclaredError[]): DeclaredError | undefined => {
    const counted = countsOf();
    const times = ({ schema }: DeclaredError) => counted.get(schema) ?? 0;
    return errors.reduce<DeclaredError | undefined>(
      (best, one) => (best && times(best) >= times(one) ? best : one),
      undefined,
    );
  };
  const countsOf = (): ReadonlyMap<string, number> => {
    if (counts) return counts;
    const all = operations.slice(0, MAX_COUNTED).flatMap((operation) => errorsOf(operation, ANY_ERROR));
    const counted = new Map<string, number>();
    for (const { schema } of all) counted.set(schema, (counted.get(schema) ?? 0) + 1);
    counts = counted;
    common = mostCommon(all);
    return counted;
  };
  const commonError = () => {
    countsOf();
    return common;
  };
  return {
    common: commonError,
    of(operation, status) {
      if (!operation) return commonError();
      const own = errorIn(responseFor(operation, status)?.content);
      if (own) return own;
      const ofClass = errorsOf(operation, status < 500 ? /^4/ : /^5/);
      return mostCommon(ofClass) ?? mostCommon(errorsOf(operation, ANY_ERROR)) ?? commonError();
    },
  };
}

const ANY_ERROR = /^[45d]/;

function errorsOf({ responses }: Operation, statuses: RegExp): DeclaredError[] {
  return responses.flatMap(({ status, content }) => (statuses.test(status) ? (errorIn(content) ?? []) : []));
}
