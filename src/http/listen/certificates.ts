// Creates certificates: that of a certificate authority, limited to some names, and those that it signs for servers. They have
// what strict verifiers require (RFC 5280, section 4.2; CA/Browser Forum, Baseline Requirements 7.1.2).
import { createPrivateKey, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import type * as X509 from '@peculiar/x509';
import { NAME_CONSTRAINTS, nameConstraints, permittedIn, type Subtree } from './name-constraints.ts';

const { subtle } = webcrypto;
type KeyPair = webcrypto.CryptoKeyPair;

/** A certificate authority: its certificate, and the keys that it signs with. */
export interface Issuer {
  readonly keys: KeyPair;
  readonly certificate: X509.X509Certificate;
}

/** The start of the name of every authority that this module creates. */
export const AUTHORITY_NAME = 'standin CA';
const EC = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;
const DAY = 86_400_000;
/** Days that the certificate of an authority is valid, and that of a server: no browser trusts more than 397 days of a server. */
const AUTHORITY_DAYS = 3_650;
const SERVER_DAYS = 396;
/** Clocks of virtual machines and containers can be late. */
const BACKDATED_MS = 1 * DAY;

let loading: Promise<typeof X509> | undefined;

/** The library requires reflect-metadata to be loaded first. */
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

/** The key pair of a private key in PEM. @throws Error if the text contains no private key of this kind */
export async function keyPairFromPem(pem: string): Promise<KeyPair> {
  const jwk = createPrivateKey(pem).export({ format: 'jwk' }) as webcrypto.JsonWebKey;
  const { d: _secret, ...open } = jwk;
  const [privateKey, publicKey] = await Promise.all([
    subtle.importKey('jwk', jwk, EC, true, ['sign']),
    subtle.importKey('jwk', open, EC, true, ['verify']),
  ]);
  return { privateKey, publicKey };
}

/** @throws Error if the text contains no certificate */
export async function certificateOf(pem: string): Promise<X509.X509Certificate> {
  const { X509Certificate } = await x509();
  return new X509Certificate(pem);
}

export function certificatePem(certificate: X509.X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}

/** The names and networks that an authority's certificate permits. */
export function permittedBy(certificate: X509.X509Certificate): readonly Subtree[] {
  const extension = certificate.getExtension(NAME_CONSTRAINTS);
  return extension ? permittedIn(new Uint8Array(extension.value)) : [];
}

/** A self-signed certificate of an authority. */
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
    // Each key has a name of its own, so that clients do not confuse two authorities.
    name: [{ CN: [`${AUTHORITY_NAME} ${identifier.keyId.slice(0, 8)}`] }],
    keys,
    ...validity(now, AUTHORITY_DAYS),
    signingAlgorithm: SIGNING,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      // Clients trust it only for servers: code and mail have no host names that could be limited.
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
  const created = await X509CertificateGenerator.create({
    // This is no host name: clients compare the alternative names.
    subject: [{ CN: ['standin server'] }],
    issuer: certificate.subjectName.toJSON(),
    publicKey,
    signingKey: keys.privateKey,
    signingAlgorithm: SIGNING,
    ...validity(now, SERVER_DAYS),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }))),
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return certificatePem(created);
}

function validity(now: Date, days: number): { readonly notBefore: Date; readonly notAfter: Date } {
  const start = now.getTime() - BACKDATED_MS;
  return { notBefore: new Date(start), notAfter: new Date(start + days * DAY) };
}
