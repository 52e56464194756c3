// Checks a document in one linear walk at start: every `$ref` has a target, every pattern compiles, and every keyword
// has the shape that its specification requires. The rest of the engine relies on these checks. They keep a faulty
// schema from accepting any value.
import { nearest } from '../../edit-distance.ts';
import { type SetupCode, SetupError, textOfPlace } from '../../errors/setup-error.ts';
import { appendTokens } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { type Bundle, placeOf } from '../document/bundle.ts';
import { isWalked, type Kind, type Visit, walk } from '../document/grammar.ts';
import { isTreeText } from '../document/parse.ts';
import { targetOf } from '../document/resolve.ts';
import { withDefaults } from '../document/servers.ts';
import type { Warning } from '../document/warning.ts';
import { openLifter } from '../lift/lift.ts';
import { costOf } from '../validation/pattern-cost.ts';
import { collectMisspellings, joinCollectors } from './misspellings.ts';
import { collectWarnings } from './warnings.ts';

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
  Array.isArray(value)
    ? value.length > 0 && value.every((name) => TYPES.includes(name as string))
    : TYPES.includes(value as string);

const SERVERS = [isServerList, 'an array of servers, each with a URL'] as const;
const SECURITY = [isRequirementList, 'an array of objects that map each scheme to an array of scopes'] as const;

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
    // `body` and `formData` are from Swagger 2.0. Those of operations are lifted before this check.
    in: [isOneOf('query', 'header', 'path', 'cookie', 'querystring', 'body', 'formData'), 'a location of a parameter'],
    required: [isBoolean, 'true or false'],
    schema: [isSchema, 'a schema'],
    content: [isMap, 'an object'],
    style: [
      isOneOf('simple', 'label', 'matrix', 'form', 'spaceDelimited', 'pipeDelimited', 'deepObject', 'cookie'),
      'a style that OpenAPI defines',
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
    enum: [isNonEmptyList, 'an array with at least one value'],
    format: [isString, 'a string'],
    pattern: [isString, 'a string'],
    required: [isNameList, 'an array of property names'],
    properties: [isSchemaMap, 'an object of schemas'],
    patternProperties: [isSchemaMap, 'an object of schemas'],
    $defs: [isSchemaMap, 'an object of schemas'],
    dependentSchemas: [isSchemaMap, 'an object of schemas'],
    dependentRequired: [
      (value) => isObject(value) && Object.values(value).every(isNameList),
      'an object of arrays of property names',
    ],
    contains: [isSchema, 'a schema'],
    if: [isSchema, 'a schema'],
    then: [isSchema, 'a schema'],
    else: [isSchema, 'a schema'],
    minContains: [isNonNegativeInteger, 'an integer of 0 or more'],
    maxContains: [isNonNegativeInteger, 'an integer of 0 or more'],
    allOf: [isSchemaList, 'an array with at least one schema'],
    oneOf: [isSchemaList, 'an array with at least one schema'],
    anyOf: [isSchemaList, 'an array with at least one schema'],
    prefixItems: [isSchemaList, 'an array with at least one schema'],
    additionalProperties: [isSchema, 'a schema'],
    unevaluatedProperties: [isSchema, 'a schema'],
    propertyNames: [isSchema, 'a schema'],
    items: [isSchema, 'a schema'],
    not: [isSchema, 'a schema'],
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

/**
 * Lifts and checks a document in one walk that visits each object once.
 * @returns the warnings: problems of a document that can be served nevertheless
 * @throws SetupError DOCUMENT_INVALID, DOCUMENT_UNSUPPORTED, REFERENCE_UNRESOLVED, REFERENCE_FORBIDDEN or SECURITY_UNDECLARED for the
 * first problem, with its place; it lists the others
 */
export function check(bundle: Bundle): readonly Warning[] {
  const { document } = bundle;
  // Swagger 2.0 has other fields, which are lifted only in part.
  const isSwagger = document.swagger !== undefined;
  const lifter = openLifter(document);
  const version = versionProblem(document);
  if (version) throw new SetupError({ code: 'DOCUMENT_UNSUPPORTED', ...version, ...placeOf(bundle, '') });
  const errors = [...bundle.errors];
  const add = (place: Visit, name: string, problem: Problem, code: SetupCode = 'DOCUMENT_INVALID') => {
    if (problem) errors.push(new SetupError({ code, ...problem, ...placeOf(bundle, `${place.pointer}${name}`) }));
    return problem !== undefined;
  };
  const warnings: Warning[] = [];
  const collector = joinCollectors(collectWarnings(), collectMisspellings(document, !isSwagger));
  const follow = openReferences(document);
  const visit = (place: Visit): readonly Visit[] | undefined => {
    const { kind, node } = place;
    if (kind === 'schema' && isObject(node)) {
      for (const message of lifter.lift(node)) warnings.push({ pointer: place.pointer, message });
    }
    // The other checks rely on the shape.
    if (add(place, '', shapeProblem(place)) || !isObject(node)) return undefined;
    if (kind === 'schema') {
      for (const [name, problem] of patternProblems(place, warnings)) add(place, `/${name}`, problem);
    }
    if (kind === 'document') add(place, '/paths', pathsProblem(node));
    if (kind === 'document' || kind === 'operation')
      add(place, '/security', securityProblem(document, node), 'SECURITY_UNDECLARED');
    collector.visit(place);
    if (node.$ref === undefined) return undefined;
    const { target, problem } = follow(place);
    add(place, '/$ref', problem, 'REFERENCE_UNRESOLVED');
    return target && [target];
  };
  // Aliases of YAML, and the lift of Swagger 2.0, let several places share an object.
  const isTree = !isSwagger && bundle.sources.every(({ text, file }) => isTreeText(text, file));
  walk({ kind: 'document', node: document, pointer: '' }, visit, { isTree });
  lifter.finish();
  if (errors.length > 0) throw joinErrors(errors);
  return [...warnings, ...collector.all()];
}

/** Other errors that are listed. */
const MAX_LISTED = 20;

/** The first error, which lists the others in its advice. */
function joinErrors(errors: readonly SetupError[]): SetupError {
  const [first, ...others] = errors as [SetupError, ...SetupError[]];
  if (others.length === 0) return first;
  const { code, what, advice, place, cause } = first;
  const lines = others
    .slice(0, MAX_LISTED)
    .map((error) => `  ${textOfPlace(error.place)}\n      ${error.what}. ${error.advice}`);
  const rest = others.length - lines.length;
  const heading = `${others.length} more ${others.length === 1 ? 'error' : 'errors'}:`;
  const list = [advice, heading, ...lines, ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n  ');
  return new SetupError({ code, what, advice: list, ...place, cause });
}

function versionProblem({ openapi, swagger }: JsonObject): Problem {
  if (typeof openapi === 'string' && /^3\.[012](\.|$)/.test(openapi)) return undefined;
  if (swagger !== undefined) {
    return { what: `The document is Swagger ${swagger}`, advice: 'Use Swagger 2.0 or OpenAPI 3' };
  }
  return {
    what:
      openapi === undefined ? 'The property "openapi" is missing' : `The OpenAPI version is ${JSON.stringify(openapi)}`,
    advice: 'Use a document with "openapi": "3.0.x", "3.1.x" or "3.2.x", or with "swagger": "2.0"',
  };
}

function pathsProblem({ paths, webhooks, components }: JsonObject): Problem {
  if (paths === undefined && webhooks === undefined && components === undefined) {
    return { what: 'The document has no paths', advice: 'Add at least one path' };
  }
  const wrong = Object.keys(isObject(paths) ? paths : {}).find(
    (path) => !path.startsWith('/') && !path.startsWith('x-'),
  );
  return wrong === undefined
    ? undefined
    : { what: `The path ${JSON.stringify(wrong)} does not begin with a slash`, advice: `Write it as /${wrong}` };
}

function securityProblem({ components }: JsonObject, { security: requirements }: JsonObject): Problem {
  if (requirements === undefined) return undefined;
  const schemes = isObject(components) && isObject(components.securitySchemes) ? components.securitySchemes : {};
  const schemeNames = Object.keys(schemes);
  const names = (Array.isArray(requirements) ? requirements : []).filter(isObject).flatMap(Object.keys);
  const unknown = names.find((name) => !Object.hasOwn(schemes, name));
  return unknown === undefined
    ? undefined
    : {
        what: `The security scheme ${JSON.stringify(unknown)} is not declared`,
        advice: `Declare it in components.securitySchemes${schemeNames.length > 0 ? `, or use one of ${schemeNames.join(', ')}` : ''}`,
      };
}

function shapeProblem({ kind, node }: Visit): Problem {
  if (!isObject(node)) {
    if (BOOLEAN_ALLOWED.includes(kind) && typeof node === 'boolean') return undefined;
    return {
      what: `The ${kindName(kind)} is ${JSON.stringify(node)?.slice(0, 60)}, not an object`,
      advice: 'Use an object',
    };
  }
  if (kind !== 'schema' && node.$ref !== undefined) {
    if (typeof node.$ref === 'string') return undefined;
    return { what: 'The property "$ref" is not a string', advice: 'Use a reference such as "#/components/…"' };
  }
  if (kind === 'securityScheme') return securitySchemeProblem(node);
  const missing = kind === 'parameter' && ['name', 'in'].find((name) => node[name] === undefined);
  if (missing) {
    return {
      what: `The parameter has no property ${JSON.stringify(missing)}`,
      advice: 'Add "name" and "in" to the parameter',
    };
  }
  const shapes = SHAPES_OF_KIND.get(kind);
  if (shapes === undefined) return undefined;
  for (const name of Object.keys(node)) {
    const shape = shapes.get(name);
    if (shape && !shape[0](node[name] as Json)) {
      return {
        what: `The property ${JSON.stringify(name)} is ${JSON.stringify(node[name]).slice(0, 60)}`,
        advice: `Use ${shape[1]}`,
      };
    }
  }
  return undefined;
}

/** The properties that each type of security scheme requires (OpenAPI 3.1, section 4.8.27). */
const SCHEME_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  apiKey: ['name', 'in'],
  http: ['scheme'],
  mutualTLS: [],
  oauth2: ['flows'],
  openIdConnect: ['openIdConnectUrl'],
};

function securitySchemeProblem(scheme: JsonObject): Problem {
  const type = String(scheme.type);
  const required = Object.hasOwn(SCHEME_PROPERTIES, type) ? SCHEME_PROPERTIES[type] : undefined;
  if (!required) {
    const types = Object.keys(SCHEME_PROPERTIES).join(', ');
    return { what: `The type of the security scheme is ${JSON.stringify(type)}`, advice: `Use one of ${types}` };
  }
  const missing = required.find((name) => scheme[name] === undefined || scheme[name] === '');
  if (missing !== undefined) {
    return {
      what: `The security scheme has no property ${JSON.stringify(missing)}`,
      advice: `Add it: a scheme of type ${type} requires ${required.join(' and ')}`,
    };
  }
  return type === 'apiKey' && !/^(?:query|header|cookie)$/.test(String(scheme.in))
    ? {
        what: `The property "in" of the API key is ${JSON.stringify(scheme.in)}`,
        advice: 'Use one of query, header, cookie',
      }
    : undefined;
}

function kindName(kind: Kind): string {
  return kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function patternProblems(place: Visit, warnings: Warning[]): readonly (readonly [string, Problem])[] {
  const { node } = place;
  if (!isObject(node) || (node.pattern === undefined && node.patternProperties === undefined)) return NO_PROBLEMS;
  const { pointer } = place;
  const problems: [string, Problem][] = [];
  const patterns = Object.keys(isObject(node.patternProperties) ? node.patternProperties : {});
  const keywords: [string, string][] = patterns.map((pattern) => ['patternProperties', pattern]);
  if (typeof node.pattern === 'string') keywords.push(['pattern', node.pattern]);
  for (const [name, pattern] of keywords) {
    const error = patternError(pattern);
    if (error === 'u') {
      const message = `the pattern ${pattern} compiles only without the u flag; it is used without the flag`;
      warnings.push({ pointer: `${pointer}/${name}`, message });
    } else if (error !== undefined)
      problems.push([
        name,
        { what: `The pattern ${pattern} cannot be compiled: ${error}`, advice: 'Correct the regular expression' },
      ]);
    if (error === undefined && costOf(pattern).exponential) {
      const message = `the pattern ${pattern} takes exponential time on some values; a request whose validation takes too long gets 400`;
      warnings.push({ pointer: `${pointer}/${name}`, message });
    }
  }
  return problems;
}

const NO_PROBLEMS: readonly (readonly [string, Problem])[] = [];

/** Undefined if the pattern compiles, `u` if it compiles only without the u flag, else the reason. */
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

interface Followed {
  /** A place that the walk reaches only through the reference. */
  readonly target?: Visit | undefined;
  readonly problem?: Problem;
}

/** Follows references. Each text is looked up once for each kind of place that has it. */
function openReferences(document: JsonObject): (place: Visit) => Followed {
  const known = new Map<Kind, Map<Json, Followed>>();
  return (place) => {
    const { kind, node } = place;
    const { $ref: reference } = node as JsonObject;
    // A reference to another file that could not be bundled has an error already.
    if (typeof reference !== 'string' || !/^(?:#|$)/.test(reference)) return NOT_FOLLOWED;
    const ofKind = known.get(kind) ?? new Map<Json, Followed>();
    known.set(kind, ofKind);
    const before = ofKind.get(reference);
    if (before) return before;
    const { problem, target } = followReference(document, place, reference);
    ofKind.set(reference, { problem });
    return { problem, target };
  };
}

const NOT_FOLLOWED: Followed = {};

function followReference(document: JsonObject, place: Visit, reference: string): Followed {
  const target = targetOf(document, place);
  const circular = target && place.kind !== 'schema' && isCircular(document, target);
  if (target && !circular) return isWalked(target.pointer) ? NOT_FOLLOWED : { target };
  const near = circular ? undefined : similarReference(document, reference);
  const what = `The reference ${reference} ${circular ? 'refers back to itself' : 'has no target'}`;
  const advice = near === undefined ? 'Correct the reference, or add its target' : `Did you mean ${near}?`;
  return { problem: { what, advice } };
}

/** A reference to a component with a similar pointer, or with the same name in another section. */
function similarReference({ components }: JsonObject, reference: string): string | undefined {
  const known = Object.entries(isObject(components) ? components : {}).flatMap(([section, entries]) =>
    Object.keys(isObject(entries) ? entries : {}).map((name) => `#${appendTokens('/components', section, name)}`),
  );
  const name = reference.slice(reference.lastIndexOf('/'));
  const section = reference.slice(0, -name.length);
  const similar = nearest(
    name,
    known.filter((one) => one.startsWith(`${section}/`)).map((one) => one.slice(section.length)),
  );
  return similar === undefined ? known.find((one) => one.endsWith(name)) : `${section}${similar}`;
}

/** True if the references lead in a circle and never to an object. */
function isCircular(document: JsonObject, start: Visit): boolean {
  const visited = new Set<Json>();
  for (let at: Visit | undefined = start; at && !visited.has(at.node); at = targetOf(document, at)) {
    visited.add(at.node);
    if (!isObject(at.node) || typeof at.node.$ref !== 'string') return false;
  }
  return true;
}
