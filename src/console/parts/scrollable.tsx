// A part of the page that scrolls by itself.
import type { ComponentChildren, RefObject } from 'preact';

interface ScrollableProps {
  /** What it contains, for screen readers. */
  readonly name: string;
  readonly frame?: RefObject<HTMLDivElement | null>;
  readonly children: ComponentChildren;
}

/** It takes the focus, so that keys scroll it too. */
export function Scrollable({ name, frame, children }: ScrollableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: people scroll it by the keyboard
    <div class="scroll" {...(frame && { ref: frame })} tabIndex={0} role="group" aria-label={name}>
      {children}
    </div>
  );
}
