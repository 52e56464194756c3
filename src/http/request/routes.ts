// Finds the operation or the page of a method and a path. One table for the whole contract, built at start on find-my-way;
// nothing is matched twice.
import { METHODS as NODE_METHODS } from 'node:http';
import findMyWay, { type HTTPMethod } from 'find-my-way';
import type { Warning } from '../../contract/document/warning.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { routePattern } from '../../contract/operation/path-template.ts';
import type { ConventionRoute } from '../../conventions/convention.ts';
import { setProperty } from '../../json/value.ts';

/** A page of this server. */
export type DocsPage =
  | 'home'
  | 'docs'
  | 'document.json'
  | 'document.yaml'
  | 'document.source'
  | 'sample'
  | 'console'
  | 'console-of-world';

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

/** The path of the files that URLs in generated values lead to, below the pages of a document. */
export const SAMPLES = '/samples/';

/** The path of the console's files, below its own. */
export const CONSOLE_FILES = '/console/';

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
  /** The path of the console, if there is one here. Its files are below it. */
  readonly console?: string;
}

/** @param mount the path that the document is served under, empty for the root */
export function pagesAt(mount: string): PagePlaces {
  const homes = [`${mount}/`, `${mount}/docs`, `${mount}/docs/`];
  return { own: `${mount}${OWN}`, homes: mount === '' ? homes : [mount, ...homes] };
}

const NOT_FOUND: RouteMatch = { kind: 'not-found' };
const NO_PARAMETERS: PathParameters = Object.freeze({});

type FoundRoute = Extract<RouteMatch, { readonly kind: 'found' }>;

/** The paths that a convention adds to a document that does not declare them itself. */
export interface RouteRules {
  /** Other paths of the operation at a path. */
  readonly aliases?: ((path: string) => readonly string[]) | undefined;
  /** Routes below every base path. */
  readonly routes?: readonly ConventionRoute[] | undefined;
}

export function openRoutes(operations: readonly Operation[], places: PagePlaces, rules: RouteRules = {}): Routes {
  const table = new RouteTable();
  for (const operation of operations) table.addOperation(operation);
  for (const operation of operations) table.addAliases(operation, rules.aliases?.(operation.path) ?? []);
  for (const base of new Set(operations.flatMap(({ bases }) => bases))) {
    for (const route of rules.routes ?? []) table.addConventionRoute(route, base);
  }
  table.addPages(places);
  return table;
}

class RouteTable implements Routes {
  readonly warnings: Warning[] = [];
  readonly #router = findMyWay({ caseSensitive: true, maxParamLength: 16_384, querystringParser: () => ({}) });
  /** Routes that are not in the router yet, by method. They are added with the first request that needs the router. */
  readonly #pending = new Map<string, (readonly [pattern: string, target: RouteTarget])[]>();
  /** Pages at paths that no operation has, by path. */
  readonly #homes = new Map<string, FoundRoute>();
  /**
   * Paths without parameters, which most requests have, are found by their text. The router finds the others, and these too if they
   * are percent-encoded.
   */
  readonly #literal = new Map<string, Map<string, FoundRoute>>();
  readonly #methods = new Set<string>();
  /** The operations by method and pattern. */
  readonly #operations = new Map<string, Operation>();

  match(method: string, path: string): RouteMatch {
    const found = this.#findOrGet(method, path);
    if (found) return found;
    const allow = this.allowed(path);
    const [sibling] = allow.map((other) => this.#findOrGet(other, path)?.target);
    if (!sibling) return NOT_FOUND;
    return { kind: 'method-not-allowed', allow, sibling: sibling.kind === 'operation' ? sibling.operation : undefined };
  }

  allowed(path: string): readonly string[] {
    return [...new Set([...this.#methods, 'HEAD'])].filter((method) => this.#findOrGet(method, path));
  }

  addOperation(operation: Operation): void {
    const { method, path, bases, pointer } = operation;
    if (!NODE_METHODS.includes(method)) {
      const message = `The operation is not served: this Node.js does not support the method ${method}`;
      this.warnings.push({ pointer, message });
      return;
    }
    for (const base of bases) {
      const reason = this.#routeOperation(operation, `${base}${path}`);
      if (reason !== undefined) this.warnings.push({ pointer, message: `${operation.id} is not served: ${reason}` });
    }
  }

  /** @returns why the operation is not served at the path */
  #routeOperation(operation: Operation, path: string): string | undefined {
    const { pattern, names } = routePattern(path);
    const key = `${operation.method} ${pattern}`;
    const before = this.#operations.get(key);
    if (before) return `${before.id} has the same method and path`;
    this.#operations.set(key, operation);
    try {
      this.#add(operation.method, pattern, { kind: 'operation', operation, names });
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }

  /** Adds other paths of an operation. Paths that the document declares have precedence. */
  addAliases(operation: Operation, paths: readonly string[]): void {
    for (const path of paths) {
      for (const base of operation.bases) {
        const { pattern, names } = routePattern(`${base}${path}`);
        const key = `${operation.method} ${pattern}`;
        if (this.#operations.has(key)) continue;
        this.#operations.set(key, operation);
        this.#add(operation.method, pattern, { kind: 'operation', operation, names });
      }
    }
  }

  addConventionRoute(route: ConventionRoute, base: string): void {
    const method = route.kind === 'batch' ? 'POST' : 'GET';
    const path = `${base}${route.path}`;
    const target = { kind: 'convention', route, base } as const;
    if (!this.#operations.has(`${method} ${path}`)) this.#add(method, path, target);
    // Some clients escape the dollar sign. The router would also find the path whose percent sign is escaped once more.
    const escaped = path.replaceAll('$', '%24');
    if (!this.#operations.has(`${method} ${escaped}`)) this.#addLiteral(method, escaped, target);
  }

  addPages({ own, homes, console }: PagePlaces): void {
    if (console === undefined) for (const path of [own, `${own}/`]) this.#addPage(path, 'console-of-world');
    else {
      for (const path of [console, `${console}/`, `${console}${CONSOLE_FILES}*`]) this.#addPage(path, 'console');
    }
    this.#addPage(`${own}/docs`, 'docs');
    this.#addPage(`${own}/docs/*`, 'docs');
    this.#addPage(`${own}/openapi.json`, 'document.json');
    this.#addPage(`${own}/openapi.yaml`, 'document.yaml');
    this.#addPage(`${own}/source`, 'document.source');
    this.#addPage(`${own}${SAMPLES}*`, 'sample');
    for (const home of homes)
      this.#homes.set(home, { kind: 'found', target: { kind: 'page', page: 'home' }, params: NO_PARAMETERS });
    this.#methods.add('GET');
  }

  #addPage(path: string, page: DocsPage): void {
    if (!this.#operations.has(`GET ${path}`)) this.#add('GET', path, { kind: 'page', page });
  }

  #add(method: string, pattern: string, target: RouteTarget): void {
    // The router can refuse a pattern with a wildcard.
    if (/[*?]/.test(pattern)) this.#addToRouter(method, pattern, target);
    else
      this.#pending
        .set(method, this.#pending.get(method) ?? [])
        .get(method)
        ?.push([pattern, target]);
    this.#methods.add(method);
    if (!/[:*]/.test(pattern)) this.#addLiteral(method, pattern, target);
  }

  #addLiteral(method: string, path: string, target: RouteTarget): void {
    const byMethod = this.#literal.get(path) ?? new Map<string, FoundRoute>();
    this.#literal.set(path, byMethod.set(method, { kind: 'found', target, params: NO_PARAMETERS }));
  }

  #addPending(method: string): void {
    const pending = this.#pending.get(method);
    if (!pending) return;
    this.#pending.delete(method);
    for (const [pattern, target] of pending) this.#addToRouter(method, pattern, target);
  }

  /** @throws if the router refuses the pattern */
  #addToRouter(method: string, pattern: string, target: RouteTarget): void {
    this.#router.on(method as HTTPMethod, pattern, () => undefined, target);
  }

  #findOrGet(method: string, path: string): FoundRoute | undefined {
    return this.#find(method, path) ?? (method === 'HEAD' ? this.#find('GET', path) : undefined);
  }

  #find(method: string, path: string): FoundRoute | undefined {
    return this.#findDeclared(method, path) ?? (method === 'GET' ? this.#homes.get(path) : undefined);
  }

  #findDeclared(method: string, path: string): FoundRoute | undefined {
    const exact = this.#literal.get(path);
    const found = exact?.get(method);
    // A declared path without parameters wins over templates for every method (OpenAPI 3.1, section 4.8.8).
    if (found || (exact && isDeclared(exact))) return found;
    this.#addPending(method);
    return foundBy(this.#router.find(method as HTTPMethod, path));
  }
}

function isDeclared(methods: ReadonlyMap<string, FoundRoute>): boolean {
  for (const { target } of methods.values()) if (target.kind === 'operation') return true;
  return false;
}

/** The names of the first parameters in the router. */
const ROUTER_NAMES = ['p0', 'p1', 'p2', 'p3'];

function foundBy(result: ReturnType<ReturnType<typeof findMyWay>['find']>): FoundRoute | undefined {
  if (!result) return undefined;
  const target = result.store as RouteTarget;
  if (target.kind !== 'operation') return { kind: 'found', target, params: NO_PARAMETERS };
  const values = result.params as Readonly<Record<string, string | undefined>>;
  const params: Record<string, string> = {};
  for (let index = 0; index < target.names.length; index++) {
    const value = values[ROUTER_NAMES[index] ?? `p${index}`];
    // find-my-way takes the end of `/pets/` for an empty parameter of `/pets/{id}`. A path parameter always has a value.
    if (value === undefined || value === '') return undefined;
    setProperty(params, target.names[index] as string, value);
  }
  return { kind: 'found', target, params };
}
