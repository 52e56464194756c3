// Loads the package of the Model Context Protocol, which is installed by those who use it.
import { SetupError } from '../errors/setup-error.ts';

export type McpPackage = typeof import('@modelcontextprotocol/server');
export type McpStdioPackage = typeof import('@modelcontextprotocol/server/stdio');

/** @throws SetupError MCP_UNAVAILABLE if the package is not installed */
export async function loadMcpPackage(): Promise<McpPackage> {
  return import('@modelcontextprotocol/server').catch(missing);
}

/** @throws SetupError MCP_UNAVAILABLE if the package is not installed */
export async function loadMcpStdio(): Promise<McpStdioPackage> {
  return import('@modelcontextprotocol/server/stdio').catch(missing);
}

function missing(cause: NodeJS.ErrnoException): never {
  if (cause.code !== 'ERR_MODULE_NOT_FOUND') throw cause;
  throw new SetupError({
    code: 'MCP_UNAVAILABLE',
    what: 'MCP needs the package @modelcontextprotocol/server, which is not installed',
    advice:
      'Install it with npm install @modelcontextprotocol/server, or use npx -p standin -p @modelcontextprotocol/server standin mcp',
    cause,
  });
}
