// The worlds that are kept in a folder: what a world was opened with, its state, and its log.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../contract/contract.ts';
import { validateFault, validateStub } from '../faults/check.ts';
import { propertyPath } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Inference } from '../resources/infer/infer.ts';
import { rejectInvalid } from '../resources/state/reject-invalid.ts';
import type { KeptHistory } from '../store/commit.ts';
import { KeepFolder, type KeepOptions } from '../store/keep/keep-folder.ts';
import type { WorldLog } from '../store/keep/world-log.ts';
import type { Settings } from '../world-settings.ts';
import type { OwnWorld } from './own-world.ts';
import { isWorldName, type World } from './world.ts';

/** A document whose resources are kept. */
interface KeptDocument {
  readonly mount: string;
  readonly contract: Contract;
  readonly inference: Inference;
}

type OpenKeptWorld = (name: string, own: OwnWorld, kept: KeptWorld) => World;

/** A world and its log. */
export interface KeptWorld {
  /** What the world was opened with first. */
  readonly own: OwnWorld;
  /** Undefined if nothing is kept so far. */
  readonly history: KeptHistory | undefined;
  readonly log: WorldLog;
  /** Whether the documents have changed since the state was written. */
  readonly isOutdated: boolean;
}

export class KeptWorlds {
  readonly #folder: KeepFolder;
  /** The documents that are served now. */
  readonly #documents: () => readonly KeptDocument[];
  /** What happened to the kept state that its owner should know, a sentence each. */
  readonly notices: string[] = [];

  constructor(folder: KeepFolder, documents: () => readonly KeptDocument[]) {
    this.#folder = folder;
    this.#documents = documents;
    if (folder.isWritable()) return;
    this.notices.push(`${folder.folder} is read-only: the state can be read, and changes get 507`);
  }

  get folder(): string {
    return this.#folder.folder;
  }

  names(): readonly string[] {
    return this.#folder.worlds().filter(isWorldName);
  }

  has(name: string): boolean {
    return this.#folder.has(name);
  }

  /**
   * Opens a world with what is kept of it. Resources that the documents do not allow any more are taken out.
   * @param own what the world is opened with if nothing is kept @throws SetupError KEEP_DAMAGED
   */
  enter(name: string, own: OwnWorld, open: OpenKeptWorld): World {
    const kept = this.#read(name, own);
    const world = open(name, kept.own, kept);
    if (!kept.isOutdated) return world;
    for (const { mount, contract, inference } of this.#documents()) {
      const { store } = world.part(mount);
      const { rejected, changes } = rejectInvalid(contract, inference, store);
      this.#reject(name, rejected, 'kept resource');
      if (changes.length > 0) store.commit(changes);
    }
    this.#rejectPlans(world);
    kept.log.renew();
    return world;
  }

  #read(name: string, own: OwnWorld): KeptWorld {
    const documents = () => this.#fingerprint();
    const log = this.#folder.log(name, { documents, origin: originOf(own) });
    const read = log.read();
    this.notices.push(...log.notices);
    if (read === undefined) return { own, history: undefined, log, isOutdated: false };
    return {
      own: ownOf(read.header.origin),
      history: { base: read.base, commits: read.commits },
      log,
      isOutdated: read.header.documents !== documents(),
    };
  }

  #fingerprint(): string {
    return this.#documents()
      .map(({ mount, contract }) => `${mount} ${contract.sha256}`)
      .join(', ');
  }

  /** Removes stubs and faults that name what the documents do not have any more. They would never act. */
  #rejectPlans({ name, plans: { stubs, faults } }: World): void {
    const contracts = this.#documents().map(({ contract }) => contract);
    const invalid = [
      ...stubs.list().map((stub) => ({ plan: stub, list: stubs, found: validateStub(contracts, stub), kind: 'stub' })),
      ...faults.list().map((fault) => ({
        plan: fault,
        list: faults,
        found: validateFault(contracts, fault),
        kind: 'fault',
      })),
    ].filter(({ found }) => found.length > 0);
    const rejected = invalid.map(({ plan, found: [first], kind }) => {
      const reason = `${propertyPath(first?.pointer ?? '')} ${first?.message}`;
      return { [kind]: plan.id, reason, value: plan as unknown as Json };
    });
    this.#reject(name, rejected, 'kept stub or fault');
    for (const { plan, list } of invalid) list.remove(plan.id);
  }

  /** Moves what the documents do not allow to a file next to the log of its world. */
  #reject(world: string, rejected: readonly object[], noun: string): void {
    if (rejected.length === 0) return;
    const file = join(this.#folder.folderOf(world), 'rejected.jsonl');
    const time = new Date().toISOString();
    appendFileSync(file, rejected.map((one) => `${JSON.stringify({ time, ...one })}\n`).join(''));
    const [are, were] =
      rejected.length === 1 ? [`${noun} is`, 'was'] : [`${noun.replace(/(?= or|$)/g, 's')} are`, 'were'];
    this.notices.push(`${rejected.length} ${are} not valid by the document and ${were} moved to ${file}`);
  }

  /** Removes a world from the folder. @throws HttpError STORAGE_FAILED */
  remove(name: string): void {
    this.#folder.remove(name);
  }

  close(): Promise<void> {
    return this.#folder.close();
  }
}

/** @throws SetupError KEEP_UNAVAILABLE or KEEP_IN_USE */
export async function openKeepFolder(
  options: KeepOptions,
  documents: () => readonly KeptDocument[],
): Promise<KeptWorlds> {
  return new KeptWorlds(await KeepFolder.open(options), documents);
}

export function originOf({ seed, now, scenario, settings, test }: OwnWorld): JsonObject {
  return {
    ...(seed !== undefined && { seed }),
    ...(now !== undefined && { now: now.toISOString() }),
    ...(scenario !== undefined && { scenario }),
    ...(settings !== undefined && { settings: settings as Readonly<Record<string, Json>> }),
    ...(test !== undefined && { test }),
  };
}

export function ownOf({ seed, now, scenario, settings, test }: JsonObject): OwnWorld {
  return {
    seed: typeof seed === 'number' ? seed : undefined,
    now: typeof now === 'string' ? new Date(now) : undefined,
    scenario: typeof scenario === 'string' ? scenario : undefined,
    settings: isObject(settings) ? (settings as Settings) : undefined,
    test: typeof test === 'string' ? test : undefined,
  };
}
