// `standin mcp`: MCP on standard input and output, with the official client. Standard output has only messages of the protocol.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { test } from 'tap';
import { COMMAND } from '../fixtures/command.ts';
import { clientThatWatches } from '../fixtures/mcp-client.ts';

const BIRD_HOUSE = { name: 'Bird house', category: 'garden', price: 19.99, stock: 3 };
const SHOP = new URL('../../docs/examples/shop/openapi.yaml', import.meta.url).pathname;

for (const mode of ['auto', 'legacy'] as const) {
  test(`an agent uses a document over standard input and output, ${mode}`, async (t) => {
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [...COMMAND, 'mcp', SHOP, '--seed', '7'],
      stderr: 'pipe',
    });
    const printed = text(transport.stderr as never);
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
    const errors: Error[] = [];
    client.onerror = (error) => void errors.push(error);
    await client.connect(transport);
    const { tools } = await client.listTools();
    t.ok(tools.some(({ name }) => name === 'listProducts'));
    t.match(client.getInstructions(), /at http:\/\/127\.0\.0\.1:\d+\/~default, and people watch it at/);
    const listed = await client.callTool({ name: 'listProducts', arguments: {} });
    t.match(listed.structuredContent, { status: 200, body: { total: 12 } });
    await client.close();
    t.match(
      await printed,
      /^standin: serving MCP on standard input and output, and the API at http:\/\/127\.0\.0\.1:\d+\n$/,
    );
    t.same(errors, []);
  });
}

for (const mode of ['auto', 'legacy'] as const) {
  test(`with --watch, the agent gets the tools of a document that was saved again, ${mode}`, async (t) => {
    const path = `${t.testdir({ 'shop.yaml': readFileSync(SHOP, 'utf8') })}/shop.yaml`;
    const { client, changed } = clientThatWatches(mode);
    t.teardown(() => client.close());
    const args = [...COMMAND, 'mcp', path, '--watch'];
    await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'ignore' }));
    await client.callTool({ name: 'createProduct', arguments: { body: BIRD_HOUSE } });
    writeFileSync(path, readFileSync(path, 'utf8').replace('operationId: listProducts', 'operationId: findProducts'));
    const names = await changed;
    t.ok(names.includes('findProducts') && !names.includes('listProducts'));
    const found = await client.callTool({ name: 'findProducts', arguments: { q: 'bird' } });
    t.match(found.structuredContent, { body: { total: 1 } }, 'the data stays');
    const gone = await client.callTool({ name: 'listProducts', arguments: {} });
    t.match(gone, { isError: true, content: [{ text: /use findProducts/ }] });
  });
}

test('handlers that print do not disturb the protocol, and the end of the input ends the server', async (t) => {
  const folder = t.testdir({
    'handlers.mjs':
      'export const handlers = { getMe: () => { console.log("printed"); return { status: 404, body: { code: "no", message: "no" } }; } };\n',
  });
  const child = spawn(process.execPath, [...COMMAND, 'mcp', SHOP, '--handlers', `${folder}/handlers.mjs`]);
  const [output, errors] = [text(child.stdout), text(child.stderr)];
  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const clientInfo = { name: 'test', version: '1' };
  send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } });
  await once(child.stdout, 'data');
  send({ method: 'notifications/initialized' });
  send({ id: 2, method: 'tools/call', params: { name: 'getMe', arguments: {} } });
  await once(child.stdout, 'data');
  child.stdin.end();
  const [code] = await once(child, 'exit');
  t.equal(code, 0);
  const lines = (await output)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  t.same(
    lines.map(({ id }) => id),
    [1, 2],
  );
  t.match(lines[1], { result: { isError: true } });
  t.match(await errors, /^printed$/m);
});

test('a missing package is named, with the command that installs it', async (t) => {
  // What Node.js throws for a package that is not installed.
  const hook = `export const resolve = (name, context, next) => {
    if (!name.startsWith('@modelcontextprotocol/')) return next(name, context);
    throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
  };`;
  const url = `data:text/javascript,${encodeURIComponent(hook)}`;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(url)});`;
  const preload = ['--import', `data:text/javascript,${encodeURIComponent(register)}`];
  const child = spawn(process.execPath, [...preload, ...COMMAND, 'mcp', SHOP]);
  const [output, errors] = [text(child.stdout), text(child.stderr)];
  const [code] = await once(child, 'exit');
  t.equal(code, 1);
  t.equal(await output, '');
  t.equal(
    await errors,
    'standin: MCP needs the package @modelcontextprotocol/server, which is not installed [MCP_UNAVAILABLE]\n  Install it with npm install @modelcontextprotocol/server, or use npx -p standin -p @modelcontextprotocol/server standin mcp\n',
  );
});
