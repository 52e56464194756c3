// A generated body of a success says so: `ok` and `success` are true, there are no errors, and a status is one of success.
import type { Contract } from '../contract/contract.ts';
import { plainName } from '../contract/operation/names.ts';
import { propertyPlaces, sameValuePlaces, typesAt } from '../contract/schema/schema-places.ts';
import { schemaViewAt } from '../contract/schema/schema-view.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../json/value.ts';

/** Names of switches that are on in a success. */
const ON = /^(?:is)?(?:ok|success|succeeded|successful)$/;
/** Names of switches that are off in a success. */
const OFF = /^(?:is|has)?(?:errors?|failed|failure)$/;
/** Names of what only an error has. */
const ERRORS = /^(?:errors?|errormessages?|errorcodes?|errordetails?|errordescription|warnings?|failures?|faults?)$/;
/** Names of numbers of errors. */
const ERROR_COUNTS = /^(?:(?:total)?(?:errors?|failed|failures?|warnings?)(?:count)?|num(?:errors|failed|failures))$/;
const STATUS = /^(?:status|result|outcome)$/;
/** Values of a status in a success, the best first. */
const SUCCESS_VALUES = ['success', 'succeeded', 'ok', 'complete', 'completed', 'done', 'successful', 'finished'];

/** The body with these values, if its schema allows them. */
export function asSuccess(contract: Contract, schema: string, body: Json): Json {
  if (!isObject(body)) return body;
  const { document } = contract;
  const places = propertyPlaces(document, schema);
  const isEnvelope = [...places.keys()].some((name) => ON.test(plainName(name)));
  const required = new Set(
    sameValuePlaces(document, schema).flatMap(({ value }) => (value.required ?? []) as string[]),
  );
  const result: Record<string, Json> = { ...body };
  for (const [name, place] of places) {
    if (!Object.hasOwn(body, name)) continue;
    const value = valueInSuccess(document, { name: plainName(name), place, isEnvelope });
    if (value === undefined) continue;
    if (value === null && !typesAt(document, place).has('null')) {
      if (!required.has(name)) delete result[name];
    } else setProperty(result, name, value);
  }
  return contract.validator('response', schema)(result).length === 0 ? result : body;
}

interface PropertyOfSuccess {
  /** The plain name. */
  readonly name: string;
  readonly place: string;
  /** Whether the body says whether it is a success. */
  readonly isEnvelope: boolean;
}

/** The value of a property in a success: null if it has none, undefined if the name says nothing. */
function valueInSuccess(document: JsonObject, { name, place, isEnvelope }: PropertyOfSuccess): Json | undefined {
  const types = typesAt(document, place);
  if (types.has('boolean')) return ON.test(name) ? true : OFF.test(name) ? false : undefined;
  if (types.has('array')) return ERRORS.test(name) || (isEnvelope && name === 'messages') ? [] : undefined;
  if ((types.has('integer') || types.has('number')) && ERROR_COUNTS.test(name)) return 0;
  if (ERRORS.test(name)) return null;
  if (!STATUS.test(name)) return undefined;
  const values = schemaViewAt(document, place).enum ?? [];
  const plain = (value: Json) => (typeof value === 'string' ? plainName(value) : '');
  return SUCCESS_VALUES.flatMap((wanted) => values.filter((value) => plain(value) === wanted))[0];
}
