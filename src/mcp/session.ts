// One MCP server for one world: the tools, resources and prompts for the documents of a running standin.
import type { Server } from '@modelcontextprotocol/server';
import { ControlError } from '../control/client.ts';
import type { McpPackage } from './package.ts';
import { listPrompts, promptText } from './prompts.ts';
import { listResources, listResourceTemplates, readResource } from './resources.ts';
import type { McpTarget } from './target.ts';
import type { Arguments } from './tool.ts';
import type { Toolbox } from './toolbox.ts';

export interface McpSession {
  readonly mcp: McpPackage;
  readonly target: McpTarget;
  /** The tools of the documents as they are now. */
  readonly toolbox: () => Toolbox;
  /** The world that calls use unless they name another one. */
  readonly world: string;
}

export function mcpServer(session: McpSession): Server {
  const { mcp, target } = session;
  const server = new mcp.Server(
    { name: 'standin', title: titleOf(target), version: target.version },
    {
      capabilities: { tools: { listChanged: true }, resources: {}, prompts: {} },
      instructions: instructionsOf(session),
    },
  );
  addTools(server, session);
  addResources(server, session);
  addPrompts(server, session);
  return server;
}

function addTools(server: Server, { toolbox, world }: McpSession): void {
  server.setRequestHandler('tools/list', () => ({ tools: toolbox().list() as never }));
  server.setRequestHandler('tools/call', async ({ params }) => {
    const given = (params.arguments ?? {}) as Arguments;
    return (await toolbox().call({ name: params.name, given, world })) as never;
  });
}

function addResources(server: Server, { mcp, target, world }: McpSession): void {
  server.setRequestHandler('resources/list', () => ({ resources: listResources(target) as never }));
  server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates: listResourceTemplates() as never }));
  server.setRequestHandler('resources/read', async ({ params: { uri } }) => {
    const text = await readResource(target, uri, world).catch((error: unknown) => {
      if (error instanceof ControlError) throw new mcp.ProtocolError(mcp.INVALID_PARAMS, error.message);
      throw error;
    });
    if (text === undefined) {
      const known = listResources(target).map((resource) => resource.uri);
      throw new mcp.ProtocolError(mcp.INVALID_PARAMS, `There is no resource ${uri}. Resources: ${known.join(', ')}`);
    }
    return { contents: [{ uri, mimeType: 'application/json', text }] };
  });
}

function addPrompts(server: Server, { mcp, target, world }: McpSession): void {
  server.setRequestHandler('prompts/list', () => ({ prompts: listPrompts() as never }));
  server.setRequestHandler('prompts/get', ({ params: { name, arguments: given = {} } }) => {
    const text = promptText(target, { name, given, world });
    if (text === undefined) {
      const known = listPrompts().map((prompt) => prompt.name);
      throw new mcp.ProtocolError(mcp.INVALID_PARAMS, `There is no prompt ${name}. Prompts: ${known.join(', ')}`);
    }
    return { messages: [{ role: 'user', content: { type: 'text', text } }] };
  });
}

function titleOf({ documents }: McpTarget): string {
  return `Mock of ${documents()[0]?.contract.title ?? 'an API'}`;
}

function instructionsOf({ world }: McpSession): string {
  // A client can read these instructions from another process than the one that it then uses, so they have no address.
  return `This is a mock server, generated from an OpenAPI document. It validates every request and keeps state. Nothing is real: the world ${world} belongs to this session, and reset, rewind and fork are safe to use. The tool server has the URLs for other programs and for people. A refused call names the property, the rule, the value and what to change.`;
}

/** Says that the tools have changed, to a client that is connected. */
export async function announceTools(server: Server): Promise<void> {
  if (server.transport === undefined) return;
  // A client that does not get it has gone. The documents are reloaded already, so that nobody else needs to know.
  await server.sendToolListChanged().catch(() => undefined);
}
