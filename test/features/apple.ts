// The mock of Apple's portal: what it accepts, issues and refuses; and the command `standin apple sign`.
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Test, test } from 'tap';
import { COMMAND_LINE, runCommand } from '../fixtures/command.ts';
import {
  EC,
  joinParts,
  newKeys,
  type Parts,
  partsOf,
  RSA,
  requestOf,
  selfSigned,
} from '../fixtures/made-certificates.ts';
import { type Life, openLife } from '../fixtures/tenant-life.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs OpenSSL. undefined if it is not installed. */
async function openssl(t: Test, ...words: readonly string[]): Promise<string | undefined> {
  try {
    return (await promisify(execFile)('openssl', [...words])).stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    t.comment('openssl is not installed');
    return undefined;
  }
}

async function authorityCertificates({
  get,
}: Life): Promise<readonly [integration: X509Certificate, root: X509Certificate]> {
  const pem = (await get('/apple/authority')).body;
  const [one = '', other = ''] = pem.split(/(?<=-----END CERTIFICATE-----)\n/);
  return [new X509Certificate(one), new X509Certificate(other)];
}

test('the portal issues certificates like Apple: names in the same order, eight bytes of serial number, one year minus one second', async (t) => {
  const life = await openLife(t);
  const { id, pem, ...shown } = await life.issue();
  const certificate = new X509Certificate(pem);
  const [integration, top] = await authorityCertificates(life);
  const [guid = ''] = /[0-9a-f-]{36}$/.exec(shown.topic) ?? [];
  t.equal(certificate.subject, `UID=com.apple.mgmt.External.${guid}\nCN=APSP:${guid}\nC=US`);
  t.equal(
    certificate.issuer,
    'CN=Apple Application Integration 2 Certification Authority\nOU=Apple Certification Authority\nO=Apple Inc.\nC=US',
  );
  t.match(certificate.serialNumber, /^[0-9A-F]{16}$/);
  t.match(shown, {
    serial: certificate.serialNumber,
    notBefore: '2026-03-01T10:20:30Z',
    notAfter: '2027-03-01T10:20:29Z',
  });
  t.equal(Date.parse(certificate.validTo), Date.parse('2027-03-01T10:20:29Z'));
  t.same(certificate.keyUsage, ['1.3.6.1.5.5.7.3.2'], 'for clients');
  t.ok(
    certificate.raw.includes(Buffer.from('060a2a864886f7636406', 'hex')),
    'with Apple’s extension for push certificates',
  );
  t.ok(certificate.checkIssued(integration) && certificate.verify(integration.publicKey));
  t.ok(integration.checkIssued(top) && integration.verify(top.publicKey) && top.verify(top.publicKey));
  t.equal(id, (await life.get('/apple/certificates')).json()[0].id);
});

test('OpenSSL accepts the chain and the signing request', async (t) => {
  const life = await openLife(t);
  const { pem } = await life.issue();
  const { PushCertRequestCSR, PushCertCertificateChain } = partsOf(await life.signingRequest());
  const folder = t.testdir({
    'certificate.pem': pem,
    'authority.pem': (await life.get('/apple/authority')).body,
    'chain.pem': PushCertCertificateChain,
    'request.der': Buffer.from(PushCertRequestCSR, 'base64'),
  });
  const at = `${Date.parse('2026-06-01T00:00:00Z') / 1000}`;
  const verified = ['verify', '-attime', at, '-CAfile', `${folder}/authority.pem`, `${folder}/certificate.pem`];
  for (const [words, expected] of [
    [verified, /OK/],
    [['verify', '-attime', at, '-CAfile', `${folder}/chain.pem`, `${folder}/chain.pem`], /OK/],
    [
      ['req', '-inform', 'DER', '-in', `${folder}/request.der`, '-noout', '-verify', '-subject'],
      /MDM push certificate/,
    ],
    [['x509', '-in', `${folder}/certificate.pem`, '-noout', '-serial'], /^serial=[0-9A-F]{16}\n$/],
  ] as const) {
    const printed = await openssl(t, ...words);
    if (printed !== undefined) t.match(printed, expected, words[0]);
  }
});

test('certificates depend only on the seed, except for their keys', async (t) => {
  const of = async (seed: number) => {
    const { issue } = await openLife(t, { seed });
    const { pem: _keys, ...rest } = await issue();
    return rest;
  };
  const [one, same, other] = [await of(1), await of(1), await of(2)];
  t.same(one, same);
  t.not(one.topic, other.topic);
});

test('each world has its own portal, and none needs credentials', async (t) => {
  const { standin, issue, get } = await openLife(t);
  await issue();
  t.equal((await get('/~other/apple/certificates')).json().length, 0);
  t.equal((await standin.inject('/apple/certificates')).json().length, 1);
  t.equal((await get('/apple/certificates?appleIdentifier=nobody%40contoso.example')).json().length, 0);
  t.equal((await get('/apple/certificates?appleIdentifier=it-department%40contoso.example')).json().length, 1);
});

test('a renewal keeps topic, Apple ID and id, and has a new serial number, new validity and the key of its request', async (t) => {
  const { standin, issue, send, signingRequest, get } = await openLife(t);
  const before = await issue();
  await standin.control.world('default').advance('P11M');
  const url = `/apple/certificates/${before.id}`;
  const after = (await send('POST', `${url}/renew`, { signingRequest: await signingRequest() })).json();
  t.match(after, { id: before.id, topic: before.topic, appleIdentifier: 'it-department@contoso.example' });
  t.not(after.serial, new X509Certificate(before.pem).serialNumber);
  t.equal(after.notBefore, '2027-02-01T10:20:30Z');
  t.same((await get(url)).json(), after);
  const file = await get(`${url}/certificate`);
  t.equal(file.headers['content-type'], 'application/x-pem-file');
  t.equal(file.body, after.pem);
});

test('the portal renews a certificate up to thirty days after its end', async (t) => {
  const { standin, issue, send, signingRequest } = await openLife(t);
  const { id } = await issue();
  const renew = async () => send('POST', `/apple/certificates/${id}/renew`, { signingRequest: await signingRequest() });
  const { world } = standin.control;
  await world('default').freeze(new Date('2027-04-05T00:00:00Z'));
  const refused = await renew();
  t.equal(refused.statusCode, 400);
  t.match(refused.json(), {
    code: 'STATE_INVALID',
    detail: /expired 34 days ago\. It can be renewed for 30 days only\. Create another one\./,
  });
  await world('default').freeze(new Date('2027-03-25T00:00:00Z'));
  t.equal((await renew()).statusCode, 200);
});

test('the portal knows the certificate of an initial scenario and renews it', async (t) => {
  for (const scenario of ['configured', 'expiring', 'in-grace', 'upload-failed']) {
    const { get, read, send, signingRequest } = await openLife(t, { scenario });
    const { topicIdentifier, certificateSerialNumber, appleIdentifier } = await read();
    const [known] = (await get('/apple/certificates')).json();
    t.match(known, { topic: topicIdentifier, serial: certificateSerialNumber, appleIdentifier, pem: null }, scenario);
    const file = await get(`/apple/certificates/${known.id}/certificate`);
    t.match(file.json(), { status: 404, detail: /is part of the initial scenario and has no file\. Renew it first\./ });
    const renewed = await send('POST', `/apple/certificates/${known.id}/renew`, {
      signingRequest: await signingRequest(),
    });
    t.equal(renewed.json().topic, topicIdentifier, scenario);
  }
  const { get, send, signingRequest } = await openLife(t, { scenario: 'expired' });
  const [known] = (await get('/apple/certificates')).json();
  const late = await send('POST', `/apple/certificates/${known.id}/renew`, { signingRequest: await signingRequest() });
  t.equal(late.statusCode, 400);
});

/** Invalid signing requests, each with its rule and the message of the refusal. */
type Tampered = (parts: Parts, original: string) => string | Promise<string>;

const xml = (inner: string, before = '') =>
  Buffer.from(`${before}<plist version="1.0">${inner}</plist>`).toString('base64');
const LAUGHS = `<!DOCTYPE plist [<!ENTITY a "ha">${'bcdefghij'.replace(/./g, (name, at: number) => `<!ENTITY ${name} "${`&${'abcdefghij'[at]};`.repeat(10)}">`)}]>`;

const REFUSED: readonly [title: string, tampered: Tampered, rule: string, message: RegExp][] = [
  ['text that is not base64', () => 'not base64!', 'base64', /must be base64/],
  ['base64 of noise', () => Buffer.from('\0\xff\xfenoise').toString('base64'), 'plist', /XML property list/],
  ['a signing request without its envelope', (parts) => parts.PushCertRequestCSR, 'plist', /XML property list/],
  ['a property list of an array', () => xml('<array/>'), 'plist', /one dictionary of strings/],
  ['thousands of nested arrays', () => xml('<array>'.repeat(4000)), 'plist', /one dictionary of strings/],
  ['a property list in another form', () => Buffer.from('bplist00').toString('base64'), 'plist', /XML property list/],
  [
    'an external entity',
    () =>
      xml(
        '<dict><key>a</key><string>&x;</string></dict>',
        '<!DOCTYPE plist [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
      ),
    'plist',
    /one dictionary of strings/,
  ],
  [
    'a billion laughs',
    () => xml('<dict><key>a</key><string>&j;</string></dict>', LAUGHS),
    'plist',
    /one dictionary of strings/,
  ],
  ['an undeclared entity', () => xml('<dict><key>a</key><string>&lol;</string></dict>'), 'plist', /one dictionary/],
  ['seventy thousand spaces', () => Buffer.from(' '.repeat(70_000)).toString('base64'), 'plist', /one dictionary/],
  ['an empty dictionary', () => xml('<dict></dict>'), 'required', /has no PushCertRequestCSR/],
  [
    'no request in it',
    ({ PushCertRequestCSR: _, ...rest }) => joinParts(rest),
    'required',
    /has no PushCertRequestCSR/,
  ],
  [
    'no chain in it',
    ({ PushCertCertificateChain: _, ...rest }) => joinParts(rest),
    'required',
    /has no PushCertCertificateChain/,
  ],
  [
    'no signature in it',
    ({ PushCertSignature: _, ...rest }) => joinParts(rest),
    'required',
    /has no PushCertSignature/,
  ],
  [
    'a key named __proto__',
    () => xml('<dict><key>__proto__</key><string>x</string></dict>'),
    'required',
    /has no PushCertRequestCSR/,
  ],
  [
    'a reference to a character that XML forbids',
    () => xml('<dict><key>a</key><string>&#1;</string></dict>'),
    'plist',
    /one dictionary/,
  ],
  [
    'a request that is not base64',
    (parts) => joinParts({ ...parts, PushCertRequestCSR: '%%%' }),
    'base64',
    /PushCertRequestCSR that is not base64/,
  ],
  [
    'a request that is noise',
    (parts) => joinParts({ ...parts, PushCertRequestCSR: 'AAAA' }),
    'pkcs10',
    /not a certificate signing request/,
  ],
  [
    'half a request',
    (parts) => joinParts({ ...parts, PushCertRequestCSR: parts.PushCertRequestCSR.slice(0, 400) }),
    'pkcs10',
    /not a certificate signing request/,
  ],
  [
    'a request that is not signed with its key',
    (parts) => joinParts({ ...parts, PushCertRequestCSR: flipBit(parts.PushCertRequestCSR, -5) }),
    'signature',
    /not signed with its own key/,
  ],
  [
    'a key of an elliptic curve',
    async (parts) => joinParts({ ...parts, PushCertRequestCSR: (await requestOf(EC)).toString('base64') }),
    'key',
    /with a key of (?:ECDSA|EC)/,
  ],
  [
    'a key of 1024 bits',
    async (parts) =>
      joinParts({
        ...parts,
        PushCertRequestCSR: (await requestOf({ ...RSA, modulusLength: 1024 })).toString('base64'),
      }),
    'key',
    /RSA with 1024 bits/,
  ],
  [
    'a key of 512 bits',
    async (parts) =>
      joinParts({ ...parts, PushCertRequestCSR: (await requestOf({ ...RSA, modulusLength: 512 })).toString('base64') }),
    'key',
    /RSA with 512 bits/,
  ],
  [
    'another request than the one that the vendor signed',
    async (parts) => joinParts({ ...parts, PushCertRequestCSR: (await requestOf(RSA)).toString('base64') }),
    'signature',
    /not the signature of PushCertRequestCSR .* by the vendor, who is the first of PushCertCertificateChain/,
  ],
  [
    'a signature that is noise',
    (parts) => joinParts({ ...parts, PushCertSignature: 'AAAA' }),
    'signature',
    /not the signature of PushCertRequestCSR/,
  ],
  [
    'a signature that is not base64',
    (parts) => joinParts({ ...parts, PushCertSignature: '***' }),
    'base64',
    /PushCertSignature that is not base64/,
  ],
  [
    'a chain without certificates',
    (parts) => joinParts({ ...parts, PushCertCertificateChain: 'none' }),
    'chain',
    /without PEM certificates/,
  ],
  [
    'a chain of noise',
    (parts) =>
      joinParts({ ...parts, PushCertCertificateChain: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }),
    'chain',
    /not a certificate/,
  ],
  [
    'a chain with a missing certificate',
    (parts) => joinParts({ ...parts, PushCertCertificateChain: withoutSecond(parts.PushCertCertificateChain) }),
    'chain',
    /not issued by the next/,
  ],
  [
    'a chain of many',
    (parts) => joinParts({ ...parts, PushCertCertificateChain: parts.PushCertCertificateChain.repeat(4) }),
    'chain',
    /more than 10/,
  ],
];

function flipBit(base64: string, at: number): string {
  const bytes = Buffer.from(base64, 'base64');
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] as number) ^ 1;
  return bytes.toString('base64');
}

function withoutSecond(chain: string): string {
  return chain
    .split(/(?<=-----END CERTIFICATE-----)\n/)
    .filter((_, index) => index !== 1)
    .join('\n');
}

test('an invalid signing request is refused with its rule, and no certificate is issued', async (t) => {
  const { signingRequest, send, get } = await openLife(t);
  const original = await signingRequest();
  const parts = partsOf(original);
  for (const [title, tampered, rule, message] of REFUSED) {
    const body = { appleIdentifier: 'it@contoso.example', signingRequest: await tampered(parts, original) };
    const refused = await send('POST', '/apple/certificates', body);
    t.equal(refused.statusCode, 400, title);
    t.match(refused.json(), { code: 'BODY_INVALID', errors: [{ pointer: '/signingRequest', rule, message }] }, title);
    t.notMatch(refused.body, /root:|node_modules/, title);
  }
  t.same((await get('/apple/certificates')).json(), []);
  t.equal(
    (await send('POST', '/apple/certificates', { appleIdentifier: 'a', signingRequest: original })).statusCode,
    201,
  );
});

test('a signing request of a megabyte is refused because of its length', async (t) => {
  const { send } = await openLife(t);
  const refused = await send('POST', '/apple/certificates', {
    appleIdentifier: 'a',
    signingRequest: 'A'.repeat(1_000_000),
  });
  t.equal(refused.statusCode, 400);
  t.match(refused.json().errors, [{ pointer: '/signingRequest', rule: 'maxLength' }]);
});

test('the certificate of any vendor is accepted', async (t) => {
  const { get, send, signingRequest } = await openLife(t);
  const { PushCertCertificateChain: chain } = partsOf(await signingRequest());
  const keys = await newKeys();
  const request = await requestOf(RSA, keys);
  const own = (await selfSigned({ keys })).toString('pem');
  const signature = Buffer.from(await crypto.subtle.sign('RSASSA-PKCS1-v1_5', keys.privateKey, request));
  const parts = {
    PushCertRequestCSR: request.toString('base64'),
    PushCertCertificateChain: own,
    PushCertSignature: signature.toString('base64'),
  };
  t.not(own, chain);
  t.equal(
    (await send('POST', '/apple/certificates', { appleIdentifier: 'a', signingRequest: joinParts(parts) })).statusCode,
    201,
  );
  t.equal((await get('/apple/certificates')).json().length, 1);
});

test('no certificate is issued if the world’s clock is in the year 9999', async (t) => {
  const { standin, send, signingRequest } = await openLife(t);
  await standin.control.world('default').freeze(new Date('9999-06-01T00:00:00Z'));
  const refused = await send('POST', '/apple/certificates', {
    appleIdentifier: 'a',
    signingRequest: await signingRequest(),
  });
  t.equal(refused.statusCode, 400);
  t.match(refused.json().detail, /is in the year 9999/);
});

test('standin apple sign writes the certificate, renews it, and explains errors', async (t) => {
  const life = await openLife(t);
  const url = await life.standin.listen();
  const folder = t.testdir({ 'request.txt': await life.signingRequest() });
  writeFileSync(`${folder}/request.json`, JSON.stringify({ value: await life.signingRequest() }));
  const sign = async (...words: readonly string[]) => {
    const { code, stdout, stderr } = await runCommand('apple', 'sign', ...words);
    return { code, text: stdout || stderr };
  };
  const file = `${folder}/certificate.pem`;
  const signed = await sign(`${folder}/request.json`, '--apple-id', 'it@contoso.example', '--url', url, '--out', file);
  const first = new X509Certificate(readFileSync(file));
  const { topic, notAfter } = (await life.get('/apple/certificates')).json()[0];
  t.same(signed, { code: 0, text: `Certificate written to ${file}: topic ${topic}, valid until ${notAfter}\n` });
  const [known] = (await life.get('/apple/certificates')).json();
  t.match(known, { appleIdentifier: 'it@contoso.example', serial: first.serialNumber });
  for (const renew of [file, known.id]) {
    const again = new X509Certificate((await sign(`${folder}/request.txt`, '--renew', renew, '--url', url)).text);
    t.equal(again.subject, first.subject);
    t.not(again.serialNumber, first.serialNumber);
  }
  const world = await sign(`${folder}/request.txt`, '--apple-id', 'a', '--url', `${url}/~other/`, '--out', file);
  t.equal(world.code, 0);
  t.equal((await life.get('/~other/apple/certificates')).json().length, 1);
  for (const [words, message] of [
    [[`${folder}/request.txt`, '--url', url], /needs an Apple ID \[SIGNING_FAILED\]\n {2}Add --apple-id/],
    [[`${folder}/nothing`, '--apple-id', 'a', '--url', url], /the file does not exist/],
    [['x', '--apple-id', 'a', '--renew', 'b'], /--apple-id and --renew cannot be used together.*\[OPTION_INVALID\]/],
    [
      [`${folder}/request.txt`, '--renew', 'nofile', '--url', url],
      new RegExp(`nofile is not a file and not the id of a certificate.*\\n {2}.*The portal has ${known.id}`),
    ],
    [
      [`${folder}/request.txt`, '--apple-id', 'a', '--url', `${url}/v1.0`],
      /has no portal: it responds with 404 .*\n {2}Set --url to a standin server/,
    ],
    [
      [`${folder}/request.txt`, '--apple-id', '', '--url', url],
      /responds with 400: .*\n {2}Use another Apple ID with --apple-id/,
    ],
    [
      [file, '--apple-id', 'a', '--url', url],
      /The portal responds with 400: The (?:member|property) 'signingRequest' must be base64/,
    ],
    [
      [`${folder}/request.txt`, '--renew', `${folder}/request.txt`, '--url', url],
      /contains no certificate with a topic/,
    ],
    [
      [file, '--apple-id', 'a', '--url', url],
      /The portal responds with 400: The property 'signingRequest' must be base64/,
    ],
    [
      [`${folder}/request.txt`, '--renew', `${folder}/request.txt`, '--url', url],
      /contains no certificate with a topic/,
    ],
  ] as const) {
    const failed = await sign(...words);
    t.equal(failed.code, /OPTION_INVALID/.test(failed.text) ? 2 : 1);
    t.match(failed.text, message);
    t.notMatch(failed.text, /\n\s+at /, 'without a stack');
  }
});

/** The code blocks of a page of docs/microsoft-graph, in order. */
function blocksOf(page: string, language: string): readonly string[] {
  const text = readFileSync(`${root}docs/microsoft-graph/${page}`, 'utf8');
  const blocks = text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'));
  return [...blocks].map(([, block]) => block as string);
}

/** Runs recipes as they are pasted, in a folder of the test. Only the port and the path of the command differ. */
function pasteInto(folder: string, url: string): (recipe: string) => Promise<string> {
  return async (recipe) => {
    const pasted = recipe
      .replaceAll('npx standin apple sign', `${COMMAND_LINE} apple sign --url ${url}`)
      .replaceAll('npx standin token', `${COMMAND_LINE} token --url ${url}`)
      .replaceAll('http://127.0.0.1:4010', url);
    return (await promisify(execFile)('sh', ['-ec', pasted], { cwd: folder })).stdout;
  };
}

test('the recipes of docs/microsoft-graph/certificate.md run as they are pasted', async (t) => {
  const { standin, read } = await openLife(t, { scenario: 'not-configured' });
  const folder = t.testdir({});
  const paste = pasteInto(folder, await standin.listen());
  const [, download, sign, upload, advance, renew, again, verify] = blocksOf('certificate.md', 'sh');
  for (const recipe of [download, sign, upload, advance]) await paste(recipe as string);
  const before = await read();
  t.match(before, { expirationDateTime: '2027-03-01T10:20:29Z', appleIdentifier: 'it-department@contoso.example' });
  await paste(renew as string);
  const renewed = JSON.parse(await paste(again as string));
  t.match(renewed, { topicIdentifier: before.topicIdentifier, expirationDateTime: '2028-02-01T10:20:29Z' });
  if ((await openssl(t, 'version')) !== undefined) t.match(await paste(verify as string), /certificate\.pem: OK/);
  const [alert = ''] = blocksOf('certificate.md', 'js');
  writeFileSync(`${folder}/alert.mjs`, alert);
  await promisify(execFile)(process.execPath, [`${folder}/alert.mjs`]);
  t.pass('and the alert works');
});

test('the recipes of docs/microsoft-graph/README.md run as they are pasted', async (t) => {
  const { standin, read, get } = await openLife(t, { scenario: 'configured' });
  const paste = pasteInto(t.testdir({}), await standin.listen());
  const before = await read();
  const [start, readCertificate, renew, advance, , , throttle] = blocksOf('README.md', 'sh');
  t.equal(start, 'npx standin --scenario configured\n');
  t.same(JSON.parse(await paste(readCertificate as string)), before);
  const renewed = JSON.parse(await paste(renew as string));
  t.match(renewed, { topicIdentifier: before.topicIdentifier, expirationDateTime: '2027-03-01T10:20:29Z' });
  t.not(renewed.certificateSerialNumber, before.certificateSerialNumber);
  await paste(advance as string);
  t.match(await standin.control.world('default').clock(), { now: /^2027-02-01/ });
  await paste(throttle as string);
  t.equal((await get('/v1.0/deviceManagement/applePushNotificationCertificate')).statusCode, 429);
});

test('the recipes of docs/microsoft-graph/identity.md and odata.md run as they are pasted', async (t) => {
  const { standin } = await openLife(t, { settings: { auth: 'strict' } });
  const paste = pasteInto(t.testdir({}), await standin.listen());
  const [, withToken = '', tokenRequest = ''] = blocksOf('identity.md', 'sh');
  t.match(JSON.parse(await paste(withToken)), { appleIdentifier: String });
  const { access_token: token } = JSON.parse(await paste(tokenRequest));
  const [batch = '', metadata = ''] = blocksOf('odata.md', 'sh');
  const { responses } = JSON.parse(await paste(batch.replace('Bearer test', `Bearer ${token}`)));
  t.match(responses, [{ status: 200 }, { status: 200, body: { appleIdentifier: 'it@contoso.example' } }]);
  t.match(await paste(metadata), /<EntityType Name="applePushNotificationCertificate"/);
});
