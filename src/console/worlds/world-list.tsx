// All worlds: show, reset, copy, share, save and delete them, and create new ones.
import { useSignal } from '@preact/signals';
import type { WorldInfo } from '../../control/client.ts';
import { control, origin } from '../connection.ts';
import { saveAs } from '../data/files.ts';
import { copy } from '../parts/copy.ts';
import { Menu, MenuItem } from '../parts/menu.tsx';
import { DEFAULT_WORLD, hrefOf, worldName } from '../route.ts';
import { act, addressOf, resetWorld, chooseWorld, scenarios, worlds } from '../state.ts';
import { forkNow } from './fork.ts';

export function WorldList() {
  return (
    <section class="card" aria-label="Worlds">
      <header class="card-head">
        <h2>Worlds</h2>
        <NewWorld />
      </header>
      <p class="dim">Isolated copies of state, clock, errors and requests, for example one for each person or test.</p>
      <ul class="world-list">
        {worlds.value.map((one) => (
          <WorldItem key={one.name} info={one} />
        ))}
      </ul>
    </section>
  );
}

function NewWorld() {
  const name = useSignal('');
  return (
    <form
      class="inline"
      onSubmit={async (event) => {
        event.preventDefault();
        const own = name.value;
        if (!(await act(() => control().createWorld({ name: own }), `${own} created`))) return;
        name.value = '';
        await chooseWorld(own);
      }}
    >
      <label>
        <span class="hidden">Name of a new world</span>
        <input required placeholder="New world" size={12} pattern="[A-Za-z0-9][A-Za-z0-9_\-]*" value={name.value} onInput={({ currentTarget }) => (name.value = currentTarget.value)} />
      </label>
      <button type="submit">Create</button>
    </form>
  );
}

function WorldItem({ info }: { readonly info: WorldInfo }) {
  const { name, exchanges, violations, faults, stubs } = info;
  const isCurrent = name === worldName.value;
  const facts = [counted(exchanges, 'request'), ...[counted(violations, 'violation'), counted(faults, 'error'), counted(stubs, 'stub')].filter((text) => !text.startsWith('0'))];
  const address = addressOf(name, origin);
  return (
    <li class={isCurrent ? 'current' : ''}>
      <div>
        {isCurrent ? (
          <strong>
            {name} <span class="badge">shown</span>
          </strong>
        ) : (
          <button type="button" class="plain" title={`Show ${name}`} onClick={() => chooseWorld(name)}>
            {name}
          </button>
        )}
        <p class="dim">{facts.join(', ')}</p>
      </div>
      <Scenario info={info} />
      <button type="button" onClick={() => resetWorld(name)}>
        Reset
      </button>
      <Menu label="More" name={`More for ${name}`}>
        <MenuItem run={() => forkNow(name)}>Copy to a new world</MenuItem>
        <MenuItem run={() => copy(address, 'The address of the API is')}>Copy the address of the API</MenuItem>
        <MenuItem run={() => copy(`${location.origin}${location.pathname}${hrefOf('live', '', { world: name })}`, 'The link is')}>
          Copy a link to this page
        </MenuItem>
        <MenuItem run={() => save(name)}>Save a snapshot</MenuItem>
        <label class="item">
          Restore a snapshot
          <input type="file" class="hidden" accept="application/json,.json" onChange={({ currentTarget }) => restore(name, currentTarget.files?.[0])} />
        </label>
        {name !== DEFAULT_WORLD && (
          <MenuItem isDangerous run={() => remove(name)}>
            Delete {name}
          </MenuItem>
        )}
      </Menu>
    </li>
  );
}

function save(name: string): Promise<boolean> {
  return act(async () => saveAs(`${name}.json`, JSON.stringify(await control().world(name).snapshot(), null, 2)), 'The snapshot is saved as a file');
}

function restore(name: string, file: File | undefined): void {
  if (file) act(async () => control().world(name).restore(JSON.parse(await file.text())), `${name} is as in ${file.name}`);
}

async function remove(name: string): Promise<void> {
  if (name === worldName.value) await chooseWorld(DEFAULT_WORLD);
  await act(() => control().world(name).delete(), `${name} deleted`);
}

function Scenario({ info: { name, scenario } }: { readonly info: WorldInfo }) {
  if (scenarios.value.length === 0) return null;
  return (
    <label>
      <span class="hidden">Scenario of {name}</span>
      <select
        value={scenario ?? ''}
        title="The world begins again with the scenario"
        onChange={({ currentTarget }) => resetWorld(name, currentTarget.value)}
      >
        {scenario === undefined && <option value="">no scenario</option>}
        {scenarios.value.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </label>
  );
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
