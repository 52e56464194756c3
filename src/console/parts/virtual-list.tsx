// A list with many rows of the same height. Only the visible rows are in the page. The newest row is at the top.
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

interface VirtualListProps {
  /** The number of rows. */
  readonly count: number;
  /** Pixels. */
  readonly rowHeight: number;
  readonly label: string;
  /** @param index 0 for the row at the top */
  readonly row: (index: number) => ComponentChildren;
  /** Increases by one with each row that is added at the top, so that the visible rows stay where they are. */
  readonly added: number;
}

/** Rows above and below the visible ones. */
const MARGIN = 8;

export function VirtualList({ count, rowHeight, label, row, added }: VirtualListProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const before = useRef(added);
  useLayoutEffect(() => {
    const element = frame.current;
    const more = added - before.current;
    before.current = added;
    // A person who has scrolled keeps what they look at.
    if (element && more > 0 && element.scrollTop > rowHeight) element.scrollTop += more * rowHeight;
  }, [added, rowHeight]);
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    measure();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);
  const first = Math.max(0, Math.floor(view.top / rowHeight) - MARGIN);
  const last = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + MARGIN);
  const rows = [];
  for (let index = first; index < last; index++) rows.push(row(index));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: people scroll it by the keyboard
    <div class="virtual" ref={frame} tabIndex={0} role="group" aria-label={label}>
      <div style={{ height: `${count * rowHeight}px` }}>
        <div style={{ transform: `translateY(${first * rowHeight}px)` }}>{rows}</div>
      </div>
    </div>
  );
}
