// Converts path templates to patterns of find-my-way. Parameters get other names (p0, p1, …), because the router
// accepts only letters and digits. If a segment has more than one parameter, each parameter gets its own regular
// expression.

/** A route pattern, with the names of its parameters in the document, in order. */
export interface RoutePattern {
  readonly pattern: string;
  readonly names: readonly string[];
}

/** @param template a path template (OpenAPI 3.1, section 4.8.8.2), after its base path */
export function routePattern(template: string): RoutePattern {
  const names: string[] = [];
  const segments = template.split('/').map((segment) => {
    const parts = segment.split(/(\{[^{}]+\})/);
    const isWholeSegment = parts.length === 3 && parts[0] === '' && parts[2] === '';
    return parts
      .map((part, index) => {
        if (index % 2 === 0) return part.replaceAll(':', '::');
        const name = `:p${names.push(part.slice(1, -1)) - 1}`;
        if (isWholeSegment) return name;
        const last = index === parts.length - 2;
        return `${name}(${last ? ANY_SEGMENT_TEXT : textBefore(parts[index + 1] as string)})`;
      })
      .join('');
  });
  return { pattern: segments.join('/'), names };
}

/**
 * A pattern for the last parameter of a segment. The literal text after it ends the segment, so the value can contain
 * that text.
 */
const ANY_SEGMENT_TEXT = '[^/]+';

/** A pattern for a parameter that ends before the next literal text, so that a segment matches in only one way. */
function textBefore(literal: string): string {
  const stop = literal.split('').map(unicodeEscape).join('');
  if (stop === '') return ANY_SEGMENT_TEXT;
  return literal.length === 1 ? `[^/${stop}]+` : `(?:(?!${stop})[^/])+`;
}

/** A character as an escape sequence, because find-my-way counts the brackets of a pattern to find its end. */
function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
