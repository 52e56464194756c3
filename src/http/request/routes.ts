// Finds the operation or the page of a method and a path. One table for the whole contract, built at start on find-my-way;
// nothing is matched twice.
import { METHODS as NODE_METHODS } from 'node:http';
import findMyWay, { type HTTPMethod } from 'find-my-way';
import type { Operation } from '../../contract/operations.ts';
import { routePattern } from '../../contract/path-template.ts';
import type { Warning } from '../../contract/warnings.ts';
import type { ConventionRoute } from '../../conventions/convention.ts';

/** A page of this server. */
export type DocsPage = 'home' | 'docs' | 'document.json' | 'document.yaml';

export type RouteTarget =
  /** `names` are the names of the path parameters in the document, in order. */
  | { readonly kind: 'operation'; readonly operation: Operation; readonly names: readonly string[] }
  | { readonly kind: 'convention'; readonly route: ConventionRoute; readonly base: string }
  | { readonly kind: 'page'; readonly page: DocsPage };

export type RouteMatch =
  | { readonly kind: 'found'; readonly target: RouteTarget; readonly params: PathParameters }
  | {
      readonly kind: 'method-not-allowed';
      readonly allow: readonly string[];
      /** Another operation of the path. */
      readonly sibling: Operation | undefined;
    }
  | { readonly kind: 'not-found' };

/** The decoded values of the path parameters, by their names in the document. */
export type PathParameters = Readonly<Record<string, string>>;

export interface Routes {
  /** @param path without the query, percent-encoded */
  match(method: string, path: string): RouteMatch;
  /** The methods that a path allows, HEAD with GET; none for an unknown path. */
  allowed(path: string): readonly string[];
  readonly warnings: readonly Warning[];
}

/** All paths below this one belong to the server, whatever the document declares. */
export const OWN = '/_standin';

/** Whether a path, without prefix and query, belongs to the server. */
export function isOwn(path: string): boolean {
  return path === OWN || path.startsWith(`${OWN}/`);
}

/** The paths of a document's pages. */
export interface PagePlaces {
  /** The path above all pages. */
  readonly own: string;
  /** Paths that redirect to the docs page, unless the document declares them. */
  readonly homes: readonly string[];
}

/** @param mount the path that the document is served under, empty for the root */
export function pagesAt(mount: string): PagePlaces {
  const homes = [`${mount}/`, `${mount}/docs`];
  return { own: `${mount}${OWN}`, homes: mount === '' ? homes : [mount, ...homes] };
}

const NOT_FOUND: RouteMatch = { kind: 'not-found' };
const NO_PARAMETERS: PathParameters = Object.freeze({});

interface FoundRoute {
  readonly target: RouteTarget;
  readonly params: PathParameters;
}

/** The paths that a convention adds to a document that does not declare them itself. */
export interface RouteRules {
  /** Other paths of the operation at a path. */
  readonly aliases?: ((path: string) => readonly string[]) | undefined;
  /** Routes below every base path. */
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
  // Paths without parameters, which most requests have, are found by their text. The router finds the others, and these too if
  // they are percent-encoded.
  const literal = new Map<string, Map<string, FoundRoute>>();
  const find = (method: string, path: string): FoundRoute | undefined => {
    const exact = literal.get(path);
    const found = exact?.get(method);
    // A declared path without parameters wins over templates for every method (OpenAPI 3.1, section 4.8.8).
    if (found || (exact && isDeclared(exact))) return found;
    return foundBy(router.find(method as HTTPMethod, path));
  };
  const add = (method: string, pattern: string, target: RouteTarget) => {
    router.on(method as HTTPMethod, pattern, () => undefined, target);
    methods.add(method);
    if (/[:*]/.test(pattern)) return;
    literal.set(pattern, (literal.get(pattern) ?? new Map()).set(method, { target, params: NO_PARAMETERS }));
  };
  const routed = new Map<string, Operation>();
  for (const operation of operations) {
    const { id, method, path, bases, pointer } = operation;
    if (!NODE_METHODS.includes(method)) {
      warnings.push({
        pointer,
        message: `The operation is not served: this Node.js does not support the method ${method}`,
      });
      continue;
    }
    for (const base of bases) {
      const { pattern, names } = routePattern(`${base}${path}`);
      const before = routed.get(`${method} ${pattern}`);
      if (before) {
        warnings.push({
          pointer,
          message: `${id} is not served: ${before.id} has the same method and path`,
        });
        continue;
      }
      routed.set(`${method} ${pattern}`, operation);
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
        if (routed.has(`${operation.method} ${pattern}`)) continue;
        routed.set(`${operation.method} ${pattern}`, operation);
        add(operation.method, pattern, { kind: 'operation', operation, names });
      }
    }
  }
  for (const base of new Set(operations.flatMap(({ bases }) => bases))) {
    for (const route of conventionRoutes) {
      const method = route.kind === 'batch' ? 'POST' : 'GET';
      // Some clients escape the dollar sign.
      for (const path of new Set([`${base}${route.path}`, `${base}${route.path.replaceAll('$', '%24')}`])) {
        if (!routed.has(`${method} ${path}`)) add(method, path, { kind: 'convention', route, base });
      }
    }
  }
  const addPage = (path: string, page: DocsPage) => {
    if (!routed.has(`GET ${path}`)) add('GET', path, { kind: 'page', page });
  };
  addPage(`${own}/docs`, 'docs');
  addPage(`${own}/docs/*`, 'docs');
  addPage(`${own}/openapi.json`, 'document.json');
  addPage(`${own}/openapi.yaml`, 'document.yaml');
  for (const home of homes) if (find('GET', home)?.target.kind !== 'operation') addPage(home, 'home');
  const findOrGet = (method: string, path: string) =>
    find(method, path) ?? (method === 'HEAD' ? find('GET', path) : undefined);
  const allowed = (path: string) =>
    [...methods, 'HEAD'].filter((method, at, all) => all.indexOf(method) === at && findOrGet(method, path));
  return {
    warnings,
    allowed,
    match(method, path) {
      const found = findOrGet(method, path);
      if (found) return { kind: 'found', ...found };
      const allow = allowed(path);
      const [sibling] = allow.map((other) => findOrGet(other, path)?.target);
      if (!sibling) return NOT_FOUND;
      return {
        kind: 'method-not-allowed',
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
  // find-my-way takes the end of `/pets/` for an empty parameter of `/pets/{id}`. A path parameter always has a value.
  if (params.some(([, value]) => value === '')) return undefined;
  return { target, params: Object.fromEntries(params) };
}
