// Server-sent events as text (HTML standard, section 9.2.5). A document describes the data of an event, or the event with its
// fields (OpenAPI 3.2, section 4.14.4).
import { valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { Contract, Validator } from '../contract.ts';
import type { MediaType, Operation } from '../operation/operations.ts';
import { propertyPlaces } from '../schema/schema-places.ts';

/** How the events of a response are written. */
export interface EventFormat {
  /** Whether an event is an object of the fields of the wire format. Otherwise it is the data. */
  readonly hasFields: boolean;
  /** The data of the last event, if the document shows it. */
  readonly end: string | undefined;
}

/** The fields of an event, in the order in which they are written. */
const FIELDS = ['event', 'id', 'retry', 'data'] as const;

/** The data that ends a stream in the APIs of language models. */
const END = '[DONE]';

export function eventFormatOf({ document }: Contract, operation: Operation, content: MediaType): EventFormat {
  return {
    hasFields: content.itemSchema !== undefined && isEvent(document, content.itemSchema),
    end: showsEnd(document, operation, content) ? END : undefined,
  };
}

function isEvent(document: JsonObject, schema: string): boolean {
  const names = [...propertyPlaces(document, schema).keys()];
  return names.includes('data') && names.every((name) => FIELDS.some((field) => field === name));
}

/** Whether the operation, the property that asks for the stream, the response or an example contains the end marker. */
function showsEnd(document: JsonObject, operation: Operation, { pointer, itemSchema, examples }: MediaType): boolean {
  const bodies = operation.requestBody?.content.map(({ schema }) => schema) ?? [];
  const asking = bodies.map((schema) => schema && propertyPlaces(document, schema).get('stream'));
  const places = [operation.pointer, pointer, itemSchema, ...asking, ...examples.map((example) => example.pointer)];
  return places.some((place) => place !== undefined && JSON.stringify(valueAt(document, place))?.includes(END));
}

/** The text of a stream. A text is the stream itself, or the data of its only event. */
export function eventStreamText(body: Json, { hasFields, end }: EventFormat): string {
  if (typeof body === 'string') return STREAM.test(body) ? body : eventText([['data', body]]);
  const events = [body].flat() as readonly Json[];
  const last = events.at(-1);
  const isEnded = end === undefined || last === end || (isObject(last) && last.data === end);
  const texts = events.map((event) => eventText(hasFields && isObject(event) ? fieldsOf(event) : [['data', event]]));
  return `${texts.join('')}${isEnded ? '' : eventText([['data', end]])}`;
}

/** The start of a line of a stream: a field, or a comment. */
const STREAM = /^(?:data|event|id|retry)?:/m;

function fieldsOf(event: JsonObject): readonly (readonly [string, Json])[] {
  return FIELDS.flatMap((field) => {
    const value = event[field];
    return value === undefined || value === null ? [] : [[field, value] as const];
  });
}

function eventText(fields: readonly (readonly [string, Json])[]): string {
  const lines = fields.flatMap(([field, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return text.split(/\r\n|\r|\n/).map((line) => `${field}: ${line}\n`);
  });
  return `${lines.join('')}\n`;
}

/** Each event with the empty line after it. */
export function eventsIn(text: string): readonly string[] {
  return text.split(/(?<=\n\n)/);
}

/** Validates every item of a sequence. The end marker is no item. */
export function sequenceValidator(validate: Validator): Validator {
  return (value, most) => {
    if (!Array.isArray(value)) return validate(value, most);
    return value.flatMap((item, index) =>
      item === END && index === value.length - 1
        ? []
        : validate(item, most).map((violation) => ({ ...violation, pointer: `/${index}${violation.pointer}` })),
    );
  };
}
