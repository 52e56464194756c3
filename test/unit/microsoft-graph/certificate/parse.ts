// What an upload's text is taken for: a certificate, one that was to be one, or a text.
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { test } from 'tap';
import { readCertificate } from '../../../../src/microsoft-graph/certificate/parse.ts';
import { EC, newKeys, selfSigned, type Wanted } from '../../../fixtures/made-certificates.ts';

const TOPIC = 'com.apple.mgmt.External.11111111-2222-4333-8444-555555555555';

test('a certificate is found however it is wrapped', async (t) => {
  const made = await selfSigned();
  const other = await selfSigned({ serial: '6dbbd018b25c7f76', keys: await newKeys() });
  const pem = made.toString('pem');
  const base64 = Buffer.from(made.rawData).toString('base64');
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
  for (const [title, text] of [
    ['PEM', pem],
    ['PEM with CRLF', pem.replaceAll('\n', '\r\n')],
    ['PEM without line ends inside', `-----BEGIN CERTIFICATE-----${base64}-----END CERTIFICATE-----`],
    ['PEM behind other text', `Bag Attributes\n  friendlyName: Müller\n${pem}\nand on`],
    ['the first of several', `${pem}\n${other.toString('pem')}`],
    ['behind a private key', `${key}\n${pem}`],
    ['under its older label', pem.replaceAll('CERTIFICATE', 'X509 CERTIFICATE')],
    ['base64 of DER', base64],
    ['base64 of DER, in lines', `${base64.replace(/(.{64})/g, '$1\n')}\n`],
  ] as const) {
    const read = readCertificate(text);
    t.equal(read.kind, 'certificate', title);
    if (read.kind !== 'certificate') continue;
    const { topic, serial, notAfter, publicKey } = read.certificate;
    t.same([topic, serial, notAfter.toISOString()], [TOPIC, '0B7002EFEA6BA6D0', '2027-01-01T00:00:00.000Z'], title);
    t.equal(publicKey, Buffer.from(made.publicKey.rawData).toString('base64'), title);
  }
});

test('armour around something else is broken, and says what is wrong', async (t) => {
  const made = await selfSigned();
  const pem = made.toString('pem');
  const wrapped = (bytes: Buffer, label = 'CERTIFICATE') =>
    `-----BEGIN ${label}-----\n${bytes.toString('base64')}\n-----END ${label}-----`;
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = Buffer.from(made.rawData);
  for (const [title, text, message] of [
    ['a private key', privateKey.export({ type: 'pkcs8', format: 'pem' }), /^holds PRIVATE KEY and no CERTIFICATE$/],
    ['a public key', publicKey.export({ type: 'spki', format: 'pem' }), /^holds PUBLIC KEY and no CERTIFICATE$/],
    ['a signing request', wrapped(der, 'CERTIFICATE REQUEST'), /^holds CERTIFICATE REQUEST and no CERTIFICATE$/],
    ['no base64', '-----BEGIN CERTIFICATE-----\nnot base64 at all!\n-----END CERTIFICATE-----', /base64 is broken/],
    ['nothing', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----', /base64 is broken/],
    ['no end', pem.replace('-----END CERTIFICATE-----', ''), /no end/],
    ['half of it', wrapped(der.subarray(0, 300)), /no X\.509 certificate/],
    ['bytes behind it', wrapped(Buffer.concat([der, Buffer.from('more')])), /no X\.509 certificate/],
    ['noise', wrapped(Buffer.from(Array.from({ length: 999 }, (_, index) => (index * 37) % 256))), /no X\.509 cert/],
    ['a label without end', '-----BEGIN CERTIFICATE\n', /^holds PEM armour and no CERTIFICATE$/],
  ] as const) {
    const read = readCertificate(String(text));
    t.equal(read.kind, 'broken', title);
    if (read.kind === 'broken') t.match(read.message, message, title);
  }
});

test('any other text is a text', async (t) => {
  for (const text of [
    '',
    'Certificate value',
    'AAAA',
    'MIIB',
    Buffer.from('hello').toString('base64'),
    '\0',
    'MIIBIjANBg=',
  ]) {
    t.same(readCertificate(text), { kind: 'text' }, JSON.stringify(text));
  }
});

test('serials have as many digits as their bytes, leading zeros with them', async (t) => {
  for (const [serial, told] of [
    ['0b7002efea6ba6d0', '0B7002EFEA6BA6D0'],
    ['6dbbd018b25c7f76', '6DBBD018B25C7F76'],
    ['01', '01'],
    ['0f00', '0F00'],
  ] as const) {
    const read = readCertificate((await selfSigned({ serial })).toString('pem'));
    t.equal(read.kind === 'certificate' && read.certificate.serial, told, serial);
  }
});

test('certificates of every kind are read as far as they tell something', async (t) => {
  const kinds: readonly [string, Wanted, string | undefined][] = [
    ['without a UID', { topic: undefined }, undefined],
    ['with an elliptic curve', { algorithm: EC }, TOPIC],
    ['valid to the end of all years', { notAfter: '9999-12-31T23:59:59Z' }, TOPIC],
    ['with a line end in its UID', { topic: 'a\nUID=com.apple.mgmt.fake' }, 'a\nUID=com.apple.mgmt.fake'],
  ];
  for (const [title, wanted, topic] of kinds) {
    const pem = (await selfSigned(wanted)).toString('pem');
    const read = readCertificate(pem);
    t.equal(read.kind, 'certificate', title);
    if (read.kind !== 'certificate') continue;
    t.equal(read.certificate.topic, topic, title);
    t.equal(read.certificate.notAfter.getTime(), Date.parse(new X509Certificate(pem).validTo), title);
  }
});

test('a megabyte of armour that leads nowhere is read without delay', { timeout: 10_000 }, async (t) => {
  for (const text of [
    '-----BEGIN CERTIFICATE-----'.repeat(37_000),
    '-----BEGIN X-----\n'.repeat(50_000),
    '-----BEGIN '.repeat(90_000),
    `-----BEGIN CERTIFICATE-----${'A'.repeat(1_000_000)}-----END CERTIFICATE-----`,
  ]) {
    t.equal(readCertificate(text).kind, 'broken');
  }
  t.equal(readCertificate('M'.repeat(1_000_000)).kind, 'text');
});
