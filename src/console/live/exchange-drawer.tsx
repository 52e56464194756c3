// One exchange: why it got its response, what it changed, the request, the response, and what to do with it.
import { useSignal } from '@preact/signals';
import type { ExchangeExplanation, ExchangeInfo } from '../../control/client.ts';
import { control } from '../connection.ts';
import { copy, curlOf, fetchOf } from '../parts/copy.ts';
import { durationText } from '../parts/duration.ts';
import { Drawer } from '../parts/drawer.tsx';
import { Menu, MenuItem } from '../parts/menu.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { hrefOf } from '../route.ts';
import { act } from '../state.ts';
import { StateChanges } from './changes.tsx';
import { Message, marksOf } from './message.tsx';
import { NotModified } from './not-modified.tsx';
import { requestOf } from './request.ts';
import { ResendDialog, sendAgain } from './resend.tsx';
import { StubDialog } from './stub-dialog.tsx';
import { DidYouMean, Violations, Why } from './why.tsx';

interface ExchangeDrawerProps {
  readonly id: string;
  readonly world: string | undefined;
  readonly close: () => void;
}

export function ExchangeDrawer({ id, world, close }: ExchangeDrawerProps) {
  const { value, failure } = useLoaded(() => explainWhole(id, world), [id, world]);
  if (!value) {
    return (
      <Drawer title="Request" label="Request" close={close}>
        {failure === undefined ? <p class="dim">Loading</p> : <p class="problem">{failure}</p>}
      </Drawer>
    );
  }
  return <Shown explanation={value} close={close} />;
}

/** The explanation of an exchange, with its headers and bodies. */
async function explainWhole(id: string, world: string | undefined): Promise<ExchangeExplanation> {
  const explanation = await control().explain(id, world);
  return { ...explanation, exchange: await control().world(explanation.exchange.world).exchange(id) };
}

function Shown({ explanation, close }: { readonly explanation: ExchangeExplanation; readonly close: () => void }) {
  const { exchange } = explanation;
  const { method, status, url, operation, world, time, durationMs } = exchange;
  const title = (
    <>
      <span class={`method ${method.toLowerCase()}`}>{method}</span>{' '}
      <span class={`status s${String(status)[0]}`}>{status === 0 ? 'dropped' : status}</span> <code>{url}</code>
    </>
  );
  return (
    <Drawer title={title} label={`${method} ${url}`} close={close}>
      <p class="dim meta">
        <span>{operation ?? 'no operation'}</span>
        <span>{time.slice(11, 23)}</span>
        <span>{durationText(durationMs)}</span>
        <span>world {world}</span>
      </p>
      <Actions exchange={exchange} />
      <Why explanation={explanation} />
      {operation === undefined && <DidYouMean exchange={exchange} />}
      <Violations exchange={exchange} />
      <StateChanges id={exchange.id} world={world} />
      <Message title="Request" message={exchange.request} marks={marksOf(exchange, 'request')} />
      <Message title="Response" message={exchange.response} marks={marksOf(exchange, 'response')} />
      <NotModified exchange={exchange} />
      <p class="dim">
        Exchange <code>{exchange.id}</code>
      </p>
    </Drawer>
  );
}

type Dialogs = 'resend' | 'stub' | undefined;

function Actions({ exchange }: { readonly exchange: ExchangeInfo }) {
  const dialog = useSignal<Dialogs>(undefined);
  const request = requestOf(exchange);
  const close = () => {
    dialog.value = undefined;
  };
  const link = `${location.origin}${location.pathname}${hrefOf('live', exchange.id, { world: exchange.world })}`;
  return (
    <div class="actions">
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
      <Menu label="Copy">
        <MenuItem run={() => copy(curlOf(request), 'The curl command is')}>Copy as curl</MenuItem>
        <MenuItem run={() => copy(fetchOf(request), 'The fetch call is')}>Copy as fetch</MenuItem>
        <MenuItem run={() => copy(link, 'The link is')}>Copy a link to this request</MenuItem>
      </Menu>
      {dialog.value === 'resend' && <ResendDialog request={request} close={close} />}
      {dialog.value === 'stub' && <StubDialog exchange={exchange} close={close} />}
    </div>
  );
}

function makeFail({ operation, world }: ExchangeInfo): void {
  const when = { operation: operation as string };
  const fault = { id: `console:${operation}`, when, fault: { kind: 'status', status: 500 } } as const;
  act(() => control().world(world).fault(fault), `${operation} returns 500 now. Change it in Errors & delays.`);
}
