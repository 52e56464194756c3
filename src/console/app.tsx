// The frame of the page: the bar, the place that the address names, the status line, and what is open over them.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Bar, TITLES } from './bar.tsx';
import { calls, connected, type ControlCall, origin, refused, useToken } from './connection.ts';
import { ContractPlace } from './contract/contract.tsx';
import { Data } from './data/data.tsx';
import { Faults } from './faults/faults.tsx';
import { Live } from './live/live.tsx';
import { Palette } from './palette.tsx';
import { copy } from './parts/copy.ts';
import { Dialog } from './parts/dialog.tsx';
import { Toasts } from './parts/toast.tsx';
import { go, PLACES, route } from './route.ts';
import { readiness, server } from './state.ts';
import { Worlds } from './worlds/worlds.tsx';

const SHOWN = { live: Live, data: Data, faults: Faults, worlds: Worlds, contract: ContractPlace } as const;

type Open = 'palette' | 'help' | 'calls' | undefined;
const open = signal<Open>(undefined);
const close = () => {
  open.value = undefined;
};

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
      <Bar search={() => (open.value = 'palette')} help={() => (open.value = 'help')} />
      <main tabIndex={-1}>{refused.value === undefined ? <Place /> : <TokenForm reason={refused.value} />}</main>
      <StatusLine />
      <Toasts />
      {open.value === 'palette' && <Palette close={close} />}
      {open.value === 'help' && <Help />}
      {open.value === 'calls' && <Calls />}
    </>
  );
}

const KEPT_HELP = {
  kept: 'After a restart, the data, the clock and the errors are as they are now',
  lost: 'Start the server with --keep FOLDER to keep the data over a restart, or save the state as a scenario',
} as const;

/** Whether the server responds, what it serves, and the call of the control API that did what the person just did. */
function StatusLine() {
  const [call] = calls.value;
  const titles = readiness.value?.documents.map(({ title }) => title) ?? [];
  return (
    <footer class="status-line">
      <span class={`connection ${connected.value ? '' : 'off'}`} role="status">
        {connected.value ? 'connected' : 'not connected'}
      </span>
      <span class="wide">{origin.replace(/^https?:\/\//, '')}</span>
      <span class="wide">{titles.slice(0, 2).join(', ')}</span>
      {server.value && (
        <span class="wide" title={KEPT_HELP[server.value.keepsState ? 'kept' : 'lost']}>
          {server.value.keepsState ? 'state is kept' : 'state ends with the process'}
        </span>
      )}
      <a class="wide" href={`${origin}/_standin/docs/`}>
        Docs page
      </a>
      {call && (
        <>
          <button type="button" class="plain call" title="All calls that this page made" onClick={() => (open.value = 'calls')}>
            <code>
              {call.method} {call.path} {call.body !== undefined && call.body.length < 120 && call.body}
            </code>
          </button>
          <button type="button" class="plain" onClick={() => copy(curlOfCall(call), 'The curl command is')}>
            Copy as curl
          </button>
        </>
      )}
    </footer>
  );
}

function curlOfCall({ method, path, body }: ControlCall): string {
  const data = body === undefined ? '' : ` -H 'content-type: application/json' -d '${body.replaceAll("'", "'\\''")}'`;
  return `curl -X ${method} '${location.origin}${path}'${data}`;
}

function Calls() {
  return (
    <Dialog title="What this page did, by the control API" close={close}>
      <ol class="calls">
        {calls.value.map((call) => (
          <li key={call.id}>
            <span class="dim">{call.time.toTimeString().slice(0, 8)}</span>
            <code>
              {call.method} {call.path} {call.body?.slice(0, 300)}
            </code>
            <button type="button" onClick={() => copy(curlOfCall(call), 'The curl command is')}>
              Copy as curl
            </button>
          </li>
        ))}
      </ol>
      <p class="dim pad">
        All operations are on the <a href={`${origin}/_standin/control/docs/`}>docs page of the control API</a>.
      </p>
    </Dialog>
  );
}

function TokenForm({ reason }: { readonly reason: string }) {
  return (
    <form
      class="token card"
      onSubmit={(event) => {
        event.preventDefault();
        useToken(String(new FormData(event.currentTarget).get('token') ?? ''));
      }}
    >
      <h1>Control token</h1>
      <p>{reason}</p>
      <label>
        <span class="hidden">Control token</span>
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
  ['Ctrl K', 'Search operations, resources, users, scenarios, worlds and actions'],
  ['/', 'Go to the filter'],
  ['↑ ↓', 'Move in the list of requests; Enter goes to the request'],
  ['Ctrl Enter', 'Send what you write in a dialog'],
  ['Escape', 'Close what is open'],
  ['?', 'Show this list'],
];

function Help() {
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
    open.value = 'palette';
    return;
  }
  const isTyping = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, dialog') !== null;
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const place = PLACES[Number(event.key) - 1];
  if (place) go(place);
  else if (event.key === '?') open.value = 'help';
  else if (event.key === '/') {
    event.preventDefault();
    document.getElementById('filter')?.focus();
  }
}
