// The response that a change of a response allows and the old version did not: the mock of a new version rarely sends it by itself.
import type { DiffFinding } from '../contract/compare/finding.ts';
import type { FaultKind } from '../faults/fault.ts';
import type { ResponseEdit } from '../faults/response-edit.ts';
import type { Json } from '../json/value.ts';

/** A fault that sends it; undefined if it is not known how. */
export function worstResponse(finding: DiffFinding): FaultKind | undefined {
  const { direction, in: place, status = '' } = finding;
  if (direction !== 'response' || place !== 'body') return undefined;
  const edit = editOf(finding);
  if (edit === undefined) return undefined;
  return { kind: 'edit-response', edits: [edit], ...(/^\d{3}$/.test(status) && { status: Number(status) }) };
}

function editOf(finding: DiffFinding): ResponseEdit | undefined {
  const { id, pointer: path } = finding;
  const replace = (value: Json | undefined): ResponseEdit | undefined =>
    value === undefined ? undefined : { op: 'replace', path, value };
  switch (id) {
    case 'response-property-removed':
    case 'response-optional-property-removed':
    case 'response-property-became-optional':
      return path === '' ? undefined : { op: 'remove', path };
    case 'response-null-allowed':
      return replace(null);
    case 'response-enum-value-added':
      return replace(Array.isArray(finding.newValue) ? (finding.newValue[0] as Json) : finding.newValue);
    case 'response-enum-removed':
    case 'response-pattern-removed':
      return replace('standin-unknown');
    case 'response-type-widened':
      return replace(valueOfType(finding));
    case 'response-limit-widened':
      return beyondLimit(finding);
    default:
      return undefined;
  }
}

const VALUES: Readonly<Record<string, Json>> = {
  string: 'standin',
  integer: 42,
  number: 4.2,
  boolean: true,
  array: [],
  object: {},
  null: null,
};

/** A value of a type that the old version did not allow. */
function valueOfType({ oldValue, newValue }: DiffFinding): Json | undefined {
  const old = namesIn(oldValue);
  const added = namesIn(newValue).find((name) => !old.includes(name));
  return added === undefined ? undefined : VALUES[added];
}

function namesIn(value: Json | undefined): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((name) => typeof name === 'string');
}

function beyondLimit({ keyword, oldValue, pointer: path }: DiffFinding): ResponseEdit | undefined {
  if (typeof oldValue !== 'number') return undefined;
  switch (keyword) {
    case 'maximum':
    case 'exclusiveMaximum':
      return { op: 'replace', path, value: oldValue + 1 };
    case 'minimum':
    case 'exclusiveMinimum':
      return { op: 'replace', path, value: oldValue - 1 };
    case 'maxLength':
      return { op: 'replace', path, value: 'x'.repeat(Math.min(oldValue + 1, 100_000)) };
    case 'minLength':
      return { op: 'replace', path, value: 'x'.repeat(Math.max(0, oldValue - 1)) };
    case 'maxItems':
      return { op: 'repeat', path, times: Math.min(oldValue + 1, 1_000) };
    case 'minItems':
      return { op: 'replace', path, value: [] };
    default:
      return undefined;
  }
}
