// The place "Data": the resources with their records, which can be changed, added and removed.
import { useEffect } from 'preact/hooks';
import type { ResourceInfo } from '../../control/client.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { go, hrefOf, route } from '../route.ts';
import { currentWorld, stateVersion } from '../state.ts';
import { RecordTable } from './record-table.tsx';
import type { RecordsTable } from './records.ts';
import { resourceAt, resources, roots, tablesRead } from './resources.ts';

export function Data() {
  const { value, failure } = useLoaded(() => currentWorld().resources(), [stateVersion.value, tablesRead.value]);
  useEffect(() => {
    if (value) resources.value = value;
  }, [value]);
  const all = value ?? resources.value;
  const table = chosen(all);
  return (
    <section class="place data">
      <h1 class="hidden">Data</h1>
      {failure !== undefined && <p class="problem">{failure}</p>}
      <Resources all={roots(all)} chosen={table?.resource} />
      {table ? (
        <RecordTable key={`${table.resource.mount}${table.path}`} table={table} all={all} />
      ) : (
        value && <p class="empty">{route.value.rest === '' ? 'The documents have no resources.' : `There is no resource /${route.value.rest}.`}</p>
      )}
    </section>
  );
}

/** The resource that was shown last. */
let last = { rest: '', mount: '' };

/** The resource that the address names, for example `products` or `orders/7/items`; else the last one, else the first one. */
function chosen(all: readonly ResourceInfo[]): RecordsTable | undefined {
  const { rest, query } = route.value;
  if (rest === '') return tableAt(all, last) ?? firstTable(all);
  const named = { rest, mount: query.get('mount') ?? '' };
  const table = tableAt(all, named);
  if (table) last = named;
  return table;
}

function tableAt(all: readonly ResourceInfo[], { rest, mount }: typeof last): RecordsTable | undefined {
  const resource = rest === '' ? undefined : resourceAt(all, rest, mount);
  return resource && { resource, path: `/${rest.split('/').map(encodeURIComponent).join('/')}` };
}

function firstTable(all: readonly ResourceInfo[]): RecordsTable | undefined {
  const [resource] = roots(all);
  return resource && { resource, path: resource.path };
}

interface ResourcesProps {
  readonly all: readonly ResourceInfo[];
  readonly chosen: ResourceInfo | undefined;
}

function Resources({ all, chosen: current }: ResourcesProps) {
  const isSeveral = new Set(all.map(({ mount }) => mount)).size > 1;
  const addressOf = ({ path, mount }: ResourceInfo) => [path.slice(1), { mount: mount || undefined }] as const;
  return (
    <>
      <nav class="side" aria-label="Resources">
        {all.map((one) => (
          <a key={`${one.mount}${one.path}`} href={hrefOf('data', ...addressOf(one))} aria-current={one.path === current?.path && one.mount === current.mount ? 'page' : undefined}>
            <span>
              {isSeveral && one.mount !== '' && <span class="dim">{one.mount.slice(1)} </span>}
              {one.path.slice(1)}
            </span>
            <span class="dim" title={one.items === undefined && one.kind === 'collection' ? 'Not used yet' : undefined}>
              {one.items ?? (one.kind === 'collection' ? '·' : '')}
            </span>
          </a>
        ))}
      </nav>
      <label class="narrow-only">
        <span class="hidden">Resource</span>
        <select
          value={all.findIndex((one) => one === current)}
          onChange={({ currentTarget }) => {
            const one = all[Number(currentTarget.value)];
            if (one) go('data', ...addressOf(one));
          }}
        >
          {all.map((one, index) => (
            <option key={`${one.mount}${one.path}`} value={index}>
              {one.mount}
              {one.path}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
