// HTML templates that escape every inserted text.
import { escapeHtml } from '../../html.ts';

/** Text that is already HTML. */
export interface Html {
  readonly html: string;
}

/** Inserts values into a template: escapes strings, keeps HTML, and joins lists. */
export function html(texts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const parts = texts.map((text, at) => `${at === 0 ? '' : escaped(values[at - 1] ?? '')}${text}`);
  return { html: parts.join('') };
}

function escaped(value: string | Html | readonly Html[]): string {
  if (typeof value === 'string') return escapeHtml(value);
  return 'html' in value ? value.html : value.map((item) => item.html).join('');
}
