// What changed in some resources, as a list of values, for example `/stock 40`.
import type { WorldControl } from '../../control/client.ts';
import { hrefOf } from '../route.ts';
import { JsonView } from './json-view.tsx';

export type ResourcePatches = Awaited<ReturnType<WorldControl['changes']>>;

const SIGNS = { add: '+', remove: '−', replace: '~' } as const;
const MOST = 50;

export function PatchList({ patches }: { readonly patches: ResourcePatches }) {
  return (
    <ul class="patches">
      {patches.slice(0, MOST).map(({ mount, path, patch }) => (
        <li key={`${mount}${path}`}>
          <a href={hrefOf('data', ...addressOfRecord(path, mount))}>
            <code>{`${mount}${decodeURI(path)}`}</code>
          </a>
          <ul>
            {patch.map(({ op, path: pointer, value }) => (
              <li key={`${op}${pointer}`} class={`step ${op}`}>
                <span class="sign" title={op}>
                  {SIGNS[op]}
                </span>{' '}
                {pointer === '' ? <span class="dim">{op === 'add' ? 'added' : op === 'remove' ? 'removed' : 'replaced'}</span> : <code>{pointer}</code>}{' '}
                <Value value={value} />
              </li>
            ))}
          </ul>
        </li>
      ))}
      {patches.length > MOST && <li class="dim">{patches.length - MOST} more resources</li>}
    </ul>
  );
}

/** Letters of an object or a list that are shown while it is closed. */
const SUMMARY = 60;

function Value({ value }: { readonly value: unknown }) {
  if (value === undefined) return null;
  const text = JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return <code class="value">{text}</code>;
  return (
    <details>
      <summary>
        <code>{text.length > SUMMARY ? `${text.slice(0, SUMMARY)}…` : text}</code>
      </summary>
      <JsonView value={value} />
    </details>
  );
}

/** The place of the record at a path: the collection, and the key in the query. */
export function addressOfRecord(path: string, mount: string): [string, { readonly record: string; readonly mount: string | undefined }] {
  const slash = path.lastIndexOf('/');
  return [decodeURIComponent(path.slice(1, slash)), { record: decodeURIComponent(path.slice(slash + 1)), mount: mount || undefined }];
}
