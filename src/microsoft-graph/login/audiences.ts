// The audiences of tokens. Microsoft Graph has several: a URL in each cloud, an id, and the URL of this server.
import { GRAPH_ID, TOKEN_HOSTS } from '../clouds.ts';
import { isGuid } from './tenants.ts';

/** The audience of a token for Microsoft Graph. */
export const GRAPH = 'https://graph.microsoft.com';

/** The scope that requests all granted permissions of Microsoft Graph. */
export const ALL_OF_GRAPH = `${GRAPH}/.default`;

const GRAPH_AUDIENCES: ReadonlySet<string> = new Set([
  GRAPH_ID,
  ...[...TOKEN_HOSTS.keys()].map((host) => `https://${host}`),
]);

/** Whether an audience is Microsoft Graph in any cloud. */
export function isGraph(audience: string): boolean {
  return GRAPH_AUDIENCES.has(audience.replace(/\/$/, ''));
}

/** The audience of a resource. undefined if the text is not a valid resource. @param service a URL of this server */
export function audienceOf(resource: string, service: string): string | undefined {
  if (resource === '') return GRAPH;
  const text = resource.replace(/\/$/, '');
  if (isGuid(text)) return text.toLowerCase();
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  // A client that is configured with this server's URL builds its scopes from that URL.
  return new URL(text).host === new URL(service).host ? GRAPH : text;
}
