// One record in full, with its history and the resources below it.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ResourceInfo } from '../../control/client.ts';
import { messageOf } from '../connection.ts';
import { copy } from '../parts/copy.ts';
import { Drawer } from '../parts/drawer.tsx';
import { jsonProblem } from '../parts/json-field.tsx';
import { Section } from '../parts/section.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { hrefOf } from '../route.ts';
import { act, currentWorld, stateVersion } from '../state.ts';
import { shareLink } from '../worlds/share.tsx';
import { type FormKind, RecordForm, recordIn } from './record-form.tsx';
import { concretePath, duplicate, type JsonRecord, keyOf, pathOf, pointerOf, removeRecords, saveChanges, type RecordsTable } from './records.ts';

interface RecordDrawerProps {
  readonly table: RecordsTable;
  readonly record: JsonRecord;
  readonly all: readonly ResourceInfo[];
  readonly close: () => void;
}

export function RecordDrawer({ table, record, all, close }: RecordDrawerProps) {
  const { resource } = table;
  const stored = JSON.stringify(record, null, 2);
  const text = useSignal(stored);
  // The record when the edit began.
  const base = useSignal(stored);
  const kind = useSignal<FormKind>('form');
  const problem = useSignal<string | undefined>(undefined);
  const blamed = useSignal<Readonly<Record<string, string>>>({});
  useEffect(() => {
    blamed.value = {};
    // A record that the person has not changed follows the server.
    if (text.value !== base.value) return;
    text.value = stored;
    base.value = stored;
  }, [stored]);
  const name = keyOf(resource, record) ?? resource.name;
  const save = async () => {
    const changed = recordIn(text.value);
    problem.value = changed ? undefined : (jsonProblem(text.value) ?? 'The record must be a JSON object.');
    if (!changed) return;
    const run = async () => {
      const saved = await saveChanges(table, record, changed, recordIn(base.value));
      text.value = JSON.stringify(saved, null, 2);
      base.value = text.value;
    };
    await act(run, `${name} is saved`, (message) => (problem.value = message));
  };
  const remove = async () => {
    if (await act(() => removeRecords(table, [record]), `${name} deleted`)) close();
  };
  const ask = async (property: string) => {
    blamed.value = { ...blamed.value, [property]: await blame(pathOf(table, record), property, resource.mount) };
  };
  return (
    <Drawer title={`${resource.name} ${keyOf(resource, record) ?? ''}`} label={`Record ${name}`} close={close}>
      <RecordForm resource={resource} text={text} kind={kind} note={(property) => blamed.value[property]} ask={ask} />
      {problem.value !== undefined && <p class="problem">{problem.value}</p>}
      <div class="actions">
        <button type="button" class="main" disabled={text.value === base.value} onClick={save}>
          Save
        </button>
        {resource.kind === 'collection' && (
          <button type="button" onClick={() => act(() => duplicate(table, [record]), 'A copy is added')}>
            Duplicate
          </button>
        )}
        <button type="button" onClick={() => copy(shareLink(), 'The link is')}>
          Copy link
        </button>
        <button type="button" class="danger" onClick={remove}>
          Delete
        </button>
      </div>
      <Below table={table} itemKey={keyOf(resource, record)} all={all} />
      <Past path={pathOf(table, record)} mount={resource.mount} />
    </Drawer>
  );
}

async function blame(path: string, property: string, mount: string): Promise<string> {
  try {
    return (await currentWorld().blame(path, pointerOf(property), mount)).text;
  } catch (error) {
    return messageOf(error);
  }
}

/** The changes of the record so far. */
function Past({ path, mount }: { readonly path: string; readonly mount: string }) {
  const { value } = useLoaded(() => currentWorld().commits({ path, limit: 20 }), [path, stateVersion.value]);
  const commits = value?.commits.filter((one) => (one.mount ?? '') === mount) ?? [];
  if (commits.length === 0) return null;
  return (
    <Section title="History">
      <ul class="plain-list">
        {commits.map(({ revision, time, request, exchange }) => (
          <li key={revision}>
            <a href={hrefOf('worlds', '', { commit: String(revision) })}>{time.slice(0, 19).replace('T', ' ')}</a>{' '}
            {exchange === undefined ? <span class="dim">changed by hand</span> : <a href={hrefOf('live', exchange)}>{request ?? exchange}</a>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface BelowProps {
  readonly table: RecordsTable;
  readonly itemKey: string | undefined;
  readonly all: readonly ResourceInfo[];
}

/** Links to the resources below an item. */
function Below({ table: { resource, path }, itemKey, all }: BelowProps) {
  if (itemKey === undefined) return null;
  const prefix = `${resource.path}/{}/`;
  const nested = all.filter(({ mount, path: own }) => mount === resource.mount && own.startsWith(prefix) && !own.slice(prefix.length).includes('{}'));
  if (nested.length === 0) return null;
  const template = resource.path.split('/');
  const owners = path.split('/').filter((_, index) => template[index] === '{}').map(decodeURIComponent);
  return (
    <Section title="Below this record">
      <ul class="plain-list">
        {nested.map((one) => {
          const own = decodeURIComponent(concretePath(one.path, [...owners, itemKey]));
          return (
            <li key={one.path}>
              <a href={hrefOf('data', own.slice(1), { mount: one.mount || undefined })}>{own}</a>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
