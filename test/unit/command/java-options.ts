// The variable for Java programs, and the truststore that it names.
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { javaOptions } from '../../../src/command/java-options.ts';
import { openCertificateAuthority } from '../../../src/http/listen/certificate-authority.ts';
import { javaTruststore } from '../../../src/http/listen/java-truststore.ts';

test('the options name the proxy and the truststore, with quotes where Java would split them', async (t) => {
  const folder = t.testdir({ 'with "both\' kinds': {} });
  const { file: ca } = await openCertificateAuthority(join(folder, 'with "both\' kinds'), []);
  const { JAVA_TOOL_OPTIONS: text = '' } = await javaOptions({ ca, proxy: 'http://[::1]:4010' }, {});
  t.match(text, '-Dhttps.proxyHost=::1 -Dhttps.proxyPort=4010 -Dhttp.nonProxyHosts="localhost|127.*|[::1]"');
  t.match(text, `-Djavax.net.ssl.trustStore="${folder}/with "'"'"both' kinds/ca.jks"`);
  const without = await javaOptions({ ca, proxy: undefined }, {});
  t.notMatch(without.JAVA_TOOL_OPTIONS, 'proxyHost');
});

test('a variable of the user stays, and without a certificate authority there are no options', async (t) => {
  const ca = join(t.testdir({}), 'ca.pem');
  writeFileSync(ca, '');
  t.same(await javaOptions({ ca, proxy: undefined }, { JAVA_TOOL_OPTIONS: '-Xmx1g' }), {});
  t.same(await javaOptions({ ca: undefined, proxy: undefined }, {}), {});
});

test('a truststore has the format of Java', async (t) => {
  const { file } = await openCertificateAuthority(t.testdir({}), []);
  const pem = readFileSync(file, 'utf8');
  const bytes = javaTruststore(pem + pem);
  t.same(
    [0, 4, 8].map((at) => bytes.readUInt32BE(at)),
    [0xfeedfeed, 2, 2],
    'the mark, the version and the number of entries',
  );
  t.equal(bytes.readUInt32BE(12), 2, 'a trusted certificate');
  t.equal(bytes.toString('utf8', 18, 18 + bytes.readUInt16BE(16)), 'standin-0');
  t.ok(bytes.includes(new X509Certificate(pem).raw), 'the certificate');
  const content = bytes.subarray(0, -20);
  const password = Buffer.from([...'changeit'].flatMap((letter) => [0, letter.charCodeAt(0)]));
  const digest = createHash('sha1').update(password).update('Mighty Aphrodite').update(content).digest();
  t.same(bytes.subarray(-20), digest, 'the digest, which Java verifies');
  t.equal(javaTruststore('').readUInt32BE(8), 0);
});
