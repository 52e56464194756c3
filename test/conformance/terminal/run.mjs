// Presses the keys of a server in a real terminal: Python opens a pseudoterminal, as a shell's window has one.
// Run by `npm run conformance:terminal`. It needs Python 3, and a system with POSIX terminals.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'standin-terminal-'));
/** Runs its arguments in a new terminal; standard input is what a person types. */
const TERMINAL = 'import pty, sys, os; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';
/** Milliseconds that each step can take. */
const LIMIT = 10_000;

let failed = 0;
const expect = (claim, passed, seen = '') => {
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${claim}${passed ? '' : `\n${seen}`}`);
  if (!passed) failed++;
};

/** A shell command in a terminal. */
class Terminal {
  output = '';
  /** The exit code; undefined while it runs. */
  code;

  constructor(line, environment = {}) {
    const { CI: _ci, ...env } = process.env;
    // Nothing is opened on the screen.
    const own = { ...env, PATH: `${folder}:${env.PATH}`, TERM: 'xterm', ...environment };
    const args = ['-c', TERMINAL, 'sh', '-c', line];
    this.child = spawn('python3', args, { cwd: folder, env: own, stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.stdout.setEncoding('utf8').on('data', (text) => {
      this.output += text;
    });
    this.child.once('close', (code) => {
      this.code = code;
    });
    process.once('exit', () => this.child.kill('SIGKILL'));
  }

  /** Types a text, and waits until something matches in what is printed after it. @returns what is printed after it */
  async type(text, pattern) {
    const from = this.output.length;
    this.child.stdin.write(text);
    return this.until(pattern, from);
  }

  async until(pattern, from = 0) {
    const end = Date.now() + LIMIT;
    while (Date.now() < end && !pattern.test(this.output.slice(from))) await sleep(20);
    return this.output.slice(from);
  }

  async ended() {
    const end = Date.now() + LIMIT;
    while (Date.now() < end && this.code === undefined) await sleep(20);
    return this.code;
  }
}

const serve = `'${process.execPath}' '${command}' --port 0`;
const LISTENS = /\ntry /;
const HINT = /keys +o console/;

try {
  const terminal = new Terminal(
    `stty -a | tr ';' '\\n' > before; ${serve}; echo "code $?"; stty -a | tr ';' '\\n' > after; cmp before after && echo same`,
  );
  expect('the start prints which keys there are', HINT.test(await terminal.until(HINT)), terminal.output);
  for (const [key, pattern] of [
    ['h', / q {2}quit/],
    ['r', /reset the data/],
    ['s', /saved standin-scenario-\d{8}T\d{6}\.json; .* --scenarios standin-scenario-.* --scenario saved/],
    ['e', /no faults are planned/],
    ['n', /only this machine can open/],
    ['c', /cleared/],
  ])
    expect(`${key} prints what it did`, pattern.test(await terminal.type(key, pattern)), terminal.output);
  expect(
    'the scenario is in the working folder',
    readdirSync(folder).some((name) => /^standin-scenario-/.test(name)),
  );
  await terminal.type('q', /same/);
  expect('q ends the server with 0', /code 0/.test(terminal.output), terminal.output);
  expect('the terminal has its mode again', /same/.test(terminal.output), terminal.output);
  await terminal.ended();

  const interrupted = new Terminal(`trap 'echo shell too' INT; ${serve}; echo "code $?"`);
  await interrupted.until(HINT);
  await interrupted.type('\u0003', /code \d+/);
  expect('Ctrl+C ends the server', /code 0/.test(interrupted.output), interrupted.output);
  expect('and reaches the other processes of the job', /shell too/.test(interrupted.output), interrupted.output);
  await interrupted.ended();

  const suspended = new Terminal('bash --norc -i');
  await suspended.type(`${serve}\n`, HINT);
  const stopped = await suspended.type('\u001a', /Stopped/);
  expect('Ctrl+Z suspends it', /Stopped/.test(stopped), suspended.output);
  await suspended.type('echo the shell reads\n', /the shell reads\r?\n/);
  await suspended.type('fg\n', /cli\.js/);
  await sleep(500);
  const resumed = await suspended.type('r', /reset the data/);
  expect('keys work again after fg', /reset the data/.test(resumed), suspended.output);
  await suspended.type('q', /quitting/);
  await sleep(500);
  const background = await suspended.type(`${serve} &\n`, LISTENS);
  await sleep(1_000);
  const jobs = await suspended.type('jobs\n', /Running|Stopped/);
  expect('a server in the background runs on', /Running/.test(jobs), suspended.output);
  expect('and has no keys', !HINT.test(background), suspended.output);
  await suspended.type('kill %1\n', /Done|Terminated|Exit/);
  await suspended.type('exit\n', /exit/);
  await suspended.ended();

  const ci = new Terminal(`exec ${serve}`, { CI: 'true' });
  await ci.until(LISTENS);
  await sleep(500);
  expect('there are no keys in CI', !HINT.test(ci.output), ci.output);
  await ci.type('\u0003', /\^C|$/);
  expect('Ctrl+C ends the server there, too', (await ci.ended()) === 0, ci.output);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(failed === 0 ? 'all passed' : `${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
