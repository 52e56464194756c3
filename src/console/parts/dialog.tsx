// A modal dialog. It uses the browser's own dialog, which keeps the focus inside.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly children: ComponentChildren;
  readonly kind?: 'palette';
}

export function Dialog({ title, close, children, kind }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it
    <dialog
      ref={dialog}
      class={kind}
      aria-label={title}
      onClose={close}
      onClick={({ target, currentTarget }) => target === currentTarget && close()}
    >
      <div class="inside">
        {kind === undefined && (
          <header>
            <h2>{title}</h2>
            <button type="button" class="plain" aria-label="Close" onClick={close}>
              ✕
            </button>
          </header>
        )}
        {children}
      </div>
    </dialog>
  );
}
