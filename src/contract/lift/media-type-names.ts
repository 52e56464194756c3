// Names in the place of media types, as some authors and generators write them: `json` for `application/json`.
import { appendTokens } from '../../json/pointer.ts';
import { isObject, type Json, type MutableObject } from '../../json/value.ts';
import type { Visit } from '../document/grammar.ts';
import type { RepairContext } from './repair.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  yaml: 'application/yaml',
  pdf: 'application/pdf',
  zip: 'application/zip',
  binary: 'application/octet-stream',
  form: 'application/x-www-form-urlencoded',
  urlencoded: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
  'form-data': 'multipart/form-data',
  text: 'text/plain',
  txt: 'text/plain',
  plain: 'text/plain',
  html: 'text/html',
  csv: 'text/csv',
  png: 'image/png',
  jpeg: 'image/jpeg',
  '*': '*/*',
};

/** The media type that a name without a slash means; undefined if it means none. */
function mediaTypeOf(name: string): string | undefined {
  const key = name.trim().toLowerCase();
  return Object.hasOwn(MEDIA_TYPES, key) ? MEDIA_TYPES[key] : undefined;
}

function messageAbout(name: string, mediaType: string | undefined): string {
  const reading = mediaType === undefined ? 'it is ignored' : `it is read as ${mediaType}`;
  return `${JSON.stringify(name)} is not a media type; ${reading}`;
}

/** The media types of `consumes` or `produces` of Swagger 2.0. @param pointer of the list */
export function mediaTypesIn(list: Json | undefined, pointer: string, { findings }: RepairContext): readonly string[] {
  return (Array.isArray(list) ? list : []).flatMap((name: Json, index) => {
    if (typeof name !== 'string') return [];
    if (name.includes('/')) return [name];
    const mediaType = mediaTypeOf(name);
    findings.warn(appendTokens(pointer, index), messageAbout(name, mediaType));
    return mediaType === undefined ? [] : [mediaType];
  });
}

/** Renames the keys of `content` that are no media types. */
export function liftMediaTypes(place: Visit, { bundle, findings }: RepairContext): void {
  const content = place.node as MutableObject;
  if (!isObject(content)) return;
  for (const name of Object.keys(content)) {
    if (name.includes('/') || name.startsWith('x-') || name === '$ref') continue;
    const mediaType = mediaTypeOf(name);
    const at = appendTokens(place.pointer, name);
    findings.warn(at, messageAbout(name, mediaType));
    if (mediaType !== undefined && content[mediaType] === undefined) {
      content[mediaType] = content[name] as Json;
      bundle.aliases.set(appendTokens(place.pointer, mediaType), { pointer: at, within: place.pointer });
    }
    delete content[name];
  }
}
