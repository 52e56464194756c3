// Runs the README of an installed package from top to bottom in a user's project: its servers, requests, commands and programs, as
// they are printed. Only the port differs, and files of the repository are those of the package.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const STEP_TIMEOUT_MS = 120_000;
const PACKAGE = 'node_modules/standin';

/** What a user has before they read the README: a document, a test of it, and a repository with an earlier version. */
const DOCUMENT = `
openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200': { description: All, content: { application/json: { schema: { type: array, items: { type: string } } } } }
`;
const MANIFEST = {
  private: true,
  scripts: { test: `node -e "fetch(process.env.STANDIN_BASE_URL + '/pets').then((r) => process.exit(r.ok ? 0 : 1))"` },
};

/** @param project an empty folder @param install installs the package into it @param expect receives claims */
export async function checkReadme(project, install, expect) {
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), JSON.stringify(MANIFEST));
  writeFileSync(join(project, 'my-api.yaml'), DOCUMENT);
  writeFileSync(join(project, '.gitignore'), 'node_modules\n');
  commitTwice(project);
  install(project);
  const readme = readFileSync(join(project, PACKAGE, 'README.md'), 'utf8');
  const port = await freePort();
  const steps = stepsOf(readme).map((step) => ({
    ...step,
    title: step.text.split('\n')[0],
    text: inProject(step.text, port),
  }));
  const kinds = new Set(steps.map(({ kind }) => kind));
  for (const kind of ['server', 'request', 'command', 'program'])
    expect(`the README has a ${kind} to run`, kinds.has(kind));
  let server = await start(project, port, ['npx', 'standin']);
  for (const { kind, title, text, response } of steps) {
    if (kind === 'server') {
      await end(server);
      server = await start(project, port, text.trim().split(' '));
      continue;
    }
    const { status, stdout, output } = runStep(kind, text, project);
    const isRight = response === undefined ? status === 0 : stdout.trim() === response;
    expect(`README: ${title}`, isRight, output);
  }
  await end(server);
  expect(
    'README: links lead to files of the package',
    deadLinks(readme, project).length === 0,
    deadLinks(readme, project),
  );
}

/** The repository has two commits, because the README compares a document with the one before. */
function commitTwice(cwd) {
  const git = (...words) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...words], {
      cwd,
      stdio: 'pipe',
    });
  git('init', '--quiet');
  git('add', '.');
  for (const message of ['First', 'Second']) git('commit', '--quiet', '--allow-empty', '--message', message);
}

/** The blocks that a user runs after the installation, in order, and commands in the text. A request has the response that follows it. */
function stepsOf(readme) {
  const blocks = readme.matchAll(
    /^```(sh|js)\n([\s\S]*?)^```\n(?:\n```json\n([\s\S]*?)\n```)?|`(npx standin [^`]+)`/gm,
  );
  return [...blocks].flatMap(([, language, text = '', response, inline]) => {
    if (inline !== undefined) return [{ kind: 'command', text: inline }];
    if (language === 'js') return [{ kind: 'program', text }];
    if (/^npm (?:ci|install)\b/.test(text)) return [];
    if (text.startsWith('curl ')) return [{ kind: 'request', text, response }];
    if (/^npx standin \S+\.yaml\n$/.test(text)) return [{ kind: 'server', text }];
    return text
      .trim()
      .split('\n')
      .map((line) => ({ kind: 'command', text: line }));
  });
}

function inProject(text, port) {
  return text
    .replaceAll('docs/examples/', `${PACKAGE}/docs/examples/`)
    .replaceAll('127.0.0.1:4010', `127.0.0.1:${port}`)
    .replaceAll(/^curl /gm, 'curl --silent --show-error --max-time 20 ');
}

function runStep(kind, text, cwd) {
  const file = kind === 'program' ? 'program.mjs' : 'step.sh';
  writeFileSync(join(cwd, file), text);
  const program = kind === 'program' ? process.execPath : 'sh';
  const options = { cwd, encoding: 'utf8', timeout: STEP_TIMEOUT_MS };
  const { status, stdout, stderr } = spawnSync(program, [file], options);
  return { status, stdout, output: stdout + stderr };
}

/** Starts a server with a process group of its own, because npx does not pass on signals. */
async function start(cwd, port, [program, ...words]) {
  const env = { ...process.env, STANDIN_PORT: String(port) };
  const child = spawn(program, words, { cwd, env, detached: true, stdio: 'ignore' });
  for (let tries = 0; tries < 300 && child.exitCode === null; tries += 1) {
    const isReady = await fetch(`http://127.0.0.1:${port}/_standin/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return child;
    await wait(100);
  }
  throw new Error(`${program} ${words.join(' ')} does not start`);
}

async function end(child) {
  const exited = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await exited;
  // The server can end after npx.
  for (let tries = 0; tries < 100 && isAlive(-child.pid); tries += 1) await wait(100);
}

function isAlive(group) {
  try {
    process.kill(group, 0);
    return true;
  } catch {
    return false;
  }
}

/** The pages that the README links to. Pictures and the guide for contributors are in the repository only. */
function deadLinks(readme, project) {
  const links = [...readme.matchAll(/(?<!!\[[^\]]*)\]\((?![a-z]+:)([^)#]+)/g)].map(([, link]) => link);
  return links.filter(
    (link) =>
      !/^CONTRIBUTING\.md$|\.png$/.test(link) &&
      !existsSync(join(project, PACKAGE, dirname(link), link.split('/').at(-1))),
  );
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
