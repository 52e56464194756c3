// The frame of the page: the world and its clock, the five places, and what is open over them.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { connected, lastCall, origin, refused, useToken } from './connection.ts';
import { ContractPlace } from './contract/contract.tsx';
import { Data } from './data/data.tsx';
import { Faults } from './faults/faults.tsx';
import { Live } from './live/live.tsx';
import { Palette } from './palette.tsx';
import { copy } from './parts/copy.ts';
import { Dialog } from './parts/dialog.tsx';
import { Toasts } from './parts/toast.tsx';
import { go, hrefOf, PLACES, type PlaceName, route } from './route.ts';
import { act, chooseWorld, currentWorld, faults, stubs, world, worldName, worlds } from './state.ts';
import { Worlds } from './worlds/worlds.tsx';

const TITLES: Readonly<Record<PlaceName, string>> = {
  live: 'Live',
  data: 'Data',
  faults: 'Errors & delays',
  worlds: 'Worlds & time',
  contract: 'Contract',
};

const SHOWN = { live: Live, data: Data, faults: Faults, worlds: Worlds, contract: ContractPlace } as const;

const isPaletteOpen = signal(false);
const isHelpOpen = signal(false);

export function App() {
  useEffect(() => {
    addEventListener('keydown', onShortcut);
    return () => removeEventListener('keydown', onShortcut);
  }, []);
  const { place } = route.value;
  const Place = SHOWN[place];
  useEffect(() => {
    document.title = `${TITLES[place]} · standin`;
  }, [place]);
  return (
    <>
      <a class="skip" href={hrefOf(place)} onClick={() => document.querySelector<HTMLElement>('main')?.focus()}>
        Skip to the content
      </a>
      <header class="bar">
        <strong>standin</strong>
        <WorldChooser />
        <Clock />
        <PlansBadge />
        <span class={`connection ${connected.value ? '' : 'off'}`} role="status">
          {connected.value ? '' : 'not connected'}
        </span>
        <span class="links">
          <button type="button" class="plain" onClick={() => (isPaletteOpen.value = true)}>
            Search <kbd>Ctrl K</kbd>
          </button>
          <a href={`${origin}/_standin/docs/`}>Docs page</a>
        </span>
      </header>
      <nav class="places" aria-label="Places">
        {PLACES.map((name, index) => (
          <a key={name} href={hrefOf(name)} aria-current={name === place ? 'page' : undefined} title={`Key ${index + 1}`}>
            {TITLES[name]}
          </a>
        ))}
      </nav>
      <main tabIndex={-1}>{refused.value === undefined ? <Place /> : <TokenForm reason={refused.value} />}</main>
      <LastCall />
      <Toasts />
      {isPaletteOpen.value && <Palette close={() => (isPaletteOpen.value = false)} />}
      {isHelpOpen.value && <Help close={() => (isHelpOpen.value = false)} />}
    </>
  );
}

function WorldChooser() {
  return (
    <label class="chooser">
      <span class="hidden">World</span>
      <select value={worldName.value} onChange={({ currentTarget }) => chooseWorld(currentTarget.value)}>
        {worlds.value.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <button type="button" title="Restore the initial state of this world" onClick={() => act(() => currentWorld().reset(), `${worldName.value} is reset`)}>
        Reset
      </button>
    </label>
  );
}

function Clock() {
  const { clock } = world.value ?? {};
  if (!clock) return null;
  return (
    <a class="clock" href={hrefOf('worlds')} title={clock.frozen ? 'The clock stands still' : 'The clock runs'}>
      {clock.now.slice(0, 16).replace('T', ' ')} {clock.frozen ? 'frozen' : ''}
    </a>
  );
}

/** Says that something does not work as usual. */
function PlansBadge() {
  const count = faults.value.length + stubs.value.length;
  if (count === 0) return null;
  return (
    <a class="badge warn" href={hrefOf('faults')}>
      {count === 1 ? '1 error or stub is on' : `${count} errors and stubs are on`}
    </a>
  );
}

/** The call of the control API that did what the person just did. */
function LastCall() {
  const call = lastCall.value;
  if (!call) return null;
  const { method, path, body } = call;
  const command = `curl -X ${method} '${location.origin}${path}'${body === undefined ? '' : ` -H 'content-type: application/json' -d '${body.replaceAll("'", "'\\''")}'`}`;
  return (
    <footer class="last-call">
      <code>
        {method} {path} {body !== undefined && body.length < 120 && body}
      </code>
      <button type="button" class="plain" onClick={() => copy(command, 'The curl command is')}>
        Copy as curl
      </button>
    </footer>
  );
}

function TokenForm({ reason }: { readonly reason: string }) {
  return (
    <form
      class="token"
      onSubmit={(event) => {
        event.preventDefault();
        useToken(String(new FormData(event.currentTarget).get('token') ?? ''));
      }}
    >
      <p>{reason}</p>
      <label>
        Control token
        <input name="token" type="password" autocomplete="off" required />
      </label>
      <button type="submit" class="main">
        Use this token
      </button>
    </form>
  );
}

const SHORTCUTS: readonly (readonly [string, string])[] = [
  ['1 to 5', 'Go to a place'],
  ['Ctrl K', 'Search operations, resources, worlds and actions'],
  ['/', 'Go to the filter'],
  ['Escape', 'Close what is open'],
  ['?', 'Show this list'],
];

function Help({ close }: { readonly close: () => void }) {
  return (
    <Dialog title="Keys" close={close}>
      <dl class="keys">
        {SHORTCUTS.map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

function onShortcut(event: KeyboardEvent): void {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    isPaletteOpen.value = true;
    return;
  }
  const isTyping = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, dialog') !== null;
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const place = PLACES[Number(event.key) - 1];
  if (place) go(place);
  else if (event.key === '?') isHelpOpen.value = true;
  else if (event.key === '/') {
    event.preventDefault();
    document.getElementById('filter')?.focus();
  }
}
