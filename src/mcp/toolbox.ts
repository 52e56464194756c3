// All tools for the documents of a server: what a host lists, and what a call does.
import { ControlError, type WorldControl } from '../control/client.ts';
import { nearest } from '../edit-distance.ts';
import { textOfValue } from '../errors/text-of-value.ts';
import { valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { callOperation } from './call-operation.ts';
import { CONTROL_TOOLS } from './control-tools.ts';
import {
  describeOperation,
  FINDER_TOOLS,
  type FinderName,
  findOperation,
  MAX_OPERATION_TOOLS,
  searchOperations,
} from './finder.ts';
import { type OperationTool, operationArguments, operationFacts, operationTools } from './operation-tool.ts';
import type { McpTarget } from './target.ts';
import {
  type Arguments,
  checkArguments,
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
      if (error instanceof ControlError) return textResult(controlText(error, call), true);
      throw error;
    }
  }

  #run({ name, given, world: own }: ToolCall): Promise<ToolResult> | ToolResult {
    const world = typeof given.world === 'string' ? given.world : own;
    const control = CONTROL_TOOLS.find((tool) => tool.name === name);
    if (control) {
      checkArguments(name, given, control.inputSchema());
      return control.run({ given, world: this.#world(world), target: this.#target });
    }
    if (this.#isLarge && Object.hasOwn(FINDER_TOOLS, name)) return this.#find(name as FinderName, given, world);
    const tool = this.#operations.find((one) => one.name === name);
    if (tool) return callOperation(this.#target, { tool, given, world });
    throw this.#unknown(name);
  }

  #find(name: FinderName, given: Arguments, world: string): Promise<ToolResult> | ToolResult {
    checkArguments(name, given, FINDER_TOOLS[name].inputSchema);
    if (name === 'search') {
      const { query, limit = 15, skip = 0 } = given;
      return valueResult(
        searchOperations(this.#operations, { query: String(query), limit: Number(limit), skip: Number(skip) }),
      );
    }
    const tool = findOperation(this.#operations, String(given.operation));
    if (name === 'describe') return valueResult(describeOperation(tool));
    const own = isObject(given.arguments) ? given.arguments : {};
    const inner = typeof own.world === 'string' ? own.world : world;
    return callOperation(this.#target, { tool, given: own, world: inner });
  }

  #world(name: string): WorldControl {
    return this.#target.control.world(name);
  }

  #unknown(name: string): ToolError {
    const names = this.list().map((tool) => tool.name);
    const near = nearest(name, names);
    return new ToolError(
      `There is no tool ${JSON.stringify(name)}. To fix: ${near === undefined ? 'list the tools' : `use ${near}`}.`,
    );
  }
}

/** What the control API refused. Its message names the property, the value and the rule of the first violation. */
function controlText({ message, problem }: ControlError, { name, given }: ToolCall): string {
  const errors = isObject(problem) && Array.isArray(problem.errors) ? (problem.errors as readonly Json[]) : [];
  const others = errors.filter(isObject).slice(1);
  const lines = others.map(({ pointer, message: rule }) =>
    `- ${rule} ${seenText(valueAt(given, String(pointer)))}`.trim(),
  );
  return [message, ...lines, `To fix: correct the arguments of ${name}, and call it again.`].join('\n');
}

function seenText(value: Json | undefined): string {
  return value === undefined ? '' : `The value was ${textOfValue(value)}.`;
}
