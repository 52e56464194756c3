// Parses and validates what Apple's portal accepts from a vendor of device management: base64 of a property list with a signing
// request, the vendor's certificate chain and the vendor's signature over the request. The input may be hostile.
import { verify, X509Certificate } from 'node:crypto';
import type { Pkcs10CertificateRequest } from '@peculiar/x509';
import { sentenceOf } from '../../contract/validation/violations.ts';
import { HttpError } from '../../errors/http-error.ts';
import { derOfBase64, pemBlocks } from '../certificate/pem.ts';
import { readPropertyList } from '../property-list.ts';
import { loadX509, RSA } from '../x509.ts';

type RequestProperty = 'PushCertRequestCSR' | 'PushCertCertificateChain' | 'PushCertSignature';

/** The largest number of certificates in a chain. */
const MAX_CHAIN_LENGTH = 10;

/** Throws HttpError BODY_INVALID, with the property `signingRequest`, if a part is missing or invalid. */
export async function readSigningRequest(text: string): Promise<Pkcs10CertificateRequest> {
  const properties = propertyListIn(text);
  const der = derOfBase64(properties.PushCertRequestCSR);
  if (!der) throw invalidRequest('base64', 'contains a PushCertRequestCSR that is not base64');
  const request = await pkcs10In(der);
  requireVendor(properties, der);
  return request;
}

function propertyListIn(text: string): Readonly<Record<RequestProperty, string>> {
  const bytes = derOfBase64(text);
  if (!bytes) throw invalidRequest('base64', 'must be base64, exactly as it was downloaded');
  const list = readPropertyList(bytes.toString('utf8'));
  if (!list) throw invalidRequest('plist', 'must contain an XML property list with one dictionary of strings');
  const read = (name: RequestProperty): string => {
    const property = list.get(name) ?? '';
    if (property === '') throw invalidRequest('required', `has no ${name} in its property list`);
    return property;
  };
  return {
    PushCertRequestCSR: read('PushCertRequestCSR'),
    PushCertCertificateChain: read('PushCertCertificateChain'),
    PushCertSignature: read('PushCertSignature'),
  };
}

async function pkcs10In(der: Buffer): Promise<Pkcs10CertificateRequest> {
  const x509 = await loadX509();
  let request: Pkcs10CertificateRequest;
  let algorithm: { readonly name: string; readonly modulusLength?: number };
  let isSigned: boolean;
  try {
    request = new x509.Pkcs10CertificateRequest(der);
    algorithm = request.publicKey.algorithm;
    isSigned = await request.verify();
  } catch {
    throw invalidRequest(
      'pkcs10',
      'contains a PushCertRequestCSR that is not a certificate signing request (PKCS #10)',
    );
  }
  const { modulusLength = 0 } = algorithm;
  if (algorithm.name !== RSA.name || modulusLength < RSA.modulusLength) {
    const found = algorithm.name === RSA.name ? `RSA with ${modulusLength} bits` : algorithm.name;
    throw invalidRequest(
      'key',
      `contains a PushCertRequestCSR with a key of ${found}, but the key must be RSA with at least 2048 bits`,
    );
  }
  if (!isSigned) throw invalidRequest('signature', 'contains a PushCertRequestCSR that is not signed with its own key');
  return request;
}

/** Accepts the certificate of any vendor. So requests of another process, and of a vendor that a test plays, are signed too. */
function requireVendor(properties: Readonly<Record<RequestProperty, string>>, der: Buffer): void {
  const chain = chainIn(properties.PushCertCertificateChain);
  const [vendor] = chain;
  if (!vendor) throw invalidRequest('chain', 'contains a PushCertCertificateChain without PEM certificates');
  const linked = chain.every((certificate, index) => {
    const issuer = chain[index + 1];
    return !issuer || isTrue(() => certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey));
  });
  if (!linked)
    throw invalidRequest(
      'chain',
      'contains a PushCertCertificateChain with a certificate that was not issued by the next one',
    );
  const signature = derOfBase64(properties.PushCertSignature);
  if (!signature) throw invalidRequest('base64', 'contains a PushCertSignature that is not base64');
  if (!isTrue(() => vendor.publicKey.asymmetricKeyType === 'rsa' && verify('sha256', der, vendor.publicKey, signature)))
    throw invalidRequest(
      'signature',
      'contains a PushCertSignature that is not the signature of PushCertRequestCSR (RSA with SHA-256) by the vendor, who is the first of PushCertCertificateChain',
    );
}

function chainIn(pem: string): readonly X509Certificate[] {
  const blocks = pemBlocks(pem, MAX_CHAIN_LENGTH + 1);
  if (blocks.length > MAX_CHAIN_LENGTH)
    throw invalidRequest('chain', `contains a PushCertCertificateChain of more than ${MAX_CHAIN_LENGTH} certificates`);
  try {
    return blocks.map(({ der }) => new X509Certificate(der ?? ''));
  } catch {
    throw invalidRequest('chain', 'contains a PushCertCertificateChain with an entry that is not a certificate');
  }
}

/** false if OpenSSL does not know the kind of a key and throws. */
function isTrue(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}

function invalidRequest(rule: string, message: string): HttpError {
  const violation = { pointer: '/signingRequest', rule, message };
  return new HttpError({
    code: 'BODY_INVALID',
    message: sentenceOf(violation, 'body'),
    violations: [violation],
  });
}
