// The tools that control a world. Each calls the control API by its client, and has the schemas of its document.
import type { HistoryPoint, NewFault, NewStub, WorldControl } from '../control/client.ts';
import { controlContract } from '../control/pack.ts';
import type { JsonObject, MutableObject } from '../json/value.ts';
import { REPORT_FORMATS, type ReportFormat } from '../report/render.ts';
import { findOperation } from './finder.ts';
import type { OperationTool } from './operation-tool.ts';
import { PortableSchemas } from './portable-schema.ts';
import type { McpTarget } from './target.ts';
import {
  type ArgumentSchema,
  type Arguments,
  type ToolAnnotations,
  ToolError,
  type ToolFacts,
  type ToolResult,
  textResult,
  valueResult,
  WORLD_ARGUMENT,
} from './tool.ts';

export interface ControlToolCall {
  readonly given: Arguments;
  readonly world: WorldControl;
  readonly target: McpTarget;
  readonly operations: readonly OperationTool[];
}

export interface ControlTool extends ToolFacts {
  readonly inputSchema: () => ArgumentSchema;
  readonly run: (call: ControlToolCall) => Promise<ToolResult>;
}

const READS: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};
const ADDS: ToolAnnotations = { ...READS, readOnlyHint: false, idempotentHint: false };
const SETS: ToolAnnotations = { ...READS, readOnlyHint: false };
const DESTROYS: ToolAnnotations = { ...SETS, destructiveHint: true };

const TEXT = { type: 'string' } as const;

/** A schema of a few properties. */
function properties(own: JsonObject, required: readonly string[] = []): () => ArgumentSchema {
  return () => ({
    type: 'object',
    properties: { ...own, world: WORLD_ARGUMENT },
    required,
    additionalProperties: false,
  });
}

/** The properties of a schema of the control API, and some more. */
function likeControl(schema: string, more: JsonObject, required?: readonly string[]): () => ArgumentSchema {
  return () => {
    const schemas = new PortableSchemas(controlContract().document);
    const copied = schemas.copy(`/components/schemas/${schema}`) as JsonObject;
    const own: MutableObject = { ...(copied.properties as JsonObject), ...more, world: WORLD_ARGUMENT };
    const { definitions } = schemas;
    const needed = required ?? (copied.required as readonly string[] | undefined) ?? [];
    return {
      type: 'object',
      properties: own,
      required: needed,
      additionalProperties: false,
      ...(definitions && { $defs: definitions }),
    };
  };
}

const PLAN_ARGUMENTS = { remove: { ...TEXT, description: 'The id of one to remove, instead of adding one.' } } as const;

export const CONTROL_TOOLS: readonly ControlTool[] = [
  {
    name: 'reset',
    title: 'Reset the data',
    description: 'Resets the world to its initial state: data, clock, stubs, faults and settings.',
    annotations: { ...DESTROYS, idempotentHint: true },
    inputSchema: properties({}),
    run: async ({ world }) => valueResult(await world.reset()),
  },
  {
    name: 'scenario',
    title: 'Start a scenario',
    description: 'Resets the world to a named initial state of the document. A wrong name returns the known ones.',
    annotations: { ...DESTROYS, idempotentHint: true },
    inputSchema: properties({ name: { ...TEXT, description: 'The name of the scenario.' } }, ['name']),
    run: async ({ world, given }) => valueResult(await world.reset(String(given.name))),
  },
  {
    name: 'fork',
    title: 'Copy the world',
    description:
      'Copies the world, so that something can be tried without changing it. Use the copy with the argument world of the other tools.',
    annotations: ADDS,
    inputSchema: likeControl(
      'HistoryPoint',
      { name: { ...TEXT, description: 'The name of the new world: letters, digits, dashes and underscores.' } },
      ['name'],
    ),
    async run({ world, given: { name, world: _, ...at } }) {
      const copy = await world.fork(String(name), pointOf(at));
      return valueResult({ world: copy.name, url: copy.url });
    },
  },
  {
    name: 'rewind',
    title: 'Go back in time',
    description:
      'Goes back to the state before or after an exchange, or to a revision. What came later never happened. Without a point, the last change is undone.',
    annotations: DESTROYS,
    inputSchema: likeControl('HistoryPoint', {}),
    async run({ world, given: { world: _, ...at } }) {
      const point = pointOf(at);
      return valueResult(await (point === undefined ? world.undo() : world.rewind(point)));
    },
  },
  {
    name: 'clock',
    title: 'Read or set the clock',
    description:
      'Returns the clock of the world, after a change if there is one: now stops it at a time, advance moves it, frozen stops it or lets it run.',
    annotations: SETS,
    inputSchema: likeControl('ClockChange', {}),
    run: async ({ world, given }) => valueResult(await changedClock(world, given)),
  },
  {
    name: 'fault',
    title: 'Plan a failure',
    description:
      'Makes requests fail: an error status, latency, a dropped connection. Without arguments, it lists the planned faults; with remove, it removes one.',
    annotations: ADDS,
    inputSchema: likeControl('Fault', PLAN_ARGUMENTS, []),
    run: async ({ world, given: { world: _, remove, ...fault } }) => {
      if (remove !== undefined) return removed(world.removeFault(String(remove)), remove);
      if (Object.keys(fault).length === 0) return valueResult({ faults: await world.faults() });
      return valueResult(await world.fault(fault as unknown as NewFault));
    },
  },
  {
    name: 'stub',
    title: 'Plan a response',
    description:
      'Returns a fixed response for requests of an operation. Without arguments, it lists the stubs; with remove, it removes one.',
    annotations: ADDS,
    inputSchema: likeControl('Stub', PLAN_ARGUMENTS, []),
    run: async ({ world, given: { world: _, remove, ...stub } }) => {
      if (remove !== undefined) return removed(world.removeStub(String(remove)), remove);
      if (Object.keys(stub).length === 0) return valueResult({ stubs: await world.stubs() });
      return valueResult(await world.stub(stub as unknown as NewStub));
    },
  },
  {
    name: 'verify',
    title: 'Verify requests',
    description:
      'Verifies how many of the recorded requests match, by default at least one. If not, it names the nearest ones.',
    annotations: READS,
    inputSchema: likeControl('Expectation', {}),
    run: async ({ world, given: { world: _, ...expectation } }) =>
      valueResult(await world.verify(expectation as unknown as Parameters<WorldControl['verify']>[0])),
  },
  {
    name: 'explain',
    title: 'Explain a response',
    description: 'Says why a request got its response: which rule, resource, stub, fault or handler decided.',
    annotations: READS,
    inputSchema: properties({ exchange: { ...TEXT, description: 'The id in the response header Request-Id.' } }, [
      'exchange',
    ]),
    run: async ({ target, world, given }) =>
      valueResult(await target.control.explain(String(given.exchange), world.name)),
  },
  {
    name: 'exchanges',
    title: 'List requests',
    description: 'The latest requests of the world and their responses, newest first.',
    annotations: READS,
    inputSchema: properties({
      operation: { ...TEXT, description: 'Only those of this operation.' },
      unmatched: { type: 'boolean', description: 'Only those that match no operation.' },
      limit: { type: 'integer', minimum: 1, description: 'The most to list. Default: 100.' },
    }),
    async run({ world, operations, given: { world: _, operation, ...query } }) {
      if (operation === undefined) return valueResult({ exchanges: await world.exchanges(query) });
      const { id } = findOperation(operations, String(operation)).operation;
      return valueResult({ exchanges: await world.exchanges({ ...query, operation: id }) });
    },
  },
  {
    name: 'state',
    title: 'Read the data',
    description: 'The resources of the world, or one of them: its data as JSON, including what clients cannot read.',
    annotations: READS,
    inputSchema: properties({
      path: {
        ...TEXT,
        description: 'The path of a resource, such as /owners/7. Without it, all resources are listed.',
      },
      mount: { ...TEXT, description: 'The path under which its document is served, if it is not the first.' },
    }),
    run: async ({ world, given: { path, mount } }) =>
      path === undefined
        ? valueResult({ resources: (await world.resources()).map(({ properties: _, ...resource }) => resource) })
        : valueResult({ path, value: await world.get(String(path), mount === undefined ? undefined : String(mount)) }),
  },
  {
    name: 'server',
    title: 'Get the addresses',
    description:
      'The base URL of each document in the world, for other programs such as the client that you write, and the pages for people.',
    annotations: READS,
    inputSchema: properties({}),
    run: async ({ target, world }) => valueResult(addressesOf(target, world.name)),
  },
  {
    name: 'violations',
    title: 'List contract violations',
    description:
      'How requests and responses of the world violate the document: property, rule, value, and how to correct it.',
    annotations: READS,
    inputSchema: properties({}),
    run: async ({ target, world }) => valueResult({ violations: await target.control.violations(world.name) }),
  },
  {
    name: 'report',
    title: 'Get the report',
    description: 'The report of all worlds: violations, and which operations and responses were covered.',
    annotations: READS,
    inputSchema: properties({
      format: { type: 'string', enum: [...REPORT_FORMATS], description: 'Default: markdown.' },
    }),
    run: async ({ target, given: { format = 'markdown' } }) =>
      textResult(await target.control.report(format as ReportFormat)),
  },
];

/** @throws ToolError if the server does not listen */
function addressesOf({ documents, url }: McpTarget, world: string): JsonObject {
  const origin = url();
  if (origin === undefined) throw new ToolError('The server has no address, because its program does not listen.');
  const served = documents().map(({ mount, contract: { title, bases } }) => ({
    title,
    baseUrls: bases.map((base) => `${origin}/~${world}${base}`),
    docs: `${origin}${mount}/_standin/docs`,
  }));
  return { world, documents: served, console: `${origin}/_standin` };
}

function pointOf(given: JsonObject): HistoryPoint | undefined {
  return Object.keys(given).length === 0 ? undefined : (given as unknown as HistoryPoint);
}

async function changedClock(world: WorldControl, { now, advance, frozen }: Arguments): Promise<unknown> {
  if (typeof now === 'string') await world.freeze(timeOf(now));
  if (typeof advance === 'string') await world.advance(advance);
  if (frozen === false) await world.resume();
  else if (frozen === true) await world.freeze();
  return world.clock();
}

/** @throws ToolError for a text that is no time */
function timeOf(text: string): Date {
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  throw new ToolError(
    `The argument now of clock is ${JSON.stringify(text)}, which violates the rule format. To fix: send a date and time, such as 2026-01-31T12:00:00Z.`,
  );
}

async function removed(removal: Promise<void>, id: unknown): Promise<ToolResult> {
  await removal;
  return valueResult({ removed: id });
}
