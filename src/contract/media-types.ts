// Media types and their ranges (RFC 9110, sections 8.3.1 and 12.5.1), as keys of `content` in a document.

/** Whatever stands under a media type. */
interface MediaTypeEntry {
  /** A media type or a range, lower case, without parameters. */
  readonly name: string;
}

/** A media type without its parameters, in lower case. */
export function essenceOf(mediaType: string): string {
  return (mediaType.split(';', 1)[0] as string).trim().toLowerCase();
}

/** True for JSON and what is written in it. */
export function isJson(mediaType: string): boolean {
  return /[/+]json$/.test(mediaType);
}

/** The content that a media type falls under: the same one, else the narrowest range. */
export function contentFor<T extends MediaTypeEntry>(contents: readonly T[], mediaType: string): T | undefined {
  const [type] = mediaType.split('/');
  return [mediaType, `${type}/*`, '*/*', '*'].reduce<T | undefined>(
    (found, name) => found ?? contents.find((content) => content.name === name),
    undefined,
  );
}

/** What a range is answered with, where nothing narrower is asked for. */
const CONCRETE_TYPES: Readonly<Record<string, string>> = {
  '*/*': 'application/json',
  '*': 'application/json',
  'application/*': 'application/json',
  'text/*': 'text/plain',
  'image/*': 'image/png',
  'audio/*': 'audio/mpeg',
  'video/*': 'video/mp4',
};

/** The media type that an answer under this content has, its name unless that is a range. */
function concrete(name: string): string {
  return CONCRETE_TYPES[name] ?? name.replace(/\*$/, 'octet-stream');
}

/** What can be answered of these contents, best first: JSON before the rest, since a fake has it at its best. */
export function offeredMediaTypes(contents: readonly MediaTypeEntry[]): string[] {
  const names = contents.map(({ name }) => concrete(name));
  return [...new Set([...names.filter(isJson), ...names])];
}
