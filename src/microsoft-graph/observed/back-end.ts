// Error messages of Intune's back end, which works behind Graph's gateway: the message is JSON in a string and contains the URL of
// the back end.
import type { ExchangeFacts } from '../../conventions/convention.ts';

/** One of the scale units that were recorded. */
const HOST = 'https://fef.msua04.manage.microsoft.com';
const SERVICE = '/DeviceFE/StatelessDeviceFEService';

/** The versions of the back end that were recorded for this resource. Both are dates; the one of beta is in the year 5024. */
const VERSIONS: Readonly<Record<string, string>> = { 'v1.0': '2018-05-24', beta: '5024-07-19' };

/** Translates a path of Graph into the path of the back end. */
export function backEndPath(path: string): string {
  const [, , inner = ''] = /^\/(v1\.0|beta)?(\/.*)?$/.exec(path) ?? [];
  const segments = inner.split('/').map((segment) => segment.replace(BOUND, 'microsoft.management.services.api.$1'));
  return `${SERVICE}${segments.join('/')}`;
}

/** Functions and actions have the back end's own namespace. Inferred: it was seen with those of other resources. */
const BOUND = /^(?:microsoft\.graph\.)?((?:download|generate|consent)\w+(?:\(\))?)$/;

function backEndUrl(path: string): string {
  const [, version = 'v1.0'] = /^\/(v1\.0|beta)\//.exec(path) ?? [];
  return `${HOST}${backEndPath(path)}?api-version=${VERSIONS[version]}`;
}

/**
 * A message in the wrapper of version 3. The Activity ID is the request id of the client (ERR-WRAP-01 and 02).
 * @param source the internal service that failed
 */
export function wrapBackEndMessage(
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

/** The route template of a path, for example `~/singleton/navigation`. `action` and `key` are inferred; the others were seen. */
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
