// All tools for the documents of a server: what a host lists, and what a call does.
import { ControlError } from '../control/client.ts';
import { nearest } from '../edit-distance.ts';
import { textOfValue } from '../errors/text-of-value.ts';
import { tokensOf, valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { callOperation, checkOwnArguments } from './call-operation.ts';
import { CONTROL_TOOLS } from './control-tools.ts';
import {
  describeOperation,
  FINDER_TOOLS,
  type FinderName,
  findOperation,
  MAX_OPERATION_TOOLS,
  searchOperations,
  similarNames,
} from './finder.ts';
import { type OperationTool, operationArguments, operationFacts, operationTools } from './operation-tool.ts';
import type { McpTarget } from './target.ts';
import {
  type Arguments,
  checkArguments,
  expectedOf,
  ToolError,
  type ToolFacts,
  type ToolResult,
  textResult,
  valueResult,
} from './tool.ts';

/** A tool as `tools/list` has it. */
export interface ListedTool extends ToolFacts {
  readonly inputSchema: JsonObject & { readonly type: 'object' };
}

export interface ToolCall {
  readonly name: string;
  readonly given: Arguments;
  /** The world of the session. */
  readonly world: string;
}

export class Toolbox {
  readonly #target: McpTarget;
  readonly #operations: readonly OperationTool[];
  /** Whether there are too many operations for a tool each. */
  readonly #isLarge: boolean;
  #listed: readonly ListedTool[] | undefined;

  constructor(target: McpTarget) {
    this.#target = target;
    const documents = target.documents();
    const count = documents.reduce((sum, { contract }) => sum + contract.operations.length, 0);
    this.#isLarge = count > MAX_OPERATION_TOOLS;
    const taken = [...CONTROL_TOOLS.map(({ name }) => name), ...Object.keys(FINDER_TOOLS)];
    this.#operations = operationTools(documents, taken);
  }

  get operations(): readonly OperationTool[] {
    return this.#operations;
  }

  list(): readonly ListedTool[] {
    this.#listed ??= [
      ...(this.#isLarge
        ? Object.values(FINDER_TOOLS)
        : this.#operations.map((tool) => ({ ...operationFacts(tool), inputSchema: operationArguments(tool) }))),
      ...CONTROL_TOOLS.map(({ run: _, inputSchema, ...facts }) => ({ ...facts, inputSchema: inputSchema() })),
    ] as unknown as readonly ListedTool[];
    return this.#listed;
  }

  /** Calls a tool. What is wrong with the call is a result, so that a language model can correct it. */
  async call(call: ToolCall): Promise<ToolResult> {
    try {
      return await this.#run(call);
    } catch (error) {
      if (error instanceof ToolError) return textResult(error.message, true);
      if (error instanceof ControlError) return textResult(controlText(error, call, this.list()), true);
      throw error;
    }
  }

  async #run({ name, given, world: own }: ToolCall): Promise<ToolResult> {
    const control = CONTROL_TOOLS.find((tool) => tool.name === name);
    if (control) {
      checkArguments(name, given, control.inputSchema());
      const world = this.#target.control.world(await this.#worldOf(given, own));
      return control.run({ given, world, target: this.#target, operations: this.#operations });
    }
    if (this.#isLarge && Object.hasOwn(FINDER_TOOLS, name)) return this.#find(name as FinderName, given, own);
    const tool = this.#operations.find((one) => one.name === name);
    if (tool) return this.#callIn(own, tool, given);
    throw this.#unknown(name);
  }

  async #callIn(own: string, tool: OperationTool, given: Arguments): Promise<ToolResult> {
    checkOwnArguments(tool, given);
    return callOperation(this.#target, { tool, given, world: await this.#worldOf(given, own) });
  }

  /** The world of a call. @throws ToolError if there is none of that name: a typo would make another one */
  async #worldOf({ world = null }: Arguments, own: string): Promise<string> {
    if (world === null || world === own) return own;
    const name = String(world);
    await this.#target.control
      .world(name)
      .read()
      .catch((error: unknown) => {
        if (!(error instanceof ControlError && error.status === 404)) throw error;
        throw new ToolError(`${error.message} To fix: use one that exists, or make it with fork.`);
      });
    return name;
  }

  #find(name: FinderName, given: Arguments, own: string): Promise<ToolResult> | ToolResult {
    checkArguments(name, given, FINDER_TOOLS[name].inputSchema);
    if (name === 'search') {
      const { query, limit = 15, skip = 0 } = given;
      return valueResult(
        searchOperations(this.#operations, { query: String(query), limit: Number(limit), skip: Number(skip) }),
      );
    }
    const tool = findOperation(this.#operations, String(given.operation));
    if (name === 'describe') return valueResult(describeOperation(tool));
    const inner = isObject(given.arguments) ? given.arguments : {};
    const { world } = given;
    return this.#callIn(own, tool, world === undefined ? inner : { world, ...inner });
  }

  #unknown(name: string): ToolError {
    const names = this.list().map((tool) => tool.name);
    const near = nearest(name, names) ?? (this.#isLarge ? undefined : similarNames(this.#operations, name));
    return new ToolError(
      `There is no tool ${JSON.stringify(name)}. To fix: ${near === undefined ? 'list the tools' : `use ${near}`}.`,
    );
  }
}

/** What the control API refused. Its message names the property, the value and the rule of the first violation. */
function controlText(
  { message, problem, status }: ControlError,
  { name, given }: ToolCall,
  tools: readonly ListedTool[],
): string {
  // The arguments are not the reason.
  if (status >= 500) return `${message} To fix: wait, and call ${name} again.`;
  const list = isObject(problem) && Array.isArray(problem.errors) ? (problem.errors as readonly Json[]) : [];
  const [first, ...others] = list.filter(isObject);
  const lines = others.map(({ pointer, message: rule }) =>
    `- ${rule} ${seenText(valueAt(given, String(pointer)))}`.trim(),
  );
  const tool = tools.find((one) => one.name === name);
  // Such a message lists the choices itself.
  const isListed = message.includes('must be one of');
  const expected = tool && first && !isListed && expectedAt(tool.inputSchema, tokensOf(String(first.pointer)));
  const advice = expected || `correct the arguments of ${name}, and call it again`;
  return [message, ...lines, `To fix: ${advice}.`].join('\n');
}

/** What the schema of a tool says about a place in its arguments; undefined if it says nothing. */
function expectedAt({ properties = {} }: JsonObject, [name = '', ...inner]: readonly string[]): string | undefined {
  const declared = isObject(properties) ? properties[name] : undefined;
  if (!isObject(declared)) return undefined;
  if (inner.length === 0) return `send ${name}, ${expectedOf(declared)}`;
  const choices = [...new Set(choicesAt(declared, inner))];
  return choices.length === 0 ? undefined : `send ${[name, ...inner].join('.')}, one of ${choices.join(', ')}`;
}

/** The values that a schema allows at a place, in all of its alternatives. */
function choicesAt(schema: Json | undefined, [name, ...inner]: readonly string[]): readonly string[] {
  if (!isObject(schema)) return [];
  const { const: fixed, enum: choices, oneOf, properties } = schema;
  if (name === undefined)
    return [fixed, ...(Array.isArray(choices) ? choices : [])].filter((one) => typeof one === 'string');
  const own = isObject(properties) ? choicesAt(properties[name], inner) : [];
  return [...own, ...(Array.isArray(oneOf) ? oneOf.flatMap((one: Json) => choicesAt(one, [name, ...inner])) : [])];
}

function seenText(value: Json | undefined): string {
  return value === undefined ? '' : `The value was ${textOfValue(value)}.`;
}
