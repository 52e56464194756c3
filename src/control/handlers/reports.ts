// The handlers for violations, coverage and reports.
import { reportedViolations } from '../../report/report.ts';
import { type ControlHandler, NO_CONTENT } from './handler.ts';

export const listViolations: ControlHandler<'listViolations'> =
  (target) =>
  async ({ parameters: { query } }) => ({
    status: 200,
    body: await reportedViolations(target.violations(query?.world), target.documents()),
  });

export const clearViolations: ControlHandler<'clearViolations'> =
  (target) =>
  ({ parameters: { query } }) => {
    target.clearViolations(query?.world);
    return NO_CONTENT;
  };

export const getCoverage: ControlHandler<'getCoverage'> = (target) => async () => ({
  status: 200,
  body: (await target.report()).documents,
});

export const getReport: ControlHandler<'getReport'> =
  (target) =>
  async ({ parameters: { query } }) => {
    const { renderReport } = await import('../../report/render.ts');
    const { mediaType, text, value } = await renderReport(await target.report(), query?.format ?? 'json');
    return { status: 200, mediaType, body: value ?? text };
  };
