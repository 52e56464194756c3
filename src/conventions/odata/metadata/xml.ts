// Prints XML elements with attributes for the metadata of an OData service.

export interface Element {
  readonly name: string;
  /** Undefined attributes are omitted. */
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  readonly children?: readonly Element[];
}

export function printElements(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${printElement(root, '')}`;
}

function printElement({ name, attributes = {}, children = [] }: Element, indent: string): string {
  const attributeText = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${escapeXml(value)}"`))
    .join('');
  if (children.length === 0) return `${indent}<${name}${attributeText}/>\n`;
  const inner = children.map((child) => printElement(child, `${indent}  `)).join('');
  return `${indent}<${name}${attributeText}>\n${inner}${indent}</${name}>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Removes characters that XML does not allow (XML 1.0, section 2.2). Encodes line ends, which would become spaces. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] as string)
    .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
