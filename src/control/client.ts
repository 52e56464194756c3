// A typed client for the control API. It needs only fetch and works in Node.js and in browsers.
import type { ReportedReads } from '../usage/reported-reads.ts';
import type { components, operations } from './generated/document.js';

type Schemas = components['schemas'];

export type WorldInfo = Schemas['World'];
export type ClockInfo = Schemas['Clock'];
export type ExchangeInfo = Schemas['Exchange'];
export type Snapshot = Schemas['Snapshot'];
/** Scenarios by name. */
export type ScenarioFile = Readonly<Record<string, Schemas['Scenario']>>;
export type Verification = Schemas['Verification'];
export type ExchangeExplanation = Schemas['ExchangeExplanation'];
export type OperationInfo = Schemas['Operation'];
export type ResourceInfo = Schemas['Resource'];
export type UserInfo = Schemas['User'];
export type CommitInfo = Schemas['Commit'];
export type ScopeInfo = Schemas['Scope'];
export type WorldDifference = Schemas['Difference'];
/** A stub without its counter. The server generates an id if it has none. */
export type NewStub = Omit<Schemas['Stub'], 'used'>;
/** A fault without its counter. The server generates an id if it has none. */
export type NewFault = Omit<Schemas['Fault'], 'used'>;
export type PlannedStub = Schemas['Stub'] & { readonly id: string };
export type PlannedFault = Schemas['Fault'] & { readonly id: string };
type RequestBodyOf<Operation extends keyof operations> = operations[Operation] extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;

/** One point of a history: before or after an exchange, by its id, or after a commit, by its revision. */
export type HistoryPoint = Schemas['HistoryPoint'];
/** Which commits are listed. Times are those of the clock of the world, as text (RFC 3339). */
export type CommitQuery = NonNullable<operations['listCommits']['parameters']['query']>;

export interface ControlOptions {
  /** The origin of the server, for example `http://127.0.0.1:4010`. */
  readonly url: string;
  /** The value of `--control-token`, if the server has one. */
  readonly token?: string | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** Thrown if the server returns an error. The message is the server's message, `problem` is the body of the response. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: number;
  readonly problem: unknown;

  constructor(status: number, message: string, problem: unknown) {
    super(message);
    this.status = status;
    this.problem = problem;
  }
}

type PatchedResources = readonly Readonly<Record<string, unknown>>[];

/** Controls one world. Every method creates the world if it does not exist, unless it says otherwise. */
export interface WorldControl {
  readonly name: string;
  /** The base URL of the world. The base path of a document follows it. */
  readonly url: string;
  /** @throws ControlError with status 404 if the world does not exist */
  read(): Promise<WorldInfo>;
  /** Changes settings, for example `{ auth: 'off' }`, until the world is reset. */
  changeSettings(settings: Readonly<Record<string, string>>): Promise<WorldInfo>;
  /** Expires all tokens that the server has issued so far. */
  expireCredentials(): Promise<void>;
  /** The users of the documents, each with the bearer token by which the server knows them. */
  users(): Promise<readonly UserInfo[]>;
  /** Treats all requests as those of a user, for example `{ path: '/users', key: '2' }`, whatever their tokens. Undefined ends it. */
  actAs(user: Schemas['WorldUser'] | undefined): Promise<void>;
  /**
   * Treats all tokens as if they had only these scopes. Undefined ends it.
   * @throws ControlError with status 400 if no document has one of the scopes
   */
  limitScopes(scopes: readonly string[] | undefined): Promise<void>;
  /** @throws ControlError with status 404 if the world does not exist */
  delete(): Promise<void>;
  /** Resets the world to its initial state, or to another scenario. */
  reset(scenario?: string): Promise<WorldInfo>;
  /**
   * Copies the world.
   * @param at the point of its history that is copied; by default its current state
   * @throws ControlError with status 409 if a world of that name exists, 404 if the history does not have the point
   */
  fork(name: string, at?: HistoryPoint): Promise<WorldControl>;
  /** The changes of the world, the latest first. */
  commits(query?: CommitQuery): Promise<Schemas['History']>;
  /** The resources after a change. @throws ControlError with status 404 if the history does not have the revision */
  stateAt(revision: number): Promise<Schemas['PastState']>;
  /** Undoes the last exchange that changed something, or the last change of the control API. */
  undo(): Promise<Schemas['Rewound']>;
  /**
   * Goes back to a point, for example before an exchange. What came later never happened.
   * @throws ControlError with status 404 if the history does not have the point
   */
  rewind(to: HistoryPoint): Promise<Schemas['Rewound']>;
  /** The changes between two revisions, or from another world to this one, as JSON Patch. */
  changes(query?: { from?: number; to?: number; with?: string }): Promise<readonly Schemas['ResourcePatch'][]>;
  /** The change that last set a property. @param pointer its JSON pointer, by default the whole resource */
  blame(path: string, pointer?: string, mount?: string): Promise<Schemas['Blame']>;
  /** The state as plain JSON. @throws ControlError with status 404 if the world does not exist */
  snapshot(): Promise<Snapshot>;
  /** Replaces the state with a snapshot. @throws ControlError with status 400 if the snapshot violates a schema */
  restore(snapshot: Snapshot): Promise<void>;
  /**
   * The state as a scenario: the content of a file for `--scenarios`. It contains what differs from a new world.
   * @param mount the path under which its document is served, if it is not the first
   */
  saveScenario(name: string, mount?: string): Promise<ScenarioFile>;
  /** The differences to another world, by default to the initial state. */
  diff(from?: string): Promise<readonly WorldDifference[]>;
  /** The resources of all documents. */
  resources(): Promise<readonly ResourceInfo[]>;
  /** Gets a resource, for example `/owners/7`. @param mount the path under which its document is served, if it is not the first */
  get(path: string, mount?: string): Promise<unknown>;
  /** Sets a resource, including its read-only properties. `null` removes it. */
  set(path: string, value: unknown, mount?: string): Promise<unknown>;
  /**
   * Applies a JSON Patch (RFC 6902) to a resource, or to items of a collection, in one change. Other properties stay as they are.
   * @param keys the keys of the items, if the path is the one of a collection
   * @returns what was changed
   */
  patch(
    path: string,
    patch: Schemas['JsonPatch'],
    options?: { readonly keys?: readonly string[]; readonly mount?: string },
  ): Promise<PatchedResources>;
  /** Adds items to a collection in one change. An item without a key gets the next one. @returns the new items */
  add(path: string, items: readonly object[], mount?: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Removes items of a collection in one change, with everything below them. */
  remove(path: string, keys: readonly string[], mount?: string): Promise<void>;
  /** The keys of the items of a collection, in the order of `get`. */
  keys(path: string, mount?: string): Promise<readonly string[]>;
  /** Generates items for a collection without adding them, by default one. */
  samples(path: string, count?: number, mount?: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Gets a collection as CSV. */
  getCsv(path: string, mount?: string): Promise<string>;
  /** Sets the items of a collection from CSV, whose first line names the properties. */
  setCsv(path: string, csv: string, mount?: string): Promise<void>;
  clock(): Promise<ClockInfo>;
  /** Advances the clock by an ISO 8601 duration, for example `P11M`. */
  advance(duration: string): Promise<ClockInfo>;
  /** Stops the clock, by default at its current time. */
  freeze(at?: Date): Promise<ClockInfo>;
  /** Lets the clock run again. */
  resume(): Promise<ClockInfo>;
  /** Adds a stub: a fixed response. @throws ControlError with status 400 if the response violates the contract */
  stub(stub: NewStub): Promise<PlannedStub>;
  /** Adds a fault: a planned failure. */
  fault(fault: NewFault): Promise<PlannedFault>;
  /**
   * The response of a fault with this status that has no body: the declared error, or for a success the declared response.
   * @param operation by default no operation in particular
   */
  sampleResponse(status: number, operation?: string): Promise<Schemas['SampleResponse']>;
  stubs(): Promise<readonly PlannedStub[]>;
  faults(): Promise<readonly PlannedFault[]>;
  removeStub(id: string): Promise<void>;
  removeFault(id: string): Promise<void>;
  /** Removes all stubs and faults. */
  clearPlans(): Promise<void>;
  /** The latest exchanges without headers and bodies, newest first. */
  exchanges(query?: { operation?: string; unmatched?: boolean; limit?: number }): Promise<readonly ExchangeInfo[]>;
  /** One exchange with headers and bodies. */
  exchange(id: string): Promise<ExchangeInfo>;
  /** Clears the exchanges and keeps the violations. */
  clearExchanges(): Promise<void>;
  /** The latest exchanges as an HTTP archive (HAR 1.2). */
  har(): Promise<object>;
  /** Verifies that requests were made, by default at least one. */
  verify(expectation: RequestBodyOf<'verifyExchanges'>): Promise<Verification>;
  /** The requests that match no operation, each with the nearest one. */
  unmatched(): Promise<readonly Schemas['UnmatchedRequest'][]>;
}

export interface Control {
  /** The served documents. */
  ready(): Promise<Schemas['Readiness']>;
  /** How other devices reach the server, and whether it keeps its state. */
  server(): Promise<Schemas['Server']>;
  /** The operations of all documents, with what each is understood to do. */
  operations(): Promise<readonly OperationInfo[]>;
  /** The scopes of all documents. */
  scopes(): Promise<readonly ScopeInfo[]>;
  worlds(): Promise<readonly WorldInfo[]>;
  /** Creates a world. @throws ControlError with status 409 if it exists */
  createWorld(world: RequestBodyOf<'createWorld'>): Promise<WorldControl>;
  /** A world by name, by default the world `default`. It is created on first use. */
  world(name?: string): WorldControl;
  /**
   * Explains why a request got its response.
   * @param exchange the id from the response header `Request-Id`
   * @param world the world to search, by default all worlds
   * @throws ControlError with status 404 if no world has it, 400 if several worlds have an exchange with this id
   */
  explain(exchange: string, world?: string): Promise<ExchangeExplanation>;
  /** The contract violations of all worlds, or of one. */
  violations(world?: string): Promise<readonly Schemas['Violation'][]>;
  /** Clears the contract violations of all worlds, or of one. */
  clearViolations(world?: string): Promise<void>;
  /** The coverage of each document across all worlds. */
  coverage(): Promise<readonly Schemas['DocumentCoverage'][]>;
  /** The report as text, by default JSON. */
  report(format?: 'json' | 'html' | 'junit' | 'sarif' | 'markdown' | 'gitlab' | 'github'): Promise<string>;
  /** What clients use of the API. @throws ControlError with status 404 if it is not recorded */
  usage(): Promise<Schemas['Usage']>;
  /** Reports which properties of responses a client has read. */
  addUsageReads(reads: readonly ReportedReads[]): Promise<void>;
  /** The metrics in the text format of Prometheus. */
  metrics(): Promise<string>;
  /** Every new exchange, until the loop ends. */
  events(world?: string): AsyncIterable<ExchangeInfo>;
}

export function createControl(options: ControlOptions): Control {
  const connection = new ControlConnection(options);
  const { call } = connection;
  return {
    ready: () => call('GET', '/ready'),
    server: () => call('GET', '/server'),
    operations: () => call('GET', '/operations'),
    scopes: () => call('GET', '/scopes'),
    worlds: () => call('GET', '/worlds'),
    async createWorld(world) {
      await call('POST', '/worlds', world);
      return worldControl(connection, world.name);
    },
    world: (name = 'default') => worldControl(connection, name),
    explain: (id, world) => call('GET', `/explain/${encodeURIComponent(id)}${queryOf({ world })}`),
    violations: (world) => call('GET', `/violations${queryOf({ world })}`),
    clearViolations: (world) => call('DELETE', `/violations${queryOf({ world })}`),
    coverage: () => call('GET', '/coverage'),
    report: async (format = 'json') => (await connection.send('GET', `/report${queryOf({ format })}`)).text(),
    usage: () => call('GET', '/usage'),
    addUsageReads: (reads) => call('POST', '/usage/reads', { reads }),
    metrics: async () => (await connection.send('GET', '/metrics')).text(),
    events: (world) => eventsOf(connection, world),
  };
}

interface SentContent {
  readonly body?: string;
  /** The media type of the body. */
  readonly type?: string;
  /** The media type of the response. */
  readonly accept?: string;
}

/** Sends requests to the control API of one server. */
class ControlConnection {
  readonly origin: string;
  readonly #token: string | undefined;
  readonly #fetch: typeof globalThis.fetch;

  constructor({ url, token, fetch = globalThis.fetch }: ControlOptions) {
    this.origin = url.replace(/\/+$/, '');
    this.#token = token;
    this.#fetch = fetch;
  }

  /** @throws ControlError if the status is one of an error */
  async send(method: string, path: string, { body, type, accept }: SentContent = {}): Promise<Response> {
    const headers: Record<string, string> = {};
    if (this.#token !== undefined) headers.authorization = `Bearer ${this.#token}`;
    if (type !== undefined) headers['content-type'] = type;
    if (accept !== undefined) headers.accept = accept;
    const init = { method, headers, ...(body !== undefined && { body }) };
    // In browsers, `fetch` must not be called as a method of another object.
    const fetch = this.#fetch;
    const response = await fetch(`${this.origin}/_standin${path}`, init);
    if (response.ok) return response;
    const text = await response.text();
    const problem = parseJson(text);
    const detail = (problem as { readonly detail?: string } | undefined)?.detail ?? text;
    throw new ControlError(response.status, detail, problem ?? text);
  }

  /** Sends a request and returns the value of the response's body. */
  readonly call = async <Result>(method: string, path: string, body?: unknown): Promise<Result> => {
    const json = body === undefined ? {} : { body: JSON.stringify(body), type: 'application/json' };
    const response = await this.send(method, path, json);
    return (response.status === 204 ? undefined : await response.json()) as Result;
  };
}

type SendControl = ControlConnection['call'];

function worldControl(connection: ControlConnection, name: string): WorldControl {
  const { call, origin } = connection;
  const at = `/worlds/${encodeURIComponent(name)}`;
  return {
    name,
    url: `${origin}/~${name}`,
    read: () => call('GET', at),
    changeSettings: (settings) => call('PATCH', at, { settings }),
    expireCredentials: () => call('POST', `${at}/credentials/expire`),
    users: () => call('GET', `${at}/users`),
    async actAs(user) {
      if (user) await call('PUT', `${at}/user`, { path: user.path, key: user.key });
      else await call('DELETE', `${at}/user`);
    },
    async limitScopes(scopes) {
      if (scopes) await call('PUT', `${at}/scopes`, { scopes });
      else await call('DELETE', `${at}/scopes`);
    },
    delete: () => call('DELETE', at),
    reset: (scenario) => call('POST', `${at}/reset`, scenario === undefined ? {} : { scenario }),
    async fork(other, point) {
      await call('POST', `${at}/fork`, { name: other, ...(point && { at: point }) });
      return worldControl(connection, other);
    },
    ...historyControl(call, at),
    ...stateControl(connection, at),
    ...clockControl(call, at),
    ...planControl(call, at),
    ...exchangeControl(call, at),
  };
}

const CSV = 'text/csv';

type StateControl =
  | 'snapshot'
  | 'restore'
  | 'saveScenario'
  | 'diff'
  | 'resources'
  | 'get'
  | 'set'
  | 'patch'
  | 'add'
  | 'remove'
  | 'keys'
  | 'samples'
  | 'getCsv'
  | 'setCsv';

type HistoryControl = 'commits' | 'stateAt' | 'undo' | 'rewind' | 'changes' | 'blame';

function historyControl(call: SendControl, at: string): Pick<WorldControl, HistoryControl> {
  return {
    commits: (query = {}) => call('GET', `${at}/commits${queryOf({ ...query })}`),
    stateAt: (revision) => call('GET', `${at}/commits/${revision}/state`),
    undo: () => call('POST', `${at}/undo`),
    rewind: (to) => call('POST', `${at}/rewind`, to),
    changes: (query = {}) => call('GET', `${at}/changes${queryOf(query)}`),
    blame: (path, pointer, mount) => call('GET', `${at}/blame${queryOf({ path, pointer, mount })}`),
  };
}

function stateControl(connection: ControlConnection, at: string): Pick<WorldControl, StateControl> {
  const { call } = connection;
  const resource = (path: string, mount: string | undefined) => `${at}/resource${queryOf({ path, mount })}`;
  return {
    snapshot: () => call('GET', `${at}/snapshot`),
    restore: (snapshot) => call('PUT', `${at}/snapshot`, snapshot),
    saveScenario: (name, mount) => call('GET', `${at}/scenario${queryOf({ name, mount })}`),
    diff: (from) => call('GET', `${at}/diff${queryOf({ from })}`),
    resources: () => call('GET', `${at}/resources`),
    get: (path, mount) => call('GET', resource(path, mount)),
    set: (path, value, mount) => call('PUT', resource(path, mount), value),
    add: (path, items, mount) => call('POST', resource(path, mount), items),
    async patch(path, patch, { keys = [], mount } = {}) {
      const sent = { body: JSON.stringify(patch), type: 'application/json-patch+json' };
      const response = await connection.send('PATCH', `${resource(path, mount)}${keysQuery(keys)}`, sent);
      return (await response.json()) as PatchedResources;
    },
    remove: (path, keys, mount) => call('DELETE', `${resource(path, mount)}${keysQuery(keys)}`),
    keys: (path, mount) => call('GET', `${at}/resource/keys${queryOf({ path, mount })}`),
    samples: (path, count, mount) => call('GET', `${at}/resource/samples${queryOf({ path, mount, count })}`),
    getCsv: async (path, mount) => (await connection.send('GET', resource(path, mount), { accept: CSV })).text(),
    async setCsv(path, csv, mount) {
      await connection.send('PUT', resource(path, mount), { body: csv, type: CSV });
    },
  };
}

function keysQuery(keys: readonly string[]): string {
  return keys.map((key) => `&key=${encodeURIComponent(key)}`).join('');
}

function clockControl(call: SendControl, at: string): Pick<WorldControl, 'clock' | 'advance' | 'freeze' | 'resume'> {
  const setClock = (change: RequestBodyOf<'setClock'>) => call<ClockInfo>('PATCH', `${at}/clock`, change);
  return {
    clock: () => call('GET', `${at}/clock`),
    advance: (advance) => setClock({ advance }),
    freeze: (moment) => setClock({ frozen: true, ...(moment && { now: moment.toISOString() }) }),
    resume: () => setClock({ frozen: false }),
  };
}

type PlanControl =
  | 'stub'
  | 'fault'
  | 'sampleResponse'
  | 'stubs'
  | 'faults'
  | 'removeStub'
  | 'removeFault'
  | 'clearPlans';

function planControl(call: SendControl, at: string): Pick<WorldControl, PlanControl> {
  return {
    stub: (stub) => call('POST', `${at}/stubs`, stub),
    fault: (fault) => call('POST', `${at}/faults`, fault),
    sampleResponse: (status, operation) => call('GET', `${at}/response${queryOf({ status, operation })}`),
    stubs: () => call('GET', `${at}/stubs`),
    faults: () => call('GET', `${at}/faults`),
    removeStub: (id) => call('DELETE', `${at}/stubs/${encodeURIComponent(id)}`),
    removeFault: (id) => call('DELETE', `${at}/faults/${encodeURIComponent(id)}`),
    async clearPlans() {
      await call('DELETE', `${at}/faults`);
      await call('DELETE', `${at}/stubs`);
    },
  };
}

type ExchangeControl = 'exchanges' | 'exchange' | 'clearExchanges' | 'har' | 'verify' | 'unmatched';

function exchangeControl(call: SendControl, at: string): Pick<WorldControl, ExchangeControl> {
  return {
    exchanges: (query = {}) => call('GET', `${at}/exchanges${queryOf(query)}`),
    exchange: (id) => call('GET', `${at}/exchanges/${encodeURIComponent(id)}`),
    clearExchanges: () => call('DELETE', `${at}/exchanges`),
    har: () => call('GET', `${at}/har`),
    verify: (expectation) => call('POST', `${at}/verify`, expectation),
    unmatched: () => call('GET', `${at}/unmatched`),
  };
}

async function* eventsOf(connection: ControlConnection, world: string | undefined): AsyncIterable<ExchangeInfo> {
  const { body } = await connection.send('GET', `/events${queryOf({ world })}`);
  if (!body) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const events = (text + read.value).split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = /^data: (\{.*)$/m.exec(event)?.[1];
        if (data !== undefined) yield JSON.parse(data) as ExchangeInfo;
      }
    }
  } finally {
    await reader.cancel();
  }
}

function queryOf(parameters: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const present = Object.entries(parameters).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(present.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return query === '' ? '' : `?${query}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
