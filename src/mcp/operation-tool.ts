// An operation of a document as a tool: its name, its arguments, and what it does to the state.
import { isSafe } from '../contract/document/methods.ts';
import type { Operation } from '../contract/operation/operations.ts';
import type { Parameter } from '../contract/operation/parameters.ts';
import { valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject, type MutableObject, setProperty } from '../json/value.ts';
import { PortableSchemas } from './portable-schema.ts';
import type { McpDocument } from './target.ts';
import { type ArgumentSchema, type ToolFacts, WORLD_ARGUMENT } from './tool.ts';

export interface OperationTool {
  readonly name: string;
  readonly document: McpDocument;
  readonly operation: Operation;
  /** The parameters by the names of their arguments. */
  readonly parameters: ReadonlyMap<string, Parameter>;
}

/** The arguments that every operation has, or that have no parameter. */
export const OWN_ARGUMENTS: readonly string[] = ['body', 'contentType', 'headers', 'world'];

/** The most characters of a tool's name that all hosts accept. */
const MAX_NAME = 64;

/** @param taken names that other tools have */
export function operationTools(documents: readonly McpDocument[], taken: Iterable<string>): readonly OperationTool[] {
  const used = new Set(taken);
  return documents.flatMap((document) =>
    document.contract.operations
      .filter(({ unusable }) => unusable === undefined)
      .map((operation) => {
        const name = freeName(toolName(operation), used);
        used.add(name);
        return { name, document, operation, parameters: argumentNames(operation) };
      }),
  );
}

function toolName({ id, method, path }: Operation): string {
  const text = id.startsWith(`${method} `) ? `${method.toLowerCase()}_${path.replace(/[{}]/g, '')}` : id;
  return text.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^_+|_+$/g, '') || method.toLowerCase();
}

function freeName(wanted: string, used: ReadonlySet<string>): string {
  let name = wanted.slice(0, MAX_NAME);
  for (let count = 2; used.has(name); count += 1) name = `${wanted.slice(0, MAX_NAME - 4)}_${count}`;
  return name;
}

/** Some hosts accept only letters, digits, dots, dashes and underscores in the names of arguments. */
function argumentNames({ parameters }: Operation): ReadonlyMap<string, Parameter> {
  const names = new Map<string, Parameter>();
  for (const parameter of parameters) {
    const plain = parameter.name.replace(/[^A-Za-z0-9_.-]+/g, '_').replace(/^_+|_+$/g, '') || parameter.in;
    const isFree = !names.has(plain) && !OWN_ARGUMENTS.includes(plain);
    names.set(isFree ? plain : freeName(`${parameter.in}_${plain}`, new Set(names.keys())), parameter);
  }
  return names;
}

/** What a host shows of the tool. */
export function operationFacts(tool: OperationTool): ToolFacts {
  const { name, operation, document } = tool;
  const { method, path, pointer } = operation;
  const declared = valueAt(document.contract.document, pointer);
  const { summary, description, deprecated } = isObject(declared) ? declared : ({} as JsonObject);
  const texts = [summary, description].filter((text) => typeof text === 'string' && text !== '');
  const base = operation.bases[0] ?? '';
  return {
    name,
    title: typeof summary === 'string' ? summary : `${method} ${path}`,
    description: [`${method} ${base}${path}`, ...texts, deprecated === true ? 'Deprecated.' : '']
      .filter(Boolean)
      .join('\n'),
    annotations: {
      readOnlyHint: isSafe(method),
      destructiveHint: !isSafe(method) && method !== 'POST',
      idempotentHint: isSafe(method) || method === 'PUT' || method === 'DELETE',
      openWorldHint: false,
    },
  };
}

/** The arguments as a JSON Schema. */
export function operationArguments({ operation, document, parameters }: OperationTool): ArgumentSchema {
  const schemas = new PortableSchemas(document.contract.document);
  const properties: MutableObject = {};
  const required: string[] = [];
  for (const [name, parameter] of parameters) {
    setProperty(properties, name, parameterSchema(parameter, name, { schemas, document }));
    if (parameter.required || parameter.in === 'path') required.push(name);
  }
  const { content = [], required: needsBody = false } = operation.requestBody ?? {};
  if (content.length > 0) {
    const [first] = content;
    properties.body =
      first?.schema === undefined ? {} : described(schemas.copy(first.schema), `The body (${first.name}).`);
    if (needsBody) required.push('body');
  }
  if (content.length > 1) {
    properties.contentType = {
      type: 'string',
      enum: content.map(({ name }) => name),
      description: 'The media type of the body. Default: the first.',
    };
  }
  properties.headers = {
    type: 'object',
    additionalProperties: { type: 'string' },
    description:
      'Other headers, such as Authorization, If-Match or Prefer. Without Authorization, a well-formed credential is sent.',
  };
  properties.world = WORLD_ARGUMENT;
  const { definitions } = schemas;
  return {
    type: 'object',
    properties,
    required,
    additionalProperties: false,
    ...(definitions && { $defs: definitions }),
  };
}

function parameterSchema(
  { name, in: place, schema, pointer }: Parameter,
  argument: string,
  { schemas, document }: { readonly schemas: PortableSchemas; readonly document: McpDocument },
): Json {
  const copied = schema === undefined ? {} : schemas.copy(schema);
  const declared = valueAt(document.contract.document, pointer);
  const text = isObject(declared) && typeof declared.description === 'string' ? declared.description : undefined;
  const named = argument === name ? undefined : `The ${place} parameter ${name}.`;
  return described(copied, [named, text].filter(Boolean).join(' '));
}

function described(schema: Json, text: string): Json {
  if (text === '' || !isObject(schema)) return isObject(schema) ? schema : {};
  return { ...schema, description: typeof schema.description === 'string' ? `${text} ${schema.description}` : text };
}
