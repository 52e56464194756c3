// Short messages at the bottom of the page: what was done, or why it failed.
import { signal } from '@preact/signals';

interface ToastAction {
  readonly label: string;
  readonly run: () => unknown;
}

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: 'done' | 'error';
  readonly action: ToastAction | undefined;
}

const toasts = signal<readonly Toast[]>([]);
let lastId = 0;

/** Milliseconds that a message stays. A person needs time to decide on an action. */
const STAYS = { done: 2_500, action: 7_000, error: 8_000 } as const;

export function toast(text: string, kind: Toast['kind'] = 'done', action?: ToastAction): void {
  const id = ++lastId;
  toasts.value = [...toasts.value.slice(-1), { id, text, kind, action }];
  setTimeout(() => dismiss(id), STAYS[kind === 'done' && action ? 'action' : kind]);
}

function dismiss(id: number): void {
  toasts.value = toasts.value.filter((one) => one.id !== id);
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, text, kind, action }) => (
        <div key={id} class={`toast ${kind}`}>
          <span>{text}</span>
          {action && (
            <button
              type="button"
              onClick={() => {
                dismiss(id);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
          <button type="button" class="plain" aria-label="Dismiss" onClick={() => dismiss(id)}>
            ✕
          </button>
        </div>
      ))}
    </div>
  );
}
