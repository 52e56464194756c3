// The certificate authority of the mock portal: a root, an intermediate that issues push certificates, and one that issues the
// certificates of vendors. Keys cannot be derived from a seed, so each process creates one authority when it first needs it.
import type { webcrypto } from 'node:crypto';
import { loadX509, newKeys, RSA, randomSerial, type X509 } from '../x509.ts';

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

/** Valid at every time to which a world's clock can be moved. RFC 5280 has no later time. */
export const LONG_VALIDITY = {
  notBefore: new Date('1950-01-01T00:00:00Z'),
  notAfter: new Date('9999-12-31T23:59:59Z'),
};

/** The name and the order of its parts are those of real certificates from Apple. */
const INTEGRATION = 'Apple Application Integration 2 Certification Authority';
const RELATIONS = 'Worldwide Developer Relations Certification Authority (standin)';
/** The name shows that this is not Apple's root. */
const ROOT = 'standin Root CA, not Apple';

let created: Promise<AppleAuthority> | undefined;

export function appleAuthority(): Promise<AppleAuthority> {
  created ??= createAuthority();
  return created;
}

async function createAuthority(): Promise<AppleAuthority> {
  const x509 = await loadX509();
  const [rootKeys, integrationKeys, relationsKeys] = await Promise.all([newKeys(), newKeys(), newKeys()]);
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...LONG_VALIDITY,
    serialNumber: randomSerial(),
    name: nameOf(x509, ROOT),
    keys: rootKeys,
    signingAlgorithm: RSA,
    extensions: await extensionsOf(x509, { subject: rootKeys.publicKey, issuer: undefined }),
  });
  const intermediate = async (name: string, { publicKey, privateKey }: webcrypto.CryptoKeyPair): Promise<Signer> => {
    const certificate = await x509.X509CertificateGenerator.create({
      ...LONG_VALIDITY,
      serialNumber: randomSerial(),
      subject: nameOf(x509, name),
      issuer: root.subjectName,
      publicKey,
      signingKey: rootKeys.privateKey,
      signingAlgorithm: RSA,
      extensions: await extensionsOf(x509, { subject: publicKey, issuer: rootKeys.publicKey }),
    });
    return { certificate: certificate.toString('pem'), key: privateKey };
  };
  const [integration, relations] = await Promise.all([
    intermediate(INTEGRATION, integrationKeys),
    intermediate(RELATIONS, relationsKeys),
  ]);
  return { root: { certificate: root.toString('pem'), key: rootKeys.privateKey }, integration, relations };
}

function nameOf({ Name }: X509, commonName: string) {
  const organization = [{ OU: ['Apple Certification Authority'] }, { O: ['Apple Inc.'] }, { C: ['US'] }];
  return new Name([{ CN: [commonName] }, ...(commonName === ROOT ? [] : organization)]);
}

interface ExtensionKeys {
  readonly subject: webcrypto.CryptoKey;
  /** undefined for a root, which issues itself. */
  readonly issuer: webcrypto.CryptoKey | undefined;
}

async function extensionsOf(x509: X509, { subject, issuer }: ExtensionKeys) {
  const { keyCertSign, cRLSign } = x509.KeyUsageFlags;
  return [
    new x509.BasicConstraintsExtension(true, issuer && 0, true),
    new x509.KeyUsagesExtension(keyCertSign | cRLSign, true),
    await x509.SubjectKeyIdentifierExtension.create(subject),
    ...(issuer ? [await x509.AuthorityKeyIdentifierExtension.create(issuer)] : []),
  ];
}
