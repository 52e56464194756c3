// What an exchange changed in the state, and the way back.
import { control } from '../connection.ts';
import { PatchList } from '../parts/patch-list.tsx';
import { Section } from '../parts/section.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { act, stateVersion } from '../state.ts';
import { forkNow } from '../worlds/fork.ts';
import { ownTexts } from '../worlds/own-texts.ts';

interface StateChangesProps {
  readonly id: string;
  readonly world: string;
}

export function StateChanges({ id, world }: StateChangesProps) {
  const { value } = useLoaded(() => changesOf(id, world), [id, world, stateVersion.value]);
  if (!value) return null;
  const { patches, own, before, after } = value;
  return (
    <Section title="What it changed">
      {own.length > 0 && <p class="dim">{ownTexts(own).join(', ')}</p>}
      <PatchList patches={patches} />
      <div class="actions">
        <button type="button" onClick={() => act(() => control().world(world).rewind({ revision: before }), 'The world is as before this request')}>
          Go back to before this request
        </button>
        <button type="button" onClick={() => forkNow(world, { revision: after })}>
          Copy the world after it
        </button>
      </div>
    </Section>
  );
}

/** Undefined if the exchange changed nothing, or if the history has forgotten it. */
async function changesOf(id: string, name: string) {
  const world = control().world(name);
  const { commits } = await world.commits({ exchange: id });
  const [last] = commits;
  const first = commits.at(-1);
  if (!first || !last) return undefined;
  const before = first.revision - 1;
  const patches = await world.changes({ from: before, to: last.revision });
  return { patches, own: commits.flatMap(({ own = [] }) => own), before, after: last.revision };
}
