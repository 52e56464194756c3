// HTML in which every text that comes from elsewhere is escaped.

/** Text that is HTML already. */
export interface Html {
  readonly html: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Puts values into a template: texts escaped, HTML as it is, lists one behind the other. */
export function html(texts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const parts = texts.map((text, at) => `${at === 0 ? '' : written(values[at - 1] ?? '')}${text}`);
  return { html: parts.join('') };
}

function written(value: string | Html | readonly Html[]): string {
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (sign) => ENTITIES[sign] as string);
  return 'html' in value ? value.html : value.map((one) => one.html).join('');
}
