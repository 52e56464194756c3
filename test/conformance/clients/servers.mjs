// Starts servers for the clients, and prepares the worlds of their tenants.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));

/** Starts a server. @returns its origin, its CA file, and a function that stops it */
export async function serve(...options) {
  const server = spawn(process.execPath, [command, '--port', '0', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // The startup message arrives as one chunk.
  const [message] = await once(server.stdout, 'data');
  const lines = String(message).matchAll(/^(\S+(?: \S+)*?) {2,}(\S+)/gm);
  const values = Object.fromEntries([...lines].reverse().map(([, name, value]) => [name, value]));
  return { url: new URL(values['base URL']).origin, ca: values['CA file'], close: () => server.kill() };
}

/** The command that runs another command with a server, and checks the server's responses. */
export function runWithServer(options, words) {
  return [process.execPath, command, 'run', '--fail-on', 'server', '--quiet', ...options, '--', ...words];
}

/** Creates the world of a tenant that has no certificate. */
export function makeTenant(url, ca, tenant) {
  const body = JSON.stringify({ name: tenant, scenario: 'not-configured' });
  const code = `const response = await fetch('${url}/_standin/worlds', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body)},
  });
  if (response.status !== 201) throw new Error(await response.text());`;
  // Node.js reads NODE_EXTRA_CA_CERTS only at its start.
  execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: ca },
    stdio: 'inherit',
  });
}

/** An access token of a user with all permissions. */
export async function userToken(url) {
  const fields = {
    grant_type: 'password',
    client_id: 'generated-client',
    username: 'admin@contoso.example',
    password: 'any',
    scope: 'https://graph.microsoft.com/.default',
  };
  const response = await fetch(`${url}/organizations/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams(fields),
  });
  return (await response.json()).access_token;
}

/** Fails if a request or a response violated the contract. */
export async function expectNoViolations(url) {
  const { violations } = await (await fetch(`${url}/_standin/report`)).json();
  if (violations.length > 0) throw new Error(`The contract was violated: ${JSON.stringify(violations, null, 2)}`);
}
