// The place "Contract": what violates the contract, what of it was called, and the report.
import { connections, control } from '../connection.ts';
import { saveAs } from '../data/files.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { hrefOf } from '../route.ts';
import { act, journalVersion, operations } from '../state.ts';
import { CoverageMap } from './coverage-map.tsx';

type Control = ReturnType<typeof control>;
type Violation = Awaited<ReturnType<Control['violations']>>[number];

const FORMATS = [
  { format: 'html', label: 'HTML', file: 'report.html', mediaType: 'text/html' },
  { format: 'json', label: 'JSON', file: 'report.json', mediaType: 'application/json' },
  { format: 'junit', label: 'JUnit', file: 'report.xml', mediaType: 'application/xml' },
  { format: 'sarif', label: 'SARIF', file: 'report.sarif', mediaType: 'application/sarif+json' },
] as const;

export function ContractPlace() {
  const { value, failure } = useLoaded(
    async () => ({ violations: await control().violations(), coverage: await control().coverage() }),
    [journalVersion.value, connections.value],
  );
  const { violations = [], coverage = [] } = value ?? {};
  return (
    <section class="place contract">
      <h1 class="hidden">Contract</h1>
      {failure !== undefined && <p class="problem">{failure}</p>}
      <div class="tools">
        <span class="dim">Report as</span>
        {FORMATS.map(({ format, label, file, mediaType }) => (
          <button type="button" key={format} onClick={async () => saveAs(file, await control().report(format), mediaType)}>
            {label}
          </button>
        ))}
        <button type="button" disabled={violations.length === 0} onClick={() => act(() => control().clearViolations(), 'All violations are cleared')}>
          Clear violations
        </button>
      </div>
      <Violations list={violations} />
      <Unchecked />
      {coverage.map((one) => (
        <CoverageMap key={one.mount} coverage={one} />
      ))}
    </section>
  );
}

function Violations({ list }: { readonly list: readonly Violation[] }) {
  const groups = byOperation(list);
  return (
    <section class="part">
      <h2>{list.length === 0 ? 'No violations' : list.length === 1 ? '1 violation' : `${list.length} violations`}</h2>
      {[...groups].map(([operation, found]) => (
        <div key={operation}>
          <h3>
            <code>{operation}</code>
          </h3>
          <ul class="violations">
            {found.map((one) => (
              <ViolationItem key={`${one.direction}${one.in}${one.pointer}${one.message}${one.world}`} violation={one} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function ViolationItem({ violation }: { readonly violation: Violation }) {
  const { direction, in: place, pointer, message, value, count, lastExchange, location, world } = violation;
  return (
    <li>
      <span class="badge bad">{direction}</span>
      <span class="text">
        {place} {pointer !== '' && <code>{pointer}</code>} {message} <SentValue value={value} />
      </span>
      <span class="dim">
        {count === 1 ? 'once' : `${count} times`} in {world}
        {location?.file && (
          <span title={location.file}>
            , {location.file.split(/[\\/]/).at(-1)}:{location.line}
          </span>
        )}
      </span>
      <a href={hrefOf('live', lastExchange, { of: world })}>Show the request</a>
    </li>
  );
}

/** Characters of a value that are shown. */
const MOST = 80;

function SentValue({ value }: { readonly value: string | undefined }) {
  return value === undefined ? null : (
    <span class="dim">
      value <code title={value}>{value.length > MOST ? `${value.slice(0, MOST)}…` : value}</code>
    </span>
  );
}

function byOperation(list: readonly Violation[]): ReadonlyMap<string, readonly Violation[]> {
  const groups = new Map<string, Violation[]>();
  for (const violation of list) {
    const name = violation.operation ?? violation.request ?? 'other requests';
    groups.set(name, [...(groups.get(name) ?? []), violation]);
  }
  return groups;
}

/** Operations that this server cannot check, or that change nothing. */
function Unchecked() {
  const unusable = operations.value.filter((one) => one.unusable !== undefined);
  const without = operations.value.filter((one) => one.changesNothing && one.unusable === undefined);
  if (unusable.length + without.length === 0) return null;
  return (
    <details class="part">
      <summary>{unusable.length + without.length} operations without state or with a fault in the document</summary>
      <ul>
        {unusable.map(({ operation, method, path, unusable: reason }) => (
          <li key={operation}>
            <code>{`${method} ${path}`}</code> returns 501: {reason}
          </li>
        ))}
        {without.map(({ operation, method, path }) => (
          <li key={operation}>
            <code>{`${method} ${path}`}</code> changes no state
          </li>
        ))}
      </ul>
    </details>
  );
}
