// Intune answers behind Graph's gateway, and its errors tell so: the message is a text that holds JSON, with the address of
// the back end in it.
import type { ExchangeFacts } from '../../conventions/convention.ts';

/** One of the scale units that were recorded. */
const HOST = 'https://fef.msua04.manage.microsoft.com';
const SERVICE = '/DeviceFE/StatelessDeviceFEService';

/** Versions of the back end that were recorded for this resource: of v1.0 a date, of beta one three thousand years later. */
const VERSIONS: Readonly<Record<string, string>> = { 'v1.0': '2018-05-24', beta: '5024-07-19' };

/** The path that the back end knows, of a path of Graph. */
export function backEndPath(path: string): string {
  const [, , inner = ''] = /^\/(v1\.0|beta)?(\/.*)?$/.exec(path) ?? [];
  const segments = inner.split('/').map((segment) => segment.replace(BOUND, 'microsoft.management.services.api.$1'));
  return `${SERVICE}${segments.join('/')}`;
}

/** Functions and actions have the back end's own namespace there. Inferred: seen with those of other resources. */
const BOUND = /^(?:microsoft\.graph\.)?((?:download|generate|consent)\w+(?:\(\))?)$/;

function backEndUrl(path: string): string {
  const [, version = 'v1.0'] = /^\/(v1\.0|beta)\//.exec(path) ?? [];
  return `${HOST}${backEndPath(path)}?api-version=${VERSIONS[version]}`;
}

/**
 * A message in the wrapper of version 3; Activity ID is what the client called its request (ERR-WRAP-01 and 02).
 * @param source the service behind that has failed
 */
export function wrapped(
  text: string,
  { path, requestId, clientRequestId = requestId }: ExchangeFacts,
  source = '',
): string {
  const operation = 'Operation ID (for customer support): 00000000-0000-0000-0000-000000000000';
  const wrapper = {
    _version: 3,
    Message: `${text} - ${operation} - Activity ID: ${clientRequestId} - Url: ${backEndUrl(path)}`,
    CustomApiErrorPhrase: '',
    RetryAfter: null,
    ErrorSourceService: source,
    HttpHeaders: '{}',
  };
  return JSON.stringify(wrapper, null, 2).replaceAll('\n', '\r\n');
}

/** The template of a path as the back end tells it, as `~/singleton/navigation`. Seen for these forms but the last two. */
export function backEndTemplate(path: string): string {
  const [, , , ...inner] = path.split('/');
  const kinds = inner.map((segment, at) => kindOf(segment, at));
  return ['~', 'singleton', ...kinds].join('/');
}

function kindOf(segment: string, at: number): string {
  const [, name] = BOUND.exec(segment) ?? [];
  if (name?.startsWith('download')) return 'function';
  if (name !== undefined) return 'action';
  return at === 0 ? 'navigation' : 'key';
}
