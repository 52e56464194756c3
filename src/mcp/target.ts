// The part of a running server that an MCP session uses.
import type { Contract } from '../contract/contract.ts';
import type { Control } from '../control/client.ts';

export interface McpDocument {
  /** The path under which the document is served. Empty for the root. */
  readonly mount: string;
  readonly contract: Contract;
}

export interface McpTarget {
  /** The version of this package. */
  readonly version: string;
  readonly control: Control;
  /** Sends a request without a port. @param path with the query, without the path that all URLs of the server begin with */
  send(path: string, request: RequestInit): Promise<Response>;
  documents(): readonly McpDocument[];
  /** The origin that other programs reach; undefined while the server does not listen. */
  url(): string | undefined;
}
