// `standin check --upstream --deep`: valid requests, requests that violate one rule of the document, and walks through the life of
// an item, against a real service. It changes and deletes only what it created.
import type { Contract } from '../../contract/contract.ts';
import { isSafe } from '../../contract/document/methods.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { type BrokenRequest, brokenRequests, longRequests } from '../../contract/sample/broken-requests.ts';
import { requestOf, type SampledParts, sampleParts } from '../../contract/sample/sample-request.ts';
import type { Violation } from '../../errors/http-error.ts';
import { createStandin, type ProxyExchange, type StandinOptions } from '../../index.ts';
import { isObject, type Json, valueInside } from '../../json/value.ts';
import { pluralize } from '../../report/violation-text.ts';
import { type Inference, inferResources } from '../../resources/infer/infer.ts';
import { keyValueIn } from '../../resources/state/keys.ts';
import { inOrder, type UpstreamCheck, type UpstreamCheckResult } from '../check-upstream.ts';
import { KnownKeys } from '../known-keys.ts';
import { Budget } from './budget.ts';
import { Calls, serverError } from './calls.ts';
import { CreatedItems } from './created.ts';
import { type WalkedCollection, Walks, walkedCollections } from './walk.ts';

export interface DeepLimits {
  /** Milliseconds. */
  readonly time: number;
  readonly maxRequests: number;
}

export async function deepCheck(
  options: StandinOptions,
  check: UpstreamCheck,
  { time, maxRequests }: DeepLimits,
): Promise<UpstreamCheckResult> {
  const { upstream, unsafe, headers } = check;
  const budget = new Budget(time, maxRequests);
  const calls = new Calls(Object.fromEntries(headers), budget);
  const standin = await createStandin({ ...options, upstream, unsafe, onExchange: calls.onExchange });
  calls.use(standin);
  try {
    const notes = await new DeepCheck(standin.contract, check, calls).run();
    if (budget.isExceeded)
      notes.push(`The check ended after ${pluralize(budget.sent, 'request')}: use --time or --max-requests for more`);
    return { report: await standin.report(), failed: calls.failed, notes };
  } finally {
    await standin.close();
  }
}

class DeepCheck {
  readonly #contract: Contract;
  readonly #inference: Inference;
  readonly #check: UpstreamCheck;
  readonly #calls: Calls;
  readonly #keys = new KnownKeys();
  readonly #created = new CreatedItems();
  readonly #walks: Walks;
  readonly #collections: readonly WalkedCollection[];
  /** Operations that the service does not allow with the given credentials. */
  readonly #refused = new Set<Operation>();

  constructor(contract: Contract, check: UpstreamCheck, calls: Calls) {
    this.#contract = contract;
    this.#check = check;
    this.#calls = calls;
    this.#inference = inferResources(contract);
    this.#collections = walkedCollections(contract, this.#inference);
    this.#walks = new Walks({ contract, inference: this.#inference, calls, keys: this.#keys, created: this.#created });
  }

  /** @returns what a reader of the result must know */
  async run(): Promise<string[]> {
    const usable = inOrder(this.#contract.operations).filter((one) => this.#isUsable(one));
    for (const operation of usable.filter(({ method }) => isSafe(method))) await this.#sendValid(operation);
    if (this.#check.unsafe) {
      for (const collection of this.#collections) this.#print(collection.create, await this.#walks.prepare(collection));
      for (const collection of this.#collections) await this.#walk(collection);
      for (const operation of usable.filter((one) => this.#isAction(one))) await this.#sendValid(operation);
    }
    for (const operation of usable) await this.#sendBroken(operation);
    const left = await this.#created.deleteAll(this.#calls);
    return left.map((one) => `The check could not remove ${one}`);
  }

  #isUsable(operation: Operation): boolean {
    const { method, unusable } = operation;
    if (unusable) this.#print(operation, `not called, the document has a fault: ${unusable.what}`);
    else if (!this.#check.unsafe && !isSafe(method)) this.#print(operation, 'not called, it can change something');
    else return true;
    return false;
  }

  /** An operation that is no step of a walk: a calculation, or an action on an item. */
  #isAction(operation: Operation): boolean {
    const role = this.#inference.roleOf(operation);
    const isStep = role !== undefined && role.kind !== 'part' && role.resource.kind === 'collection';
    return !isSafe(operation.method) && !isStep && this.#canChange(operation);
  }

  /** Only what the check created is changed. A path without keys names no item. */
  #canChange(operation: Operation): boolean {
    const role = this.#inference.roleOf(operation);
    if (role?.resource.kind === 'singleton') return false;
    return !operation.path.includes('{') || role?.kind === 'create' || this.#keys.isOwn(operation);
  }

  async #parts(operation: Operation): Promise<SampledParts | { readonly reason: string }> {
    return sampleParts(this.#contract, operation, {
      seed: 1,
      known: (parameter) => this.#keys.before(operation.path, parameter),
    });
  }

  async #sendValid(operation: Operation): Promise<void> {
    const parts = await this.#parts(operation);
    if ('reason' in parts) return this.#print(operation, `not called: ${parts.reason}`);
    const findMore = (exchange: ProxyExchange) => serverError(exchange, 'a valid request');
    const sent = await this.#calls.send(requestOf(operation, parts), { findMore });
    if (!sent) return this.#print(operation, 'no response, or no request left');
    const { status } = sent.exchange;
    if (status === 401 || status === 403) this.#refused.add(operation);
    this.#learn(operation, sent.exchange);
    this.#print(
      operation,
      `${status}  ${status < 400 ? 'valid request' : 'valid request; no successful response was seen'}`,
    );
  }

  #learn(operation: Operation, { status, response }: ProxyExchange): void {
    const role = this.#inference.roleOf(operation);
    if (role?.kind !== 'list' || role.resource.kind !== 'collection' || status >= 300) return;
    const { resource } = role;
    const items = valueInside(response.body, role.inResponse?.path ?? []);
    for (const item of Array.isArray(items) ? (items as readonly Json[]) : []) {
      const key = isObject(item) ? keyValueIn(resource, item) : undefined;
      if (key === undefined) continue;
      this.#keys.learn(operation.path, key);
      this.#keys.learn(resource.path, key);
      return;
    }
  }

  async #walk(collection: WalkedCollection): Promise<void> {
    const steps = await this.#walks.walk(collection);
    const { create, read, changes, list, remove } = collection;
    const operations = [create, read, ...changes, list, remove].filter((one) => one !== undefined);
    const lines = operations.map((one) => this.#calls.linesOf(one)).join('');
    this.#check.print(`${collection.resource.path}  walk: ${steps}${lines}`);
  }

  /** Requests that violate one rule each. The service must refuse them. */
  async #sendBroken(operation: Operation): Promise<void> {
    if (this.#refused.has(operation))
      return this.#print(operation, 'no invalid requests: the service needs other credentials (--header)');
    if (!isSafe(operation.method) && !this.#canChange(operation))
      return this.#print(operation, 'no invalid requests: it changes something that the check did not create');
    const parts = await this.#parts(operation);
    if ('reason' in parts) return;
    const broken = brokenRequests(this.#contract, operation, parts);
    let sent = 0;
    let accepted = 0;
    for (const one of broken) {
      const call = await this.#calls.send(one.request, {
        isBroken: true,
        findMore: (exchange) => acceptance(one, exchange),
      });
      if (!call) break;
      sent += 1;
      if (call.exchange.status < 400) accepted += 1;
      await this.#adopt(operation, call.exchange);
    }
    sent += await this.#sendLong(operation, parts);
    if (await this.#sendAnonymous(operation, parts)) sent += 1;
    const outcome = accepted === 0 ? 'refused' : `${accepted} accepted`;
    if (sent > 0) this.#print(operation, `${pluralize(sent, 'invalid or unusual request')}: ${outcome}`);
  }

  /** Texts that are very long, where the document allows any length. */
  async #sendLong(operation: Operation, parts: SampledParts): Promise<number> {
    let sent = 0;
    for (const { request, pointer } of longRequests(this.#contract, operation, parts)) {
      const findMore = (exchange: ProxyExchange) => serverError(exchange, `a long text in ${pointer}`);
      const call = await this.#calls.send(request, { findMore });
      if (!call) break;
      sent += 1;
      await this.#adopt(operation, call.exchange);
    }
    return sent;
  }

  /** A valid request without the credentials of the user. @returns whether it was sent */
  async #sendAnonymous(operation: Operation, parts: SampledParts): Promise<boolean> {
    const { security } = operation;
    const isNeeded = security.length > 0 && security.every((schemes) => Object.keys(schemes).length > 0);
    if (!isNeeded || !this.#calls.hasCredentials) return false;
    const findMore = (exchange: ProxyExchange) =>
      exchange.status < 300
        ? [
            refusable(
              `The service accepted a request without credentials with ${exchange.status}, but the document requires them`,
            ),
          ]
        : serverError(exchange, 'a request without credentials');
    const call = await this.#calls.send(requestOf(operation, parts), { isBroken: true, isAnonymous: true, findMore });
    if (call) await this.#adopt(operation, call.exchange);
    return call !== undefined;
  }

  /** What an accepted request created is removed at the end. */
  async #adopt(operation: Operation, exchange: ProxyExchange): Promise<void> {
    const collection = this.#collections.find(({ create }) => create === operation);
    if (collection && exchange.status < 300)
      await this.#walks.adopt(collection.resource, collection, exchange, undefined);
  }

  #print(operation: Operation, text: string): void {
    this.#check.print(`${operation.method} ${operation.path}  ${text}${this.#calls.linesOf(operation)}`);
  }
}

function refusable(message: string): Violation {
  return { pointer: '', rule: 'invalid-request', message };
}

/** A finding if the service did not refuse a broken request. */
function acceptance({ violation, value }: BrokenRequest, exchange: ProxyExchange): readonly Violation[] {
  const { pointer, in: place = 'body', message } = violation;
  const { status } = exchange;
  if (status >= 500) return serverError(exchange, `a request in which ${describe(violation, value)}`);
  if (status >= 400) return [];
  if (pointer === '')
    return [
      refusable(
        `The service accepted a request in which the body ${value === undefined ? 'is missing' : message} with ${status}`,
      ),
    ];
  const seen = value === undefined ? 'is missing in the request' : `is ${value} in the request (${message})`;
  return [
    { pointer, in: place, rule: 'invalid-request', message: `${seen}, but the service accepted it with ${status}` },
  ];
}

function describe({ pointer, in: place = 'body', message }: Violation, value: string | undefined): string {
  const name =
    pointer === '' ? 'the body' : `${place === 'body' ? '' : `${place} `}${pointer.slice(1).replaceAll('/', '.')}`;
  return value === undefined ? `${name} is missing` : `${name} is ${value} (${message})`;
}
