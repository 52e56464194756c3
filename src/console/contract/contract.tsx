// The place "Contract": what violates the contract, what of it was called, and the report.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { control, messageOf } from '../connection.ts';
import { saveAs } from '../data/files.ts';
import { hrefOf } from '../route.ts';
import { act, operations, revision } from '../state.ts';
import { type Coverage, CoverageMap } from './coverage-map.tsx';

type Control = ReturnType<typeof control>;
type Violation = Awaited<ReturnType<Control['violations']>>[number];

const FORMATS = [
  { format: 'html', label: 'HTML', file: 'report.html', mediaType: 'text/html' },
  { format: 'json', label: 'JSON', file: 'report.json', mediaType: 'application/json' },
  { format: 'junit', label: 'JUnit', file: 'report.xml', mediaType: 'application/xml' },
  { format: 'sarif', label: 'SARIF', file: 'report.sarif', mediaType: 'application/sarif+json' },
] as const;

export function ContractPlace() {
  const violations = useSignal<readonly Violation[]>([]);
  const coverage = useSignal<readonly Coverage[]>([]);
  const failure = useSignal<string | undefined>(undefined);
  const version = revision.value;
  useEffect(() => {
    Promise.all([control().violations(), control().coverage()]).then(
      ([found, covered]) => {
        violations.value = found;
        coverage.value = covered;
        failure.value = undefined;
      },
      (error) => {
        failure.value = messageOf(error);
      },
    );
  }, [version]);
  return (
    <section class="place contract">
      <h1 class="hidden">Contract</h1>
      {failure.value !== undefined && <p class="problem">{failure.value}</p>}
      <div class="tools">
        <span>Report</span>
        {FORMATS.map(({ format, label, file, mediaType }) => (
          <button type="button" key={format} onClick={async () => saveAs(file, await control().report(format), mediaType)}>
            {label}
          </button>
        ))}
        <button type="button" disabled={violations.value.length === 0} onClick={() => act(() => control().clearViolations(), 'All violations are cleared')}>
          Clear violations
        </button>
      </div>
      <Violations list={violations.value} />
      <Unchecked />
      {coverage.value.map((one) => (
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
            {found.map(({ direction, in: place, pointer, message, count, lastExchange, location, world }) => (
              <li key={`${direction}${place}${pointer}${message}${world}`}>
                <span class="badge bad">{direction}</span> {place} <code>{pointer || '/'}</code> {message}
                <span class="dim">
                  {' '}
                  {count === 1 ? 'once' : `${count} times`} in {world}
                  {location?.file && `, ${location.file}:${location.line}`}
                </span>{' '}
                <a href={hrefOf('live', lastExchange, { world })}>Show the request</a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
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
