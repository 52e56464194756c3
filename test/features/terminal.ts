// The keys of the terminal, on a stream that stands in for one, and shell completion. A real terminal is used in
// conformance/terminal.
import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type Test, test } from 'tap';
import { qrText } from '../../src/command/qr-code.ts';
import { canReadKeys, readKeys } from '../../src/command/read-keys.ts';
import { TerminalKeys, type TerminalKeysOptions } from '../../src/command/terminal-keys.ts';
import { createStandin, type StandinOptions } from '../../src/index.ts';
import { COMMANDS, flagOf, flagsOf } from '../../src/options.ts';
import { runCommand } from '../fixtures/command.ts';

const CLINIC = 'test/fixtures/documents/clinic.yaml';

async function keysOf(t: Test, options: StandinOptions = {}, own: Partial<TerminalKeysOptions> = {}) {
  const standin = await createStandin({ document: CLINIC, ...options });
  t.teardown(() => standin.close());
  const printed: string[] = [];
  const opened: string[] = [];
  const folder = t.testdir({});
  const keys = new TerminalKeys({
    standin,
    url: 'http://127.0.0.1:4010',
    network: [],
    token: undefined,
    networkToken: undefined,
    print: (text) => void printed.push(text),
    async open(url) {
      opened.push(url);
      return undefined;
    },
    folder,
    now: () => new Date('2026-01-31T12:00:00Z'),
    quit: () => void opened.push('quit'),
    ...own,
  });
  const press = async (key: string) => {
    printed.length = 0;
    await keys.press(key);
    return printed.join('\n');
  };
  return { standin, press, keys, opened, printed, folder };
}

test('o and d open the console and the docs page, with a token if this machine needs one', async (t) => {
  const { press, opened } = await keysOf(t);
  t.equal(await press('o'), 'opened http://127.0.0.1:4010/_standin');
  t.equal(await press('d'), 'opened http://127.0.0.1:4010/_standin/docs');
  t.same(opened, ['http://127.0.0.1:4010/_standin', 'http://127.0.0.1:4010/_standin/docs']);

  const guarded = await keysOf(t, { controlToken: 'a&b' }, { token: 'a&b' });
  t.equal(await guarded.press('o'), 'opened http://127.0.0.1:4010/_standin', 'the token is not printed');
  t.same(guarded.opened, ['http://127.0.0.1:4010/_standin#token=a%26b']);

  const headless = await keysOf(t, {}, { open: async () => 'there is no xdg-open' });
  t.match(
    await headless.press('o'),
    'no browser can be opened (there is no xdg-open): open http://127.0.0.1:4010/_standin',
  );
});

test('r resets the data', async (t) => {
  const { standin, press } = await keysOf(t);
  await standin.inject({ method: 'POST', url: '/api/owners', payload: { name: 'Dora' } });
  t.equal((await standin.inject('/api/owners/4')).statusCode, 200);
  t.equal(await press('r'), 'reset the data');
  t.equal((await standin.inject('/api/owners/4')).statusCode, 404);
});

test('s saves the state as a file that --scenarios reads', async (t) => {
  const { standin, press, folder } = await keysOf(t);
  await standin.inject({ method: 'POST', url: '/api/owners', payload: { name: 'Dora' } });
  const line = await press('s');
  const [name = ''] = readdirSync(folder);
  t.equal(name, 'standin-scenario-20260131T120000.json');
  t.match(line, `saved ${join(folder, name)}; to begin with it use --scenarios ${join(folder, name)} --scenario saved`);
  t.match(JSON.parse(readFileSync(join(folder, name), 'utf8')), { saved: { '/owners': Array } });
  const again = await createStandin({ document: CLINIC, scenarios: join(folder, name), scenario: 'saved' });
  t.teardown(() => again.close());
  t.match((await again.inject('/api/owners/4')).json(), { name: 'Dora' });
  t.match(await press('s'), /^failed: save the state as a scenario: EEXIST/, 'no file is replaced');
});

test('s saves a document that is served under a path in a file of its own, if its state has changed', async (t) => {
  const { standin, press, folder } = await keysOf(t, {
    document: undefined,
    documents: [CLINIC, `${CLINIC}@/billing`, `${CLINIC}@/other`],
  });
  await standin.inject({ method: 'POST', url: '/billing/api/owners', payload: { name: 'Dora' } });
  t.match(await press('s'), 'for the document under /billing, use --scenarios');
  t.same(readdirSync(folder).sort(), [
    'standin-scenario-20260131T120000-billing.json',
    'standin-scenario-20260131T120000.json',
  ]);
});

test('e pauses the planned faults of all worlds, and resumes them in their order', async (t) => {
  const { standin, press } = await keysOf(t);
  t.match(await press('e'), 'no faults are planned');
  const alice = standin.control.world('alice');
  await standin.control.world().fault({ id: 'always', fault: { kind: 'status', status: 503 } });
  await standin.control
    .world()
    .fault({ id: 'owners', when: { path: '/api/owners' }, fault: { kind: 'status', status: 500 } });
  await alice.fault({ id: 'slow', fault: { kind: 'status', status: 429 } });
  const statuses = async () => {
    const [owners, pets, other] = await Promise.all(
      ['/api/owners', '/api/pets', '/~alice/api/pets'].map((url) => standin.inject(url)),
    );
    return [owners?.statusCode, pets?.statusCode, other?.statusCode];
  };
  t.same(await statuses(), [500, 503, 429]);
  t.equal(await press('e'), 'errors off: 3 planned faults paused');
  t.same(await statuses(), [200, 200, 200]);
  await alice.delete();
  t.equal(await press('e'), 'errors on: 2 planned faults resumed', 'a deleted world stays deleted');
  t.same(await statuses(), [500, 503, 200]);
  t.same(
    (await standin.control.world().faults()).map(({ id }) => id),
    ['owners', 'always'],
  );
});

test('no fault is lost if one of them cannot be removed', async (t) => {
  const standin = await createStandin({ document: CLINIC });
  t.teardown(() => standin.close());
  const { control } = standin;
  const own = control.world();
  for (const id of ['one', 'two']) await own.fault({ id, fault: { kind: 'status', status: 503 } });
  let failures = 1;
  const removeFault = async (id: string) => {
    if (id === 'one' && failures-- > 0) throw new Error('The server does not respond');
    await own.removeFault(id);
  };
  const failing = { ...control, world: () => ({ ...own, removeFault }) };
  const { keys } = await keysOf(t, {}, { standin: Object.create(standin, { control: { value: failing } }) });
  for (let turn = 0; turn < 3; turn++) await keys.press('e');
  const ids = (await own.faults()).map(({ id }) => id);
  t.same(ids.sort(), ['one', 'two']);
});

test('a fault that is planned while others are paused is paused by the next e', async (t) => {
  const { standin, press } = await keysOf(t);
  await standin.control.world().fault({ id: 'one', fault: { kind: 'status', status: 503 } });
  await press('e');
  await standin.control.world().fault({ id: 'two', fault: { kind: 'status', status: 503 } });
  t.equal(await press('e'), 'errors off: 1 planned fault paused');
  t.equal(await press('e'), 'errors on: 2 planned faults resumed');
});

test('n shows the addresses for other devices and a QR code, N the console with its token', async (t) => {
  const alone = await keysOf(t);
  for (const key of ['n', 'N']) t.match(await alone.press(key), /only this machine .* --host 0\.0\.0\.0/, key);
  const { press } = await keysOf(t, {}, { network: ['http://192.0.2.7:4010'], networkToken: 'secret' });
  const addresses = await press('n');
  t.match(addresses, '  http://127.0.0.1:4010/api\n  http://192.0.2.7:4010/api\n');
  t.match(addresses, qrText('http://192.0.2.7:4010/_standin/docs'));
  t.notMatch(addresses, 'secret');
  const code = await press('N');
  t.match(code, qrText('http://192.0.2.7:4010/_standin#token=secret'));
  t.notMatch(code, 'secret', 'only the code has the token');
});

test('a QR code has a quiet zone and its three marks', async (t) => {
  const rows = qrText('http://192.0.2.7:4010/')
    .split('\n')
    .map((row) => stripVTControlCharacters(row));
  const width = rows[0]?.length ?? 0;
  t.ok(rows.every((row) => row.length === width));
  for (const row of [rows[0], rows[1]]) t.equal(row, '█'.repeat(width));
  const mark = ' ▄▄▄▄▄ ';
  t.equal(rows[2]?.slice(4, 11), mark);
  t.equal(rows[2]?.slice(-11, -4), mark);
  t.equal(rows.filter((row) => row.slice(4, 11) === mark).length, 2, 'two of them on the left');
});

test('h lists the keys, c clears, q quits without waiting, and other keys print nothing', async (t) => {
  const { press, keys, opened } = await keysOf(t);
  t.equal(await press('x'), '');
  t.equal(await press('toString'), '');
  void keys.press('r');
  await keys.press('q');
  t.same(opened, ['quit']);
  const { press: pressAgain } = await keysOf(t);
  const help = await pressAgain('h');
  for (const key of 'odrsenNchq') t.match(help, new RegExp(`^ {2}${key} {2}\\w`, 'm'), key);
  t.equal((await pressAgain('c')).indexOf('\u001b[2J'), 0);
});

class FakeTerminal extends EventEmitter {
  readonly isTTY = true;
  readonly modes: string[] = [];
  setRawMode(raw: boolean): void {
    this.modes.push(raw ? 'raw' : 'cooked');
  }
  setEncoding(): void {}
  unref(): void {}
  resume(): void {
    this.modes.push('reads');
  }
  pause(): void {
    this.modes.push('paused');
  }
}

test('keys are read one by one, and those of signals become signals', async (t) => {
  const terminal = new FakeTerminal();
  const seen: string[] = [];
  const reading = readKeys(terminal, {
    onKey: (key) => void seen.push(key),
    onSignal: (signal) => void seen.push(signal),
  });
  for (const text of ['o', 'rs', '\u001b[A', '\u0003', '\u001a', 'é']) terminal.emit('data', text);
  t.same(seen, ['o', 'r', 's', 'SIGINT', 'SIGTSTP', 'é'], 'an arrow key is no key of ours');
  reading.release();
  reading.take();
  t.same(terminal.modes, ['raw', 'reads', 'cooked', 'paused', 'raw', 'reads']);
  terminal.emit('error', new Error('EIO'));
  t.equal(terminal.modes.at(-1), 'paused', 'a terminal that is closed is not read any more');
});

test('keys are not read without a terminal or in CI', async (t) => {
  const isForeground = async () => true;
  t.ok(await canReadKeys({ isTTY: true }, { CI: 'false', TERM: 'xterm' }, isForeground));
  t.notOk(await canReadKeys({ isTTY: true }, {}, async () => false));
  t.notOk(await canReadKeys({ isTTY: undefined }, {}, isForeground));
  t.notOk(await canReadKeys({ isTTY: true }, { CI: 'true' }, isForeground));
  t.notOk(await canReadKeys({ isTTY: true }, { CI: '1' }, isForeground));
  t.notOk(await canReadKeys({ isTTY: true }, { TERM: 'dumb' }, isForeground));
});

test('a server that other machines can reach has a control token', async (t) => {
  const { standin } = await keysOf(t);
  t.equal(standin.controlToken, undefined);
  await standin.listen();
  t.equal(standin.controlToken, undefined, 'this machine needs none');

  const open = await keysOf(t);
  await open.standin.listen({ host: '0.0.0.0' });
  const token = open.standin.controlToken ?? '';
  t.match(token, /^[\w-]{22}$/);
  const status = async (remoteAddress: string, headers: Record<string, string>) => {
    const url = '/_standin/worlds';
    return (await open.standin.inject({ url, headers: { host: '192.0.2.7:4010', ...headers }, remoteAddress }))
      .statusCode;
  };
  t.equal(await status('192.0.2.9', {}), 401);
  t.equal(await status('192.0.2.9', { authorization: 'Bearer wrong' }), 401);
  t.equal(await status('192.0.2.9', { authorization: `Bearer ${token}` }), 200);
  t.equal(await status('127.0.0.1', {}), 401, 'a page whose host name leads to this machine');
  t.equal(await status('192.0.2.9', { host: 'localhost' }), 401);
  t.equal(await status('127.0.0.1', { host: 'localhost' }), 200, 'this machine still needs no token');

  const given = await keysOf(t, { controlToken: 'mine' });
  await given.standin.listen({ host: '0.0.0.0' });
  t.equal(given.standin.controlToken, 'mine');
});

/** What bash completes, as a shell would ask for it. */
function completed(script: string, ...words: readonly string[]): string[] {
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const ask = `${script}\nCOMP_WORDS=(${quoted})\nCOMP_CWORD=${words.length - 1}\n_standin 2>/dev/null\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', ask], { encoding: 'utf8' }).split('\n').filter(Boolean);
}

test('bash completes commands, options, and values of options', async (t) => {
  const { stdout: script, code } = await runCommand('completion', 'bash');
  t.equal(code, 0);
  execFileSync('bash', ['-n', '-c', script]);
  const first = completed(script, 'standin', '');
  for (const command of COMMANDS.filter((name) => name !== 'serve'))
    t.ok(first.includes(command.split(' ')[0] ?? ''), command);
  t.ok(first.includes('package.json'), 'a document can be the first word');
  for (const command of COMMANDS) {
    const words = command === 'serve' ? [] : command.split(' ');
    const offered = completed(script, 'standin', ...words, '--');
    for (const option of flagsOf(command)) t.ok(offered.includes(flagOf(option)), `${command} ${flagOf(option)}`);
  }
  t.same(completed(script, 'standin', '--log', 'p'), ['pretty']);
  t.same(completed(script, 'standin', 'check', 'api.yaml', '--fail-on', ''), [
    'violations',
    'client',
    'server',
    'undeclared',
  ]);
  t.same(completed(script, 'standin', '--no-f'), ['--no-faults']);
  t.same(completed(script, 'standin', 'apple', 's'), ['sign']);
  t.same(completed(script, 'standin', 'completion', ''), ['bash', 'zsh', 'fish']);
  t.same(completed(script, 'standin', 'diff', 'a.yaml', 'b.yaml', '--format', ''), [
    'text',
    'json',
    'sarif',
    'markdown',
  ]);
  t.same(completed(script, 'standin', 'diff', 'package.j'), ['package.json'], 'a version is a file');
  t.same(completed(script, 'standin', 'rehearse', 'package.json', 'package.j'), ['package.json']);
  t.same(completed(script, 'standin', 'usage', ''), ['show', 'merge']);
  t.same(completed(script, 'standin', 'usage', 'show', 'package.j'), ['package.json']);
});

/** The part of the script for zsh that has the options of a command. */
function zshOptionsOf(script: string, command: string): string {
  const pattern = command.includes(' ') ? `    '${command}')` : `    '${command} '*)`;
  const start = script.indexOf(command === 'serve' ? '    *)\n' : pattern);
  return start < 0 ? '' : script.slice(start, script.indexOf(' ;;', start));
}

/** The lines of the script for fish that are used after a command. */
function fishOptionsOf(script: string, command: string): string {
  const condition = ` -n '__fish_seen_subcommand_from ${command.split(' ').at(-1)}'`;
  const isOwn = (line: string) => line.includes(command === 'serve' ? " -n 'not __fish" : condition);
  return script.split('\n').filter(isOwn).join('\n');
}

test('zsh and fish get the same options, and another shell is an error', async (t) => {
  const [zsh, fish] = await Promise.all(['zsh', 'fish'].map((shell) => runCommand('completion', shell)));
  for (const command of COMMANDS) {
    const inZsh = zshOptionsOf(zsh?.stdout ?? '', command);
    const inFish = fishOptionsOf(fish?.stdout ?? '', command);
    for (const option of flagsOf(command)) {
      t.match(inZsh, `'*${flagOf(option)}[`, `zsh: ${command} ${flagOf(option)}`);
      t.match(inFish, ` -l ${flagOf(option).slice(2)} `, `fish: ${command} ${flagOf(option)}`);
    }
  }
  const { code, stderr } = await runCommand('completion', 'tcsh');
  t.equal(code, 2);
  t.match(
    stderr,
    'There is no completion for "tcsh" [COMMAND_LINE_INVALID]\n  Use one of these shells: bash, zsh, fish',
  );
});
