// Which of several documents a request is for: by its mount; of those that are served beside another at its own paths, by the
// host that the document names, else by who has the path.
import type { Routes } from './routes.ts';

/** A document as far as requests are told apart. */
export interface RoutedService {
  readonly mount: string;
  /** The mount of the document beside which it is served as well; undefined for one that stands alone. */
  readonly parentMount: string | undefined;
  /** Names that the document's servers have. */
  readonly hosts: readonly string[];
  readonly contract: { readonly bases: readonly string[] };
  readonly app: { readonly routes: Pick<Routes, 'allowed'> };
}

/** @param path without what names a world, with its query */
export type ServiceRouter<Service> = (path: string, host: string | undefined) => Service;

/** @param services the first one takes what is no other's */
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

/** A document and those beside it; undefined where there are none. */
function familyOf<Service extends RoutedService>(
  services: readonly Service[],
  main: Service,
): ServiceRouter<Service> | undefined {
  const others = services.filter(({ parentMount }) => parentMount === main.mount);
  if (others.length === 0) return undefined;
  const named = new Map([...others, main].flatMap((one) => one.hosts.map((host) => [host, one] as const)));
  const { bases } = main.contract;
  return (path, host) => {
    const meant = host === undefined ? undefined : named.get(nameOf(host));
    if (meant) return meant;
    if (bases.some((base) => isUnder(path, base))) return main;
    const asked = path.replace(/\?.*/s, '');
    return others.find(({ app }) => app.routes.allowed(asked).length > 0) ?? main;
  };
}

function nameOf(host: string): string {
  const colon = host.lastIndexOf(':');
  return (colon < 0 ? host : host.slice(0, colon)).toLowerCase();
}

function isUnder(url: string, mount: string): boolean {
  return url.startsWith(mount) && (mount === '' || /^(?:[/?]|$)/.test(url.slice(mount.length)));
}
