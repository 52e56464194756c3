// The name constraints of a CA (RFC 5280, section 4.2.1.10): the hosts that its certificates can name. Only permitted
// subtrees are written and read, and they are compared by their bytes.
import { isIP } from 'node:net';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_nameConstraints,
  NameConstraints,
} from '@peculiar/asn1-x509';

/** The object identifier of the extension. */
export const NAME_CONSTRAINTS = id_ce_nameConstraints;

/** A permitted name and all below it, or a network: its GeneralName in DER, as hexadecimal digits. */
export type Subtree = string;

/** @param text a host name such as `localhost`, an address, or a network such as `127.0.0.0/8` */
export function subtreeOf(text: string): Subtree {
  const [address = '', length] = text.split('/');
  const version = isIP(address);
  if (version === 0) return hexOf(new GeneralName({ dNSName: text }));
  const bits = length ?? (version === 4 ? 32 : 128);
  return hexOf(new GeneralName({ iPAddress: `${withoutDots(address)}/${bits}` }));
}

/** The value of the extension. */
export function nameConstraints(permitted: readonly Subtree[]): ArrayBuffer {
  const subtrees = permitted.map(
    (subtree) => new GeneralSubtree({ base: AsnConvert.parse(Buffer.from(subtree, 'hex'), GeneralName) }),
  );
  return AsnConvert.serialize(new NameConstraints({ permittedSubtrees: new GeneralSubtrees(subtrees) }));
}

/** What an extension with this value permits. A value that is not valid permits nothing. */
export function permittedIn(value: Uint8Array): readonly Subtree[] {
  let constraints: NameConstraints;
  try {
    constraints = AsnConvert.parse(value, NameConstraints);
  } catch {
    return [];
  }
  return Array.from(constraints.permittedSubtrees ?? [], ({ base }) => hexOf(base));
}

function hexOf(name: GeneralName): Subtree {
  return Buffer.from(AsnConvert.serialize(name)).toString('hex');
}

/** An IPv6 address in groups only: the encoder rejects one that ends with an IPv4 address. */
function withoutDots(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
}
