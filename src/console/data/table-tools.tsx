// What can be done with all records of a table: search, add, generate, import, export, save as a scenario.
import { messageOf } from '../connection.ts';
import { Menu, MenuItem } from '../parts/menu.tsx';
import { toast } from '../parts/toast.tsx';
import { act, currentWorld } from '../state.ts';
import { saveAs } from './files.ts';
import { type JsonRecord, replaceAll, type RecordsTable } from './records.ts';
import type { Changes, TableView } from './table-view.ts';

interface TableToolsProps {
  readonly table: RecordsTable;
  readonly records: readonly JsonRecord[];
  readonly shown: number;
  readonly view: TableView;
  readonly changes: Changes;
}

/** How many records "Generate" adds. */
const GENERATED = 50;

export function TableTools({ table, records, shown, view, changes }: TableToolsProps) {
  const { resource, path } = table;
  const isCollection = resource.kind === 'collection';
  const generate = () =>
    act(async () => {
      const own = currentWorld();
      await own.add(path, await own.samples(path, GENERATED, resource.mount), resource.mount);
    }, `${GENERATED} records added`);
  return (
    <div class="tools">
      <h2>
        {decodeURIComponent(path)} <span class="dim">{shown === records.length ? records.length : `${shown} of ${records.length}`}</span>
      </h2>
      <input
        type="search"
        id="filter"
        aria-label="Search in the records"
        placeholder="Search"
        value={view.search.value}
        onInput={({ currentTarget }) => (view.search.value = currentTarget.value)}
      />
      {changes.size > 0 && (
        <button
          type="button"
          aria-pressed={view.isChangedOnly.value}
          title="Records that differ from the initial state"
          onClick={() => (view.isChangedOnly.value = !view.isChangedOnly.value)}
        >
          {summaryOf(changes)}
        </button>
      )}
      {isCollection && (
        <>
          <button type="button" class="main" onClick={() => (view.isAdding.value = true)}>
            Add
          </button>
          <button type="button" aria-pressed={view.isJson.value} onClick={() => (view.isJson.value = !view.isJson.value)}>
            JSON
          </button>
          <button type="button" onClick={generate}>
            Generate {GENERATED}
          </button>
        </>
      )}
      <Menu label="More">
        <Files table={table} records={records} />
        <hr />
        <MenuItem run={saveScenario}>Save the state as a scenario</MenuItem>
        <MenuItem run={() => act(() => currentWorld().undo(), 'The last change is undone')}>Undo the last change</MenuItem>
      </Menu>
    </div>
  );
}

/** How many records differ from the initial state. */
function summaryOf(changes: Changes): string {
  const kinds = [...changes.values()].map(({ kind }) => kind);
  const counted = (['added', 'changed', 'removed'] as const).map((kind) => [kinds.filter((one) => one === kind).length, kind] as const);
  return counted
    .filter(([count]) => count > 0)
    .map(([count, kind]) => `${count} ${kind}`)
    .join(', ');
}

function Files({ table, records }: Pick<TableToolsProps, 'table' | 'records'>) {
  const { resource, path } = table;
  const exportCsv = async () => {
    try {
      saveAs(`${resource.name}.csv`, await currentWorld().getCsv(path, resource.mount), 'text/csv');
    } catch (error) {
      toast(messageOf(error), 'error');
    }
  };
  return (
    <>
      <MenuItem run={() => saveAs(`${resource.name}.json`, JSON.stringify(records, null, 2))}>Export as JSON</MenuItem>
      {resource.kind === 'collection' && (
        <>
          <MenuItem run={exportCsv}>Export as CSV</MenuItem>
          <label class="item">
            Import JSON or CSV
            <input
              type="file"
              class="hidden"
              accept="application/json,.json,text/csv,.csv"
              onChange={({ currentTarget }) => {
                read(table, currentTarget.files?.[0]);
                currentTarget.value = '';
              }}
            />
          </label>
        </>
      )}
    </>
  );
}

/** The file replaces the records. */
function read(table: RecordsTable, file: File | undefined): void {
  if (!file) return;
  const { resource, path } = table;
  act(async () => {
    const text = await file.text();
    if (/\.csv$/i.test(file.name) || file.type === 'text/csv') {
      await currentWorld().setCsv(path, text, resource.mount);
      return;
    }
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) throw new Error('The file must contain a JSON array of records');
    await replaceAll(table, value as JsonRecord[]);
  }, `${file.name} is imported`);
}

export function saveScenario(): Promise<boolean> {
  return act(async () => {
    const { name } = currentWorld();
    const scenario = await currentWorld().saveScenario(name);
    saveAs(`${name}-scenario.json`, JSON.stringify(scenario, null, 2));
  }, 'The scenario is saved as a file. Start the server with --scenarios and this file.');
}
