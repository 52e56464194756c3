// The records of one resource as a table. A click on a value changes it. Only the visible rows are in the page.
import { useSignal } from '@preact/signals';
import { Scrollable } from '../parts/scrollable.tsx';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { ResourceInfo, WorldDifference } from '../../control/client.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { useScrolled } from '../parts/virtual-list.tsx';
import { route, setQuery } from '../route.ts';
import { act, currentWorld, stateVersion } from '../state.ts';
import { Cell } from './cell.tsx';
import { CollectionJson } from './collection-json.tsx';
import { type TableColumn, columnsOf, sorted } from './columns.ts';
import { MarkedTools } from './marked-tools.tsx';
import { NewRecord } from './new-record.tsx';
import { RecordDrawer } from './record-drawer.tsx';
import { hasKeysInPath, isRecord, type JsonRecord, nameOf, pathOf, readRecords, saveChanges, type RecordsTable } from './records.ts';
import { tablesRead } from './resources.ts';
import { TableTools } from './table-tools.tsx';
import type { Changes, EditedValue, TableView } from './table-view.ts';

interface RecordTableProps {
  readonly table: RecordsTable;
  readonly all: readonly ResourceInfo[];
}

export function RecordTable({ table, all }: RecordTableProps) {
  const { resource } = table;
  const view: TableView = {
    search: useSignal(''),
    sort: useSignal(''),
    marked: useSignal<ReadonlySet<string>>(new Set()),
    isChangedOnly: useSignal(false),
    isAdding: useSignal(false),
    isJson: useSignal(false),
    edited: useSignal<EditedValue | undefined>(undefined),
  };
  const { value: records, failure } = useLoaded(() => readRecords(table), [stateVersion.value, table.path]);
  const isRead = records !== undefined;
  useEffect(() => {
    if (isRead && resource.kind === 'collection' && resource.items === undefined) tablesRead.value += 1;
  }, [isRead]);
  const changes = useChanges(table);
  const columns = useMemo(() => columnsOf(resource, records ?? []), [resource, records]);
  const found = useMemo(
    () => sorted((records ?? []).filter((record) => isWanted(record, table, view, changes)), view.sort.value),
    [records, changes, view.search.value, view.sort.value, view.isChangedOnly.value],
  );
  const openKey = route.value.query.get('record') ?? undefined;
  const open = openKey === undefined ? undefined : records?.find((record) => nameOf(resource, record) === openKey);
  const close = () => {
    view.isAdding.value = false;
    setQuery({ record: undefined });
  };
  return (
    <div class={`main-part ${open || view.isAdding.value ? 'split' : ''}`}>
      <div class="list-part">
        <TableTools table={table} records={records ?? []} shown={found.length} view={view} changes={changes} />
        <MarkedTools table={table} records={records ?? []} marked={view.marked} columns={columns} />
        {failure !== undefined && <p class="problem">{failure}</p>}
        {records?.length === 0 && failure === undefined ? (
          <p class="empty">There are no records. Add one, or generate some.</p>
        ) : view.isJson.value && records && resource.kind === 'collection' ? (
          <CollectionJson table={table} records={records} />
        ) : (
          <Rows table={table} records={found} columns={columns} view={view} changes={changes} openKey={openKey} />
        )}
      </div>
      {view.isAdding.value && <NewRecord table={table} close={close} />}
      {open && !view.isAdding.value && <RecordDrawer key={openKey} table={table} record={open} all={all} close={close} />}
      {openKey !== undefined && !open && records && !view.isAdding.value && <Missing name={openKey} close={close} />}
    </div>
  );
}

function Missing({ name, close }: { readonly name: string; readonly close: () => void }) {
  return (
    <aside class="drawer">
      <div class="content">
        <p class="problem">There is no record {name} now.</p>
        <button type="button" onClick={close}>
          Close
        </button>
      </div>
    </aside>
  );
}

const NO_CHANGES: Changes = new Map();

function useChanges({ resource, path }: RecordsTable): Changes {
  const { value } = useLoaded(() => currentWorld().diff(), [stateVersion.value, path]);
  return useMemo(() => {
    if (!value) return NO_CHANGES;
    const isBelow = (one: string) => one === path || (one.startsWith(`${path}/`) && !one.slice(path.length + 1).includes('/'));
    const own = value.filter((one) => one.mount === resource.mount && isBelow(encodeURI(one.path)));
    return new Map(own.map((one) => [encodeURI(one.path), one]));
  }, [value, path]);
}

function isWanted(record: JsonRecord, table: RecordsTable, { search, isChangedOnly }: TableView, changes: Changes): boolean {
  if (isChangedOnly.value && !changes.has(pathOf(table, record))) return false;
  const text = search.value.toLowerCase();
  return text === '' || searchText(record).includes(text);
}

const searchTexts = new WeakMap<JsonRecord, string>();

/** All values of a record. They are joined once, so that each letter of a search is fast. */
function searchText(record: JsonRecord): string {
  const known = searchTexts.get(record);
  if (known !== undefined) return known;
  const text = JSON.stringify(record).toLowerCase();
  searchTexts.set(record, text);
  return text;
}

interface RowsProps {
  readonly table: RecordsTable;
  readonly records: readonly JsonRecord[];
  readonly columns: readonly TableColumn[];
  readonly view: TableView;
  readonly changes: Changes;
  readonly openKey: string | undefined;
}

const ROW_HEIGHT = 30;
const MARGIN = 5;

function Rows({ table, records, columns, view, changes, openKey }: RowsProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { top, height } = useScrolled(frame);
  const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - MARGIN);
  const last = Math.min(records.length, Math.ceil((top + height) / ROW_HEIGHT) + MARGIN);
  const slots = Math.ceil(height / ROW_HEIGHT) + 2 * MARGIN + 1;
  useEffect(() => {
    if (frame.current) frame.current.scrollTop = 0;
  }, [view.search.value, view.sort.value]);
  return (
    <Scrollable name={`Records of ${table.resource.name}`} frame={frame}>
      <table class="records" aria-rowcount={records.length + 1}>
        <colgroup>
          <col style={{ width: '72px' }} />
          {hasKeysInPath(table.resource) && <col style={{ width: '120px' }} />}
          {columns.map(({ property, width }) => (
            <col key={property.name} style={{ width: `${width}px` }} />
          ))}
          <col />
        </colgroup>
        <Head columns={columns} records={records} table={table} view={view} />
        <tbody>
          <Space height={first * ROW_HEIGHT} />
          {records.slice(first, last).map((record, index) => {
            const name = nameOf(table.resource, record) || String(first + index);
            const change = changes.size === 0 ? undefined : changes.get(pathOf(table, record));
            // The elements of a row that leaves the page show the next one: new elements would take most of the time of a frame.
            return <Row key={(first + index) % slots} {...{ name, table, record, columns, view, change }} isOpen={name === openKey} />;
          })}
          <Space height={(records.length - last) * ROW_HEIGHT} />
        </tbody>
      </table>
    </Scrollable>
  );
}

/** The room of the rows that are not in the page. */
function Space({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true" class="space" style={{ height: `${height}px` }}>
      <td />
    </tr>
  );
}

function Head({ columns, records, table, view: { marked, sort } }: Pick<RowsProps, 'columns' | 'records' | 'table' | 'view'>) {
  const isAll = records.length > 0 && marked.value.size === records.length;
  const markAll = () => {
    marked.value = isAll ? new Set() : new Set(records.map((record) => nameOf(table.resource, record)));
  };
  const sortBy = (name: string) => {
    sort.value = sort.value === name ? `-${name}` : sort.value === `-${name}` ? '' : name;
  };
  return (
    <thead>
      <tr>
        <th>
          <input type="checkbox" aria-label="Mark all records" checked={isAll} onChange={markAll} />
        </th>
        {hasKeysInPath(table.resource) && <th title="The key is in the path only">key</th>}
        {columns.map(({ property: { name, description, readOnly } }) => {
          const order = sort.value === name ? 'ascending' : sort.value === `-${name}` ? 'descending' : undefined;
          return (
            <th key={name} title={`${description ?? ''}${readOnly ? ' (read-only for clients)' : ''}`.trim() || undefined} aria-sort={order}>
              <button type="button" class="sort" onClick={() => sortBy(name)}>
                {name} {order === 'ascending' ? '↑' : order === 'descending' ? '↓' : ''}
              </button>
            </th>
          );
        })}
        <td />
      </tr>
    </thead>
  );
}

interface RowProps extends Pick<RowsProps, 'table' | 'columns' | 'view'> {
  readonly name: string;
  readonly record: JsonRecord;
  readonly change: WorldDifference | undefined;
  readonly isOpen: boolean;
}

function Row({ table, record, name, columns, view: { marked, edited }, change, isOpen }: RowProps) {
  const { mount } = table.resource;
  const before = isRecord(change?.from) ? change.from : undefined;
  const row = useRef<HTMLTableRowElement>(null);
  useLayoutEffect(() => () => blurIn(row.current), [name]);
  const isDifferent = (property: string) => before !== undefined && JSON.stringify(before[property]) !== JSON.stringify(record[property]);
  return (
    <tr ref={row} class={`${isOpen ? 'open' : ''} ${change?.kind ?? ''}`}>
      <td>
        <input type="checkbox" aria-label={`Mark ${name}`} checked={marked.value.has(name)} onChange={() => (marked.value = toggled(marked.value, name))} />
        <button type="button" class="plain opener" aria-label={`Open ${name}`} title="Open the record" onClick={() => setQuery({ record: name })}>
          ⤢
        </button>
      </td>
      {hasKeysInPath(table.resource) && (
        <td>
          <span class="cell">{name}</span>
        </td>
      )}
      {columns.map(({ property }) => (
        <td key={property.name}>
          <Cell
            property={property}
            value={record[property.name]}
            mount={mount}
            isChanged={isDifferent(property.name)}
            isEdited={edited.value?.record === name && edited.value.property === property.name}
            edit={() => (edited.value = { record: name, property: property.name })}
            close={() => (edited.value = undefined)}
            save={(value) => act(() => saveChanges(table, record, { ...record, [property.name]: value }), `${property.name} of ${name} saved`)}
          />
        </td>
      ))}
      <td />
    </tr>
  );
}

/** The focus does not stay in elements that show another record now. */
function blurIn(row: HTMLElement | null): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && row?.contains(activeElement)) activeElement.blur();
}

function toggled(marked: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(marked);
  if (!next.delete(key)) next.add(key);
  return next;
}
