// A document from its file to a contract: read, parse, bundle, lift, check, compile. Whatever is wrong with it is a
// SetupError that names the place.
import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { type Place, SetupError } from '../errors/setup-error.ts';
import type { Json, JsonObject } from '../json/value.ts';
import { hasNamedReferences, rewriteNamedReferences } from './anchors.ts';
import { type Bundle, bundle, placeOf, type SourceText } from './bundle.ts';
import { check } from './check.ts';
import { type Compiler, compilerOf } from './compile.ts';
import { type Contract, contractOf } from './contract.ts';
import { isRemote } from './location.ts';
import { operationsOf } from './operations.ts';
import { parseText } from './parse.ts';
import { canHavePrototypeNames, prototypeNamesIn } from './prototype-names.ts';
import type { Warning } from './warnings.ts';

export interface LoadOptions {
  /** Whether a `$ref` may leave the folder of the document, or reach another host; not unless it is said. */
  readonly remoteRefs?: boolean | undefined;
  /** Whether a PATCH in plain JSON is asked for all that its schema requires. */
  readonly fullPatch?: boolean | undefined;
  /** Overlays to apply before anything else is read, paths or URLs, in order. */
  readonly overlays?: readonly string[] | undefined;
  /** Is told what comes next, since large documents take their time. */
  readonly onStep?: ((step: LoadStep) => void) | undefined;
}

/** The name of a document that lies in no file. */
const INLINE_DOCUMENT = 'the given document';

export type LoadStep = 'joining files' | 'checking' | 'reading operations';

/**
 * Loads a document, with all files that it refers to.
 * @param location a path to YAML or JSON, or an http or https URL
 * @throws SetupError DOCUMENT_… or REFERENCE_…
 */
export async function loadContract(location: string, options: LoadOptions = {}): Promise<Contract> {
  return compileContract(await readSource(location), options);
}

/** A contract from a document that is a value already. References point into the document itself unless more is allowed. */
export async function contractFromValue(document: JsonObject, options: LoadOptions = {}): Promise<Contract> {
  const text = JSON.stringify(document, null, 2);
  const source = { file: INLINE_DOCUMENT, text, value: JSON.parse(text) as Json };
  if (hasNamedReferences(text)) rewriteNamedReferences(source.value);
  return compileContract(source, options);
}

async function compileContract(
  root: SourceText,
  { remoteRefs = false, fullPatch = false, overlays = [], onStep }: LoadOptions,
): Promise<Contract> {
  const overlaid: SourceText[] = [];
  const moot: Warning[] = [];
  for (const location of overlays) {
    const overlay = await readSource(location);
    moot.push(...(await (await import('./overlay.ts')).applyOverlay(root, overlay)));
    overlaid.push(overlay);
  }
  onStep?.('joining files');
  const bundled = await bundle(root, { remoteRefs, read: readSource });
  const { document, sources } = bundled;
  onStep?.('checking');
  const warnings = [...moot, ...check(bundled)];
  onStep?.('reading operations');
  const evaluates = [...sources, ...overlaid].some(({ text }) => text.includes('unevaluated'));
  let compiler: Compiler | undefined;
  const hash = createHash('sha256');
  for (const { text } of [...sources, ...overlaid]) hash.update(text);
  const inherited = [...sources, ...overlaid].some(({ text }) => canHavePrototypeNames(text))
    ? prototypeNamesIn(document)
    : new Set<string>();
  return contractOf({
    files: [...sources, ...overlaid].map(({ file }) => file).filter((file) => file !== INLINE_DOCUMENT),
    sha256: hash.digest('hex'),
    document,
    operations: operationsOf(document, { fullPatch }),
    warnings,
    place: placeFinderOf(bundled),
    inherited,
    compiled: (view, pointer) => {
      compiler ??= compilerOf(document, { inherited, evaluates });
      return compiler.compile(view, pointer);
    },
  });
}

/** Characters of a text that is parsed once more to tell where its warnings stand; of a longer one the pointer must do. */
const MAX_LOCATED_LENGTH = 2_000_000;

/** Holds no text longer than what it needs one for. */
function placeFinderOf(bundled: Bundle): (pointer: string) => Place {
  const file = bundled.sources[0]?.file;
  const short = bundled.sources.every(({ text }) => text.length < MAX_LOCATED_LENGTH);
  return short ? (pointer) => placeOf(bundled, pointer) : (pointer) => ({ file, pointer });
}

async function readSource(location: string): Promise<SourceText> {
  try {
    const { text, location: file } = await (isRemote(location) ? fetchText(location) : readText(location));
    const value = parseText(text, file);
    if (hasNamedReferences(text)) rewriteNamedReferences(value);
    return { file, text, value };
  } catch (cause) {
    if (cause instanceof SetupError) throw cause;
    throw new SetupError({
      code: 'DOCUMENT_UNREADABLE',
      what: `The document cannot be read: ${reasonOf(cause as Error)}`,
      advice: isRemote(location)
        ? 'Give a URL that answers with an OpenAPI document in YAML or JSON'
        : 'Give the path of an OpenAPI document in YAML or JSON that this user may read',
      file: location,
      cause,
    });
  }
}

interface ReadText {
  readonly text: string;
  /** Where the text was found in the end, links and redirects followed. */
  readonly location: string;
}

async function readText(file: string): Promise<ReadText> {
  const text = await readFile(file, 'utf8');
  return { text, location: await realpath(file) };
}

/** Milliseconds that a server has to answer with a document. */
const FETCH_TIMEOUT_MS = 30_000;

async function fetchText(url: string): Promise<ReadText> {
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${url} answers ${response.status} ${response.statusText}`.trim());
  return { text: await response.text(), location: response.url };
}

function reasonOf({ message, cause }: Error): string {
  return cause instanceof Error && cause.message !== '' ? `${message}: ${cause.message}` : message;
}
