// The tenant's key and the signing request for it. Its subject is ours, since no real one is known; its form is what Apple
// documents for vendors of device management.
import { sign, type webcrypto } from 'node:crypto';
import type { Json } from '../../json/value.ts';
import type { Hidden } from '../../resources/hidden.ts';
import { printPropertyList } from '../property-list.ts';
import { loadX509, newKeys, RSA } from '../x509.ts';
import { type Vendor, vendor } from './vendor.ts';

/** Kept in each world; the key never leaves it. */
type Asked = {
  /** PKCS #8 in base64. */
  readonly privateKey: string;
  /** SubjectPublicKeyInfo in base64. */
  readonly publicKey: string;
  /** As it is downloaded. */
  readonly value: string;
};

const NAME = 'signing-request';

/** The same text until a new one is made. */
export async function downloadSigningRequest(hidden: Hidden): Promise<string> {
  return ((await hidden.once(NAME, made)) as Asked).value;
}

/** For a new key: certificates for the one before are somebody else's from then on. */
export async function newSigningRequest(hidden: Hidden): Promise<string> {
  const asked = await made();
  await hidden.keep(NAME, asked);
  return asked.value;
}

/** The public key that a certificate has to be for; undefined where nobody has asked for one yet. */
export async function askedKey(hidden: Hidden): Promise<string | undefined> {
  return ((await hidden.read(NAME)) as Asked | undefined)?.publicKey;
}

async function made(): Promise<Asked> {
  const [x509, keys, signer] = await Promise.all([loadX509(), newKeys(), vendor()]);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: new x509.Name([{ CN: ['MDM push certificate of a tenant'] }, { O: ['Contoso'] }, { C: ['US'] }]),
    keys,
    signingAlgorithm: RSA,
  });
  const exported = async (format: 'pkcs8' | 'spki', key: webcrypto.CryptoKey) =>
    Buffer.from(await crypto.subtle.exportKey(format, key)).toString('base64');
  return {
    privateKey: await exported('pkcs8', keys.privateKey),
    publicKey: await exported('spki', keys.publicKey),
    value: envelope(Buffer.from(request.rawData), signer),
  } satisfies Json;
}

/** base64 of the property list that Apple's portal takes. */
function envelope(der: Buffer, { chain, key }: Vendor): string {
  const list = printPropertyList({
    PushCertRequestCSR: der.toString('base64'),
    PushCertCertificateChain: chain,
    PushCertSignature: sign('sha256', der, key).toString('base64'),
  });
  return Buffer.from(list).toString('base64');
}
