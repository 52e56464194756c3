// The place "Live": requests as they arrive, with a filter, and one of them in full.
import { useComputed, useSignal } from '@preact/signals';
import type { ExchangeInfo } from '../../control/client.ts';
import { origin } from '../connection.ts';
import { clearList, exchanges, paused, resume, waiting } from '../events.ts';
import { isOnlyDelayed } from '../faults/delays.ts';
import { copy } from '../parts/copy.ts';
import { durationText } from '../parts/duration.ts';
import { Menu } from '../parts/menu.tsx';
import { VirtualList } from '../parts/virtual-list.tsx';
import { DEFAULT_WORLD, go, hrefOf, type AddressQuery, route, setQuery, worldName } from '../route.ts';
import { act, addressOf, currentWorld, faults, readiness, resetWorlds, worlds } from '../state.ts';
import { ExchangeDrawer } from './exchange-drawer.tsx';
import { compileFilter, FILTERS } from './filter.ts';
import { useVisible } from './visible.ts';

const ROW_HEIGHT = 30;

export function Live() {
  const filter = useSignal(route.value.query.get('filter') ?? '');
  const test = useComputed(() => compileFilter(filter.value));
  const visible = useVisible(test.value);
  const open = route.value.rest;
  const setFilter = (text: string) => {
    filter.value = text;
    setQuery({ filter: text || undefined });
  };
  return (
    <section class={`place live ${open === '' ? '' : 'split'}`}>
      <h1 class="hidden">Live</h1>
      <div class="list-part">
        <Tools filter={filter.value} setFilter={setFilter} shown={visible.length} />
        {visible.length === 0 ? <Empty filtered={exchanges.length > 0} /> : <Rows visible={visible} open={open} />}
      </div>
      {open !== '' && (
        <ExchangeDrawer key={open} id={open} world={route.value.query.get('of') ?? undefined} close={() => go('live', '', ownQuery())} />
      )}
    </section>
  );
}

/** What stays in the address if another exchange is opened. */
function ownQuery(): AddressQuery {
  return { filter: route.value.query.get('filter') ?? undefined };
}

interface ToolsProps {
  readonly filter: string;
  readonly setFilter: (text: string) => void;
  readonly shown: number;
}

function Tools({ filter, setFilter, shown }: ToolsProps) {
  const clear = () =>
    act(async () => {
      await currentWorld().clearExchanges();
      clearList();
    }, 'The list is empty. Violations are kept.');
  return (
    <div class="tools">
      <input
        type="search"
        id="filter"
        aria-label="Filter"
        placeholder="Filter, for example status:4xx path:/orders"
        value={filter}
        onInput={({ currentTarget }) => setFilter(currentTarget.value)}
      />
      <Menu label="Filters">
        <p class="title">Add a filter</p>
        {FILTERS.map(({ word, text }) => (
          <button
            type="button"
            class="item"
            key={word}
            data-closes
            onClick={() => {
              setFilter(`${filter.trim()} ${word}`.trim());
              document.getElementById('filter')?.focus();
            }}
          >
            <code>{word}</code> <span class="dim">{text}</span>
          </button>
        ))}
        <p class="dim">A minus in front excludes. Any other word is a part of the URL.</p>
      </Menu>
      <button type="button" aria-pressed={paused.value} onClick={() => (paused.value ? resume() : (paused.value = true))}>
        {paused.value ? `Resume${waiting.value > 0 ? ` (${waiting.value} new)` : ''}` : 'Pause'}
      </button>
      <button type="button" onClick={clear}>
        Clear
      </button>
      <span class="dim wide">{shown === 1 ? '1 request' : `${shown} requests`}</span>
    </div>
  );
}

interface RowsProps {
  /** Oldest first. */
  readonly visible: readonly ExchangeInfo[];
  readonly open: string;
}

function Rows({ visible, open }: RowsProps) {
  const at = (index: number) => visible[visible.length - 1 - index] as ExchangeInfo;
  const selected = open === '' ? -1 : visible.length - 1 - visible.findLastIndex(({ id }) => id === open);
  const isFound = selected >= 0 && selected < visible.length;
  const hasWorlds = worlds.value.length > 1;
  return (
    <>
      <div class={`row head ${hasWorlds ? 'worlds' : ''}`} aria-hidden="true">
        <span class="time">Time</span>
        <span>Method</span>
        <span>Status</span>
        <span>URL</span>
        <span class="operation">Operation</span>
        {hasWorlds && <span class="world">World</span>}
        <span class="number">Took</span>
      </div>
      <VirtualList
        count={visible.length}
        rowHeight={ROW_HEIGHT}
        label="Requests, newest first"
        added={visible.length}
        selected={isFound ? selected : -1}
        selectedId={isFound ? `exchange-${open}` : undefined}
        select={(index) => openExchange(at(index))}
        enter={() => document.querySelector<HTMLElement>('.drawer')?.focus()}
        row={(index) => <Row key={visible.length - index} exchange={at(index)} isOpen={at(index).id === open} hasWorlds={hasWorlds} />}
      />
    </>
  );
}

function openExchange({ id, world }: ExchangeInfo): void {
  location.replace(addressOfExchange(id, world));
}

function addressOfExchange(id: string, world: string): string {
  return hrefOf('live', id, { ...ownQuery(), of: world === worldName.value ? undefined : world });
}

interface RowProps {
  readonly exchange: ExchangeInfo;
  readonly isOpen: boolean;
  readonly hasWorlds: boolean;
}

function Row({ exchange, isOpen, hasWorlds }: RowProps) {
  const { id, time, method, status, url, operation, world, durationMs } = exchange;
  return (
    <a
      id={`exchange-${id}`}
      class={`row ${isOpen ? 'open' : ''} ${hasWorlds ? 'worlds' : ''}`}
      role="option"
      tabIndex={-1}
      aria-selected={isOpen}
      href={addressOfExchange(id, world)}
      style={{ height: `${ROW_HEIGHT}px` }}
    >
      <span class="dim time">{time.slice(11, 23)}</span>
      <span class={`method ${method.toLowerCase()}`}>{method}</span>
      <span class={`status s${String(status)[0]}`}>{status === 0 ? 'dropped' : status}</span>
      <span class="url" title={url}>
        <span class="text">{url}</span>
        <Badges exchange={exchange} />
      </span>
      <span class="dim operation">{operation ?? 'no operation'}</span>
      {hasWorlds && <span class="dim world">{world}</span>}
      <span class="number dim">{durationText(durationMs)}</span>
    </a>
  );
}

function Badges({ exchange }: { readonly exchange: ExchangeInfo }) {
  const { violations, intendedViolations, stub, fault, operation } = exchange;
  return (
    <>
      {violations && (
        <span class="badge bad" title={violations[0]?.message}>
          {violations.length === 1 ? '1 violation' : `${violations.length} violations`}
        </span>
      )}
      {intendedViolations && (
        <span class="badge warn" title={intendedViolations[0]?.message}>
          intended violation
        </span>
      )}
      {operation === undefined && <span class="badge warn">unmatched</span>}
      {stub !== undefined && <span class="badge">stub</span>}
      {fault !== undefined && <span class="badge warn">{isOnlyDelayed(exchange, faults.value) ? 'delayed' : 'error'}</span>}
    </>
  );
}

function Empty({ filtered }: { readonly filtered: boolean }) {
  if (filtered) return <p class="empty">No request passes the filter.</p>;
  const documents = readiness.value?.documents ?? [];
  const address = addressOf(worldName.value, origin);
  return (
    <div class="empty">
      <h2>{resetWorlds.value.has(worldName.value) ? 'No request since the reset' : 'No request has arrived yet'}</h2>
      <p>Set the base URL of your app to</p>
      <p>
        <code>{address}</code>{' '}
        <button type="button" onClick={() => copy(address, 'The address is')}>
          Copy
        </button>
      </p>
      {documents[0] && (
        <p>
          or try an operation on the <a href={`${origin}/_standin/docs/`}>docs page of {documents[0].title}</a>.
        </p>
      )}
      {worldName.value !== DEFAULT_WORLD && <p class="dim">Requests with this base URL use the world {worldName.value}.</p>}
    </div>
  );
}
