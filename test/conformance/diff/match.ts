// Finds the same difference in the findings of both programs: the same operation, direction, family of rules, and name.
import type { DiffFinding } from '../../../src/index.ts';
import type { OasdiffChange } from './oasdiff.ts';

export type Family =
  | 'operation'
  | 'security'
  | 'parameter'
  | 'body'
  | 'status'
  | 'media type'
  | 'header'
  | 'property'
  | 'requiredness'
  | 'type'
  | 'enum'
  | 'limit'
  | 'pattern'
  | 'format'
  | 'variant'
  | 'rule'
  | 'read-only'
  | 'default'
  | 'lifecycle'
  | 'other';

/** The first pattern that an id matches gives the family. Both programs use the same words. */
const FAMILIES: readonly (readonly [pattern: RegExp, family: Family])[] = [
  [/^operation-removed|^api-(?:path-)?removed|^webhook-removed|^base-path/, 'operation'],
  [/security/, 'security'],
  [/sunset|deprecat|stability/, 'lifecycle'],
  [/status/, 'status'],
  [/item-schema|media-?type-schema/, 'type'],
  [/enum|const/, 'enum'],
  [/media-?type/, 'media type'],
  [/read-only|write-only/, 'read-only'],
  [/default/, 'default'],
  [
    /pattern-propert|prefix-items|contains|property-names|dependent|-if-|-then-|-else-|-not-|unevaluated|content-encoding|rule-|not-comparable/,
    'rule',
  ],
  [/pattern/, 'pattern'],
  [/format/, 'format'],
  [/any-of|one-of|all-of|variant|discriminator|wrapped/, 'variant'],
  [/max|min|multiple|unique|limit/, 'limit'],
  [/nullable|null|type|schema-became/, 'type'],
  [/^request-body-(?:added|became-required|removed)/, 'body'],
  [
    /new-required-request-property|(?:property|header)-became-(?:required|optional)|property-added-required/,
    'requiredness',
  ],
  [/^response-header-(?:removed|became)|required-response-header|^response-required-header/, 'header'],
  [/request-parameter|^parameter|new-.*-parameter|new-request-path|request-header-property/, 'parameter'],
  [/propert/, 'property'],
];

export function familyOf(id: string): Family {
  return FAMILIES.find(([pattern]) => pattern.test(id))?.[1] ?? 'other';
}

export interface ComparedChange {
  readonly id: string;
  readonly operation: string;
  readonly direction: string;
  readonly family: Family;
  /** The last names of what it is about; empty for a whole body. */
  readonly names: readonly string[];
  /** Whether it is an error or a warning. */
  readonly counts: boolean;
  readonly text: string;
}

export function ours(finding: DiffFinding): ComparedChange {
  const { id, operation, direction, pointer, name, severity, message, status, mediaType } = finding;
  const last = pointer.split('/').findLast((token) => token !== '' && token !== '*' && !/^\d+$/.test(token));
  return {
    id,
    operation: `${operation.method} ${operation.path}`,
    direction: id === 'response-media-type-removed' ? 'response' : direction,
    family: familyOf(id),
    names: [last, name, status, mediaType].filter((text) => text !== undefined).map(normal),
    counts: severity !== 'info',
    text: `${message} ${pointer}`,
  };
}

export function theirs({ id, text, level, operation = '', path = '' }: OasdiffChange): ComparedChange {
  const quoted = [...text.matchAll(/`([^`]*)`/g)].map(([, inner]) => inner as string);
  return {
    id,
    operation: `${operation} ${path}`,
    direction: /response/.test(id) ? 'response' : 'request',
    // oasdiff reports a change of the format as a change of the type.
    family: /`format` (?:was )?changed/.test(text) ? 'format' : familyOf(id),
    names: quoted
      .flatMap((inner) => inner.split('/'))
      .filter((part) => part !== '' && part !== 'items')
      .map(normal),
    counts: level >= 2,
    text,
  };
}

function normal(text: string): string {
  return text.toLowerCase().replace(/^['"]|['"]$/g, '');
}

export interface Matched {
  readonly agreed: readonly ComparedChange[];
  /** Reported by both, but only one counts it. */
  readonly ofOtherSeverity: readonly ComparedChange[];
  readonly oursOnly: readonly ComparedChange[];
  readonly theirsOnly: readonly ComparedChange[];
}

export function match(own: readonly ComparedChange[], other: readonly ComparedChange[]): Matched {
  const others = grouped(other);
  const owns = grouped(own);
  const result = { agreed: [], ofOtherSeverity: [], oursOnly: [], theirsOnly: [] } as Record<
    keyof Matched,
    ComparedChange[]
  >;
  for (const change of own.filter(({ counts }) => counts)) {
    const same = (others.get(keyOf(change)) ?? []).filter((one) => sharesName(change, one));
    if (same.some(({ counts }) => counts)) result.agreed.push(change);
    else if (same.length > 0) result.ofOtherSeverity.push(change);
    else result.oursOnly.push(change);
  }
  for (const change of other.filter(({ counts }) => counts)) {
    const same = (owns.get(keyOf(change)) ?? []).filter((one) => sharesName(change, one));
    if (same.length === 0) result.theirsOnly.push(change);
    else if (!same.some(({ counts }) => counts)) result.ofOtherSeverity.push(change);
  }
  return result;
}

function grouped(changes: readonly ComparedChange[]): ReadonlyMap<string, readonly ComparedChange[]> {
  const groups = new Map<string, ComparedChange[]>();
  for (const change of changes) groups.set(keyOf(change), [...(groups.get(keyOf(change)) ?? []), change]);
  return groups;
}

function keyOf({ operation, direction, family }: ComparedChange): string {
  return `${operation.replaceAll(/\{[^{}]*\}/g, '{}')} ${direction} ${family}`;
}

function sharesName({ names: a }: ComparedChange, { names: b }: ComparedChange): boolean {
  return a.length === 0 || b.length === 0 || a.some((name) => b.includes(name));
}
