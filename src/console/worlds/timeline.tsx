// The history of the chosen world: every change, what it changed, and the way back to it.
import { useSignal } from '@preact/signals';
import type { CommitInfo } from '../../control/client.ts';
import { JsonView } from '../parts/json-view.tsx';
import { PatchList } from '../parts/patch-list.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { hrefOf, route, setQuery, worldName } from '../route.ts';
import { act, currentWorld, stateVersion } from '../state.ts';
import { forkNow } from './fork.ts';
import { ownTexts } from './own-texts.ts';
import { RewindDialog } from './rewind-dialog.tsx';

/** Changes that are listed at first, and with each request for more. */
const PAGE = 30;

export function Timeline() {
  const limit = useSignal(PAGE);
  const { value, failure } = useLoaded(() => currentWorld().commits({ limit: limit.value }), [stateVersion.value, limit.value]);
  const open = Number(route.value.query.get('commit') ?? -1);
  const commits = value?.commits ?? [];
  return (
    <section class="card" aria-label="Timeline">
      <header class="card-head">
        <h2>Timeline</h2>
        <button
          type="button"
          disabled={commits.length === 0}
          onClick={() => act(() => currentWorld().undo(), 'The last change is undone')}
        >
          Undo the last change
        </button>
      </header>
      {failure !== undefined && <p class="problem">{failure}</p>}
      {value && commits.length === 0 && <p class="dim">Nothing has changed in {worldName.value} yet.</p>}
      <ol class="timeline">
        {commits.map((commit, index) => (
          <Change key={commit.revision} commit={commit} later={commits.slice(0, index)} isOpen={commit.revision === open} />
        ))}
        {value && commits.length > 0 && commits.length < limit.value && <Start revision={value.first} later={commits} />}
      </ol>
      {commits.length >= limit.value && (
        <button type="button" onClick={() => (limit.value += PAGE)}>
          Show older changes
        </button>
      )}
    </section>
  );
}

function Start({ revision, later }: BackToProps) {
  return (
    <li>
      <span class="dot" />
      <div class="line">
        <span class="what">{revision === 0 ? 'The initial state' : 'The oldest state that is kept'}</span>
        <BackTo revision={revision} later={later} />
      </div>
    </li>
  );
}

interface ChangeProps {
  readonly commit: CommitInfo;
  /** The changes after it, newest first. */
  readonly later: readonly CommitInfo[];
  readonly isOpen: boolean;
}

function Change({ commit, later, isOpen }: ChangeProps) {
  const isNow = later.length === 0;
  const { revision, time, exchange } = commit;
  return (
    <li class={isOpen ? 'open' : ''}>
      <span class={`dot ${isNow ? 'now' : ''}`} />
      <div class="line">
        <button
          type="button"
          class="what"
          title={editorOf(commit)}
          aria-expanded={isOpen}
          onClick={() => setQuery({ commit: isOpen ? undefined : String(revision) })}
        >
          {textOf(commit)}
          <Status status={commit.status} />
          <Also commit={commit} />
        </button>
        <time class="dim" dateTime={time}>
          {time.slice(11, 19)}
        </time>
        {isNow ? <span class="badge">now</span> : <BackTo revision={revision} later={later} />}
      </div>
      {isOpen && <Details revision={revision} exchange={exchange} />}
    </li>
  );
}

interface BackToProps {
  readonly revision: number;
  /** The changes after it, newest first. */
  readonly later: readonly CommitInfo[];
}

function BackTo({ revision, later }: BackToProps) {
  const isOpen = useSignal(false);
  return (
    <>
      {isOpen.value && (
        <RewindDialog
          target={{ world: worldName.value, revision, changes: later.length, exchange: later.at(-1)?.exchange }}
          close={() => (isOpen.value = false)}
        />
      )}
      <button type="button" onClick={() => (isOpen.value = true)}>
        Rewind
      </button>
      <button type="button" onClick={() => forkNow(worldName.value, { revision })}>
        Fork here
      </button>
    </>
  );
}

function textOf(commit: CommitInfo): string {
  const { request, exchange, replaces } = commit;
  if (request !== undefined) return request;
  if (replaces) return 'Everything replaced, for example by a reset';
  const what = [...pathTexts(commit), ...ownTexts(commit)].join(', ');
  if (exchange !== undefined) return `A request that is no longer recorded: ${what || 'no resource'}`;
  return what === '' ? 'A change of the server' : what;
}

/** Changes of resources that no request made. */
function pathTexts({ paths: [first, ...more], exchange }: CommitInfo): readonly string[] {
  if (first === undefined) return [];
  const text = `${decodeURI(first)}${more.length > 0 ? ` and ${more.length} more` : ''}`;
  return [exchange === undefined ? `Edited: ${text}` : text];
}

/** Says who changed resources if no request did. */
function editorOf({ request, exchange, replaces, paths }: CommitInfo): string | undefined {
  const isEdit = request === undefined && exchange === undefined && !replaces && paths.length > 0;
  return isEdit ? 'By the console, the control API or code' : undefined;
}

/** What else a request changed, for example the stub that it used. */
function Also({ commit }: { readonly commit: CommitInfo }) {
  const texts = commit.request === undefined ? [] : ownTexts(commit);
  return texts.length === 0 ? null : <span class="dim"> {texts.join(', ')}</span>;
}

function Status({ status }: { readonly status: number | undefined }) {
  if (status === undefined) return null;
  return <span class={`status s${String(status)[0]}`}> {status === 0 ? 'dropped' : status}</span>;
}

/** What a change did, and the state after it. */
function Details({ revision, exchange }: { readonly revision: number; readonly exchange: string | undefined }) {
  const { value, failure } = useLoaded(() => currentWorld().changes({ from: revision - 1, to: revision }), [revision, worldName.value]);
  const isShown = useSignal(false);
  return (
    <div class="details">
      {failure !== undefined && <p class="problem">{failure}</p>}
      {value?.length === 0 && <p class="dim">It changed no resource.</p>}
      {value && <PatchList patches={value} />}
      <div class="actions">
        {exchange !== undefined && (
          <a class="button" href={hrefOf('live', exchange)}>
            Show the request
          </a>
        )}
        <button type="button" aria-expanded={isShown.value} onClick={() => (isShown.value = !isShown.value)}>
          Show the state after this change
        </button>
      </div>
      {isShown.value && <StateThen revision={revision} />}
    </div>
  );
}

function StateThen({ revision }: { readonly revision: number }) {
  const { value, failure } = useLoaded(() => currentWorld().stateAt(revision), [revision, worldName.value]);
  if (failure !== undefined) return <p class="problem">{failure}</p>;
  if (!value) return <p class="dim">Loading</p>;
  const all = Object.entries(value.documents).flatMap(([mount, own]) => Object.entries(own).map(([path, record]) => ({ name: `${mount}${path}`, record })));
  return (
    <div class="state-then">
      {all.slice(0, 200).map(({ name, record }) => (
        <details key={name}>
          <summary>
            <code>{decodeURI(name)}</code>
          </summary>
          <JsonView value={record} />
        </details>
      ))}
      {all.length > 200 && <p class="dim">{all.length - 200} more resources</p>}
    </div>
  );
}
