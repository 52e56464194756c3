// Which differences of two versions of a document can concern a client, by its usage. A difference about which the usage says
// nothing counts as one that can.
import type { DiffFinding } from '../contract/compare/finding.ts';
import type { Json } from '../json/value.ts';
import { isReadIn, type Usage, type UsedOperation } from './usage.ts';

export function affectedFindings<Finding extends DiffFinding>(
  findings: readonly Finding[],
  usage: Usage,
): readonly Finding[] {
  return findings.filter((finding) => isAffected(finding, usage));
}

export function isAffected(finding: DiffFinding, usage: Usage): boolean {
  if (finding.outgoing?.kind === 'webhook') return true;
  const used = usage.operations.filter((one) => isSameOperation(one, finding.operation));
  if (finding.outgoing) return used.length > 0;
  return used.some((one) => (finding.direction === 'request' ? isSent(finding, one) : isReceived(finding, one)));
}

/** Names of path parameters have no meaning for a client. The base path can be part of the path in another version. */
function isSameOperation(
  { method, path, operation }: UsedOperation,
  { method: other, path: template, operationId }: DiffFinding['operation'],
): boolean {
  if (operationId !== undefined && operationId === operation) return true;
  const plain = (text: string) => text.replaceAll(/\{[^{}]*\}/g, '{}');
  return method === other && plain(path) === plain(template);
}

/** Differences that concern every request, whatever it contains. */
const OF_ALL_REQUESTS: ReadonlySet<DiffFinding['id']> = new Set([
  'parameter-added-required',
  'request-body-added-required',
  'request-body-became-required',
]);

/** Differences that concern requests without the property. */
const OF_PARENTS: ReadonlySet<DiffFinding['id']> = new Set([
  'request-property-added-required',
  'request-property-became-required',
]);

function isSent(finding: DiffFinding, used: UsedOperation): boolean {
  const { id, in: place, name, mediaType } = finding;
  if (OF_ALL_REQUESTS.has(id)) return true;
  if (id === 'request-media-type-removed') return mediaType === undefined || used.mediaTypes.includes(mediaType);
  if (place === 'body') return used.mediaTypes.length > 0 && isPropertySent(finding, used);
  if (name === undefined) return true;
  // A header of a part of a form.
  if (mediaType !== undefined) return used.mediaTypes.includes(mediaType);
  const sent = used.parameters.find((one) => one.in === place && one.name === name);
  // A required parameter is always sent, and one that is not sent says nothing about whether it could be left out.
  if (id === 'parameter-became-required') return sent === undefined;
  return sent !== undefined && isValueUsed(finding, sent.values);
}

function isPropertySent(finding: DiffFinding, { properties }: UsedOperation): boolean {
  const { id, pointer } = finding;
  if (OF_PARENTS.has(id)) {
    const parent = pointer.slice(0, pointer.lastIndexOf('/')).replace(/(?:\/\*)+$/, '');
    return parent === '' || properties.some((one) => one.pointer === parent);
  }
  const named = pointer.replace(/(?:\/\*)+$/, '');
  if (named === '') return true;
  const sent = properties.find((one) => one.pointer === named);
  return sent !== undefined && isValueUsed(finding, sent.values);
}

/** Whether one of the values that are no longer accepted was sent. */
function isValueUsed({ id, oldValue }: DiffFinding, values: readonly Json[] | undefined): boolean {
  if (id !== 'request-enum-value-removed' || values === undefined || !Array.isArray(oldValue)) return true;
  const removed = new Set(oldValue.map((value: Json) => JSON.stringify(value)));
  return values.some((value) => removed.has(JSON.stringify(value)));
}

function isReceived({ status, pointer, in: place }: DiffFinding, { statuses, reads }: UsedOperation): boolean {
  if (status === undefined || place === 'status') return true;
  const received = statuses.filter((one) => isInRange(one, status));
  if (received.length === 0) return false;
  if (place !== 'body') return true;
  const known = received.map((one) => reads?.[one]);
  return known.some((one) => one === undefined || isReadIn(one, pointer));
}

function isInRange(status: number, declared: string): boolean {
  if (declared === 'default') return true;
  return String(status) === declared || `${Math.floor(status / 100)}XX` === declared.toUpperCase();
}
