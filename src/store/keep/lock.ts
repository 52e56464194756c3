// The lock of a folder: a local socket in it, on which its owner listens. Nobody listens any more when the process has ended,
// however it ended, so that no process id has to be compared.
//
// Each process listens on a socket with a name of its own, and then looks whether anybody else listens on another one. Of two
// processes, the one that looks later sees the other. If both see each other, both stop and try again.
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmdirSync, rmSync, symlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { SetupError } from '../../errors/setup-error.ts';

export interface FolderLock {
  release(): Promise<void>;
}

const PREFIX = 'lock-';
/** A longer path of a socket is cut off by some systems: sockaddr_un has 104 to 108 bytes. */
const MAX_SOCKET_PATH = 100;
const TRIES = 20;
const RETRY_MS = 20;
/** Milliseconds that the owner has to say who it is. */
const OWNER_MS = 300;
/** Why a socket cannot be created in a folder that can otherwise be used: it is read-only, or a network drive. */
const NO_SOCKETS = ['EACCES', 'EPERM', 'EROFS', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL', 'ENOSYS'];

/** Locks an existing folder. @throws SetupError KEEP_IN_USE if another process uses the folder */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const real = realpathSync(folder);
  if (process.platform === 'win32') return lockByPipe(folder, real);
  for (let tries = 1; tries <= TRIES; tries++) {
    const lock = await tryToLock(folder, real);
    if (lock) return lock;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS * Math.random() * tries));
  }
  throw inUse(folder, '');
}

/** A named pipe has no file, and only one process can create it. */
async function lockByPipe(folder: string, real: string): Promise<FolderLock> {
  const name = `\\\\.\\pipe\\standin-${hashOf(real.toLowerCase())}`;
  try {
    const server = await listenOn(name);
    return { release: () => closed(server) };
  } catch (error) {
    const owner = await ownerAt(name);
    throw owner === undefined ? notLocked(folder, error) : inUse(folder, owner);
  }
}

/** @returns undefined if another process tries at the same moment */
async function tryToLock(folder: string, real: string): Promise<FolderLock | undefined> {
  // The usual reason to fail is an owner that runs. It is found before another socket is created.
  const owner = await ownerIn(real);
  if (owner !== undefined) throw inUse(folder, owner);
  try {
    return await lockIn(real);
  } catch (error) {
    if (!NO_SOCKETS.includes(codeOf(error))) throw notLocked(folder, error);
  }
  try {
    const place = join(realpathSync(tmpdir()), `standin-lock-${hashOf(real)}`);
    mkdirSync(place, { recursive: true });
    const other = await ownerIn(place);
    if (other === undefined) return await lockIn(place);
    throw inUse(folder, other);
  } catch (error) {
    throw error instanceof SetupError ? error : notLocked(folder, error);
  }
}

/** @param place the folder that contains the sockets */
async function lockIn(place: string): Promise<FolderLock | undefined> {
  const name = `${PREFIX}${randomBytes(6).toString('hex')}`;
  const server = await withShortPath(place, (path) => listenOn(join(path, name)));
  const release = async () => {
    await closed(server);
    rmSync(join(place, name), { force: true });
  };
  const other = await ownerIn(place, name);
  const names = socketsIn(place);
  if (other !== undefined || !names.includes(name)) {
    await release();
    return undefined;
  }
  // Only the owner removes what ended processes left behind. A process that begins to listen on one of them sees the owner.
  for (const stale of names) if (stale !== name) rmSync(join(place, stale), { force: true });
  return { release };
}

function socketsIn(place: string): readonly string[] {
  return readdirSync(place).filter((name) => name.startsWith(PREFIX));
}

/** Says who listens on another socket in a folder; undefined if nobody does. */
async function ownerIn(place: string, own?: string): Promise<string | undefined> {
  const others = socketsIn(place).filter((name) => name !== own);
  if (others.length === 0) return undefined;
  return withShortPath(place, async (path) => {
    const owners = await Promise.all(others.map((name) => ownerAt(join(path, name))));
    return owners.find((owner) => owner !== undefined);
  });
}

/** Says who listens on a socket, an empty text if it does not say it; undefined if nobody listens. */
function ownerAt(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(path);
    const timer = setTimeout(() => socket.destroy(), OWNER_MS);
    let listens = false;
    socket.setEncoding('utf8');
    socket.on('connect', () => {
      listens = true;
    });
    socket.on('data', (data) => {
      text += data;
    });
    socket.on('error', (error) => {
      // Every other error, such as a socket of another user, comes from a socket that may be in use.
      listens ||= !['ECONNREFUSED', 'ENOENT'].includes(codeOf(error));
    });
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(listens ? text.trim() : undefined);
    });
  });
}

function listenOn(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end(`process ${process.pid} on ${hostname()}`);
      // A client that does not close its end keeps the process from ending.
      socket.unref();
    });
    server.once('error', reject);
    server.listen({ path, exclusive: true }, () => {
      server.off('error', reject);
      resolve(server.unref());
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Uses a path to a folder that is short enough for a socket in it: the path itself, a relative one, or a link. */
async function withShortPath<T>(folder: string, use: (path: string) => Promise<T>): Promise<T> {
  const room = MAX_SOCKET_PATH - PREFIX.length - 13;
  const short = [folder, relative(process.cwd(), folder) || '.'].find((path) => Buffer.byteLength(path) <= room);
  if (short !== undefined) return use(short);
  const parent = mkdtempSync(join(tmpdir(), 'standin-'));
  const link = join(parent, 'l');
  try {
    symlinkSync(folder, link);
    return await use(link);
  } finally {
    rmSync(link, { force: true });
    rmdirSync(parent);
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function codeOf(error: unknown): string {
  return (error as Partial<NodeJS.ErrnoException>).code ?? '';
}

function inUse(folder: string, owner: string): SetupError {
  return new SetupError({
    code: 'KEEP_IN_USE',
    what: `Another server keeps its state in ${folder}${owner === '' ? '' : ` (${owner})`}`,
    advice: 'Stop that server, or use another folder with --keep',
  });
}

function notLocked(folder: string, cause: unknown): SetupError {
  return new SetupError({
    code: 'KEEP_UNAVAILABLE',
    what: `The folder ${folder} cannot be locked: ${(cause as Error).message}`,
    advice: 'Use another folder with --keep',
    cause,
  });
}
