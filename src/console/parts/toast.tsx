// Short messages at the bottom of the page: what was done, or why it failed.
import { signal } from '@preact/signals';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: 'done' | 'error';
}

const toasts = signal<readonly Toast[]>([]);
let lastId = 0;

/** Milliseconds that a message stays. */
const STAYS = { done: 2_500, error: 8_000 } as const;

export function toast(text: string, kind: Toast['kind'] = 'done'): void {
  const id = ++lastId;
  toasts.value = [...toasts.value.slice(-3), { id, text, kind }];
  setTimeout(() => dismiss(id), STAYS[kind]);
}

function dismiss(id: number): void {
  toasts.value = toasts.value.filter((one) => one.id !== id);
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, text, kind }) => (
        <button type="button" key={id} class={`toast ${kind}`} onClick={() => dismiss(id)}>
          {text}
        </button>
      ))}
    </div>
  );
}
