// Why a request got its response, in words: what decided, what was refused, and what was meant if no operation matches.
import { useSignal } from '@preact/signals';
import type { ExchangeExplanation, ExchangeInfo } from '../../control/client.ts';
import { delaysIn } from '../faults/delays.ts';
import { isIdOfConsole } from '../faults/outcomes.ts';
import { control } from '../connection.ts';
import { durationText } from '../parts/duration.ts';
import { Section } from '../parts/section.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { faults, operations } from '../state.ts';
import { requestOf } from './request.ts';
import { ResendDialog } from './resend.tsx';

export function Why({ explanation: { exchange, decision, refusals, ignored, skipped } }: { readonly explanation: ExchangeExplanation }) {
  const isSetting = decision.by === 'fault' && isIdOfConsole(exchange.fault ?? '');
  const delays = delaysIn(exchange, faults.value);
  return (
    <section class="part why-part">
      <h3>Why</h3>
      <p>{isSetting ? `A setting in Errors & delays responded${exchange.status === 0 ? '' : ` (${exchange.status})`}.` : sentence(decision.reason)}</p>
      {delays.map(({ id, milliseconds }) => (
        <p key={id}>
          {isIdOfConsole(id) ? 'Errors & delays' : `The fault ${id}`} delayed it{milliseconds === undefined ? '' : ` by ${durationText(milliseconds)}`}.
        </p>
      ))}
      {decision.role !== undefined && (
        <p class="dim">
          The operation is understood as <em>{decision.role}</em>
          {decision.resource !== undefined && (
            <>
              {' '}
              of <code>{decision.resource}</code>
            </>
          )}
          .
        </p>
      )}
      {ignored && ignored.length > 0 && <p>The server owns these properties, so they had no effect: {ignored.join(', ')}.</p>}
      {refusals.length > 1 && (
        <ul>
          {refusals.map(({ step, status, message }) => (
            <li key={`${step} ${message}`}>
              <strong>{status}</strong> {message}
            </li>
          ))}
        </ul>
      )}
      <Skipped list={skipped} />
    </section>
  );
}

function Skipped({ list }: { readonly list: ExchangeExplanation['skipped'] }) {
  if (list.length === 0) return null;
  const absent = list.filter(isAbsent).map(({ by }) => ABSENT[by]);
  const others = list.filter((one) => !isAbsent(one));
  return (
    <details>
      <summary>What did not decide it ({list.length})</summary>
      <ul>
        {absent.length > 0 && <li>There is {absent.join(', ')}.</li>}
        {others.map(({ by, id, unmet }) => (
          <li key={`${by} ${id}`}>
            {by} {id}: {unmet.map(unmetText).join('; ')}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What is not there at all, in words. */
const ABSENT: Readonly<Record<string, string>> = {
  fault: 'no error or delay',
  stub: 'no stub',
  prefer: 'no preference of the client',
  handler: 'no handler',
  inferred: 'no resource that it reads or changes',
};

function isAbsent({ by, id, unmet }: ExchangeExplanation['skipped'][number]): boolean {
  return id === undefined && by in ABSENT && unmet.every(({ actual }) => actual === 'none' || actual === 'no handler');
}

function unmetText({ condition, expected, actual }: { readonly condition: string; readonly expected: string; readonly actual: string }): string {
  return `${condition} is ${actual}, not ${expected}`;
}

function sentence(text: string): string {
  // The name of an operation stays as it is.
  const isWord = /^[a-z]+(?![A-Za-z])/.test(text);
  const whole = isWord ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

/** The operation that a request without one is nearest to. */
export function DidYouMean({ exchange }: { readonly exchange: ExchangeInfo }) {
  const { value } = useLoaded(() => control().world(exchange.world).unmatched(), [exchange.id]);
  const isOpen = useSignal(false);
  const nearest = value?.find((one) => one.exchange.id === exchange.id)?.nearest;
  const operation = operations.value.find((one) => one.operation === nearest?.operation);
  if (!nearest || !operation) return null;
  const request = { ...requestOf(exchange), method: operation.method };
  const url = new URL(request.url);
  const meant = { ...request, url: `${url.origin}${meantPath(url.pathname, operation.path)}${url.search}` };
  return (
    <Section title="Did you mean">
      <p>
        <span class={`method ${operation.method.toLowerCase()}`}>{operation.method}</span> <code>{operation.path}</code>{' '}
        {operation.summary && <span class="dim">{operation.summary}</span>}
      </p>
      <p class="dim">{nearest.unmet.map(unmetText).join('; ')}</p>
      <button type="button" onClick={() => (isOpen.value = true)}>
        Send it as {operation.operation}
      </button>
      {isOpen.value && <ResendDialog request={meant} close={() => (isOpen.value = false)} />}
    </Section>
  );
}

/** The path of an operation with the segments of a request in place of its parameters. */
function meantPath(path: string, template: string): string {
  const [, world = '', rest = path] = /^(\/~[^/]+)?(\/.*)$/.exec(path) ?? [];
  const own = rest.split('/');
  return world + template.split('/').map((part, index) => (/^\{.*\}$/.test(part) ? (own[index] ?? part) : part)).join('/');
}

export function Violations({ exchange: { violations = [], intendedViolations = [] } }: { readonly exchange: ExchangeInfo }) {
  return (
    <>
      <ViolationList name="violation" list={violations} />
      <ViolationList name="intended violation" list={intendedViolations} note="A stub or a setting in Errors & delays asked for it. It is not in the report." />
    </>
  );
}

interface ViolationListProps {
  readonly name: string;
  readonly list: NonNullable<ExchangeInfo['violations']>;
  readonly note?: string;
}

function ViolationList({ name, list, note }: ViolationListProps) {
  if (list.length === 0) return null;
  return (
    <Section title={`${list.length} ${name}${list.length === 1 ? '' : 's'}`}>
      {note !== undefined && <p class="dim">{note}</p>}
      <ul class="problem">
        {list.map(({ direction, in: place, pointer, message }) => (
          <li key={`${direction}${pointer}${message}`}>
            {direction === 'request' ? 'The request' : 'The response'}: {place} {pointer !== '' && <code>{pointer}</code>} {message}
          </li>
        ))}
      </ul>
    </Section>
  );
}
