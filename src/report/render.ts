// Renders the report in one of its formats. The code of a format is loaded on first use.
import type { Report } from './report.ts';
import { terminalJson } from './terminal-text.ts';

export const REPORT_FORMATS = ['json', 'html', 'junit', 'sarif', 'markdown', 'gitlab', 'github'] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];

export interface RenderedReport {
  readonly mediaType: string;
  readonly text: string;
  /** The report as a value, if the format is JSON. */
  readonly value?: object;
}

/** The file names in a folder of reports. Annotations of GitHub have no file. */
export const REPORT_FILES: Readonly<Record<Exclude<ReportFormat, 'github'>, string>> = {
  json: 'report.json',
  html: 'report.html',
  junit: 'junit.xml',
  sarif: 'report.sarif',
  markdown: 'report.md',
  gitlab: 'gl-code-quality-report.json',
};

type Renderer = (report: Report) => Promise<RenderedReport>;

const RENDERERS: Readonly<Record<ReportFormat, Renderer>> = {
  json: async (report) => jsonReport('application/json', report),
  async html(report) {
    const { htmlOf } = await import('./html.ts');
    return { mediaType: 'text/html', text: htmlOf(report) };
  },
  async junit(report) {
    const { junitOf } = await import('./junit.ts');
    return { mediaType: 'application/xml', text: junitOf(report) };
  },
  async sarif(report) {
    const { sarifOf } = await import('./sarif.ts');
    return jsonReport('application/sarif+json', sarifOf(report));
  },
  async markdown(report) {
    const { markdownOf } = await import('./markdown.ts');
    return { mediaType: 'text/markdown', text: markdownOf(report) };
  },
  async gitlab(report) {
    const { gitlabOf } = await import('./gitlab.ts');
    return jsonReport('application/json', gitlabOf(report));
  },
  async github(report) {
    const { githubOf } = await import('./github.ts');
    return { mediaType: 'text/plain', text: githubOf(report) };
  },
};

export function renderReport(report: Report, format: ReportFormat): Promise<RenderedReport> {
  return RENDERERS[format](report);
}

function jsonReport(mediaType: string, value: object): RenderedReport {
  return { mediaType, value, text: `${terminalJson(value, 2)}\n` };
}
