// Documents are loaded again when their files change, or those of their handlers and scenarios.
import { dirname, resolve } from 'node:path';
import { isRemote } from '../contract/location.ts';
import type { Service } from '../service.ts';
import type { Watcher } from '../sources/watch.ts';
import type { DocumentOptions, Reload, Standin } from './standin.ts';

interface Watching {
  readonly given: ReadonlyMap<string, DocumentOptions>;
  readonly reload: Standin['reload'];
  readonly told: ((reload: Reload) => void) | undefined;
}

export async function watchAll(services: readonly Service[], { given, reload, told }: Watching): Promise<Watcher[]> {
  const { watchFiles } = await import('../sources/watch.ts');
  // Those that came with another have no files of a user's.
  const own = services.filter(({ mount }) => given.has(mount));
  return Promise.all(
    own.map(({ mount, contract }) => {
      const { handlers, scenarios } = given.get(mount) ?? {};
      const code = typeof handlers === 'string' ? resolve(handlers) : undefined;
      const state = typeof scenarios === 'string' ? resolve(scenarios) : undefined;
      const files = [...contract.files.filter((file) => !isRemote(file)), code, state].filter(
        (file) => file !== undefined,
      );
      const folder = code === undefined ? undefined : dirname(code);
      const also = (file: string) =>
        folder !== undefined && file.startsWith(folder) && /\.[cm]?[jt]sx?$|\.json$/.test(file);
      return watchFiles({ files, also }, async () => {
        const outcome = await reload(mount).then(
          (misfits): Reload => ({ kind: 'reloaded', mount, misfits }),
          (error: Error): Reload => ({ kind: 'refused', mount, error }),
        );
        told?.(outcome);
      });
    }),
  );
}
