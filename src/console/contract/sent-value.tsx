// The value that violated the contract, as it was sent last.
import type { Control, ExchangeInfo } from '../../control/client.ts';
import { control } from '../connection.ts';
import { useLoaded } from '../parts/use-loaded.ts';

type Violation = Awaited<ReturnType<Control['violations']>>[number];

/** Letters of a value that are shown. */
const MOST = 80;

export function SentValue({ violation }: { readonly violation: Violation }) {
  const { lastExchange, world } = violation;
  const { value } = useLoaded(() => control().world(world).exchange(lastExchange), [lastExchange, world]);
  const text = value && sentText(value, violation);
  return text === undefined ? null : (
    <span class="dim">
      value <code title={text}>{text.length > MOST ? `${text.slice(0, MOST)}…` : text}</code>
    </span>
  );
}

/** Undefined for what is missing, and for what is not in a JSON body. */
function sentText({ violations = [], request, response }: ExchangeInfo, { direction, rule, message, in: place }: Violation): string | undefined {
  if (place !== 'body' || rule === 'required') return undefined;
  const own = violations.find((one) => one.direction === direction && one.rule === rule && one.message === message);
  const body = direction === 'request' ? request?.body : response?.body;
  if (!own || !body || own.pointer === '') return undefined;
  try {
    return JSON.stringify(valueAt(JSON.parse(body.text), own.pointer));
  } catch {
    return undefined;
  }
}

function valueAt(value: unknown, pointer: string): unknown {
  const names = pointer.split('/').slice(1).map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  return names.reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined), value);
}
