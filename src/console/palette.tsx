// The search over everything: operations, resources, worlds and actions.
import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ResourceInfo } from '../control/client.ts';
import { origin } from './connection.ts';
import { Dialog } from './parts/dialog.tsx';
import { go } from './route.ts';
import { act, chooseWorld, currentWorld, operations, worldName, worlds } from './state.ts';

interface Entry {
  readonly kind: string;
  readonly text: string;
  readonly run: () => unknown;
}

const MOST = 12;

export function Palette({ close }: { readonly close: () => void }) {
  const text = useSignal('');
  const selected = useSignal(0);
  const resources = useSignal<readonly ResourceInfo[]>([]);
  useEffect(() => {
    currentWorld()
      .resources()
      .then(
        (found) => {
          resources.value = found;
        },
        () => undefined,
      );
  }, []);
  const found = useComputed(() => search([...actions(), ...resourceEntries(resources.value), ...worldEntries(), ...operationEntries()], text.value));
  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    close();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      selected.value = (selected.value + step + found.value.length) % Math.max(1, found.value.length);
    } else if (event.key === 'Enter') choose(found.value[selected.value]);
  };
  return (
    <Dialog title="Search" close={close}>
      <input
        type="text"
        list={undefined}
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
        {found.value.map((entry, index) => (
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

function actions(): Entry[] {
  const own = currentWorld();
  return [
    { kind: 'action', text: `Reset ${worldName.value}`, run: () => act(() => own.reset(), `${worldName.value} is reset`) },
    { kind: 'action', text: 'Expire all credentials', run: () => act(() => own.expireCredentials(), 'All tokens issued so far are expired') },
    { kind: 'action', text: 'Advance the clock by one day', run: () => act(() => own.advance('P1D'), 'One day later') },
    { kind: 'action', text: 'Advance the clock by one month', run: () => act(() => own.advance('P1M'), 'One month later') },
    { kind: 'action', text: 'Open the docs page', run: () => location.assign(`${origin}/_standin/docs/`) },
    { kind: 'action', text: 'Open the docs of the control API', run: () => location.assign(`${origin}/_standin/control/docs/`) },
  ];
}

function worldEntries(): Entry[] {
  return worlds.value.map(({ name }) => ({ kind: 'world', text: name, run: () => chooseWorld(name) }));
}

function resourceEntries(resources: readonly ResourceInfo[]): Entry[] {
  const roots = resources.filter(({ path }) => !path.includes('{}'));
  return roots.map(({ path, mount }) => ({ kind: 'resource', text: path, run: () => go('data', path.slice(1), { mount: mount || undefined }) }));
}

function operationEntries(): Entry[] {
  return operations.value.map(({ method, path, operation }) => ({
    kind: operation,
    text: `${method} ${path}`,
    run: () => go('live', '', { filter: `operation:${operation.replaceAll(/\s.*/g, '')}` }),
  }));
}
