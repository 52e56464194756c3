// The clouds of Microsoft Graph: the Graph host of each, and the login host that issues its tokens.

/** The login host, by Graph host. */
export const TOKEN_HOSTS: ReadonlyMap<string, string> = new Map([
  ['graph.microsoft.com', 'login.microsoftonline.com'],
  ['graph.microsoft.us', 'login.microsoftonline.us'],
  ['dod-graph.microsoft.us', 'login.microsoftonline.us'],
  ['microsoftgraph.chinacloudapi.cn', 'login.chinacloudapi.cn'],
]);

/** The application id of Microsoft Graph, the same in every cloud. */
export const GRAPH_ID = '00000003-0000-0000-c000-000000000000';
