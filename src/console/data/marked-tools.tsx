// What can be done with the marked records of a table.
import { type Signal, useSignal } from '@preact/signals';
import { Dialog } from '../parts/dialog.tsx';
import { act } from '../state.ts';
import type { TableColumn } from './columns.ts';
import { Editor } from './editor.tsx';
import { saveAs } from './files.ts';
import { duplicate, type JsonRecord, nameOf, removeRecords, saveRecord, type RecordsTable } from './records.ts';

interface MarkedToolsProps {
  readonly table: RecordsTable;
  readonly records: readonly JsonRecord[];
  readonly marked: Signal<ReadonlySet<string>>;
  readonly columns: readonly TableColumn[];
}

export function MarkedTools({ table, records, marked, columns }: MarkedToolsProps) {
  const isSetting = useSignal(false);
  if (marked.value.size === 0) return null;
  const chosen = records.filter((record) => marked.value.has(nameOf(table.resource, record)));
  const text = chosen.length === 1 ? '1 record' : `${chosen.length} records`;
  const clear = () => {
    marked.value = new Set();
  };
  const remove = async () => {
    if (await act(() => removeRecords(table, chosen), `${text} deleted`)) clear();
  };
  const copyAll = async () => {
    if (await act(() => duplicate(table, chosen), `${text} added`)) clear();
  };
  return (
    <div class="tools marked" role="toolbar" aria-label="Marked records">
      <strong>{text}</strong>
      <button type="button" onClick={() => (isSetting.value = true)}>
        Set a value
      </button>
      <button type="button" onClick={copyAll}>
        Duplicate
      </button>
      <button type="button" onClick={() => saveAs(`${table.resource.name}.json`, JSON.stringify(chosen, null, 2))}>
        Export
      </button>
      <button type="button" class="danger" onClick={remove}>
        Delete {chosen.length}
      </button>
      <button type="button" class="plain" onClick={clear}>
        Mark none
      </button>
      {isSetting.value && <SetValue table={table} records={chosen} columns={columns} close={() => (isSetting.value = false)} />}
    </div>
  );
}

interface SetValueProps extends Pick<MarkedToolsProps, 'table' | 'records' | 'columns'> {
  readonly close: () => void;
}

/** Sets one property of several records. */
function SetValue({ table, records, columns, close }: SetValueProps) {
  const { resource } = table;
  const settable = columns.filter(({ property }) => property.name !== resource.key);
  const name = useSignal(settable[0]?.property.name ?? '');
  const value = useSignal<unknown>(undefined);
  const property = settable.find((one) => one.property.name === name.value)?.property;
  const save = async () => {
    const run = async () => {
      for (const record of records) await saveRecord(table, record, { ...record, [name.value]: value.value });
    };
    if (await act(run, `${name.value} of ${records.length} records is set`)) close();
  };
  return (
    <Dialog title={`Set a value of ${records.length} records`} close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <label>
          Property
          <select value={name.value} onChange={({ currentTarget }) => (name.value = currentTarget.value)}>
            {settable.map(({ property: one }) => (
              <option key={one.name}>{one.name}</option>
            ))}
          </select>
        </label>
        {property && (
          <div class="field">
            <span>Value</span>
            <Editor
              key={property.name}
              property={property}
              value={value.value}
              mount={resource.mount}
              label={`Value of ${property.name}`}
              isFocused={false}
              done={(next) => (value.value = next)}
              cancel={() => undefined}
            />
          </div>
        )}
        <button type="submit" class="main">
          Set
        </button>
      </form>
    </Dialog>
  );
}
