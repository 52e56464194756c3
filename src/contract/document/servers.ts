// Server objects (OpenAPI 3.1, section 4.8.5). This server uses the path of their URLs.
import { isObject, type Json, type JsonObject } from '../../json/value.ts';

/** The base paths of servers, each once, without a trailing slash; `''` for the root, and if there are no servers. */
export function basesOf(servers: Json | undefined): string[] {
  const urls = (Array.isArray(servers) ? servers : []).filter(isObject).map(withDefaults);
  const bases = urls.map((url) => pathOf(url).replace(/\/+$/, ''));
  return bases.length === 0 ? [''] : [...new Set(bases)];
}

/** What is before the path: a scheme and a host, or a host with a port as some generators write it. */
const BEFORE_PATH = /^(?:[a-z][a-z\d+.-]*:)?\/\/[^/?#]*|^[^/?#]*:[^/?#]*/i;

/** The path of a URL whose host need not be readable. */
function pathOf(url: string): string {
  const path = url.replace(BEFORE_PATH, '');
  return new URL(`http://standin.invalid/${path.replace(/^\/+/, '')}`).pathname;
}

/** Whether a URL, with the defaults of its variables, has a host that can be read, or none. */
export function isReadableServer(server: JsonObject): boolean {
  const url = withDefaults(server);
  return (
    !BEFORE_PATH.test(url) || (/^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(url) && URL.canParse(url, 'http://standin.invalid/'))
  );
}

/** The host names of servers in lower case, with every value of each variable. */
export function hostsOf(servers: Json | undefined): string[] {
  const objects = (Array.isArray(servers) ? servers : []).filter(isObject);
  const urls = objects.flatMap((server) => [withDefaults(server), ...withValues(server)]);
  return [...new Set(urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).hostname))];
}

/** The URLs of a server for the values of its variables, one variable at a time. */
function withValues({ url, variables }: JsonObject): string[] {
  const all = Object.entries(isObject(variables) ? variables : {});
  return all.flatMap(([name, variable]) => {
    const values = isObject(variable) && Array.isArray(variable.enum) ? variable.enum : [];
    return values.map((value) =>
      withDefaults({ url: String(url ?? '/').replace(`{${name}}`, String(value)), variables: variables ?? {} }),
    );
  });
}

/** The URL of a server with the default of each variable. */
function withDefaults({ url, variables }: JsonObject): string {
  return String(url ?? '/').replace(/\{([^}]+)\}/g, (_, name: string) => {
    const variable = isObject(variables) ? variables[name] : undefined;
    return String((isObject(variable) ? variable.default : undefined) ?? name);
  });
}
