// The control API for code: a typed client that needs nothing but fetch, in Node.js and in browsers.
import type { components, operations } from './generated/document.js';

type Schemas = components['schemas'];

export type ControlledWorld = Schemas['World'];
export type ControlledClock = Schemas['Clock'];
export type ControlledExchange = Schemas['Exchange'];
export type Snapshot = Schemas['Snapshot'];
export type Verification = Schemas['Verification'];
export type ExchangeExplanation = Schemas['ExchangeExplanation'];
export type WorldDifference = Schemas['Difference'];
/** As it is sent; the server gives an id where there is none. */
export type NewStub = Omit<Schemas['Stub'], 'used'>;
export type NewFault = Omit<Schemas['Fault'], 'used'>;
export type KnownStub = Schemas['Stub'] & { readonly id: string };
export type KnownFault = Schemas['Fault'] & { readonly id: string };
type RequestBodyOf<Operation extends keyof operations> = operations[Operation] extends {
  requestBody: { content: { 'application/json': infer Given } };
}
  ? Given
  : never;

export interface ControlOptions {
  /** The origin of the server, as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** The control token, where the server has one. */
  readonly token?: string | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** Thrown where the server refuses; the message is the one that it gives. */
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

/** One world, steered. */
export interface WorldControl {
  readonly name: string;
  /** What every URL of it begins with, before the base path of a document. */
  readonly url: string;
  read(): Promise<ControlledWorld>;
  /** Sets something, as `{ auth: 'off' }`, until the world begins again. */
  change(settings: Readonly<Record<string, string>>): Promise<ControlledWorld>;
  /** Takes all tokens that the server has issued up to now for expired. */
  expireCredentials(): Promise<void>;
  delete(): Promise<void>;
  /** Begins again, with another scenario where one is named. */
  reset(scenario?: string): Promise<ControlledWorld>;
  fork(name: string): Promise<WorldControl>;
  snapshot(): Promise<Snapshot>;
  restore(snapshot: Snapshot): Promise<void>;
  /** What is different here, from another world or from the first state. */
  diff(from?: string): Promise<readonly WorldDifference[]>;
  /** What is at a path, as `/owners/7`. @param mount the path that the document is served under, where it is not the first */
  get(path: string, mount?: string): Promise<unknown>;
  /** Sets what is at a path, read-only members too. */
  set(path: string, value: unknown, mount?: string): Promise<unknown>;
  clock(): Promise<ControlledClock>;
  /** Moves the time, as by `P11M`. */
  advance(duration: string): Promise<ControlledClock>;
  /** Makes the time stand still, at a moment where one is given. */
  freeze(at?: Date): Promise<ControlledClock>;
  resume(): Promise<ControlledClock>;
  stub(stub: NewStub): Promise<KnownStub>;
  fault(fault: NewFault): Promise<KnownFault>;
  stubs(): Promise<readonly KnownStub[]>;
  faults(): Promise<readonly KnownFault[]>;
  removeStub(id: string): Promise<void>;
  removeFault(id: string): Promise<void>;
  /** The latest exchanges, the newest first. */
  exchanges(query?: {
    operation?: string;
    unmatched?: boolean;
    limit?: number;
  }): Promise<readonly ControlledExchange[]>;
  /** One exchange with its bodies. */
  exchange(id: string): Promise<ControlledExchange>;
  forget(): Promise<void>;
  har(): Promise<object>;
  verify(expectation: RequestBodyOf<'verifyExchanges'>): Promise<Verification>;
  unmatched(): Promise<readonly Schemas['UnmatchedRequest'][]>;
}

export interface Control {
  ready(): Promise<Schemas['Readiness']>;
  worlds(): Promise<readonly ControlledWorld[]>;
  createWorld(world: RequestBodyOf<'createWorld'>): Promise<WorldControl>;
  /** A world by name; it is made when it is first asked for. */
  world(name?: string): WorldControl;
  explain(exchange: string): Promise<ExchangeExplanation>;
  violations(world?: string): Promise<readonly Schemas['Violation'][]>;
  forgetViolations(world?: string): Promise<void>;
  coverage(): Promise<readonly Schemas['DocumentCoverage'][]>;
  /** The report as text: JSON unless another format is asked for. */
  report(format?: 'json' | 'html' | 'junit' | 'sarif'): Promise<string>;
  /** Every exchange from now on, until the loop is left. */
  events(world?: string): AsyncIterable<ControlledExchange>;
}

export function createControl({ url, token, fetch = globalThis.fetch }: ControlOptions): Control {
  const origin = url.replace(/\/+$/, '');
  const send = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const headers: Record<string, string> = {};
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await fetch(`${origin}/_standin${path}`, init);
    if (response.ok) return response;
    const text = await response.text();
    const problem = parsed(text);
    const detail = (problem as { readonly detail?: string } | undefined)?.detail ?? text;
    throw new ControlError(response.status, detail, problem ?? text);
  };
  const ask = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await send(method, path, body);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  };
  const worldOf = (name: string): WorldControl => {
    const at = `/worlds/${encodeURIComponent(name)}`;
    const setClock = (change: RequestBodyOf<'setClock'>) => ask<ControlledClock>('PATCH', `${at}/clock`, change);
    return {
      name,
      url: `${origin}/~${name}`,
      read: () => ask('GET', at),
      change: (settings) => ask('PATCH', at, { settings }),
      expireCredentials: () => ask('POST', `${at}/credentials/expire`),
      delete: () => ask('DELETE', at),
      reset: (scenario) => ask('POST', `${at}/reset`, scenario === undefined ? {} : { scenario }),
      async fork(other) {
        await ask('POST', `${at}/fork`, { name: other });
        return worldOf(other);
      },
      snapshot: () => ask('GET', `${at}/snapshot`),
      restore: (snapshot) => ask('PUT', `${at}/snapshot`, snapshot),
      diff: (from) => ask('GET', `${at}/diff${queryOf({ from })}`),
      get: (path, mount) => ask('GET', `${at}/resource${queryOf({ path, mount })}`),
      set: (path, value, mount) => ask('PUT', `${at}/resource${queryOf({ path, mount })}`, value),
      clock: () => ask('GET', `${at}/clock`),
      advance: (advance) => setClock({ advance }),
      freeze: (moment) => setClock({ frozen: true, ...(moment && { now: moment.toISOString() }) }),
      resume: () => setClock({ frozen: false }),
      stub: (stub) => ask('POST', `${at}/stubs`, stub),
      fault: (fault) => ask('POST', `${at}/faults`, fault),
      stubs: () => ask('GET', `${at}/stubs`),
      faults: () => ask('GET', `${at}/faults`),
      removeStub: (id) => ask('DELETE', `${at}/stubs/${encodeURIComponent(id)}`),
      removeFault: (id) => ask('DELETE', `${at}/faults/${encodeURIComponent(id)}`),
      exchanges: (query = {}) => ask('GET', `${at}/exchanges${queryOf(query)}`),
      exchange: (id) => ask('GET', `${at}/exchanges/${encodeURIComponent(id)}`),
      forget: () => ask('DELETE', `${at}/exchanges`),
      har: () => ask('GET', `${at}/har`),
      verify: (expectation) => ask('POST', `${at}/verify`, expectation),
      unmatched: () => ask('GET', `${at}/unmatched`),
    };
  };
  return {
    ready: () => ask('GET', '/ready'),
    worlds: () => ask('GET', '/worlds'),
    async createWorld(world) {
      await ask('POST', '/worlds', world);
      return worldOf(world.name);
    },
    world: (name = 'default') => worldOf(name),
    explain: (id) => ask('GET', `/explain/${encodeURIComponent(id)}`),
    violations: (world) => ask('GET', `/violations${queryOf({ world })}`),
    forgetViolations: (world) => ask('DELETE', `/violations${queryOf({ world })}`),
    coverage: () => ask('GET', '/coverage'),
    report: async (format = 'json') => (await send('GET', `/report${queryOf({ format })}`)).text(),
    async *events(world) {
      const { body } = await send('GET', `/events${queryOf({ world })}`);
      if (!body) return;
      const reader = body.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      try {
        for (let read = await reader.read(); !read.done; read = await reader.read()) {
          const events = (text + read.value).split('\n\n');
          text = events.pop() ?? '';
          for (const event of events) {
            const data = /^data: (\{.*)$/m.exec(event)?.[1];
            if (data !== undefined) yield JSON.parse(data) as ControlledExchange;
          }
        }
      } finally {
        await reader.cancel();
      }
    },
  };
}

function queryOf(members: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return query === '' ? '' : `?${query}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
