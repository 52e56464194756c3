// What a query and the Accept header ask of the form of an OData answer (OData URL Conventions 4.01, section 5.1.4; JSON
// Format 4.01, section 3.1): a choice of members, more or less control information. The whole answer is judged by the
// contract first; what the client sees of it is cut out here.
import type { Contract } from '../../contract/contract.ts';
import type { Operation } from '../../contract/operations.ts';
import { itemsPlace, typesAt } from '../../contract/schema-places.ts';
import type { HttpError } from '../../errors/http-error.ts';
import { isObject, type Json, type JsonObject, setMember } from '../../json/value.ts';
import type { FormReader, ResponseForm } from '../convention.ts';
import { type EntityType, entityTypeOf, findUnknownProperty, type UnknownProperty } from './entity-type.ts';
import { compareBy } from './list-protocol.ts';
import { optionError, optionNames, optionReader } from './query-options.ts';

type Metadata = 'none' | 'minimal' | 'full';

export function formReader(contract: Contract, operation: Operation): FormReader {
  const names: ReadonlySet<string> = new Set(optionNames(operation).keys());
  const optionsIn = optionReader(operation);
  let known: EntityType | undefined;
  const shown = (): EntityType => {
    known ??= entityTypeOf(contract, operation);
    return known;
  };
  return ({ query, accept, prefer }) => {
    const metadata = metadataIn(accept);
    const returns = returnIn(prefer);
    const options = optionsIn(query);
    const { select, expand, orderby } = options;
    const expanded = expand === undefined ? [] : expandedBy(contract, expand, shown());
    // Ahead of what the document says of the parameter: a service tells of an unknown member in its own words.
    if (orderby !== undefined && shown().many) compareBy(contract, orderby, shown);
    const chosen = select === undefined ? undefined : chosenBy(contract, select, shown(), expanded);
    const asks = metadata !== undefined || returns !== undefined || Object.keys(options).length > 0;
    if (!asks) return undefined;
    const wish = { chosen, metadata: metadata ?? 'minimal' };
    return {
      names,
      mediaType: metadata === undefined ? undefined : `application/json;odata.metadata=${metadata}`,
      returns,
      locationHeader: 'odata-entityid',
      apply: (body) => (chosen === undefined && metadata === undefined ? body : cut(body, shown(), wish)),
    };
  };
}

function metadataIn(accept: string | undefined): Metadata | undefined {
  if (!accept?.includes('metadata')) return undefined;
  return /;\s*(?:odata\.)?metadata\s*=\s*"?(none|minimal|full)\b/i.exec(accept)?.[1]?.toLowerCase() as
    | Metadata
    | undefined;
}

/** RFC 7240, section 4.2. */
function returnIn(prefer: string | undefined): ResponseForm['returns'] {
  const said = /(?:^|[,;\s])return\s*=\s*"?(minimal|representation)\b/i.exec(prefer ?? '')?.[1]?.toLowerCase();
  return said as ResponseForm['returns'];
}

/** A member's name to what of it is chosen; an empty map for all of it. */
type Tree = Map<string, Tree>;

interface Selection {
  readonly members: Tree;
  /** As they were written, for the context. */
  readonly paths: readonly string[];
}

/** @throws HttpError for a member that the type does not have */
function chosenBy(
  contract: Contract,
  text: string,
  shown: EntityType,
  expanded: readonly string[],
): Selection | undefined {
  const chosen: Tree = new Map(expanded.map((name) => [name, new Map()]));
  const paths = text.split(',').map((part) => part.trim());
  for (const path of paths) {
    if (path === '*') return undefined;
    const segments = path.split('/');
    if (segments[0] === '')
      throw optionError('$select', 'has a name missing', `${FAILED} a name is missing in '$select'.`);
    const unknown = findUnknownProperty(contract, shown, segments);
    if (unknown) throw notFound('$select', unknown);
    let at = chosen;
    for (const segment of segments) {
      const next: Tree = at.get(segment) ?? new Map();
      at.set(segment, next);
      at = next;
    }
  }
  return { members: chosen, paths };
}

/**
 * The members that are to be shown with what they stand for. What the document shows of them is shown as it is.
 * @throws HttpError for a member that the type does not have, and for one that is no object and no list of objects
 */
function expandedBy(contract: Contract, text: string, shown: EntityType): readonly string[] {
  const names = namesIn(text);
  for (const name of names) {
    if (name === '*' || name.startsWith('$')) continue;
    const [first = ''] = name.split('/');
    if (first === '') throw optionError('$expand', 'has a name missing', `${FAILED} a name is missing in '$expand'.`);
    const unknown = findUnknownProperty(contract, shown, [first]);
    if (unknown) throw notFound('$expand', unknown);
    const place = shown.properties.get(first);
    if (place === undefined || isExpandable(contract, place)) continue;
    const rule = `names ${first}, which leads to no other entity`;
    const message = `${FAILED} The property '${first}' on type '${shown.type}' is no navigation property and cannot be expanded.`;
    throw optionError('$expand', rule, message);
  }
  return names.map((name) => name.split('/')[0] as string);
}

function isExpandable({ document }: Contract, place: string): boolean {
  const types = typesAt(document, itemsPlace(document, place) ?? place);
  return types.size === 0 || types.has('object');
}

/** The names in $expand, without the options in their brackets. @throws HttpError where brackets are not closed */
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
    throw optionError('$expand', 'has brackets that do not match', `${FAILED} the brackets do not match.`);
  return names.map((name) => name.trim());
}

const FAILED = 'Parsing OData Select and Expand failed:';

function notFound(option: string, { name, type }: UnknownProperty): HttpError {
  const message = `${FAILED} Could not find a property named '${name}' on type '${type}'.`;
  return optionError(option, `names ${name}, which is no property of ${type}`, message);
}

interface Projection {
  readonly chosen: Selection | undefined;
  readonly metadata: Metadata;
}

function cut(body: Json, { wrapped, type }: EntityType, wish: Projection): Json {
  if (!isObject(body)) return body;
  const cutOne = (entity: Json) => (isObject(entity) ? entityCut(entity, type, wish) : entity);
  const list = Array.isArray(body.value);
  if (!wrapped && !list) return withContext(cutOne(body), wish);
  const value = list ? (body.value as readonly Json[]).map(cutOne) : cutOne(body.value ?? null);
  return withContext(leveled({ ...body, value }, wish.metadata), wish);
}

function entityCut(entity: JsonObject, type: string, { chosen, metadata }: Projection): JsonObject {
  const kept = chosen ? narrowed(entity, chosen.members) : entity;
  const leveledOne = leveled(kept, metadata);
  if (metadata !== 'full' || leveledOne['@odata.type'] !== undefined || type === '') return leveledOne;
  // The context stands before all else (JSON Format 4.01, section 4.6).
  const { '@odata.context': context, ...others } = leveledOne;
  return { ...(context !== undefined && { '@odata.context': context }), '@odata.type': `#${type}`, ...others };
}

/** The chosen members, and the control information, which nobody chooses. */
function narrowed(entity: JsonObject, chosen: Tree): JsonObject {
  const kept: Record<string, Json> = {};
  for (const [name, value] of Object.entries(entity)) {
    const inner = chosen.get(name);
    const control = name.includes('@') && (name.startsWith('@') || chosen.has(name.slice(0, name.indexOf('@'))));
    if (inner) setMember(kept, name, inner.size > 0 && isObject(value) ? narrowed(value, inner) : value);
    else if (control) setMember(kept, name, value);
  }
  return kept;
}

/** JSON Format 4.01, section 3.1.2: without metadata only the next link and the count are left. */
function leveled(entity: JsonObject, metadata: Metadata): JsonObject {
  if (metadata !== 'none') return entity;
  const left = Object.entries(entity).filter(
    ([name]) => !name.includes('@') || /@odata\.(?:nextLink|count)$/.test(name),
  );
  return Object.fromEntries(left);
}

/** The context names the members that were chosen (section 4.5.6 and 10.7). */
function withContext(body: Json, { chosen }: Projection): Json {
  if (!isObject(body) || !chosen || typeof body['@odata.context'] !== 'string') return body;
  const names = `(${chosen.paths.join(',')})`;
  const context = body['@odata.context'].replace(/(\/\$entity)?$/, (entity) => `${names}${entity}`);
  return { ...body, '@odata.context': context };
}
