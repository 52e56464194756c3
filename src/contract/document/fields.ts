// The fields that OpenAPI (3.0 to 3.2) and JSON Schema (up to 2020-12) define for each kind of object.
import { type Kind, METHODS } from './grammar.ts';

/** Kinds that are maps have no fields. */
export type FieldKind = Exclude<Kind, 'content' | 'callback'>;

const DESCRIBED = ['$ref', 'summary', 'description'];
const SERIALIZED = ['required', 'deprecated', 'allowEmptyValue', 'style', 'explode', 'allowReserved', 'schema'];

export const FIELDS: Readonly<Record<FieldKind, ReadonlySet<string>>> = {
  document: fields('openapi $self info jsonSchemaDialect servers paths webhooks components security tags externalDocs'),
  info: fields('title version termsOfService contact license', DESCRIBED),
  contact: fields('name url email'),
  license: fields('name identifier url'),
  tag: fields('name parent kind externalDocs', DESCRIBED),
  externalDocs: fields('url', DESCRIBED),
  server: fields('url name variables', DESCRIBED),
  serverVariable: fields('enum default', DESCRIBED),
  components: fields(
    'schemas responses parameters examples requestBodies headers securitySchemes links callbacks pathItems mediaTypes',
  ),
  pathItem: fields('servers parameters additionalOperations', DESCRIBED, METHODS),
  operation: fields(
    'tags externalDocs operationId parameters requestBody responses callbacks deprecated security servers',
    DESCRIBED,
  ),
  parameter: fields('name in example examples content', DESCRIBED, SERIALIZED),
  // Some authors refer to a parameter as a header.
  header: fields('name in example examples content', DESCRIBED, SERIALIZED),
  requestBody: fields('content required', DESCRIBED),
  response: fields('headers content links', DESCRIBED),
  mediaType: fields('schema itemSchema example examples encoding prefixEncoding itemEncoding', DESCRIBED),
  encoding: fields('contentType headers style explode allowReserved encoding prefixEncoding itemEncoding', DESCRIBED),
  example: fields('value dataValue serializedValue externalValue', DESCRIBED),
  link: fields('operationRef operationId parameters requestBody server', DESCRIBED),
  securityScheme: fields(
    'type name in scheme bearerFormat flows openIdConnectUrl oauth2MetadataUrl deprecated',
    DESCRIBED,
  ),
  flows: fields('implicit password clientCredentials authorizationCode deviceAuthorization'),
  flow: fields('authorizationUrl deviceAuthorizationUrl tokenUrl refreshUrl scopes'),
  discriminator: fields('propertyName mapping defaultMapping'),
  xml: fields('nodeType name namespace prefix attribute wrapped'),
  schema: fields(
    '$id id $schema $anchor $dynamicRef $dynamicAnchor $recursiveRef $recursiveAnchor $vocabulary $comment $defs definitions',
    'allOf anyOf oneOf not if then else dependentSchemas dependencies prefixItems items additionalItems contains',
    'properties patternProperties additionalProperties propertyNames unevaluatedItems unevaluatedProperties',
    'type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems',
    'minItems uniqueItems maxContains minContains maxProperties minProperties required dependentRequired',
    'format contentEncoding contentMediaType contentSchema title default readOnly writeOnly examples example',
    'nullable discriminator xml externalDocs deprecated',
    DESCRIBED,
  ),
};

/** @param names lists, or names separated by spaces */
function fields(...names: readonly (string | readonly string[])[]): ReadonlySet<string> {
  return new Set(names.flatMap((one) => (typeof one === 'string' ? one.split(' ') : one)));
}
