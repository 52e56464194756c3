// A document from its file to a contract: read, parse, bundle, lift, check, compile. Whatever is wrong with it is a
// SetupError that names the place.
import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SetupError } from '../errors/setup.ts';
import type { Json, JsonObject } from '../json/value.ts';
import { type Bundle, bundle, type Source } from './bundle.ts';
import { check } from './check.ts';
import { compilerOf } from './compile.ts';
import { type Contract, contractOf } from './contract.ts';
import { inheritedNames } from './inherited.ts';
import { lift } from './lift.ts';
import { operationsOf } from './operations.ts';
import { parseText } from './parse.ts';

/**
 * Loads a document, with all files that it refers to.
 * @param file a path to YAML or JSON
 * @throws SetupError DOCUMENT_… or REFERENCE_…
 */
export async function loadContract(file: string): Promise<Contract> {
  const root = await readSource(file);
  return compileContract(await bundle(root, dirname(root.file), readSource));
}

/** A contract from a document that is a value already. References may point only into the document itself. */
export async function contractFromValue(document: JsonObject): Promise<Contract> {
  const text = JSON.stringify(document, null, 2);
  const source = { file: 'the given document', text, value: JSON.parse(text) as Json };
  return compileContract(await bundle(source, source.file, readSource));
}

function compileContract(bundled: Bundle): Contract {
  const { document, sources } = bundled;
  lift(document);
  const warnings = check(bundled);
  const hash = createHash('sha256');
  for (const { text } of sources) hash.update(text);
  const inherited = inheritedNames(document);
  return contractOf({
    sha256: hash.digest('hex'),
    document,
    operations: operationsOf(document),
    warnings,
    inherited,
    compiled: compilerOf(document, { inherited }).compile,
  });
}

async function readSource(file: string): Promise<Source> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new SetupError({
      code: 'DOCUMENT_UNREADABLE',
      what: `The document cannot be read: ${(cause as Error).message}`,
      advice: 'Give the path of an OpenAPI document in YAML or JSON that this user may read',
      file,
      cause,
    });
  }
  return { file: await realpath(file), text, value: parseText(text, file) };
}
