// The clouds that Microsoft Graph is served in: its host in each, and the host that the tokens for it come from.

/** The host of the token service, by that of Microsoft Graph. */
export const TOKEN_HOSTS: ReadonlyMap<string, string> = new Map([
  ['graph.microsoft.com', 'login.microsoftonline.com'],
  ['graph.microsoft.us', 'login.microsoftonline.us'],
  ['dod-graph.microsoft.us', 'login.microsoftonline.us'],
  ['microsoftgraph.chinacloudapi.cn', 'login.chinacloudapi.cn'],
]);

/** Microsoft Graph, as an application of each of them. */
export const GRAPH_ID = '00000003-0000-0000-c000-000000000000';
