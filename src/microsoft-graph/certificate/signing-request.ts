// The tenant's key and the signing request for it. No real signing request is known: the subject is ours, the form is the one that
// Apple documents for vendors of device management.
import { sign, type webcrypto } from 'node:crypto';
import type { Json } from '../../json/value.ts';
import type { PrivateState } from '../../resources/state/private-state.ts';
import { printPropertyList } from '../property-list.ts';
import { loadX509, newKeys, RSA } from '../x509.ts';
import { loadVendor, type Vendor } from './vendor.ts';

/** Stored in each world. The private key never leaves it. */
type StoredRequest = {
  /** PKCS #8 in base64. */
  readonly privateKey: string;
  /** SubjectPublicKeyInfo in base64. */
  readonly publicKey: string;
  /** The signing request as clients download it. */
  readonly value: string;
};

const NAME = 'signing-request';

/** Returns the same text until `newSigningRequest` is called. */
export async function downloadSigningRequest(privateState: PrivateState): Promise<string> {
  return ((await privateState.getOrCreate(NAME, createRequest)) as StoredRequest).value;
}

/** Creates a new key. Certificates for the previous key no longer match the tenant. */
export async function newSigningRequest(privateState: PrivateState): Promise<string> {
  const request = await createRequest();
  await privateState.set(NAME, request);
  return request.value;
}

/** The public key that a certificate must contain. undefined if no client has requested a signing request yet. */
export async function requestKey(privateState: PrivateState): Promise<string | undefined> {
  return ((await privateState.read(NAME)) as StoredRequest | undefined)?.publicKey;
}

async function createRequest(): Promise<StoredRequest> {
  const [x509, keys, signer] = await Promise.all([loadX509(), newKeys(), loadVendor()]);
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
    value: propertyListOf(Buffer.from(request.rawData), signer),
  } satisfies Json;
}

/** The property list that Apple's portal accepts, in base64. */
function propertyListOf(der: Buffer, { chain, key }: Vendor): string {
  const list = printPropertyList({
    PushCertRequestCSR: der.toString('base64'),
    PushCertCertificateChain: chain,
    PushCertSignature: sign('sha256', der, key).toString('base64'),
  });
  return Buffer.from(list).toString('base64');
}
