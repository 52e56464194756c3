// The endpoint of the Model Context Protocol over HTTP, behind the guard of the control API.
import { createControl } from './control/client.ts';
import { type ControlAccess, controlGuard } from './control/guard.ts';
import { HttpError } from './errors/http-error.ts';
import { SetupError } from './errors/setup-error.ts';
import type { App } from './http/app.ts';
import { fetchBy } from './http/inject.ts';
import { openWebInstance } from './http/web-instance.ts';
import { loadMcpPackage } from './mcp/package.ts';
import { McpSessions } from './mcp/sessions.ts';
import type { McpDocument, McpTarget } from './mcp/target.ts';

/** The origin of requests without a port. */
const INSIDE = 'http://localhost';

/** The endpoint as an application, like that of a document. */
export interface McpService extends App {
  /** The documents were reloaded. */
  toolsChanged(): Promise<void>;
}

export interface McpServiceOptions {
  readonly version: string;
  readonly access: ControlAccess;
  /** The path that all URLs of the server begin with; empty for none. */
  readonly base: string;
  readonly bodyLimit: number;
  readonly documents: () => readonly McpDocument[];
  readonly url: () => string | undefined;
  readonly inject: Parameters<typeof fetchBy>[0];
}

/** @param control the application of the control API, which responds to bytes that are no request */
export async function openMcpService(options: McpServiceOptions, control: App): Promise<McpService> {
  const { access, bodyLimit } = options;
  const guard = controlGuard(access);
  let sessions: McpSessions | undefined;
  const fastify = await openWebInstance({
    bodyLimit,
    async handle(request, remote) {
      const origin = pageOrigin(request, access);
      try {
        if (request.method === 'OPTIONS' && origin !== undefined) return preflight(origin);
        guard(Object.fromEntries(request.headers), remote);
        sessions ??= new McpSessions(await loadMcpPackage(), targetOf(options));
        return readableBy(origin, await sessions.fetch(request));
      } catch (error) {
        return readableBy(origin, problem(error));
      }
    },
    close: async () => sessions?.close(),
  });
  return { ...control, fastify, toolsChanged: async () => sessions?.toolsChanged() };
}

function targetOf({ version, access, base, documents, url, inject }: McpServiceOptions): McpTarget {
  const fetch = fetchBy(inject);
  const control = createControl({ url: `${INSIDE}${base}`, token: access.required, fetch });
  return {
    version,
    control,
    documents,
    url,
    // Generated links name the origin that other programs reach.
    send: (path, request) => fetch(`${url() ?? INSIDE}${base}${path}`, request),
  };
}

/** An error before the protocol begins, as problem details (RFC 9457). */
function problem(error: unknown): Response {
  if (error instanceof HttpError) {
    const { status, message, headers } = error;
    return problemResponse(status, message, headers);
  }
  if (error instanceof SetupError) return problemResponse(501, error.message);
  throw error;
}

function problemResponse(status: number, detail: string, headers: Readonly<Record<string, string>> = {}): Response {
  const body = JSON.stringify({ status, detail });
  return new Response(body, { status, headers: { ...headers, 'content-type': 'application/problem+json' } });
}

/** The origin of a page that can use the endpoint; undefined for other clients and pages. */
function pageOrigin({ headers }: Request, { origins }: ControlAccess): string | undefined {
  const origin = headers.get('origin');
  return origin !== null && origins.includes(origin) ? origin : undefined;
}

function preflight(origin: string): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST, DELETE',
      'access-control-allow-headers':
        'authorization, content-type, mcp-session-id, mcp-protocol-version, mcp-method, mcp-name, last-event-id',
    },
  });
}

function readableBy(origin: string | undefined, response: Response): Response {
  if (origin === undefined) return response;
  const headers = new Headers(response.headers);
  headers.set('access-control-allow-origin', origin);
  headers.set('access-control-expose-headers', 'mcp-session-id');
  return new Response(response.body, { status: response.status, headers });
}
