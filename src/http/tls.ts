// How TLS is spoken here: who connects is shown a certificate for the name that it asks for, made when it is first asked for.
import type { Server as HttpsServer } from 'node:https';
import type { Socket as NetSocket } from 'node:net';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { createSecureContext, type SecureContext, type TLSSocket, type TlsOptions } from 'node:tls';
import type { CertificateAuthority } from './certificate-authority.ts';
import { canonicalHost, isLoopback } from './host-names.ts';

export interface TlsRules {
  /** The address that is listened on. */
  readonly host: string;
  /** Hosts that are answered for beside this machine. */
  readonly intercepted: ReadonlySet<string>;
  /** Where the CA is kept; the user's data folder without it. */
  readonly folder: string | undefined;
}

export interface Tls {
  /** The file of the CA's certificate. */
  readonly ca: string;
  /** For a server or a connection; who asks for no name, or for a strange one, is shown this name's certificate. */
  optionsFor(name: string): Promise<TlsOptions & ServedCertificate>;
}

/** A certificate as it is shown to who connects. */
interface ServedCertificate {
  readonly cert: string;
  readonly key: string;
  readonly secureContext: SecureContext;
}

/** Milliseconds that a handshake may take. */
export const HANDSHAKE = 15_000;
/** Names whose certificates are remembered at most; behind the last one it begins anew. */
const REMEMBERED = 1_000;
/** The name under which certificates for this machine are remembered. */
export const HERE = 'localhost';

/** @throws SetupError TLS_UNAVAILABLE */
export async function openTls({ host, intercepted, folder }: TlsRules): Promise<Tls> {
  const { dataFolder, openCertificateAuthority } = await import('./certificate-authority.ts');
  const own = namesOf(host);
  const authority = await openCertificateAuthority(folder ?? dataFolder(), [...own, ...intercepted]);
  const shownFor = openCertificates(authority, ['localhost', '*.localhost', '127.0.0.1', '::1', ...own]);
  const isOurs = (name: string) => intercepted.has(name) || isLoopback(name);
  return {
    ca: authority.file,
    optionsFor: async (name) => ({
      ...(await shownFor(name)),
      ALPNProtocols: ['http/1.1'],
      SNICallback: (asked, done) => {
        const named = canonicalHost(asked);
        if (named === undefined || !isOurs(named)) return done(null);
        shownFor(named).then(({ secureContext }) => done(null, secureContext), done);
      },
    }),
  };
}

/** Certificates by name, each made once. @param here the names of this machine, which share one */
function openCertificates(
  authority: CertificateAuthority,
  here: readonly string[],
): (name: string) => Promise<ServedCertificate> {
  const known = new Map<string, Promise<ServedCertificate>>();
  const make = async (names: readonly string[]) => {
    const made = await authority.certify(names);
    return { ...made, secureContext: createSecureContext(made) };
  };
  return (name) => {
    const remembered = known.get(name);
    if (remembered) return remembered;
    if (known.size === REMEMBERED) known.clear();
    const made = make(name === HERE ? [...new Set(here)] : [name]);
    known.set(name, made);
    return made;
  };
}

/** What this machine is called by those who reach it at an address that it listens on. */
function namesOf(host: string): readonly string[] {
  const addresses = host === '0.0.0.0' || host === '::' ? [host, ...ownAddresses(), hostname()] : [host];
  return addresses.flatMap((text) => {
    const bare = text.replace(/%.*$/, '');
    const name = isIP(bare) === 0 ? canonicalHost(bare) : bare;
    return name === undefined ? [] : [name];
  });
}

function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((list = []) => list.map(({ address }) => address));
}

/** Connections of a server whose handshake is not over, which speak no HTTP yet. */
export function handshakesOf(server: HttpsServer): Iterable<NetSocket> {
  const shaking = new Set<NetSocket>();
  server.on('connection', (socket: NetSocket) => {
    shaking.add(socket);
    socket.once('close', () => shaking.delete(socket));
  });
  // What TLS is spoken on is another object than what came; they have the port of the other side in common.
  server.on('secureConnection', ({ remoteAddress, remotePort }: TLSSocket) => {
    for (const socket of shaking) {
      if (socket.remotePort === remotePort && socket.remoteAddress === remoteAddress) shaking.delete(socket);
    }
  });
  return shaking;
}
