// A list with many rows of the same height. Only the visible rows are in the page. The newest row is at the top. The arrow keys
// move the selection (WAI-ARIA, listbox).
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
  /** The row that is selected, -1 for none. */
  readonly selected: number;
  /** The id of the element of the selected row, if it is shown. */
  readonly selectedId: string | undefined;
  readonly select: (index: number) => void;
  /** Enter on the selected row. */
  readonly enter: () => void;
}

/** Rows above and below the visible ones. */
const MARGIN = 8;

export function VirtualList(props: VirtualListProps) {
  const { count, rowHeight, label, row, selected, selectedId } = props;
  const frame = useRef<HTMLDivElement>(null);
  const view = useView(frame, props);
  const first = Math.max(0, Math.floor(view.top / rowHeight) - MARGIN);
  const last = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + MARGIN);
  const rows = [];
  for (let index = first; index < last; index++) rows.push(row(index));
  const isShown = selected >= first && selected < last;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]?.(Math.max(1, Math.floor(view.height / rowHeight) - 1));
    if (step !== undefined && count > 0) {
      event.preventDefault();
      const next = Math.min(count - 1, Math.max(0, selected < 0 && step > 0 ? 0 : selected + step));
      show(frame.current, next * rowHeight, rowHeight);
      props.select(next);
    } else if (event.key === 'Enter') props.enter();
  };
  return (
    <div
      class="virtual"
      ref={frame}
      tabIndex={0}
      role="listbox"
      aria-label={label}
      aria-activedescendant={isShown ? selectedId : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: `${count * rowHeight}px` }}>
        <div role="presentation" style={{ transform: `translateY(${first * rowHeight}px)` }}>
          {rows}
        </div>
      </div>
    </div>
  );
}

const STEPS: Readonly<Record<string, (page: number) => number>> = {
  ArrowDown: () => 1,
  ArrowUp: () => -1,
  PageDown: (page) => page,
  PageUp: (page) => -page,
  Home: () => -Number.MAX_SAFE_INTEGER,
  End: () => Number.MAX_SAFE_INTEGER,
};

/** Scrolls so far that a row is visible. */
function show(frame: HTMLElement | null, top: number, height: number): void {
  if (!frame) return;
  if (top < frame.scrollTop) frame.scrollTop = top;
  else if (top + height > frame.scrollTop + frame.clientHeight) frame.scrollTop = top + height - frame.clientHeight;
}

/** The visible part of a scrolled element. */
interface View {
  readonly top: number;
  readonly height: number;
}

type ElementRef = { readonly current: HTMLElement | null };

function useView(frame: ElementRef, { added, rowHeight }: Pick<VirtualListProps, 'added' | 'rowHeight'>): View {
  const before = useRef(added);
  useLayoutEffect(() => {
    const element = frame.current;
    const more = added - before.current;
    before.current = added;
    // A person who has scrolled keeps what they look at.
    if (element && more > 0 && element.scrollTop > rowHeight) element.scrollTop += more * rowHeight;
  }, [added, rowHeight]);
  return useScrolled(frame);
}

/** Follows what of an element is visible. */
export function useScrolled(frame: ElementRef): View {
  const [view, setView] = useState<View>({ top: 0, height: 600 });
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
  return view;
}
