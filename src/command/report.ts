// `standin report`: the report of a running server.
import { serverUnreachable } from '../errors/server-unreachable.ts';
import { SetupError } from '../errors/setup-error.ts';
import type { Values } from '../options.ts';
import type { Report } from '../report/report.ts';
import { terminalLine } from '../report/terminal-text.ts';
import { textOf } from '../report/text.ts';
import { writeOut } from './write-out.ts';

export async function report({ url, format, out, controlToken }: Values<'report'>): Promise<void> {
  const headers: Record<string, string> = controlToken === undefined ? {} : { authorization: `Bearer ${controlToken}` };
  // The server has no text format: it is a rendering of the JSON.
  const served = format === 'text' ? 'json' : format;
  const response = await fetch(new URL(`/_standin/report?format=${served}`, url), { headers }).catch((error: Error) => {
    throw serverUnreachable('REPORT_UNAVAILABLE', url, error);
  });
  const body = await response.text();
  if (!response.ok) throw refused(url, response.status, body);
  const text = format === 'text' ? textOf(JSON.parse(body) as Report) : body;
  await writeOut(out, text, 'The report');
}

function refused(url: string, status: number, text: string): SetupError {
  return status === 401 || status === 403
    ? unavailable(
        `The server at ${url} refused access with ${status}`,
        'Use the token of the server with --control-token',
      )
    : unavailable(
        `The server at ${url} responded with ${status}: ${terminalLine(text.slice(0, 500))}`,
        'Use --url with a standin server',
      );
}

function unavailable(what: string, advice: string): SetupError {
  return new SetupError({ code: 'REPORT_UNAVAILABLE', what, advice });
}
