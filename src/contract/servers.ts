// Server objects (OpenAPI 3.1, section 4.8.5): where a document says it is served, of which this server keeps the path.
import { isObject, type Json, type JsonObject } from '../json/value.ts';

/** The base paths of servers, each once, without a slash at the end; `''` for the root, and where there are no servers. */
export function basesOf(servers: Json | undefined): string[] {
  const urls = (Array.isArray(servers) ? servers : []).filter(isObject).map(withDefaults);
  const bases = urls.map((url) => new URL(url, 'http://standin.invalid/').pathname.replace(/\/+$/, ''));
  return bases.length === 0 ? [''] : [...new Set(bases)];
}

/** The host names of servers, in lower case: with every value that a variable may have. */
export function hostsOf(servers: Json | undefined): string[] {
  const given = (Array.isArray(servers) ? servers : []).filter(isObject);
  const urls = given.flatMap((server) => [withDefaults(server), ...withValues(server)]);
  return [...new Set(urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).hostname))];
}

/** The URLs that a server has by the values of its variables, one variable at a time. */
function withValues({ url, variables }: JsonObject): string[] {
  const all = Object.entries(isObject(variables) ? variables : {});
  return all.flatMap(([name, variable]) => {
    const values = isObject(variable) && Array.isArray(variable.enum) ? variable.enum : [];
    return values.map((value) =>
      withDefaults({ url: String(url ?? '/').replace(`{${name}}`, String(value)), variables: variables ?? {} }),
    );
  });
}

/** The URL of a server with the default of each variable put in. */
export function withDefaults({ url, variables }: JsonObject): string {
  return String(url ?? '/').replace(/\{([^}]+)\}/g, (_, name: string) => {
    const variable = isObject(variables) ? variables[name] : undefined;
    return String((isObject(variable) ? variable.default : undefined) ?? name);
  });
}
