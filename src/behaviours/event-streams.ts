// Responses of server-sent events: the state of a list or an item, else generated events with the values of the request.
import type { Contract } from '../contract/contract.ts';
import { EVENT_STREAM } from '../contract/operation/media-types.ts';
import { type MediaType, type Operation, successResponse } from '../contract/operation/operations.ts';
import { whenKnown } from '../eventually.ts';
import { deepFreeze, isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Role } from '../resources/infer/resource.ts';
import type { Behaviour, Call, HttpResponse } from './behaviour.ts';
import { type KnownItems, type KnownValues, valuesOf, withKnownValues } from './known-values.ts';
import { type Declared, type Knowledge, responseFrom } from './sampled.ts';

/** Names of properties of the thing that all items are about. */
const OF_THE_WHOLE = /^(?:id|object|model|created(?:_?at)?|.+_id|.+Id)$/;

/**
 * The behaviour of an operation that can respond with events. What the request changes is the same in every media type. A list
 * becomes an event for each of its items, and an item an event with its state. Other events are generated.
 */
export function withEventStream(
  {
    contract,
    operation,
    knows,
  }: { readonly contract: Contract; readonly operation: Operation; readonly knows: Knowledge },
  role: Role | undefined,
  behaviour: Behaviour,
): Behaviour {
  const response = successResponse(operation);
  const content = response?.content.find(({ name }) => name === EVENT_STREAM);
  if (!response || content?.itemSchema === undefined) return behaviour;
  const declared = { contract, operation, response };
  return (call) => {
    if (call.accepts !== EVENT_STREAM) return behaviour(call);
    const other = Object.create(call, { accepts: { value: 'application/json' } }) as Call;
    return whenKnown(behaviour(other), async (result) => {
      if (result.status >= 300) return result;
      const events = stateEvents(contract, content, role, result);
      const sample = await responseFrom(declared, { world: call.world, accepts: EVENT_STREAM });
      const items = knows.items(call);
      const body = events ?? (await informedEvents(declared, content, call, { sample, items, result }));
      // The tag and the date are those of another representation.
      const { etag: _tag, 'last-modified': _changed, ...own } = result.headers ?? {};
      const headers = { ...sample.headers, ...own };
      return { status: sample.status, headers, mediaType: EVENT_STREAM, body: deepFreeze(body) };
    });
  };
}

/** The state as events. Undefined if the response shows none, or if the state is no event. */
function stateEvents(
  contract: Contract,
  { itemSchema = '' }: MediaType,
  role: Role | undefined,
  { body }: HttpResponse,
): readonly Json[] | undefined {
  if (role?.kind !== 'list' && role?.kind !== 'read') return undefined;
  const list = isObject(body) && role.kind === 'list' ? Object.values(body).find(Array.isArray) : body;
  const items = (list === undefined ? [] : [list].flat()) as readonly Json[];
  const validate = contract.validator('response', itemSchema);
  return items.length > 0 && items.every((item) => validate(item).length === 0) ? items : undefined;
}

/** Generated events with the values of the request. The events after a request that is not GET are about one thing. */
async function informedEvents(
  { contract, operation }: Declared,
  { itemSchema = '', examples }: MediaType,
  call: Call,
  { sample: { body = [] }, items, result }: GeneratedEvents,
): Promise<Json> {
  if (!Array.isArray(body)) return body;
  // The same item in each event would say nothing.
  const shown = operation.method === 'GET' && examples.length === 0 ? await items.list(itemSchema, valuesOf(call)) : [];
  if (shown && shown.length > 0) return shown;
  const isAboutOne = operation.method !== 'GET' && examples.length === 0;
  const whole = isAboutOne ? [wholeOf(result.body), wholeOf(body[0])] : [];
  const values: KnownValues = [...valuesOf(call), ...whole];
  const events: Json[] = [];
  for (const event of body as readonly Json[]) {
    events.push(await withKnownValues({ contract, items, values }, itemSchema, event));
  }
  return events;
}

interface GeneratedEvents {
  readonly sample: HttpResponse;
  readonly items: KnownItems;
  /** The response in the other media type. */
  readonly result: HttpResponse;
}

/** The properties of an event, or of its data, that are about the whole. */
function wholeOf(event: Json | undefined): JsonObject {
  if (!isObject(event)) return {};
  const own = Object.entries(event).filter(([name]) => OF_THE_WHOLE.test(name));
  return { ...wholeOf(event.data), ...Object.fromEntries(own) };
}
