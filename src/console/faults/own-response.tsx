// A status and a body that a person chooses for an operation. The body begins with the one that the document declares.
import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { messageOf } from '../connection.ts';
import { Dialog } from '../parts/dialog.tsx';
import { JsonField, jsonProblem } from '../parts/json-field.tsx';
import { act, currentWorld, faults } from '../state.ts';
import { EVERYTHING, ownResponseOf, setOwnResponse } from './outcomes.ts';

interface OwnResponseDialogProps {
  readonly operation: string;
  readonly title: string;
  readonly close: () => void;
}

export function OwnResponseDialog({ operation, title, close }: OwnResponseDialogProps) {
  const planned = ownResponseOf(faults.value, operation);
  const status = useSignal(String(planned?.status ?? 500));
  const body = useSignal(planned?.body === undefined ? '' : textOf(planned.body));
  const times = useSignal(planned?.times === undefined ? '' : String(planned.times));
  const isAllowed = useSignal(planned?.allowInvalid === true);
  const problem = useSignal<string | undefined>(undefined);
  const sample = useSample(operation, status.value, body, problem);
  const save = async () => {
    const text = body.value.trim();
    problem.value = jsonProblem(text, true);
    if (problem.value !== undefined) return;
    // The server writes a body that was not changed, with the ids and the time of each request.
    const isOwn = text !== '' && text !== sample;
    const response = {
      status: Number(status.value),
      ...(isOwn && { body: JSON.parse(text) as unknown }),
      ...(times.value !== '' && { times: Number(times.value) }),
      ...(isOwn && isAllowed.value && { allowInvalid: true }),
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
        <JsonField label="Body (JSON)" text={body.value} change={(text) => (body.value = text)} canBeEmpty />
        <label>
          How often (empty for always)
          <input inputMode="numeric" pattern="[1-9]\d*" value={times.value} onInput={({ currentTarget }) => (times.value = currentTarget.value)} />
        </label>
        <label class="check">
          <input type="checkbox" checked={isAllowed.value} onChange={({ currentTarget }) => (isAllowed.value = currentTarget.checked)} />
          Can violate the contract
        </label>
        {problem.value !== undefined && <p class="problem">{problem.value}</p>}
        <button type="submit" class="main">
          Use this response
        </button>
      </form>
    </Dialog>
  );
}

const STATUS = /^[2-5]\d\d$/;

/**
 * Reads the response that the document declares for a status, and puts its body into the field, unless a person has written there.
 * @returns the text of the body; empty until it is known, and if there is none
 */
function useSample(operation: string, status: string, body: Signal<string>, problem: Signal<string | undefined>): string {
  const sample = useSignal('');
  useEffect(() => {
    if (!STATUS.test(status)) return undefined;
    let isCurrent = true;
    sampleText(operation, status).then(
      (text) => {
        if (!isCurrent) return;
        if (body.value === sample.value) body.value = text;
        sample.value = text;
      },
      (error: unknown) => (problem.value = messageOf(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [operation, status]);
  return sample.value;
}

async function sampleText(operation: string, status: string): Promise<string> {
  const { body } = await currentWorld().sampleResponse(Number(status), operation === EVERYTHING ? undefined : operation);
  return body === undefined ? '' : textOf(body);
}

function textOf(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
