// What the command prints: where the server is, a request that works when pasted, and what is doubtful.
import type { Contract } from './contract/contract.ts';
import type { Operation } from './contract/operations.ts';
import type { Warning } from './contract/warnings.ts';
import type { InspectedOperation } from './resources/inspect.ts';
import { exampleCredentials } from './security/requirements.ts';

interface ServedDocument {
  readonly contract: Contract;
  /** The path that it is served under, empty for the root. */
  readonly mount: string;
  /** The mount of the document whose service it belongs to; undefined for one that stands alone. */
  readonly parentMount: string | undefined;
}

/** Where is listened. */
export interface ListenInfo {
  /** The origin. */
  readonly url: string;
  /** The file of the CA; undefined where there is none. */
  readonly ca: string | undefined;
  readonly tls: boolean;
  /** Hosts that are answered for. */
  readonly hosts: readonly string[];
  /** The setting of that name, where it is set; strict takes only tokens of this server's own. */
  readonly auth: string | undefined;
}

/** What is said of each document; of those beside another only where they are. */
export function startupMessages(documents: readonly ServedDocument[], listened: ListenInfo): string[] {
  const beside = documents.filter((document) => document.parentMount !== undefined);
  const lines = beside.map(({ contract, mount }): [string, string] => {
    return ['beside', `${listened.url}${mount}/_standin/docs  ${contract.title}`];
  });
  const alone = documents.filter((document) => document.parentMount === undefined);
  return [...alone.map((document) => startupMessage(document, listened)), ...(lines.length > 0 ? [table(lines)] : [])];
}

function startupMessage({ contract, mount }: ServedDocument, listened: ListenInfo): string {
  const { url } = listened;
  const lines: [string, string][] = [
    ['serving', `${contract.title} ${contract.version}`.trim()],
    ...contract.bases.map((base, index): [string, string] => [index === 0 ? 'base URL' : '', `${url}${base}`]),
    ['docs page', `${url}${mount}/_standin/docs`],
  ];
  const example = exampleOperation(contract.operations);
  if (example) lines.push(['try', curlOf(contract, example, listened)]);
  return table(lines);
}

/** What a client needs to be told to trust the CA, and to find the proxy. */
export function trustMessage({ url, ca, hosts }: ListenInfo & { readonly ca: string }): string {
  const file = quoted(ca);
  const lines: [string, string][] = [
    ['CA file', ca],
    ['trust', `NODE_EXTRA_CA_CERTS=${file} SSL_CERT_FILE=${file}`],
  ];
  if (hosts.length > 0) lines.push(['proxy', `HTTPS_PROXY=${url} for ${hosts.join(', ')}`]);
  return table(lines);
}

function table(lines: readonly (readonly [string, string])[]): string {
  return lines.map(([name, value]) => `${name.padEnd(9)}  ${value}`).join('\n');
}

/** A path as a shell takes it. */
function quoted(path: string): string {
  return /^[\w./~:@%+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** The request most likely to work as it stands: a GET, best one without parameters in its path. */
function exampleOperation(operations: readonly Operation[]): Operation | undefined {
  const reads = operations.filter(({ method }) => method === 'GET');
  return reads.find(({ path }) => !path.includes('{')) ?? reads[0];
}

function curlOf(contract: Contract, operation: Operation, listened: ListenInfo): string {
  const { url, ca, tls, auth } = listened;
  const { headers, query } = auth === 'off' ? { headers: [], query: '' } : exampleCredentials(contract, operation);
  const path = operation.path.replace(/\{[^}]*\}/g, '1');
  const flags = headers.map(
    ([name, value]) => `-H ${auth === 'strict' ? issuedToken(listened) : `'${name}: ${value}'`} `,
  );
  const trusting = tls && ca !== undefined ? `--cacert ${quoted(ca)} ` : '';
  return `curl ${trusting}${flags.join('')}'${url}${operation.bases[0]}${path}${query && `?${query}`}'`;
}

/** A header with a token that the shell has this server issue. */
function issuedToken({ url, ca, tls }: ListenInfo): string {
  const trusting = tls && ca !== undefined ? `NODE_EXTRA_CA_CERTS=${quoted(ca)} ` : '';
  return `"Authorization: Bearer $(${trusting}npx standin token --url ${url})"`;
}

/** Doubts that are told one by one. */
const MOST = 100;

/** What is doubtful about a document, as one block of text; empty where nothing is. */
export function warningsText(contract: Contract, warnings: readonly Warning[]): string {
  if (warnings.length === 0) return '';
  const shown = warnings.slice(0, MOST).map(({ pointer, message }) => {
    const { file, line, column } = contract.place(pointer);
    const where = [file, line, column].filter((part) => part !== undefined).join(':');
    return `  ${where === '' ? '' : `${where} `}${pointer || 'the document'}\n    ${message}`;
  });
  const rest = warnings.length - shown.length;
  const heading = `${warnings.length} ${warnings.length === 1 ? 'warning' : 'warnings'}`;
  return [heading, ...shown, ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n');
}

/** What each operation is taken to do; with a heading for each document where there are several. */
export function inspection(documents: readonly ServedDocument[], inspected: readonly InspectedOperation[]): string {
  const blocks = documents.map(({ contract, mount }) => {
    const lines = inspected.filter((one) => one.mount === mount).map(inspectionOf);
    if (documents.length === 1) return lines.join('\n');
    const heading = `${contract.title} ${contract.version}`.trim();
    return [`${heading}${mount === '' ? '' : `, under ${mount}`}`, '', ...lines].join('\n');
  });
  return blocks.join('\n\n');
}

/** Two lines, since paths may be long. */
function inspectionOf({ method, path, role, resource, key, through, reason }: InspectedOperation): string {
  const by = key === undefined ? '' : ` by ${key}`;
  const part = through === undefined ? '' : ` through ${through}`;
  const of = resource === undefined ? '' : ` of ${resource}${by}${part}`;
  return `${method} ${path}\n    ${role}${of}: ${reason}`;
}
