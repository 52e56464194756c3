// The coverage of a document as a map: its operations and the statuses that were seen.
import type { Control } from '../../control/client.ts';
import { Scrollable } from '../parts/scrollable.tsx';
import { operations } from '../state.ts';

export type Coverage = Awaited<ReturnType<Control['coverage']>>[number];

/** The coverage of an operation in the report. */
interface OperationCoverage {
  readonly operation: string;
  readonly count: number;
  readonly statuses: { readonly missing: readonly string[] };
}

export function CoverageMap({ coverage: { mount, title, percent, totals, operations: rows } }: { readonly coverage: Coverage }) {
  const known = new Map(operations.value.filter((one) => one.mount === mount).map((one) => [one.operation, one]));
  const covered = rows as unknown as readonly OperationCoverage[];
  return (
    <section class="part">
      <h2>
        {title}: {totals.operations?.covered ?? 0} of {totals.operations?.declared ?? 0} operations called
        <span class="dim"> ({percent} % of the declared responses)</span>
      </h2>
      <Scrollable name={`Coverage of ${title}`}>
        <table class="coverage">
          <tbody>
            {covered.map(({ operation, count, statuses }) => {
              const found = known.get(operation);
              const missing = new Set(statuses.missing);
              return (
                <tr key={operation} class={count > 0 ? 'on' : ''}>
                  <th scope="row">
                    <span class={`method ${found?.method.toLowerCase()}`}>{found?.method}</span> {found?.path ?? operation}
                  </th>
                  <td class="number">{count === 1 ? '1 call' : `${count} calls`}</td>
                  <td>
                    {found?.statuses.map((status) => (
                      <span key={status} class={`badge ${missing.has(status) ? '' : 'seen'}`} title={missing.has(status) ? 'not seen' : 'seen'}>
                        {status}
                      </span>
                    ))}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scrollable>
    </section>
  );
}
