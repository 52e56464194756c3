// The stand-in for Apple's portal: what it takes, what it issues, what it refuses; and the command that asks it.
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Test, test } from 'tap';
import { EC, joined, newKeys, type Parts, partsOf, RSA, requestOf, selfSigned } from '../fixtures/made-certificates.ts';
import { type Life, openLife } from '../fixtures/tenant-life.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** OpenSSL, where it is there. */
async function openssl(t: Test, ...words: readonly string[]): Promise<string | undefined> {
  try {
    return (await promisify(execFile)('openssl', [...words])).stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    t.comment('there is no openssl here');
    return undefined;
  }
}

async function authorityOf({ get }: Life): Promise<readonly [integration: X509Certificate, root: X509Certificate]> {
  const pem = (await get('/apple/authority')).body;
  const [one = '', other = ''] = pem.split(/(?<=-----END CERTIFICATE-----)\n/);
  return [new X509Certificate(one), new X509Certificate(other)];
}

test('a certificate is issued as Apple issues them: names in their order, eight bytes of serial, a year but a second', async (t) => {
  const life = await openLife(t);
  const { id, pem, ...shown } = await life.issued();
  const certificate = new X509Certificate(pem);
  const [integration, top] = await authorityOf(life);
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
  t.ok(certificate.raw.includes(Buffer.from('060a2a864886f7636406', 'hex')), 'with Apple’s mark of push certificates');
  t.ok(certificate.checkIssued(integration) && certificate.verify(integration.publicKey));
  t.ok(integration.checkIssued(top) && integration.verify(top.publicKey) && top.verify(top.publicKey));
  t.equal(id, (await life.get('/apple/certificates')).json()[0].id);
});

test('OpenSSL takes the chain, and the signing request', async (t) => {
  const life = await openLife(t);
  const { pem } = await life.issued();
  const { PushCertRequestCSR, PushCertCertificateChain } = partsOf(await life.signingRequest());
  const folder = t.testdir({
    'certificate.pem': pem,
    'authority.pem': (await life.get('/apple/authority')).body,
    'chain.pem': PushCertCertificateChain,
    'request.der': Buffer.from(PushCertRequestCSR, 'base64'),
  });
  const at = `${Date.parse('2026-06-01T00:00:00Z') / 1000}`;
  const verified = ['verify', '-attime', at, '-CAfile', `${folder}/authority.pem`, `${folder}/certificate.pem`];
  for (const [words, told] of [
    [verified, /OK/],
    [['verify', '-attime', at, '-CAfile', `${folder}/chain.pem`, `${folder}/chain.pem`], /OK/],
    [
      ['req', '-inform', 'DER', '-in', `${folder}/request.der`, '-noout', '-verify', '-subject'],
      /MDM push certificate/,
    ],
    [['x509', '-in', `${folder}/certificate.pem`, '-noout', '-serial'], /^serial=[0-9A-F]{16}\n$/],
  ] as const) {
    const printed = await openssl(t, ...words);
    if (printed !== undefined) t.match(printed, told, words[0]);
  }
});

test('what is issued is a function of the seed, but for the keys', async (t) => {
  const of = async (seed: number) => {
    const { issued } = await openLife(t, { seed });
    const { pem: _keys, ...rest } = await issued();
    return rest;
  };
  const [one, same, other] = [await of(1), await of(1), await of(2)];
  t.same(one, same);
  t.not(one.topic, other.topic);
});

test('each world has a portal of its own, and none asks who is there', async (t) => {
  const { standin, issued, get } = await openLife(t);
  await issued();
  t.equal((await get('/~other/apple/certificates')).json().length, 0);
  t.equal((await standin.inject('/apple/certificates')).json().length, 1);
  t.equal((await get('/apple/certificates?appleIdentifier=nobody%40contoso.example')).json().length, 0);
  t.equal((await get('/apple/certificates?appleIdentifier=it-department%40contoso.example')).json().length, 1);
});

test('a renewal keeps topic, Apple ID and id, and has a serial, a time and the key of its request', async (t) => {
  const { standin, issued, send, signingRequest, get } = await openLife(t);
  const before = await issued();
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

test('Apple renews for thirty days after the end, and not on the thirty-first', async (t) => {
  const { standin, issued, send, signingRequest } = await openLife(t);
  const { id } = await issued();
  const renew = async () => send('POST', `/apple/certificates/${id}/renew`, { signingRequest: await signingRequest() });
  const { world } = standin.control;
  await world('default').freeze(new Date('2027-04-05T00:00:00Z'));
  const refused = await renew();
  t.equal(refused.statusCode, 400);
  t.match(refused.json(), { code: 'STATE_INVALID', detail: /expired 34 days ago, and is renewed for 30 days only/ });
  await world('default').freeze(new Date('2027-03-25T00:00:00Z'));
  t.equal((await renew()).statusCode, 200);
});

test('the portal knows the certificate that a scenario begins with, and renews it', async (t) => {
  for (const scenario of ['configured', 'expiring', 'in-grace', 'upload-failed']) {
    const { get, read, send, signingRequest } = await openLife(t, { scenario });
    const { topicIdentifier, certificateSerialNumber, appleIdentifier } = await read();
    const [known] = (await get('/apple/certificates')).json();
    t.match(known, { topic: topicIdentifier, serial: certificateSerialNumber, appleIdentifier, pem: null }, scenario);
    const file = await get(`/apple/certificates/${known.id}/certificate`);
    t.match(file.json(), { status: 404, detail: /was not issued here/ });
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

/** Signing requests that were tampered with, or are none; with the rule that they break and what is said. */
type Tampered = (parts: Parts, original: string) => string | Promise<string>;

const xml = (inner: string, before = '') =>
  Buffer.from(`${before}<plist version="1.0">${inner}</plist>`).toString('base64');
const LAUGHS = `<!DOCTYPE plist [<!ENTITY a "ha">${'bcdefghij'.replace(/./g, (name, at: number) => `<!ENTITY ${name} "${`&${'abcdefghij'[at]};`.repeat(10)}">`)}]>`;

const REFUSED: readonly [title: string, tampered: Tampered, rule: string, said: RegExp][] = [
  ['no base64', () => 'not base64!', 'base64', /must be base64/],
  ['base64 of noise', () => Buffer.from('\0\xff\xfenoise').toString('base64'), 'plist', /property list in XML/],
  ['a signing request without its envelope', (parts) => parts.PushCertRequestCSR, 'plist', /property list in XML/],
  ['a property list of an array', () => xml('<array/>'), 'plist', /one dictionary of texts/],
  ['nested lists without end', () => xml('<array>'.repeat(4000)), 'plist', /one dictionary of texts/],
  ['a property list in another form', () => Buffer.from('bplist00').toString('base64'), 'plist', /in XML/],
  [
    'an external entity',
    () =>
      xml(
        '<dict><key>a</key><string>&x;</string></dict>',
        '<!DOCTYPE plist [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
      ),
    'plist',
    /one dictionary of texts/,
  ],
  [
    'a billion laughs',
    () => xml('<dict><key>a</key><string>&j;</string></dict>', LAUGHS),
    'plist',
    /one dictionary of texts/,
  ],
  [
    'an entity that nobody declares',
    () => xml('<dict><key>a</key><string>&lol;</string></dict>'),
    'plist',
    /one dictionary/,
  ],
  [
    'white space and nothing else, seventy thousand times',
    () => Buffer.from(' '.repeat(70_000)).toString('base64'),
    'plist',
    /one dictionary/,
  ],
  [
    'a reference to a character that XML forbids',
    () => xml('<dict><key>a</key><string>&#1;</string></dict>'),
    'plist',
    /one dictionary/,
  ],
  ['an empty dictionary', () => xml('<dict></dict>'), 'required', /lacks PushCertRequestCSR/],
  ['no request in it', ({ PushCertRequestCSR: _, ...rest }) => joined(rest), 'required', /lacks PushCertRequestCSR/],
  [
    'no chain in it',
    ({ PushCertCertificateChain: _, ...rest }) => joined(rest),
    'required',
    /lacks PushCertCertificateChain/,
  ],
  ['no signature in it', ({ PushCertSignature: _, ...rest }) => joined(rest), 'required', /lacks PushCertSignature/],
  [
    'a member named __proto__',
    () => xml('<dict><key>__proto__</key><string>x</string></dict>'),
    'required',
    /lacks PushCertRequestCSR/,
  ],
  [
    'a request in no base64',
    (parts) => joined({ ...parts, PushCertRequestCSR: '%%%' }),
    'base64',
    /PushCertRequestCSR is no base64/,
  ],
  [
    'a request that is noise',
    (parts) => joined({ ...parts, PushCertRequestCSR: 'AAAA' }),
    'pkcs10',
    /no certificate signing request/,
  ],
  [
    'half a request',
    (parts) => joined({ ...parts, PushCertRequestCSR: parts.PushCertRequestCSR.slice(0, 400) }),
    'pkcs10',
    /no certificate signing request/,
  ],
  [
    'a request that its key did not sign',
    (parts) => joined({ ...parts, PushCertRequestCSR: flipped(parts.PushCertRequestCSR, -5) }),
    'signature',
    /not signed by its own key/,
  ],
  [
    'a key of an elliptic curve',
    async (parts) => joined({ ...parts, PushCertRequestCSR: (await requestOf(EC)).toString('base64') }),
    'key',
    /whose key is (?:ECDSA|EC)/,
  ],
  [
    'a key of 1024 bits',
    async (parts) =>
      joined({ ...parts, PushCertRequestCSR: (await requestOf({ ...RSA, modulusLength: 1024 })).toString('base64') }),
    'key',
    /RSA with 1024 bits/,
  ],
  [
    'a key of 512 bits',
    async (parts) =>
      joined({ ...parts, PushCertRequestCSR: (await requestOf({ ...RSA, modulusLength: 512 })).toString('base64') }),
    'key',
    /RSA with 512 bits/,
  ],
  [
    'another request than the vendor signed',
    async (parts) => joined({ ...parts, PushCertRequestCSR: (await requestOf(RSA)).toString('base64') }),
    'signature',
    /vendor, the first of PushCertCertificateChain, did not make/,
  ],
  [
    'a signature that is noise',
    (parts) => joined({ ...parts, PushCertSignature: 'AAAA' }),
    'signature',
    /did not make/,
  ],
  [
    'a signature in no base64',
    (parts) => joined({ ...parts, PushCertSignature: '***' }),
    'base64',
    /PushCertSignature that is no base64/,
  ],
  [
    'a chain without certificates',
    (parts) => joined({ ...parts, PushCertCertificateChain: 'none' }),
    'chain',
    /without certificates/,
  ],
  [
    'a chain of noise',
    (parts) =>
      joined({ ...parts, PushCertCertificateChain: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }),
    'chain',
    /no certificate/,
  ],
  [
    'a chain that does not hang together',
    (parts) => joined({ ...parts, PushCertCertificateChain: withoutSecond(parts.PushCertCertificateChain) }),
    'chain',
    /not issued by the next/,
  ],
  [
    'a chain of many',
    (parts) => joined({ ...parts, PushCertCertificateChain: parts.PushCertCertificateChain.repeat(4) }),
    'chain',
    /more than 10/,
  ],
];

function flipped(base64: string, at: number): string {
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

test('what is no signing request is refused, naming the rule, and nothing is issued', async (t) => {
  const { signingRequest, send, get } = await openLife(t);
  const original = await signingRequest();
  const parts = partsOf(original);
  for (const [title, tampered, rule, said] of REFUSED) {
    const body = { appleIdentifier: 'it@contoso.example', signingRequest: await tampered(parts, original) };
    const refused = await send('POST', '/apple/certificates', body);
    t.equal(refused.statusCode, 400, title);
    t.match(
      refused.json(),
      { code: 'BODY_INVALID', errors: [{ pointer: '/signingRequest', rule, message: said }] },
      title,
    );
    t.notMatch(refused.body, /root:|node_modules/, title);
  }
  t.same((await get('/apple/certificates')).json(), []);
  t.equal(
    (await send('POST', '/apple/certificates', { appleIdentifier: 'a', signingRequest: original })).statusCode,
    201,
  );
});

test('a signing request of a megabyte is refused by its length', async (t) => {
  const { send } = await openLife(t);
  const refused = await send('POST', '/apple/certificates', {
    appleIdentifier: 'a',
    signingRequest: 'A'.repeat(1_000_000),
  });
  t.equal(refused.statusCode, 400);
  t.match(refused.json().errors, [{ pointer: '/signingRequest', rule: 'maxLength' }]);
});

test('a vendor that a user plays is taken, and so is a request of another process', async (t) => {
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
    (await send('POST', '/apple/certificates', { appleIdentifier: 'a', signingRequest: joined(parts) })).statusCode,
    201,
  );
  t.equal((await get('/apple/certificates')).json().length, 1);
});

test('a clock beyond what a certificate can tell is refused', async (t) => {
  const { standin, send, signingRequest } = await openLife(t);
  await standin.control.world('default').freeze(new Date('9999-06-01T00:00:00Z'));
  const refused = await send('POST', '/apple/certificates', {
    appleIdentifier: 'a',
    signingRequest: await signingRequest(),
  });
  t.equal(refused.statusCode, 400);
  t.match(refused.json().detail, /tells the year 9999/);
});

test('standin apple sign brings the certificate, renews it, and says what went wrong', async (t) => {
  const life = await openLife(t);
  const url = await life.standin.listen();
  const folder = t.testdir({ 'request.txt': await life.signingRequest() });
  writeFileSync(`${folder}/request.json`, JSON.stringify({ value: await life.signingRequest() }));
  const sign = async (...words: readonly string[]) => {
    const run = promisify(execFile)(process.execPath, ['scripts/ts.mjs', 'src/cli.ts', 'apple', 'sign', ...words], {
      cwd: root,
    });
    return run.then(
      ({ stdout, stderr }) => ({ code: 0, text: stdout || stderr }),
      ({ code, stderr }) => ({ code, text: String(stderr) }),
    );
  };
  const file = `${folder}/certificate.pem`;
  const signed = await sign(`${folder}/request.json`, '--apple-id', 'it@contoso.example', '--url', url, '--out', file);
  const first = new X509Certificate(readFileSync(file));
  const { topic, notAfter } = (await life.get('/apple/certificates')).json()[0];
  t.same(signed, { code: 0, text: `${file} written: topic ${topic}, until ${notAfter}\n` });
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
  for (const [words, said] of [
    [[`${folder}/request.txt`, '--url', url], /SIGNING_FAILED[\s\S]*--apple-id/],
    [[`${folder}/nothing`, '--apple-id', 'a', '--url', url], /there is no such file/],
    [['x', '--apple-id', 'a', '--renew', 'b'], /--apple-id and --renew exclude each other.*\[OPTION_INVALID\]/],
    [
      [`${folder}/request.txt`, '--renew', 'nofile', '--url', url],
      new RegExp(`nofile is neither a file nor the id of a certificate.*\\n {2}.*the portal has ${known.id}`),
    ],
    [
      [`${folder}/request.txt`, '--apple-id', 'a', '--url', `${url}/v1.0`],
      /has no such portal: it answers 404 .*\n {2}Give the URL of a standin/,
    ],
    [
      [`${folder}/request.txt`, '--apple-id', '', '--url', url],
      /answers 400: .*\n {2}Give another Apple ID by --apple-id/,
    ],
    [[file, '--apple-id', 'a', '--url', url], /The portal answers 400: The member 'signingRequest' must be base64/],
    [[`${folder}/request.txt`, '--renew', `${folder}/request.txt`, '--url', url], /holds no certificate with a topic/],
  ] as const) {
    const failed = await sign(...words);
    t.equal(failed.code, 1);
    t.match(failed.text, said);
    t.notMatch(failed.text, /\n\s+at /, 'no stack');
  }
});

test('the recipes of docs/certificate.md run as they are pasted', async (t) => {
  const page = readFileSync(`${root}docs/certificate.md`, 'utf8');
  const blocks = (language: string) =>
    [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, text]) => text as string);
  const { standin, read } = await openLife(t, { scenario: 'not-configured' });
  const url = await standin.listen();
  const folder = t.testdir({});
  const command = `${process.execPath} ${root}scripts/ts.mjs ${root}src/cli.ts`;
  const pasted = async (recipe: string) => {
    const here = recipe
      .replace('npx standin apple sign', `${command} apple sign --url ${url}`)
      .replaceAll('http://127.0.0.1:4010', url)
      .replace('openssl verify', 'openssl version && openssl verify');
    return (await promisify(execFile)('sh', ['-c', here], { cwd: folder })).stdout;
  };
  const [, download, sign, upload, advance, renew, again, verify] = blocks('sh') as string[] & { length: 8 };
  for (const recipe of [download, sign, upload, advance]) await pasted(recipe as string);
  const before = await read();
  t.match(before, { expirationDateTime: '2027-03-01T10:20:29Z', appleIdentifier: 'it-department@contoso.example' });
  await pasted(renew as string);
  const answer = JSON.parse(await pasted(again as string));
  t.match(answer, { topicIdentifier: before.topicIdentifier, expirationDateTime: '2028-02-01T10:20:29Z' });
  if ((await openssl(t, 'version')) !== undefined) t.match(await pasted(verify as string), /certificate\.pem: OK/);
  const [recipe = ''] = blocks('js');
  writeFileSync(`${folder}/alert.mjs`, recipe);
  await promisify(execFile)(process.execPath, [`${folder}/alert.mjs`]);
  t.pass('and the alert does what it says');
});
