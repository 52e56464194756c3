// Environment variables for the options of the command: which there are, their precedence, and their errors.
import { type Test, test } from 'tap';
import { readValues } from '../../src/command/read-values.ts';
import { COMMANDS, flagsOf, OPTIONS, variableOf } from '../../src/options.ts';

function withVariables(t: Test, variables: Readonly<Record<string, string>>): void {
  Object.assign(process.env, variables);
  t.teardown(() => {
    for (const name of Object.keys(variables)) delete process.env[name];
  });
}

test('every option of every command has a variable of its own', async (t) => {
  for (const command of COMMANDS) for (const option of flagsOf(command)) t.ok(variableOf(option), option.name);
  for (const command of COMMANDS) {
    const variables = flagsOf(command).map(variableOf);
    t.equal(new Set(variables).size, variables.length, command);
  }
  const variables = OPTIONS.map(variableOf);
  t.ok(variables.includes('STANDIN_CONTROL_TOKEN') && variables.includes('STANDIN_SET'));
});

test('a flag takes precedence over a variable, and that over the configuration file', async (t) => {
  const folder = t.testdir({
    'standin.config.yaml': 'port: 1\nseed: 1\ncount: 1\nsettings: {auth: off, profile: documented}\n',
  });
  withVariables(t, {
    STANDIN_CONFIG: `${folder}/standin.config.yaml`,
    STANDIN_SEED: '2',
    STANDIN_COUNT: '2',
    STANDIN_SET: 'profile=observed\ntokens=machine',
    STANDIN_AUTH: 'strict',
  });
  const values = await readValues('serve', { count: '3', set: ['tokens=fixed'] });
  t.match(values, { port: 1, seed: 2, count: 3 });
  t.same(values.settings, { auth: 'strict', profile: 'observed', tokens: 'fixed' });
});

test('a variable can have several values, true and false, and the form with --no-', async (t) => {
  withVariables(t, {
    STANDIN_OVERLAY: 'one.yaml\ntwo.yaml\n',
    STANDIN_CORS: 'https://a.example,https://b.example',
    STANDIN_STRICT: 'true',
    STANDIN_WATCH: 'false',
    STANDIN_JOURNAL: 'false',
    STANDIN_KEEP: '',
  });
  const values = await readValues('serve', {});
  t.match(values, {
    overlays: ['one.yaml', 'two.yaml'],
    cors: ['https://a.example', 'https://b.example'],
    strict: true,
    watch: false,
    journal: false,
  });
  t.notOk('keep' in values, 'an empty variable is as good as none');
});

test('a wrong value names the variable', async (t) => {
  withVariables(t, { STANDIN_PORT: 'eighty' });
  await t.rejects(readValues('serve', {}), {
    code: 'OPTION_INVALID',
    message:
      'Invalid value "eighty" for STANDIN_PORT [OPTION_INVALID]\n  Use a whole number from 0 to 65535 (0 = any free port)',
  });
  t.match(await readValues('run', {}), {}, 'a command that does not have the option does not read it');
});

test('a wrong secret is not printed', async (t) => {
  withVariables(t, { STANDIN_WEBHOOK_SECRET: 'password' });
  await t.rejects(readValues('serve', {}), { message: /^Invalid value for STANDIN_WEBHOOK_SECRET \[OPTION_INVALID\]/ });
});

test('the address that Kubernetes gives of a service named standin is no port', async (t) => {
  withVariables(t, { STANDIN_PORT: 'tcp://10.96.0.12:80' });
  t.match(await readValues('serve', {}), { port: 4010 });
});
