// Lifts Swagger 2.0 to OpenAPI 3.0, object by object and in place. Definitions, parameters and responses stay where
// they are, so that every pointer, also in other files, still names the place that the author wrote.
import { decodeFragment, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, type MutableObject, setProperty } from '../../json/value.ts';
import { walk } from '../document/grammar.ts';
import { targetOf } from '../document/resolve.ts';
import { type RepairContext, repair } from './repair.ts';

/** Lifts a Swagger 2.0 document in place. Other documents are not changed. */
export function liftSwagger(context: RepairContext): void {
  const { document } = context.bundle;
  if (String(document.swagger) !== '2.0') return;
  const root = document as MutableObject;
  const media = { consumes: namesIn(root.consumes), produces: namesIn(root.produces) };
  const lifted = new Set<Json>();
  walk({ kind: 'document', node: root, pointer: '' }, (place) => {
    const { kind, node } = place;
    if (!isObject(node) || lifted.has(node)) return undefined;
    lifted.add(node);
    repair(context, place);
    const target = targetOf(root, place);
    if (kind === 'pathItem') liftPathItem(root, node as MutableObject);
    else if (kind === 'operation') liftOperation(root, node as MutableObject, media);
    else if (kind === 'parameter') liftParameter(node as MutableObject);
    else if (kind === 'header') liftValue(node as MutableObject);
    else if (kind === 'schema') liftSchema(node as MutableObject);
    return target && [target];
  });
  liftRoot(root);
}

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
function liftPathItem(root: JsonObject, item: MutableObject): void {
  if (!Array.isArray(item.parameters)) return;
  const bodies = item.parameters.filter((parameter) => isBody(root, parameter));
  item.parameters = item.parameters.filter((parameter) => !isBody(root, parameter));
  if (bodies.length === 0) return;
  for (const operation of Object.values(item)) {
    if (!isObject(operation) || !isObject(operation.responses)) continue;
    (operation as MutableObject).parameters = [...((operation.parameters as Json[] | undefined) ?? []), ...bodies];
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

function liftOperation(root: JsonObject, operation: MutableObject, media: DefaultMediaTypes): void {
  const consumes = operation.consumes === undefined ? media.consumes : namesIn(operation.consumes);
  const produces = operation.produces === undefined ? media.produces : namesIn(operation.produces);
  const parameters = Array.isArray(operation.parameters) ? operation.parameters : [];
  const bodies = parameters.filter((parameter) => resolveReferences(root, parameter).in === 'body');
  const fields = parameters
    .map((parameter) => resolveReferences(root, parameter))
    .filter(({ in: place }) => place === 'formData');
  if (parameters.length > 0) operation.parameters = parameters.filter((parameter) => !isBody(root, parameter));
  const [body] = bodies;
  if (body !== undefined) operation.requestBody = requestBody(resolveReferences(root, body), consumes);
  else if (fields.length > 0) operation.requestBody = formBody(fields, consumes);
  for (const response of Object.values(isObject(operation.responses) ? operation.responses : {})) {
    liftResponse(resolveReferences(root, response) as MutableObject, produces);
  }
  delete operation.consumes;
  delete operation.produces;
  delete operation.schemes;
}

function requestBody({ description, required = false, schema = {} }: JsonObject, consumes: readonly string[]): Json {
  const names = consumes.filter((name) => !isForm(name));
  const content = Object.fromEntries((names.length > 0 ? names : [JSON_TYPE]).map((name) => [name, { schema }]));
  return { ...(description !== undefined && { description }), required, content };
}

function formBody(fields: readonly JsonObject[], consumes: readonly string[]): Json {
  const properties: MutableObject = {};
  const encoding: MutableObject = {};
  for (const field of fields) {
    const { name, in: _place, required: _required, ...rest } = field;
    const value = structuredClone(rest) as MutableObject;
    liftValue(value);
    setProperty(properties, String(name), value.schema as Json);
    const { style, explode } = value;
    if (explode !== undefined) setProperty(encoding, String(name), { style: style ?? 'form', explode });
  }
  const required = fields.filter((field) => field.required === true).map(({ name }) => name as Json);
  const schema = { type: 'object', properties, ...(required.length > 0 && { required }) };
  const holdsFile = fields.some(({ type }) => type === 'file');
  const names = consumes.filter((name) => isForm(name) && !(holdsFile && name === URLENCODED));
  const chosen = names.length > 0 ? names : [holdsFile ? 'multipart/form-data' : URLENCODED];
  const content = Object.fromEntries(chosen.map((name) => [name, { schema, encoding }]));
  return { required: required.length > 0, content };
}

function liftResponse(response: MutableObject, produces: readonly string[]): void {
  const { schema, examples } = response;
  if (response.content !== undefined) return;
  const exampleMap = isObject(examples) ? examples : {};
  delete response.schema;
  delete response.examples;
  if (schema === undefined && Object.keys(exampleMap).length === 0) return;
  const names =
    produces.length > 0 ? produces : Object.keys(exampleMap).length > 0 ? Object.keys(exampleMap) : [JSON_TYPE];
  response.content = Object.fromEntries(
    names.map((name) => {
      const example = exampleMap[name];
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
function liftParameter(parameter: MutableObject): void {
  if (parameter.in !== 'body' && parameter.in !== 'formData' && parameter.$ref === undefined) liftValue(parameter);
}

/** Keywords that Swagger 2.0 has on a parameter, a header or their items, and OpenAPI 3 on a schema. */
const VALUE_KEYWORDS = [
  ...['type', 'format', 'items', 'default', 'enum', 'pattern', 'minLength', 'maxLength', 'multipleOf'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minItems', 'maxItems', 'uniqueItems'],
];

const COLLECTION_FORMATS: Readonly<Record<string, MutableObject>> = {
  csv: { explode: false },
  ssv: { style: 'spaceDelimited', explode: false },
  tsv: { explode: false },
  pipes: { style: 'pipeDelimited', explode: false },
  multi: { style: 'form', explode: true },
};

/** Moves the keywords of a value into a schema, and replaces collectionFormat with style and explode. */
function liftValue(holder: MutableObject): void {
  if (holder.schema !== undefined) return;
  const schema: MutableObject = {};
  for (const name of VALUE_KEYWORDS) {
    if (holder[name] === undefined) continue;
    schema[name] = holder[name];
    delete holder[name];
  }
  if (schema.type === 'array') {
    const format = String(holder.collectionFormat ?? 'csv');
    Object.assign(holder, COLLECTION_FORMATS[format] ?? COLLECTION_FORMATS.csv);
  }
  delete holder.collectionFormat;
  if (isObject(schema.items)) delete (schema.items as MutableObject).collectionFormat;
  holder.schema = fileSchema({ ...schema, ...(schema.type === 'file' && { type: 'file' }) });
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
