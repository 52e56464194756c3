// The XML writer, and the JUnit reports and property lists that it prints.
import { parse } from 'plist';
import { test } from 'tap';
import { bodyXml } from '../../src/contract/wire/xml.ts';
import { printPropertyList, readPropertyList } from '../../src/microsoft-graph/property-list.ts';
import { junitOf } from '../../src/report/junit.ts';
import { printXml, type XmlElement, type XmlLayout, xmlNameOf } from '../../src/xml.ts';
import { elementsOf, readXml } from '../fixtures/xml.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
/** Characters that XML 1.0 does not allow, not even as a reference. */
const FORBIDDEN = ['\0', '\u0001', '\u001b', '\u{FFFE}', '\u{FFFF}', '\u{D800}', '\u{DFFF}'];

test('elements, attributes and texts are printed as XML 1.0', async (t) => {
  const nested = { name: 'a', children: [{ name: 'b', children: ['x'] }, { name: 'c' }] };
  for (const [title, root, expected, layout = {}] of [
    ['an element without content', { name: 'a' }, '<a/>'],
    ['an empty text', { name: 'a', children: [''] }, '<a></a>'],
    ['a text with markup', { name: 'a', children: ['<b> & "c" ]]>'] }, '<a>&lt;b&gt; &amp; "c" ]]&gt;</a>'],
    ['line ends in a text', { name: 'a', children: ['\t\n\r'] }, '<a>\t\n&#13;</a>'],
    ['an attribute', { name: 'a', attributes: { b: '<&">', c: undefined } }, '<a b="&lt;&amp;&quot;&gt;"/>'],
    ['white space in an attribute', { name: 'a', attributes: { b: '\t\n\r ' } }, '<a b="&#9;&#10;&#13; "/>'],
    ['a character of two code units', { name: 'a', children: ['\u{1F600}'] }, '<a>\u{1F600}</a>'],
    ['children on one line', nested, '<a><b>x</b><c/></a>'],
    ['children on separate lines', nested, '<a>\n  <b>x</b>\n  <c/>\n</a>\n', { indent: true }],
    ['a document type', { name: 'a' }, '<!DOCTYPE a>\n<a/>', { doctype: '<!DOCTYPE a>' }],
  ] as readonly (readonly [string, XmlElement, string, XmlLayout?])[]) {
    t.equal(printXml(root, layout), `${HEAD}${expected}`, title);
  }
});

test('a character that XML forbids becomes the replacement character', async (t) => {
  for (const character of FORBIDDEN) {
    const text = `a${character}b`;
    t.equal(
      printXml({ name: 'x', attributes: { y: text }, children: [text] }),
      `${HEAD}<x y="a\u{FFFD}b">a\u{FFFD}b</x>`,
      JSON.stringify(character),
    );
  }
});

test('a name has only the characters that XML allows in one', async (t) => {
  for (const [text, name] of [
    ['a', 'a'],
    ['p:größe.1-x_y', 'p:größe.1-x_y'],
    ['a b<\u0001>', 'a_b___'],
    ['1a', '_1a'],
    ['-a', '_-a'],
    ['', '_'],
    ['\u{1F600}', '\u{1F600}'],
  ] as const) {
    t.equal(xmlNameOf(text), name, JSON.stringify(text));
  }
});

test('a body as XML is well-formed whatever the document and the state contain', async (t) => {
  const schema = {
    properties: { a: { type: 'string', xml: { name: 'a b<' } }, b: { type: 'string', xml: { attribute: true } } },
  };
  const value = { a: '', b: FORBIDDEN.join('-') };
  const root = readXml(bodyXml({}, schema, { name: 'root', value }));
  const expected = FORBIDDEN.map(() => '\u{FFFD}').join('-');
  t.equal(root.attributes.b, expected);
  t.same(elementsOf(root, 'a_b_').length, 1);
});

test('a JUnit report is well-formed whatever a client sends', async (t) => {
  const violation = {
    operation: undefined,
    direction: 'request',
    request: `GET /${FORBIDDEN.join('-')}<&">`,
    pointer: '',
    rule: 'path',
    message: 'the document declares no such path',
    count: 1,
    firstExchange: 'e1',
    world: 'default',
    mount: '',
    location: {},
    frame: '',
    fix: `Send ${FORBIDDEN.join('-')} to another path.`,
    value: undefined,
    test: undefined,
    in: 'path',
    evidence: { method: 'GET', url: `/${FORBIDDEN.join('-')}<&">`, status: 404 },
  } as const;
  const document = {
    mount: '',
    title: 'Pets & <others>',
    version: '1',
    file: undefined,
    operations: [{ operation: 'listPets', count: 0 }],
  };
  const report = { tests: [], documents: [document], violations: [violation], unchecked: [] };
  const root = readXml(junitOf(report as unknown as Parameters<typeof junitOf>[0]));
  t.same(root.attributes, { tests: '2', failures: '1', errors: '0', skipped: '1' });
  t.same(
    elementsOf(root, 'testsuite').map(({ attributes }) => attributes.name),
    [document.title],
  );
  const [failure] = elementsOf(root, 'failure');
  t.match(failure?.attributes.message, `GET /${FORBIDDEN.map(() => '\u{FFFD}').join('-')}<&">`);
});

test('another parser reads our property lists, and so does ours', async (t) => {
  const texts = { one: 'a\n<&>"\'', two: '', three: '\u{1F600}' };
  const printed = printPropertyList(texts);
  t.same(parse(printed), texts);
  t.same(Object.fromEntries(readPropertyList(printed) ?? []), texts);
});

test('only a dictionary of texts is read from a property list', async (t) => {
  const list = (inner: string, head = '') => `${head}<plist version="1.0"><dict>${inner}</dict></plist>`;
  const entry = (text: string) => list(`<key>a</key><string>${text}</string>`);
  for (const [xml, expected] of [
    [entry('b'), 'b'],
    [entry('&lt;&gt;&amp;&quot;&apos;&#65;&#x42;'), '<>&"\'AB'],
    [entry('b\r\nc\rd'), 'b\nc\nd'],
    [entry('&#1;'), undefined],
    [entry('&#xD800;'), undefined],
    [entry('&#x110000;'), undefined],
    [entry('\u0001'), undefined],
    [entry('&b;'), undefined],
    [entry('<![CDATA[b]]>'), undefined],
    [list('<key>a</key><integer>1</integer>'), undefined],
    [list('<key>a</key><string>b</string>', '<!DOCTYPE plist [<!ENTITY b "c">]>'), undefined],
  ] as const) {
    t.equal(readPropertyList(xml)?.get('a'), expected, xml);
  }
});
