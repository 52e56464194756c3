// What differs between the chosen world and its initial state, or another world.
import { useSignal } from '@preact/signals';
import type { WorldDifference } from '../../control/client.ts';
import { JsonView } from '../parts/json-view.tsx';
import { addressOfRecord } from '../parts/patch-list.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { hrefOf, worldName } from '../route.ts';
import { currentWorld, stateVersion, worlds } from '../state.ts';

/** Differences that are shown. */
const MOST = 100;

export function Differences() {
  const other = useSignal('');
  const others = worlds.value.filter(({ name }) => name !== worldName.value);
  const from = others.some(({ name }) => name === other.value) ? other.value : undefined;
  const { value = [], failure } = useLoaded(() => currentWorld().diff(from), [stateVersion.value, from]);
  return (
    <section class="card" aria-label="Differences">
      <header class="card-head">
        <h2>
          Changes <span class="dim">{value.length}</span>
        </h2>
        <label>
          <span class="hidden">Compare with</span>
          <select value={other.value} onChange={({ currentTarget }) => (other.value = currentTarget.value)}>
            <option value="">since the start</option>
            {others.map(({ name }) => (
              <option key={name} value={name}>
                compared with {name}
              </option>
            ))}
          </select>
        </label>
      </header>
      {failure !== undefined && <p class="problem">{failure}</p>}
      {value.length === 0 && failure === undefined && (
        <p class="dim">{from === undefined ? `The state of ${worldName.value} is the initial one.` : `${worldName.value} and ${from} have the same state.`}</p>
      )}
      <ul class="plain-list">
        {value.slice(0, MOST).map((one) => (
          <li key={`${one.mount}${one.path}`}>
            <Difference one={one} />
          </li>
        ))}
      </ul>
      {value.length > MOST && <p class="dim">{value.length - MOST} more</p>}
    </section>
  );
}

function Difference({ one: { mount, path, kind, from, to } }: { readonly one: WorldDifference }) {
  return (
    <details>
      <summary>
        <span class={`badge ${kind}`}>{kind}</span> <code>{`${mount}${path}`}</code>{' '}
        {kind === 'changed' && <span class="dim">{changedNames(from, to).join(', ')}</span>}
      </summary>
      <div class="two">
        {from !== undefined && <JsonView value={from} />}
        {to !== undefined && <JsonView value={to} />}
      </div>
      {kind !== 'removed' && <a href={hrefOf('data', ...addressOfRecord(encodeURI(path), mount))}>Show the record</a>}
    </details>
  );
}

function changedNames(from: unknown, to: unknown): readonly string[] {
  if (typeof from !== 'object' || typeof to !== 'object' || !from || !to) return [];
  const [before, after] = [new Map(Object.entries(from)), new Map(Object.entries(to))];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.filter((name) => JSON.stringify(before.get(name)) !== JSON.stringify(after.get(name)));
}
