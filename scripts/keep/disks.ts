// Fills the disk under a server, and takes the right to write from it: changes are refused, reads go on, and nothing is lost.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '../adversity/run.ts';
import { FOLDER, type KeepingServer, startKeeping } from './server.ts';
import { read } from './writer.ts';

/** A small file system in memory. */
class SmallDisk {
  readonly place: string;

  constructor(place: string) {
    this.place = place;
    mkdirSync(place);
  }

  /** @returns whether this user can mount one */
  mount(): boolean {
    return process.platform === 'linux' && mount('-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', this.place);
  }

  remount(mode: 'ro' | 'rw'): boolean {
    return mount('-o', `remount,${mode}`, this.place);
  }

  unmount(): void {
    spawnSync('umount', [this.place]);
  }
}

function mount(...words: readonly string[]): boolean {
  return spawnSync('mount', words).status === 0;
}

export async function disks(run: Run): Promise<void> {
  const disk = new SmallDisk(join(FOLDER, 'disk'));
  if (!disk.mount()) {
    run.print('left out: this user cannot mount a small file system');
    return;
  }
  run.print('a tmpfs of 512 KiB');
  const folder = join(disk.place, 'state');
  try {
    const ids = await fullDisk(run, disk, folder);
    await readOnly(run, disk, folder, ids);
  } finally {
    disk.unmount();
  }
}

/** @returns the ids of the shops that were acknowledged */
async function fullDisk(run: Run, { place }: SmallDisk, folder: string): Promise<ReadonlySet<number>> {
  const server = await startKeeping(folder);
  const ids = new Set<number>();
  let refused: Created | undefined;
  for (let count = 0; count < 20_000 && refused === undefined; count++) {
    const created = await create(server, count);
    if (created.id === undefined) refused = created;
    else ids.add(created.id);
  }
  run.print(`full after ${ids.size} changes: ${refused?.status} ${refused?.text}`);
  run.check(refused?.status === 507, `a change on a full disk returns ${refused?.status}`);
  const shape = refused && (JSON.parse(refused.text) as { error?: { code?: string } });
  run.check(shape?.error?.code === 'STORAGE_FAILED', 'the error has the shape that the document declares');
  run.check((await idsOf(server)).size === ids.size, 'reads go on, and the refused change is not visible');
  rmSync(join(place, 'filler'), { force: true });
  // A small shop can still have room where a larger one had none: what is acknowledged counts.
  for (let count = 0; count < 50; count++) {
    const { id } = await create(server, count);
    if (id !== undefined) ids.add(id);
  }
  await server.kill();
  writeFileSync(join(FOLDER, 'room'), '');
  const grown = mount('-o', 'remount,size=1m', place);
  const next = await startKeeping(folder);
  run.check(isSame(await idsOf(next), ids), 'kill -9 on a full disk lost an acknowledged change');
  run.check(grown && (await create(next, 1)).status === 201, 'changes are made again if there is room');
  const last = await idsOf(next);
  await next.kill();
  return last;
}

async function readOnly(run: Run, disk: SmallDisk, folder: string, ids: ReadonlySet<number>): Promise<void> {
  if (!disk.remount('ro')) {
    run.print('the read-only folder is left out: the file system cannot be changed');
    return;
  }
  const server = await startKeeping(folder);
  const refused = await create(server, 1);
  run.print(`read-only: ${refused.status} ${refused.text}`);
  run.check(refused.status === 507, `a change in a read-only folder returns ${refused.status}`);
  run.check(isSame(await idsOf(server), ids), 'a read-only folder can be read');
  run.check(/read-only|written/.test(server.complaints()), 'the server says at start that it cannot write');
  disk.remount('rw');
  const created = await create(server, 2);
  run.check(
    created.status === 201,
    `without a restart, a change returns ${created.status} if the folder can be written to`,
  );
  await server.stop();
  const next = await startKeeping(folder);
  const all = new Set([...ids, created.id ?? 0]);
  run.check(isSame(await idsOf(next), all), 'the change is kept');
  await next.stop();
}

interface Created {
  readonly status: number;
  readonly text: string;
  readonly id: number | undefined;
}

async function create({ origin }: KeepingServer, count: number): Promise<Created> {
  const body = JSON.stringify({ owner: 'a', name: `${count} ${'x'.repeat(count % 700)}` });
  const response = await fetch(`${origin}/shops`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  const text = await response.text();
  const id = response.status === 201 ? (JSON.parse(text) as { id: number }).id : undefined;
  return { status: response.status, text, id };
}

async function idsOf({ origin }: KeepingServer): Promise<ReadonlySet<number>> {
  const shops = (await read(origin, '/shops')) as readonly { readonly id: number }[];
  return new Set(shops.map(({ id }) => id));
}

function isSame(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id));
}
