// A stub for the operation of an exchange, prefilled with the response that it had.
import { useSignal } from '@preact/signals';
import type { ExchangeInfo } from '../../control/client.ts';
import { control } from '../connection.ts';
import { Dialog } from '../parts/dialog.tsx';
import { JsonField, jsonProblem, prettyJson } from '../parts/json-field.tsx';
import { act } from '../state.ts';

interface StubDialogProps {
  readonly exchange: ExchangeInfo;
  readonly close: () => void;
}

export function StubDialog({ exchange, close }: StubDialogProps) {
  const status = useSignal(String(exchange.status || 200));
  const body = useSignal(prettyJson(exchange.response?.body?.text ?? ''));
  const times = useSignal('1');
  const isAllowed = useSignal(false);
  const problem = useSignal<string | undefined>(undefined);
  const save = async () => {
    const text = body.value.trim();
    problem.value = jsonProblem(text, true);
    if (problem.value !== undefined) return;
    const stub = {
      when: { operation: exchange.operation as string },
      response: { status: Number(status.value), ...(text !== '' && { body: JSON.parse(text) }) },
      ...(times.value !== '' && { times: Number(times.value) }),
      ...(isAllowed.value && { allowInvalid: true }),
    };
    const show = (message: string) => {
      problem.value = message;
    };
    if (await act(() => control().world(exchange.world).stub(stub), `${exchange.operation} has a new response`, show)) close();
  };
  return (
    <Dialog title={`Respond differently to ${exchange.operation}`} close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <label>
          Status
          <input inputMode="numeric" pattern="[2-5]\d\d" value={status.value} onInput={({ currentTarget }) => (status.value = currentTarget.value)} />
        </label>
        <JsonField label="Body (JSON)" text={body.value} change={(text) => (body.value = text)} canBeEmpty />
        <label>
          How often (empty for always)
          <input inputMode="numeric" pattern="[1-9]\d*" value={times.value} onInput={({ currentTarget }) => (times.value = currentTarget.value)} />
        </label>
        <label class="check">
          <input type="checkbox" checked={isAllowed.value} onChange={({ currentTarget }) => (isAllowed.value = currentTarget.checked)} />
          The response can violate the contract
        </label>
        {problem.value !== undefined && <p class="problem">{problem.value}</p>}
        <button type="submit" class="main">
          Use this response
        </button>
      </form>
    </Dialog>
  );
}
