// The unchanged CLI for Microsoft 365, with the real hosts: `standin run --intercept` sets the proxy and the CA.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const { STANDIN_URL: url, STANDIN_CLIENT_PEM: pem } = process.env;
const cli = fileURLToPath(new URL('node_modules/@pnp/cli-microsoft365/dist/index.js', import.meta.url));
const tenant = randomUUID();
const app = '11111111-2222-4333-8444-555555555555';
const certificate = 'https://graph.microsoft.com/v1.0/deviceManagement/applePushNotificationCertificate';
// The CLI keeps its sign-in in the home folder.
const home = mkdtempSync(join(tmpdir(), 'standin-m365-'));

function ok(what) {
  console.log(`ok   m365: ${what}`);
}

/** Runs a command of the CLI. @param onText gets what it prints so far @returns its output, parsed as JSON */
function m365(words, onText = () => undefined) {
  const child = spawn(process.execPath, [cli, ...words, '--output', 'json'], {
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, CLIMICROSOFT365_NOUPDATE: '1', CI: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let all = '';
  const take = (chunk) => {
    all += chunk;
    onText(all);
  };
  child.stdout.on('data', (chunk) => {
    output += chunk;
    take(chunk);
  });
  child.stderr.on('data', take);
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => {
      if (code !== 0) reject(new Error(`m365 ${words.join(' ')} ended with ${code}: ${all}`));
      else resolve(output.trim().startsWith('{') ? JSON.parse(output) : output);
    });
  });
}

const request = (...words) => m365(['request', '--url', certificate, ...words]);

async function readAndChange() {
  const before = await request();
  const appleIdentifier = `${randomUUID()}@contoso.example`;
  const changed = await request(
    ...['--method', 'patch', '--content-type', 'application/json', '--body', JSON.stringify({ appleIdentifier })],
  );
  assert.equal(changed.appleIdentifier, appleIdentifier);
  const after = await request();
  assert.equal(after.appleIdentifier, appleIdentifier);
  assert.equal(after.topicIdentifier, before.topicIdentifier);
}

/** Signs in on the page that a device code leads to. */
async function approve(userCode) {
  const response = await fetch(`${url}/${tenant}/oauth2/v2.0/deviceauth`, {
    method: 'POST',
    body: new URLSearchParams({ user_code: userCode, account: 'admin@contoso.example' }),
  });
  assert.equal(response.status, 200, await response.text());
}

function loginWithDeviceCode() {
  let approving = false;
  return m365(['login', '--authType', 'deviceCode', '--appId', app, '--tenant', tenant], (text) => {
    const [, code] = /enter the code (\w+)/.exec(text) ?? [];
    if (code === undefined || approving) return;
    approving = true;
    void approve(code);
  });
}

const LOGINS = {
  secret: () => m365(['login', '--authType', 'secret', '--appId', app, '--tenant', tenant, '--secret', 'a-secret']),
  certificate: () =>
    m365(['login', '--authType', 'certificate', '--appId', app, '--tenant', tenant, '--certificateFile', pem]),
  deviceCode: loginWithDeviceCode,
};

try {
  for (const [name, login] of Object.entries(LOGINS)) {
    await login();
    const { connectedAs } = await m365(['status']);
    assert.ok(connectedAs, name);
    await readAndChange();
    await m365(['logout']);
    ok(`login --authType ${name} as ${connectedAs}, request get and patch`);
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
