// The names of what tokens are for: Microsoft Graph has one in each cloud, an id, and the host that it is served on here.
import { GRAPH_ID, TOKEN_HOSTS } from '../clouds.ts';
import { isGuid } from './tenants.ts';

/** The audience of a token for Microsoft Graph. */
export const GRAPH = 'https://graph.microsoft.com';

/** All that is granted of it. */
export const ALL_OF_GRAPH = `${GRAPH}/.default`;

const GRAPHS: ReadonlySet<string> = new Set([GRAPH_ID, ...[...TOKEN_HOSTS.keys()].map((host) => `https://${host}`)]);

/** Whether an audience is Microsoft Graph, in whatever cloud. */
export function isGraph(audience: string): boolean {
  return GRAPHS.has(audience.replace(/\/$/, ''));
}

/** The audience that a resource has; undefined for what can be none. @param service a URL of this server */
export function resourceName(resource: string, service: string): string | undefined {
  if (resource === '') return GRAPH;
  const text = resource.replace(/\/$/, '');
  if (isGuid(text)) return text.toLowerCase();
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  // A client that was given this server's URL makes its scopes of that.
  return new URL(text).host === new URL(service).host ? GRAPH : text;
}
