// What the person has chosen for a table of records, and what has changed in it.
import type { Signal } from '@preact/signals';
import type { WorldDifference } from '../../control/client.ts';

export interface EditedValue {
  /** The key of the record. */
  readonly record: string;
  readonly property: string;
}

/** What the person has chosen for a table. */
export interface TableView {
  readonly search: Signal<string>;
  /** The name of the property that sorts the records; with a minus in front, in descending order. */
  readonly sort: Signal<string>;
  readonly marked: Signal<ReadonlySet<string>>;
  readonly isChangedOnly: Signal<boolean>;
  readonly isAdding: Signal<boolean>;
  /** Whether the records are shown as JSON. */
  readonly isJson: Signal<boolean>;
  /** The value that is edited. */
  readonly edited: Signal<EditedValue | undefined>;
}

/** The differences to the initial state, by the paths of the records. */
export type Changes = ReadonlyMap<string, WorldDifference>;
