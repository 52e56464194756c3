// The place "Errors & delays": for each operation what it does from now on, and what slows down or fails everywhere.
import { useSignal } from '@preact/signals';
import { act, currentWorld, faults, operations, stubs } from '../state.ts';
import {
  delayOf,
  EVERYTHING,
  failureRateOf,
  isOwn,
  OUTCOME_HELP,
  OUTCOMES,
  type Outcome,
  outcomeOf,
  setDelay,
  setFailureRate,
  setOutcome,
} from './outcomes.ts';

export function Faults() {
  const search = useSignal('');
  const found = operations.value.filter(({ operation, path, method, unusable }) => {
    const text = `${method} ${path} ${operation}`.toLowerCase();
    return unusable === undefined && text.includes(search.value.toLowerCase());
  });
  const clearAll = () =>
    act(async () => {
      for (const { id } of faults.value) await currentWorld().removeFault(id);
      for (const { id } of stubs.value) await currentWorld().removeStub(id);
    }, 'Everything works as usual again');
  return (
    <section class="place faults">
      <h1 class="hidden">Errors &amp; delays</h1>
      <div class="tools">
        <input
          type="search"
          id="filter"
          aria-label="Search operations"
          placeholder="Search operations"
          value={search.value}
          onInput={({ currentTarget }) => (search.value = currentTarget.value)}
        />
        <Slider
          label="Delay of all responses"
          value={delayOf(faults.value)}
          max={5_000}
          step={100}
          text={(value) => (value === 0 ? 'none' : `${value} ms`)}
          change={(value) => act(() => setDelay(value))}
        />
        <Slider
          label="Requests that fail"
          value={Math.round(failureRateOf(faults.value) * 100)}
          max={100}
          step={5}
          text={(value) => `${value} %`}
          change={(value) => act(() => setFailureRate(value / 100))}
        />
        <button type="button" disabled={faults.value.length + stubs.value.length === 0} onClick={clearAll}>
          Clear all
        </button>
      </div>
      <div class="scroll">
        <table class="outcomes">
          <thead>
            <tr>
              <th>Operation</th>
              {OUTCOMES.map((outcome) => (
                <th key={outcome} title={OUTCOME_HELP[outcome]}>
                  {outcome}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <OutcomeRow operation={EVERYTHING} title="All operations" method="" />
            {found.map(({ mount, operation, method, path }) => (
              <OutcomeRow key={`${mount}${operation}`} operation={operation} method={method} title={path} />
            ))}
          </tbody>
        </table>
      </div>
      <Others />
    </section>
  );
}

interface OutcomeRowProps {
  readonly operation: string;
  readonly method: string;
  readonly title: string;
}

function OutcomeRow({ operation, method, title }: OutcomeRowProps) {
  const current = outcomeOf(faults.value, operation);
  const choose = (outcome: Outcome) =>
    act(() => setOutcome(operation, outcome), outcome === 'ok' ? `${title} works as usual` : `${title}: ${OUTCOME_HELP[outcome]}`);
  return (
    <tr class={current === 'ok' ? '' : 'on'}>
      <th scope="row">
        {method !== '' && <span class={`method ${method.toLowerCase()}`}>{method}</span>} <span title={operation}>{title}</span>
      </th>
      {OUTCOMES.map((outcome) => (
        <td key={outcome}>
          <input
            type="radio"
            name={operation}
            aria-label={`${title}: ${OUTCOME_HELP[outcome]}`}
            title={OUTCOME_HELP[outcome]}
            checked={current === outcome}
            onChange={() => choose(outcome)}
          />
        </td>
      ))}
    </tr>
  );
}

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly step: number;
  readonly text: (value: number) => string;
  readonly change: (value: number) => void;
}

function Slider({ label, value, max, step, text, change }: SliderProps) {
  const moved = useSignal<number | undefined>(undefined);
  const shown = moved.value ?? value;
  return (
    <label class="slider">
      {label}: <output>{text(shown)}</output>
      <input
        type="range"
        min={0}
        max={max}
        step={step}
        value={shown}
        onInput={({ currentTarget }) => (moved.value = Number(currentTarget.value))}
        onChange={({ currentTarget }) => {
          moved.value = undefined;
          change(Number(currentTarget.value));
        }}
      />
    </label>
  );
}

/** Faults and stubs that others planned. */
function Others() {
  const planned = faults.value.filter((fault) => !isOwn(fault));
  if (planned.length + stubs.value.length === 0) return null;
  return (
    <section class="part">
      <h2>Other faults and stubs</h2>
      <ul class="plans">
        {planned.map(({ id, when, fault, used }) => (
          <li key={id}>
            <code>{id}</code> {JSON.stringify({ ...(when && { when }), fault })} <span class="dim">used {used ?? 0} times</span>
            <button type="button" onClick={() => act(() => currentWorld().removeFault(id), `${id} removed`)}>
              Remove
            </button>
          </li>
        ))}
        {stubs.value.map(({ id, when, response, used }) => (
          <li key={id}>
            <code>{id}</code> {when.operation}: status {response.status ?? 'as declared'} <span class="dim">used {used ?? 0} times</span>
            <button type="button" onClick={() => act(() => currentWorld().removeStub(id), `${id} removed`)}>
              Remove
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
