// The root file system of the container, built by the steps of its Dockerfile, without a container engine. The base image is
// replaced by Node.js of this machine and the libraries that it needs.
import { execFileSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface Image {
  /** The folder that becomes the root. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly user: { readonly uid: number; readonly gid: number };
  readonly entrypoint: readonly string[];
  readonly healthcheck: readonly string[];
}

interface Step {
  readonly name: string;
  readonly text: string;
}

/** The steps of each stage. */
function stagesOf(dockerfile: string): readonly (readonly Step[])[] {
  const stages: Step[][] = [];
  for (const line of dockerfile.split('\n')) {
    const [, name, text] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (name === undefined || text === undefined) continue;
    if (name === 'FROM') stages.push([]);
    else stages.at(-1)?.push({ name, text });
  }
  return stages;
}

/** @param folder an empty folder for the stages @param repository the context of the build */
export function buildImage(dockerfile: string, folder: string, repository: string): Image {
  const stages = stagesOf(readFileSync(dockerfile, 'utf8'));
  if (stages.length !== 2) throw new Error(`${dockerfile} must have two stages, and has ${stages.length}`);
  const [build = [], final = []] = stages;
  const buildRoot = join(folder, 'build-stage');
  const root = join(folder, 'root');
  runBuildStage(build, buildRoot, repository);
  addNode(root);
  return finalStage(final, { root, buildRoot, repository });
}

/** Runs the commands of the stage here, with its folders in place of those of an image. */
function runBuildStage(steps: readonly Step[], root: string, repository: string): void {
  let folder = '/';
  for (const { name, text } of steps) {
    if (name === 'WORKDIR') {
      folder = text;
      mkdirSync(join(root, folder), { recursive: true });
    } else if (name === 'COPY') {
      copyRepository(repository, join(root, folder));
    } else if (name === 'RUN') {
      const command = text.replace(/(?<=\s)\/(packed|data)\b/g, (path) => join(root, path));
      mkdirSync(join(root, 'packed'), { recursive: true });
      execFileSync('sh', ['-c', command], { cwd: join(root, folder), stdio: 'pipe' });
    } else throw new Error(`The build stage has an unknown step ${name}`);
  }
}

/** The files of the repository, as the build context has them. */
function copyRepository(repository: string, target: string): void {
  const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', words, { cwd: repository, encoding: 'utf8', maxBuffer: 2 ** 26 });
  for (const name of listed.split('\0').filter(Boolean)) {
    if (!existsSync(join(repository, name))) continue;
    mkdirSync(dirname(join(target, name)), { recursive: true });
    cpSync(join(repository, name), join(target, name));
  }
}

/** Node.js with its libraries, as the only part of the base image. */
function addNode(root: string): void {
  const place = (path: string, at = path) => {
    mkdirSync(dirname(join(root, at)), { recursive: true });
    cpSync(path, join(root, at), { dereference: true });
  };
  place(process.execPath, '/usr/local/bin/node');
  const libraries = execFileSync('ldd', [process.execPath], { encoding: 'utf8' });
  for (const [path] of libraries.matchAll(/\/\S+\.so[.\d]*/g)) place(path);
  for (const name of ['proc', 'tmp', 'dev', 'etc', 'api']) mkdirSync(join(root, name), { recursive: true });
  writeFileSync(join(root, 'etc/hosts'), '127.0.0.1 localhost\n');
  for (const name of ['null', 'urandom']) writeFileSync(join(root, 'dev', name), '');
}

interface FinalParts {
  readonly root: string;
  readonly buildRoot: string;
  readonly repository: string;
}

function finalStage(steps: readonly Step[], { root, buildRoot, repository }: FinalParts): Image {
  const texts = (name: string) => steps.filter((step) => step.name === name).map(({ text }) => text);
  for (const text of texts('COPY')) copyInto(text, { root, buildRoot, repository });
  const environment = texts('ENV').flatMap((text) => text.split(' ').map((pair) => pair.split('=')));
  const [uid = 0, gid = 0] = (texts('USER')[0] ?? '').split(':').map(Number);
  const json = (text: string | undefined) => JSON.parse(text?.replace(/^.*CMD /, '') ?? '[]') as readonly string[];
  return {
    root,
    environment: Object.fromEntries(environment) as Readonly<Record<string, string>>,
    user: { uid, gid },
    entrypoint: json(texts('ENTRYPOINT')[0]),
    healthcheck: json(texts('HEALTHCHECK')[0]),
  };
}

function copyInto(text: string, { root, buildRoot, repository }: FinalParts): void {
  const words = text.split(' ');
  const [from = '', to = ''] = words.filter((word) => !word.startsWith('--'));
  const source = words.some((word) => word.startsWith('--from=')) ? join(buildRoot, from) : resolve(repository, from);
  cpSync(source, join(root, to), { recursive: true, verbatimSymlinks: true });
  const [, uid, gid] = /--chown=(\d+):(\d+)/.exec(text) ?? [];
  if (uid !== undefined && gid !== undefined) chownSync(join(root, to), Number(uid), Number(gid));
}
