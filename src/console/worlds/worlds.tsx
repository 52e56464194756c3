// The place "Worlds & time": the clock and the history of the chosen world, and the isolated copies of the state.
import { ClockCard } from './clock-card.tsx';
import { Differences } from './differences.tsx';
import { Timeline } from './timeline.tsx';
import { WorldList } from './world-list.tsx';

export function Worlds() {
  return (
    <section class="place worlds">
      <h1 class="hidden">Worlds &amp; time</h1>
      <div class="columns">
        <div>
          <ClockCard />
          <Timeline />
        </div>
        <div>
          <WorldList />
          <Differences />
        </div>
      </div>
    </section>
  );
}
