// The frame of every page that a report is: its head, its style, its header and its script.
import { escapeHtml } from '../html.ts';
import { SCRIPT, STYLE } from './html-assets.ts';
import { escapeControls } from './terminal-text.ts';

export interface ReportPage {
  /** The title of the page and its first heading, as text. */
  readonly headline: string;
  /** The colour of the headline. */
  readonly tone: string;
  /** The line above the headline, as text. */
  readonly origin: string;
  /** What follows the headline, as HTML. */
  readonly header: string;
  /** As HTML. */
  readonly main: string;
  /** The command that was run, if the page names one. */
  readonly command?: string;
  readonly generatedAt: string;
}

/** A page that needs no other files. */
export function reportPage({ headline, tone, origin, header, main, command, generatedAt }: ReportPage): string {
  const run = command === undefined ? '' : `<code>${escaped(command)}</code> · `;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(headline)} · standin</title>
<style>${STYLE}</style>
</head>
<body>
<header class="${tone}">
<p class="tool">${escaped(origin)}</p>
<h1>${escaped(headline)}</h1>
${header}
<p class="made">${run}<time datetime="${generatedAt}">${generatedAt.slice(0, 16).replace('T', ' ')} UTC</time></p>
</header>
<main>
${main}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

/** Text in HTML, without characters that change how the rest is shown. */
export function escaped(text: string): string {
  return escapeHtml(escapeControls(text));
}

/** The same for text with line breaks. */
export function escapedLines(text: string): string {
  return text.split('\n').map(escaped).join('\n');
}
