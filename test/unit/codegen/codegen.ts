// Generated code is the same each time, and its types refuse properties that the document does not have.
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import ts from 'typescript';
import { generate } from '../../../src/codegen/generate.ts';
import { builtInFile } from '../../fixtures/documents.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The diagnostics of a source file in src, next to the generated types. */
function diagnosticsOf(source: string): string[] {
  const name = `${root}src/probe.ts`;
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (file, language) =>
    file === name ? ts.createSourceFile(name, source, language) : read(file, language);
  host.fileExists = (file) => file === name || ts.sys.fileExists(file);
  const program = ts.createProgram([name], options, host);
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(name))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

test('printing twice gives the same text, with document, SHA-256 and command in the header', async (t) => {
  const [first, second] = [await generate(fileURLToPath(builtInFile)), await generate(fileURLToPath(builtInFile))];
  t.same(first, second);
  t.same(
    first.map(({ name }) => name),
    ['document.d.ts', 'contract.ts', 'validators.ts'],
  );
  for (const { name, text } of first) {
    t.match(
      text,
      /^\/\/ Printed by `npm run generate` from openapi\.yaml .*\n\/\/ sha-256 of the document: [0-9a-f]{64}\n/,
      name,
    );
  }
  t.notMatch(first[2]?.text, /require\(/, 'an ES module requires nothing');
  const printed = await generate(fileURLToPath(new URL('../../fixtures/documents/small-3.0.yaml', import.meta.url)));
  t.match(printed[2]?.text, /^import imported0 from "ajv/m, 'formats and lengths of Ajv are imported');
});

test('a misspelt, removed or read-only property does not compile; a declared one does', async (t) => {
  const certificate =
    "import type { components } from './generated/document.js';\ntype Certificate = components['schemas']['applePushNotificationCertificate'];\n";
  const handlers =
    "import type { Handlers } from './behaviours/handlers.ts';\nimport type { operations } from './generated/document.js';\n";
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ['a declared property', `${certificate}export const read = (c: Certificate) => c.topicIdentifier;`, undefined],
    [
      'a misspelt one',
      `${certificate}export const read = (c: Certificate) => c.topicIdentifer;`,
      "'topicIdentifer' does not exist",
    ],
    [
      'one that was removed',
      `${certificate}export const read = (c: Certificate) => c.thumbprint;`,
      "'thumbprint' does not exist",
    ],
    [
      'a read-only one, written',
      `${certificate}export const write = (c: Certificate) => { c.id = 'x'; };`,
      'read-only',
    ],
    [
      'a handler',
      `${handlers}export const h: Handlers<operations> = { getApplePushNotificationCertificate: ({ next }) => next() };`,
      undefined,
    ],
    [
      'a handler of no operation',
      `${handlers}export const h: Handlers<operations> = { getCertificate: ({ next }) => next() };`,
      "'getCertificate' does not exist",
    ],
    [
      'a handler that reads a misspelt property',
      `${handlers}export const h: Handlers<operations> = { updateApplePushNotificationCertificate: ({ body, next }) => { body.certficate; return next(); } };`,
      "'certficate' does not exist",
    ],
    [
      'a handler that returns an undeclared body',
      `${handlers}export const h: Handlers<operations> = { downloadApplePushNotificationCertificateSigningRequest: () => ({ status: 200, body: { text: 'x' } }) };`,
      'not assignable',
    ],
  ];
  for (const [title, source, diagnostic] of cases) {
    const diagnostics = diagnosticsOf(source);
    if (diagnostic === undefined) t.same(diagnostics, [], title);
    else
      t.ok(
        diagnostics.some((text) => text.includes(diagnostic)),
        `${title}: ${diagnostics.join('; ')}`,
      );
  }
});
