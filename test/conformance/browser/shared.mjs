// Shared by the browser suites: a server started by the command, a Chromium, and checks that continue after a failure.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const command = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));

/** Starts the command on a free port, or on the one that the options name. */
export async function serve(...args) {
  const server = spawn(process.execPath, [command, '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => server.kill('SIGKILL'));
  const url = await new Promise((resolve, reject) => {
    let output = '';
    server.stdout.on('data', (text) => {
      output += text;
      const [found] = /http:\/\/127\.0\.0\.1:\d+(?=\D)/.exec(output) ?? [];
      if (found) resolve(found);
    });
    server.once('exit', (code) => reject(new Error(`The server ended with ${code} before it listened.`)));
  });
  const closed = new Promise((resolve) => server.once('exit', resolve));
  return { url, closed, close: () => server.kill('SIGTERM') };
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
}

/** Runs checks in order, prints each, and counts failures. */
export function openChecks() {
  let passed = 0;
  let failed = 0;
  return {
    async check(claim, run) {
      try {
        await run();
        passed++;
        console.log(`ok      ${claim}`);
      } catch (error) {
        failed++;
        console.log(`not ok  ${claim}\n        ${String(error.message).split('\n').slice(0, 4).join('\n        ')}`);
      }
    },
    end() {
      console.log(`${passed} passed, ${failed} failed`);
      if (failed > 0) process.exitCode = 1;
    },
  };
}
