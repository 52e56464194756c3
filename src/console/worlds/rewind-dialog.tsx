// Says what a rewind removes before it does so. A rewind cannot be undone.
import { control } from '../connection.ts';
import { exchanges } from '../events.ts';
import { Dialog } from '../parts/dialog.tsx';
import { act } from '../state.ts';
import { forkNow } from './fork.ts';

export interface RewindTarget {
  readonly world: string;
  readonly revision: number;
  /** The number of changes after the revision. */
  readonly changes: number;
  /** The exchange that made the first of them, if an exchange did. */
  readonly exchange: string | undefined;
}

interface RewindDialogProps {
  readonly target: RewindTarget;
  readonly close: () => void;
}

export function RewindDialog({ target, close }: RewindDialogProps) {
  const { world, revision, changes } = target;
  const rewind = async () => {
    close();
    await act(() => control().world(world).rewind({ revision }), 'Later changes are removed');
  };
  const fork = async () => {
    close();
    await forkNow(world, { revision });
  };
  return (
    <Dialog title={`Rewind ${world}`} close={close}>
      <div class="share">
        <p>
          Removes {changes === 1 ? '1 change' : `${changes} changes`} and {requestsText(target)}. This cannot be undone.
        </p>
        <p class="dim">A fork is a copy of the world at this point. {world} stays as it is.</p>
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

function requestsText({ world, exchange }: RewindTarget): string {
  const own = exchanges.filter((one) => one.world === world);
  const from = own.findIndex(({ id }) => id === exchange);
  if (from < 0) return 'the requests that came after';
  return own.length - from === 1 ? '1 request' : `${own.length - from} requests`;
}
