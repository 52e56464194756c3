// Path templates to the patterns of find-my-way. Parameters get names of our own (p0, p1, …), because the router knows
// only names of letters and digits; where a segment holds more than one parameter, each gets a pattern of its own.

/** A route pattern, with the document's name for each of its parameters in order. */
export interface RoutePattern {
  readonly pattern: string;
  readonly names: readonly string[];
}

/** @param template a path template (OpenAPI 3.1, section 4.8.8.2) behind its base path */
export function routePattern(template: string): RoutePattern {
  const names: string[] = [];
  const segments = template.split('/').map((segment) => {
    const parts = segment.split(/(\{[^{}]+\})/);
    const whole = parts.length === 3 && parts[0] === '' && parts[2] === '';
    return parts
      .map((part, index) => {
        if (index % 2 === 0) return part.replaceAll(':', '::');
        const name = `:p${names.push(part.slice(1, -1)) - 1}`;
        if (whole) return name;
        const last = index === parts.length - 2;
        return `${name}(${last ? ANY_SEGMENT_TEXT : textBefore(parts[index + 1] as string)})`;
      })
      .join('');
  });
  return { pattern: segments.join('/'), names };
}

/** A pattern for the last parameter of a segment: what stands behind it in the template ends the segment, and so may be in it. */
const ANY_SEGMENT_TEXT = '[^/]+';

/** A pattern for a parameter that ends where the literal text behind it begins, so that no text is matched in two ways. */
function textBefore(literal: string): string {
  const stop = literal.split('').map(unicodeEscape).join('');
  if (stop === '') return ANY_SEGMENT_TEXT;
  return literal.length === 1 ? `[^/${stop}]+` : `(?:(?!${stop})[^/])+`;
}

/** As an escape, because find-my-way counts the brackets of a pattern to know where it ends. */
function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
