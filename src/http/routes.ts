// Which operation, or which page of ours, a method and a path mean. One table for the whole contract, made at start over
// find-my-way; nothing is matched twice.
import { METHODS as NODE_METHODS } from 'node:http';
import findMyWay, { type HTTPMethod } from 'find-my-way';
import type { Operation } from '../contract/operations.ts';
import { routePattern } from '../contract/path-template.ts';
import type { Warning } from '../contract/warnings.ts';
import type { ConventionRoute } from '../conventions/convention.ts';

/** A page of ours, named by what it shows. */
export type DocsPage = 'home' | 'docs' | 'document.json' | 'document.yaml';

export type RouteTarget =
  /** `names` are the document's names of the path's parameters, in order. */
  | { readonly kind: 'operation'; readonly operation: Operation; readonly names: readonly string[] }
  | { readonly kind: 'further'; readonly further: ConventionRoute; readonly base: string }
  | { readonly kind: 'page'; readonly page: DocsPage };

export type RouteMatch =
  | { readonly kind: 'found'; readonly target: RouteTarget; readonly params: PathParameters }
  | {
      readonly kind: 'method-undeclared';
      readonly allow: readonly string[];
      /** Another operation of the path. */
      readonly sibling: Operation | undefined;
    }
  | { readonly kind: 'unknown' };

/** The decoded values of a path's parameters, by the document's names. */
export type PathParameters = Readonly<Record<string, string>>;

export interface Routes {
  /** @param path without its query, still percent-encoded */
  match(method: string, path: string): RouteMatch;
  /** The methods that a path allows, HEAD beside GET; none for an unknown path. */
  allowed(path: string): readonly string[];
  readonly warnings: readonly Warning[];
}

/** Below this path everything is ours, whatever the document says. */
export const OWN = '/_standin';

/** Where the pages of a document are. */
export interface PagePlaces {
  /** The path below which its own pages stand. */
  readonly own: string;
  /** Paths that lead to the docs page, unless the document has them. */
  readonly homes: readonly string[];
}

/** @param mount the path that the document is served under, empty for the root */
export function pagesAt(mount: string): PagePlaces {
  const homes = [`${mount}/`, `${mount}/docs`];
  return { own: `${mount}${OWN}`, homes: mount === '' ? homes : [mount, ...homes] };
}

const UNKNOWN: RouteMatch = { kind: 'unknown' };
const NO_PARAMETERS: PathParameters = Object.freeze({});

interface FoundRoute {
  readonly target: RouteTarget;
  readonly params: PathParameters;
}

/** What a convention adds to the paths of a document, where it does not have them itself. */
export interface RouteRules {
  /** Further paths that mean the operation of a path. */
  readonly aliases?: ((path: string) => readonly string[]) | undefined;
  /** What answers below every base path. */
  readonly routes?: readonly ConventionRoute[] | undefined;
}

export function openRoutes(
  operations: readonly Operation[],
  { own, homes }: PagePlaces,
  { aliases = () => [], routes: conventionRoutes = [] }: RouteRules = {},
): Routes {
  const router = findMyWay({ caseSensitive: true, maxParamLength: 16_384, querystringParser: () => ({}) });
  const methods = new Set<string>();
  const warnings: Warning[] = [];
  // Paths without parameters, which most requests ask for, are found by their text; the router finds the others, and
  // these too where they come percent-encoded.
  const plain = new Map<string, Map<string, FoundRoute>>();
  const find = (method: string, path: string): FoundRoute | undefined => {
    const here = plain.get(path);
    const found = here?.get(method);
    // A path that the document names is not looked for among its templates, whatever the method (OpenAPI 3.1, section 4.8.8).
    if (found || (here && isDeclared(here))) return found;
    return foundBy(router.find(method as HTTPMethod, path));
  };
  const add = (method: string, pattern: string, target: RouteTarget) => {
    router.on(method as HTTPMethod, pattern, () => undefined, target);
    methods.add(method);
    if (/[:*]/.test(pattern)) return;
    plain.set(pattern, (plain.get(pattern) ?? new Map()).set(method, { target, params: NO_PARAMETERS }));
  };
  const taken = new Map<string, Operation>();
  for (const operation of operations) {
    const { id, method, path, bases, pointer } = operation;
    if (!NODE_METHODS.includes(method)) {
      warnings.push({
        pointer,
        message: `${method} is no method that this Node.js knows; the operation is not served`,
      });
      continue;
    }
    for (const base of bases) {
      const { pattern, names } = routePattern(`${base}${path}`);
      const before = taken.get(`${method} ${pattern}`);
      if (before) {
        warnings.push({
          pointer,
          message: `${id} is not served: ${before.id} has the same path`,
        });
        continue;
      }
      taken.set(`${method} ${pattern}`, operation);
      try {
        add(method, pattern, { kind: 'operation', operation, names });
      } catch (error) {
        warnings.push({ pointer, message: `${id} is not served: ${(error as Error).message}` });
      }
    }
  }
  for (const operation of operations) {
    for (const path of aliases(operation.path)) {
      for (const base of operation.bases) {
        const { pattern, names } = routePattern(`${base}${path}`);
        if (taken.has(`${operation.method} ${pattern}`)) continue;
        taken.set(`${operation.method} ${pattern}`, operation);
        add(operation.method, pattern, { kind: 'operation', operation, names });
      }
    }
  }
  for (const base of new Set(operations.flatMap(({ bases }) => bases))) {
    for (const one of conventionRoutes) {
      const method = one.kind === 'batch' ? 'POST' : 'GET';
      // Some clients escape the sign.
      for (const path of new Set([`${base}${one.path}`, `${base}${one.path.replaceAll('$', '%24')}`])) {
        if (!taken.has(`${method} ${path}`)) add(method, path, { kind: 'further', further: one, base });
      }
    }
  }
  const page = (path: string, shown: DocsPage) => {
    if (!taken.has(`GET ${path}`)) add('GET', path, { kind: 'page', page: shown });
  };
  page(`${own}/docs`, 'docs');
  page(`${own}/docs/*`, 'docs');
  page(`${own}/openapi.json`, 'document.json');
  page(`${own}/openapi.yaml`, 'document.yaml');
  for (const home of homes) if (find('GET', home)?.target.kind !== 'operation') page(home, 'home');
  const declared = (method: string, path: string) =>
    find(method, path) ?? (method === 'HEAD' ? find('GET', path) : undefined);
  const allowed = (path: string) =>
    [...methods, 'HEAD'].filter((method, at, all) => all.indexOf(method) === at && declared(method, path));
  return {
    warnings,
    allowed,
    match(method, path) {
      const found = declared(method, path);
      if (found) return { kind: 'found', ...found };
      const allow = allowed(path);
      const [sibling] = allow.map((other) => declared(other, path)?.target);
      if (!sibling) return UNKNOWN;
      return {
        kind: 'method-undeclared',
        allow,
        sibling: sibling.kind === 'operation' ? sibling.operation : undefined,
      };
    },
  };
}

function isDeclared(methods: ReadonlyMap<string, FoundRoute>): boolean {
  for (const { target } of methods.values()) if (target.kind === 'operation') return true;
  return false;
}

function foundBy(result: ReturnType<ReturnType<typeof findMyWay>['find']>): FoundRoute | undefined {
  if (!result) return undefined;
  const target = result.store as RouteTarget;
  if (target.kind !== 'operation') return { target, params: NO_PARAMETERS };
  const values = result.params as Readonly<Record<string, string | undefined>>;
  const params = target.names.map((name, index): [string, string] => [name, values[`p${index}`] ?? '']);
  return { target, params: Object.fromEntries(params) };
}
