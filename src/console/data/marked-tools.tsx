// What can be done with the marked records of a table.
import { type Signal, useSignal } from '@preact/signals';
import { Dialog } from '../parts/dialog.tsx';
import { act } from '../state.ts';
import type { TableColumn } from './columns.ts';
import { Editor } from './editor.tsx';
import { saveAs } from './files.ts';
import { duplicate, type JsonRecord, nameOf, removeRecords, setInAll, type RecordsTable } from './records.ts';

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
        Clear the selection
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
  // An input that leaves the page reports its value last, so a value belongs to its property.
  const entered = useSignal<{ readonly name: string; readonly value: unknown } | undefined>(undefined);
  const valueNow = () => (entered.value?.name === name.value ? entered.value.value : undefined);
  const problem = useSignal<string | undefined>(undefined);
  const property = settable.find((one) => one.property.name === name.value)?.property;
  const choose = (next: string) => {
    name.value = next;
    problem.value = undefined;
  };
  const save = async () => {
    const value = valueNow();
    problem.value = value === undefined ? `Enter a value of ${name.value}.` : undefined;
    if (problem.value !== undefined) return;
    const run = () => setInAll(table, records, name.value, value);
    if (await act(run, `${name.value} of ${records.length} records is set`, (message) => (problem.value = message))) close();
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
          <select value={name.value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
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
              value={valueNow()}
              mount={resource.mount}
              label={`Value of ${property.name}`}
              isFocused={false}
              done={(next) => (entered.value = { name: property.name, value: next })}
              cancel={() => undefined}
            />
          </div>
        )}
        {problem.value !== undefined && <p class="problem">{problem.value}</p>}
        <button type="submit" class="main">
          Set
        </button>
      </form>
    </Dialog>
  );
}
