// The clock of the chosen world, and the moments in its data that come next.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLoaded } from '../parts/use-loaded.ts';
import { hrefOf, worldName } from '../route.ts';
import { act, currentWorld, stateVersion, world } from '../state.ts';
import { addressOfRecord } from '../parts/patch-list.tsx';
import { CLOCK_STEPS, durationBetween, inWords, moveClock, nowOf, toggleFreeze } from './clock.ts';
import { type DataMoment, nextMoments } from './moments.ts';

export function ClockCard() {
  const tick = useSignal(0);
  useEffect(() => {
    const timer = setInterval(() => (tick.value += 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  const { clock } = world.value ?? {};
  if (!clock || tick.value < 0) return null;
  const now = nowOf(clock);
  return (
    <section class="card clock-card" aria-label="Clock">
      <h2>
        <time dateTime={now.toISOString()}>{now.toISOString().slice(0, 19).replace('T', ' ')}</time>{' '}
        <span class="dim">UTC in {worldName.value}{clock.frozen ? ', frozen' : ''}</span>
      </h2>
      <div class="actions">
        {CLOCK_STEPS.map(({ label, duration }) => (
          <button type="button" key={duration} onClick={() => moveClock(duration, label)}>
            {label}
          </button>
        ))}
        <button type="button" aria-pressed={clock.frozen} onClick={() => toggleFreeze(clock.frozen)}>
          {clock.frozen ? 'Let it run' : 'Freeze'}
        </button>
        <SetClock />
      </div>
      <Next now={now} />
    </section>
  );
}

function SetClock() {
  const moment = useSignal('');
  return (
    <form
      class="inline"
      onSubmit={(event) => {
        event.preventDefault();
        act(() => currentWorld().freeze(new Date(`${moment.value}Z`)), 'The clock is set and frozen');
      }}
    >
      <label>
        <span class="hidden">Moment in UTC</span>
        <input type="datetime-local" required value={moment.value} onInput={({ currentTarget }) => (moment.value = currentTarget.value)} />
      </label>
      <button type="submit">Freeze at</button>
    </form>
  );
}

/** What of the data is in the future: what expires, ends or is due next. */
function Next({ now }: { readonly now: Date }) {
  const { value = [] } = useLoaded(async () => {
    const { revision } = await currentWorld().read();
    return nextMoments((await currentWorld().stateAt(revision)).documents);
  }, [stateVersion.value]);
  const coming = value.filter(({ at }) => at > now.getTime()).slice(0, 5);
  if (coming.length === 0) return <p class="dim">No date in the data that was used so far is in the future.</p>;
  return (
    <>
      <h3>Next in the data</h3>
      <ul class="moments">
        {coming.map((moment) => (
          <NextMoment key={`${moment.mount}${moment.path}${moment.pointer}`} moment={moment} now={now} />
        ))}
      </ul>
    </>
  );
}

function NextMoment({ moment: { at, mount, path, pointer }, now }: { readonly moment: DataMoment; readonly now: Date }) {
  const goThere = () =>
    act(() => currentWorld().advance(durationBetween(now, new Date(at + 1_000))), `The clock is one second after ${pointer.slice(1)}`);
  return (
    <li>
      <strong>{inWords(at - now.getTime())}</strong> <code>{pointer.slice(1)}</code> of{' '}
      <a href={hrefOf('data', ...addressOfRecord(path, mount))}>{decodeURI(path)}</a>
      <button type="button" onClick={goThere} title={new Date(at).toISOString()}>
        Go there
      </button>
    </li>
  );
}
