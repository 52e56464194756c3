// The marks of one operation: its calls, statuses, media types, parameters and examples. Its bodies leave marks on the tree of
// schemas.
import { isJson } from '../contract/operation/media-types.ts';
import { type MediaType, type Operation, responseFor } from '../contract/operation/operations.ts';
import type { ParameterValues } from '../contract/wire/read-parameters.ts';
import type { Json } from '../json/value.ts';
import { type ExampleValue, requestExamples, responseExamples, withoutEqual, withValues } from './coverage-examples.ts';
import type { CoverageNode, CoverageTree } from './coverage-tree.ts';
import type { RecordedExchange } from './record.ts';

/** The parts of an exchange that count. A request body that violates the contract covers nothing and is absent. */
export interface CoveredExchange
  extends Pick<
    RecordedExchange,
    'status' | 'requestType' | 'responseType' | 'parameters' | 'requestBody' | 'responseBody'
  > {
  readonly operation: Operation;
}

type DeclaredParameter = Operation['parameters'][number];

export class OperationMarks {
  count = 0;
  readonly statuses = new Set<number>();
  readonly mediaTypes = new Set<string>();
  /** The parameters that no request has had yet. */
  unsentParameters: readonly DeclaredParameter[];
  /** The examples that no request and no response has contained yet. */
  unsentExamples: readonly ExampleValue[];
  unreturnedExamples: readonly ExampleValue[];
  readonly #operation: Operation;
  readonly tree: CoverageTree;
  // The kind of the latest request and response. The next call usually has the same kind and the same body.
  #requestType = '';
  #requestNode: CoverageNode | undefined;
  #status = 0;
  #responseType = '';
  #responseNode: CoverageNode | undefined;
  #lastBody: Json | undefined;

  constructor(operation: Operation, tree: CoverageTree) {
    this.#operation = operation;
    this.tree = tree;
    this.unsentParameters = operation.parameters;
    this.unsentExamples = withValues(tree.document, requestExamples(operation));
    this.unreturnedExamples = withValues(tree.document, responseExamples(operation));
  }

  record({ status, requestType, responseType, parameters, requestBody, responseBody }: CoveredExchange): void {
    this.count += 1;
    if (this.unsentParameters.length > 0) this.unsentParameters = withoutSent(this.unsentParameters, parameters);
    if (requestBody !== undefined) this.#recordRequest(requestType, requestBody);
    this.#recordResponse(status, responseBody === undefined ? '' : responseType, responseBody);
  }

  #recordRequest(type: string, body: Json): void {
    if (type !== this.#requestType) {
      this.#requestType = type;
      this.mediaTypes.add(`request ${type}`);
      this.#requestNode = this.#nodeOf(this.#operation.requestBody?.content ?? [], type);
    }
    if (this.#requestNode) this.tree.mark(this.#requestNode, body, 'request');
    if (this.unsentExamples.length > 0) this.unsentExamples = withoutEqual(this.unsentExamples, body);
  }

  #recordResponse(status: number, type: string, body: Json | undefined): void {
    if (status !== this.#status || type !== this.#responseType) {
      this.#status = status;
      this.#responseType = type;
      this.#lastBody = undefined;
      this.statuses.add(status);
      if (type !== '') this.mediaTypes.add(`response ${type}`);
      this.#responseNode = this.#nodeOf(responseFor(this.#operation, status)?.content ?? [], type);
    }
    if (body === undefined || body === this.#lastBody) return;
    this.#lastBody = body;
    if (this.#responseNode) this.tree.mark(this.#responseNode, body, 'response');
    if (this.unreturnedExamples.length > 0) this.unreturnedExamples = withoutEqual(this.unreturnedExamples, body);
  }

  #nodeOf(content: readonly MediaType[], mediaType: string): CoverageNode | undefined {
    const declared =
      content.find(({ name }) => name === mediaType) ?? content.find(({ name }) => isJson(name)) ?? content[0];
    return declared?.schema === undefined ? undefined : this.tree.at(declared.schema);
  }
}

/** The parameters without a value. Returns the same list if none has a value. */
function withoutSent(declared: readonly DeclaredParameter[], values: ParameterValues): readonly DeclaredParameter[] {
  for (const parameter of declared) {
    if (isSent(parameter, values)) return declared.filter((one) => !isSent(one, values));
  }
  return declared;
}

function isSent({ in: place, name }: DeclaredParameter, values: ParameterValues): boolean {
  const sent = values[place as keyof ParameterValues];
  return sent !== undefined && Object.hasOwn(sent, name);
}
