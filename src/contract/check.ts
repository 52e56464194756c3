// The one linear walk at start that keeps us from failing open: every `$ref` has a target, every pattern compiles, every
// keyword has the shape its specification gives it. What it lets through, the rest of the engine may rely on.
import { type SetupCode, SetupError } from '../errors/setup-error.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { type Bundle, placeOf } from './bundle.ts';
import { type Kind, type Visit, walk } from './grammar.ts';
import { openLifter } from './lift.ts';
import { targetOf } from './resolve.ts';
import { withDefaults } from './servers.ts';
import { collectWarnings, type Warning } from './warnings.ts';

type Problem = { readonly what: string; readonly advice: string } | undefined;
type ShapeCheck = (value: Json) => boolean;

const isString: ShapeCheck = (value) => typeof value === 'string';
const isBoolean: ShapeCheck = (value) => typeof value === 'boolean';
const isNumber: ShapeCheck = (value) => typeof value === 'number';
const isNonNegativeInteger: ShapeCheck = (value) => Number.isInteger(value) && (value as number) >= 0;
const isSchema: ShapeCheck = (value) => isBoolean(value) || isObject(value);
const isMap: ShapeCheck = (value) => isObject(value);
const isList: ShapeCheck = (value) => Array.isArray(value);
const isSchemaMap: ShapeCheck = (value) => isObject(value) && Object.values(value).every(isSchema);
const isSchemaList: ShapeCheck = (value) => Array.isArray(value) && value.length > 0 && value.every(isSchema);
const isNonEmptyList: ShapeCheck = (value) => Array.isArray(value) && value.length > 0;
const isNameList: ShapeCheck = (value) => Array.isArray(value) && value.every(isString);
const isServerList: ShapeCheck = (value) => Array.isArray(value) && value.every(isServer);
const isServer: ShapeCheck = (value) =>
  isObject(value) && typeof value.url === 'string' && hasPath(withDefaults(value));
const hasPath = (url: string) =>
  URL.canParse(url, 'http://standin.invalid/') && new URL(url, 'http://standin.invalid/').pathname.startsWith('/');
const isRequirementList: ShapeCheck = (value) => Array.isArray(value) && value.every(isRequirement);
const isRequirement: ShapeCheck = (value) => isObject(value) && Object.values(value).every(isNameList);
const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'];
const isType: ShapeCheck = (value) =>
  [value].flat().length > 0 && [value].flat().every((name) => TYPES.includes(name as string));

const SERVERS = [isServerList, 'an array of servers, each with a URL'] as const;
const SECURITY = [isRequirementList, 'an array of objects that give each scheme an array of scopes'] as const;

function isOneOf(...names: readonly string[]): ShapeCheck {
  return (value) => names.includes(value as string);
}

const MAP = [isMap, 'an object'] as const;

const SHAPE_CHECKS: Partial<Record<Kind, Readonly<Record<string, readonly [ShapeCheck, string]>>>> = {
  document: {
    info: [isMap, 'an object'],
    paths: [isMap, 'an object'],
    components: [isMap, 'an object'],
    servers: SERVERS,
    security: SECURITY,
  },
  components: { schemas: MAP, responses: MAP, parameters: MAP, requestBodies: MAP, headers: MAP, securitySchemes: MAP },
  operation: {
    operationId: [isString, 'a string'],
    parameters: [isList, 'an array'],
    requestBody: [isMap, 'an object'],
    responses: [isMap, 'an object'],
    security: SECURITY,
    servers: SERVERS,
  },
  parameter: {
    name: [(value) => isString(value) && value !== '', 'a name'],
    // The last two are Swagger's, and have been lifted where an operation has them.
    in: [isOneOf('query', 'header', 'path', 'cookie', 'querystring', 'body', 'formData'), 'a place of a parameter'],
    required: [isBoolean, 'true or false'],
    schema: [isSchema, 'a schema'],
    content: [isMap, 'an object'],
    style: [
      isOneOf('simple', 'label', 'matrix', 'form', 'spaceDelimited', 'pipeDelimited', 'deepObject', 'cookie'),
      'a style of OpenAPI',
    ],
    explode: [isBoolean, 'true or false'],
  },
  pathItem: { parameters: [isList, 'an array'], servers: SERVERS },
  response: { content: [isMap, 'an object'], headers: [isMap, 'an object'] },
  requestBody: { content: [isMap, 'an object'], required: [isBoolean, 'true or false'] },
  mediaType: { schema: [isSchema, 'a schema'], examples: [isMap, 'an object'] },
  schema: {
    $ref: [isString, 'a string'],
    type: [isType, `one of ${TYPES.join(', ')}, or an array of them`],
    enum: [isNonEmptyList, 'an array of values, at least one'],
    format: [isString, 'a string'],
    pattern: [isString, 'a string'],
    required: [isNameList, 'an array of member names'],
    properties: [isSchemaMap, 'an object of schemas'],
    patternProperties: [isSchemaMap, 'an object of schemas'],
    $defs: [isSchemaMap, 'an object of schemas'],
    dependentSchemas: [isSchemaMap, 'an object of schemas'],
    dependentRequired: [
      (value) => isObject(value) && Object.values(value).every(isNameList),
      'an object of member names',
    ],
    contains: [isSchema, 'a schema'],
    if: [isSchema, 'a schema'],
    then: [isSchema, 'a schema'],
    else: [isSchema, 'a schema'],
    minContains: [isNonNegativeInteger, 'a whole number from 0'],
    maxContains: [isNonNegativeInteger, 'a whole number from 0'],
    allOf: [isSchemaList, 'an array of schemas, at least one'],
    oneOf: [isSchemaList, 'an array of schemas, at least one'],
    anyOf: [isSchemaList, 'an array of schemas, at least one'],
    prefixItems: [isSchemaList, 'an array of schemas, at least one'],
    additionalProperties: [isSchema, 'a schema'],
    unevaluatedProperties: [isSchema, 'a schema'],
    propertyNames: [isSchema, 'a schema'],
    items: [isSchema, 'a schema'],
    not: [isSchema, 'a schema'],
    minLength: [isNonNegativeInteger, 'a whole number from 0'],
    maxLength: [isNonNegativeInteger, 'a whole number from 0'],
    minItems: [isNonNegativeInteger, 'a whole number from 0'],
    maxItems: [isNonNegativeInteger, 'a whole number from 0'],
    minProperties: [isNonNegativeInteger, 'a whole number from 0'],
    maxProperties: [isNonNegativeInteger, 'a whole number from 0'],
    minimum: [isNumber, 'a number'],
    maximum: [isNumber, 'a number'],
    exclusiveMinimum: [isNumber, 'a number'],
    exclusiveMaximum: [isNumber, 'a number'],
    multipleOf: [(value) => isNumber(value) && (value as number) > 0, 'a number above 0'],
    uniqueItems: [isBoolean, 'true or false'],
    readOnly: [isBoolean, 'true or false'],
    writeOnly: [isBoolean, 'true or false'],
  },
};

/** Kinds of object that may be a boolean instead, or may be missing in a way that only their parent can tell. */
const BOOLEAN_ALLOWED: readonly Kind[] = ['schema'];

/**
 * Lifts and checks a document in one walk: no object of it is looked at twice.
 * @returns what is doubtful but served
 * @throws SetupError DOCUMENT_INVALID, DOCUMENT_UNSUPPORTED or REFERENCE_UNRESOLVED at the first fault, with its place
 */
export function check(bundle: Bundle): readonly Warning[] {
  const { document } = bundle;
  const lifter = openLifter(document);
  refuse(bundle, '', versionProblem(document), 'DOCUMENT_UNSUPPORTED');
  const warnings: Warning[] = [];
  const doubts = collectWarnings();
  walk({ kind: 'document', node: document, pointer: '' }, (place) => {
    const { kind, node, pointer } = place;
    if (kind === 'schema' && isObject(node)) {
      for (const message of lifter.lift(node)) warnings.push({ pointer, message });
    }
    refuse(bundle, pointer, shapeProblem(place));
    if (!isObject(node)) return undefined;
    for (const [name, complaint] of patternProblems(place, warnings)) refuse(bundle, `${pointer}/${name}`, complaint);
    if (kind === 'document') refuse(bundle, '/paths', pathsProblem(node));
    refuse(bundle, `${pointer}/security`, securityProblem(document, place), 'SECURITY_UNDECLARED');
    doubts.visit(place);
    return followReference({ bundle, place });
  });
  lifter.finish();
  return [...warnings, ...doubts.all()];
}

function refuse(bundle: Bundle, pointer: string, complaint: Problem, code: SetupCode = 'DOCUMENT_INVALID'): void {
  if (complaint) throw new SetupError({ code, ...complaint, ...placeOf(bundle, pointer) });
}

function versionProblem({ openapi, swagger }: JsonObject): Problem {
  if (typeof openapi === 'string' && /^3\.[012](\.|$)/.test(openapi)) return undefined;
  if (swagger !== undefined) {
    return { what: `The document is Swagger ${swagger}`, advice: 'Give one of Swagger 2.0, or of OpenAPI 3' };
  }
  return {
    what: openapi === undefined ? 'The member openapi is missing' : `The member openapi is ${JSON.stringify(openapi)}`,
    advice: 'Give a document whose member openapi is "3.0.x", "3.1.x" or "3.2.x", or whose member swagger is "2.0"',
  };
}

function pathsProblem({ paths, webhooks, components }: JsonObject): Problem {
  if (paths === undefined && webhooks === undefined && components === undefined) {
    return { what: 'The document has no paths', advice: 'Describe at least one path' };
  }
  const wrong = Object.keys(isObject(paths) ? paths : {}).find(
    (path) => !path.startsWith('/') && !path.startsWith('x-'),
  );
  return wrong === undefined
    ? undefined
    : { what: `The path ${wrong} does not begin with a slash`, advice: `Write it as /${wrong}` };
}

function securityProblem({ components }: JsonObject, { kind, node }: Visit): Problem {
  const requirements = isObject(node) && (kind === 'operation' || kind === 'document') ? node.security : undefined;
  const schemes = isObject(components) && isObject(components.securitySchemes) ? components.securitySchemes : {};
  const names = (Array.isArray(requirements) ? requirements : []).filter(isObject).flatMap(Object.keys);
  const unknown = names.find((name) => !Object.hasOwn(schemes, name));
  return unknown === undefined
    ? undefined
    : {
        what: `The security scheme ${unknown} is not declared`,
        advice: `Declare it under components.securitySchemes, or name one of ${Object.keys(schemes).join(', ') || 'those to be declared'}`,
      };
}

function shapeProblem({ kind, node, pointer }: Visit): Problem {
  if (!isObject(node)) {
    if (BOOLEAN_ALLOWED.includes(kind) && typeof node === 'boolean') return undefined;
    return {
      what: `What stands here is no ${kindName(kind)}`,
      advice: `Give an object there, as OpenAPI says of a ${kindName(kind)}`,
    };
  }
  if (kind !== 'schema' && node.$ref !== undefined) {
    if (typeof node.$ref === 'string') return undefined;
    return { what: 'The member $ref is not a string', advice: 'Make it a reference, as "#/components/…"' };
  }
  if (kind === 'securityScheme') return securitySchemeProblem(node);
  const lacks = kind === 'parameter' && ['name', 'in'].find((name) => node[name] === undefined);
  if (lacks)
    return { what: `The parameter has no member ${lacks}`, advice: 'Say what it is called, and where it stands' };
  const shapes = SHAPE_CHECKS[kind] ?? {};
  for (const [name, value] of Object.entries(node)) {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (shape && !shape[0](value)) {
      return {
        what: `The member ${name} at ${pointer || 'the root'} is not ${shape[1]}`,
        advice: `Make it ${shape[1]}`,
      };
    }
  }
  return undefined;
}

/** OpenAPI 3.1, section 4.8.27: what each type of scheme must say. */
const SCHEME_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  apiKey: ['name', 'in'],
  http: ['scheme'],
  mutualTLS: [],
  oauth2: ['flows'],
  openIdConnect: ['openIdConnectUrl'],
};

function securitySchemeProblem(scheme: JsonObject): Problem {
  const type = String(scheme.type);
  const asked = Object.hasOwn(SCHEME_PROPERTIES, type) ? SCHEME_PROPERTIES[type] : undefined;
  if (!asked) {
    const types = Object.keys(SCHEME_PROPERTIES).join(', ');
    return { what: `The type of the security scheme is ${type}`, advice: `Make it one of ${types}` };
  }
  const missing = asked.find((name) => scheme[name] === undefined || scheme[name] === '');
  if (missing !== undefined) {
    return {
      what: `The security scheme has no member ${missing}`,
      advice: `Give it one: ${type} needs ${asked.join(' and ')}`,
    };
  }
  return type === 'apiKey' && !/^(?:query|header|cookie)$/.test(String(scheme.in))
    ? { what: `The API key is said to be in ${String(scheme.in)}`, advice: 'Make it one of query, header, cookie' }
    : undefined;
}

function kindName(kind: Kind): string {
  return kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function* patternProblems({ kind, node, pointer }: Visit, warnings: Warning[]): Generator<[string, Problem]> {
  if (kind !== 'schema' || !isObject(node)) return;
  const patterns = Object.keys(isObject(node.patternProperties) ? node.patternProperties : {});
  const named: [string, string][] = patterns.map((pattern) => ['patternProperties', pattern]);
  if (typeof node.pattern === 'string') named.push(['pattern', node.pattern]);
  for (const [name, pattern] of named) {
    const fault = patternError(pattern);
    if (fault === 'u')
      warnings.push({ pointer: `${pointer}/${name}`, message: `${pattern} compiles only without the u flag` });
    else if (fault)
      yield [
        name,
        { what: `The pattern ${pattern} does not compile: ${fault}`, advice: 'Correct the regular expression' },
      ];
  }
}

function patternError(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
    return undefined;
  } catch {
    try {
      new RegExp(pattern);
      return 'u';
    } catch (error) {
      return (error as Error).message;
    }
  }
}

function followReference({ bundle, place }: { readonly bundle: Bundle; readonly place: Visit }): readonly Visit[] {
  const { node, pointer } = place;
  const reference = isObject(node) ? node.$ref : undefined;
  if (typeof reference !== 'string') return [];
  const target = targetOf(bundle.document, place);
  const circle = target && place.kind !== 'schema' && isCircular(bundle.document, target);
  if (target && !circle) return [target];
  const complaint = {
    what: `The reference ${reference} ${circle ? 'leads back to itself' : 'names nothing'}`,
    advice: 'Correct the reference, or add what it names',
  };
  refuse(bundle, `${pointer}/$ref`, complaint, 'REFERENCE_UNRESOLVED');
  return [];
}

/** True where references lead from one to the other and never to an object. */
function isCircular(document: JsonObject, start: Visit): boolean {
  const passed = new Set<Json>();
  for (let at: Visit | undefined = start; at && !passed.has(at.node); at = targetOf(document, at)) {
    passed.add(at.node);
    if (!isObject(at.node) || typeof at.node.$ref !== 'string') return false;
  }
  return true;
}
