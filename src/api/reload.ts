// Reloading: a document is read again with its own options, and with changes to them.
import { SetupError } from '../errors/setup-error.ts';
import type { Server } from '../server.ts';
import type { ServiceOptions } from '../service.ts';
import type { MountedDocument } from './documents.ts';
import type { DocumentOptions, Standin } from './standin.ts';

interface ReloadedServer {
  readonly server: Server;
  /** The options of each document, by its mount. A successful reload changes them. */
  readonly documents: Map<string, DocumentOptions>;
  /** Reads a document. */
  readonly open: (document: MountedDocument) => Promise<ServiceOptions>;
}

export function reloaderOf({ server, documents, open }: ReloadedServer): Standin['reload'] {
  return async (mount = '', changes = {}) => {
    if (!documents.has(mount)) throw unknownMount(mount, [...documents.keys()]);
    const own = { ...documents.get(mount), ...changes };
    const mismatches = await server.reload(await open({ mount, own }));
    documents.set(mount, own);
    return mismatches;
  };
}

function unknownMount(mount: string, mounts: readonly string[]): SetupError {
  return new SetupError({
    code: 'OPTION_INVALID',
    what: `No document is served under ${JSON.stringify(mount)}`,
    advice: `Use ${mounts.map((one) => JSON.stringify(one)).join(' or ')}`,
  });
}
