// The CA on disk: it is created once and kept, gets a new certificate if it needs one, and never replaces the files of another
// CA. And the names that it can certify.
import { X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { test } from 'tap';
import { dataFolder, openCertificateAuthority } from '../../../src/http/listen/certificate-authority.ts';
import { certificatePem, keyPem, makeAuthority, makeKeys } from '../../../src/http/listen/certificates.ts';
import { nameConstraints, permittedIn, subtreeOf } from '../../../src/http/listen/name-constraints.ts';

/** Windows has access lists instead of modes. */
const HAS_MODES = process.platform !== 'win32';
const YEAR = 365 * 86_400_000;
const at = (folder: string) => new X509Certificate(readFileSync(join(folder, 'ca.pem')));

test('a CA is made once, closed to others, and opened again as it is', async (t) => {
  const folder = join(t.testdir({}), 'not', 'there');
  const first = await openCertificateAuthority(folder, []);
  t.equal(first.file, join(folder, 'ca.pem'));
  t.same(readdirSync(folder).sort(), ['ca-key.pem', 'ca.pem'], 'nothing else is left');
  if (HAS_MODES) t.equal(statSync(folder).mode & 0o777, 0o700);
  if (HAS_MODES) t.equal(statSync(join(folder, 'ca-key.pem')).mode & 0o777, 0o600);
  const { fingerprint256, ca, subject, validTo } = at(folder);
  t.ok(ca);
  t.match(subject, /^CN=standin CA [0-9a-f]{8}$/i);
  t.ok(Date.parse(validTo) > Date.now() + 9 * YEAR);
  chmodSync(join(folder, 'ca-key.pem'), 0o644);
  await openCertificateAuthority(folder, ['alice.localhost', '127.0.0.9']);
  t.equal(at(folder).fingerprint256, fingerprint256);
  if (HAS_MODES) t.equal(statSync(join(folder, 'ca-key.pem')).mode & 0o777, 0o600, 'an opened key is closed again');
});

test('a certificate names its hosts, is signed by the CA and lives for no more than 397 days', async (t) => {
  const folder = t.testdir({});
  const authority = await openCertificateAuthority(folder, ['api.example', '192.0.2.7']);
  const { cert, key } = await authority.certify(['localhost', '*.localhost', '127.0.0.1', '::1', 'api.example']);
  const leaf = new X509Certificate(cert);
  t.equal(
    leaf.subjectAltName,
    'DNS:localhost, DNS:*.localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:api.example',
  );
  t.ok(leaf.verify(at(folder).publicKey) && leaf.checkIssued(at(folder)));
  t.notOk(leaf.ca);
  t.same(leaf.keyUsage, ['1.3.6.1.5.5.7.3.1'], 'it is for servers');
  t.match(key, 'PRIVATE KEY');
  t.ok(Date.parse(leaf.validFrom) < Date.now());
  t.ok(Date.parse(leaf.validTo) - Date.parse(leaf.validFrom) <= 397 * 86_400_000);
});

test('for a new host the CA gets a new certificate with its old key and name', async (t) => {
  const folder = t.testdir({});
  await openCertificateAuthority(folder, ['one.example']);
  const before = at(folder);
  const { cert } = await (await openCertificateAuthority(folder, ['two.example'])).certify([
    'one.example',
    'two.example',
  ]);
  const after = at(folder);
  t.not(after.fingerprint256, before.fingerprint256);
  t.equal(after.subject, before.subject);
  t.ok(new X509Certificate(cert).checkIssued(before), 'who trusts the old one trusts what is signed now');
  await openCertificateAuthority(folder, ['one.example']);
  t.equal(at(folder).fingerprint256, after.fingerprint256, 'and it still vouches for the first host');
});

test('a CA that ends within a year gets a new certificate', async (t) => {
  for (const [title, ago] of [
    ['one that has ended', 12 * YEAR],
    ['one that is about to', 9.5 * YEAR],
  ] as const) {
    const keys = await makeKeys();
    const old = await makeAuthority(keys, [subtreeOf('localhost')], new Date(Date.now() - ago));
    const pem = certificatePem(old.certificate);
    const folder = t.testdir({ 'ca.pem': pem, 'ca-key.pem': await keyPem(keys) });
    await openCertificateAuthority(folder, []);
    t.ok(Date.parse(at(folder).validTo) > Date.now() + 9 * YEAR, title);
    t.equal(at(folder).subject, new X509Certificate(pem).subject, title);
  }
});

test('a key whose certificate was removed gets another one', async (t) => {
  const folder = t.testdir({});
  await openCertificateAuthority(folder, []);
  const before = at(folder);
  rmSync(join(folder, 'ca.pem'));
  await openCertificateAuthority(folder, []);
  t.equal(at(folder).subject, before.subject);
});

test('what is no CA of this kind is refused, and left as it is', async (t) => {
  const [keys, others] = await Promise.all([makeKeys(), makeKeys()]);
  const [key, otherKey] = await Promise.all([keyPem(keys), keyPem(others)]);
  const pem = certificatePem((await makeAuthority(keys, [subtreeOf('localhost')], new Date())).certificate);
  const foreign = (await (await openCertificateAuthority(t.testdir({}), [])).certify(['localhost'])).cert;
  for (const [title, files, what] of [
    ['a certificate alone', { 'ca.pem': pem }, /ca\.pem exists, but ca-key\.pem does not/],
    ['an invalid key', { 'ca.pem': pem, 'ca-key.pem': 'x' }, /ca-key\.pem contains no EC key/],
    ['an invalid certificate', { 'ca.pem': 'x', 'ca-key.pem': key }, /ca\.pem contains no certificate/],
    ['an empty certificate', { 'ca.pem': '', 'ca-key.pem': key }, /ca\.pem contains no certificate/],
    ['no pair', { 'ca.pem': pem, 'ca-key.pem': otherKey }, /do not belong together/],
    ['another’s certificate', { 'ca.pem': foreign, 'ca-key.pem': key }, /ca\.pem was not created by standin/],
  ] as const) {
    const folder = t.testdir(files);
    await t.rejects(openCertificateAuthority(folder, []), { code: 'TLS_UNAVAILABLE', message: what }, title);
    for (const [name, text] of Object.entries(files)) t.equal(readFileSync(join(folder, name), 'utf8'), text, title);
  }
  const folder = join(t.testdir({ file: '' }), 'file', 'below');
  await t.rejects(openCertificateAuthority(folder, []), { code: 'TLS_UNAVAILABLE', message: /--tls-dir/ }, 'no folder');
  await t.rejects(openCertificateAuthority('', []), { code: 'TLS_UNAVAILABLE', message: /an empty name/ });
});

test('servers that start at once share one CA, which vouches for the hosts of all of them', async (t) => {
  const folder = join(t.testdir({}), 'shared');
  const hosts = ['a.example', 'b.example', 'c.example', 'd.example'];
  const authorities = await Promise.all(hosts.map((host) => openCertificateAuthority(folder, [host])));
  const ca = at(folder);
  for (const authority of authorities) {
    const { cert } = await authority.certify(['localhost']);
    t.ok(new X509Certificate(cert).verify(ca.publicKey));
  }
  await openCertificateAuthority(folder, hosts);
  t.equal(at(folder).fingerprint256, ca.fingerprint256, 'there is nothing to add');
});

test('a lock that was left behind is taken away', async (t) => {
  const folder = t.testdir({ lock: t.fixture('file', '') });
  utimesSync(join(folder, 'lock'), new Date(0), new Date(0));
  await openCertificateAuthority(folder, []);
  t.ok(existsSync(join(folder, 'ca.pem')));
});

test('the folder is where the system keeps the data of its users', async (t) => {
  for (const [platform, env, wanted] of [
    ['linux', {}, '/home/ada/.local/share/standin'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/standin'],
    ['darwin', { XDG_DATA_HOME: '/data' }, '/home/ada/Library/Application Support/standin'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/standin'],
    ['win32', {}, '/home/ada/AppData/Local/standin'],
  ] as const) {
    t.equal(dataFolder({ platform, env }, '/home/ada'), normalize(wanted), `${platform} ${JSON.stringify(env)}`);
  }
});

test('name constraints are written as RFC 5280 has them, and read again', async (t) => {
  const long = Array.from({ length: 12 }, (_, index) => `host-${index}.some-domain.example`);
  for (const [name, subtree] of [
    ['localhost', '82096c6f63616c686f7374'],
    ['127.0.0.0/8', '87087f000000ff000000'],
    ['192.0.2.7', '8708c0000207ffffffff'],
    ['::1', `8720${'0'.repeat(31)}1${'f'.repeat(32)}`],
    ['fe80::1:2', `8720fe80${'0'.repeat(20)}00010002${'f'.repeat(32)}`],
    ['::ffff:192.0.2.7', `8720${'0'.repeat(20)}ffffc0000207${'f'.repeat(32)}`],
  ] as const) {
    t.equal(subtreeOf(name), subtree, name);
  }
  const small = ['localhost', '127.0.0.0/8', '::1'].map(subtreeOf);
  t.equal(
    Buffer.from(nameConstraints(small)).toString('hex'),
    `303fa03d300b82096c6f63616c686f7374300a87087f000000ff00000030228720${'0'.repeat(31)}1${'f'.repeat(32)}`,
  );
  t.match(Buffer.from(nameConstraints([subtreeOf('x'.repeat(140))])).toString('hex'), /^308195a0819230818f82818c7878/);
  t.equal(nameConstraints(long.map(subtreeOf)).byteLength, 370, 'a length of two bytes');
  for (const names of [['localhost'], ['localhost', '::1', '10.0.0.0/8'], long]) {
    const subtrees = names.map(subtreeOf);
    t.same(permittedIn(new Uint8Array(nameConstraints(subtrees))), subtrees, names.join(' '));
  }
  for (const value of ['', '30', '3000', '3002a000', '3002a100', '3003020101', 'a003020101']) {
    t.same(permittedIn(Buffer.from(value, 'hex')), [], `nothing in ${value || 'nothing'}`);
  }
});
