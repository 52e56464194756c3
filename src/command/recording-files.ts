// The files of a recording: what exists is only overwritten with --force.
import { access, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureWritableFolder } from '../ensure-folder.ts';
import { SetupError } from '../errors/setup-error.ts';
import type { Json, JsonObject } from '../json/value.ts';

export interface RecordingContents {
  readonly scenarios: JsonObject | undefined;
  readonly overlay: JsonObject | undefined;
  readonly stubs: readonly Json[];
}

/** The files that were written. */
export type WrittenFiles = { readonly [Name in keyof RecordingContents]?: string };

const FILES = {
  scenarios: {
    name: 'scenarios.yaml',
    text: 'Recorded state as scenarios: at the end of the recording, and at its start.',
  },
  overlay: { name: 'examples.overlay.yaml', text: 'Recorded responses as examples of the document.' },
  stubs: { name: 'stubs.yaml', text: 'Recorded responses that the state does not give. The last stub is tried first.' },
} as const satisfies { readonly [Name in keyof RecordingContents]: object };

export class RecordingFiles {
  readonly #folder: string;
  readonly #isForced: boolean;

  constructor(folder: string, isForced: boolean) {
    this.#folder = folder;
    this.#isForced = isForced;
  }

  /** Fails before the recording if the result could not be written after it. @throws SetupError RECORDING_INVALID */
  async prepare(): Promise<void> {
    await ensureWritableFolder(this.#folder).catch((cause: Error) => this.#refuse(cause));
    if (this.#isForced) return;
    for (const { name } of Object.values(FILES)) {
      const path = join(this.#folder, name);
      const exists = await access(path).then(
        () => true,
        () => false,
      );
      if (exists)
        throw new SetupError({
          code: 'RECORDING_INVALID',
          what: `The file ${JSON.stringify(path)} exists already`,
          advice: 'Use --force to overwrite the earlier recording, or --out with another folder',
        });
    }
  }

  async write(contents: RecordingContents): Promise<WrittenFiles> {
    const { dump } = await import('js-yaml');
    const written: { -readonly [Name in keyof WrittenFiles]: string } = {};
    for (const name of Object.keys(FILES) as (keyof RecordingContents)[]) {
      const { name: file, text } = FILES[name];
      const path = join(this.#folder, file);
      const value = contents[name];
      // A file of an earlier recording does not belong to this one.
      if (value === undefined || (Array.isArray(value) && value.length === 0)) await rm(path, { force: true });
      else {
        const yaml = `# ${text}\n${dump(value, { noRefs: true, lineWidth: 120 })}`;
        await writeFile(path, yaml).catch((cause: Error) => this.#refuse(cause));
        written[name] = path;
      }
    }
    return written;
  }

  #refuse(cause: Error): never {
    throw new SetupError({
      code: 'RECORDING_INVALID',
      what: `Nothing can be written to ${JSON.stringify(this.#folder)}: ${cause.message}`,
      advice: 'Use --out with a folder that this user can write to',
      cause,
    });
  }
}
