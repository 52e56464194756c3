// How the text of an upload is parsed: as a certificate, as invalid PEM, or as any other text.
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { test } from 'tap';
import { parseCertificate } from '../../../../src/microsoft-graph/certificate/parse.ts';
import { type CertificateOptions, EC, newKeys, selfSigned } from '../../../fixtures/made-certificates.ts';

const TOPIC = 'com.apple.mgmt.External.11111111-2222-4333-8444-555555555555';

test('a certificate is found in every encoding', async (t) => {
  const certificate = await selfSigned();
  const other = await selfSigned({ serial: '6dbbd018b25c7f76', keys: await newKeys() });
  const pem = certificate.toString('pem');
  const base64 = Buffer.from(certificate.rawData).toString('base64');
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
  for (const [title, text] of [
    ['PEM', pem],
    ['PEM with CRLF', pem.replaceAll('\n', '\r\n')],
    ['PEM without line ends inside', `-----BEGIN CERTIFICATE-----${base64}-----END CERTIFICATE-----`],
    ['PEM after other text', `Bag Attributes\n  friendlyName: Müller\n${pem}\nand on`],
    ['the first of several', `${pem}\n${other.toString('pem')}`],
    ['after a private key', `${key}\n${pem}`],
    ['with its older label', pem.replaceAll('CERTIFICATE', 'X509 CERTIFICATE')],
    ['base64 of DER', base64],
    ['base64 of DER, in lines', `${base64.replace(/(.{64})/g, '$1\n')}\n`],
  ] as const) {
    const parsed = parseCertificate(text);
    t.equal(parsed.kind, 'certificate', title);
    if (parsed.kind !== 'certificate') continue;
    const { topic, serial, notAfter, publicKey } = parsed.certificate;
    t.same([topic, serial, notAfter.toISOString()], [TOPIC, '0B7002EFEA6BA6D0', '2027-01-01T00:00:00.000Z'], title);
    t.equal(publicKey, Buffer.from(certificate.publicKey.rawData).toString('base64'), title);
  }
});

test('PEM without a valid certificate is invalid, and the message says why', async (t) => {
  const certificate = await selfSigned();
  const pem = certificate.toString('pem');
  const wrapped = (bytes: Buffer, label = 'CERTIFICATE') =>
    `-----BEGIN ${label}-----\n${bytes.toString('base64')}\n-----END ${label}-----`;
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = Buffer.from(certificate.rawData);
  for (const [title, text, message] of [
    ['a private key', privateKey.export({ type: 'pkcs8', format: 'pem' }), /^contains PRIVATE KEY but no CERTIFICATE$/],
    ['a public key', publicKey.export({ type: 'spki', format: 'pem' }), /^contains PUBLIC KEY but no CERTIFICATE$/],
    ['a signing request', wrapped(der, 'CERTIFICATE REQUEST'), /^contains CERTIFICATE REQUEST but no CERTIFICATE$/],
    ['no base64', '-----BEGIN CERTIFICATE-----\nnot base64 at all!\n-----END CERTIFICATE-----', /with invalid base64/],
    ['nothing', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----', /with invalid base64/],
    ['no end', pem.replace('-----END CERTIFICATE-----', ''), /without an END line/],
    ['half of it', wrapped(der.subarray(0, 300)), /not a valid X\.509 certificate/],
    ['more bytes after it', wrapped(Buffer.concat([der, Buffer.from('more')])), /not a valid X\.509 certificate/],
    [
      'noise',
      wrapped(Buffer.from(Array.from({ length: 999 }, (_, index) => (index * 37) % 256))),
      /not a valid X\.509 certificate/,
    ],
    ['a label without end', '-----BEGIN CERTIFICATE\n', /^contains a PEM header but no CERTIFICATE$/],
  ] as const) {
    const parsed = parseCertificate(String(text));
    t.equal(parsed.kind, 'invalid', title);
    if (parsed.kind === 'invalid') t.match(parsed.message, message, title);
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
    t.same(parseCertificate(text), { kind: 'text' }, JSON.stringify(text));
  }
});

test('serial numbers have two digits for each byte, with leading zeros', async (t) => {
  for (const [serial, expected] of [
    ['0b7002efea6ba6d0', '0B7002EFEA6BA6D0'],
    ['6dbbd018b25c7f76', '6DBBD018B25C7F76'],
    ['01', '01'],
    ['0f00', '0F00'],
  ] as const) {
    const parsed = parseCertificate((await selfSigned({ serial })).toString('pem'));
    t.equal(parsed.kind === 'certificate' && parsed.certificate.serial, expected, serial);
  }
});

test('certificates of every kind are parsed', async (t) => {
  const kinds: readonly [string, CertificateOptions, string | undefined][] = [
    ['without a UID', { topic: undefined }, undefined],
    ['with an elliptic curve', { algorithm: EC }, TOPIC],
    ['valid until the last year', { notAfter: '9999-12-31T23:59:59Z' }, TOPIC],
    ['with a line end in its UID', { topic: 'a\nUID=com.apple.mgmt.fake' }, 'a\nUID=com.apple.mgmt.fake'],
  ];
  for (const [title, options, topic] of kinds) {
    const pem = (await selfSigned(options)).toString('pem');
    const parsed = parseCertificate(pem);
    t.equal(parsed.kind, 'certificate', title);
    if (parsed.kind !== 'certificate') continue;
    t.equal(parsed.certificate.topic, topic, title);
    t.equal(parsed.certificate.notAfter.getTime(), Date.parse(new X509Certificate(pem).validTo), title);
  }
});

test('a megabyte of PEM headers is parsed without delay', { timeout: 10_000 }, async (t) => {
  for (const text of [
    '-----BEGIN CERTIFICATE-----'.repeat(37_000),
    '-----BEGIN X-----\n'.repeat(50_000),
    '-----BEGIN '.repeat(90_000),
    `-----BEGIN CERTIFICATE-----${'A'.repeat(1_000_000)}-----END CERTIFICATE-----`,
  ]) {
    t.equal(parseCertificate(text).kind, 'invalid');
  }
  t.equal(parseCertificate('M'.repeat(1_000_000)).kind, 'text');
});
