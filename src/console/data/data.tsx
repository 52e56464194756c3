// The place "Data": the resources with their records, which can be changed, added and removed.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ResourceInfo } from '../../control/client.ts';
import { messageOf } from '../connection.ts';
import { go, hrefOf, route } from '../route.ts';
import { currentWorld, revision, worldName } from '../state.ts';
import { RecordTable } from './record-table.tsx';

export function Data() {
  const resources = useSignal<readonly ResourceInfo[]>([]);
  const failure = useSignal<string | undefined>(undefined);
  const version = revision.value;
  const name = worldName.value;
  useEffect(() => {
    currentWorld()
      .resources()
      .then(
        (found) => {
          resources.value = found;
          failure.value = undefined;
        },
        (error) => {
          failure.value = messageOf(error);
        },
      );
  }, [version, name]);
  const roots = resources.value.filter(({ path }) => !path.includes('{}'));
  const { resource, path } = chosen(resources.value, roots);
  return (
    <section class="place data">
      <h1 class="hidden">Data</h1>
      {failure.value !== undefined && <p class="problem">{failure.value}</p>}
      <nav class="side" aria-label="Resources">
        {roots.map((one) => (
          <a
            key={`${one.mount}${one.path}`}
            href={hrefOf('data', one.path.slice(1), { mount: one.mount || undefined })}
            aria-current={one === resource ? 'page' : undefined}
          >
            <span>{one.path.slice(1)}</span>
            <span class="dim">{one.items ?? ''}</span>
          </a>
        ))}
        {roots.length === 0 && failure.value === undefined && <p class="empty">The documents have no resources at the root.</p>}
      </nav>
      {resource && (
        <div class="main-part">
          <label class="narrow-only">
            Resource
            <select value={resource.path} onChange={({ currentTarget }) => go('data', currentTarget.value.slice(1))}>
              {roots.map((one) => (
                <option key={one.path}>{one.path}</option>
              ))}
            </select>
          </label>
          <RecordTable key={`${resource.mount}${path}`} resource={resource} path={path} all={resources.value} />
        </div>
      )}
    </section>
  );
}

/** The resource that the address names, for example `products` or `orders/7/items`; else the first one. */
function chosen(all: readonly ResourceInfo[], roots: readonly ResourceInfo[]) {
  const { rest, query } = route.value;
  if (rest === '') return { resource: roots[0], path: roots[0]?.path ?? '' };
  const mount = query.get('mount') ?? '';
  const segments = rest.split('/');
  const resource = all.find((one) => {
    const own = one.path.slice(1).split('/');
    return one.mount === mount && own.length === segments.length && own.every((part, index) => part === '{}' || part === segments[index]);
  });
  return { resource, path: `/${segments.map(encodeURIComponent).join('/')}` };
}
