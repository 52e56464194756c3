// The address of a Redis: one server, the servers of Sentinel, or those of a cluster.
import { SetupError } from '../../errors/setup-error.ts';

export interface RedisAddress {
  readonly kind: 'server' | 'sentinel' | 'cluster';
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  readonly tls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** The number of the database. A cluster has only 0. */
  readonly db: number;
  /** The name of the master that Sentinel watches. */
  readonly master: string | undefined;
  /** The start of all keys. */
  readonly prefix: string;
  /** The address without credentials, for messages. */
  readonly shown: string;
}

const DEFAULT_PREFIX = 'standin:';
const FORMS =
  'redis://host:6379, rediss://, redis+sentinel://host:26379,host:26379/master or redis+cluster://host:6379,host:6379';

const ADDRESS =
  /^redis(?<tls>s)?(?:\+(?<kind>sentinel|cluster))?:\/\/(?:(?<username>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<hosts>[^/?#@]+)(?<path>\/[^?#]*)?(?:\?(?<query>[^#]*))?$/;

/** Reads an address such as `redis://localhost:6379/0?prefix=team-a:`. @throws SetupError OPTION_INVALID */
export function redisAddressOf(text: string): RedisAddress {
  const { tls, kind = 'server', username, password, hosts = '', path = '', query } = ADDRESS.exec(text)?.groups ?? {};
  const isCluster = kind === 'cluster';
  const isSentinel = kind === 'sentinel';
  const list = hosts.split(',').map((host) => hostOf(host, isSentinel ? 26_379 : 6379));
  const [user, secret] = [decoded(username), decoded(password)];
  const [first = '', second] = path.split('/').slice(1);
  const master = decoded(first);
  const database = isSentinel ? (second ?? '') : first;
  const prefix = new URLSearchParams(query ?? '').get('prefix') ?? DEFAULT_PREFIX;
  const isValid =
    list.every((host) => host !== undefined && host.port <= MAX_PORT) &&
    [user, secret, master].every((one) => one !== null) &&
    (kind !== 'server' || list.length === 1) &&
    /^\d*$/.test(database) &&
    (!isCluster || Number(database) === 0) &&
    (!isSentinel || first !== '') &&
    /^[^{}\s]{0,100}$/.test(prefix);
  if (!isValid) {
    const what = `The address of the store is not valid: ${withoutCredentials(text)}`;
    throw new SetupError({
      code: 'OPTION_INVALID',
      what,
      advice: `Use ${FORMS}, with ?prefix=… for a start of all keys`,
    });
  }
  return {
    kind: kind as RedisAddress['kind'],
    hosts: list.filter((host) => host !== undefined),
    tls: tls !== undefined,
    username: user ?? undefined,
    password: secret ?? undefined,
    db: Number(database),
    master: isSentinel ? (master ?? undefined) : undefined,
    prefix,
    shown: withoutCredentials(text),
  };
}

/** An empty name or password is absent. Null if the percent-encoding is not valid. */
function decoded(text: string | undefined): string | undefined | null {
  if (text === undefined || text === '') return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

const MAX_PORT = 65_535;

function hostOf(text: string, port: number): RedisAddress['hosts'][number] | undefined {
  const { host, own } = /^(?<host>\[[\da-fA-F:]+\]|[^\s:[\]]+)(?::(?<own>\d{1,5}))?$/.exec(text)?.groups ?? {};
  return host === undefined ? undefined : { host: host.replace(/^\[|\]$/g, ''), port: Number(own ?? port) };
}

/** A password that is not percent-encoded can contain any character. */
function withoutCredentials(text: string): string {
  return text.replace(/\/\/.*@/s, '//');
}
