// What a query and the Accept header ask of the form of an OData answer (OData URL Conventions 4.01, section 5.1.4; JSON
// Format 4.01, section 3.1): a choice of members, more or less control information. The whole answer is judged by the
// contract first; what the client sees of it is cut out here.
import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/media-types.ts';
import { type Operation, successOf } from '../contract/operations.ts';
import { itemsPlace, memberPlaces, sameValuePlaces, typesAt } from '../contract/schema-places.ts';
import { AnswerError } from '../errors/answer.ts';
import { tokensOf } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject, setMember } from '../json/value.ts';
import type { AnswerForm, FormReader, ListReader } from './convention.ts';
import { FilterFault, filterOf } from './odata-filter.ts';

/** System query options of OData, with `$` or without. */
const OPTIONS: ReadonlySet<string> = new Set(
  [
    'select',
    'expand',
    'filter',
    'orderby',
    'top',
    'skip',
    'count',
    'search',
    'skiptoken',
    'deltatoken',
    'format',
  ].concat(['compute', 'apply', 'index', 'schemaversion', 'levels']),
);

type Metadata = 'none' | 'minimal' | 'full';

/** The entity that an operation shows, as far as the document tells. */
interface Shown {
  /** By name, the pointers of its members' schemas; none where the document leaves them open. */
  readonly members: ReadonlyMap<string, string>;
  /** As `microsoft.graph.user`. */
  readonly type: string;
  /** Whether the entity stands in the member `value`. */
  readonly wrapped: boolean;
}

export function formReader(contract: Contract, operation: Operation): FormReader {
  const declared = new Set(operation.parameters.flatMap((one) => (one.in === 'query' ? [one.name] : [])));
  let known: Shown | undefined;
  const shown = (): Shown => {
    known ??= shownBy(contract, operation);
    return known;
  };
  return ({ query, accept, prefer }) => {
    const metadata = metadataIn(accept);
    const returns = returnIn(prefer);
    let select: string | undefined;
    for (const { name, text } of query) {
      if (name === '$select' || (name === 'select' && !declared.has(name))) select = text;
      else if (name.startsWith('$') && !declared.has(name) && !OPTIONS.has(name.slice(1))) throw unknownOption(name);
    }
    if (select === undefined && metadata === undefined && returns === undefined) return undefined;
    const chosen = select === undefined ? undefined : chosenBy(select, shown());
    return {
      names: SELECTS,
      mediaType: metadata === undefined ? undefined : `application/json;odata.metadata=${metadata}`,
      returns,
      locationHeader: 'odata-entityid',
      of: (body) => cut(body, shown(), { chosen, metadata: metadata ?? 'minimal' }),
    };
  };
}

/** What reads $filter for a list of items with this schema. */
export function listReader({ document }: Contract, item: string): ListReader {
  return (query) => {
    const given = query.find(({ name }) => name === '$filter')?.text;
    if (given === undefined || given.trim() === '') return undefined;
    const members = memberPlaces(document, item);
    try {
      return filterOf(given, (name) => members.size === 0 || members.has(name));
    } catch (error) {
      if (!(error instanceof FilterFault)) throw error;
      const on = error.message.startsWith('Could not find') ? ` on type '${typeOf(document, item)}'` : '';
      throw refused('$filter', `Invalid filter clause: ${error.message}${on}.`, error.message);
    }
  };
}

const SELECTS: ReadonlySet<string> = new Set(['$select', 'select']);

function metadataIn(accept: string | undefined): Metadata | undefined {
  if (!accept?.includes('metadata')) return undefined;
  return /;\s*(?:odata\.)?metadata\s*=\s*"?(none|minimal|full)\b/i.exec(accept)?.[1]?.toLowerCase() as
    | Metadata
    | undefined;
}

/** RFC 7240, section 4.2. */
function returnIn(prefer: string | undefined): AnswerForm['returns'] {
  const said = /(?:^|[,;\s])return\s*=\s*"?(minimal|representation)\b/i.exec(prefer ?? '')?.[1]?.toLowerCase();
  return said as AnswerForm['returns'];
}

function unknownOption(name: string): AnswerError {
  return refused(name, `The query option '${name}' is not known.`, 'is not known');
}

function refused(name: string, message: string, rule: string): AnswerError {
  const violations = [{ pointer: `/${name}`, in: 'query', rule: 'odata', message: rule } as const];
  return new AnswerError({ code: 'PARAMETER_INVALID', message, violations });
}

/** A member's name to what of it is chosen; an empty map for all of it. */
type Tree = Map<string, Tree>;

interface Choice {
  readonly members: Tree;
  /** As they were written, for the context. */
  readonly paths: readonly string[];
}

/** @throws AnswerError for a member that the type does not have */
function chosenBy(text: string, { members, type }: Shown): Choice | undefined {
  const chosen: Tree = new Map();
  const paths = text.split(',').map((part) => part.trim());
  for (const path of paths) {
    if (path === '*') return undefined;
    const [name = '', ...inner] = path.split('/');
    if (name === '')
      throw refused(
        '$select',
        "Parsing OData Select and Expand failed: a name is missing in '$select'.",
        'has a name missing',
      );
    if (members.size > 0 && !members.has(name)) {
      const message = `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${type}'.`;
      throw refused('$select', message, `names ${name}, which is no property of ${type}`);
    }
    let at = chosen;
    for (const segment of [name, ...inner]) {
      const next: Tree = at.get(segment) ?? new Map();
      at.set(segment, next);
      at = next;
    }
  }
  return { members: chosen, paths };
}

interface Wish {
  readonly chosen: Choice | undefined;
  readonly metadata: Metadata;
}

function cut(body: Json, { wrapped, type }: Shown, wish: Wish): Json {
  if (!isObject(body)) return body;
  const cutOne = (entity: Json) => (isObject(entity) ? entityCut(entity, type, wish) : entity);
  const list = Array.isArray(body.value);
  if (!wrapped && !list) return withContext(cutOne(body), wish);
  const value = list ? (body.value as readonly Json[]).map(cutOne) : cutOne(body.value ?? null);
  return withContext(leveled({ ...body, value }, wish.metadata), wish);
}

function entityCut(entity: JsonObject, type: string, { chosen, metadata }: Wish): JsonObject {
  const kept = chosen ? narrowed(entity, chosen.members) : entity;
  const leveledOne = leveled(kept, metadata);
  if (metadata !== 'full' || leveledOne['@odata.type'] !== undefined || type === '') return leveledOne;
  return { '@odata.type': `#${type}`, ...leveledOne };
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
function withContext(body: Json, { chosen }: Wish): Json {
  if (!isObject(body) || !chosen || typeof body['@odata.context'] !== 'string') return body;
  const names = `(${chosen.paths.join(',')})`;
  const context = body['@odata.context'].replace(/(\/\$entity)?$/, (entity) => `${names}${entity}`);
  return { ...body, '@odata.context': context };
}

function shownBy({ document }: Contract, operation: Operation): Shown {
  const schema = successOf(operation)?.content.find(({ name }) => isJson(name))?.schema;
  if (schema === undefined) return { members: new Map(), type: '', wrapped: false };
  const own = memberPlaces(document, schema);
  const value = own.get('value');
  const item = value === undefined ? undefined : itemsPlace(document, value);
  // An entity with a member `value` of its own has others beside it; an envelope has control information alone.
  const bare = [...own.keys()].every((name) => name === 'value' || name.includes('@'));
  const wrapped = item === undefined && value !== undefined && bare && typesAt(document, value).has('object');
  const place = item ?? (wrapped ? (value as string) : schema);
  return { members: memberPlaces(document, place), type: typeOf(document, place), wrapped };
}

/** The name of a type: the document's own constant for `@odata.type`, else the name of its schema. */
function typeOf(document: JsonObject, place: string): string {
  const at = memberPlaces(document, place).get('@odata.type');
  const schemas = at === undefined ? [] : sameValuePlaces(document, at).map(({ value }) => value);
  const said = schemas
    .flatMap(({ const: constant, default: fallback, enum: values, examples, example }) => [
      constant,
      fallback,
      ...[values, examples].flatMap((list) => (Array.isArray(list) ? (list as readonly Json[]) : [])),
      example,
    ])
    .find((one) => typeof one === 'string');
  return typeof said === 'string' ? said.replace(/^#/, '') : (tokensOf(place).at(-1) ?? '');
}
