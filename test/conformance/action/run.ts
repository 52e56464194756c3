// Runs the steps of the GitHub Action in a repository of their own, as a runner does: with inputs, conditions, and the files for the
// path, the outputs and the summary.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { t as root, type Test, test } from 'tap';
import { parse } from 'yaml';

/** A busy machine is slow. */
root.setTimeout(600_000);

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ACTION = join(ROOT, '.github/actions/standin');

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const action = parse(readFileSync(join(ACTION, 'action.yml'), 'utf8')) as Action;

interface Result {
  /** The names of the steps that ran, with their exit codes. */
  readonly steps: readonly (readonly [name: string, code: number | null])[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly printed: string;
}

interface Runner {
  readonly folder: string;
  readonly repository: string;
}

/** A repository with the shop on its main branch, which is also its origin. */
function runnerFor(t: Test): Runner {
  const folder = t.testdir({});
  const origin = join(folder, 'origin');
  mkdirSync(join(origin, 'api'), { recursive: true });
  cpSync(join(ROOT, 'docs/examples/shop/openapi.yaml'), join(origin, 'api/shop.yaml'));
  const git = (cwd: string, ...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...words], {
      cwd,
      stdio: 'pipe',
    });
  git(origin, 'init', '--quiet', '--initial-branch', 'main');
  git(origin, 'add', '.');
  git(origin, 'commit', '--quiet', '--message', 'The shop');
  git(folder, 'clone', '--quiet', origin, 'repository');
  return { folder, repository: join(folder, 'repository') };
}

/** Runs all steps, also after one that fails, if their condition allows it. */
function runAction({ folder, repository }: Runner, given: Readonly<Record<string, string>>, event = 'push'): Result {
  const inputs = Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: usual = '' }]) => [name, given[name] ?? usual]),
  );
  const files = Object.fromEntries(
    ['PATH', 'OUTPUT', 'STEP_SUMMARY'].map((name) => [`GITHUB_${name}`, join(folder, `${name}-${event}`)]),
  );
  for (const file of Object.values(files)) writeFileSync(file, '');
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    ...files,
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION_PATH: ACTION,
    GITHUB_BASE_REF: 'main',
    GITHUB_WORKSPACE: repository,
    RUNNER_TEMP: folder,
  };
  const steps: [string, number | null][] = [];
  const stepOutputs: Record<string, string> = {};
  let printed = '';
  for (const { name, id, if: condition, env, run } of action.runs.steps) {
    if (!isMet(condition, { inputs, event, failed: steps.some(([, code]) => code !== 0) })) continue;
    const path = readFileSync(files.GITHUB_PATH as string, 'utf8')
      .trim()
      .split('\n')
      .filter(Boolean);
    const variables = Object.entries(env).map(([key, value]) => [
      key,
      value.replace(/\$\{\{ inputs\.(\w+) \}\}/g, (_, input) => inputs[input] ?? ''),
    ]);
    const script = join(folder, 'script.sh');
    writeFileSync(script, run);
    writeFileSync(files.GITHUB_OUTPUT as string, '');
    const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: repository,
      encoding: 'utf8',
      env: { ...environment, ...Object.fromEntries(variables), PATH: [...path, process.env.PATH].join(':') },
      timeout: 120_000,
    });
    steps.push([name, status]);
    printed += stdout + stderr;
    for (const line of readFileSync(files.GITHUB_OUTPUT as string, 'utf8')
      .split('\n')
      .filter(Boolean)) {
      const at = line.indexOf('=');
      stepOutputs[`steps.${id}.outputs.${line.slice(0, at)}`] = line.slice(at + 1);
    }
  }
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [
    name,
    stepOutputs[/\$\{\{ (.*) \}\}/.exec(value)?.[1] ?? ''] ?? '',
  ]);
  return {
    steps,
    outputs: Object.fromEntries(outputs),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY as string, 'utf8'),
    printed,
  };
}

interface Facts {
  readonly inputs: Readonly<Record<string, string>>;
  readonly event: string;
  readonly failed: boolean;
}

/** The conditions of the action, which are comparisons that are joined by &&. */
function isMet(condition: string | undefined, { inputs, event, failed }: Facts): boolean {
  const parts = condition?.split(' && ') ?? [];
  if (failed && !parts.includes('!cancelled()')) return false;
  return parts.every((part) => {
    const [, left = '', operator, right] = /^(\S+) (==|!=) '(.*)'$/.exec(part) ?? [];
    if (part === '!cancelled()') return true;
    if (operator === undefined) throw new Error(`The condition ${part} is not known here`);
    const value = left === 'github.event_name' ? event : inputs[left.replace('inputs.', '')];
    return (value === right) === (operator === '==');
  });
}

const CLIENT = `node -e "fetch(process.env.STANDIN_BASE_URL + '/products?sort=' + (process.env.SORT || 'price'))"`;

test('the tests run against the document, and the reports are an output', async (t) => {
  const runner = runnerFor(t);
  const result = runAction(runner, { document: 'api/shop.yaml', run: CLIENT, package: ROOT });
  t.same(
    result.steps,
    [
      ['Install standin', 0],
      ['Run the tests', 0],
    ],
    result.printed,
  );
  t.equal(result.outputs.report, 'standin-report');
  t.ok(existsSync(join(runner.repository, 'standin-report/junit.xml')));
  t.match(result.summary, /^### standin: no contract violations/);
});

test('the standin of the repository is used, if it has one', async (t) => {
  const runner = runnerFor(t);
  const commands = join(runner.repository, 'node_modules/.bin');
  mkdirSync(commands, { recursive: true });
  symlinkSync(join(ROOT, 'dist/cli.js'), join(commands, 'standin'));
  const result = runAction(runner, { document: 'api/shop.yaml', run: CLIENT });
  t.same(result.steps.at(-1), ['Run the tests', 0], result.printed);
  t.notOk(existsSync(join(runner.folder, 'standin')), 'nothing is installed');
});

test('a violation is an annotation, is in the summary, and fails the job', async (t) => {
  const result = runAction(runnerFor(t), { document: 'api/shop.yaml', run: `SORT=colour ${CLIENT}`, package: ROOT });
  t.same(result.steps.at(-1), ['Run the tests', 1]);
  t.match(result.printed, /^::error .*listProducts/m);
  t.match(result.summary, /1 contract violation/);
});

test('the options of the action reach the command', async (t) => {
  const options = `--min-coverage 50 --set 'auth=off'`;
  const result = runAction(runnerFor(t), { document: 'api/shop.yaml', run: CLIENT, options, package: ROOT });
  t.same(result.steps.at(-1), ['Run the tests', 1]);
  t.match(result.printed, /is less than the required 50 %/);
});

test('a pull request that breaks clients fails, with annotations, and its tests still run', async (t) => {
  const runner = runnerFor(t);
  const file = join(runner.repository, 'api/shop.yaml');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('name: minPrice, in: query,', 'name: minPrice, in: query, required: true,'),
  );
  const run = `node -e "fetch(process.env.STANDIN_BASE_URL + '/products?minPrice=1')"`;
  const result = runAction(runner, { document: 'api/shop.yaml', run, package: ROOT }, 'pull_request');
  t.same(
    result.steps,
    [
      ['Install standin', 0],
      ['Compare the document with the base version', 1],
      ['Run the tests', 0],
    ],
    result.printed,
  );
  t.equal(result.outputs.broken, '1');
  t.match(
    result.printed,
    /^::error file=api\/shop\.yaml,line=\d+,col=\d+,title=standin%3A parameter-became-required::GET \/products: The query parameter minPrice is now required/m,
  );
  t.match(result.summary, /1 breaking/);
});

test('a pull request that breaks nothing passes, and so does one with a new document', async (t) => {
  const runner = runnerFor(t);
  const same = runAction(runner, { document: 'api/shop.yaml', package: ROOT }, 'pull_request');
  t.same(same.steps.at(-1), ['Compare the document with the base version', 0], same.printed);
  t.equal(same.outputs.broken, '0');
  t.equal(same.outputs.report, '', 'no tests ran');
  mkdirSync(join(runner.repository, 'new'));
  cpSync(join(runner.repository, 'api/shop.yaml'), join(runner.repository, 'new/shop.yaml'));
  const added = runAction(runner, { document: 'new/shop.yaml', package: ROOT }, 'pull_request');
  t.same(added.steps.at(-1), ['Compare the document with the base version', 0], added.printed);
  t.match(added.printed, /The base version has no new\/shop\.yaml: nothing to compare\./);
});

test('the comparison can be switched off', async (t) => {
  const result = runAction(runnerFor(t), { document: 'api/shop.yaml', diff: 'false', package: ROOT }, 'pull_request');
  t.same(result.steps, [['Install standin', 0]]);
});
