// Finds the document of a request: by its mount, and among a document and its companions by the host that they name, else by the
// path.
import type { Convention } from '../conventions/convention.ts';
import type { Routes } from './request/routes.ts';

/** A document, as far as routing needs it. */
export interface RoutedService {
  readonly mount: string;
  /** The mount of the document that it is a companion of; undefined for others. */
  readonly parentMount: string | undefined;
  /** The host names of the document's servers. */
  readonly hosts: readonly string[];
  readonly contract: { readonly bases: readonly string[] };
  /** How the document's paths can be spelled otherwise. */
  readonly convention: Pick<Convention, 'spellUrl'>;
  readonly app: { readonly routes: Pick<Routes, 'allowed'> };
}

/** @param path with the query, without the part that names a world */
export type ServiceRouter<Service> = (path: string, host: string | undefined) => Service;

/** @param services the first one gets all requests that belong to no other */
export function openServiceRouter<Service extends RoutedService>(services: readonly Service[]): ServiceRouter<Service> {
  const byLength = [...services].sort((a, b) => b.mount.length - a.mount.length);
  const [first] = services as readonly [Service];
  const families = new Map(services.map((one) => [one, familyOf(services, one)]));
  return (path, host) => {
    const found = byLength.find(({ mount }) => isUnder(path, mount)) ?? first;
    const family = families.get(found);
    return family ? family(path, host) : found;
  };
}

/** The router of a document and its companions; undefined if it has none. */
function familyOf<Service extends RoutedService>(
  services: readonly Service[],
  main: Service,
): ServiceRouter<Service> | undefined {
  const companions = services.filter(({ parentMount }) => parentMount === main.mount);
  if (companions.length === 0) return undefined;
  const named = new Map([...companions, main].flatMap((one) => one.hosts.map((host) => [host, one] as const)));
  const { bases } = main.contract;
  let lastHost: string | undefined;
  let lastNamed: Service | undefined;
  // Clients name the same host again and again.
  const namedBy = (host: string): Service | undefined => {
    if (host !== lastHost) {
      lastNamed = named.get(nameOf(host));
      lastHost = host;
    }
    return lastNamed;
  };
  return (path, host) => {
    const ofHost = host === undefined ? undefined : namedBy(host);
    if (ofHost) return ofHost;
    if (bases.some((base) => isUnder(path, base))) return main;
    const bare = path.replace(/\?.*/s, '');
    return companions.find((one) => declares(one, bare)) ?? main;
  };
}

/** @param path without a query */
function declares({ app, convention }: RoutedService, path: string): boolean {
  return app.routes.allowed(convention.spellUrl?.(path) ?? path).length > 0;
}

function nameOf(host: string): string {
  const colon = host.lastIndexOf(':');
  return (colon < 0 ? host : host.slice(0, colon)).toLowerCase();
}

function isUnder(url: string, mount: string): boolean {
  if (mount === '') return true;
  if (!url.startsWith(mount)) return false;
  const next = url.charCodeAt(mount.length);
  return Number.isNaN(next) || next === SLASH || next === QUESTION_MARK;
}

const SLASH = 47;
const QUESTION_MARK = 63;
