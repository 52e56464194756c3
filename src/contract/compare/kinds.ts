// The kinds of differences between two versions of a document, with their severity. One rule decides: the new version must accept every
// request that the old one accepted, and its responses must stay within what the old one allowed. `breaking` violates the rule.
// `warning` cannot be proven either way, or takes away a function without an error. `info` is compatible.

export type Severity = 'breaking' | 'warning' | 'info';

interface KindEntry {
  readonly severity: Severity;
  /** What it is and why it has this severity, for the docs. */
  readonly text: string;
}

export const DIFF_KINDS = {
  'operation-removed': { severity: 'breaking', text: 'A path or a method is no longer declared.' },
  'operation-added': { severity: 'info', text: 'A path or a method is new.' },
  'operation-deprecated': { severity: 'info', text: 'The operation is now deprecated.' },
  'operation-id-changed': {
    severity: 'info',
    text: 'The `operationId` differs. HTTP is not affected; generated code has other names.',
  },
  'operation-not-comparable': {
    severity: 'warning',
    text: 'A part of the operation cannot be read in one of the documents.',
  },
  'sunset-added': { severity: 'warning', text: 'The operation now has an end date (`x-sunset`).' },
  'sunset-earlier': { severity: 'warning', text: 'The end date of the operation is earlier than before.' },
  'base-path-changed': {
    severity: 'warning',
    text: 'The path of the `servers` is another one. A client that has the old base path reaches nothing.',
  },

  'webhook-removed': { severity: 'breaking', text: 'A webhook is no longer sent.' },
  'webhook-added': { severity: 'info', text: 'A webhook is new.' },
  'callback-removed': { severity: 'breaking', text: 'A callback is no longer sent.' },
  'callback-added': { severity: 'info', text: 'A callback is new.' },
  'callback-url-changed': {
    severity: 'breaking',
    text: 'The URL of a callback comes from another part of the request. A client that gives it in the old place gets no callback.',
  },
  'callback-required-parameter-removed': {
    severity: 'breaking',
    text: 'A parameter or header that every callback or webhook had is no longer declared.',
  },
  'callback-parameter-removed': {
    severity: 'warning',
    text: 'An optional parameter or header of a callback or webhook is no longer declared.',
  },
  'callback-parameter-became-optional': {
    severity: 'breaking',
    text: 'A parameter or header that every callback or webhook had can be missing.',
  },
  'callback-parameter-added': { severity: 'info', text: 'A parameter or header of a callback or webhook is new.' },
  'callback-parameter-serialization-changed': {
    severity: 'breaking',
    text: 'A parameter of a callback or webhook is written differently.',
  },
  'callback-body-removed': { severity: 'breaking', text: 'A callback or webhook has no body any more.' },
  'callback-body-added': { severity: 'info', text: 'A callback or webhook has a body that it did not have.' },
  'callback-body-became-optional': {
    severity: 'breaking',
    text: 'The body that every callback or webhook had can be missing.',
  },
  'callback-media-type-removed': {
    severity: 'info',
    text: 'A media type of a callback or webhook is no longer sent.',
  },
  'callback-media-type-added': {
    severity: 'breaking',
    text: 'A callback or webhook can have a media type that is new. Its receiver cannot choose, as `Accept` does for responses.',
  },
  'callback-success-status-removed': {
    severity: 'breaking',
    text: 'A success status that a client could return for a callback or webhook is no longer accepted.',
  },
  'callback-error-status-removed': {
    severity: 'warning',
    text: 'An error status that a client could return for a callback or webhook is no longer declared.',
  },
  'callback-status-added': {
    severity: 'info',
    text: 'Another status is accepted as the response to a callback or webhook.',
  },
  'callback-response-media-type-removed': {
    severity: 'breaking',
    text: 'A media type of the response to a callback or webhook is no longer accepted.',
  },
  'callback-response-body-added': {
    severity: 'warning',
    text: 'The response to a callback or webhook has a body that it did not have. OpenAPI does not say if it is required.',
  },
  'callback-response-header-required': {
    severity: 'breaking',
    text: 'The response to a callback or webhook needs a header.',
  },

  'parameter-removed': {
    severity: 'warning',
    text: 'A parameter is no longer declared. OpenAPI does not say that undeclared parameters are refused, so it can be ignored.',
  },
  'parameter-added': { severity: 'info', text: 'An optional parameter is new.' },
  'parameter-added-required': { severity: 'breaking', text: 'A required parameter is new.' },
  'parameter-became-required': { severity: 'breaking', text: 'An optional parameter is now required.' },
  'parameter-moved': {
    severity: 'breaking',
    text: 'A parameter is in another part of the request, such as a header instead of the query.',
  },
  'parameter-serialization-changed': {
    severity: 'breaking',
    text: '`style`, `explode`, the separator or the media type of a parameter differs, and its value is written differently.',
  },
  'parameter-empty-value-refused': { severity: 'breaking', text: '`allowEmptyValue` is no longer true.' },
  'parameter-deprecated': { severity: 'info', text: 'The parameter is now deprecated.' },

  'request-body-removed': {
    severity: 'breaking',
    text: 'The operation declares no request body any more, so that what the client sends has no meaning.',
  },
  'request-body-added': { severity: 'info', text: 'An optional request body is new.' },
  'request-body-added-required': { severity: 'breaking', text: 'A required request body is new.' },
  'request-body-became-required': { severity: 'breaking', text: 'The request body is now required.' },
  'request-media-type-removed': {
    severity: 'breaking',
    text: 'A media type of the request body is no longer declared.',
  },
  'request-media-type-added': { severity: 'info', text: 'A media type of the request body is new.' },
  'request-part-media-type-removed': {
    severity: 'breaking',
    text: 'A part of a multipart body is no longer accepted in a media type (`encoding`).',
  },
  'request-part-media-type-added': {
    severity: 'info',
    text: 'A part of a multipart body is accepted in another media type, too.',
  },
  'request-part-header-required': { severity: 'breaking', text: 'A part of a multipart body needs a header.' },
  'request-part-serialization-changed': {
    severity: 'breaking',
    text: 'The `encoding` of a list or an object in a form differs, and its value is written differently.',
  },

  'security-stricter': {
    severity: 'breaking',
    text: 'Credentials that were enough are no longer enough: another scheme, or more scopes.',
  },
  'security-relaxed': { severity: 'info', text: 'Another way to authenticate is accepted, or none is needed.' },

  'response-only-success-status-removed': {
    severity: 'breaking',
    text: 'None of the success statuses that the old version declares is left.',
  },
  'response-success-status-removed': {
    severity: 'warning',
    text: 'One of several success statuses is no longer sent. Clients handle the others already.',
  },
  'response-success-status-added': {
    severity: 'warning',
    text: 'A success status is new. OpenAPI expects a document to declare the responses of success, so clients can rely on the list.',
  },
  'response-error-status-removed': { severity: 'info', text: 'A status of an error is no longer declared.' },
  'response-error-status-added': {
    severity: 'info',
    text: 'A status of an error is new. OpenAPI does not expect documents to declare all errors, so clients must be ready for it.',
  },
  'response-media-type-removed': { severity: 'breaking', text: 'A media type of the response is no longer declared.' },
  'response-media-type-added': { severity: 'info', text: 'A media type of the response is new.' },
  'response-required-header-removed': {
    severity: 'breaking',
    text: 'A header that every response had is no longer declared.',
  },
  'response-header-removed': { severity: 'warning', text: 'An optional header is no longer declared.' },
  'response-header-became-optional': { severity: 'breaking', text: 'A header that every response had can be missing.' },
  'response-header-added': { severity: 'info', text: 'A header of the response is new.' },
  'response-link-removed': {
    severity: 'info',
    text: 'A link is no longer declared. Links are no part of a response; generated code can use them.',
  },
  'response-link-changed': {
    severity: 'info',
    text: 'A link leads to another operation or passes other values. Links are no part of a response; generated code can use them.',
  },
  'response-link-added': { severity: 'info', text: 'A link is new.' },

  'request-type-narrowed': { severity: 'breaking', text: 'A value of another JSON type is no longer accepted.' },
  'response-type-widened': { severity: 'breaking', text: 'A value can have a JSON type that it could not have.' },
  'request-null-refused': { severity: 'breaking', text: '`null` is no longer accepted.' },
  'response-null-allowed': { severity: 'breaking', text: 'A value can be `null` that could not.' },
  'request-enum-value-removed': { severity: 'breaking', text: 'A value of an enumeration is no longer accepted.' },
  'response-enum-value-added': { severity: 'breaking', text: 'A value of an enumeration is new.' },
  'request-enum-added': { severity: 'breaking', text: 'Only enumerated values are accepted now.' },
  'response-enum-removed': { severity: 'breaking', text: 'Values are no longer limited to an enumeration.' },
  'request-limit-narrowed': {
    severity: 'breaking',
    text: 'A limit (`minimum`, `maxLength`, `maxItems`, `multipleOf`, `uniqueItems` …) is narrower.',
  },
  'response-limit-widened': { severity: 'breaking', text: 'A limit is wider or gone.' },
  'request-pattern-added': { severity: 'breaking', text: 'Texts must match a pattern that is new.' },
  'response-pattern-removed': { severity: 'breaking', text: 'Texts no longer have to match a pattern.' },
  'request-pattern-changed': {
    severity: 'warning',
    text: 'The pattern differs. If one contains the other cannot be proven.',
  },
  'response-pattern-changed': {
    severity: 'warning',
    text: 'The pattern differs. If one contains the other cannot be proven.',
  },
  'request-format-changed': { severity: 'warning', text: 'The format differs, or is new.' },
  'response-format-changed': { severity: 'warning', text: 'The format differs, or is gone.' },
  'request-property-removed': {
    severity: 'warning',
    text: 'A property is no longer declared. The schema accepts it as any other, but it probably has no effect.',
  },
  'request-property-refused': {
    severity: 'breaking',
    text: 'A property is no longer declared, and the schema accepts no other properties.',
  },
  'request-property-added': { severity: 'info', text: 'An optional property is new.' },
  'request-property-added-required': { severity: 'breaking', text: 'A required property is new.' },
  'request-property-became-required': { severity: 'breaking', text: 'An optional property is now required.' },
  'request-property-became-read-only': {
    severity: 'warning',
    text: 'A property is now read-only: JSON Schema lets the server ignore it or refuse it.',
  },
  'response-property-removed': {
    severity: 'breaking',
    text: 'A property that every response had is no longer declared.',
  },
  'response-optional-property-removed': {
    severity: 'warning',
    text: 'An optional property is no longer declared. Clients must already be ready for its absence.',
  },
  'response-property-became-optional': {
    severity: 'breaking',
    text: 'A property that every response had can be missing.',
  },
  'response-property-added': { severity: 'info', text: 'A property is new.' },
  'response-property-added-to-closed': {
    severity: 'breaking',
    text: 'A property is new in a schema that allowed no other properties.',
  },
  'request-additional-properties-refused': {
    severity: 'breaking',
    text: 'Undeclared properties are no longer accepted.',
  },
  'response-additional-properties-allowed': {
    severity: 'breaking',
    text: 'Undeclared properties can be present that could not.',
  },
  'request-variant-removed': {
    severity: 'breaking',
    text: 'A variant of `oneOf`, `anyOf` or a discriminator is no longer accepted.',
  },
  'response-variant-added': { severity: 'breaking', text: 'A variant of `oneOf`, `anyOf` or a discriminator is new.' },
  'request-discriminator-changed': { severity: 'breaking', text: 'Another property selects the variant.' },
  'response-discriminator-changed': { severity: 'breaking', text: 'Another property selects the variant.' },
  'request-rule-added': {
    severity: 'breaking',
    text: 'A rule such as `not`, `contains`, `propertyNames` or `dependentRequired` is new.',
  },
  'response-rule-removed': {
    severity: 'breaking',
    text: 'A rule such as `not`, `contains`, `propertyNames` or `dependentRequired` is gone.',
  },
  'request-schema-not-comparable': {
    severity: 'warning',
    text: 'A rule such as `not`, `if` or `contains` differs. Its effect cannot be proven.',
  },
  'response-schema-not-comparable': {
    severity: 'warning',
    text: 'A rule such as `not`, `if` or `contains` differs. Its effect cannot be proven.',
  },
  'request-default-changed': {
    severity: 'warning',
    text: 'The default of a value that the client leaves out differs.',
  },
  'request-property-deprecated': { severity: 'info', text: 'A property is now deprecated.' },
  'response-property-deprecated': { severity: 'info', text: 'A property is now deprecated.' },
} as const satisfies Readonly<Record<string, KindEntry>>;

export type DiffKind = keyof typeof DIFF_KINDS;

export function severityOf(kind: DiffKind): Severity {
  return DIFF_KINDS[kind].severity;
}
