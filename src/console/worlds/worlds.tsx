// The place "Worlds & time": the isolated copies of the state, and the clock of the chosen one.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { WorldDifference, WorldInfo } from '../../control/client.ts';
import { control, messageOf, origin } from '../connection.ts';
import { saveAs } from '../data/files.ts';
import { copy } from '../parts/copy.ts';
import { JsonView } from '../parts/json-view.tsx';
import { act, chooseWorld, currentWorld, readiness, revision, world, worldName, worlds } from '../state.ts';

export function Worlds() {
  return (
    <section class="place worlds">
      <h1 class="hidden">Worlds &amp; time</h1>
      <Clock />
      <NewWorld />
      <div class="cards">
        {worlds.value.map((one) => (
          <WorldCard key={one.name} info={one} />
        ))}
      </div>
      <Changes />
    </section>
  );
}

const STEPS = [
  { label: '+1 hour', duration: 'PT1H' },
  { label: '+1 day', duration: 'P1D' },
  { label: '+1 month', duration: 'P1M' },
  { label: '+1 year', duration: 'P1Y' },
] as const;

function Clock() {
  const { clock } = world.value ?? {};
  const moment = useSignal('');
  if (!clock) return null;
  const name = worldName.value;
  return (
    <section class="part clock" aria-label="Clock">
      <h2>
        {clock.now.slice(0, 19).replace('T', ' ')} <span class="dim">UTC in {name}{clock.frozen ? ', frozen' : ''}</span>
      </h2>
      <div class="actions">
        {STEPS.map(({ label, duration }) => (
          <button type="button" key={duration} onClick={() => act(() => currentWorld().advance(duration), `The clock of ${name} is ${label}`)}>
            {label}
          </button>
        ))}
        <button
          type="button"
          onClick={() => act(() => (clock.frozen ? currentWorld().resume() : currentWorld().freeze()), clock.frozen ? 'The clock runs' : 'The clock stands still')}
        >
          {clock.frozen ? 'Let it run' : 'Freeze'}
        </button>
        <form
          class="inline"
          onSubmit={(event) => {
            event.preventDefault();
            act(() => currentWorld().freeze(new Date(`${moment.value}Z`)), 'The clock is set and stands still');
          }}
        >
          <label>
            <span class="hidden">Moment in UTC</span>
            <input type="datetime-local" required value={moment.value} onInput={({ currentTarget }) => (moment.value = currentTarget.value)} />
          </label>
          <button type="submit">Freeze at this moment</button>
        </form>
      </div>
    </section>
  );
}

function NewWorld() {
  const name = useSignal('');
  return (
    <form
      class="inline tools"
      onSubmit={async (event) => {
        event.preventDefault();
        const own = name.value;
        if (await act(() => control().createWorld({ name: own }), `${own} created`)) {
          name.value = '';
          await chooseWorld(own);
        }
      }}
    >
      <label>
        <span class="hidden">Name of a new world</span>
        <input required placeholder="New world" pattern="[A-Za-z0-9][A-Za-z0-9_\-]*" value={name.value} onInput={({ currentTarget }) => (name.value = currentTarget.value)} />
      </label>
      <button type="submit">Create</button>
    </form>
  );
}

function WorldCard({ info }: { readonly info: WorldInfo }) {
  const { name, scenario, exchanges, violations, faults, stubs, seed } = info;
  const isCurrent = name === worldName.value;
  const scenarios = [...new Set(readiness.value?.documents.flatMap((one) => one.scenarios) ?? [])];
  const url = name === 'default' ? origin : `${origin}/~${name}`;
  const own = control().world(name);
  const fork = () => {
    const copyName = `${name}-copy-${worlds.value.length}`;
    return act(() => own.fork(copyName), `${copyName} created`);
  };
  return (
    <article class={`card ${isCurrent ? 'current' : ''}`}>
      <h2>
        {name} {isCurrent && <span class="badge">shown</span>}
      </h2>
      <p>
        <code>{url}</code>{' '}
        <button type="button" class="plain" onClick={() => copy(url, 'The address is')}>
          Copy
        </button>
      </p>
      <p class="dim">
        {counted(exchanges, 'request')}, {counted(violations, 'violation')}, {counted(faults, 'fault')}, {counted(stubs, 'stub')}, seed {seed}
      </p>
      {scenarios.length > 0 && (
        <label>
          Scenario
          <select value={scenario ?? ''} onChange={({ currentTarget }) => act(() => own.reset(currentTarget.value), `${name} is reset to ${currentTarget.value}`)}>
            {scenario === undefined && <option value="">none</option>}
            {scenarios.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      )}
      <div class="actions">
        {!isCurrent && (
          <button type="button" onClick={() => chooseWorld(name)}>
            Show
          </button>
        )}
        <button type="button" onClick={() => act(() => own.reset(), `${name} is reset`)}>
          Reset
        </button>
        <button type="button" onClick={fork}>
          Copy world
        </button>
        <button type="button" onClick={async () => saveAs(`${name}.json`, JSON.stringify(await own.snapshot(), null, 2))}>
          Snapshot
        </button>
        {name !== 'default' && (
          <button
            type="button"
            class="danger"
            onClick={async () => {
              if (isCurrent) await chooseWorld('default');
              await act(() => own.delete(), `${name} deleted`);
            }}
          >
            Delete
          </button>
        )}
      </div>
    </article>
  );
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** What changed in the world since its start. */
function Changes() {
  const changes = useSignal<readonly WorldDifference[]>([]);
  const failure = useSignal<string | undefined>(undefined);
  const version = revision.value;
  const name = worldName.value;
  useEffect(() => {
    currentWorld()
      .diff()
      .then(
        (found) => {
          changes.value = found;
          failure.value = undefined;
        },
        (error) => {
          failure.value = messageOf(error);
        },
      );
  }, [version, name]);
  return (
    <section class="part">
      <h2>Changes since the start</h2>
      {failure.value !== undefined && <p class="problem">{failure.value}</p>}
      {changes.value.length === 0 && failure.value === undefined && <p class="dim">The state of {name} is the initial one.</p>}
      {changes.value.map(({ mount, path, kind, from, to }) => (
        <details key={`${mount}${path}`}>
          <summary>
            <span class={`badge ${kind}`}>{kind}</span> <code>{`${mount}${path}`}</code>
          </summary>
          <div class="two">
            {from !== undefined && <JsonView value={from} />}
            {to !== undefined && <JsonView value={to} />}
          </div>
        </details>
      ))}
    </section>
  );
}
