// TLS: each client gets a certificate for the name that it asks for, created on first use.
import type { Server as HttpsServer } from 'node:https';
import type { Socket as NetSocket } from 'node:net';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { createSecureContext, type SecureContext, type TLSSocket, type TlsOptions } from 'node:tls';
import { isLoopback } from '../../loopback.ts';
import { canonicalHost } from '../syntax/host-names.ts';
import type { CertificateAuthority } from './certificate-authority.ts';

export interface TlsRules {
  /** The address that the server listens on. */
  readonly host: string;
  /** Hosts that the server responds for, in addition to this machine. */
  readonly intercepted: ReadonlySet<string>;
  /** The folder of the certificate authority. Default: the user's data folder. */
  readonly folder: string | undefined;
}

export interface Tls {
  /** The file of the authority's certificate. */
  readonly ca: string;
  /** Options for a server or a connection. @param name the certificate for clients that ask for no name or an unknown one */
  optionsFor(name: string): Promise<TlsOptions & ServedCertificate>;
}

/** A certificate with its key, ready to be served. */
interface ServedCertificate {
  readonly cert: string;
  readonly key: string;
  readonly secureContext: SecureContext;
}

/** Milliseconds that a handshake can take. */
export const HANDSHAKE_TIMEOUT_MS = 15_000;
/** Certificates that are cached. If there are more, the cache is emptied. */
const MAX_CERTIFICATES = 1_000;
/** The name whose certificate is the one of this machine. */
export const THIS_MACHINE = 'localhost';

/** @throws SetupError TLS_UNAVAILABLE */
export async function openTls({ host, intercepted, folder }: TlsRules): Promise<Tls> {
  const { dataFolder, openCertificateAuthority } = await import('./certificate-authority.ts');
  const own = namesOf(host);
  const authority = await openCertificateAuthority(folder ?? dataFolder(), [...own, ...intercepted]);
  const certificateFor = openCertificates(authority, ['localhost', '*.localhost', '127.0.0.1', '::1', ...own]);
  const isServed = (name: string) => intercepted.has(name) || isLoopback(name);
  return {
    ca: authority.file,
    optionsFor: async (name) => ({
      ...(await certificateFor(name)),
      ALPNProtocols: ['http/1.1'],
      SNICallback: (serverName, done) => {
        const host = canonicalHost(serverName);
        if (host === undefined || !isServed(host)) return done(null);
        certificateFor(host).then(({ secureContext }) => done(null, secureContext), done);
      },
    }),
  };
}

/** Certificates by name, each created once. @param ownNames the names of this machine, which share one certificate */
function openCertificates(
  authority: CertificateAuthority,
  ownNames: readonly string[],
): (name: string) => Promise<ServedCertificate> {
  const known = new Map<string, Promise<ServedCertificate>>();
  const create = async (names: readonly string[]) => {
    const certificate = await authority.certify(names);
    return { ...certificate, secureContext: createSecureContext(certificate) };
  };
  return (name) => {
    const existing = known.get(name);
    if (existing) return existing;
    if (known.size === MAX_CERTIFICATES) known.clear();
    const created = create(name === THIS_MACHINE ? [...new Set(ownNames)] : [name]);
    known.set(name, created);
    return created;
  };
}

/** The names and addresses by which clients reach this machine at an address that it listens on. */
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

/** The connections of a server whose handshake is not complete. */
export function handshakesOf(server: HttpsServer): Iterable<NetSocket> {
  const handshakes = new Set<NetSocket>();
  server.on('connection', (socket: NetSocket) => {
    handshakes.add(socket);
    socket.once('close', () => handshakes.delete(socket));
  });
  // The TLS socket is another object than the connection. Both have the remote port in common.
  server.on('secureConnection', ({ remoteAddress, remotePort }: TLSSocket) => {
    for (const socket of handshakes) {
      if (socket.remotePort === remotePort && socket.remoteAddress === remoteAddress) handshakes.delete(socket);
    }
  });
  return handshakes;
}
