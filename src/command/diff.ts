// `standin diff`: what a new version of a document breaks, and the exit code for it.
import { diff } from '../api/diff.ts';
import { applyIgnores } from '../contract/compare/ignores.ts';
import type { Values } from '../options.ts';
import { isAtLeast } from '../report/diff/groups.ts';
import { renderDiff } from '../report/diff/render.ts';
import { ignoreLines } from '../report/diff/text.ts';
import { affectedFindings } from '../usage/affected.ts';
import { readUsage } from '../usage/usage-file.ts';
import { VERSION } from '../version.ts';
import { writeOut } from './write-out.ts';

export async function diffDocuments(values: Values<'diff'>, old: string, next: string): Promise<void> {
  const { format, failOn, show, ignore, out, quiet, allowRemoteRefs, usage } = values;
  const ignores = ignore === undefined ? [] : await (await import('../sources/diff-ignores.ts')).loadIgnores(ignore);
  const report = await diff(old, next, { allowRemoteRefs });
  const today = new Date().toISOString().slice(0, 10);
  const { findings } = report;
  const affected = usage === undefined ? findings : affectedFindings(findings, await readUsage(usage));
  const result = { ...report, ...applyIgnores(affected, ignores, today) };
  const text = await renderDiff(result, format, { show, tool: { name: 'standin', version: VERSION } });
  if (out !== undefined || !quiet) await writeOut(out, text, 'The differences');
  // Other formats have no place for them, or nobody reads them there.
  if (format === 'json' || format === 'sarif' || out !== undefined)
    for (const line of ignoreLines(result)) console.error(line);
  const fails = failOn !== 'never' && result.findings.some(({ severity }) => isAtLeast(severity, failOn));
  if (fails) process.exitCode = 1;
}
