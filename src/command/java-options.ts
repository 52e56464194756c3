// The options for Java programs: the proxy, and a truststore with the certificate authority of this server. Java reads no other
// variable for these.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { javaTruststore, TRUSTSTORE_PASSWORD } from '../http/listen/java-truststore.ts';

/**
 * The variable JAVA_TOOL_OPTIONS. Empty if the user has set it, or if there is nothing to trust.
 * @param ca the file of the authority's certificate; the truststore is written next to it
 * @param proxy the URL of the proxy, if requests go through one
 */
export async function javaOptions(
  { ca, proxy }: { readonly ca: string | undefined; readonly proxy: string | undefined },
  { JAVA_TOOL_OPTIONS: own }: NodeJS.ProcessEnv = process.env,
): Promise<NodeJS.ProcessEnv> {
  if (own || ca === undefined) return {};
  const file = join(dirname(ca), 'ca.jks');
  await writeFile(file, javaTruststore(await readFile(ca, 'utf8')));
  const properties: readonly (readonly [string, string])[] = [
    ...(proxy === undefined ? [] : proxyProperties(new URL(proxy))),
    ['javax.net.ssl.trustStore', file],
    ['javax.net.ssl.trustStoreType', 'JKS'],
    ['javax.net.ssl.trustStorePassword', TRUSTSTORE_PASSWORD],
  ];
  return { JAVA_TOOL_OPTIONS: properties.map(([name, value]) => `-D${name}=${quoted(value)}`).join(' ') };
}

function proxyProperties({ hostname, port }: URL): readonly (readonly [string, string])[] {
  return [
    ['https.proxyHost', hostname.replace(/^\[|\]$/g, '')],
    ['https.proxyPort', port],
    // Java's property for both schemes.
    ['http.nonProxyHosts', 'localhost|127.*|[::1]'],
  ];
}

/** Java splits the variable at spaces. Quotes of both kinds protect them, and nothing escapes a quote. */
function quoted(value: string): string {
  if (/^[\w./:-]+$/.test(value)) return value;
  return value
    .split('"')
    .map((part) => `"${part}"`)
    .join(`'"'`);
}
