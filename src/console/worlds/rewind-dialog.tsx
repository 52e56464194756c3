// Says what a rewind removes before it does so. A rewind cannot be undone.
import type { WorldControl } from '../../control/client.ts';
import { exchanges } from '../events.ts';
import { Dialog } from '../parts/dialog.tsx';
import { worldName } from '../route.ts';
import { act, currentWorld } from '../state.ts';
import { forkNow } from './fork.ts';

export type CommitInfo = Awaited<ReturnType<WorldControl['commits']>>['commits'][number];

interface RewindDialogProps {
  readonly revision: number;
  /** The changes after the revision, newest first. */
  readonly later: readonly CommitInfo[];
  readonly close: () => void;
}

export function RewindDialog({ revision, later, close }: RewindDialogProps) {
  const rewind = async () => {
    close();
    await act(() => currentWorld().rewind({ revision }), 'Later changes are removed');
  };
  const fork = async () => {
    close();
    await forkNow(worldName.value, { revision });
  };
  return (
    <Dialog title={`Rewind ${worldName.value}`} close={close}>
      <div class="share">
        <p>
          Removes {later.length === 1 ? '1 change' : `${later.length} changes`} and {requestsText(later.at(-1))}. This cannot be undone.
        </p>
        <p class="dim">A fork is a copy of the world at this point. {worldName.value} stays as it is.</p>
        <div class="actions">
          <button type="button" class="main" onClick={rewind}>
            Rewind
          </button>
          <button type="button" onClick={fork}>
            Fork instead
          </button>
        </div>
      </div>
    </Dialog>
  );
}

/** @param first the first change that a rewind removes */
function requestsText(first: CommitInfo | undefined): string {
  const own = exchanges.filter(({ world }) => world === worldName.value);
  const from = own.findIndex(({ id }) => id === first?.exchange);
  if (from < 0) return 'the requests that came after';
  return own.length - from === 1 ? '1 request' : `${own.length - from} requests`;
}
