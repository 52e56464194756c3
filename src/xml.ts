// Prints XML 1.0. Every text is escaped, and a character that XML forbids is replaced, so that any value can be printed.

export interface XmlElement {
  /** Must be a valid XML name: it is printed unchanged. */
  readonly name: string;
  /** An attribute whose value is undefined is left out. */
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  readonly children?: readonly (XmlElement | string)[];
}

export interface XmlLayout {
  /** Prints each child on a separate line if the element contains no text. */
  readonly indent?: boolean;
  /** The document type declaration. */
  readonly doctype?: string;
}

/** A whole document: declaration and root element. */
export function printXml(root: XmlElement, { indent = false, doctype }: XmlLayout = {}): string {
  const head = ['<?xml version="1.0" encoding="UTF-8"?>', ...(doctype === undefined ? [] : [doctype])];
  const body = indent ? `${elementText(root, '\n')}\n` : elementText(root);
  return `${head.join('\n')}\n${body}`;
}

/** @param lineStart the line break and indentation before the element; undefined if the element stays on one line */
function elementText({ name, attributes = {}, children = [] }: XmlElement, lineStart?: string): string {
  const tag = name + Object.entries(attributes).map(attributeText).join('');
  if (children.length === 0) return `<${tag}/>`;
  const multiline = lineStart !== undefined && children.every((child) => typeof child !== 'string');
  const inner = multiline ? `${lineStart}  ` : undefined;
  const content = children.map((child) => {
    return (inner ?? '') + (typeof child === 'string' ? escapeText(child) : elementText(child, inner));
  });
  return `<${tag}>${content.join('')}${multiline ? lineStart : ''}</${name}>`;
}

function attributeText([name, value]: [string, string | undefined]): string {
  return value === undefined ? '' : ` ${name}="${escapeText(value).replace(/["\t\n]/g, reference)}"`;
}

/** Characters that XML 1.0 does not allow, not even as a reference (section 2.2). */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Characters that cannot be in a name (section 2.3). */
const NOT_IN_NAME =
  /[^\w:.\-\u{B7}\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{37D}\u{37F}-\u{1FFF}\u{2070}-\u{218F}\u{2C00}-\u{2FEF}\u{3001}-\u{D7FF}\u{F900}-\u{FDCF}\u{FDF0}-\u{FFFD}\u{10000}-\u{EFFFF}]/gu;

/** A text as a name: each character that a name cannot have, there or at its start, gets an underscore. */
export function xmlNameOf(text: string): string {
  return text.replace(NOT_IN_NAME, '_').replace(/^(?![A-Za-z_:\u{C0}-\u{2FF}\u{370}-\u{10FFFF}])/u, '_');
}

/** Whether XML allows each character of a text. */
export function isXmlText(text: string): boolean {
  return text.search(FORBIDDEN) < 0;
}

/**
 * A forbidden character becomes U+FFFD. Other control characters become references: a parser would read a bare carriage return as a
 * line feed, and a terminal obeys those from U+007F to U+009F.
 */
function escapeText(text: string): string {
  return text.replace(FORBIDDEN, '\u{FFFD}').replace(/[&<>\r\x7f-\x9f]/g, reference);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function reference(character: string): string {
  return ENTITIES[character] ?? `&#${character.charCodeAt(0)};`;
}
