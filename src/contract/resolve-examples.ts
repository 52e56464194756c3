// Replaces references in examples by what they refer to, and reads examples that are files of their own (`externalValue`; OpenAPI
// 3.1, section 4.8.19). OpenAPI has no references inside the value of an example, but authors write them.
import { SetupError } from '../errors/setup-error.ts';
import { appendTokens, decodeFragment, valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject, type MutableObject } from '../json/value.ts';
import { type Bundle, type SourceText, sourceOf } from './document/bundle.ts';
import type { Visit } from './document/grammar.ts';
import { isInside, isRemote, resolveLocation } from './document/location.ts';
import type { Warning } from './document/warning.ts';
import { schemaInside, schemaViewAt } from './schema/schema-view.ts';

/** Whether a place of the document has examples that have to be resolved. */
export function hasUnresolvedExamples({ kind, node }: Visit): boolean {
  if (!isObject(node)) return false;
  const { example, examples, value, externalValue } = node;
  if (kind === 'example') return typeof externalValue === 'string' || hasReference(value);
  if (kind === 'schema' || kind === 'mediaType' || kind === 'parameter' || kind === 'header')
    return hasReference(example) || hasReference(examples);
  return false;
}

function hasReference(value: Json | undefined): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasReference);
  const object = value as JsonObject;
  if (typeof object.$ref === 'string') return true;
  for (const name in object) if (typeof object[name] === 'object' && hasReference(object[name])) return true;
  return false;
}

interface ResolveOptions {
  readonly bundle: Bundle;
  /** Loads a file that is JSON or YAML. */
  readonly read: (location: string) => Promise<SourceText>;
  /** Loads the text of a file. */
  readonly readText: (location: string) => Promise<{ readonly text: string; readonly location: string }>;
}

interface ResolvedExamples {
  readonly warnings: readonly Warning[];
  /** The files that were read. */
  readonly files: readonly SourceText[];
}

/** Resolves the examples at these places in place. A reference without a target stays as it is. */
export async function resolveExamples(places: readonly Visit[], options: ResolveOptions): Promise<ResolvedExamples> {
  const resolving: Resolving = { ...options, files: new Map() };
  const warnings: Warning[] = [];
  for (const place of places) {
    const source = sourceOf(options.bundle, place.pointer);
    for (const { holder, key, schema } of examplesAt(place)) {
      const value = (holder as MutableObject)[key] as Json;
      if (hasReference(value)) {
        (holder as MutableObject)[key] = await resolveValue(resolving, value, { source, schema, inside: '', depth: 0 });
      }
    }
    const warning = place.kind === 'example' ? await readExternal(resolving, place, source) : undefined;
    if (warning) warnings.push(warning);
  }
  return { warnings, files: [...resolving.files.values()].filter((file) => file !== undefined) };
}

interface Resolving extends ResolveOptions {
  /** The files that were read, by location; undefined for one that cannot be read. */
  readonly files: Map<string, SourceText | undefined>;
}

interface Example {
  readonly holder: Json;
  readonly key: string | number;
  /** The pointer of its schema. */
  readonly schema: string | undefined;
}

function examplesAt({ kind, node, pointer }: Visit): readonly Example[] {
  const { example, examples, schema: own } = node as JsonObject;
  if (kind === 'example') return [{ holder: node, key: 'value', schema: undefined }];
  const schema = kind === 'schema' ? pointer : own === undefined ? undefined : appendTokens(pointer, 'schema');
  const single = example === undefined ? [] : [{ holder: node, key: 'example', schema }];
  if (Array.isArray(examples)) return [...single, ...examples.map((_, key) => ({ holder: examples, key, schema }))];
  const named = Object.values(isObject(examples) ? examples : {}).filter((one) => isObject(one) && !isReference(one));
  return [...single, ...named.map((holder) => ({ holder, key: 'value', schema }))];
}

function isReference(value: Json): value is { $ref: string } {
  return isObject(value) && typeof value.$ref === 'string' && Object.keys(value).length === 1;
}

interface ExampleContext {
  /** The file that the value is in. */
  readonly source: SourceText;
  readonly schema: string | undefined;
  /** The pointer of the value inside the example. */
  readonly inside: string;
  /** The number of references that lead to the value. */
  readonly depth: number;
}

/** References that are followed one after the other. An example cannot contain itself. */
const MAX_DEPTH = 20;

async function resolveValue(resolving: Resolving, value: Json, context: ExampleContext): Promise<Json> {
  if (!hasReference(value)) return value;
  if (isReference(value)) {
    if (context.depth === MAX_DEPTH || declaresReference(resolving.bundle.document, context)) return value;
    const target = await targetOf(resolving, value.$ref, context.source);
    if (!target) return value;
    return resolveValue(resolving, structuredClone(target.value), {
      ...context,
      source: target.source,
      depth: context.depth + 1,
    });
  }
  const container = value as unknown as MutableObject;
  for (const [name, inner] of Object.entries(container)) {
    const inside = appendTokens(context.inside, name);
    container[name] = await resolveValue(resolving, inner, { ...context, inside });
  }
  return value;
}

/** Whether the schema of a value declares the property `$ref`, so that the value means itself. */
function declaresReference(document: JsonObject, { schema, inside }: ExampleContext): boolean {
  const place = schema === undefined ? undefined : schemaInside(document, schema, inside);
  return place !== undefined && schemaViewAt(document, place).properties.has('$ref');
}

async function targetOf(
  resolving: Resolving,
  reference: string,
  source: SourceText,
): Promise<{ readonly value: Json; readonly source: SourceText } | undefined> {
  const [path = '', fragment = ''] = reference.split('#', 2);
  const target = path === '' ? source : await fileOf(resolving, resolveLocation(path, source.file));
  const value = target && valueAt(target.value, decodeFragment(fragment === '/' ? '' : fragment));
  return value === undefined ? undefined : { value, source: target as SourceText };
}

/** A file of the document's folder that is JSON or YAML; undefined if it cannot be read. */
async function fileOf({ bundle, files, read }: Resolving, location: string): Promise<SourceText | undefined> {
  const known = bundle.sources.find(({ file }) => file === location) ?? files.get(location);
  if (known || files.has(location) || !isAllowed(bundle, location)) return known;
  const file = await readOrNothing(() => read(location));
  files.set(location, file && isAllowed(bundle, file.file) ? file : undefined);
  return files.get(location);
}

function isAllowed({ sources }: Bundle, location: string): boolean {
  return !isRemote(location) && isInside((sources[0] as SourceText).file, location);
}

async function readOrNothing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SetupError || typeof (error as NodeJS.ErrnoException).code === 'string') return undefined;
    throw error;
  }
}

/** Reads an example that is a file: JSON and YAML as a value, any other file as a text. */
async function readExternal(
  resolving: Resolving,
  { node, pointer }: Visit,
  source: SourceText,
): Promise<Warning | undefined> {
  const { externalValue, value } = node as JsonObject;
  if (typeof externalValue !== 'string' || value !== undefined) return undefined;
  const location = resolveLocation(externalValue, source.file);
  if (isRemote(location)) return undefined;
  const found = /\.(?:json|ya?ml)$/i.test(location)
    ? await fileOf(resolving, location)
    : await textOf(resolving, location);
  if (!found) {
    const message = `the file ${externalValue} of externalValue cannot be read; the example is ignored`;
    return { pointer: appendTokens(pointer, 'externalValue'), message };
  }
  const context = { source: found, schema: undefined, inside: '', depth: 0 };
  (node as MutableObject).value = await resolveValue(resolving, structuredClone(found.value), context);
  return undefined;
}

async function textOf({ bundle, files, readText }: Resolving, location: string): Promise<SourceText | undefined> {
  if (!isAllowed(bundle, location)) return undefined;
  const read = await readOrNothing(() => readText(location));
  if (!read || !isAllowed(bundle, read.location)) return undefined;
  const source = { file: read.location, text: read.text, value: read.text };
  files.set(location, source);
  return source;
}
