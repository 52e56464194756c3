// `standin check`: compiles all of a document and reports its warnings; with --upstream, it calls a real service as well.
import { createStandin } from '../index.ts';
import type { Values } from '../options.ts';
import { pluralize } from '../report/violation-text.ts';
import { warningsText } from '../startup-message.ts';
import { loadingOptions } from './loading.ts';
import { conclude, prepareReports } from './run-result.ts';

export async function check(values: Values<'check'>, document: string): Promise<void> {
  const { upstream } = values;
  const passed = await (upstream === undefined
    ? checkDocument(document, values)
    : checkService(document, { ...values, upstream }));
  if (!passed) process.exitCode = 1;
}

async function checkDocument(document: string, values: Values<'check'>): Promise<boolean> {
  // The document is loaded even if --strict refuses it, so that all of its warnings are printed.
  const { strict = false, ...loading } = values;
  const standin = await createStandin(loadingOptions(document, loading));
  const warnings = await standin.lint();
  await standin.close();
  const { operations, title } = standin.contract;
  const found = warnings.length === 0 ? 'no warnings' : pluralize(warnings.length, 'warning');
  if (!values.quiet) console.log(`${title}: ${pluralize(operations.length, 'operation')}, ${found}`);
  const text = warningsText(warnings);
  if (text !== '') console.error(text);
  return !warnings.some(({ fatal }) => fatal || strict);
}

async function checkService(
  document: string,
  values: Values<'check'> & { readonly upstream: string },
): Promise<boolean> {
  const { checkUpstream } = await import('./check-upstream.ts');
  const { upstream, unsafe = false, headers = [], quiet = false } = values;
  await prepareReports(values.report);
  const print = (line: string) => (quiet ? undefined : console.log(line));
  const { report, failed } = await checkUpstream(loadingOptions(document, values), {
    upstream,
    unsafe,
    headers,
    print,
  });
  const passed = await conclude(report, values);
  if (failed > 0) {
    const what = `${upstream} did not respond to ${pluralize(failed, 'request')}`;
    console.error(`standin: ${what}\n  Check that the service runs, and that --upstream is its URL`);
  }
  return passed && failed === 0;
}
