// The place "Errors & delays": for each operation what it does from now on, and what slows down or fails everywhere.
import { signal, useSignal } from '@preact/signals';
import { durationText } from '../parts/duration.ts';
import { Scrollable } from '../parts/scrollable.tsx';
import type { OperationInfo, PlannedFault } from '../../control/client.ts';
import { useMedia } from '../parts/use-media.ts';
import { act, currentWorld, faults, operations, stubs } from '../state.ts';
import {
  clearPlans,
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
import { OwnResponseDialog } from './own-response.tsx';

export function Faults() {
  const search = useSignal('');
  const found = operations.value.filter(({ operation, path, method, unusable }) => {
    const text = `${method} ${path} ${operation}`.toLowerCase();
    return unusable === undefined && text.includes(search.value.toLowerCase());
  });
  const isNarrow = useMedia('(max-width: 800px)');
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
        <Sliders />
        <button type="button" disabled={faults.value.length + stubs.value.length === 0} onClick={() => act(clearPlans, 'Everything works as usual again')}>
          Clear all
        </button>
      </div>
      <Others />
      {isNarrow ? <Choices list={found} /> : <Matrix list={found} />}
      {written.value && (
        <OwnResponseDialog operation={written.value.operation} title={nameOf(written.value)} close={() => (written.value = undefined)} />
      )}
    </section>
  );
}

function Sliders() {
  return (
    <>
      <Slider
        label="Delay of all responses"
        value={delayOf(faults.value)}
        max={5_000}
        step={100}
        text={(value) => (value === 0 ? 'none' : durationText(value))}
        change={(value) => act(() => setDelay(value), value === 0 ? 'No delay' : `Every response takes ${durationText(value)} longer`)}
      />
      <Slider
        label="Requests that fail"
        value={Math.round(failureRateOf(faults.value) * 100)}
        max={100}
        step={5}
        text={(value) => (value === 0 ? 'none' : `${value} %`)}
        change={(value) => act(() => setFailureRate(value / 100), value === 0 ? 'No request fails by chance' : `${value} % of all requests fail with 500`)}
      />
    </>
  );
}

interface ListProps {
  readonly list: readonly OperationInfo[];
}

interface OutcomeTarget {
  readonly operation: string;
  readonly method: string;
  readonly title: string;
}

function targetsOf(list: readonly OperationInfo[]): readonly OutcomeTarget[] {
  const own = list.map(({ operation, method, path }) => ({ operation, method, title: path }));
  return [{ operation: EVERYTHING, method: '', title: 'All operations' }, ...own];
}

/** The operation whose response a person is writing. */
const written = signal<OutcomeTarget | undefined>(undefined);

function nameOf({ method, title }: OutcomeTarget): string {
  return `${method} ${title}`.trim();
}

function choose(target: OutcomeTarget, outcome: Outcome): void {
  if (outcome === 'own') {
    written.value = target;
    return;
  }
  const { operation } = target;
  const name = nameOf(target);
  act(() => setOutcome(operation, outcome), outcome === 'ok' ? `${name} works as usual` : `${name}: ${OUTCOME_HELP[outcome]}`);
}

/** Operations × outcomes. */
function Matrix({ list }: ListProps) {
  return (
    <Scrollable name="Operations">
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
          {targetsOf(list).map((target) => (
            <OutcomeRow key={target.operation} target={target} />
          ))}
        </tbody>
      </table>
    </Scrollable>
  );
}

function OutcomeRow({ target }: { readonly target: OutcomeTarget }) {
  const { operation } = target;
  const current = outcomeOf(faults.value, operation);
  return (
    <tr class={current === 'ok' ? '' : 'on'}>
      <th scope="row">
        <Title target={target} />
      </th>
      {OUTCOMES.map((outcome) => (
        <td key={outcome}>
          {outcome === 'own' ? (
            <OwnButton target={target} isOn={current === 'own'} />
          ) : (
            <label class={`outcome ${outcome === 'ok' ? 'ok' : ''}`} title={OUTCOME_HELP[outcome]}>
              <input
                type="radio"
                name={operation}
                aria-label={`${nameOf(target)}: ${OUTCOME_HELP[outcome]}`}
                checked={current === outcome}
                onChange={() => choose(target, outcome)}
              />
            </label>
          )}
        </td>
      ))}
    </tr>
  );
}

/** A button, because the arrow keys choose each radio button that they pass. */
function OwnButton({ target, isOn }: { readonly target: OutcomeTarget; readonly isOn: boolean }) {
  return (
    <button
      type="button"
      class="plain own"
      aria-label={`${nameOf(target)}: ${OUTCOME_HELP.own}`}
      aria-pressed={isOn}
      title={OUTCOME_HELP.own}
      onClick={() => choose(target, 'own')}
    >
      {isOn ? 'edit' : '…'}
    </button>
  );
}

function Title({ target: { operation, method, title } }: { readonly target: OutcomeTarget }) {
  return (
    <>
      {method !== '' && <span class={`method ${method.toLowerCase()}`}>{method}</span>} <span title={operation}>{title}</span>
    </>
  );
}

/** The same on a small screen. */
function Choices({ list }: ListProps) {
  return (
    <ul class="choices scroll">
      {targetsOf(list).map((target) => {
        const current = outcomeOf(faults.value, target.operation);
        return (
          <li key={target.operation} class={current === 'ok' ? '' : 'on'}>
            <span>
              <Title target={target} />
            </span>
            <select aria-label={nameOf(target)} value={current} onChange={({ currentTarget }) => choose(target, currentTarget.value as Outcome)}>
              {OUTCOMES.map((outcome) => (
                <option key={outcome} value={outcome}>
                  {outcome}
                </option>
              ))}
            </select>
            {current === 'own' && (
              <button type="button" onClick={() => choose(target, 'own')}>
                Edit
              </button>
            )}
          </li>
        );
      })}
    </ul>
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
    <div class={`slider ${shown > 0 ? 'on' : ''}`}>
      <span>
        {label}: <output>{text(shown)}</output>
      </span>
      <input
        type="range"
        aria-label={label}
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
    </div>
  );
}

/** Faults and stubs that the table does not show. */
function Others() {
  const planned = faults.value.filter((fault) => !isOwn(fault));
  if (planned.length + stubs.value.length === 0) return null;
  return (
    <section class="card">
      <h2>Stubs and other errors</h2>
      <ul class="plans">
        {planned.map((fault) => (
          <li key={fault.id}>
            <span class="badge warn">error</span> <span class="text">{faultText(fault)}</span>
            <Used count={fault.used} />
            <button type="button" onClick={() => act(() => currentWorld().removeFault(fault.id), `${fault.id} removed`)}>
              Remove
            </button>
          </li>
        ))}
        {stubs.value.map(({ id, when, response, used, times }) => (
          <li key={id}>
            <span class="badge">stub</span>{' '}
            <span class="text">
              <code>{when.operation}</code> returns {response.status ?? 'its declared status'}
              {times !== undefined && (times === 1 ? ', once' : `, ${times} times`)}
            </span>
            <Used count={used} />
            <button type="button" onClick={() => act(() => currentWorld().removeStub(id), `${id} removed`)}>
              Remove
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Used({ count = 0 }: { readonly count: number | undefined }) {
  return <span class="dim">{count === 0 ? 'not used yet' : count === 1 ? 'used once' : `used ${count} times`}</span>;
}

function faultText({ fault, when }: PlannedFault): string {
  const { kind, ...how } = fault;
  const requests = when === undefined || Object.keys(when).length === 0 ? 'all requests' : conditionsOf(when);
  const details = Object.keys(how).length === 0 ? '' : ` (${conditionsOf(how)})`;
  return `${kind}${details} for ${requests}`;
}

function conditionsOf(conditions: object): string {
  return Object.entries(conditions)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(', ');
}
