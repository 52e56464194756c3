import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
const docs = process.argv.slice(3);
const mode = process.argv[2] as 'auto';
const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
const transport = new StdioClientTransport({ command: process.execPath, args: ['scripts/ts.mjs', 'src/cli.ts', 'mcp', ...docs], stderr: 'pipe' });
transport.stderr?.on('data', (d) => process.stderr.write('STDERR ' + d));
await client.connect(transport);
console.log('INSTR', client.getInstructions());
const { tools } = await client.listTools();
console.log(tools.map((t) => t.name).join(' '), JSON.stringify(tools).length);
const call = async (name: string, args: any = {}, opts?: any) => {
  const t0 = performance.now();
  try {
    const r: any = await client.callTool({ name, arguments: args }, opts);
    const text = r.content.map((c: any) => c.text ?? `[${c.type} ${c.mimeType}]`).join('\n');
    console.log(`\n>>> ${name} ${JSON.stringify(args).slice(0, 300)}  [${r.isError ? 'ERR' : 'ok'} ${Math.round(performance.now() - t0)} ms, ${text.length} chars]\n${text.slice(0, 900)}`);
    return r;
  } catch (e: any) { console.log(`\n>>> ${name} ${JSON.stringify(args).slice(0, 300)}\nTHROWN ${e.code} ${e.message}`); }
};
const { default: run } = await import(process.env.TRY as string);
await run({ client, call, tools });
await client.close();
