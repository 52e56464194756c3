// Host names in options and in requests.
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** RFC 1123, section 2.1; a name that ends in a number is an address, or a bad one. */
const NAME = /^(?=.{1,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)*(?!\d+$)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;

/** A name in canonical form: lower case, ASCII, no dot at the end. Undefined if the text is not a host name. */
export function canonicalHost(text: string): string | undefined {
  // domainToASCII would silently remove other parts of a URL.
  if (/[^\p{L}\p{M}\p{N}.-]/u.test(text)) return undefined;
  const name = domainToASCII(text.replace(/\.$/, ''));
  return NAME.test(name) ? name : undefined;
}

/** Host names in canonical form, each once. The option type refuses texts that are not host names. */
export function interceptedHosts(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => canonicalHost(text) ?? []))];
}

/** A name and a port from text such as `api.example:443` or `[::1]:443`; undefined if the text is something else. */
export function authorityOf(
  text: string,
  usualPort: number,
): { readonly name: string; readonly port: number } | undefined {
  const [, bracketed, bare, digits] = /^(?:\[([\da-f:.]+)\]|([^:[\]@/]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const name = bracketed ?? (bare === undefined ? undefined : isIP(bare) === 0 ? canonicalHost(bare) : bare);
  const port = digits === undefined ? usualPort : Number(digits);
  return name === undefined || port > 65_535 ? undefined : { name, port };
}

/** Whether a Host header is valid. An empty one means that the target has no host (RFC 9112, section 3.2). */
export function isHostField(text: string): boolean {
  return text === '' || (!/[/?#@\\\s]/.test(text) && URL.canParse(`http://${text}`));
}
