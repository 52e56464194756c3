// Generates clients from the served document, and returns the commands that run them.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goProgram, javaProgram, nodePackages, pythonPrograms } from '../installs.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const typescript = join(here, 'typescript');

/** Saves the document that a server serves. @returns its file */
export async function prepareDocument(url, folder) {
  const file = join(folder, 'openapi.json');
  writeFileSync(file, await (await fetch(`${url}/_standin/openapi.json`)).text());
  return file;
}

function quietly(file, words, options = {}) {
  try {
    execFileSync(file, words, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  } catch (error) {
    console.error(String(error.stdout), String(error.stderr));
    throw error;
  }
}

const compilerOptions = {
  target: 'ES2022',
  module: 'ES2022',
  moduleResolution: 'bundler',
  lib: ['ES2022', 'DOM', 'DOM.Iterable'],
  types: [],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Generates a client, compiles it with its caller, and returns the command that runs it. @param generate gets the programs' folder */
function typescriptWords(name, { document, env }, generate) {
  nodePackages(typescript);
  const generated = join(typescript, 'generated');
  for (const old of ['generated', 'build']) rmSync(join(typescript, old), { recursive: true, force: true });
  mkdirSync(generated);
  cpSync(document, join(generated, 'openapi.json'));
  const run = (program, ...words) => {
    const file = join(typescript, 'node_modules', '.bin', program);
    quietly(file, words, { cwd: typescript, env: { ...process.env, ...env } });
  };
  generate(run);
  // The compiler shows whether the types allow the partial change.
  writeFileSync(join(generated, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [`../${name}.ts`] }));
  run('tsc', '--project', 'generated');
  run('esbuild', `${name}.ts`, '--bundle', '--format=esm', '--platform=node', `--outfile=build/${name}.js`);
  return [process.execPath, join(typescript, 'build', `${name}.js`)];
}

function pythonWords(script) {
  const programs = pythonPrograms(join(here, 'python'));
  return [join(programs, 'python'), join(here, 'python', script)];
}

/** Generates a client with openapi-generator, which is a Java program in a package of PyPI. */
function generateByOpenApiGenerator(document, ...words) {
  const programs = pythonPrograms(join(here, 'python'));
  const packages = join(dirname(programs), 'lib');
  const [version] = readdirSync(packages);
  const jar = join(packages, version, 'site-packages', 'openapi_generator_cli', 'openapi-generator.jar');
  quietly('java', ['-jar', jar, 'generate', '-i', document, ...words]);
}

export const GENERATED = {
  'openapi-fetch': {
    words: (context) =>
      typescriptWords('openapi-fetch', context, (run) =>
        run('openapi-typescript', 'generated/openapi.json', '--output', 'generated/openapi-fetch.d.ts'),
      ),
  },
  orval: {
    words: (context) => typescriptWords('orval', context, (run) => run('orval', '--config', 'orval.config.cjs')),
  },
  'hey-api': {
    words: (context) =>
      typescriptWords('hey-api', context, (run) =>
        run(
          ...['openapi-ts', '--input', './generated/openapi.json', '--output', 'generated/hey-api'],
          ...['--client', '@hey-api/client-fetch'],
        ),
      ),
  },
  'openapi-python-client': {
    language: 'python',
    words({ document, folder }) {
      const program = join(pythonPrograms(join(here, 'python')), 'openapi-python-client');
      const config = join(folder, 'openapi-python-client.json');
      writeFileSync(config, JSON.stringify({ package_name_override: 'graph_client', post_hooks: [] }));
      const output = join(folder, 'graph_client');
      rmSync(output, { recursive: true, force: true });
      const target = ['--output-path', output, '--meta', 'none'];
      quietly(program, ['generate', '--path', document, '--config', config, ...target]);
      return pythonWords('openapi_python_client.py');
    },
  },
  'openapi-generator-python': {
    language: 'java',
    words({ document, folder }) {
      rmSync(join(folder, 'graph_client'), { recursive: true, force: true });
      generateByOpenApiGenerator(document, '-g', 'python', '-o', folder, '--package-name', 'graph_client');
      return pythonWords('openapi_generator.py');
    },
  },
  'openapi-generator-java': {
    language: 'java',
    words({ document, folder }) {
      const output = join(folder, 'java-generated');
      generateByOpenApiGenerator(document, '-g', 'java', '--library', 'native', '-o', output);
      const sources = [join(output, 'src', 'main', 'java'), join(here, 'java', 'Generated.java')];
      return javaProgram(join(here, 'java', 'pom.xml'), sources, join(output, 'classes'), 'Generated');
    },
  },
  'oapi-codegen': {
    language: 'go',
    words({ document, folder }) {
      const module = join(folder, 'go-generated');
      cpSync(join(here, 'go'), module, { recursive: true });
      mkdirSync(join(module, 'client'));
      const output = ['-package', 'client', '-generate', 'types,client', '-o', 'client/client.go'];
      quietly('go', ['tool', 'oapi-codegen', ...output, document], { cwd: module });
      return [goProgram(module, join(folder, 'oapi-codegen'))];
    },
  },
};
