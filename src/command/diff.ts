// `standin diff`: what a new version of a document breaks, and the exit code for it.
import { diffVersions, loadVersion } from '../api/diff.ts';
import type { DiffFinding } from '../contract/compare/finding.ts';
import { applyIgnores } from '../contract/compare/ignores.ts';
import type { Values } from '../options.ts';
import { isAtLeast } from '../report/diff/groups.ts';
import { renderDiff } from '../report/diff/render.ts';
import { leftOutLines } from '../report/diff/text.ts';
import { isAffected } from '../usage/affected.ts';
import { readUsage, requireDeclared } from '../usage/usage-file.ts';
import { VERSION } from '../version.ts';
import { writeOut } from './write-out.ts';

export async function diffDocuments(values: Values<'diff'>, old: string, next: string): Promise<void> {
  const { format, failOn, show, ignore, out, quiet, allowRemoteRefs, usage } = values;
  const ignores = ignore === undefined ? [] : await (await import('../sources/diff-ignores.ts')).loadIgnores(ignore);
  const used = usage === undefined ? undefined : await readUsage(usage);
  const versions = [await loadVersion(old, { allowRemoteRefs }), await loadVersion(next, { allowRemoteRefs })] as const;
  if (usage !== undefined && used) {
    const contracts = versions.map(({ contract }) => contract);
    requireDeclared(used, usage, contracts);
  }
  const report = await diffVersions(...versions);
  const today = new Date().toISOString().slice(0, 10);
  const { findings } = report;
  const isUsed = (finding: DiffFinding) => used === undefined || isAffected(finding, used);
  const result = {
    ...report,
    ...applyIgnores(findings.filter(isUsed), ignores, today),
    notUsed: findings.filter((finding) => !isUsed(finding)),
  };
  const text = await renderDiff(result, format, { show, tool: { name: 'standin', version: VERSION } });
  if (out !== undefined || !quiet) await writeOut(out, text, 'The differences');
  // Other formats have no place for them, or nobody reads them there.
  if (format === 'json' || format === 'sarif' || out !== undefined)
    for (const line of leftOutLines(result)) console.error(line);
  const fails = failOn !== 'never' && result.findings.some(({ severity }) => isAtLeast(severity, failOn));
  if (fails) process.exitCode = 1;
}
