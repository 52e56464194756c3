// MCP over HTTP, with the official client: every tool of four documents, messages that say how to correct a call, and worlds.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { type Test, test } from 'tap';
import { createStandin, type Standin, type StandinOptions } from '../../src/index.ts';

const SHOP = new URL('../../docs/examples/shop/openapi.yaml', import.meta.url).pathname;

interface Text {
  readonly type: 'text';
  readonly text: string;
}
interface Result {
  readonly content: readonly Text[];
  readonly isError?: boolean;
  readonly structuredContent?: Readonly<Record<string, unknown>>;
}

interface Agent {
  readonly client: Client;
  readonly standin: Standin;
  call(name: string, given?: object): Promise<Result>;
}

async function agentOf(t: Test, options: StandinOptions = {}, query = ''): Promise<Agent> {
  const standin = await createStandin(options);
  const url = await standin.listen();
  t.teardown(() => standin.close());
  return { standin, ...(await connected(t, `${url}/_standin/mcp${query}`)) };
}

async function connected(t: Test, url: string, mode: 'legacy' | 'auto' = 'auto'): Promise<Omit<Agent, 'standin'>> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  t.teardown(() => client.close());
  const call = async (name: string, given: object = {}) =>
    (await client.callTool({ name, arguments: given as Record<string, unknown> })) as unknown as Result;
  return { client, call };
}

const textOf = ({ content }: Result) => content.map(({ text }) => text).join('\n');

test('lists', async (t) => {
  for (const document of [undefined, SHOP]) {
    const { client, call } = await agentOf(t, { document });
    console.log(client.getProtocolEra?.());
    const { tools } = await client.listTools();
    console.log(tools.map((x) => x.name).join(' '), JSON.stringify(tools).length);
    for (const tool of tools) {
      const r = await call(tool.name, {});
      console.log(tool.name, r.isError, textOf(r).slice(0, 300));
    }
  }
});
