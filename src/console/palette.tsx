// The search over everything: operations, resources, worlds and actions.
import { useSignal } from '@preact/signals';
import type { ResourceInfo, UserInfo } from '../control/client.ts';
import { origin } from './connection.ts';
import { Dialog } from './parts/dialog.tsx';
import { useLoaded } from './parts/use-loaded.ts';
import { go, PLACES, worldName } from './route.ts';
import { act, resetWorld, chooseWorld, currentWorld, operations, scenarios, worlds } from './state.ts';
import { actAs, expireAll } from './users.ts';
import { forkNow } from './worlds/fork.ts';
import { moveClock, toggleFreeze } from './worlds/clock.ts';
import { saveScenario } from './data/table-tools.tsx';
import { clearPlans, setOutcome } from './faults/outcomes.ts';
import { TITLES } from './bar.tsx';

interface Entry {
  readonly kind: string;
  readonly text: string;
  readonly run: () => unknown;
}

const MOST = 12;

export function Palette({ close }: { readonly close: () => void }) {
  const text = useSignal('');
  const selected = useSignal(0);
  const { value: resources = [] } = useLoaded(() => currentWorld().resources(), []);
  const { value: users = [] } = useLoaded(() => currentWorld().users(), []);
  const entries = [placeEntries(), actions(), scenarioEntries(), userEntries(users), resourceEntries(resources), worldEntries(), operationEntries()];
  const found = search(entries.flat(), text.value);
  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    close();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      selected.value = (selected.value + step + found.length) % Math.max(1, found.length);
    } else if (event.key === 'Enter') choose(found[selected.value]);
  };
  return (
    <Dialog title="Search" close={close} kind="palette">
      <input
        type="text"
        role="combobox"
        aria-label="Search"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={`palette-${selected.value}`}
        placeholder="An operation, a resource, a world or an action"
        value={text.value}
        onKeyDown={onKeyDown}
        onInput={({ currentTarget }) => {
          text.value = currentTarget.value;
          selected.value = 0;
        }}
      />
      <div class="palette" id="palette-list" role="listbox" aria-label="Found">
        {found.map((entry, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the keys of the input move the selection
          // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the input chooses
          <div key={`${entry.kind}${entry.text}`} id={`palette-${index}`} role="option" aria-selected={index === selected.value} onClick={() => choose(entry)}>
            <span>{entry.text}</span> <span class="dim">{entry.kind}</span>
          </div>
        ))}
      </div>
    </Dialog>
  );
}

function search(entries: readonly Entry[], text: string): readonly Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = entries.filter((entry) => {
    const whole = `${entry.text} ${entry.kind}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  });
  return matching.slice(0, MOST);
}

function placeEntries(): Entry[] {
  return PLACES.map((name) => ({ kind: 'place', text: TITLES[name], run: () => go(name) }));
}

function actions(): Entry[] {
  const own = currentWorld();
  const name = worldName.value;
  const entries: readonly (readonly [string, () => unknown])[] = [
    [`Reset ${name}`, () => resetWorld(name)],
    ['Undo the last change', () => act(() => own.undo(), 'The last change is undone')],
    [`Copy ${name} to a new world`, () => forkNow(name)],
    ['Save the state as a scenario', saveScenario],
    ['Advance the clock by one hour', () => moveClock('PT1H', '+1 hour')],
    ['Advance the clock by one day', () => moveClock('P1D', '+1 day')],
    ['Advance the clock by one month', () => moveClock('P1M', '+1 month')],
    ['Freeze the clock', () => toggleFreeze(false)],
    ['Let the clock run', () => toggleFreeze(true)],
    ['Remove all errors and stubs', () => act(clearPlans, 'Everything works as usual again')],
    ['Expire all tokens issued so far', expireAll],
    ['Open the docs page', () => location.assign(`${origin}/_standin/docs/`)],
    ['Open the docs of the control API', () => location.assign(`${origin}/_standin/control/docs/`)],
  ];
  return entries.map(([text, run]) => ({ kind: 'action', text, run }));
}

function scenarioEntries(): Entry[] {
  const name = worldName.value;
  return scenarios.value.map((one) => ({ kind: 'scenario', text: `Begin ${name} again with ${one}`, run: () => resetWorld(name, one) }));
}

function userEntries(users: readonly UserInfo[]): Entry[] {
  const own = users.map((one) => ({ kind: 'user', text: `Act as ${one.name}`, run: () => actAs(one) }));
  return own.length === 0 ? [] : [...own, { kind: 'user', text: 'Act as the user of each token', run: () => actAs(undefined) }];
}

function worldEntries(): Entry[] {
  return worlds.value.map(({ name }) => ({ kind: 'world', text: name, run: () => chooseWorld(name) }));
}

function resourceEntries(resources: readonly ResourceInfo[]): Entry[] {
  const roots = resources.filter(({ path }) => !path.includes('{}'));
  return roots.map(({ path, mount }) => ({ kind: 'resource', text: path, run: () => go('data', path.slice(1), { mount: mount || undefined }) }));
}

/** Each operation leads to its requests, and can be made to fail. */
function operationEntries(): Entry[] {
  return operations.value.flatMap(({ method, path, operation }) => [
    {
      kind: 'requests',
      text: `${method} ${path} ${operation}`,
      run: () => go('live', '', { filter: `operation:${operation.replaceAll(/\s.*/g, '')}` }),
    },
    {
      kind: 'error',
      text: `Make ${operation} fail with 500`,
      run: () => act(() => setOutcome(operation, '500'), `${operation} returns 500 now`),
    },
  ]);
}
