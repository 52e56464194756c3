// Renders the report in one of its formats. The code of a format is loaded on first use.
import type { Report } from './report.ts';
import { terminalJson } from './terminal-text.ts';

export const REPORT_FORMATS = ['json', 'html', 'junit', 'sarif'] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];

export interface RenderedReport {
  readonly mediaType: string;
  readonly text: string;
  /** The report as a value, if the format is JSON. */
  readonly value?: object;
}

/** The file names in a folder of reports. */
export const REPORT_FILES: Readonly<Record<ReportFormat, string>> = {
  json: 'report.json',
  html: 'report.html',
  junit: 'junit.xml',
  sarif: 'report.sarif',
};

export async function renderReport(report: Report, format: ReportFormat): Promise<RenderedReport> {
  switch (format) {
    case 'json':
      return jsonReport('application/json', report);
    case 'sarif': {
      const { sarifOf } = await import('./sarif.ts');
      return jsonReport('application/sarif+json', sarifOf(report));
    }
    case 'junit': {
      const { junitOf } = await import('./junit.ts');
      return { mediaType: 'application/xml', text: junitOf(report) };
    }
    case 'html': {
      const { htmlOf } = await import('./html.ts');
      return { mediaType: 'text/html', text: htmlOf(report) };
    }
  }
}

function jsonReport(mediaType: string, value: object): RenderedReport {
  return { mediaType, value, text: `${terminalJson(value, 2)}\n` };
}
