// The names and addresses that always mean this machine (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3).
import { isIP } from 'node:net';

/** @param host a name or an address without a port; an IPv6 address can be in brackets, as in a URL */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1') return true;
  // A socket that listens on IPv6 shows IPv4 addresses in this form.
  const address = name.replace(/^::ffff:/, '');
  return isIP(address) === 4 && address.startsWith('127.');
}
