// A new record, which is prefilled with a generated one.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { jsonProblem } from '../parts/json-field.tsx';
import { Drawer } from '../parts/drawer.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { setQuery } from '../route.ts';
import { act, currentWorld } from '../state.ts';
import { type FormKind, RecordForm, recordIn } from './record-form.tsx';
import { addAtKey, addRecords, hasKeysInPath, type JsonRecord, keyOf, type RecordsTable } from './records.ts';

interface NewRecordProps {
  readonly table: RecordsTable;
  readonly close: () => void;
}

/** How many samples a person can choose from. */
const SAMPLES = 20;

export function NewRecord({ table, close }: NewRecordProps) {
  const { resource, path } = table;
  const text = useSignal('{}');
  const kind = useSignal<FormKind>('form');
  const turn = useSignal(0);
  const problem = useSignal<string | undefined>(undefined);
  const ownKey = useSignal('');
  const { value: samples, failure } = useLoaded(() => currentWorld().samples(path, SAMPLES, resource.mount), [path]);
  const prefill = (sample: JsonRecord | undefined) => {
    // Of all samples, only the first one has the next key.
    const first = samples?.[0];
    const key = resource.key ?? '';
    const own = first && sample && key in sample ? { ...sample, [key]: first[key] } : sample;
    text.value = JSON.stringify(own ?? {}, null, 2);
  };
  useEffect(() => prefill(samples?.[turn.value]), [samples, turn.value]);
  const save = async () => {
    const record = recordIn(text.value);
    problem.value = record ? undefined : (jsonProblem(text.value) ?? 'The record must be a JSON object.');
    if (!record) return;
    let key: string | undefined = ownKey.value;
    const run = async () => {
      if (ownKey.value !== '') await addAtKey(table, ownKey.value, record);
      else {
        const [added] = await addRecords(table, [record]);
        key = added && keyOf(resource, added);
      }
    };
    if (!(await act(run, 'The record is added', (message) => (problem.value = message)))) return;
    close();
    setQuery({ record: key });
  };
  return (
    <Drawer title={`New record in ${decodeURIComponent(path)}`} label="New record" close={close}>
      {failure !== undefined && <p class="problem">{failure}</p>}
      {samples === undefined && failure === undefined ? <p class="dim">Loading</p> : <RecordForm resource={resource} text={text} kind={kind} />}
      {hasKeysInPath(resource) && (
        <label>
          Key in the path (empty for a generated one)
          <input value={ownKey.value} onInput={({ currentTarget }) => (ownKey.value = currentTarget.value)} />
        </label>
      )}
      {problem.value !== undefined && <p class="problem">{problem.value}</p>}
      <div class="actions">
        <button type="button" class="main" onClick={save}>
          Add record
        </button>
        <button type="button" onClick={() => (turn.value = (turn.value + 1) % SAMPLES)}>
          Other values
        </button>
        <button type="button" onClick={close}>
          Cancel
        </button>
      </div>
    </Drawer>
  );
}
