// Sends a request to the API again, as it was or changed.
import { useSignal } from '@preact/signals';
import { messageOf } from '../connection.ts';
import { type CopiedRequest, sentHeaders } from '../parts/copy.ts';
import { Dialog } from '../parts/dialog.tsx';
import { JsonField, prettyJson } from '../parts/json-field.tsx';
import { toast } from '../parts/toast.tsx';
import { go } from '../route.ts';

export async function sendAgain({ method, url, headers, body }: CopiedRequest): Promise<void> {
  try {
    const init = { method, headers: sentHeaders(headers), ...(body !== undefined && { body }) };
    const response = await fetch(url, { ...init, credentials: 'omit' });
    const id = response.headers.get('request-id');
    toast(`The response has status ${response.status}`);
    if (id !== null) go('live', id);
  } catch (error) {
    toast(messageOf(error), 'error');
  }
}

interface ResendDialogProps {
  readonly request: CopiedRequest;
  readonly close: () => void;
}

export function ResendDialog({ request, close }: ResendDialogProps) {
  const method = useSignal(request.method);
  const url = useSignal(request.url);
  const body = useSignal(prettyJson(request.body ?? ''));
  const headers = useSignal(sentHeaders(request.headers).map(([name, value]) => `${name}: ${value}`).join('\n'));
  return (
    <Dialog title="Edit and resend" close={close}>
      <form
        method="dialog"
        onSubmit={() =>
          sendAgain({
            method: method.value,
            url: url.value,
            headers: headersIn(headers.value),
            body: body.value === '' ? undefined : body.value,
          })
        }
      >
        <label>
          Method
          <input value={method.value} onInput={({ currentTarget }) => (method.value = currentTarget.value.toUpperCase())} />
        </label>
        <label>
          URL
          <input value={url.value} onInput={({ currentTarget }) => (url.value = currentTarget.value)} />
        </label>
        <label>
          Headers, one per line
          <textarea rows={5} value={headers.value} onInput={({ currentTarget }) => (headers.value = currentTarget.value)} />
        </label>
        <JsonField label="Body" text={body.value} change={(text) => (body.value = text)} canBeEmpty />
        <button type="submit" class="main">
          Send
        </button>
      </form>
    </Dialog>
  );
}

function headersIn(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.includes(':'));
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
  );
}
