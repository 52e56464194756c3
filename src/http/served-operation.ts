// An operation with all that its requests need, prepared once: who may call it, what it takes, what answers, what its
// answers must look like.
import type { Behaviour } from '../behaviours/behaviour.ts';
import type { Contract, Validator } from '../contract/contract.ts';
import { type MediaType, type Operation, responseFor, successOf, viewOfBody } from '../contract/operations.ts';
import type { DeclaredError } from '../conventions/convention.ts';
import { type Authenticate, authenticator } from '../security/requirements.ts';
import { type Negotiate, negotiatorOf } from './negotiate.ts';

/** What one response may carry: its media types, each with the validator of its schema. */
export interface DeclaredContent {
  readonly mediaType: string;
  readonly validate: Validator | undefined;
}

export interface ServedOperation {
  readonly operation: Operation;
  readonly authenticate: Authenticate | undefined;
  readonly negotiate: Negotiate;
  /** The request's media types, each with its validator, made when it is first needed. */
  readonly accepts: readonly { readonly mediaType: string; validator(): Validator | undefined }[];
  readonly behaviour: Behaviour;
  /** The declared contents of a status; undefined for a status that the document does not declare. */
  declared(status: number): readonly DeclaredContent[] | undefined;
  /** How the document declares the error of a status, if it does. */
  declaredError(status: number): DeclaredError | undefined;
}

export function serveOperation(contract: Contract, operation: Operation, behaviour: Behaviour): ServedOperation {
  const contents = new Map<number, readonly DeclaredContent[] | undefined>();
  const declared = (status: number) => {
    if (!contents.has(status)) contents.set(status, declaredContent(contract, operation, status));
    return contents.get(status);
  };
  return {
    operation,
    authenticate: authenticator(contract, operation),
    negotiate: negotiatorOf(successOf(operation)?.content.map(({ name }) => name) ?? []),
    accepts: (operation.requestBody?.content ?? []).map(({ name, schema }) => ({
      mediaType: name,
      validator: () => (schema === undefined ? undefined : contract.validator(viewOfBody(operation, name), schema)),
    })),
    behaviour,
    declared,
    declaredError: (status) => errorIn(responseFor(operation, status)?.content),
  };
}

function declaredContent(contract: Contract, operation: Operation, status: number): DeclaredContent[] | undefined {
  return responseFor(operation, status)?.content.map(({ name, schema }) => ({
    mediaType: name,
    validate: schema === undefined ? undefined : contract.validator('response', schema),
  }));
}

/** The first JSON content that has a schema, as the shape of an error. */
export function errorIn(content: readonly MediaType[] = []): DeclaredError | undefined {
  const json = content.find(({ name, schema }) => schema !== undefined && /[/+]json$/.test(name));
  return json?.schema === undefined ? undefined : { mediaType: json.name, schema: json.schema };
}

/** The error that most operations declare: what a refusal looks like where no operation is known. */
export function commonError({ operations }: Contract): DeclaredError | undefined {
  const counts = new Map<string, { count: number; error: DeclaredError }>();
  for (const { responses } of operations) {
    for (const { status, content } of responses) {
      const error = /^[45d]/.test(status) ? errorIn(content) : undefined;
      if (!error) continue;
      const known = counts.get(error.schema);
      if (known) known.count += 1;
      else counts.set(error.schema, { count: 1, error });
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.error;
}
