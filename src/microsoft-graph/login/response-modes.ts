// The response modes: the browser returns a response to the client in the query, in the fragment, or as a posted form
// (OAuth 2.0 Multiple Response Types, Form Post Response Mode).
import { type Fields, postingPage } from './pages.ts';
import { type Refusal, refusalOf } from './refusals.ts';

export interface ResponseModeRequest {
  readonly uri: URL;
  readonly mode: 'query' | 'fragment' | 'form_post';
  readonly state: string | undefined;
}

export type ResponseModeResult =
  | { readonly status: 302; readonly headers: Readonly<Record<string, string>> }
  | { readonly status: 200; readonly body: string; readonly headers: Readonly<Record<string, string>> };

export function respondByMode({ uri, mode, state }: ResponseModeRequest, response: Fields): ResponseModeResult {
  const fields: Fields = state === undefined ? response : [...response, ['state', state]];
  if (mode === 'form_post') return { status: 200, ...postingPage(uri.href, fields) };
  const target = new URL(uri);
  const pairs = fields.map(([name, value]): [string, string] => [name, value]);
  if (mode === 'fragment') target.hash = new URLSearchParams(pairs).toString();
  else for (const [name, value] of fields) target.searchParams.append(name, value);
  return { status: 302, headers: { location: target.href } };
}

/** Schemes that do not lead a browser to a page or an app. */
const FORBIDDEN =
  /^(?:javascript|data|vbscript|file|about|blob|filesystem|view-source|ws|wss|ftp|mailto|tel|sms|chrome|edge|resource|jar|intent|ms-(?!appx-web:)[\w.+-]*):$/;

/** The URL to redirect to, or the refusal if it is missing or not allowed. */
export function redirectTarget(text: string | undefined): URL | Refusal {
  if (text === undefined || text === '') return refusalOf('redirectMissing');
  if (!URL.canParse(text)) return refusalOf('redirectInvalid');
  const uri = new URL(text);
  const forbidden = FORBIDDEN.test(uri.protocol) || uri.hash !== '' || uri.username !== '' || uri.password !== '';
  return forbidden ? refusalOf('redirectForbidden', text) : uri;
}
