// The connection to a Redis, by the package ioredis, which is loaded on demand. Commands fail at once while there is no connection.
import { createHash } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';
import { HttpError } from '../../errors/http-error.ts';
import { SetupError } from '../../errors/setup-error.ts';
import { type RedisAddress, redisAddressOf } from './address.ts';
import { NOT_NOW, storeUnavailable } from './unavailable.ts';

type RedisClient = Redis | Cluster;
type Argument = string | number | Buffer;

/** The time after which a Redis that does not reply is given up, in milliseconds. */
const SILENCE = 3000;
/** The time that a connection has at the start. */
const MOST_START = 10_000;
/** The longest time between two attempts to connect. */
const RETRY = 500;

export class RedisConnection {
  readonly address: RedisAddress;
  readonly #client: RedisClient;
  #subscriber: RedisClient | undefined;
  readonly #listeners = new Set<(isReady: boolean) => void>();
  #isReady = false;

  private constructor(address: RedisAddress, client: RedisClient) {
    this.address = address;
    this.#client = client;
    client.on('ready', () => this.#changed(true));
    client.on('close', () => this.#changed(false));
    // Each command that fails says so.
    client.on('error', () => undefined);
  }

  /** @throws SetupError STORE_UNAVAILABLE if the package is missing, or if nothing responds at the address */
  static async open(url: string): Promise<RedisConnection> {
    const address = redisAddressOf(url);
    const client = await clientFor(address);
    const connection = new RedisConnection(address, client);
    let reason: unknown;
    client.once('error', (error: unknown) => {
      reason = error;
    });
    try {
      await Promise.race([client.connect(), late()]);
      await connection.command('PING');
      // The package connects to the database 0 if there is no other one.
      if (address.db !== 0) await connection.command('SELECT', address.db);
    } catch (error) {
      const cause = reason ?? error;
      client.disconnect();
      throw new SetupError({
        code: 'STORE_UNAVAILABLE',
        what: `The store at ${address.shown} ${isReply(cause) ? 'cannot be used' : 'does not respond'}: ${(cause as Error).message}`,
        advice: 'Start Redis there, or correct the address with --store',
        cause,
      });
    }
    connection.#changed(true);
    return connection;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** Calls the listener when the connection is lost and when it is there again. */
  listen(listener: (isReady: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Waits until there is a connection. @returns false if it is not there in time */
  readyWithin(milliseconds: number): Promise<boolean> {
    if (this.#isReady) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        stop();
        resolve(this.#isReady);
      };
      const timer = setTimeout(finish, milliseconds);
      const stop = this.listen((isReady) => {
        if (isReady) finish();
      });
    });
  }

  #changed(isReady: boolean): void {
    if (this.#isReady === isReady) return;
    this.#isReady = isReady;
    for (const listener of [...this.#listeners]) listener(isReady);
  }

  /** @throws HttpError STORE_UNAVAILABLE or STORAGE_FAILED */
  async command(name: string, ...values: Argument[]): Promise<unknown> {
    try {
      return await this.#client.call(name, ...values);
    } catch (error) {
      throw storeError(error);
    }
  }

  /** Runs a script. @throws HttpError STORE_UNAVAILABLE or STORAGE_FAILED */
  async run(script: string, keys: readonly string[], values: readonly Argument[]): Promise<unknown> {
    try {
      return await this.#client.evalsha(shaOf(script), keys.length, ...keys, ...values);
    } catch (error) {
      if (!(error as Error).message.startsWith('NOSCRIPT')) throw storeError(error);
    }
    try {
      return await this.#client.eval(script, keys.length, ...keys, ...values);
    } catch (error) {
      throw storeError(error);
    }
  }

  /** Receives the messages of channels, on a connection of its own. */
  async subscribe(channels: readonly string[], receive: (channel: string, message: string) => void): Promise<void> {
    const subscriber = await clientFor(this.address);
    this.#subscriber = subscriber;
    subscriber.on('error', () => undefined);
    subscriber.on('message', receive);
    try {
      await subscriber.connect();
      await subscriber.subscribe(...channels);
    } catch (error) {
      throw storeError(error);
    }
  }

  close(): void {
    this.#subscriber?.disconnect();
    this.#client.disconnect();
  }
}

/** ioredis searches without end if no node of a cluster responds. */
function late(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`there is no reply within ${MOST_START / 1000} s`)), MOST_START).unref();
  });
}

const shas = new Map<string, string>();

function shaOf(script: string): string {
  const known = shas.get(script) ?? createHash('sha1').update(script).digest('hex');
  shas.set(script, known);
  return known;
}

async function clientFor({ kind, hosts, tls, username, password, db, master }: RedisAddress): Promise<RedisClient> {
  const ioredis = await loadPackage();
  const options = {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(tls && { tls: {} }),
    db,
    lazyConnect: true,
    // A command whose fate is not known is not sent again.
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times: number) => Math.min(times * 50, RETRY),
    connectTimeout: SILENCE,
    socketTimeout: SILENCE,
    disableClientInfo: true,
    protocol: 2 as const,
  };
  if (kind === 'cluster') {
    return new ioredis.Cluster([...hosts], {
      lazyConnect: true,
      enableOfflineQueue: false,
      clusterRetryStrategy: (times) => Math.min(times * 50, RETRY),
      redisOptions: options,
    });
  }
  if (kind === 'sentinel') {
    return new ioredis.Redis({
      ...options,
      sentinels: [...hosts],
      name: master as string,
      ...(tls && { enableTLSForSentinelMode: true, sentinelTLS: {} }),
    });
  }
  return new ioredis.Redis({ ...options, ...hosts[0] });
}

/** @throws SetupError STORE_UNAVAILABLE */
async function loadPackage() {
  try {
    const { Redis, Cluster } = await import('ioredis');
    return { Redis, Cluster };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new SetupError({
      code: 'STORE_UNAVAILABLE',
      what: 'The package ioredis, which --store needs, is not installed',
      advice: 'Install it with npm install ioredis',
      cause,
    });
  }
}

function isReply(error: unknown): boolean {
  return (error as Error).name === 'ReplyError';
}

/** A key that another program uses has another type of value. */
const FOREIGN =
  'The keys of the store have values of another program. Use another start of all keys with ?prefix=… in --store.';

/** Why the store did not do something, as a response. An error of our own is thrown as it is. */
function storeError(error: unknown): unknown {
  const { name, message } = error as Error;
  if (/^OOM\b|-OOM\b/.test(message)) {
    const text = 'The state cannot be changed: Redis has no memory left. Nothing was changed.';
    return new HttpError({ code: 'STORAGE_FAILED', message: text, cause: error });
  }
  if (/\bWRONGTYPE\b/.test(message)) return storeUnavailable(FOREIGN, error);
  if (name === 'ReplyError' && !NOT_NOW.test(message)) return error;
  return storeUnavailable(
    'The store of this server does not respond, and nothing was changed. Send the request again.',
    error,
  );
}
