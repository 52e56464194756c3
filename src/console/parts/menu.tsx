// A button that opens a small panel below it, with actions or a form. Escape, and a click elsewhere, close it.
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

interface MenuProps {
  readonly label: ComponentChildren;
  /** The name of the button, if its content is no text. */
  readonly name?: string;
  readonly children: ComponentChildren;
}

export function Menu({ label, name, children }: MenuProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const isOpen = useSignal(false);
  useLayoutEffect(() => place(menu.current, panel.current));
  useEffect(() => {
    const close = (event: Event) => {
      const element = menu.current;
      if (!element?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        element.querySelector('summary')?.focus();
      } else if (event.target instanceof Node && element.contains(event.target)) return;
      element.open = false;
    };
    addEventListener('keydown', close);
    addEventListener('pointerdown', close);
    return () => {
      removeEventListener('keydown', close);
      removeEventListener('pointerdown', close);
    };
  }, []);
  return (
    <details class="menu" ref={menu} onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}>
      <summary class="button" aria-label={name}>
        {label}
      </summary>
      {isOpen.value && (
        // biome-ignore lint/a11y/noStaticElementInteractions: a click on an action inside bubbles to here
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys on a button click it
        <div
          class="panel"
          ref={panel}
          onClick={({ target }) => {
            const isAction = target instanceof Element && target.closest('[data-closes]');
            if (isAction && menu.current) menu.current.open = false;
          }}
        >
          {children}
        </div>
      )}
    </details>
  );
}

/** Pixels between the panel and the button, and between the panel and the edge of the window. */
const GAP = 4;

/** Puts the panel below its button, or above it, where the window has room. */
function place(menu: HTMLElement | null, panel: HTMLElement | null): void {
  if (!menu || !panel) return;
  const button = menu.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const left = button.left + width > innerWidth - GAP ? button.right - width : button.left;
  const isBelow = button.bottom + GAP + height < innerHeight - GAP;
  panel.style.left = `${Math.max(GAP, left)}px`;
  panel.style.top = `${isBelow ? button.bottom + GAP : Math.max(GAP, button.top - GAP - height)}px`;
}

interface MenuItemProps {
  readonly run: () => unknown;
  readonly children: ComponentChildren;
  readonly isDangerous?: boolean;
}

export function MenuItem({ run, children, isDangerous = false }: MenuItemProps) {
  return (
    <button type="button" class={`item ${isDangerous ? 'danger' : ''}`} data-closes onClick={run}>
      {children}
    </button>
  );
}
