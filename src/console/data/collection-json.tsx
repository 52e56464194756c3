// A whole collection as JSON, which can be changed and saved in one step.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { JsonField, jsonProblem } from '../parts/json-field.tsx';
import { act } from '../state.ts';
import { hasKeysInPath, isRecord, type JsonRecord, replaceAll, type RecordsTable } from './records.ts';

interface CollectionJsonProps {
  readonly table: RecordsTable;
  readonly records: readonly JsonRecord[];
}

export function CollectionJson({ table, records }: CollectionJsonProps) {
  const stored = JSON.stringify(records, null, 2);
  const text = useSignal(stored);
  const base = useSignal(stored);
  const problem = useSignal<string | undefined>(undefined);
  useEffect(() => {
    // What the person has not changed follows the server.
    if (text.value === base.value) text.value = stored;
    base.value = stored;
  }, [stored]);
  const save = async () => {
    problem.value = jsonProblem(text.value) ?? listProblem(text.value);
    if (problem.value !== undefined) return;
    const list = JSON.parse(text.value) as JsonRecord[];
    await act(() => replaceAll(table, list), `${decodeURIComponent(table.path)} is saved`, (message) => (problem.value = message));
  };
  return (
    <form
      class="scroll pad"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <JsonField label="The records as JSON" isLabelHidden text={text.value} change={(next) => (text.value = next)} />
      {problem.value !== undefined && <p class="problem">{problem.value}</p>}
      {hasKeysInPath(table.resource) ? (
        <p class="dim">The keys are in the paths only, so the records can be changed one by one.</p>
      ) : (
        <div class="actions">
          <button type="submit" class="main" disabled={text.value === stored}>
            Save all
          </button>
          <button type="button" disabled={text.value === stored} onClick={() => (text.value = stored)}>
            Discard
          </button>
        </div>
      )}
    </form>
  );
}

function listProblem(text: string): string | undefined {
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) && value.every(isRecord) ? undefined : 'The text must be a JSON array of objects.';
}
