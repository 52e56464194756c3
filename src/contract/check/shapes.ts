// The shape that OpenAPI and JSON Schema require of each field. The rest of the engine relies on it: it keeps a faulty schema from
// accepting any value.
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { Problem } from '../document/findings.ts';
import type { Kind, Visit } from '../document/grammar.ts';

type ShapeCheck = (value: Json) => boolean;

const isString: ShapeCheck = (value) => typeof value === 'string';
const isBoolean: ShapeCheck = (value) => typeof value === 'boolean';
const isNumber: ShapeCheck = (value) => typeof value === 'number';
const isNonNegativeInteger: ShapeCheck = (value) => Number.isInteger(value) && (value as number) >= 0;
const isText: ShapeCheck = (value) => typeof value !== 'object';
const isMap: ShapeCheck = (value) => isObject(value);
const isList: ShapeCheck = (value) => Array.isArray(value);
const isNonEmptyList: ShapeCheck = (value) => Array.isArray(value) && value.length > 0;
const isNameList: ShapeCheck = (value) => Array.isArray(value) && value.every(isString);
const isRequirementList: ShapeCheck = (value) => Array.isArray(value) && value.every(isRequirement);
const isRequirement: ShapeCheck = (value) => isObject(value) && Object.values(value).every(isNameList);
const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'];
const isType: ShapeCheck = (value) =>
  Array.isArray(value)
    ? value.length > 0 && value.every((name) => TYPES.includes(name as string))
    : TYPES.includes(value as string);

const MAP = [isMap, 'an object'] as const;
const SERVERS = [isList, 'an array of servers'] as const;
const SECURITY = [isRequirementList, 'an array of objects that map each scheme to an array of scopes'] as const;

function isOneOf(...names: readonly string[]): ShapeCheck {
  return (value) => names.includes(value as string);
}

const SHAPE_CHECKS: Partial<Record<Kind, Readonly<Record<string, readonly [ShapeCheck, string]>>>> = {
  document: {
    tags: [isList, 'an array'],
    webhooks: MAP,
    definitions: MAP,
    parameters: MAP,
    responses: MAP,
    paths: [isMap, 'an object'],
    servers: SERVERS,
    security: SECURITY,
  },
  components: {
    schemas: MAP,
    responses: MAP,
    parameters: MAP,
    examples: MAP,
    requestBodies: MAP,
    headers: MAP,
    securitySchemes: MAP,
    links: MAP,
    callbacks: MAP,
    pathItems: MAP,
    mediaTypes: MAP,
  },
  operation: {
    operationId: [isString, 'a string'],
    parameters: [isList, 'an array'],
    responses: [isMap, 'an object'],
    callbacks: MAP,
    security: SECURITY,
    servers: SERVERS,
  },
  server: { url: [isString, 'a URL'], variables: MAP },
  serverVariable: { default: [isText, 'a string'], enum: [isList, 'an array of strings'] },
  parameter: {
    name: [isString, 'a string'],
    // `body` and `formData` are from Swagger 2.0. Those of operations are lifted before this check.
    in: [
      isOneOf('query', 'header', 'path', 'cookie', 'querystring', 'body', 'formData'),
      'query, header, path or cookie',
    ],
    required: [isBoolean, 'true or false'],
    style: [
      isOneOf('simple', 'label', 'matrix', 'form', 'spaceDelimited', 'pipeDelimited', 'deepObject', 'cookie'),
      'a style that OpenAPI defines',
    ],
    explode: [isBoolean, 'true or false'],
    examples: MAP,
  },
  header: {
    required: [isBoolean, 'true or false'],
    explode: [isBoolean, 'true or false'],
    examples: MAP,
  },
  pathItem: { parameters: [isList, 'an array'], servers: SERVERS },
  response: { headers: MAP, links: MAP },
  requestBody: { required: [isBoolean, 'true or false'] },
  mediaType: { examples: MAP, encoding: MAP },
  discriminator: { propertyName: [isString, 'the name of a property'], mapping: MAP },
  flow: { scopes: MAP },
  schema: {
    $ref: [isString, 'a string'],
    type: [isType, `one of ${TYPES.join(', ')}, or an array of them`],
    enum: [isList, 'an array of values'],
    format: [isString, 'a string'],
    pattern: [isString, 'a string'],
    required: [isNameList, 'an array of property names'],
    properties: [isMap, 'an object of schemas'],
    patternProperties: [isMap, 'an object of schemas'],
    $defs: [isMap, 'an object of schemas'],
    dependentSchemas: [isMap, 'an object of schemas'],
    dependentRequired: [
      (value) => isObject(value) && Object.values(value).every(isNameList),
      'an object of arrays of property names',
    ],
    minContains: [isNonNegativeInteger, 'an integer of 0 or more'],
    maxContains: [isNonNegativeInteger, 'an integer of 0 or more'],
    allOf: [isNonEmptyList, 'an array with at least one schema'],
    oneOf: [isNonEmptyList, 'an array with at least one schema'],
    anyOf: [isNonEmptyList, 'an array with at least one schema'],
    prefixItems: [isNonEmptyList, 'an array with at least one schema'],
    minLength: [isNonNegativeInteger, 'an integer of 0 or more'],
    maxLength: [isNonNegativeInteger, 'an integer of 0 or more'],
    minItems: [isNonNegativeInteger, 'an integer of 0 or more'],
    maxItems: [isNonNegativeInteger, 'an integer of 0 or more'],
    minProperties: [isNonNegativeInteger, 'an integer of 0 or more'],
    maxProperties: [isNonNegativeInteger, 'an integer of 0 or more'],
    minimum: [isNumber, 'a number'],
    maximum: [isNumber, 'a number'],
    exclusiveMinimum: [isNumber, 'a number'],
    exclusiveMaximum: [isNumber, 'a number'],
    multipleOf: [(value) => isNumber(value) && (value as number) > 0, 'a number greater than 0'],
    uniqueItems: [isBoolean, 'true or false'],
    readOnly: [isBoolean, 'true or false'],
    writeOnly: [isBoolean, 'true or false'],
  },
};

const SHAPES_OF_KIND = new Map(
  Object.entries(SHAPE_CHECKS).map(([kind, shapes]) => [kind as Kind, new Map(Object.entries(shapes))]),
);

/** Kinds of object that can be a boolean instead. */
const BOOLEAN_ALLOWED: readonly Kind[] = ['schema'];

/** Fields that are left out if their shape is wrong, because nothing else depends on them. */
const OPTIONAL: Readonly<Partial<Record<Kind, ReadonlySet<string>>>> = {
  document: new Set([
    'info',
    'tags',
    'servers',
    'security',
    'components',
    'webhooks',
    'definitions',
    'parameters',
    'responses',
  ]),
  components: new Set(Object.keys(SHAPE_CHECKS.components ?? {})),
  pathItem: new Set(['servers']),
  operation: new Set(['operationId', 'servers', 'security', 'callbacks']),
  response: new Set(['links']),
  parameter: new Set(['examples']),
  header: new Set(['examples']),
  mediaType: new Set(['examples']),
  schema: new Set(['format', 'readOnly', 'writeOnly']),
  serverVariable: new Set(['default', 'enum']),
  discriminator: new Set(['mapping']),
};

/** Kinds of object that are left out if they are no object, because nothing else depends on them. */
export const OPTIONAL_KINDS: ReadonlySet<Kind> = new Set([
  ...([
    'info',
    'contact',
    'license',
    'tag',
    'externalDocs',
    'server',
    'serverVariable',
    'xml',
    'discriminator',
  ] as const),
]);

/** A field with the wrong shape. */
export interface ShapeProblem extends Problem {
  /** The field; undefined if the object itself has the wrong shape. */
  readonly field?: string;
  /** Whether the field can be left out. */
  readonly isOptional: boolean;
}

/** What is wrong with the shape of an object and of its fields. */
export function shapeProblems({ kind, node }: Visit): readonly ShapeProblem[] {
  if (!isObject(node)) {
    if (BOOLEAN_ALLOWED.includes(kind) && typeof node === 'boolean') return NO_PROBLEMS;
    const what = `The ${kindName(kind)} is ${shown(node)}, not an object`;
    return [{ code: 'DOCUMENT_INVALID', what, advice: 'Use an object', isOptional: OPTIONAL_KINDS.has(kind) }];
  }
  if (kind !== 'schema' && node.$ref !== undefined) {
    if (typeof node.$ref === 'string') return NO_PROBLEMS;
    return [required('The property "$ref" is not a string', 'Use a reference such as "#/components/…"')];
  }
  const own =
    kind === 'securityScheme' ? securitySchemeProblem(node) : kind === 'parameter' ? missingName(node) : undefined;
  const shapes = SHAPES_OF_KIND.get(kind);
  if (shapes === undefined) return own ? [own] : NO_PROBLEMS;
  let problems: ShapeProblem[] | undefined = own && [own];
  for (const name of Object.keys(node)) {
    const shape = shapes.get(name);
    if (shape === undefined || shape[0](node[name] as Json)) continue;
    const isOptional = OPTIONAL[kind]?.has(name) === true;
    const what = `The property ${JSON.stringify(name)} is ${shown(node[name] as Json)}`;
    problems ??= [];
    problems.push({ code: 'DOCUMENT_INVALID', what, advice: `Use ${shape[1]}`, field: name, isOptional });
  }
  return problems ?? NO_PROBLEMS;
}

const NO_PROBLEMS: readonly ShapeProblem[] = [];

function missingName(parameter: JsonObject): ShapeProblem | undefined {
  const missing = ['name', 'in'].find((name) => parameter[name] === undefined);
  return missing === undefined
    ? undefined
    : required(`The parameter has no property ${JSON.stringify(missing)}`, 'Add "name" and "in" to the parameter');
}

function required(what: string, advice: string): ShapeProblem {
  return { code: 'DOCUMENT_INVALID', what, advice, isOptional: false };
}

/** Characters of a value in a message. */
const MAX_SHOWN = 60;

function shown(value: Json): string {
  return JSON.stringify(value).slice(0, MAX_SHOWN);
}

/** The properties that each type of security scheme requires (OpenAPI 3.1, section 4.8.27). */
const SCHEME_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  apiKey: ['name', 'in'],
  http: ['scheme'],
  mutualTLS: [],
  oauth2: ['flows'],
  openIdConnect: ['openIdConnectUrl'],
};

function securitySchemeProblem(scheme: JsonObject): ShapeProblem | undefined {
  const type = String(scheme.type);
  const properties = Object.hasOwn(SCHEME_PROPERTIES, type) ? SCHEME_PROPERTIES[type] : undefined;
  if (!properties) {
    const types = Object.keys(SCHEME_PROPERTIES).join(', ');
    return required(`The type of the security scheme is ${JSON.stringify(type)}`, `Use one of ${types}`);
  }
  const missing = properties.find((name) => scheme[name] === undefined || scheme[name] === '');
  if (missing !== undefined) {
    return required(
      `The security scheme has no property ${JSON.stringify(missing)}`,
      `Add it: a scheme of type ${type} requires ${properties.join(' and ')}`,
    );
  }
  if (type === 'apiKey' && !/^(?:query|header|cookie)$/.test(String(scheme.in))) {
    return required(
      `The property "in" of the API key is ${JSON.stringify(scheme.in)}`,
      'Use one of query, header, cookie',
    );
  }
  return undefined;
}

function kindName(kind: Kind): string {
  return kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
