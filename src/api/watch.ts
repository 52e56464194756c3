// Documents are reloaded when their files change, or the files of their handlers, scenarios and data.
import { dirname, resolve } from 'node:path';
import { isRemote } from '../contract/document/location.ts';
import { guardCallback } from '../errors/thrown.ts';
import type { Service } from '../service.ts';
import type { Watcher } from '../sources/watch.ts';
import type { DocumentOptions, Reload, Standin } from './standin.ts';

interface Watching {
  /** The options of each document, by its mount. */
  readonly documents: ReadonlyMap<string, DocumentOptions>;
  readonly reload: Standin['reload'];
  readonly onReload: ((reload: Reload) => void) | undefined;
}

export async function watchAll(
  services: readonly Service[],
  { documents, reload, onReload = () => undefined }: Watching,
): Promise<Watcher[]> {
  const report = guardCallback('onReload', onReload);
  const { watchFiles } = await import('../sources/watch.ts');
  // Companions have no files of a user.
  const own = services.filter(({ mount }) => documents.has(mount));
  return Promise.all(
    own.flatMap(({ mount, contract }) => {
      const { handlers, scenarios, data } = documents.get(mount) ?? {};
      const code = typeof handlers === 'string' ? resolve(handlers) : undefined;
      const states = [scenarios, data].flatMap((file) => (typeof file === 'string' ? [resolve(file)] : []));
      const files = [...contract.files.filter((file) => !isRemote(file)), ...states, code].filter(
        (file) => file !== undefined,
      );
      // The built-in document is no file.
      if (files.length === 0) return [];
      const folder = code === undefined ? undefined : dirname(code);
      const also = (file: string) =>
        folder !== undefined && file.startsWith(folder) && /\.[cm]?[jt]sx?$|\.json$/.test(file);
      const reloadOne = async () => {
        const outcome = await reload(mount).then(
          (mismatches): Reload => ({ kind: 'reloaded', mount, mismatches }),
          (error: Error): Reload => ({ kind: 'refused', mount, error }),
        );
        report(outcome);
      };
      return [watchFiles({ files, also }, reloadOne)];
    }),
  );
}
