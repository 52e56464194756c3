// A panel at the right side of a place, beside its list if there is room. Escape closes it.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface DrawerProps {
  readonly title: ComponentChildren;
  readonly label: string;
  readonly close: () => void;
  readonly children: ComponentChildren;
}

/** From this width on, the list and the panel are side by side. The style has the same number. */
const SIDE_BY_SIDE = matchMedia('(min-width: 1000px)');

export function Drawer({ title, label, close, children }: DrawerProps) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    // The keys of a list beside it continue to move its selection.
    if (!SIDE_BY_SIDE.matches || !(opener instanceof HTMLElement && opener.closest('[role=listbox]'))) panel.current?.focus();
    const onEscape = (event: KeyboardEvent) => {
      const isElsewhere = event.target instanceof HTMLElement && event.target.closest('dialog, input, textarea, select, details.menu[open]');
      if (event.key === 'Escape' && !event.defaultPrevented && !isElsewhere) close();
    };
    addEventListener('keydown', onEscape);
    return () => {
      removeEventListener('keydown', onEscape);
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <aside class="drawer" ref={panel} tabIndex={-1} aria-label={label}>
      <header>
        <h2>{title}</h2>
        <button type="button" class="plain" onClick={close} aria-label="Close">
          ✕
        </button>
      </header>
      <div class="content">{children}</div>
    </aside>
  );
}
