// `standin usage show` and `standin usage merge`: usage files of several runs or repositories.
import type { Values } from '../options.ts';
import { terminalLine } from '../report/terminal-text.ts';
import { textOfUsage } from '../usage/text.ts';
import { mergeUsages } from '../usage/usage.ts';
import { readUsage, usageText, writeUsage } from '../usage/usage-file.ts';
import { invalid } from './usage-error.ts';

/** Prints what the client uses. @throws SetupError USAGE_INVALID */
export async function usageShow(_values: Values<'usage show'>, file: string): Promise<void> {
  process.stdout.write(textOfUsage(await readUsage(file)));
}

/** Joins usage files. @throws SetupError USAGE_INVALID, or COMMAND_LINE_INVALID without a file */
export async function usageMerge({ out }: Values<'usage merge'>, files: readonly string[]): Promise<void> {
  if (files.length === 0)
    throw invalid('The usage files are missing', 'Use standin usage merge a.json b.json --out all.json');
  const merged = mergeUsages(await Promise.all(files.map(readUsage)));
  if (out === undefined) process.stdout.write(usageText(merged));
  else {
    await writeUsage(out, merged);
    console.error(`standin: usage: ${terminalLine(out)}`);
  }
}
