// Certificates are made here: that of a CA, which may vouch for some names alone, and those that it signs for servers.
// What they hold is what strict verifiers ask for (RFC 5280, section 4.2; CA/Browser Forum, Baseline Requirements 7.1.2).
import { createPrivateKey, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import type * as X509 from '@peculiar/x509';
import { NAME_CONSTRAINTS, nameConstraints, permittedIn, type Subtree } from './name-constraints.ts';

const { subtle } = webcrypto;
type KeyPair = webcrypto.CryptoKeyPair;

/** A CA: its certificate, and the keys it signs with. */
export interface Issuer {
  readonly keys: KeyPair;
  readonly certificate: X509.X509Certificate;
}

/** What the name of every CA of ours begins with. */
export const AUTHORITY_NAME = 'standin CA';
const EC = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;
const DAY = 86_400_000;
/** Days that a CA lives, and a server's certificate: more than 397 of one are trusted by no browser. */
const CA_LIFE = 3_650;
const LIFE = 396;
/** Clocks of virtual machines and containers are late at times. */
const EARLIER = 1 * DAY;

let loading: Promise<typeof X509> | undefined;

/** The library asks for its metadata to be there first. */
function x509(): Promise<typeof X509> {
  loading ??= import('reflect-metadata').then(() => import('@peculiar/x509'));
  return loading;
}

export function makeKeys(): Promise<KeyPair> {
  return subtle.generateKey(EC, true, ['sign', 'verify']);
}

/** A private key as PEM (PKCS #8). */
export async function keyPem({ privateKey }: KeyPair): Promise<string> {
  const { PemConverter } = await x509();
  return `${PemConverter.encode(await subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY')}\n`;
}

/** The keys of which a PEM holds the private one. Throws for a text that holds none of this kind. */
export async function keysOf(pem: string): Promise<KeyPair> {
  const jwk = createPrivateKey(pem).export({ format: 'jwk' }) as webcrypto.JsonWebKey;
  const { d: _secret, ...open } = jwk;
  const [privateKey, publicKey] = await Promise.all([
    subtle.importKey('jwk', jwk, EC, true, ['sign']),
    subtle.importKey('jwk', open, EC, true, ['verify']),
  ]);
  return { privateKey, publicKey };
}

/** Throws for a text that holds no certificate. */
export async function certificateOf(pem: string): Promise<X509.X509Certificate> {
  const { X509Certificate } = await x509();
  return new X509Certificate(pem);
}

export function certificatePem(certificate: X509.X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}

/** What a CA may vouch for, as its certificate says. */
export function permittedBy(certificate: X509.X509Certificate): readonly Subtree[] {
  const extension = certificate.getExtension(NAME_CONSTRAINTS);
  return extension ? permittedIn(new Uint8Array(extension.value)) : [];
}

/** A certificate of a CA, signed by itself. */
export async function makeAuthority(keys: KeyPair, permitted: readonly Subtree[], now: Date): Promise<Issuer> {
  const {
    BasicConstraintsExtension,
    ExtendedKeyUsage,
    ExtendedKeyUsageExtension,
    Extension,
    KeyUsageFlags,
    KeyUsagesExtension,
    SubjectKeyIdentifierExtension,
    X509CertificateGenerator,
  } = await x509();
  const identifier = await SubjectKeyIdentifierExtension.create(keys.publicKey);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    // A name of its own for each key: those who meet two of them must not take one for the other.
    name: [{ CN: [`${AUTHORITY_NAME} ${identifier.keyId.slice(0, 8)}`] }],
    keys,
    ...validity(now, CA_LIFE),
    signingAlgorithm: SIGNING,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      // Whoever trusts it trusts it for servers, and never for code or mail, which have no names of hosts.
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new Extension(NAME_CONSTRAINTS, true, nameConstraints(permitted)),
      identifier,
    ],
  });
  return { keys, certificate };
}

/** A certificate of a server under these names and addresses, as PEM. */
export async function certify(
  { keys, certificate }: Issuer,
  {
    publicKey,
    names,
    now,
  }: { readonly publicKey: webcrypto.CryptoKey; readonly names: readonly string[]; readonly now: Date },
): Promise<string> {
  const {
    AuthorityKeyIdentifierExtension,
    BasicConstraintsExtension,
    ExtendedKeyUsage,
    ExtendedKeyUsageExtension,
    KeyUsageFlags,
    KeyUsagesExtension,
    SubjectAlternativeNameExtension,
    SubjectKeyIdentifierExtension,
    X509CertificateGenerator,
  } = await x509();
  const made = await X509CertificateGenerator.create({
    // No name of a host: what is compared with one are the alternative names.
    subject: [{ CN: ['standin server'] }],
    issuer: certificate.subjectName.toJSON(),
    publicKey,
    signingKey: keys.privateKey,
    signingAlgorithm: SIGNING,
    ...validity(now, LIFE),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }))),
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return certificatePem(made);
}

function validity(now: Date, days: number): { readonly notBefore: Date; readonly notAfter: Date } {
  const start = now.getTime() - EARLIER;
  return { notBefore: new Date(start), notAfter: new Date(start + days * DAY) };
}
