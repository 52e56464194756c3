// One exchange: why it got its response, the request, the response, and what to do with it.
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ExchangeExplanation, ExchangeInfo } from '../../control/client.ts';
import { control, messageOf, origin } from '../connection.ts';
import { type CopiedRequest, copy, curlOf, fetchOf } from '../parts/copy.ts';
import { Drawer } from '../parts/drawer.tsx';
import { JsonView, type Mark } from '../parts/json-view.tsx';
import { act } from '../state.ts';
import { ResendDialog, sendAgain } from './resend.tsx';
import { StubDialog } from './stub-dialog.tsx';

interface ExchangeDrawerProps {
  readonly id: string;
  readonly world: string | undefined;
  readonly close: () => void;
}

type Dialogs = 'resend' | 'stub' | undefined;

export function ExchangeDrawer({ id, world, close }: ExchangeDrawerProps) {
  const found = useSignal<ExchangeExplanation | undefined>(undefined);
  const failure = useSignal<string | undefined>(undefined);
  const dialog = useSignal<Dialogs>(undefined);
  useEffect(() => {
    explainWhole(id, world).then(
        (explanation) => {
          found.value = explanation;
        },
        (error) => {
          failure.value = messageOf(error);
        },
      );
  }, [id, world]);
  if (failure.value !== undefined) {
    return (
      <Drawer title="Request" label="Request" close={close}>
        <p class="problem">{failure.value}</p>
      </Drawer>
    );
  }
  if (!found.value) return null;
  const { exchange } = found.value;
  const request = requestOf(exchange);
  const title = (
    <>
      <span class={`method ${exchange.method.toLowerCase()}`}>{exchange.method}</span>{' '}
      <span class={`status s${String(exchange.status)[0]}`}>{exchange.status}</span> <code>{exchange.url}</code>
    </>
  );
  return (
    <Drawer title={title} label={`${exchange.method} ${exchange.url}`} close={close}>
      <div class="actions">
        <button type="button" onClick={() => copy(curlOf(request), 'The curl command is')}>
          Copy as curl
        </button>
        <button type="button" onClick={() => copy(fetchOf(request), 'The fetch call is')}>
          Copy as fetch
        </button>
        <button type="button" onClick={() => sendAgain(request)}>
          Replay
        </button>
        <button type="button" onClick={() => (dialog.value = 'resend')}>
          Edit and resend
        </button>
        {exchange.operation !== undefined && (
          <>
            <button type="button" onClick={() => (dialog.value = 'stub')}>
              Respond differently next time
            </button>
            <button type="button" onClick={() => makeFail(exchange)}>
              Make this fail
            </button>
          </>
        )}
      </div>
      <Why explanation={found.value} />
      <Violations exchange={exchange} />
      <Message title="Request" message={exchange.request} marks={marksOf(exchange, 'request')} />
      <Message title="Response" message={exchange.response} marks={marksOf(exchange, 'response')} />
      <p class="dim">
        Exchange <code>{exchange.id}</code>, world {exchange.world}, {exchange.time}, {exchange.durationMs} ms
      </p>
      {dialog.value === 'resend' && <ResendDialog request={request} close={() => (dialog.value = undefined)} />}
      {dialog.value === 'stub' && <StubDialog exchange={exchange} close={() => (dialog.value = undefined)} />}
    </Drawer>
  );
}

/** The explanation of an exchange, with its headers and bodies. */
async function explainWhole(id: string, world: string | undefined): Promise<ExchangeExplanation> {
  const explanation = await control().explain(id, world);
  return { ...explanation, exchange: await control().world(explanation.exchange.world).exchange(id) };
}

/** The request as a client sends it. A header names the world if the URL does not. */
function requestOf({ method, url, request, world }: ExchangeInfo): CopiedRequest {
  const isNamed = url.startsWith('/~') || world === 'default';
  const headers = { ...request?.headers, ...(!isNamed && { 'standin-world': world }) };
  return { method, url: `${origin}${url}`, headers, body: request?.body?.text };
}

function makeFail({ operation, world }: ExchangeInfo): void {
  const fault = { when: { operation: operation as string }, fault: { kind: 'status', status: 500 } } as const;
  act(() => control().world(world).fault(fault), `${operation} returns 500 now. Change it in Errors & delays.`);
}

function Why({ explanation: { decision, skipped, refusals, ignored } }: { readonly explanation: ExchangeExplanation }) {
  return (
    <Section title="Why">
      <p>{sentence(decision.reason)}</p>
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
      {refusals.length > 0 && (
        <ul>
          {refusals.map(({ step, status, message }) => (
            <li key={`${step} ${message}`}>
              <strong>{status}</strong> {message}
            </li>
          ))}
        </ul>
      )}
      {skipped.length > 0 && (
        <details>
          <summary>What did not decide it ({skipped.length})</summary>
          <ul>
            {skipped.map(({ by, id, unmet }) => (
              <li key={`${by} ${id}`}>
                {by} {id}: {unmet.map(({ condition, expected, actual }) => `${condition} is ${actual}, not ${expected}`).join('; ')}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

function Violations({ exchange: { violations = [] } }: { readonly exchange: ExchangeInfo }) {
  if (violations.length === 0) return null;
  return (
    <Section title={violations.length === 1 ? '1 violation' : `${violations.length} violations`}>
      <ul class="problem">
        {violations.map(({ direction, in: place, pointer, message }) => (
          <li key={`${direction}${pointer}${message}`}>
            {direction === 'request' ? 'The request' : 'The response'}: {place} <code>{pointer || '/'}</code> {message}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function marksOf({ violations = [] }: ExchangeInfo, direction: 'request' | 'response'): readonly Mark[] {
  return violations.filter((one) => one.direction === direction && (one.in ?? 'body') === 'body');
}

interface MessageProps {
  readonly title: string;
  readonly message: ExchangeInfo['request'];
  readonly marks: readonly Mark[];
}

function Message({ title, message, marks }: MessageProps) {
  const { headers = {}, body } = message ?? {};
  return (
    <Section title={title}>
      <details>
        <summary>
          {Object.keys(headers).length} headers{body?.mediaType ? `, ${body.mediaType}` : ''}
        </summary>
        <dl class="headers">
          {Object.entries(headers).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      {body === undefined || body.text === '' ? <p class="dim">No body</p> : <Body {...body} marks={marks} />}
    </Section>
  );
}

interface BodyProps {
  readonly text: string;
  readonly truncated?: boolean;
  readonly marks: readonly Mark[];
}

function Body({ text, truncated, marks }: BodyProps) {
  const value = parsed(text);
  return (
    <>
      {value === undefined ? <pre class="json">{text}</pre> : <JsonView value={value} marks={marks} />}
      {truncated && <p class="dim">The recorded text is shorter than the body.</p>}
    </>
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface SectionProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

function Section({ title, children }: SectionProps) {
  return (
    <section class="part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
