// What an exchange changed in the state, and the way back.
import { useSignal } from '@preact/signals';
import { control } from '../connection.ts';
import { PatchList } from '../parts/patch-list.tsx';
import { Section } from '../parts/section.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { stateVersion } from '../state.ts';
import { forkNow } from '../worlds/fork.ts';
import { ownTexts } from '../worlds/own-texts.ts';
import { RewindDialog, type RewindTarget } from '../worlds/rewind-dialog.tsx';

interface StateChangesProps {
  readonly id: string;
  readonly world: string;
}

export function StateChanges({ id, world }: StateChangesProps) {
  const { value } = useLoaded(() => changesOf(id, world), [id, world, stateVersion.value]);
  const isRewinding = useSignal(false);
  if (!value) return null;
  const { patches, texts, target, after } = value;
  return (
    <Section title="What it changed">
      {texts.length > 0 && <p class="dim">{texts.join(', ')}</p>}
      <PatchList patches={patches} />
      <div class="actions">
        <button type="button" onClick={() => (isRewinding.value = true)}>
          Go back to before this request
        </button>
        <button type="button" onClick={() => forkNow(world, { revision: after })}>
          Copy the world after it
        </button>
      </div>
      {isRewinding.value && <RewindDialog target={target} close={() => (isRewinding.value = false)} />}
    </Section>
  );
}

/** Undefined if the exchange changed nothing, or if the history has forgotten it. */
async function changesOf(id: string, name: string) {
  const world = control().world(name);
  const { commits, revision } = await world.commits({ exchange: id });
  const [last] = commits;
  const first = commits.at(-1);
  if (!first || !last) return undefined;
  const before = first.revision - 1;
  const patches = await world.changes({ from: before, to: last.revision });
  const target: RewindTarget = { world: name, revision: before, changes: revision - before, exchange: id };
  return { patches, texts: commits.flatMap(ownTexts), target, after: last.revision };
}
