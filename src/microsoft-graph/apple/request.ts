// What Apple's portal takes from a vendor of device management: base64 of a property list with a signing request, the vendor's
// chain and the vendor's signature over the request. Everything in it may be hostile, and each refusal names its member.
import { verify, X509Certificate } from 'node:crypto';
import type { Pkcs10CertificateRequest } from '@peculiar/x509';
import { sentenceOf } from '../../contract/violations.ts';
import { AnswerError } from '../../errors/answer.ts';
import { derOfBase64, pemBlocks } from '../certificate/pem.ts';
import { readPropertyList } from '../property-list.ts';
import { loadX509, RSA } from '../x509.ts';

type Member = 'PushCertRequestCSR' | 'PushCertCertificateChain' | 'PushCertSignature';

/** Certificates of a chain that are looked at. */
const LONGEST_CHAIN = 10;

/** @throws AnswerError BODY_INVALID */
export async function readSigningRequest(text: string): Promise<Pkcs10CertificateRequest> {
  const members = membersIn(text);
  const der = derOfBase64(members.PushCertRequestCSR);
  if (!der) throw refused('base64', 'PushCertRequestCSR is no base64');
  const request = await requestIn(der);
  requireVendor(members, der);
  return request;
}

function membersIn(text: string): Readonly<Record<Member, string>> {
  const bytes = derOfBase64(text);
  if (!bytes) throw refused('base64', 'must be base64, as the signing request is downloaded');
  const list = readPropertyList(bytes.toString('utf8'));
  if (!list) throw refused('plist', 'must hold a property list in XML: one dictionary of texts');
  const read = (name: Member): string => {
    const member = list.get(name) ?? '';
    if (member === '') throw refused('required', `lacks ${name} in its property list`);
    return member;
  };
  return {
    PushCertRequestCSR: read('PushCertRequestCSR'),
    PushCertCertificateChain: read('PushCertCertificateChain'),
    PushCertSignature: read('PushCertSignature'),
  };
}

async function requestIn(der: Buffer): Promise<Pkcs10CertificateRequest> {
  const x509 = await loadX509();
  let request: Pkcs10CertificateRequest;
  let algorithm: { readonly name: string; readonly modulusLength?: number };
  let signed: boolean;
  try {
    request = new x509.Pkcs10CertificateRequest(der);
    algorithm = request.publicKey.algorithm;
    signed = await request.verify();
  } catch {
    throw refused('pkcs10', 'has a PushCertRequestCSR that is no certificate signing request (PKCS #10)');
  }
  const { modulusLength = 0 } = algorithm;
  if (algorithm.name !== RSA.name || modulusLength < RSA.modulusLength) {
    const found = algorithm.name === RSA.name ? `RSA with ${modulusLength} bits` : algorithm.name;
    throw refused('key', `has a PushCertRequestCSR whose key is ${found}; it must be RSA with 2048 bits or more`);
  }
  if (!signed) throw refused('signature', 'has a PushCertRequestCSR that is not signed by its own key');
  return request;
}

/** Whose vendor it is nobody asks: requests of another process, or of a vendor that a user plays, are signed too. */
function requireVendor(members: Readonly<Record<Member, string>>, der: Buffer): void {
  const chain = chainIn(members.PushCertCertificateChain);
  const [vendor] = chain;
  if (!vendor) throw refused('chain', 'has a PushCertCertificateChain without certificates in PEM');
  const linked = chain.every((one, index) => {
    const above = chain[index + 1];
    return !above || proves(() => one.checkIssued(above) && one.verify(above.publicKey));
  });
  if (!linked) throw refused('chain', 'has a PushCertCertificateChain of which one was not issued by the next');
  const signature = derOfBase64(members.PushCertSignature);
  if (!signature) throw refused('base64', 'has a PushCertSignature that is no base64');
  if (!proves(() => vendor.publicKey.asymmetricKeyType === 'rsa' && verify('sha256', der, vendor.publicKey, signature)))
    throw refused(
      'signature',
      'has a PushCertSignature that the vendor, the first of PushCertCertificateChain, did not make over PushCertRequestCSR by RSA with SHA-256',
    );
}

function chainIn(pem: string): readonly X509Certificate[] {
  const blocks = pemBlocks(pem, LONGEST_CHAIN + 1);
  if (blocks.length > LONGEST_CHAIN)
    throw refused('chain', `has a PushCertCertificateChain of more than ${LONGEST_CHAIN} certificates`);
  try {
    return blocks.map(({ der }) => new X509Certificate(der ?? ''));
  } catch {
    throw refused('chain', 'has a PushCertCertificateChain with something that is no certificate');
  }
}

/** Keys of a form that OpenSSL does not know prove nothing. */
function proves(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}

function refused(rule: string, message: string): AnswerError {
  const violation = { pointer: '/signingRequest', rule, message };
  return new AnswerError({
    code: 'BODY_INVALID',
    message: sentenceOf(violation, 'body'),
    violations: [violation],
  });
}
