// The requested form of an OData response (OData URL Conventions 4.01, section 5.1.4; JSON Format 4.01, section 3.1): a
// selection of properties, more or less control information. The complete response is validated first. The selection is
// applied afterwards.
import type { Contract } from '../../contract/contract.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { itemsPlace, typesAt } from '../../contract/schema/schema-places.ts';
import type { HttpError } from '../../errors/http-error.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../../json/value.ts';
import type { FormReader, ResponseForm } from '../convention.ts';
import {
  declaredSpelling,
  type EntityType,
  entityTypeOf,
  findUnknownProperty,
  type UnknownProperty,
} from './entity-type.ts';
import { ENTITY_ID_HEADER } from './headers.ts';
import { compareBy } from './list-protocol.ts';
import { optionError, optionNames, optionReader } from './query-options.ts';

export interface FormRules {
  /** Whether names of properties in `$select` can be in any case. */
  readonly ignoresCase: boolean;
}

type Metadata = 'none' | 'minimal' | 'full';

export function formReader(contract: Contract, operation: Operation, { ignoresCase }: FormRules): FormReader {
  const names: ReadonlySet<string> = new Set(optionNames(operation).keys());
  const optionsIn = optionReader(operation);
  let known: EntityType | undefined;
  const returned = (): EntityType => {
    known ??= entityTypeOf(contract, operation);
    return known;
  };
  return ({ query, accept, prefer }) => {
    const metadata = metadataIn(accept);
    const returns = returnIn(prefer);
    const options = optionsIn(query);
    const { select, expand, orderby } = options;
    const expanded = expand === undefined ? [] : expandedBy(contract, expand, returned());
    // Before the validation against the document, because a service has its own message for an unknown property.
    if (orderby !== undefined && returned().many) compareBy(contract, orderby, returned);
    const selection =
      select === undefined ? undefined : selectionOf(contract, select, returned(), { expanded, ignoresCase });
    const isRequested = metadata !== undefined || returns !== undefined || Object.keys(options).length > 0;
    if (!isRequested) return undefined;
    const projection = { selection, metadata: metadata ?? 'minimal' };
    return {
      names,
      mediaType: metadata === undefined ? undefined : `application/json;odata.metadata=${metadata}`,
      returns,
      locationHeader: ENTITY_ID_HEADER,
      apply: (body) =>
        selection === undefined && metadata === undefined ? body : project(body, returned(), projection),
    };
  };
}

function metadataIn(accept: string | undefined): Metadata | undefined {
  if (!accept?.includes('metadata')) return undefined;
  return /;\s*(?:odata\.)?metadata\s*=\s*"?(none|minimal|full)\b/i.exec(accept)?.[1]?.toLowerCase() as
    | Metadata
    | undefined;
}

/** The preference return (RFC 7240, section 4.2). */
function returnIn(prefer: string | undefined): ResponseForm['returns'] {
  const preference = /(?:^|[,;\s])return\s*=\s*"?(minimal|representation)\b/i.exec(prefer ?? '')?.[1]?.toLowerCase();
  return preference as ResponseForm['returns'];
}

/** The selected properties. An empty map selects the whole value. */
type SelectionTree = Map<string, SelectionTree>;

interface Selection {
  readonly properties: SelectionTree;
  /** The paths as written, for the context. */
  readonly paths: readonly string[];
}

/** @throws HttpError for a property that the type does not have */
function selectionOf(
  contract: Contract,
  text: string,
  returned: EntityType,
  { expanded, ignoresCase }: FormRules & { readonly expanded: readonly string[] },
): Selection | undefined {
  const selection: SelectionTree = new Map(expanded.map((name) => [name, new Map()]));
  const paths = text.split(',').map((part) => part.trim());
  for (const path of paths) {
    if (path === '*') return undefined;
    const written = path.split('/');
    const segments = ignoresCase ? declaredSpelling(contract, returned, written) : written;
    if (segments[0] === '')
      throw optionError('$select', 'lacks a name', `${MESSAGE_START} a name is missing in '$select'.`);
    const unknown = findUnknownProperty(contract, returned, segments);
    if (unknown) throw notFound('$select', unknown);
    let at = selection;
    for (const segment of segments) {
      const next: SelectionTree = at.get(segment) ?? new Map();
      at.set(segment, next);
      at = next;
    }
  }
  return { properties: selection, paths };
}

/**
 * The names of the expanded properties. The response contains them as the document declares them.
 * @throws HttpError for a property that the type does not have, and for one that is neither an object nor a list of objects
 */
function expandedBy(contract: Contract, text: string, returned: EntityType): readonly string[] {
  const names = namesIn(text);
  for (const name of names) {
    if (name === '*' || name.startsWith('$')) continue;
    const [first = ''] = name.split('/');
    if (first === '') throw optionError('$expand', 'lacks a name', `${MESSAGE_START} a name is missing in '$expand'.`);
    const unknown = findUnknownProperty(contract, returned, [first]);
    if (unknown) throw notFound('$expand', unknown);
    const place = returned.properties.get(first);
    if (place === undefined || isExpandable(contract, place)) continue;
    const rule = `names ${first}, which is not a navigation property`;
    const message = `${MESSAGE_START} The property '${first}' on type '${returned.type}' is not a navigation property and cannot be expanded.`;
    throw optionError('$expand', rule, message);
  }
  return names.map((name) => name.split('/')[0] as string);
}

function isExpandable({ document }: Contract, place: string): boolean {
  const types = typesAt(document, itemsPlace(document, place) ?? place);
  return types.size === 0 || types.has('object');
}

/** The names in $expand without the options in parentheses. @throws HttpError if parentheses do not match */
function namesIn(text: string): readonly string[] {
  const names = [''];
  let depth = 0;
  for (const [part] of text.matchAll(/'(?:[^']|'')*'|./gs)) {
    if (part === '(') depth += 1;
    else if (part === ')') depth -= 1;
    else if (depth === 0 && part === ',') names.push('');
    else if (depth === 0) names[names.length - 1] += part;
    if (depth < 0) break;
  }
  if (depth !== 0)
    throw optionError('$expand', 'has parentheses that do not match', `${MESSAGE_START} the parentheses do not match.`);
  return names.map((name) => name.trim());
}

const MESSAGE_START = 'Parsing OData Select and Expand failed:';

function notFound(option: string, { name, type }: UnknownProperty): HttpError {
  const message = `${MESSAGE_START} Could not find a property named '${name}' on type '${type}'.`;
  return optionError(option, `names ${name}, which is not a property of ${type}`, message);
}

interface Projection {
  readonly selection: Selection | undefined;
  readonly metadata: Metadata;
}

function project(body: Json, { wrapped, type }: EntityType, projection: Projection): Json {
  if (!isObject(body)) return body;
  const projectEntity = (entity: Json) => (isObject(entity) ? projectOne(entity, type, projection) : entity);
  const list = Array.isArray(body.value);
  if (!wrapped && !list) return withContext(projectEntity(body), projection);
  const value = list ? (body.value as readonly Json[]).map(projectEntity) : projectEntity(body.value ?? null);
  return withContext(withMetadata({ ...body, value }, projection.metadata), projection);
}

function projectOne(entity: JsonObject, type: string, { selection, metadata }: Projection): JsonObject {
  const projected = selection ? selectFrom(entity, selection.properties) : entity;
  const entityWithMetadata = withMetadata(projected, metadata);
  if (metadata !== 'full' || entityWithMetadata['@odata.type'] !== undefined || type === '') return entityWithMetadata;
  // The context comes first (JSON Format 4.01, section 4.6).
  const { '@odata.context': context, ...others } = entityWithMetadata;
  return { ...(context !== undefined && { '@odata.context': context }), '@odata.type': `#${type}`, ...others };
}

/** The selected properties and the control information, which is not selected by name. */
function selectFrom(entity: JsonObject, selection: SelectionTree): JsonObject {
  const projected: Record<string, Json> = {};
  for (const [name, value] of Object.entries(entity)) {
    const inner = selection.get(name);
    const control = name.includes('@') && (name.startsWith('@') || selection.has(name.slice(0, name.indexOf('@'))));
    if (inner) setProperty(projected, name, inner.size > 0 && isObject(value) ? selectFrom(value, inner) : value);
    else if (control) setProperty(projected, name, value);
  }
  return projected;
}

/** Without metadata, only the next link and the count remain (JSON Format 4.01, section 3.1.2). */
function withMetadata(entity: JsonObject, metadata: Metadata): JsonObject {
  if (metadata !== 'none') return entity;
  const remaining = Object.entries(entity).filter(
    ([name]) => !name.includes('@') || /@odata\.(?:nextLink|count)$/.test(name),
  );
  return Object.fromEntries(remaining);
}

/** The context names the selected properties (sections 4.5.6 and 10.7). */
function withContext(body: Json, { selection }: Projection): Json {
  if (!isObject(body) || !selection || typeof body['@odata.context'] !== 'string') return body;
  const names = `(${selection.paths.join(',')})`;
  const context = body['@odata.context'].replace(/(\/\$entity)?$/, (entity) => `${names}${entity}`);
  return { ...body, '@odata.context': context };
}
