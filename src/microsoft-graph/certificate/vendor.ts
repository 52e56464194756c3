// The vendor of device management that signs the tenants' requests, as Apple wants it to: one in a process, like who issued
// its certificate.
import { KeyObject } from 'node:crypto';
import { appleAuthority, VALID } from '../apple/authority.ts';
import { anySerial, loadX509, newKeys, RSA } from '../x509.ts';

export interface Vendor {
  /** Its certificate, the intermediate and the root, in PEM. */
  readonly chain: string;
  readonly key: KeyObject;
}

let known: Promise<Vendor> | undefined;

export function vendor(): Promise<Vendor> {
  known ??= made();
  return known;
}

async function made(): Promise<Vendor> {
  const [x509, { relations, root }, keys] = await Promise.all([loadX509(), appleAuthority(), newKeys()]);
  const issuer = new x509.X509Certificate(relations.certificate);
  const certificate = await x509.X509CertificateGenerator.create({
    ...VALID,
    serialNumber: anySerial(),
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
