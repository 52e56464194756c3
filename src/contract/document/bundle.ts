// Bundles files that are linked by `$ref` into one document (RFC 3986; OpenAPI 3.1, section 4.6). The root keeps its
// pointers. Every other file is placed as a whole under FILES_KEY, so that a pointer into the bundle still identifies
// the file and the place in it.
import { SetupError } from '../../errors/setup-error.ts';
import { appendTokens, decodeFragment, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { isMisplacedReference, placesIn, type Step, stepTo, type Visit, walk } from './grammar.ts';
import { locate } from './locate.ts';
import { isInside, isRemote, resolveLocation, withoutUserInfo } from './location.ts';

const FILES_KEY = 'x-standin-files';
/** A reference to another file, in JSON or YAML. A text without one is the whole document. */
const EXTERNAL_REFERENCE = /\$ref["']?\s*:\s*["']?[^"'#\s]/;
/** Sections of the root that the walk reaches without a reference. */
const WALKED_SECTION = /^\/(?:paths|components|webhooks|definitions|parameters|responses)\//;
const BUNDLED_REFERENCE = new RegExp(`^#/${FILES_KEY}/`);

/** One file of the document. */
export interface SourceText {
  /** An absolute path or a URL. */
  readonly file: string;
  readonly text: string;
  readonly value: Json;
}

/** A document in one piece, with the texts that are needed to find the line of a pointer. */
export interface Bundle {
  readonly document: JsonObject;
  /** The root first, then the others in the order in which they were found. */
  readonly sources: readonly SourceText[];
  /** References to files that cannot be read or are not allowed. They are left as they are. */
  readonly errors: ReadonlyMap<Json, SetupError>;
  /** Places that show the value of another place, by their pointer. */
  readonly aliases: Map<string, Alias>;
}

/** The place where a value stands. */
export interface Alias {
  readonly pointer: string;
  /** The pointer of the part around it that can be an alias itself. Default: all of it can. */
  readonly within?: string;
}

interface BundleOptions {
  /** Allows a `$ref` to leave the folder of the root or to reach another host. */
  readonly remoteRefs: boolean;
  /** Loads another file by its location. */
  readonly read: (location: string) => Promise<SourceText>;
}

/** @throws SetupError DOCUMENT_INVALID, and errors of `read` other than DOCUMENT_UNREADABLE */
export async function bundle(root: SourceText, { remoteRefs, read }: BundleOptions): Promise<Bundle> {
  if (!isObject(root.value)) {
    throw new SetupError({
      code: 'DOCUMENT_INVALID',
      what: 'The document is not an object',
      advice: 'Use an OpenAPI document, which begins with the property "openapi"',
      file: root.file,
      line: 1,
    });
  }
  if (!EXTERNAL_REFERENCE.test(root.text)) {
    return { document: root.value, sources: [root], errors: new Map(), aliases: new Map() };
  }
  const errors = new Map<Json, SetupError>();
  const allowed = (location: string) => remoteRefs || isInside(root.file, location);
  const readFile = async (file: string, from: ReferencePlace): Promise<SourceText | SetupError> => {
    if (!allowed(file)) return forbiddenReference(from);
    try {
      const added = await read(file);
      return allowed(added.file) ? added : forbiddenReference(from);
    } catch (error) {
      return unreadableReference(error, from);
    }
  };
  const sources = [root];
  const queued = new Set<Json>([root.value]);
  const queue: DocumentPart[] = [{ index: 0, step: { kind: 'document', shape: 'one' }, node: root.value }];
  for (let part = queue.shift(); part; part = queue.shift()) {
    const source = sources[part.index] as SourceText;
    for (const { step, node, pointer } of referencesIn(part)) {
      // A reference of the root to one of its own sections stays as it is. The walk reaches its target anyway.
      if (part.index === 0 && node.$ref.startsWith('#') && WALKED_SECTION.test(node.$ref.slice(1))) continue;
      const { file, fragment } = splitReference(node.$ref, source.file);
      let index = sources.findIndex((other) => other.file === file);
      if (index < 0) {
        const added = await readFile(file, { reference: node.$ref, source, pointer });
        if (added instanceof SetupError) {
          errors.set(node, added);
          continue;
        }
        const known = sources.findIndex((other) => other.file === added.file);
        index = known < 0 ? sources.push(added) - 1 : known;
      }
      node.$ref = index > 0 ? `#${appendTokens('', FILES_KEY, index)}${fragment}` : `#${fragment}`;
      const target = valueAt((sources[index] as SourceText).value, decodeFragment(fragment));
      const walked = index === 0 && WALKED_SECTION.test(fragment);
      if (target === undefined || walked || queued.has(target)) continue;
      queued.add(target);
      if (step) queue.push({ index, step, node: target });
    }
  }
  const document: Record<string, Json> = { ...root.value };
  if (sources.length > 1) {
    document[FILES_KEY] = Object.fromEntries(
      sources.slice(1).map((source, index) => [String(index + 1), source.value]),
    );
  }
  return { document, sources, errors, aliases: new Map() };
}

/** File, line, column and pointer of a place in the bundle. */
export function placeOf(
  { sources, aliases }: Bundle,
  pointer: string,
): { file: string; line: number; column: number; pointer: string } {
  const { source, rest } = splitPointer(sources, originalPlace(aliases, pointer));
  return { file: source.file, pointer: rest, ...locate(source.text, rest) };
}

/** File and pointer of a place in the bundle. */
export function filePlaceOf<File extends string | undefined>(
  { sources, aliases }: { readonly sources: readonly { readonly file: File }[]; readonly aliases: Bundle['aliases'] },
  pointer: string,
): { file: File; pointer: string } {
  const { source, rest } = splitPointer(sources, originalPlace(aliases, pointer));
  return { file: source.file, pointer: rest };
}

function originalPlace(aliases: Bundle['aliases'], pointer: string): string {
  return aliases.size === 0 ? pointer : originalPointer(aliases, pointer);
}

/** The file that a place of the bundle is in. */
export function sourceOf({ sources }: Pick<Bundle, 'sources'>, pointer: string): SourceText {
  return splitPointer(sources, pointer).source;
}

/** Makes the references of a discriminator's mapping references in the bundle, as those of `$ref` are. */
export function bundleMapping({ sources }: Pick<Bundle, 'sources'>, place: Visit): void {
  const { discriminator } = place.node as JsonObject;
  if (sources.length === 1 || !isObject(discriminator) || !isObject(discriminator.mapping)) return;
  const mapping = discriminator.mapping as Record<string, Json>;
  const source = splitPointer(sources, place.pointer).source;
  for (const [value, target] of Object.entries(mapping)) {
    if (typeof target !== 'string' || !/[#./]/.test(target) || BUNDLED_REFERENCE.test(target)) continue;
    const { file, fragment } = splitReference(target, source.file);
    const index = sources.findIndex((other) => other.file === file);
    if (index >= 0) mapping[value] = index > 0 ? `#${appendTokens('', FILES_KEY, index)}${fragment}` : `#${fragment}`;
  }
}

function splitPointer<Source>(sources: readonly Source[], pointer: string): { source: Source; rest: string } {
  const [, index = '0', rest = pointer] = IN_FILE.exec(pointer) ?? [];
  return { source: sources[Number(index)] as Source, rest };
}

const IN_FILE = new RegExp(`^/${FILES_KEY}/(\\d+)(.*)$`);

/** Aliases that are followed at most. */
const MAX_ALIASES = 100;

/** The pointer of the place where a value stands. */
function originalPointer(aliases: Bundle['aliases'], pointer: string): string {
  let original = pointer;
  let end = original.length;
  for (let followed = 0; followed < MAX_ALIASES && end > 0; followed++) {
    while (end > 0 && !aliases.has(original.slice(0, end))) end = original.lastIndexOf('/', end - 1);
    if (end <= 0) break;
    const { pointer: target, within } = aliases.get(original.slice(0, end)) as Alias;
    original = `${target}${original.slice(end)}`;
    end = within === undefined ? original.length : within.length;
  }
  return original;
}

interface DocumentPart {
  readonly index: number;
  readonly step: Step;
  readonly node: Json;
}

interface Reference {
  /** What its target is; undefined if it contains no objects of the structure. */
  readonly step: Step | undefined;
  readonly node: { $ref: string };
  readonly pointer: string;
}

function referencesIn({ step, node }: DocumentPart): Reference[] {
  const references: Reference[] = [];
  const add = (target: Step | undefined, value: Json, pointer: string) => {
    const isReference = isObject(value) && typeof value.$ref === 'string' && !BUNDLED_REFERENCE.test(value.$ref);
    if (isReference) references.push({ step: target, node: value as { $ref: string }, pointer });
  };
  const visit = (place: Visit) => {
    add({ kind: place.kind, shape: 'one' }, place.node, place.pointer);
    for (const { step: target, value, pointer } of misplacedIn(place)) add(target, value, pointer);
    return undefined;
  };
  for (const start of step.shape === 'one' ? [{ kind: step.kind, node, pointer: '' }] : placesIn(step, node, '')) {
    walk(start, visit);
  }
  return references;
}

interface MisplacedReference {
  readonly step: Step | undefined;
  readonly value: Json;
  readonly pointer: string;
}

/** References in the fields of an object in the place of a map, an array or another value. */
function misplacedIn({ kind, node, pointer }: Visit): readonly MisplacedReference[] {
  if (!isObject(node)) return [];
  return Object.keys(node).flatMap((name) => {
    const value = node[name] as Json;
    const step = stepTo(kind, name);
    return isMisplacedReference(kind, name, value, step) ? [{ step, value, pointer: appendTokens(pointer, name) }] : [];
  });
}

function splitReference(reference: string, base: string): { file: string; fragment: string } {
  const [path = '', fragment = ''] = reference.split('#', 2);
  // Authors write `file.yaml#/` for the whole file, although it names the property with the empty name.
  return { file: path === '' ? base : resolveLocation(path, base), fragment: fragment === '/' ? '' : fragment };
}

/** Where a reference to another file stands. */
interface ReferencePlace {
  readonly reference: string;
  readonly source: SourceText;
  readonly pointer: string;
}

function forbiddenReference({ reference, source: { file, text }, pointer }: ReferencePlace): SetupError {
  return new SetupError({
    code: 'REFERENCE_FORBIDDEN',
    what: `The reference ${withoutUserInfo(reference)} leads out of the ${isRemote(file) || isRemote(reference) ? 'host or ' : ''}folder of the document`,
    advice: 'Copy the file into the folder, or use --allow-remote-refs',
    file,
    pointer,
    ...locate(text, pointer),
  });
}

/** Reports a file that cannot be read at the reference that names it. @throws any other error */
function unreadableReference(error: unknown, { reference, source, pointer }: ReferencePlace): SetupError {
  if (!(error instanceof SetupError) || error.code !== 'DOCUMENT_UNREADABLE') throw error;
  return new SetupError({
    code: 'REFERENCE_UNRESOLVED',
    what: `The target of the reference ${withoutUserInfo(reference)} cannot be read: ${error.what.replace(/^The /, 'the ')}`,
    advice: 'Correct the reference, or add the file',
    file: source.file,
    pointer,
    ...locate(source.text, pointer),
    cause: error,
  });
}
