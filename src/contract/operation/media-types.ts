// Media types and ranges (RFC 9110, sections 8.3.1 and 12.5.1), as keys of `content` in a document.

/** An entry of `content`. */
interface MediaTypeEntry {
  /** A media type or a range, lower case, without parameters. */
  readonly name: string;
}

/** A media type without its parameters, in lower case. */
export function essenceOf(mediaType: string): string {
  return (mediaType.split(';', 1)[0] as string).trim().toLowerCase();
}

const TOKEN = "[\\w!#$%&'*+.^`|~-]+";
const MEDIA_TYPE = new RegExp(
  `^${TOKEN}/${TOKEN}(?:[ \\t]*;(?:[ \\t]*${TOKEN}=(?:${TOKEN}|"(?:[^"\\\\]|\\\\.)*"))?)*[ \\t]*$`,
);

/** Whether a text is a media type, with or without parameters (RFC 9110, section 8.3.1). */
export function isMediaType(text: string): boolean {
  return MEDIA_TYPE.test(text);
}

/** The media type of server-sent events (HTML standard, section 9.2). */
export const EVENT_STREAM = 'text/event-stream';

/** True for JSON and media types with the suffix `+json`. */
export function isJson(mediaType: string): boolean {
  return mediaType === 'application/json' || /[/+]json$/.test(mediaType);
}

/** Whether a browser runs scripts in a document of this media type: HTML, and XML with elements of XHTML or SVG. */
export function canHaveScripts(mediaType: string): boolean {
  return mediaType !== 'application/json' && /[/+](?:html|xml)\s*(?:;|$)/i.test(mediaType);
}

/** True for media types whose bodies are bytes, not text. A body of one is a text with one character for each byte. */
export function isBinary(mediaType: string): boolean {
  if (/^image\/(?!svg)|^(?:audio|video|font)\//.test(mediaType)) return true;
  return /^application\/(?:octet-stream|pdf|zip|gzip|x-(?:tar|gzip|7z-compressed)|vnd\.(?:ms-|openxmlformats))/.test(
    mediaType,
  );
}

/** True for HTML. */
export function isHtml(mediaType: string): boolean {
  return /[/+](?:html|xhtml\+xml)$/.test(mediaType);
}

/** The entry for a media type: the same media type, else the narrowest range. */
export function contentFor<T extends MediaTypeEntry>(contents: readonly T[], mediaType: string): T | undefined {
  for (const content of contents) if (content.name === mediaType) return content;
  const ranges = [`${mediaType.split('/')[0]}/*`, '*/*', '*'];
  return ranges.reduce<T | undefined>(
    (found, name) => found ?? contents.find((content) => content.name === name),
    undefined,
  );
}

/** The media type of a response that is declared for a range, unless the request asks for a narrower one. */
const CONCRETE_TYPES: Readonly<Record<string, string>> = {
  '*/*': 'application/json',
  '*': 'application/json',
  'application/*': 'application/json',
  'text/*': 'text/plain',
  'image/*': 'image/png',
  'audio/*': 'audio/mpeg',
  'video/*': 'video/mp4',
};

/** The media type of a response under this key: the key itself, unless it is a range. */
function concreteType(name: string): string {
  return CONCRETE_TYPES[name] ?? name.replace(/\*$/, 'octet-stream');
}

/**
 * The media types that the server can return for these entries, best first. JSON comes first, because the server
 * generates it best.
 */
export function offeredMediaTypes(contents: readonly MediaTypeEntry[]): string[] {
  const names = contents.map(({ name }) => concreteType(name));
  return [...new Set([...names.filter(isJson), ...names])];
}

/** Names as alternatives in a sentence: `a, b or c`. */
export function alternativesOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

const FORM = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)$/i;

/** Whether a body of this media type is a form. */
export function isForm(mediaType: string): boolean {
  return FORM.test(mediaType);
}
