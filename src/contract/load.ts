// Loads a document as a contract: read, parse, bundle, lift, check, compile. Every problem is a SetupError that names
// its place.
import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { isFolder, missingFile } from '../errors/missing-file.ts';
import { type Place, placesIn, type SetupCode, SetupError } from '../errors/setup-error.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { check } from './check/check.ts';
import { type Contract, contractOf } from './contract.ts';
import { hasNamedReferences, rewriteNamedReferences } from './document/anchors.ts';
import { type Bundle, bundle, bundleMapping, filePlaceOf, placeOf, type SourceText } from './document/bundle.ts';
import type { Visit } from './document/grammar.ts';
import { credentialsOf, isRemote, withoutUserInfo } from './document/location.ts';
import { parseText, type TextKind } from './document/parse.ts';
import { canHavePrototypeNames, prototypeNamesIn } from './document/prototype-names.ts';
import type { Warning } from './document/warning.ts';
import { operationsOf } from './operation/operations.ts';
import { hasUnresolvedExamples, resolveExamples } from './resolve-examples.ts';
import type { DiscriminatorMode } from './schema/views.ts';
import { type Compiler, compilerOf } from './validation/compile.ts';

interface LoadOptions {
  /** Allows a `$ref` to leave the folder of the document or to reach another host. The default is false. */
  readonly remoteRefs?: boolean | undefined;
  /** Requires a PATCH in plain JSON to have all properties that its schema requires. The default is false. */
  readonly fullPatch?: boolean | undefined;
  /** How discriminators are read. The default is `select`. */
  readonly discriminator?: DiscriminatorMode | undefined;
  /** Paths or URLs of overlays. They are applied in order, before the document is read. */
  readonly overlays?: readonly string[] | undefined;
  /** Loads a document even if nothing in it can be served, to list everything that is wrong with it. The default is false. */
  readonly acceptUnusable?: boolean | undefined;
  /** Reads the files of the document that have no URL. Default: from the disk. */
  readonly readText?: ReadFile | undefined;
  /** Called before each step, because large documents take long. */
  readonly onStep?: ((step: LoadStep) => void) | undefined;
}

/** The file name of a document that is passed as a value. */
const INLINE_DOCUMENT = 'inline document';

export type LoadStep = 'joining files' | 'checking' | 'reading operations';

/**
 * Loads a document and all files that it refers to.
 * @param location a path to YAML or JSON, or an http or https URL. A user name and a password in the URL are sent to its origin
 * @throws SetupError DOCUMENT_… or REFERENCE_…
 */
export async function loadContract(location: string, options: LoadOptions = {}): Promise<Contract> {
  return compileContract(await readSource(location, { readText: options.readText }), options, location);
}

/**
 * A contract from a document that is already a value. References lead into the document itself unless `remoteRefs` is
 * true.
 */
export async function contractFromValue(document: JsonObject, options: LoadOptions = {}): Promise<Contract> {
  const text = JSON.stringify(document, null, 2);
  const source = { file: INLINE_DOCUMENT, text, value: JSON.parse(text) as Json };
  if (hasNamedReferences(text)) rewriteNamedReferences(source.value);
  return compileContract(source, options);
}

async function compileContract(
  root: SourceText,
  {
    remoteRefs = false,
    fullPatch = false,
    discriminator = 'select',
    overlays = [],
    acceptUnusable = false,
    readText = readFromDisk,
    onStep,
  }: LoadOptions,
  rootLocation = '',
): Promise<Contract> {
  const overlaySources: SourceText[] = [];
  const overlayWarnings: Warning[] = [];
  for (const location of overlays) {
    const overlay = await readSource(location, { kind: OVERLAY });
    overlayWarnings.push(...(await (await import('./document/overlay.ts')).applyOverlay(root, overlay)));
    overlaySources.push(overlay);
  }
  onStep?.('joining files');
  const read = (location: string) => readSource(location, { root: rootLocation, readText });
  const bundled = await bundle(root, { remoteRefs, read });
  const { document, sources } = bundled;
  onStep?.('checking');
  const withExamples: Visit[] = [];
  const onPlace = (place: Visit) => {
    if (place.kind === 'schema' && isObject(place.node)) bundleMapping(bundled, place);
    if (hasUnresolvedExamples(place)) withExamples.push(place);
  };
  const warnings = [...overlayWarnings, ...check(bundled, { acceptUnusable, onPlace })];
  const examples = await resolveExamples(withExamples, { bundle: bundled, read, readText });
  onStep?.('reading operations');
  const files = [...sources, ...overlaySources, ...examples.files];
  const texts = files.map(({ text }) => text);
  const evaluates = texts.some((text) => text.includes('unevaluated'));
  const selects = discriminator === 'select' && texts.some((text) => text.includes('discriminator'));
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  const inherited = texts.some(canHavePrototypeNames) ? prototypeNamesIn(document) : new Set<string>();
  return contractOf({
    files: files.map(({ file }) => file).filter((file) => file !== INLINE_DOCUMENT),
    sha256: hash.digest('hex'),
    document,
    operations: operationsOf(document, { fullPatch }),
    warnings: [...warnings, ...examples.warnings],
    place: placeFinderOf(bundled),
    filePlace: filePlaceFinderOf(bundled),
    ...(root.file !== INLINE_DOCUMENT && { source: sourceOf(root) }),
    inherited,
    compiled: compileWith(() =>
      compilerOf(document, { inherited, evaluates, mode: selects ? 'select' : 'annotation' }),
    ),
    ...(selects && {
      compiledByLetter: compileWith(() => compilerOf(document, { inherited, evaluates, mode: 'annotation' })),
    }),
  });
}

/** Opens a compiler with the first validator. */
function compileWith(open: () => Compiler): Compiler['compile'] {
  let compiler: Compiler | undefined;
  return (view, pointer) => {
    compiler ??= open();
    return compiler.compile(view, pointer);
  };
}

/** Keeps a long text of a file on disk no longer than its contract needs it. */
function sourceOf({ file, text }: SourceText): () => Promise<string> {
  if (text.length >= MAX_LOCATED_LENGTH && !isRemote(file)) return () => readFile(file, 'utf8');
  return async () => text;
}

/** The maximum length of a text that is parsed again to find lines. For a longer one, a place has only file and pointer. */
const MAX_LOCATED_LENGTH = 2_000_000;

/**
 * Returns a function that finds the place of a pointer. It keeps the texts in memory only if they are short enough to
 * be parsed again.
 */
function placeFinderOf(bundled: Bundle): (pointer: string) => Place {
  const file = bundled.sources[0]?.file;
  const short = bundled.sources.every(({ text }) => text.length < MAX_LOCATED_LENGTH);
  return short ? (pointer) => placeOf(bundled, pointer) : placesIn(file);
}

/** The same without lines. It keeps no text in memory. */
function filePlaceFinderOf({ sources, aliases }: Bundle): (pointer: string) => Place {
  const files = sources.map(({ file }) => ({ file: file === INLINE_DOCUMENT ? undefined : file }));
  return (pointer) => filePlaceOf({ sources: files, aliases }, pointer);
}

/** What is loaded, for the errors about it. */
interface SourceKind extends TextKind {
  /** The code of an error if it cannot be read. */
  readonly unreadable: SetupCode;
  /** What it should be. */
  readonly expected: string;
}

const DOCUMENT: SourceKind = {
  subject: 'The document',
  unreadable: 'DOCUMENT_UNREADABLE',
  unparsable: 'DOCUMENT_UNPARSABLE',
  expected: 'an OpenAPI document in YAML or JSON',
};

const OVERLAY: SourceKind = {
  subject: 'The overlay',
  unreadable: 'OVERLAY_INVALID',
  unparsable: 'OVERLAY_INVALID',
  expected: 'an OpenAPI overlay in YAML or JSON',
};

interface ReadOptions {
  readonly kind?: SourceKind;
  /** The location of the document that refers to it; files of its origin get its credentials. */
  readonly root?: string;
  readonly readText?: ReadFile | undefined;
}

async function readSource(
  location: string,
  { kind = DOCUMENT, root = location, readText = readFromDisk }: ReadOptions = {},
): Promise<SourceText> {
  try {
    const { text, location: file } = await (isRemote(location) ? fetchText(location, root) : readText(location));
    const value = parseText(text, file, kind);
    if (hasNamedReferences(text)) rewriteNamedReferences(value);
    return { file, text, value };
  } catch (cause) {
    if (cause instanceof SetupError) throw cause;
    const advice = `Use ${isRemote(location) ? 'a URL that returns' : 'the path of'} ${kind.expected}`;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw missingFile(kind.unreadable, location, advice);
    if (code === 'EISDIR') throw isFolder(kind.unreadable, location, advice);
    throw new SetupError({
      code: kind.unreadable,
      what: `${kind.subject} cannot be read: ${reasonOf(cause as Error)}`,
      advice,
      file: withoutUserInfo(location),
      cause,
    });
  }
}

export interface ReadText {
  readonly text: string;
  /** The final location, after symbolic links and redirects. */
  readonly location: string;
}

/** @param file a path */
export type ReadFile = (file: string) => Promise<ReadText>;

async function readFromDisk(file: string): Promise<ReadText> {
  const text = await readFile(file, 'utf8');
  return { text, location: await realpath(file) };
}

/** The time limit for a document that is loaded from a URL. */
const FETCH_TIMEOUT_MS = 30_000;

async function fetchText(location: string, root: string): Promise<ReadText> {
  const url = withoutUserInfo(location);
  const isOfRoot = URL.canParse(root) && URL.canParse(url) && new URL(root).origin === new URL(url).origin;
  const headers = { ...(isOfRoot && credentialsOf(root)), ...credentialsOf(location) };
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${url} returns ${response.status} ${response.statusText}`.trim());
  return { text: await response.text(), location: response.url };
}

function reasonOf({ message, cause, code }: NodeJS.ErrnoException): string {
  if (code === 'EISDIR') return 'it is a folder';
  return cause instanceof Error && cause.message !== '' ? `${message}: ${cause.message}` : message;
}
