// What a difference means for a client, as one or two sentences.
import { propertyPath } from '../../json/pointer.ts';
import type { Json } from '../../json/value.ts';
import type { DiffFinding } from './finding.ts';
import type { DiffKind } from './kinds.ts';

type FindingFacts = Omit<DiffFinding, 'message' | 'severity'> & { readonly subject?: string | undefined };

/** The longest text of a value in a message. */
const MAX_VALUE = 120;

export function messageOf(finding: FindingFacts): string {
  return TEXTS[finding.id](finding);
}

type TextOf = (finding: FindingFacts) => string;

const TEXTS = {
  'operation-removed': () => 'The operation is removed. Every request to it fails.',
  'operation-added': () => 'The operation is new.',
  'operation-deprecated': () => 'The operation is deprecated. It still works.',
  'operation-id-changed': ({ oldValue, newValue }) =>
    `The operationId is ${text(newValue)} instead of ${text(oldValue)}. Generated code has other names.`,
  'operation-not-comparable': ({ newValue, oldValue }) =>
    `The operation cannot be compared: ${String(newValue ?? oldValue ?? 'a part of it cannot be read')}.`,
  'sunset-added': ({ newValue }) => `The operation ends on ${String(newValue)}.`,
  'sunset-earlier': ({ oldValue, newValue }) =>
    `The operation ends on ${String(newValue)}, earlier than announced (${String(oldValue)}).`,
  'base-path-changed': ({ oldValue, newValue }) =>
    `The base path is ${text(newValue)} instead of ${text(oldValue)}. Change the base URL of the client.`,

  'webhook-removed': () => 'The webhook is no longer sent. Clients that wait for it get nothing.',
  'webhook-added': () => 'The webhook is new.',
  'callback-removed': (finding) => `${sender(finding)} is no longer sent. Clients that wait for it get nothing.`,
  'callback-added': (finding) => `${sender(finding)} is new.`,
  'callback-url-changed': (finding) =>
    `${sender(finding)} goes to ${text(finding.newValue)} instead of ${text(finding.oldValue)}. Clients that give its URL in the old place get nothing.`,
  'callback-required-parameter-removed': (finding) => `${value(finding)} is no longer sent. Clients that read it fail.`,
  'callback-parameter-removed': (finding) => `${value(finding)} was optional and is no longer declared.`,
  'callback-parameter-became-optional': (finding) => `${value(finding)} can be missing now.`,
  'callback-parameter-added': (finding) => `${value(finding)} is new.`,
  'callback-parameter-serialization-changed': (finding) =>
    `${value(finding)} is written differently: ${String(finding.newValue)} instead of ${String(finding.oldValue)}.`,
  'callback-body-removed': (finding) => `${value(finding)} is no longer sent. Clients that read it fail.`,
  'callback-body-added': (finding) => `${value(finding)} is new.`,
  'callback-body-became-optional': (finding) => `${value(finding)} can be missing now.`,
  'callback-media-type-removed': (finding) => `${value(finding)} is no longer sent in ${finding.mediaType}.`,
  'callback-media-type-added': (finding) =>
    `${value(finding)} can be in ${finding.mediaType} now. Clients do not expect it, and cannot choose.`,
  'callback-success-status-removed': (finding) =>
    `The status ${finding.status} is no longer accepted as the response to ${lower(sender(finding))}. Clients that return it are treated as failing.`,
  'callback-error-status-removed': (finding) =>
    `The status ${finding.status} is no longer declared for the response to ${lower(sender(finding))}.`,
  'callback-status-added': (finding) =>
    `The status ${finding.status} is accepted as the response to ${lower(sender(finding))}, too.`,
  'callback-response-media-type-removed': (finding) =>
    `${value(finding)} is no longer accepted in ${finding.mediaType}.`,
  'callback-response-body-added': (finding) => `${value(finding)} is new. The API can refuse a response without it.`,
  'callback-response-header-required': (finding) =>
    `The header ${finding.name} is now required in the response ${finding.status} to ${lower(sender(finding))}.`,

  'parameter-removed': (finding) =>
    `${parameter(finding)} is no longer declared. The server can ignore it or refuse it.`,
  'parameter-added': (finding) => `${parameter(finding)} is new and optional.`,
  'parameter-added-required': (finding) =>
    `${parameter(finding)} is new and required. Requests without it are refused.`,
  'parameter-became-required': (finding) => `${parameter(finding)} is now required. Requests without it are refused.`,
  'parameter-moved': (finding) =>
    `${parameter(finding)} is now expected in the ${String(finding.newValue)}. The server does not see it in its old place.`,
  'parameter-serialization-changed': (finding) =>
    `${parameter(finding)} is written differently: ${String(finding.newValue)} instead of ${String(finding.oldValue)}. The server reads another value.`,
  'parameter-empty-value-refused': (finding) => `${parameter(finding)} can no longer be empty.`,
  'parameter-deprecated': (finding) => `${parameter(finding)} is deprecated. It still works.`,

  'request-body-removed': () => 'The operation has no request body any more. What the client sends has no effect.',
  'request-body-added': () => 'A request body is new and optional.',
  'request-body-added-required': () => 'A request body is new and required. Requests without it are refused.',
  'request-body-became-required': () => 'The request body is now required. Requests without it are refused.',
  'request-media-type-removed': ({ mediaType }) => `Request bodies in ${mediaType} are no longer accepted.`,
  'request-media-type-added': ({ mediaType }) => `Request bodies in ${mediaType} are accepted too.`,
  'request-part-media-type-removed': (finding) =>
    `${value(finding)} is no longer accepted as ${text(finding.oldValue)}. Send it as ${text(finding.newValue)}.`,
  'request-part-media-type-added': (finding) => `${value(finding)} is accepted as ${text(finding.newValue)} too.`,
  'request-part-header-required': (finding) =>
    `${value(finding)} needs the part header ${finding.name} now. Requests without it are refused.`,
  'request-part-serialization-changed': (finding) =>
    `${value(finding)} is written differently: ${String(finding.newValue)} instead of ${String(finding.oldValue)}. The server reads another value.`,

  'security-stricter': ({ oldValue, newValue }) =>
    `Requests with ${String(oldValue)} are refused now. Needed: ${String(newValue)}.`,
  'security-relaxed': ({ newValue }) => `Requests with ${String(newValue)} are accepted too.`,

  'response-only-success-status-removed': ({ oldValue, newValue }) =>
    `The status ${String(oldValue)} is no longer sent. Success is now ${String(newValue)}: a client that waits for the old status fails.`,
  'response-success-status-removed': ({ oldValue }) =>
    `The status ${String(oldValue)} is no longer sent. Other success statuses of the old version are left.`,
  'response-success-status-added': ({ status }) =>
    `The status ${status} is new. A client that checks for exact success statuses does not know it.`,
  'response-error-status-removed': ({ status }) => `The status ${status} is no longer declared.`,
  'response-error-status-added': ({ status }) =>
    `The status ${status} is new. Clients must be ready for undeclared errors.`,
  'response-media-type-removed': ({ mediaType, status }) =>
    `Responses ${status} are no longer available in ${mediaType}. A client that reads it gets another media type or 406.`,
  'response-media-type-added': ({ mediaType }) => `Responses are available in ${mediaType} too.`,
  'response-required-header-removed': ({ name }) =>
    `The response header ${name} is no longer sent. Clients that read it fail.`,
  'response-header-removed': ({ name }) => `The optional response header ${name} is no longer declared.`,
  'response-header-became-optional': ({ name }) => `The response header ${name} can be missing now.`,
  'response-header-added': ({ name }) => `The response header ${name} is new.`,
  'response-link-removed': ({ name, status }) => `The link ${name} of the response ${status} is no longer declared.`,
  'response-link-changed': ({ name, status }) =>
    `The link ${name} of the response ${status} leads to another operation or passes other values.`,
  'response-link-added': ({ name, status }) => `The link ${name} of the response ${status} is new.`,

  'request-type-narrowed': (finding) =>
    `${value(finding)} must be ${types(finding.newValue)} now. It could be ${types(finding.oldValue)}.`,
  'response-type-widened': (finding) =>
    `${value(finding)} can be ${types(finding.newValue)} now. It was ${types(finding.oldValue)}.`,
  'request-null-refused': (finding) => `${value(finding)} must not be null any more.`,
  'response-null-allowed': (finding) => `${value(finding)} can be null now.`,
  'request-enum-value-removed': (finding) => `${value(finding)} no longer accepts ${values(finding.oldValue)}.`,
  'response-enum-value-added': (finding) =>
    `${value(finding)} can be ${values(finding.newValue)} now. Clients do not know this value.`,
  'request-enum-added': (finding) => `${value(finding)} accepts only ${values(finding.newValue)} now.`,
  'response-enum-removed': (finding) => `${value(finding)} can have other values than ${values(finding.oldValue)} now.`,
  'request-limit-narrowed': (finding) =>
    `${value(finding)} is more limited: ${change(finding)}. Values outside are refused.`,
  'response-limit-widened': (finding) =>
    `${value(finding)} is less limited: ${change(finding)}. Clients can get values that they do not expect.`,
  'request-pattern-added': (finding) => `${value(finding)} must match ${text(finding.newValue)} now.`,
  'response-pattern-removed': (finding) => `${value(finding)} no longer matches ${text(finding.oldValue)}.`,
  'request-pattern-changed': (finding) => `${value(finding)} must match another pattern: ${change(finding)}.`,
  'response-pattern-changed': (finding) => `${value(finding)} matches another pattern: ${change(finding)}.`,
  'request-format-changed': (finding) => `${value(finding)} is read in another format: ${change(finding)}.`,
  'response-format-changed': (finding) => `${value(finding)} has another format: ${change(finding)}.`,
  'request-property-removed': (finding) => `${value(finding)} is no longer declared. It probably has no effect.`,
  'request-property-refused': (finding) =>
    `${value(finding)} is no longer accepted. ${sentByClient(finding)} with it are refused.`,
  'request-property-added': (finding) => `${value(finding)} is new and optional.`,
  'request-property-added-required': (finding) =>
    `${value(finding)} is new and required. ${sentByClient(finding)} without it are refused.`,
  'request-property-became-required': (finding) =>
    `${value(finding)} is now required. ${sentByClient(finding)} without it are refused.`,
  'request-property-became-read-only': (finding) =>
    `${value(finding)} is read-only now. The server can ignore it or refuse it.`,
  'response-property-removed': (finding) => `${value(finding)} is no longer sent. Clients that read it fail.`,
  'response-optional-property-removed': (finding) => `${value(finding)} was optional and is no longer declared.`,
  'response-property-became-optional': (finding) => `${value(finding)} can be missing now.`,
  'response-property-added': (finding) => `${value(finding)} is new.`,
  'response-property-added-to-closed': (finding) =>
    `${value(finding)} is new, and the old version allowed no other properties. Clients that refuse unknown properties fail.`,
  'request-additional-properties-refused': (finding) => `${value(finding)} no longer accepts undeclared properties.`,
  'response-additional-properties-allowed': (finding) =>
    `${value(finding)} can have undeclared properties now. Clients that refuse unknown properties fail.`,
  'request-variant-removed': (finding) => `${value(finding)} no longer accepts the variant${variant(finding)}.`,
  'response-variant-added': (finding) =>
    `${value(finding)} can be the variant${variant(finding)} now. Clients do not know it.`,
  'request-discriminator-changed': (finding) => `${value(finding)} has another discriminator: ${change(finding)}.`,
  'response-discriminator-changed': (finding) => `${value(finding)} has another discriminator: ${change(finding)}.`,
  'request-rule-added': (finding) =>
    `${value(finding)} has a new rule (${finding.keyword}). Values that violate it are refused.`,
  'response-rule-removed': (finding) =>
    `${value(finding)} no longer follows the rule ${finding.keyword}. Clients can get values that they do not expect.`,
  'request-schema-not-comparable': (finding) => notComparable(finding),
  'response-schema-not-comparable': (finding) => notComparable(finding),
  'request-default-changed': (finding) => `The default of ${lower(value(finding))} differs: ${change(finding)}.`,
  'request-property-deprecated': (finding) => `${value(finding)} is deprecated. It still works.`,
  'response-property-deprecated': (finding) => `${value(finding)} is deprecated. It is still sent.`,
} as const satisfies { readonly [Kind in DiffKind]: TextOf };

const PLACES: Readonly<Record<string, string>> = {
  path: 'path parameter',
  query: 'query parameter',
  header: 'header',
  cookie: 'cookie',
};

function parameter({ in: where, name }: FindingFacts): string {
  return `The ${PLACES[where] ?? 'parameter'} ${name}`;
}

/** The subject of a sentence: a property, a parameter, a header or a whole body. */
function value(finding: FindingFacts): string {
  const path = propertyPath(finding.pointer);
  if (finding.in === 'body') {
    const body = bodyText(finding);
    return path === '' ? `The body of ${body}` : `The property ${path} of ${body}`;
  }
  const holder = holderText(finding);
  return path === '' ? holder : `${holder} (${path})`;
}

function bodyText({ direction, status, outgoing }: FindingFacts): string {
  if (!outgoing) return direction === 'request' ? 'the request' : `the response ${status}`;
  const sender = `the ${outgoing.kind} ${outgoing.name}`;
  return direction === 'request' ? `the response ${status} to ${sender}` : sender;
}

/** A parameter or a header. */
function holderText(finding: FindingFacts): string {
  const { in: where, name, direction, mediaType, outgoing } = finding;
  if (outgoing) return `The ${PLACES[where] ?? 'parameter'} ${name} of ${bodyText(finding)}`;
  if (direction === 'response') return `The response header ${name}`;
  const part = mediaType === undefined ? '' : ' of the part';
  return `The ${PLACES[where] ?? 'parameter'} ${name}${part}`;
}

/** What a client sends: requests, or responses to callbacks. */
function sentByClient({ outgoing }: FindingFacts): string {
  return outgoing ? 'Responses' : 'Requests';
}

/** A callback or a webhook as the subject of a sentence. */
function sender({ outgoing }: FindingFacts): string {
  return `The ${outgoing?.kind} ${outgoing?.name}`;
}

function lower(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

function types(given: Json | undefined): string {
  const names = [given ?? []].flat() as readonly Json[];
  if (names.length === 0) return 'another type';
  return names.length >= ALL_NAMES ? 'any type' : names.map(String).join(' or ');
}

/** All types without `integer`, which is a part of `number`. */
const ALL_NAMES = 6;

function values(given: Json | undefined): string {
  return ([given ?? []].flat() as readonly Json[])
    .map((one) => JSON.stringify(one))
    .join(', ')
    .slice(0, MAX_VALUE);
}

function text(given: Json | undefined): string {
  const shown = given === undefined ? 'none' : typeof given === 'string' ? given : JSON.stringify(given);
  return shown === '' ? '""' : shown.slice(0, MAX_VALUE);
}

function change({ keyword, oldValue, newValue }: FindingFacts): string {
  return `${keyword ?? 'value'} is ${text(newValue)} instead of ${text(oldValue)}`;
}

function variant({ subject }: FindingFacts): string {
  return subject === undefined ? ' that the documents do not name' : ` ${subject}`;
}

function notComparable(finding: FindingFacts): string {
  return `${value(finding)} has another rule (${finding.keyword ?? 'its schema is too large'}). Its effect cannot be proven.`;
}
