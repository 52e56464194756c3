// The handlers for violations, coverage and reports.

import { HttpError } from '../../errors/http-error.ts';
import { reportedViolations } from '../../report/report.ts';
import type { UsageRecorder } from '../../usage/record-usage.ts';
import type { ControlTarget } from '../target.ts';
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

export const getUsage: ControlHandler<'getUsage'> = (target) => () => ({ status: 200, body: usageOf(target).usage() });

export const addUsageReads: ControlHandler<'addUsageReads'> =
  (target) =>
  ({ body }) => {
    usageOf(target).addReads(body.reads);
    return NO_CONTENT;
  };

/** @throws HttpError RESOURCE_NOT_FOUND if usage is not recorded */
function usageOf({ usage }: ControlTarget): UsageRecorder {
  if (usage) return usage;
  const message = 'The usage is not recorded. Start the server with --record-usage, or the tests with --usage.';
  throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message });
}
