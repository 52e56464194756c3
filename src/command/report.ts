// `standin report`: the report of a server that runs.
import { writeFile } from 'node:fs/promises';
import { serverUnreachable } from '../errors/server-unreachable.ts';
import { SetupError } from '../errors/setup-error.ts';
import { REPORT_FORMATS, type ReportFormat } from '../report/render.ts';

export interface ReportSettings {
  readonly url: string;
  readonly format: string;
  readonly out?: string;
  readonly controlToken?: string;
}

export async function report({ url, format, out, controlToken }: ReportSettings): Promise<void> {
  if (!REPORT_FORMATS.includes(format as ReportFormat)) {
    throw unusable(`--format is ${JSON.stringify(format)}`, `Give one of ${REPORT_FORMATS.join(', ')}`);
  }
  const headers: Record<string, string> = controlToken === undefined ? {} : { authorization: `Bearer ${controlToken}` };
  const place = new URL(`/_standin/report?format=${format}`, url);
  const response = await fetch(place, { headers }).catch((error: Error) => {
    throw serverUnreachable('REPORT_UNAVAILABLE', url, error);
  });
  const text = await response.text();
  if (!response.ok) {
    throw unusable(`The server answers ${response.status}: ${text.slice(0, 500)}`, 'Give its token by --control-token');
  }
  if (out === undefined) process.stdout.write(text);
  else
    await writeFile(out, text).catch((cause: Error) => {
      throw unusable(`${out} cannot be written: ${cause.message}`, 'Give another file by --out');
    });
}

function unusable(what: string, advice: string): SetupError {
  return new SetupError({ code: 'REPORT_UNAVAILABLE', what, advice });
}
