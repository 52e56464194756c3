// MCP over HTTP. A client of the revisions up to 2025-11-25 begins a session, which gets a world of its own. Later revisions have no
// sessions: each request is complete, and uses the world that its URL names.
import type { Server, ServerEventBus, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import { ControlError } from '../control/client.ts';
import { currentToolbox } from './current-toolbox.ts';
import type { McpPackage } from './package.ts';
import { announceTools, mcpServer } from './session.ts';
import type { McpTarget } from './target.ts';
import type { Toolbox } from './toolbox.ts';

/** The most sessions at the same time. The one that was used least recently ends if there are more. */
const MAX_SESSIONS = 64;

const SESSION_HEADER = 'mcp-session-id';
const DEFAULT_WORLD = 'default';

interface OpenSession {
  readonly transport: WebStandardStreamableHTTPServerTransport;
  readonly server: Server;
  /** The world to delete at the end; undefined if the client named it. */
  readonly ownWorld: string | undefined;
}

export class McpSessions {
  readonly #mcp: McpPackage;
  readonly #target: McpTarget;
  /** By id, those that were used last at the end. */
  readonly #open = new Map<string, OpenSession>();
  readonly #toolbox: () => Toolbox;
  /** Carries changes to the subscriptions of clients without sessions. */
  readonly #changes: ServerEventBus;

  constructor(mcp: McpPackage, target: McpTarget) {
    this.#mcp = mcp;
    this.#target = target;
    this.#toolbox = currentToolbox(target);
    this.#changes = new mcp.InMemoryServerEventBus();
  }

  async fetch(request: Request): Promise<Response> {
    const named = new URL(request.url).searchParams.get('world') ?? undefined;
    const id = request.headers.get(SESSION_HEADER);
    if (id !== null) return this.#continue(id, request);
    if (await this.#mcp.isLegacyRequest(request)) return this.#begin(request, named);
    const handler = this.#mcp.createMcpHandler(() => this.#serverFor(named ?? DEFAULT_WORLD), {
      legacy: 'reject',
      bus: this.#changes,
    });
    await this.#enter(named ?? DEFAULT_WORLD);
    return handler.fetch(request);
  }

  /** The documents were reloaded, so that tools can be other ones. */
  async toolsChanged(): Promise<void> {
    this.#changes.publish({ kind: 'tools_list_changed' });
    await Promise.all([...this.#open.values()].map(({ server }) => announceTools(server)));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ transport }) => transport.close()));
    this.#open.clear();
  }

  async #continue(id: string, request: Request): Promise<Response> {
    const session = this.#open.get(id);
    if (session === undefined) {
      // The client begins a new session (MCP 2025-11-25, session management).
      return Response.json(
        {
          jsonrpc: '2.0',
          id: null,
          error: { code: -32001, message: 'The session has ended. Begin a new one with initialize.' },
        },
        { status: 404 },
      );
    }
    this.#open.delete(id);
    this.#open.set(id, session);
    return session.transport.handleRequest(request);
  }

  async #begin(request: Request, named: string | undefined): Promise<Response> {
    const world = named ?? `mcp-${crypto.randomUUID().slice(0, 8)}`;
    await this.#enter(world);
    const ownWorld = named === undefined ? world : undefined;
    const server = this.#serverFor(world);
    const transport: WebStandardStreamableHTTPServerTransport = new this.#mcp.WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => crypto.randomUUID(),
      onsessioninitialized: (id) => this.#keep(id, { transport, server, ownWorld }),
      onsessionclosed: (id) => this.#end(id),
    });
    await server.connect(transport);
    return transport.handleRequest(request);
  }

  async #keep(id: string, session: OpenSession): Promise<void> {
    this.#open.set(id, session);
    const [oldest] = this.#open.keys();
    if (this.#open.size > MAX_SESSIONS && oldest !== undefined) await this.#end(oldest);
  }

  async #end(id: string): Promise<void> {
    const session = this.#open.get(id);
    if (session === undefined) return;
    this.#open.delete(id);
    const { ownWorld, transport } = session;
    if (ownWorld !== undefined)
      await this.#target.control
        .world(ownWorld)
        .delete()
        .catch(() => undefined);
    await transport.close();
  }

  /** Reading a world that does not exist is an error, so that it is created first. */
  async #enter(world: string): Promise<void> {
    await enterWorld(this.#target, world);
  }

  #serverFor(world: string) {
    return mcpServer({ mcp: this.#mcp, target: this.#target, toolbox: this.#toolbox, world });
  }
}

/** Creates a world unless it exists. @throws ControlError for a name that is not valid */
export async function enterWorld({ control }: McpTarget, name: string): Promise<void> {
  await control.createWorld({ name }).catch((error: unknown) => {
    if (!(error instanceof ControlError && error.status === 409)) throw error;
  });
}
