// Renders the differences of two versions in one of the formats. The code of a format is loaded on first use.
import type { Severity } from '../../contract/compare/kinds.ts';
import { terminalJson } from '../terminal-text.ts';
import type { DiffResult } from './groups.ts';

export const DIFF_FORMATS = ['text', 'json', 'sarif', 'markdown'] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];

interface DiffRendering {
  /** The least severity that text and Markdown list. */
  readonly show: Severity;
  readonly tool: { readonly name: string; readonly version: string };
}

export async function renderDiff(
  result: DiffResult,
  format: DiffFormat,
  { show, tool }: DiffRendering,
): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('./text.ts')).diffText(result, show);
    case 'markdown':
      return (await import('./markdown.ts')).diffMarkdown(result, show);
    case 'sarif':
      return `${terminalJson((await import('./sarif.ts')).diffSarif(result, tool), 2)}\n`;
    case 'json':
      return `${terminalJson(result, 2)}\n`;
  }
}
