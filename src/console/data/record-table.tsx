// The records of one resource as a table. A click on a value changes it.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ResourceInfo } from '../../control/client.ts';
import { messageOf } from '../connection.ts';
import { setQuery, route } from '../route.ts';
import { act, revision, worldName } from '../state.ts';
import { Cell, type Property } from './cell.tsx';
import { saveAs } from './files.ts';
import { RecordDrawer } from './record-drawer.tsx';
import { type JsonRecord, keyOf, readRecords, removeRecord, replaceAll, saveRecord } from './records.ts';

interface RecordTableProps {
  readonly resource: ResourceInfo;
  readonly path: string;
  readonly all: readonly ResourceInfo[];
}

/** Records of one page of the table. */
const PAGE = 100;
/** Columns that are shown; the other properties are in the record. */
const MOST_COLUMNS = 8;

export function RecordTable({ resource, path, all }: RecordTableProps) {
  const records = useSignal<readonly JsonRecord[]>([]);
  const failure = useSignal<string | undefined>(undefined);
  const search = useSignal('');
  const page = useSignal(0);
  const marked = useSignal<ReadonlySet<string>>(new Set());
  const version = revision.value;
  const name = worldName.value;
  useEffect(() => {
    readRecords(resource, path).then(
      (found) => {
        records.value = found;
        failure.value = undefined;
      },
      (error) => {
        records.value = [];
        failure.value = messageOf(error);
      },
    );
  }, [version, name, path]);
  const columns = columnsOf(resource, records.value);
  const found = records.value.filter((record) => matches(record, search.value));
  const shown = found.slice(page.value * PAGE, (page.value + 1) * PAGE);
  const openKey = route.value.query.get('record');
  const open = openKey === null ? undefined : records.value.find((record) => recordKey(resource, record) === openKey);
  const removeMarked = () => {
    const gone = records.value.filter((record) => marked.value.has(recordKey(resource, record)));
    act(async () => {
      for (const record of gone) await removeRecord(resource, path, record);
      marked.value = new Set();
    }, gone.length === 1 ? '1 record deleted' : `${gone.length} records deleted`);
  };
  return (
    <>
      <div class="tools">
        <h2>{decodeURIComponent(path)}</h2>
        <input
          type="search"
          id="filter"
          aria-label="Search in the records"
          placeholder="Search"
          value={search.value}
          onInput={({ currentTarget }) => {
            search.value = currentTarget.value;
            page.value = 0;
          }}
        />
        {marked.value.size > 0 && (
          <button type="button" class="danger" onClick={removeMarked}>
            Delete {marked.value.size}
          </button>
        )}
        <button type="button" onClick={() => saveAs(`${resource.name}.json`, JSON.stringify(records.value, null, 2))}>
          Export
        </button>
        {resource.kind === 'collection' && <ImportButton resource={resource} path={path} />}
      </div>
      {failure.value !== undefined && <p class="problem">{failure.value}</p>}
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>
                <span class="hidden">Mark</span>
              </th>
              {columns.map((property) => (
                <th key={property.name} title={property.description}>
                  {property.name}
                </th>
              ))}
              <th>
                <span class="hidden">Open</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((record, index) => {
              const key = recordKey(resource, record) || String(index);
              return (
                <tr key={key} class={key === openKey ? 'open' : ''}>
                  <td>
                    <input
                      type="checkbox"
                      aria-label={`Mark ${key}`}
                      checked={marked.value.has(key)}
                      onChange={() => (marked.value = toggled(marked.value, key))}
                    />
                  </td>
                  {columns.map((property) => (
                    <td key={property.name}>
                      <Cell
                        property={property}
                        value={record[property.name]}
                        save={(value) =>
                          act(() => saveRecord(resource, path, { ...record, [property.name]: value }), `${property.name} of ${key} saved`)
                        }
                      />
                    </td>
                  ))}
                  <td>
                    <button type="button" class="plain" onClick={() => setQuery({ record: key })}>
                      Open
                    </button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <Pages count={found.length} page={page.value} go={(next) => (page.value = next)} />
      {open && (
        <RecordDrawer key={openKey} resource={resource} path={path} record={open} all={all} close={() => setQuery({ record: undefined })} />
      )}
    </>
  );
}

function recordKey(resource: ResourceInfo, record: JsonRecord): string {
  return keyOf(resource, record) ?? (resource.kind === 'singleton' ? resource.name : '');
}

function toggled(marked: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(marked);
  if (!next.delete(key)) next.add(key);
  return next;
}

function matches(record: JsonRecord, text: string): boolean {
  return text === '' || JSON.stringify(record).toLowerCase().includes(text.toLowerCase());
}

/** The key first, then properties that are not nested, then the others. */
function columnsOf({ properties, key }: ResourceInfo, records: readonly JsonRecord[]): readonly Property[] {
  const declared = new Set(properties.map(({ name }) => name));
  const others = [...new Set(records.slice(0, 20).flatMap(Object.keys))].filter((name) => !declared.has(name));
  const extra = others.map((name): Property => ({ name, types: [], required: false, readOnly: false }));
  const isNested = ({ types }: Property) => types.some((type) => type === 'object' || type === 'array');
  const rank = (property: Property) => (property.name === key ? 0 : isNested(property) ? 2 : 1);
  return [...properties, ...extra].toSorted((one, other) => rank(one) - rank(other)).slice(0, MOST_COLUMNS);
}

interface PagesProps {
  readonly count: number;
  readonly page: number;
  readonly go: (page: number) => void;
}

function Pages({ count, page, go }: PagesProps) {
  const last = Math.max(0, Math.ceil(count / PAGE) - 1);
  return (
    <p class="pages dim">
      {count === 1 ? '1 record' : `${count} records`}
      {last > 0 && (
        <>
          <button type="button" disabled={page === 0} onClick={() => go(page - 1)}>
            Previous
          </button>
          <span>
            {page + 1} of {last + 1}
          </span>
          <button type="button" disabled={page === last} onClick={() => go(page + 1)}>
            Next
          </button>
        </>
      )}
    </p>
  );
}

function ImportButton({ resource, path }: Pick<RecordTableProps, 'resource' | 'path'>) {
  const read = async (file: File | undefined) => {
    if (!file) return;
    await act(async () => {
      const value: unknown = JSON.parse(await file.text());
      if (!Array.isArray(value)) throw new Error('The file must contain a JSON array of records');
      await replaceAll(resource, path, value as JsonRecord[]);
    }, `${file.name} imported`);
  };
  return (
    <label class="button">
      Import
      <input
        type="file"
        class="hidden"
        accept="application/json,.json"
        onChange={({ currentTarget }) => {
          read(currentTarget.files?.[0]);
          currentTarget.value = '';
        }}
      />
    </label>
  );
}
