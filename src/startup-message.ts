// What the command prints at start: the URLs, a request that works when pasted, and the warnings of the document.
import type { Contract } from './contract/contract.ts';
import type { LocatedWarning } from './contract/document/warning.ts';
import type { Operation } from './contract/operation/operations.ts';
import { pluralize } from './report/violation-text.ts';
import type { InspectedOperation } from './resources/infer/inspect.ts';
import { exampleCredentials } from './security/requirements.ts';

interface StartedDocument {
  readonly contract: Contract;
  /** The path that the document is served under, empty for the root. */
  readonly mount: string;
  /** The mount of the document that it is a companion of; undefined for others. */
  readonly parentMount: string | undefined;
}

/** How the server is reached. */
export interface ListenInfo {
  /** The origin on this machine. */
  readonly url: string;
  /** Origins that other devices can open; none if the server listens on loopback. */
  readonly network?: readonly string[];
  /** The file of the certificate authority; undefined without one. */
  readonly ca: string | undefined;
  readonly tls: boolean;
  /** Hosts that the server intercepts. */
  readonly hosts: readonly string[];
  /** The control token that this server has generated for other devices; undefined if it has not. */
  readonly networkToken?: string | undefined;
  /** The setting of that name; `strict` accepts only tokens of this server. */
  readonly auth: string | undefined;
}

/** A block of lines for each document, and one for all companions. */
export function startupMessages(documents: readonly StartedDocument[], listening: ListenInfo): string[] {
  const companions = documents.filter((document) => document.parentMount !== undefined);
  const lines = companions.map(({ contract, mount }): [string, string] => {
    return ['also', `${docsUrl(listening.url, mount)}  ${contract.title}`];
  });
  const others = documents.filter((document) => document.parentMount === undefined);
  return [
    ...others.map((document) => startupMessage(document, listening)),
    ...(lines.length > 0 ? [table(lines)] : []),
  ];
}

/** The URL of the docs page of a document. */
export function docsUrl(url: string, mount: string): string {
  return `${url}${mount}/_standin/docs`;
}

/** The URL of the console. @param url the origin of the server */
export function consoleUrl(url: string): string {
  return `${url}/_standin`;
}

/** The URL of a page that takes the control token from its address, and removes it there. */
export function withToken(page: string, token: string | undefined): string {
  return token === undefined ? page : `${page}#token=${encodeURIComponent(token)}`;
}

function startupMessage({ contract, mount }: StartedDocument, listening: ListenInfo): string {
  const { url, network = [] } = listening;
  const lines: [string, string][] = [
    ['serving', `${contract.title} ${contract.version}`.trim()],
    ...column(
      'base URL',
      contract.bases.map((base) => `${url}${base}`),
    ),
    ...column(
      'network',
      network.filter((origin) => origin !== url).flatMap((origin) => contract.bases.map((base) => `${origin}${base}`)),
    ),
    ['docs', docsUrl(url, mount)],
    ...(mount === '' ? consoleLines(listening) : []),
  ];
  const unusable = unusableText(contract.operations);
  if (unusable !== undefined) lines.push(['faults', unusable]);
  const example = exampleOperation(contract.operations);
  if (example) lines.push(['try', curlOf(contract, example, listening)]);
  return table(lines);
}

/** Other devices need a generated token, this machine does not. A token of the user is not printed. */
function consoleLines({ url, network = [], networkToken }: ListenInfo): [string, string][] {
  const remote = networkToken === undefined ? [] : network;
  const origins = [...new Set([url, ...remote])];
  return column(
    'console',
    origins.map((origin) => withToken(consoleUrl(origin), remote.includes(origin) ? networkToken : undefined)),
  );
}

/** The addresses of the console, each with the token that it needs. */
export function consoleMessage(listening: ListenInfo): string {
  return table(consoleLines(listening));
}

/** What a client needs to trust the certificate authority and to use the proxy. */
export function trustMessage({ url, ca, hosts }: ListenInfo & { readonly ca: string }): string {
  const file = quotedPath(ca);
  const lines: [string, string][] = [
    ['CA file', ca],
    ['trust', `NODE_EXTRA_CA_CERTS=${file} SSL_CERT_FILE=${file}`],
  ];
  if (hosts.length > 0) lines.push(['proxy', `HTTPS_PROXY=${url} for ${hosts.join(', ')}`]);
  return table(lines);
}

function column(label: string, values: readonly string[]): [string, string][] {
  return values.map((value, index) => [index === 0 ? label : '', value]);
}

function table(lines: readonly (readonly [string, string])[]): string {
  return lines.map(([label, value]) => `${label.padEnd(9)}  ${value}`).join('\n');
}

/** A path in the syntax of a shell. */
export function quotedPath(path: string): string {
  return /^[\w./~:@%+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** The request that most likely works unchanged: a GET, if possible one without parameters in its path. */
function exampleOperation(operations: readonly Operation[]): Operation | undefined {
  const reads = operations.filter(({ method, unusable }) => method === 'GET' && unusable === undefined);
  return reads.find(({ path }) => !path.includes('{')) ?? reads[0];
}

function curlOf(contract: Contract, operation: Operation, listening: ListenInfo): string {
  const { url, ca, tls, auth } = listening;
  const { headers, query } = auth === 'off' ? { headers: [], query: '' } : exampleCredentials(contract, operation);
  const path = operation.path.replace(/\{[^}]*\}/g, '1');
  const flags = headers.map(
    ([name, value]) => `-H ${auth === 'strict' ? issuedToken(listening) : `'${name}: ${value}'`} `,
  );
  const trust = tls && ca !== undefined ? `--cacert ${quotedPath(ca)} ` : '';
  return `curl ${trust}${flags.join('')}'${url}${operation.bases[0]}${path}${query && `?${query}`}'`;
}

/** A header with a token that the shell gets from this server. */
function issuedToken({ url, ca, tls }: ListenInfo): string {
  const trust = tls && ca !== undefined ? `NODE_EXTRA_CA_CERTS=${quotedPath(ca)} ` : '';
  return `"Authorization: Bearer $(${trust}npx standin token --url ${url})"`;
}

/** Faults and warnings that are printed one by one, of each at most so many. */
const MAX_FINDINGS = 100;

/** The faults of a document, then its other warnings, as text; empty if there are none. */
export function warningsText(warnings: readonly LocatedWarning[]): string {
  const faults = warnings.filter(({ fatal }) => fatal);
  const others = warnings.filter(({ fatal }) => !fatal);
  return [faults, others].flatMap((findings) => (findings.length === 0 ? [] : [findingsText(findings)])).join('\n');
}

function findingsText(findings: readonly LocatedWarning[]): string {
  const printed = findings.slice(0, MAX_FINDINGS).map(placeAndMessage);
  const rest = findings.length - printed.length;
  const more = rest > 0 ? [`  and ${rest} more; standin check lists all of them`] : [];
  return [findingsHeading(findings), ...printed, ...more].join('\n');
}

/** `2 faults` or `1 warning`. */
export function findingsHeading(findings: readonly LocatedWarning[]): string {
  return pluralize(findings.length, findings[0]?.fatal ? 'fault' : 'warning');
}

/** A finding on two lines. */
export function placeAndMessage({ pointer, message, location: { file, line, column } }: LocatedWarning): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return `  ${place === '' ? '' : `${place} `}${pointer || 'the document'}\n    ${message}`;
}

/** Operations that are listed by name. */
const MAX_NAMED = 5;

/** Which operations return 501 because of a fault of the document; undefined if all can be served. */
export function unusableText(operations: readonly Operation[]): string | undefined {
  const names = operations.filter(({ unusable }) => unusable).map(({ method, path }) => `${method} ${path}`);
  if (names.length === 0) return undefined;
  const named = names.slice(0, MAX_NAMED).join(', ');
  const rest = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  return `${names.length} of ${pluralize(operations.length, 'operation')} ${names.length === 1 ? 'returns' : 'return'} 501: ${named}${rest}`;
}

/** What each operation is understood to do, with a heading for each document if there are several. */
export function inspection(documents: readonly StartedDocument[], inspected: readonly InspectedOperation[]): string {
  const blocks = documents.map(({ contract, mount }) => {
    const lines = inspected.filter((one) => one.mount === mount).map(inspectionOf);
    if (documents.length === 1) return lines.join('\n');
    const heading = `${contract.title} ${contract.version}`.trim();
    return [`${heading}${mount === '' ? '' : `, under ${mount}`}`, '', ...lines].join('\n');
  });
  return blocks.join('\n\n');
}

/** Two lines, because paths can be long. */
function inspectionOf({ method, path, role, resource, key, through, reason }: InspectedOperation): string {
  const by = key === undefined ? '' : ` by ${key}`;
  const part = through === undefined ? '' : ` through ${through}`;
  const of = resource === undefined ? '' : ` of ${resource}${by}${part}`;
  return `${method} ${path}\n    ${role}${of}: ${reason}`;
}
