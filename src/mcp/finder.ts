// The three tools for a document of many operations: find one, read its arguments, call it. A list of hundreds of tools would fill
// the context of a language model.

import { nearest } from '../edit-distance.ts';
import { valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject, type MutableObject } from '../json/value.ts';
import { type OperationTool, operationArguments, operationFacts } from './operation-tool.ts';
import { PortableSchemas } from './portable-schema.ts';
import { type ArgumentSchema, ToolError, type ToolFacts, WORLD_ARGUMENT } from './tool.ts';

/** The most operations that are tools of their own. */
export const MAX_OPERATION_TOOLS = 40;

const READS = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false } as const;
const NAME = { type: 'string', description: 'The name of an operation, as search returns it.' } as const;

export interface FinderTool extends ToolFacts {
  readonly inputSchema: ArgumentSchema;
}

function argumentsOf(properties: JsonObject, required: readonly string[]): ArgumentSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}

export const FINDER_TOOLS = {
  search: {
    name: 'search',
    title: 'Find an operation',
    description: 'Finds operations of the document by words in their names, paths, summaries and tags.',
    annotations: READS,
    inputSchema: argumentsOf(
      {
        query: { type: 'string', description: 'Words, such as: create issue. Empty for all operations.' },
        skip: { type: 'integer', minimum: 0, description: 'How many of the found ones to leave out. Default: 0.' },
        limit: { type: 'integer', minimum: 1, maximum: 100, description: 'The most to return. Default: 15.' },
      },
      ['query'],
    ),
  },
  describe: {
    name: 'describe',
    title: 'Describe an operation',
    description: 'Returns the arguments of an operation as a JSON Schema, and its responses.',
    annotations: READS,
    inputSchema: argumentsOf({ operation: NAME }, ['operation']),
  },
  call: {
    name: 'call',
    title: 'Call an operation',
    description: 'Calls an operation with the arguments that describe returns for it.',
    annotations: { ...READS, readOnlyHint: false, destructiveHint: true, idempotentHint: false },
    inputSchema: argumentsOf(
      {
        operation: NAME,
        arguments: { type: 'object', description: 'The arguments of the operation.' },
        world: WORLD_ARGUMENT,
      },
      ['operation'],
    ),
  },
} as const satisfies Readonly<Record<string, FinderTool>>;

export type FinderName = keyof typeof FINDER_TOOLS;

/** The operations whose texts have most of the words, the best first. */
export function searchOperations(
  tools: readonly OperationTool[],
  { query, limit, skip }: { readonly query: string; readonly limit: number; readonly skip: number },
): JsonObject {
  const words = wordsOf(query);
  const scored = tools.map((tool) => ({ tool, score: scoreOf(tool, words) }));
  const found = scored.filter(({ score }) => words.length === 0 || score > 0).sort((a, b) => b.score - a.score);
  const operations = found.slice(skip, skip + limit).map(({ tool }) => {
    const { name, title, annotations } = operationFacts(tool);
    const { method, path } = tool.operation;
    return { operation: name, request: `${method} ${path}`, title, readOnly: annotations.readOnlyHint };
  });
  return { found: found.length, of: tools.length, operations };
}

/** A word in the name or the path counts more than one in a text. */
function scoreOf(tool: OperationTool, words: readonly string[]): number {
  const { operation, document } = tool;
  const declared = valueAt(document.contract.document, operation.pointer);
  const { summary = '', description = '', tags = [] } = isObject(declared) ? declared : ({} as JsonObject);
  const name = `${tool.name} ${operation.method} ${operation.path} ${tags}`.toLowerCase();
  const text = `${summary} ${description}`.toLowerCase();
  return words.reduce((sum, word) => {
    const stem = word.length > 3 ? word.replace(/s$/, '') : word;
    return sum + (name.includes(stem) ? 3 : 0) + (text.includes(stem) ? 1 : 0);
  }, 0);
}

export function describeOperation(tool: OperationTool): JsonObject {
  const { name, description, annotations } = operationFacts(tool);
  return {
    operation: name,
    description,
    readOnly: annotations.readOnlyHint,
    arguments: operationArguments(tool) as unknown as JsonObject,
    responses: responsesOf(tool),
  };
}

function responsesOf({ operation, document: { contract } }: OperationTool): JsonObject {
  const schemas = new PortableSchemas(contract.document, 'writeOnly');
  const responses: MutableObject = {};
  for (const { status, pointer, content } of operation.responses) {
    const declared = valueAt(contract.document, pointer);
    const [first] = content;
    const body: Json | undefined = first && {
      [first.name]: first.schema === undefined ? {} : schemas.copy(first.schema),
    };
    responses[status] = {
      description: isObject(declared) ? String(declared.description ?? '') : '',
      ...(body !== undefined && { body }),
    };
  }
  const { definitions } = schemas;
  return definitions === undefined ? responses : { ...responses, $defs: definitions };
}

/** @throws ToolError that names similar operations */
export function findOperation(tools: readonly OperationTool[], name: string): OperationTool {
  const found = tools.find((tool) => tool.name === name) ?? tools.find(({ operation }) => operation.id === name);
  if (found) return found;
  const near = similarNames(tools, name);
  const advice = near === undefined ? 'find its name in the list of the tools, or by search' : `use ${near}`;
  throw new ToolError(`There is no operation ${JSON.stringify(name)}. To fix: ${advice}.`);
}

/** The most names that a message suggests. */
const MAX_SUGGESTIONS = 3;

/** The operation with almost this name, else those that have most of its words; undefined if there are none. */
export function similarNames(tools: readonly OperationTool[], name: string): string | undefined {
  const near = nearest(
    name,
    tools.map((tool) => tool.name),
  );
  if (near !== undefined) return near;
  const words = wordsOf(name.replace(/([a-z0-9])([A-Z])/g, '$1 $2')).filter((word) => word.length > 2);
  const scored = tools
    .map((tool) => ({ name: tool.name, score: words.filter((word) => tool.name.toLowerCase().includes(word)).length }))
    .filter(({ score }) => score * 2 > words.length)
    .sort((a, b) => b.score - a.score || a.name.length - b.name.length)
    .slice(0, MAX_SUGGESTIONS);
  return scored.length === 0 ? undefined : scored.map((one) => one.name).join(' or ');
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
