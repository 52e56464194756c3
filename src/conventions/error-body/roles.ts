// Infers the role of a property in an error from its name, its type and its siblings. The names come from RFC 9457, JSON:API,
// OAuth 2.0, Google, GitHub, Stripe, Spring, FastAPI, Rails and similar APIs.
import { wordsOf } from './words.ts';

export type ErrorRole =
  | 'message'
  | 'code'
  | 'problem-type'
  | 'title'
  | 'status'
  | 'request-id'
  | 'time'
  | 'path'
  | 'pointer'
  | 'place'
  | 'parameter'
  | 'header'
  | 'in'
  | 'resource'
  | 'failure'
  | 'success'
  | 'count'
  | 'container';

/** The context of a property: its siblings, and whether the object describes one violation. */
export interface PropertyContext {
  /** The names of all properties of the object, in snake case. */
  readonly siblings: readonly string[];
  readonly ofViolation: boolean;
}

/** A name in snake case. */
export function snakeCase(name: string): string {
  return wordsOf(name).join('_');
}

const CONTAINER =
  /(^|_)(errors?|err|details?|faults?|problems?|violations?|issues?|causes?|exceptions?|failures?|messages?|reasons?|invalid|validations?|fields?|params?|parameters?|extensions?|elements|source|status|meta|info|body|response|diagnostics)$|^(inner|invalid|validation|error)_/;
const MESSAGE = /(^|_)(message|msg|errmsg|detail|details|description|desc|text|explanation|messages)$/;
const CODE =
  /(^|_)(code|errcode|codes|key|kind|slug|category|rule|keyword|constraint|issue|exception|class|subcode|identifier|error_type|errortype)$/;
const REQUEST_ID =
  /(^|_)(request|trace|correlation|debug)_?(id|uuid|guid)$|^(transaction|log|incident|event|operation|support|instance|error|occurrence|tracking|reference)_?(id|uuid|guid)$|^(id|uuid|request)$/;
const TIME = /^(timestamp|time|date|date_?time|when|occurred|error_time|server_time)$|_(timestamp|at|time|date)$/;
const STATUS = /(^|_)status(_?code)?$|^http_?(code|status)|^statuscode$/;
const TITLE = /^(title|summary|status_text|status_phrase|reason_phrase|http_status_text|error_title|heading|headline)$/;
const PATH = /^(path|instance|uri|request_(uri|path|url)|endpoint|route)$/;
const POINTER = /(^|_)(pointer|instance_path|data_path|json_path|schema_path)$/;
const PLACE =
  /(^|_)(field|param|property|attribute|target|member|argument|selector|loc|path|location|element|(field|param|parameter|property|attribute)_?(name|path))$/;

/** The role of a text. */
export function roleOfText(name: string, { siblings, ofViolation }: PropertyContext): ErrorRole | undefined {
  const has = (pattern: RegExp) => siblings.some((sibling) => sibling !== name && pattern.test(sibling));
  if (name === 'error' || name === 'err' || name === 'fault') {
    if (!has(MESSAGE)) return has(/^err_?code$/) || name === 'error' || name === 'fault' ? 'message' : undefined;
    if (name === 'err') return undefined;
    return has(STATUS) && has(PATH) ? 'title' : 'code';
  }
  if (name === 'reason' || name === 'cause') return has(MESSAGE) && !has(CODE) ? 'code' : 'message';
  if (name === 'type')
    return has(TITLE) || has(/^instance$/) || (has(/^detail$/) && has(STATUS)) ? 'problem-type' : 'code';
  if (name === 'name') {
    if (!ofViolation) return has(MESSAGE) || has(/^reason$/) ? 'code' : undefined;
    return has(PLACE) ? 'code' : 'place';
  }
  if (/^(parameter|header)$/.test(name)) return has(POINTER) ? (name as ErrorRole) : 'place';
  if (name === 'source') return 'place';
  if (/^(in|location_?type|location_?in|located)$/.test(name) || (name === 'location' && has(PLACE))) return 'in';
  if (name === 'resource') return 'resource';
  if (name === 'key' && ofViolation && !has(PLACE)) return 'place';
  if (REQUEST_ID.test(name)) return ofViolation && name === 'id' ? undefined : 'request-id';
  if (MESSAGE.test(name)) return 'message';
  if (TITLE.test(name)) return 'title';
  if (STATUS.test(name)) return 'status';
  if (!ofViolation && PATH.test(name)) return 'path';
  if (POINTER.test(name)) return 'pointer';
  if (PLACE.test(name)) return 'place';
  if (CODE.test(name)) return 'code';
  return TIME.test(name) ? 'time' : undefined;
}

/** The role of a number. */
export function roleOfNumber(name: string): ErrorRole | undefined {
  if (STATUS.test(name) || /(^|_)(code|error_number|errno|number)$/.test(name)) return 'status';
  if (TIME.test(name)) return 'time';
  return /(^|_)(count|total|total_errors)$/.test(name) ? 'count' : undefined;
}

/** The role of a boolean. */
export function roleOfFlag(name: string): ErrorRole | undefined {
  if (/^(success|successful|succeeded|ok|okay|valid|is_valid|passed)$/.test(name)) return 'success';
  return /^(error|is_error|failed|failure|fault|has_errors?|fail)$/.test(name) ? 'failure' : undefined;
}

/** The role of an array or an object. */
export function roleOfContainer(name: string): ErrorRole | undefined {
  if (/^(loc|path|location)$/.test(name)) return 'place';
  return CONTAINER.test(name) ? 'container' : undefined;
}

/** Whether a text without a role can contain the message if no other property can. */
export function mayCarryMessage(name: string): boolean {
  return !/(^|_)(url|uri|href|link|links|rel|docs|doc|help|value|locale|language|method|version|id|schema|type|stack|trace|created|updated)$/.test(
    name,
  );
}
