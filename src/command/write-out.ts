// Writes the result of a command to the file of --out, or to standard output.
import { writeFile } from 'node:fs/promises';
import { SetupError } from '../errors/setup-error.ts';

/**
 * @param out the file; undefined for standard output
 * @param name what the text is, for an error: `The report`
 * @throws SetupError REPORT_UNAVAILABLE
 */
export async function writeOut(out: string | undefined, text: string, name: string): Promise<void> {
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  await writeFile(out, text).catch((cause: Error) => {
    throw new SetupError({
      code: 'REPORT_UNAVAILABLE',
      what: `${name} cannot be written to ${JSON.stringify(out)}: ${cause.message}`,
      advice: 'Use --out with a file in a folder that exists and that this user can write to',
      cause,
    });
  });
}
