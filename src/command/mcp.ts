// `standin mcp`: a server of the Model Context Protocol on standard input and output, for agents. Standard output has nothing else.
import { Console } from 'node:console';
import type { Server } from '@modelcontextprotocol/server';
import { fetchBy } from '../http/inject.ts';
import { createStandin, type Standin } from '../index.ts';
import { currentToolbox } from '../mcp/current-toolbox.ts';
import { loadMcpPackage, loadMcpStdio } from '../mcp/package.ts';
import { announceTools, mcpServer } from '../mcp/session.ts';
import { enterWorld } from '../mcp/sessions.ts';
import type { McpTarget } from '../mcp/target.ts';
import type { Values } from '../options.ts';
import { STDERR } from '../report/request-log.ts';
import { VERSION } from '../version.ts';
import { fail } from './fail.ts';
import { continueAfterLateErrors } from './late-errors.ts';
import { apiValues } from './read-values.ts';
import { isWatching, printReload, servedOptions } from './serve.ts';
import { printNotices } from './serve-until-signal.ts';
import { closeOnSignals } from './signals.ts';

export async function mcp(values: Values<'mcp'>, documents: readonly string[]): Promise<void> {
  // Handlers of a user can print, too.
  globalThis.console = new Console(process.stderr);
  const [mcpPackage, { serveStdio }] = await Promise.all([loadMcpPackage(), loadMcpStdio()]);
  const options = servedOptions(values, documents);
  const log = options.log === 'pretty' || options.log === 'json' ? { format: options.log, output: STDERR } : 'off';
  const servers = new Set<Server>();
  const standin = await createStandin({
    ...options,
    log,
    watch: isWatching(values),
    onReload(reload) {
      printReload(reload, console.error);
      if (reload.kind === 'reloaded') for (const server of servers) void announceTools(server);
    },
  });
  printNotices(standin);
  continueAfterLateErrors(standin);
  const url = await standin.listen(apiValues(values, 'listen'));
  console.error(`standin: serving MCP on standard input and output, and the API at ${url}`);
  const target = targetOf(standin);
  await enterWorld(target, values.world);
  const session = { mcp: mcpPackage, target, toolbox: currentToolbox(target), world: values.world };
  const handle = serveStdio(() => {
    const server = mcpServer(session);
    servers.add(server);
    server.onclose = () => servers.delete(server);
    return server;
  });
  const quit = closeOnSignals(async () => {
    await handle.close();
    await standin.close();
  }, fail);
  // The host ends the server by closing its input.
  process.stdin.once('end', quit);
}

function targetOf(standin: Standin): McpTarget {
  const send = fetchBy(standin.inject);
  return {
    version: VERSION,
    control: standin.control,
    documents: standin.services,
    url: () => standin.url,
    send: (path, request) => send(`${standin.url}${path}`, request),
  };
}
