// The vendor of device management, who signs the requests of all tenants as Apple requires. Each process creates one vendor when it
// first needs it.
import { KeyObject } from 'node:crypto';
import { appleAuthority, LONG_VALIDITY } from '../apple/authority.ts';
import { loadX509, newKeys, RSA, randomSerial } from '../x509.ts';

export interface Vendor {
  /** The certificates of the vendor, of its issuer and of the root, in PEM. */
  readonly chain: string;
  readonly key: KeyObject;
}

let created: Promise<Vendor> | undefined;

export function loadVendor(): Promise<Vendor> {
  created ??= createVendor();
  return created;
}

async function createVendor(): Promise<Vendor> {
  const [x509, { relations, root }, keys] = await Promise.all([loadX509(), appleAuthority(), newKeys()]);
  const issuer = new x509.X509Certificate(relations.certificate);
  const certificate = await x509.X509CertificateGenerator.create({
    ...LONG_VALIDITY,
    serialNumber: randomSerial(),
    subject: new x509.Name([{ CN: ['MDM Vendor: standin'] }, { O: ['standin'] }, { C: ['US'] }]),
    issuer: issuer.subjectName,
    publicKey: keys.publicKey,
    signingKey: relations.key,
    signingAlgorithm: RSA,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  const chain = [certificate.toString('pem'), relations.certificate, root.certificate].join('\n');
  return { chain: `${chain}\n`, key: KeyObject.from(keys.privateKey) };
}
