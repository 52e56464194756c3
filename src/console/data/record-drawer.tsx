// One record in full, as JSON that can be changed, with the resources below it.
import { useSignal } from '@preact/signals';
import type { ResourceInfo } from '../../control/client.ts';
import { messageOf } from '../connection.ts';
import { Drawer } from '../parts/drawer.tsx';
import { hrefOf } from '../route.ts';
import { act } from '../state.ts';
import { concretePath, isRecord, type JsonRecord, keyOf, removeRecord, saveRecord } from './records.ts';

interface RecordDrawerProps {
  readonly resource: ResourceInfo;
  readonly path: string;
  readonly record: JsonRecord;
  readonly all: readonly ResourceInfo[];
  readonly close: () => void;
}

export function RecordDrawer({ resource, path, record, all, close }: RecordDrawerProps) {
  const text = useSignal(JSON.stringify(record, null, 2));
  const problem = useSignal<string | undefined>(undefined);
  const key = keyOf(resource, record);
  const save = (changed: JsonRecord, done: string) => act(() => saveRecord(resource, path, changed), done);
  const saveText = () => {
    try {
      const changed: unknown = JSON.parse(text.value);
      if (!isRecord(changed)) throw new Error('The record must be a JSON object');
      problem.value = undefined;
      save(changed, 'Saved');
    } catch (error) {
      problem.value = messageOf(error);
    }
  };
  const remove = async () => {
    if (await act(() => removeRecord(resource, path, record), `${key ?? resource.name} deleted`)) close();
  };
  return (
    <Drawer title={`${resource.name} ${key ?? ''}`} label={`Record ${key ?? resource.name}`} close={close}>
      <label>
        <span class="hidden">The record as JSON</span>
        <textarea
          class="code"
          rows={Math.min(32, text.value.split('\n').length + 1)}
          spellcheck={false}
          value={text.value}
          onInput={({ currentTarget }) => (text.value = currentTarget.value)}
        />
      </label>
      {problem.value !== undefined && <p class="problem">{problem.value}</p>}
      <div class="actions">
        <button type="button" class="main" onClick={saveText}>
          Save
        </button>
        <button type="button" class="danger" onClick={remove}>
          Delete
        </button>
      </div>
      <Below resource={resource} path={path} itemKey={key} all={all} />
    </Drawer>
  );
}

interface BelowProps {
  readonly resource: ResourceInfo;
  readonly path: string;
  readonly itemKey: string | undefined;
  readonly all: readonly ResourceInfo[];
}

/** Links to the resources below an item. */
function Below({ resource, path, itemKey, all }: BelowProps) {
  if (itemKey === undefined) return null;
  const prefix = `${resource.path}/{}/`;
  const nested = all.filter(({ mount, path: own }) => mount === resource.mount && own.startsWith(prefix) && !own.slice(prefix.length).includes('{}'));
  if (nested.length === 0) return null;
  const owners = path.split('/').filter((_, index) => resource.path.split('/')[index] === '{}').map(decodeURIComponent);
  return (
    <section class="part">
      <h3>Below this record</h3>
      <ul>
        {nested.map((one) => {
          const own = decodeURIComponent(concretePath(one.path, [...owners, itemKey]));
          return (
            <li key={one.path}>
              <a href={hrefOf('data', own.slice(1), { mount: one.mount || undefined })}>{own}</a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
