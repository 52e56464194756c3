// A value of a record in a table. A click changes it. The key of another record leads to that record.
import type { ComponentChildren } from 'preact';
import { hrefOf } from '../route.ts';
import { Editor } from './editor.tsx';
import type { RecordProperty } from './records.ts';

interface CellProps {
  readonly property: RecordProperty;
  readonly value: unknown;
  readonly mount: string;
  readonly isChanged: boolean;
  readonly isEdited: boolean;
  readonly edit: () => void;
  /** Called at the end of the edit. */
  readonly close: () => void;
  readonly save: (value: unknown) => void;
}

/** A table has many of them, so they have no state of their own. */
export function Cell({ property, value, mount, isChanged, isEdited, edit, close, save }: CellProps) {
  if (isEdited) {
    let isDone = false;
    const done = (next: unknown) => {
      // Enter closes the input, which then loses the focus.
      if (isDone) return;
      isDone = true;
      close();
      if (JSON.stringify(next) !== JSON.stringify(value)) save(next);
    };
    const cancel = () => {
      isDone = true;
      close();
    };
    return (
      <Editor
        property={property}
        value={value}
        mount={mount}
        done={done}
        cancel={cancel}
        label={`New value of ${property.name}`}
        isFocused
      />
    );
  }
  const { refersTo } = property;
  const isLink = refersTo !== undefined && !refersTo.includes('{}') && value !== undefined && value !== null;
  return (
    <>
      <button
        type="button"
        class={isChanged ? 'cell changed' : 'cell'}
        title={titleOf(property, value)}
        onClick={edit}
      >
        {shown(value)}
      </button>
      {isLink && (
        <a
          class="relation"
          href={hrefOf('data', refersTo.slice(1), { record: String(value), mount: mount || undefined })}
          aria-label={`Show ${refersTo}/${value}`}
        >
          ↗
        </a>
      )}
    </>
  );
}

function titleOf({ description, readOnly }: RecordProperty, value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value ?? '');
  const note = readOnly ? 'Clients cannot change it; you can here. ' : '';
  return [text.slice(0, 300), `${note}${description ?? ''}`].filter(Boolean).join('\n');
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

function shown(value: unknown): ComponentChildren {
  if (value === undefined) return <span class="dim">–</span>;
  if (value === null) return <span class="json-null">null</span>;
  if (typeof value === 'boolean') return <span class="json-boolean">{String(value)}</span>;
  if (typeof value === 'number') return <span class="json-number">{value}</span>;
  if (Array.isArray(value)) return <span class="dim">{value.length === 1 ? '1 item' : `${value.length} items`}</span>;
  if (typeof value === 'object') return <span class="dim">{JSON.stringify(value).slice(0, 40)}</span>;
  const text = String(value);
  return DATE_TIME.test(text) ? text.replace('T', ' ').replace(/(?::\d\d(?:\.\d+)?)?Z$/, '') : text;
}
