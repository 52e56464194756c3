// Sends a request to the API again, as it was or changed.
import { useSignal } from '@preact/signals';
import { messageOf } from '../connection.ts';
import { type CopiedRequest, sentHeaders } from '../parts/copy.ts';
import { Dialog } from '../parts/dialog.tsx';
import { toast } from '../parts/toast.tsx';
import { go } from '../route.ts';

/** Headers whose values the journal hides cannot be sent again. */
const HIDDEN = '[redacted]';

export async function sendAgain({ method, url, headers, body }: CopiedRequest): Promise<void> {
  const known = sentHeaders(headers).filter(([, value]) => !value.includes(HIDDEN));
  const hidden = sentHeaders(headers).length - known.length;
  try {
    const response = await fetch(url, { method, headers: known, ...(body !== undefined && { body }), credentials: 'omit' });
    const id = response.headers.get('request-id');
    toast(`The response has status ${response.status}${hidden > 0 ? `. ${hidden} secret header was not sent` : ''}`);
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
  const body = useSignal(request.body ?? '');
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
        <label>
          Body
          <textarea rows={10} value={body.value} onInput={({ currentTarget }) => (body.value = currentTarget.value)} />
        </label>
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
