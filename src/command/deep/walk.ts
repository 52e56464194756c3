// Walks through the life of an item at a service: create, read, change, list, delete. Each response must show what the requests
// before it did.
import { isDeepStrictEqual } from 'node:util';
import type { Contract } from '../../contract/contract.ts';
import { isJson } from '../../contract/operation/media-types.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { shortText } from '../../contract/sample/broken-requests.ts';
import { type RequestParts, requestOf, sampleParts } from '../../contract/sample/sample-request.ts';
import { propertyPlaces } from '../../contract/schema/schema-places.ts';
import type { Violation } from '../../errors/http-error.ts';
import type { ProxyExchange } from '../../index.ts';
import { appendTokens } from '../../json/pointer.ts';
import { hasSecret, isSecret } from '../../json/secrets.ts';
import { isObject, type Json, type JsonObject, valueInside } from '../../json/value.ts';
import type { Inference } from '../../resources/infer/infer.ts';
import type { Collection, Role } from '../../resources/infer/resource.ts';
import { keyValueIn } from '../../resources/state/keys.ts';
import type { KnownKeys } from '../known-keys.ts';
import { type Calls, serverError } from './calls.ts';
import { type CreatedItems, itemRequest } from './created.ts';

/** The operations of a collection that a walk needs. */
export interface WalkedCollection {
  readonly resource: Collection;
  readonly create: Operation;
  readonly read: Operation | undefined;
  readonly changes: readonly Operation[];
  readonly list: Operation | undefined;
  readonly remove: Operation | undefined;
}

/** The collections whose items the document creates, those of owners first. */
export function walkedCollections(contract: Contract, inference: Inference): readonly WalkedCollection[] {
  const found = new Map<Collection, Operation[]>();
  for (const operation of contract.operations) {
    const role = operation.unusable ? undefined : inference.roleOf(operation);
    if (!role || role.scope || role.many || role.resource.kind !== 'collection') continue;
    found.set(role.resource, [...(found.get(role.resource) ?? []), operation]);
  }
  const walked = [...found].flatMap(([resource, operations]): WalkedCollection[] => {
    const of = (kind: Role['kind']) =>
      operations.filter((one) => inference.roleOf(one)?.kind === kind && isOfItem(one, kind));
    const [create] = of('create');
    if (!create) return [];
    const changes = [...of('change'), ...of('replace')];
    return [{ resource, create, read: of('read')[0], changes, list: of('list')[0], remove: of('delete')[0] }];
  });
  return walked.toSorted((a, b) => a.create.path.split('/').length - b.create.path.split('/').length);
}

/** Whether the path of an operation is that of an item, and not of a part of it or of an alias. */
function isOfItem({ path }: Operation, kind: Role['kind']): boolean {
  return kind === 'list' || kind === 'create' ? !path.endsWith('}') : path.endsWith('}');
}

interface WalkContext {
  readonly contract: Contract;
  readonly inference: Inference;
  readonly calls: Calls;
  readonly keys: KnownKeys;
  readonly created: CreatedItems;
}

/** An item that the check created. */
interface OwnItem {
  readonly key: string | number;
  /** For messages: `/books/7`. */
  readonly name: string;
  readonly sent: Json | undefined;
  readonly status: number;
}

/** How often another body is tried if the service refuses one because of an item that exists. */
const MAX_TRIES = 3;

export class Walks {
  readonly #context: WalkContext;
  #seed = 1;

  constructor(context: WalkContext) {
    this.#context = context;
  }

  /** Creates an item that later requests use. @returns what happened, for a line */
  async prepare(collection: WalkedCollection): Promise<string> {
    const item = await this.create(collection);
    if (typeof item === 'string') return item;
    this.#context.keys.own(collection.resource.path, item.key);
    return `${item.status}  created ${item.name}`;
  }

  /** @returns the steps of the walk, for a line */
  async walk(collection: WalkedCollection): Promise<string> {
    const item = await this.create(collection);
    if (typeof item === 'string') return item;
    const steps = ['create'];
    if (
      await this.#read(collection, item, (exchange) =>
        this.#differences(collection, exchange, item.sent, 'created with'),
      )
    )
      steps.push('read');
    for (const change of collection.changes)
      if (await this.#change(collection, item, change)) steps.push(change.method.toLowerCase());
    if (await this.#list(collection, item, true)) steps.push('list');
    if (await this.#remove(collection, item)) steps.push('delete');
    return `${steps.join(', ')} of ${item.name}`;
  }

  /** @returns the item, or why it was not created */
  async create({ resource, create, remove }: WalkedCollection): Promise<OwnItem | string> {
    const { contract, calls, keys } = this.#context;
    for (let attempt = 0; ; attempt++) {
      const seed = this.#seed++;
      const parts = await sampleParts(contract, create, {
        seed,
        known: (name) => keys.before(create.path, name),
        isGenerated: seed > 1,
      });
      if ('reason' in parts) return `not called: ${parts.reason}`;
      const filled = this.#withReferences(resource, parts);
      const sent = await calls.send(requestOf(create, filled), {
        findMore: (exchange) => serverError(exchange, 'a valid request'),
      });
      if (!sent) return 'no response, or no request left';
      const { exchange } = sent;
      if (exchange.status === 409 && attempt < MAX_TRIES) continue;
      if (exchange.status >= 300) return `${exchange.status}  not walked: the service creates no item`;
      const item = await this.adopt(resource, { create, remove }, exchange, filled.body?.value);
      return item ?? `${exchange.status}  not walked: the response does not show the key of the new item`;
    }
  }

  /** Takes an item that a request created as an own one, which is removed at the end. */
  async adopt(
    resource: Collection,
    { create, remove }: Pick<WalkedCollection, 'create' | 'remove'>,
    exchange: ProxyExchange,
    sent: Json | undefined,
  ): Promise<OwnItem | undefined> {
    const { contract, inference, created, keys } = this.#context;
    const shown = valueInside(exchange.response.body, inference.roleOf(create)?.inResponse?.path ?? []);
    const key =
      (isObject(shown) ? keyValueIn(resource, shown) : undefined) ?? keyIn(exchange.response.headers.location);
    if (key === undefined) {
      created.add({ name: `an item of ${exchange.path}`, deletion: undefined });
      return undefined;
    }
    const name = `${exchange.path.replace(/[?].*$/, '')}/${key}`;
    const deletion = remove && (await itemRequest(contract, remove, this.#keyOf(remove, key, keys)));
    created.add({ name, deletion: deletion?.request });
    return { key, name, sent, status: exchange.status };
  }

  /** The key of the item for its own parameter, and known keys for those of its owners. */
  #keyOf({ path }: Operation, key: string | number, keys: KnownKeys) {
    // The path of a list or of a new item ends without a key.
    const own = /\{([^{}]*)\}$/.exec(path)?.[1];
    return (name: string) => (name === own ? key : (keys.before(path, name) as string | number | undefined));
  }

  /** Properties that hold the key of another item get one that exists. */
  #withReferences(resource: Collection, parts: RequestParts): RequestParts {
    const { body } = parts;
    if (!body || !isObject(body.value)) return parts;
    const known = (resource.references()?.own ?? []).flatMap(({ property, collection }): [string, Json][] => {
      const key = this.#context.keys.before(`${collection.path}/{key}`, 'key');
      const value = (body.value as JsonObject)[property];
      return key === undefined || value === undefined || typeof value !== typeof key ? [] : [[property, key]];
    });
    return { ...parts, body: { ...body, value: { ...body.value, ...Object.fromEntries(known) } } };
  }

  async #send(
    operation: Operation,
    item: OwnItem,
    findMore: (exchange: ProxyExchange) => readonly Violation[],
  ): Promise<ProxyExchange | undefined> {
    const { contract, calls, keys } = this.#context;
    const built = await itemRequest(contract, operation, this.#keyOf(operation, item.key, keys));
    const sent = built && (await calls.send(built.request, { findMore }));
    return sent?.exchange;
  }

  /** Reads the item, which must exist. @returns whether it was read */
  async #read(
    { read }: WalkedCollection,
    item: OwnItem,
    differences: (exchange: ProxyExchange) => readonly Violation[],
  ): Promise<boolean> {
    const exchange =
      read &&
      (await this.#send(read, item, (one) => {
        if (one.status === 404 || one.status === 410)
          return [
            lost(
              `The item ${item.name} is gone: it was created with ${item.status}, but reading it gives ${one.status}`,
            ),
          ];
        return one.status < 300 ? differences(one) : serverError(one, 'a valid request');
      }));
    return exchange !== undefined && exchange.status < 300;
  }

  async #change(collection: WalkedCollection, item: OwnItem, operation: Operation): Promise<boolean> {
    const { contract, calls, keys } = this.#context;
    const built = await itemRequest(contract, operation, this.#keyOf(operation, item.key, keys), true);
    const { body } = built?.parts ?? {};
    if (
      !built ||
      !body ||
      !isObject(body.value) ||
      !isJson(body.content.name) ||
      body.content.name.includes('json-patch')
    )
      return false;
    const [name, ...deeper] = collection.resource.key.path;
    const isKeyed = name !== undefined && deeper.length === 0 && Object.hasOwn(body.value, name);
    const { value } = this.#withReferences(collection.resource, built.parts).body ?? body;
    const own = { ...(value as JsonObject), ...(isKeyed && { [name]: item.key }) };
    const request = requestOf(operation, { ...built.parts, body: { ...body, value: own } });
    const sent = await calls.send(request, { findMore: (exchange) => serverError(exchange, 'a valid request') });
    if (!sent || sent.exchange.status >= 300) return false;
    await this.#read(collection, item, (exchange) => this.#differences(collection, exchange, own, 'changed to'));
    return true;
  }

  /** @param isThere whether the list must have the item, or must not have it */
  async #list(collection: WalkedCollection, item: OwnItem, isThere: boolean): Promise<boolean> {
    const { list, resource } = collection;
    if (!list) return false;
    const { inference } = this.#context;
    const role = inference.roleOf(list);
    const exchange = await this.#send(list, item, (one) => {
      const items = valueInside(one.response.body, role?.inResponse?.path ?? []);
      if (one.status >= 300 || !Array.isArray(items)) return serverError(one, 'a valid request');
      const hasItem = (items as readonly Json[]).some(
        (each) => isObject(each) && String(keyValueIn(resource, each)) === String(item.key),
      );
      if (!isThere && hasItem) return [lost(`The list still has the item ${item.name}, which was deleted`)];
      // A list in pages need not have it on the first one.
      if (isThere && !hasItem && !isPaged(list, one))
        return [lost(`The list does not have the item ${item.name}, which was created with ${item.status}`)];
      return [];
    });
    return exchange !== undefined && exchange.status < 300;
  }

  async #remove(collection: WalkedCollection, item: OwnItem): Promise<boolean> {
    const { remove, read } = collection;
    const deleted = remove && (await this.#send(remove, item, (exchange) => serverError(exchange, 'a valid request')));
    if (!deleted || deleted.status >= 300) return false;
    this.#context.created.remove(item.name);
    // 202 means that it will be deleted later (RFC 9110, section 15.3.3).
    if (deleted.status === 202) return true;
    if (read)
      await this.#send(read, item, (exchange) => {
        if (exchange.status < 300)
          return [lost(`The item ${item.name} is still there after it was deleted with ${deleted.status}`)];
        return serverError(exchange, 'a request for a deleted item');
      });
    await this.#list(collection, item, false);
    return true;
  }

  /** Properties of a response that differ from what was sent. */
  #differences(
    { read, resource }: WalkedCollection,
    { response, violations }: ProxyExchange,
    sent: Json | undefined,
    verb: string,
  ): readonly Violation[] {
    const { contract, inference } = this.#context;
    const location = read && inference.roleOf(read)?.inResponse;
    const shown = location && valueInside(response.body, location.path);
    if (!location || !isObject(shown) || !isObject(sent)) return [];
    const declared = propertyPlaces(contract.document, location.schema);
    return Object.entries(sent).flatMap(([name, value]) => {
      if (!declared.has(name) || resource.properties.readOnly.has(name) || resource.properties.writeOnly.has(name))
        return [];
      const given = shown[name];
      const pointer = appendTokens('', ...location.path, name);
      // A value that violates the document is reported already.
      if (isSameValue(value, given) || violations.some((one) => one.violation.pointer === pointer)) return [];
      const isHidden = isSecret(name) || hasSecret(value);
      const text = given === undefined ? 'is missing' : isHidden ? 'differs' : `is ${shortText(given)}`;
      return [
        {
          pointer,
          rule: 'read-back',
          message: `${text} after the item was ${verb} ${isHidden ? 'another value' : shortText(value)}`,
        },
      ];
    });
  }
}

function lost(message: string): Violation {
  return { pointer: '', rule: 'read-back', message };
}

/** Whether a list comes in pages: by a query parameter, a header or a property of its body. */
function isPaged({ parameters }: Operation, { response: { headers, body } }: ProxyExchange): boolean {
  const isPaging = (name: string) =>
    /page|limit|offset|cursor|skip|^top$|^\$top$|take|size|next|count|after|before/i.test(name);
  const names = isObject(body) ? Object.keys(body) : [];
  return headers.link !== undefined || [...parameters.map(({ name }) => name), ...names].some(isPaging);
}

/** Services write numbers, times and texts in their own way. */
function isSameValue(sent: Json, given: Json | undefined): boolean {
  if (isDeepStrictEqual(sent, given)) return true;
  if (sent === null) return given === undefined;
  if (Array.isArray(sent))
    return (
      Array.isArray(given) &&
      given.length === sent.length &&
      sent.every((one, index) => isSameValue(one as Json, given[index] as Json))
    );
  if (isObject(sent))
    return (
      isObject(given) &&
      Object.entries(sent).every(([name, value]) => given[name] === undefined || isSameValue(value, given[name]))
    );
  if (typeof sent !== 'string' || typeof given !== 'string') return false;
  const [one, other] = [Date.parse(sent), Date.parse(given)];
  return (
    (!Number.isNaN(one) && /^\d{4}-\d\d/.test(sent) && one === other) ||
    sent.trim().toLowerCase() === given.trim().toLowerCase()
  );
}

/** The last segment of a Location. */
function keyIn(location: string | undefined): string | undefined {
  return /\/([^/?#]+)\/?(?:[?#].*)?$/.exec(location ?? '')?.[1];
}
