// A status and a body that a person chooses for an operation.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { exchanges } from '../events.ts';
import { Dialog } from '../parts/dialog.tsx';
import { JsonField, jsonProblem, prettyJson } from '../parts/json-field.tsx';
import { worldName } from '../route.ts';
import { act, currentWorld, faults } from '../state.ts';
import { ownResponseOf, setOwnResponse } from './outcomes.ts';

interface OwnResponseDialogProps {
  readonly operation: string;
  readonly title: string;
  readonly close: () => void;
}

export function OwnResponseDialog({ operation, title, close }: OwnResponseDialogProps) {
  const planned = ownResponseOf(faults.value, operation);
  const status = useSignal(String(planned?.status ?? 500));
  const body = useSignal(planned?.body === undefined ? '' : JSON.stringify(planned.body, null, 2));
  const times = useSignal('');
  const problem = useSignal<string | undefined>(undefined);
  useEffect(() => {
    lastBody(operation, status.value).then((text) => {
      if (body.value === '' && text !== undefined) body.value = prettyJson(text);
    });
  }, [status.value]);
  const save = async () => {
    const text = body.value.trim();
    problem.value = jsonProblem(text, true);
    if (problem.value !== undefined) return;
    const response = {
      status: Number(status.value),
      ...(text !== '' && { body: JSON.parse(text) as unknown }),
      ...(times.value !== '' && { times: Number(times.value) }),
    };
    const done = `${title} returns ${status.value} now`;
    if (await act(() => setOwnResponse(operation, response), done, (message) => (problem.value = message))) close();
  };
  return (
    <Dialog title={`Response of ${title}`} close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <label>
          Status
          <input inputMode="numeric" pattern="[2-5]\d\d" required value={status.value} onInput={({ currentTarget }) => (status.value = currentTarget.value)} />
        </label>
        <JsonField label="Body (JSON). If it is empty, the body is the error that the document declares" text={body.value} change={(text) => (body.value = text)} canBeEmpty />
        <label>
          How often (empty for always)
          <input inputMode="numeric" pattern="[1-9]\d*" value={times.value} onInput={({ currentTarget }) => (times.value = currentTarget.value)} />
        </label>
        {problem.value !== undefined && <p class="problem">{problem.value}</p>}
        <button type="submit" class="main">
          Use this response
        </button>
      </form>
    </Dialog>
  );
}

/** The latest body that an operation returned with a status. */
async function lastBody(operation: string, status: string): Promise<string | undefined> {
  const last = exchanges.findLast((one) => one.operation === operation && String(one.status) === status && one.world === worldName.value);
  if (!last) return undefined;
  const { response } = await currentWorld().exchange(last.id);
  return response?.body?.text;
}
