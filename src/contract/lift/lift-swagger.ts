// Lifts Swagger 2.0 to OpenAPI 3.0, object by object and in place. Definitions, parameters and responses stay where
// they are, so that every pointer, also in other files, still names the place that the author wrote.
import { appendTokens, decodeFragment, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, type MutableObject, setProperty } from '../../json/value.ts';
import { type Visit, walk } from '../document/grammar.ts';
import { targetOf } from '../document/resolve.ts';
import { mediaTypesIn } from './media-type-names.ts';
import { type RepairContext, repair } from './repair.ts';

/**
 * Lifts a Swagger 2.0 document in place. Other documents are not changed.
 * @returns the objects that it repaired
 */
export function liftSwagger(context: RepairContext): ReadonlySet<Json> {
  const { document } = context.bundle;
  if (String(document.swagger) !== '2.0') return NOTHING_REPAIRED;
  const root = document as MutableObject;
  const media = {
    consumes: mediaTypesIn(root.consumes, '/consumes', context),
    produces: mediaTypesIn(root.produces, '/produces', context),
  };
  const lifted = new Set<Json>();
  walk({ kind: 'document', node: root, pointer: '' }, (place) => {
    const { kind, node } = place;
    if (!isObject(node) || lifted.has(node)) return undefined;
    lifted.add(node);
    repair(context, place);
    const target = targetOf(root, place);
    if (kind === 'pathItem') liftPathItem(context, place);
    else if (kind === 'operation') liftOperation(context, place, media);
    else if (kind === 'parameter') liftParameter(context, place);
    else if (kind === 'header') liftValueAt(context, place);
    else if (kind === 'schema') liftSchema(node as MutableObject);
    return target && [target];
  });
  context.bundle.aliases.set('/components/securitySchemes', { pointer: '/securityDefinitions' });
  liftRoot(root);
  return lifted;
}

const NOTHING_REPAIRED: ReadonlySet<Json> = new Set();

function liftRoot(root: MutableObject): void {
  root.openapi = '3.0.4';
  const { host, basePath = '/', schemes, securityDefinitions } = root;
  const [scheme = 'https'] = namesIn(schemes);
  root.servers = [{ url: typeof host === 'string' ? `${scheme}://${host}${String(basePath)}` : basePath }];
  if (isObject(securityDefinitions)) {
    const liftedSchemes = Object.entries(securityDefinitions).map(([name, scheme]) => [name, securityScheme(scheme)]);
    root.components = { securitySchemes: Object.fromEntries(liftedSchemes) };
  }
  for (const name of ['swagger', 'host', 'basePath', 'schemes', 'consumes', 'produces', 'securityDefinitions']) {
    delete root[name];
  }
}

/** A body or form parameter of a path item belongs to each of its operations. */
function liftPathItem({ bundle: { document, aliases } }: RepairContext, { node, pointer }: Visit): void {
  const item = node as MutableObject;
  if (!Array.isArray(item.parameters)) return;
  const all = item.parameters as readonly Json[];
  const bodies = all.filter((parameter) => isBody(document, parameter));
  if (bodies.length === 0) return;
  item.parameters = all.filter((parameter) => !isBody(document, parameter));
  for (const [method, operation] of Object.entries(item)) {
    if (!isObject(operation) || !isObject(operation.responses)) continue;
    const own = Array.isArray(operation.parameters) ? (operation.parameters as readonly Json[]) : [];
    (operation as MutableObject).parameters = [...own, ...bodies];
    for (const [index, body] of bodies.entries()) {
      const at = appendTokens(pointer, method, 'parameters', own.length + index);
      aliases.set(at, { pointer: appendTokens(pointer, 'parameters', all.indexOf(body)), within: pointer });
    }
  }
}

function isBody(root: JsonObject, parameter: Json): boolean {
  const { in: place } = resolveReferences(root, parameter);
  return place === 'body' || place === 'formData';
}

function resolveReferences(root: JsonObject, node: Json): JsonObject {
  let at: Json | undefined = node;
  for (let steps = 0; isObject(at) && typeof at.$ref === 'string' && steps < 100; steps++) {
    at = valueAt(root, decodeFragment(at.$ref.slice(1)));
  }
  return isObject(at) ? at : {};
}

interface DefaultMediaTypes {
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
}

/** A parameter of an operation, after its reference. */
interface ResolvedParameter {
  readonly source: Json;
  readonly value: JsonObject;
  /** Where its value stands. */
  readonly pointer: string;
  /** The part around it that can be an alias. */
  readonly within: string;
}

function parametersIn(context: RepairContext, { node, pointer }: Visit): readonly ResolvedParameter[] {
  const { document } = context.bundle;
  const sources = (node as JsonObject).parameters;
  return (Array.isArray(sources) ? (sources as readonly Json[]) : []).map((source, index) => {
    const value = resolveReferences(document, source);
    const reference = isObject(source) && typeof source.$ref === 'string' ? source.$ref : undefined;
    const own = context.bundle.aliases.get(appendTokens(pointer, 'parameters', index));
    const at = reference?.startsWith('#')
      ? { pointer: decodeFragment(reference.slice(1)) }
      : (own ?? { pointer: appendTokens(pointer, 'parameters', index), within: pointer });
    repair(context, { kind: 'parameter', node: value, pointer: at.pointer });
    return { source, value, within: at.pointer, ...at };
  });
}

function liftOperation(context: RepairContext, place: Visit, media: DefaultMediaTypes): void {
  const { document } = context.bundle;
  const operation = place.node as MutableObject;
  const named = (name: 'consumes' | 'produces') =>
    operation[name] === undefined
      ? media[name]
      : mediaTypesIn(operation[name], appendTokens(place.pointer, name), context);
  const consumes = named('consumes');
  const produces = named('produces');
  const parameters = parametersIn(context, place);
  const body = parameters.find(({ value }) => value.in === 'body');
  const fields = parameters.filter(({ value }) => value.in === 'formData');
  if (parameters.length > 0) keepParameters(context, place, parameters);
  if (body !== undefined) setRequestBody(context, place, body, consumes);
  else if (fields.length > 0) setFormBody(context, place, fields, consumes);
  const responses = isObject(operation.responses) ? operation.responses : {};
  for (const [status, response] of Object.entries(responses)) {
    const pointer = appendTokens(place.pointer, 'responses', status);
    liftResponse(
      context,
      { source: response, value: resolveReferences(document, response), pointer, within: pointer },
      produces,
    );
  }
  delete operation.consumes;
  delete operation.produces;
  delete operation.schemes;
}

/** The parameters of an operation that are no body. Messages name the places where they stand. */
function keepParameters(
  { bundle: { document, aliases } }: RepairContext,
  { node, pointer }: Visit,
  parameters: readonly ResolvedParameter[],
): void {
  const kept: Json[] = [];
  const at = appendTokens(pointer, 'parameters');
  for (const [index, { source }] of parameters.entries()) {
    if (isBody(document, source)) continue;
    if (kept.length < index)
      aliases.set(appendTokens(at, kept.length), { pointer: appendTokens(at, index), within: at });
    kept.push(source);
  }
  (node as MutableObject).parameters = kept;
}

function setRequestBody(
  { bundle: { aliases } }: RepairContext,
  { node, pointer }: Visit,
  { value, pointer: at, within }: ResolvedParameter,
  consumes: readonly string[],
): void {
  const { description, required = false, schema = {} } = value;
  const named = consumes.filter((name) => !isForm(name));
  const names = named.length > 0 ? named : [JSON_TYPE];
  const content = Object.fromEntries(names.map((name) => [name, { schema }]));
  for (const name of names) {
    const schemaAt = appendTokens(pointer, 'requestBody', 'content', name, 'schema');
    aliases.set(schemaAt, { pointer: appendTokens(at, 'schema'), within });
  }
  (node as MutableObject).requestBody = { ...(description !== undefined && { description }), required, content };
}

function setFormBody(
  { bundle: { aliases } }: RepairContext,
  { node, pointer }: Visit,
  fields: readonly ResolvedParameter[],
  consumes: readonly string[],
): void {
  const properties: MutableObject = {};
  const encoding: MutableObject = {};
  for (const { value: field } of fields) {
    const { name, in: _place, required: _required, ...rest } = field;
    const value = structuredClone(rest) as MutableObject;
    liftValue(value, 'formData');
    setProperty(properties, String(name), value.schema as Json);
    const { style, explode, [COLLECTION_FORMAT]: format } = value;
    const separated = format === undefined ? {} : { [COLLECTION_FORMAT]: format };
    if (explode !== undefined) setProperty(encoding, String(name), { style: style ?? 'form', explode, ...separated });
  }
  const required = fields.filter(({ value }) => value.required === true).map(({ value }) => value.name as Json);
  const schema = { type: 'object', properties, ...(required.length > 0 && { required }) };
  const holdsFile = fields.some(({ value }) => value.type === 'file');
  const named = consumes.filter((name) => isForm(name) && !(holdsFile && name === URLENCODED));
  const names = named.length > 0 ? named : [holdsFile ? 'multipart/form-data' : URLENCODED];
  for (const name of names) {
    const at = appendTokens(pointer, 'requestBody', 'content', name, 'schema', 'properties');
    for (const { value, pointer: field, within } of fields) {
      aliases.set(appendTokens(at, String(value.name)), { pointer: field, within });
    }
  }
  const content = Object.fromEntries(names.map((name) => [name, { schema, encoding }]));
  (node as MutableObject).requestBody = { required: required.length > 0, content };
}

/** @param resolved a response of an operation; one that is shared is lifted by the first operation that refers to it */
function liftResponse(
  { bundle: { aliases } }: RepairContext,
  { source, value, pointer }: ResolvedParameter,
  produces: readonly string[],
): void {
  const response = value as MutableObject;
  const { schema, examples } = response;
  if (response.content !== undefined) return;
  const exampleMap = isObject(examples) ? examples : {};
  delete response.schema;
  delete response.examples;
  if (schema === undefined && Object.keys(exampleMap).length === 0) return;
  const reference = isObject(source) && typeof source.$ref === 'string' ? source.$ref : undefined;
  const at = reference?.startsWith('#') ? decodeFragment(reference.slice(1)) : pointer;
  const exampleNames = Object.keys(exampleMap);
  const names = produces.length > 0 ? produces : exampleNames.length > 0 ? exampleNames : [JSON_TYPE];
  response.content = Object.fromEntries(
    names.map((name) => {
      const example = exampleMap[name];
      aliases.set(appendTokens(at, 'content', name, 'schema'), { pointer: appendTokens(at, 'schema'), within: at });
      aliases.set(appendTokens(at, 'content', name, 'example'), {
        pointer: appendTokens(at, 'examples', name),
        within: at,
      });
      return [
        name,
        { ...(schema !== undefined && { schema: fileSchema(schema) }), ...(example !== undefined && { example }) },
      ];
    }),
  );
}

function fileSchema(schema: Json): Json {
  return isObject(schema) && schema.type === 'file' ? { type: 'string', format: 'binary' } : schema;
}

/** Lifts a parameter that is not a body. Shared body parameters are lifted by the operations that refer to them. */
function liftParameter(context: RepairContext, place: Visit): void {
  const { in: location, $ref } = place.node as JsonObject;
  if (location !== 'body' && location !== 'formData' && $ref === undefined) liftValueAt(context, place);
}

function liftValueAt({ bundle: { aliases } }: RepairContext, place: Visit): void {
  const holder = place.node as MutableObject;
  if (holder.schema !== undefined) return;
  liftValue(holder, place.kind === 'parameter' ? String(holder.in) : '');
  const { pointer } = place;
  aliases.set(appendTokens(pointer, 'schema'), { pointer });
}

/** Keywords that Swagger 2.0 has on a parameter, a header or their items, and OpenAPI 3 on a schema. */
const VALUE_KEYWORDS = [
  ...['type', 'format', 'items', 'default', 'enum', 'pattern', 'minLength', 'maxLength', 'multipleOf'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minItems', 'maxItems', 'uniqueItems'],
];

/** The extension with the separators that OpenAPI 3 has no style for: tabs, and other separators than commas outside queries. */
const COLLECTION_FORMAT = 'x-collection-format';

/** How a list is written in a query or a form. */
const IN_QUERY: Readonly<Record<string, MutableObject>> = {
  ssv: { style: 'spaceDelimited', explode: false },
  pipes: { style: 'pipeDelimited', explode: false },
  multi: { style: 'form', explode: true },
};

function serializationOf(format: string, place: string): MutableObject {
  const inQuery = place === 'query' || place === 'formData' ? IN_QUERY[format] : undefined;
  if (inQuery) return inQuery;
  return { explode: false, ...(/^(?:ssv|tsv|pipes)$/.test(format) && { [COLLECTION_FORMAT]: format }) };
}

/**
 * Moves the keywords of a value into a schema, and replaces collectionFormat with style and explode.
 * @param place the place of a parameter; empty for a header of a response
 */
function liftValue(holder: MutableObject, place = ''): void {
  if (holder.schema !== undefined) return;
  const schema: MutableObject = {};
  for (const name of VALUE_KEYWORDS) {
    if (holder[name] === undefined) continue;
    schema[name] = holder[name];
    delete holder[name];
  }
  if (schema.type === 'array') {
    Object.assign(holder, serializationOf(String(holder.collectionFormat ?? 'csv'), place));
  }
  delete holder.collectionFormat;
  if (isObject(schema.items)) schema.items = liftItems(schema.items);
  holder.schema = fileSchema({ ...schema, ...(schema.type === 'file' && { type: 'file' }) });
}

/** Items that are lists themselves keep the separator of their items. */
function liftItems({ collectionFormat, items, ...rest }: JsonObject): JsonObject {
  const isSeparated = rest.type === 'array' && /^(?:ssv|tsv|pipes)$/.test(String(collectionFormat));
  return {
    ...rest,
    ...(isObject(items) && { items: liftItems(items) }),
    ...(isSeparated && { [COLLECTION_FORMAT]: collectionFormat as Json }),
  };
}

function liftSchema(schema: MutableObject): void {
  if (schema.type === 'file') Object.assign(schema, { type: 'string', format: 'binary' });
  if (typeof schema.discriminator === 'string') schema.discriminator = { propertyName: schema.discriminator };
  if (schema['x-nullable'] === true) {
    delete schema['x-nullable'];
    schema.nullable = true;
  }
}

const FLOWS: Readonly<Record<string, string>> = { application: 'clientCredentials', accessCode: 'authorizationCode' };

function securityScheme(source: Json): Json {
  if (!isObject(source)) return source;
  const { type, flow, scopes = {}, authorizationUrl, tokenUrl, ...rest } = source;
  if (type === 'basic') return { ...rest, type: 'http', scheme: 'basic' };
  if (type !== 'oauth2') return source;
  const urls = {
    ...(authorizationUrl !== undefined && { authorizationUrl }),
    ...(tokenUrl !== undefined && { tokenUrl }),
  };
  return { ...rest, type, flows: { [FLOWS[String(flow)] ?? String(flow)]: { ...urls, scopes } } };
}

const JSON_TYPE = 'application/json';
const URLENCODED = 'application/x-www-form-urlencoded';

function isForm(mediaType: string): boolean {
  return mediaType === URLENCODED || mediaType.startsWith('multipart/');
}

function namesIn(value: Json | undefined): string[] {
  return (Array.isArray(value) ? value : []).filter((name) => typeof name === 'string');
}
