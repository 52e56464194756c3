// Who signs: a root, the intermediate that issues push certificates, and the one that vouches for vendors of device
// management. Keys cannot be functions of a seed, so there is one authority in a process, made when it is first needed.
import type { webcrypto } from 'node:crypto';
import { anySerial, loadX509, newKeys, RSA, type X509 } from '../x509.ts';

export interface Signer {
  /** In PEM. */
  readonly certificate: string;
  readonly key: webcrypto.CryptoKey;
}

export interface AppleAuthority {
  readonly root: Signer;
  /** Issues push certificates. */
  readonly integration: Signer;
  /** Issues the certificates of vendors. */
  readonly relations: Signer;
}

/** Wide enough for every clock that is moved: RFC 5280 has no later time. */
export const VALID = { notBefore: new Date('1950-01-01T00:00:00Z'), notAfter: new Date('9999-12-31T23:59:59Z') };

/** Issuer and order of its parts as in certificates that Apple has issued. */
const INTEGRATION = 'Apple Application Integration 2 Certification Authority';
const RELATIONS = 'Worldwide Developer Relations Certification Authority (standin)';
/** Nobody is to take it for Apple's. */
const ROOT = 'standin Root CA, not Apple';

let known: Promise<AppleAuthority> | undefined;

export function appleAuthority(): Promise<AppleAuthority> {
  known ??= made();
  return known;
}

async function made(): Promise<AppleAuthority> {
  const x509 = await loadX509();
  const [rootKeys, integrationKeys, relationsKeys] = await Promise.all([newKeys(), newKeys(), newKeys()]);
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...VALID,
    serialNumber: anySerial(),
    name: nameOf(x509, ROOT),
    keys: rootKeys,
    signingAlgorithm: RSA,
    extensions: await extensionsOf(x509, { own: rootKeys.publicKey, issuer: undefined }),
  });
  const intermediate = async (name: string, { publicKey, privateKey }: webcrypto.CryptoKeyPair): Promise<Signer> => {
    const certificate = await x509.X509CertificateGenerator.create({
      ...VALID,
      serialNumber: anySerial(),
      subject: nameOf(x509, name),
      issuer: root.subjectName,
      publicKey,
      signingKey: rootKeys.privateKey,
      signingAlgorithm: RSA,
      extensions: await extensionsOf(x509, { own: publicKey, issuer: rootKeys.publicKey }),
    });
    return { certificate: certificate.toString('pem'), key: privateKey };
  };
  const [integration, relations] = await Promise.all([
    intermediate(INTEGRATION, integrationKeys),
    intermediate(RELATIONS, relationsKeys),
  ]);
  return { root: { certificate: root.toString('pem'), key: rootKeys.privateKey }, integration, relations };
}

function nameOf({ Name }: X509, common: string) {
  const rest = [{ OU: ['Apple Certification Authority'] }, { O: ['Apple Inc.'] }, { C: ['US'] }];
  return new Name([{ CN: [common] }, ...(common === ROOT ? [] : rest)]);
}

interface ExtendedKeys {
  readonly own: webcrypto.CryptoKey;
  /** undefined where it is its own. */
  readonly issuer: webcrypto.CryptoKey | undefined;
}

async function extensionsOf(x509: X509, { own, issuer }: ExtendedKeys) {
  const { keyCertSign, cRLSign } = x509.KeyUsageFlags;
  return [
    new x509.BasicConstraintsExtension(true, issuer && 0, true),
    new x509.KeyUsagesExtension(keyCertSign | cRLSign, true),
    await x509.SubjectKeyIdentifierExtension.create(own),
    ...(issuer ? [await x509.AuthorityKeyIdentifierExtension.create(issuer)] : []),
  ];
}
