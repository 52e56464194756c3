// Records what clients use while a server runs: every exchange with an operation, and the response properties that a client
// reports to have read.
import { isJson } from '../contract/operation/media-types.ts';
import type { MediaType, Operation } from '../contract/operation/operations.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces } from '../contract/schema/schema-places.ts';
import { appendTokens } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import type { RecordedExchange } from '../report/record.ts';
import type { ReadReporter, ReportedReads } from './reported-reads.ts';
import { mergeUsages, USAGE_VERSION, type Usage, type UsedOperation, type UsedParameter } from './usage.ts';

/** The latest exchanges whose reads can still be reported. */
const MAX_EXCHANGES = 20_000;
/** Values of one parameter or property. */
const MAX_VALUES = 200;
/** Deeper properties are left out. */
const MAX_DEPTH = 12;

interface OperationUse {
  readonly mount: string;
  readonly operation: Operation;
  readonly statuses: Set<number>;
  readonly parameters: Map<string, { readonly in: string; readonly name: string; readonly values: Map<string, Json> }>;
  readonly mediaTypes: Set<string>;
  readonly properties: Map<string, Map<string, Json>>;
  readonly reads: Map<number, { readonly properties: Set<string>; readonly whole: Set<string> }>;
}

export class UsageRecorder {
  readonly #uses = new Map<string, OperationUse>();
  readonly #exchanges = new Map<string, { readonly use: OperationUse; readonly status: number }>();
  readonly #documentOf: (mount: string) => JsonObject | undefined;

  /** @param documentOf the document that is served at a mount */
  constructor(documentOf: (mount: string) => JsonObject | undefined) {
    this.#documentOf = documentOf;
  }

  record(exchange: RecordedExchange): void {
    const { id, mount, operation, status, requestType, requestBody } = exchange;
    const document = this.#documentOf(mount);
    if (!operation || !document || status === 0) return;
    const use = this.#useOf(mount, operation);
    use.statuses.add(status);
    this.#remember(id, use, status);
    for (const one of sentParameters(document, exchange, operation)) addParameter(use, one);
    if (requestBody === undefined) return;
    use.mediaTypes.add(requestType);
    const content = operation.requestBody?.content ?? [];
    const schema = contentOf(content, requestType)?.schema;
    if (schema !== undefined) addProperties(document, use, { pointer: '', schema, value: requestBody, depth: 0 });
  }

  addReads(reads: readonly ReportedReads[]): void {
    for (const { exchange, properties, whole } of reads) {
      for (const pointer of properties) this.addRead(exchange, 'properties', pointer);
      for (const pointer of whole) this.addRead(exchange, 'whole', pointer);
    }
  }

  /** A read of an exchange that is not known is ignored. */
  readonly addRead: ReadReporter = (exchange, kind, pointer) => {
    const known = this.#exchanges.get(exchange);
    if (!known) return;
    const { use, status } = known;
    const own = use.reads.get(status) ?? { properties: new Set<string>(), whole: new Set<string>() };
    use.reads.set(status, own);
    own[kind].add(pointer);
  };

  usage(): Usage {
    return mergeUsages([{ usage: USAGE_VERSION, operations: [...this.#uses.values()].map(usedOf) }]);
  }

  #useOf(mount: string, operation: Operation): OperationUse {
    const key = `${mount} ${operation.id}`;
    const known = this.#uses.get(key);
    if (known) return known;
    const use: OperationUse = {
      mount,
      operation,
      statuses: new Set(),
      parameters: new Map(),
      mediaTypes: new Set(),
      properties: new Map(),
      reads: new Map(),
    };
    this.#uses.set(key, use);
    return use;
  }

  #remember(id: string, use: OperationUse, status: number): void {
    if (this.#exchanges.size >= MAX_EXCHANGES) {
      for (const [oldest] of this.#exchanges) {
        this.#exchanges.delete(oldest);
        break;
      }
    }
    this.#exchanges.set(id, { use, status });
  }
}

function usedOf({
  mount,
  operation,
  statuses,
  parameters,
  mediaTypes,
  properties,
  reads,
}: OperationUse): UsedOperation {
  const { id, method, path } = operation;
  return {
    operation: id,
    method,
    path,
    mount,
    statuses: [...statuses],
    parameters: [...parameters.values()].map(({ in: place, name, values }) => ({ in: place, name, ...listed(values) })),
    mediaTypes: [...mediaTypes],
    properties: [...properties].map(([pointer, values]) => ({ pointer, ...listed(values) })),
    ...(reads.size > 0 && {
      reads: Object.fromEntries(
        [...reads].map(([status, read]) => [status, { properties: [...read.properties], whole: [...read.whole] }]),
      ),
    }),
  };
}

function listed(values: ReadonlyMap<string, Json>): { readonly values?: readonly Json[] } {
  return values.size === 0 ? {} : { values: [...values.values()] };
}

function contentOf(content: readonly MediaType[], type: string): MediaType | undefined {
  return content.find(({ name }) => name === type) ?? content.find(({ name }) => isJson(name)) ?? content[0];
}

/** The declared parameters of a request, also if they are not valid. Path parameters are always sent. */
function sentParameters(
  document: JsonObject,
  exchange: RecordedExchange,
  { parameters }: Operation,
): readonly UsedParameter[] {
  const sent = exchange.sentParameters();
  return parameters.flatMap(({ in: place, name, schema }): UsedParameter[] => {
    const group = sent[place as keyof typeof sent] as Readonly<Record<string, unknown>> | undefined;
    if (group === undefined || !Object.hasOwn(group, name)) return [];
    return [{ in: place, name, values: listedValues(document, schema, group[name] as Json) }];
  });
}

/** A value, or the items of a list, if the schema lists the possible ones. */
function listedValues(document: JsonObject, schema: string | undefined, value: Json): readonly Json[] {
  if (schema === undefined) return [];
  if (Array.isArray(value)) {
    const items = itemsPlace(document, schema);
    return value.flatMap((item: Json) => listedValues(document, items, item));
  }
  const isListed = sameValuePlaces(document, schema).some(
    ({ value: at }) => at.enum !== undefined || at.const !== undefined,
  );
  return isListed && (typeof value !== 'object' || value === null) ? [value] : [];
}

function addParameter({ parameters }: OperationUse, { in: place, name, values = [] }: UsedParameter): void {
  const key = `${place} ${name}`;
  const known = parameters.get(key) ?? { in: place, name, values: new Map() };
  parameters.set(key, known);
  addValues(known.values, values);
}

function addValues(known: Map<string, Json>, values: readonly Json[]): void {
  for (const value of values) if (known.size < MAX_VALUES) known.set(JSON.stringify(value), value);
}

interface SentProperty {
  readonly pointer: string;
  readonly schema: string;
  readonly value: Json;
  readonly depth: number;
}

/** Adds the declared properties in a value. */
function addProperties(document: JsonObject, use: OperationUse, { pointer, schema, value, depth }: SentProperty): void {
  if (depth > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    const items = itemsPlace(document, schema);
    if (items === undefined) return;
    const at = { pointer: appendTokens(pointer, '*'), schema: items, depth: depth + 1 };
    for (const item of value) addProperties(document, use, { ...at, value: item });
  } else if (isObject(value)) {
    const declared = propertyPlaces(document, schema);
    for (const [name, inner] of Object.entries(value)) {
      const place = declared.get(name);
      if (place === undefined) continue;
      const at = appendTokens(pointer, name);
      const values = use.properties.get(at) ?? new Map<string, Json>();
      use.properties.set(at, values);
      addValues(values, listedValues(document, place, inner));
      addProperties(document, use, { pointer: at, schema: place, value: inner, depth: depth + 1 });
    }
  }
}
