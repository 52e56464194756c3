// Property lists in XML, as Apple's portal accepts them: one dictionary of strings. All other types of values are refused.
import { isXmlText, printXml, type XmlElement } from '../xml.ts';

const DOCTYPE =
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">';

/** A text between tags. Only references that need no declaration are allowed. */
const TEXT = String.raw`[^<&]*(?:&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\dA-Fa-f]{1,6});[^<&]*)*`;
const ENTRY = String.raw`<key>([^<&]*)<\/key>\s*<string>(${TEXT})<\/string>`;

/** Two runs of white space are never adjacent, so the time is linear in the length of the text. */
const LIST = new RegExp(
  String.raw`^\s*(?:<\?xml [^<>]*\?>\s*)?(?:<!DOCTYPE plist [^<>[\]]*>\s*)?<plist(?: version="[\d.]+")?>\s*<dict>(?:\s*${ENTRY})*\s*<\/dict>\s*<\/plist>\s*$`,
);

export function printPropertyList(texts: Readonly<Record<string, string>>): string {
  const children = Object.entries(texts).flatMap(([key, text]): XmlElement[] => [
    { name: 'key', children: [key] },
    { name: 'string', children: [text] },
  ]);
  const list = { name: 'plist', attributes: { version: '1.0' }, children: [{ name: 'dict', children }] };
  return printXml(list, { indent: true, doctype: DOCTYPE });
}

/** The strings by their keys; undefined if the text is not a property list of this form. */
export function readPropertyList(xml: string): ReadonlyMap<string, string> | undefined {
  if (!LIST.test(xml)) return undefined;
  const texts = new Map<string, string>();
  for (const [, key = '', text = ''] of xml.matchAll(new RegExp(ENTRY, 'g'))) {
    const read = unescaped(text);
    if (read === undefined) return undefined;
    texts.set(key, read);
  }
  return texts;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Undefined if the text contains a character that XML 1.0 does not allow (section 2.2). */
function unescaped(text: string): string | undefined {
  const read = text
    .replace(/\r\n?/g, '\n')
    .replace(/&(?:#x([\dA-Fa-f]+)|#(\d+)|(\w+));/g, (_, hex?: string, decimal?: string, name = '') => {
      if (hex === undefined && decimal === undefined) return ENTITIES[name] ?? '';
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0x10ffff ? '\0' : String.fromCodePoint(code);
    });
  return isXmlText(read) ? read : undefined;
}
