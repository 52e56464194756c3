// The place "Live": requests as they arrive, with a filter, and one of them in full.
import { useComputed, useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type { ExchangeInfo } from '../../control/client.ts';
import { origin } from '../connection.ts';
import { arrived, clearList, exchanges, paused, resume, waiting } from '../events.ts';
import { VirtualList } from '../parts/virtual-list.tsx';
import { go, hrefOf, route, setQuery } from '../route.ts';
import { act, currentWorld, readiness } from '../state.ts';
import { ExchangeDrawer } from './exchange-drawer.tsx';
import { compileFilter, type ExchangeTest, FILTER_HELP } from './filter.ts';

const ROW_HEIGHT = 34;

export function Live() {
  const filter = useSignal(route.value.query.get('filter') ?? '');
  const test = useComputed(() => compileFilter(filter.value));
  const visible = useVisible(test.value);
  const open = route.value.rest;
  return (
    <section class="place live">
      <h1 class="hidden">Live</h1>
      <div class="tools">
        <input
          type="search"
          id="filter"
          aria-label="Filter"
          placeholder="Filter, for example status:4xx path:/orders"
          title={FILTER_HELP}
          value={filter.value}
          onInput={({ currentTarget }) => {
            filter.value = currentTarget.value;
            setQuery({ filter: currentTarget.value || undefined });
          }}
        />
        <button type="button" aria-pressed={paused.value} onClick={() => (paused.value ? resume() : (paused.value = true))}>
          {paused.value ? `Resume${waiting.value > 0 ? ` (${waiting.value} new)` : ''}` : 'Pause'}
        </button>
        <button
          type="button"
          onClick={() => {
            clearList();
            act(() => currentWorld().clearExchanges(), 'The list is empty. Violations are kept.');
          }}
        >
          Clear
        </button>
      </div>
      {visible.length === 0 ? (
        <Empty filtered={exchanges.length > 0} />
      ) : (
        <>
          <div class="row head" aria-hidden="true">
            <span>Time</span>
            <span>Method</span>
            <span>Status</span>
            <span>URL</span>
            <span class="wide">Operation</span>
            <span class="wide">World</span>
            <span class="number">ms</span>
          </div>
          <VirtualList
            count={visible.length}
            rowHeight={ROW_HEIGHT}
            label="Requests, newest first"
            added={visible.length}
            row={(index) => <Row key={visible.length - index} exchange={visible[visible.length - 1 - index] as ExchangeInfo} />}
          />
        </>
      )}
      {open !== '' && <ExchangeDrawer key={open} id={open} world={route.value.query.get('world') ?? undefined} close={close} />}
    </section>
  );
}

function close(): void {
  go('live', '', { filter: route.value.query.get('filter') ?? undefined });
}

/** The exchanges that passed a test. */
interface KnownList {
  readonly test: ExchangeTest;
  readonly first: ExchangeInfo | undefined;
  readonly tested: number;
  readonly list: ExchangeInfo[];
}

/** The exchanges that pass the filter. Only new ones are tested again while the filter stays. */
function useVisible(test: ExchangeTest): readonly ExchangeInfo[] {
  const version = arrived.value;
  const known = useRef<KnownList>(undefined);
  return useMemo(() => {
    const before = known.current;
    const isSame = before && before.test === test && before.first === exchanges[0] && before.tested <= exchanges.length;
    const list = isSame ? before.list : [];
    for (let index = isSame ? before.tested : 0; index < exchanges.length; index++) {
      const exchange = exchanges[index] as ExchangeInfo;
      if (test(exchange)) list.push(exchange);
    }
    known.current = { test, first: exchanges[0], tested: exchanges.length, list };
    return list;
  }, [test, version]);
}

function Row({ exchange }: { readonly exchange: ExchangeInfo }) {
  const { id, time, method, status, url, operation, world, durationMs, violations, stub, fault } = exchange;
  const isOpen = route.value.rest === id;
  return (
    <a
      class={`row ${isOpen ? 'open' : ''}`}
      href={hrefOf('live', id, { world, filter: route.value.query.get('filter') ?? undefined })}
      style={{ height: `${ROW_HEIGHT}px` }}
    >
      <span class="dim">{time.slice(11, 23)}</span>
      <span class={`method ${method.toLowerCase()}`}>{method}</span>
      <span class={`status s${String(status)[0]}`}>{status === 0 ? 'dropped' : status}</span>
      <span class="url" title={url}>
        {url}
        {violations && (
          <span class="badge bad" title={violations[0]?.message}>
            {violations.length === 1 ? '1 violation' : `${violations.length} violations`}
          </span>
        )}
        {stub !== undefined && <span class="badge">stub</span>}
        {fault !== undefined && <span class="badge warn">fault</span>}
      </span>
      <span class="dim wide">{operation ?? 'no operation'}</span>
      <span class="dim wide">{world}</span>
      <span class="number">{durationMs < 10 ? durationMs.toFixed(1) : Math.round(durationMs)}</span>
    </a>
  );
}

function Empty({ filtered }: { readonly filtered: boolean }) {
  if (filtered) return <p class="empty">No request passes the filter.</p>;
  const documents = readiness.value?.documents ?? [];
  return (
    <div class="empty">
      <p>No request has arrived yet. Send one to</p>
      <p>
        <code>{origin}</code>
      </p>
      {documents[0] && (
        <p>
          or try an operation on the <a href={`${origin}/_standin/docs/`}>docs page of {documents[0].title}</a>.
        </p>
      )}
    </div>
  );
}
