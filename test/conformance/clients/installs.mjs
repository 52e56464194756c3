// Installs what the clients need: packages of npm, PyPI, Maven and Go, into this folder or a temporary one.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Programs that prove that a language is installed, by language. */
const PROGRAMS = {
  python: [[process.env.PYTHON ?? 'python3', '--version']],
  go: [['go', 'version']],
  java: [
    ['javac', '-version'],
    ['mvn', '--version'],
  ],
};

/** The program of a language that is not installed; undefined if all are. */
export function missingProgram(language) {
  const missing = (PROGRAMS[language] ?? []).find(([file, ...words]) => spawnSync(file, words).status !== 0);
  return missing?.[0];
}

function quietly(file, words, options = {}) {
  execFileSync(file, words, { stdio: ['ignore', 'ignore', 'inherit'], ...options });
}

/** Installs a folder's requirements.txt in a virtual environment there. @returns its folder with programs */
export function pythonPrograms(folder) {
  const environment = join(folder, '.venv');
  const programs = join(environment, 'bin');
  const requirements = join(folder, 'requirements.txt');
  const wanted = readFileSync(requirements, 'utf8');
  const marker = join(environment, 'installed');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return programs;
  rmSync(environment, { recursive: true, force: true });
  quietly(process.env.PYTHON ?? 'python3', ['-m', 'venv', environment]);
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements];
  quietly(join(programs, 'python'), install);
  writeFileSync(marker, wanted);
  return programs;
}

/** Installs a folder's package.json there. */
export function nodePackages(folder) {
  quietly('npm', ['install', '--prefix', folder, '--no-save', '--no-package-lock', '--silent']);
}

/** Builds a Go program. @returns its file */
export function goProgram(folder, file) {
  execFileSync('go', ['build', '-o', file, '.'], { cwd: folder, stdio: 'inherit' });
  return file;
}

/** Compiles Java files with the dependencies of a pom.xml. @returns the words that run its main class */
export function javaProgram(pom, sources, folder, mainClass) {
  mkdirSync(folder, { recursive: true });
  const paths = join(folder, 'classpath');
  quietly('mvn', [
    '-q',
    '-B',
    '-Dstyle.color=never',
    '-f',
    pom,
    'dependency:build-classpath',
    `-Dmdep.outputFile=${paths}`,
  ]);
  const classpath = `${folder}:${readFileSync(paths, 'utf8').trim()}`;
  quietly('javac', [
    '-nowarn',
    '-XDsuppressNotes',
    '-proc:none',
    '-cp',
    classpath,
    '-d',
    folder,
    ...sources.flatMap(javaFiles),
  ]);
  return ['java', '-cp', classpath, mainClass];
}

function javaFiles(path) {
  if (path.endsWith('.java')) return [path];
  const names = readdirSync(path, { recursive: true });
  return names.filter((name) => name.endsWith('.java')).map((name) => join(path, name));
}
