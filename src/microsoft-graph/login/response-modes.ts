// How a browser takes an answer back to the client that sent it: in the query, in the fragment, or as a form that is posted
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

export function respondByMode({ uri, mode, state }: ResponseModeRequest, told: Fields): ResponseModeResult {
  const fields: Fields = state === undefined ? told : [...told, ['state', state]];
  if (mode === 'form_post') return { status: 200, ...postingPage(uri.href, fields) };
  const target = new URL(uri);
  const pairs = fields.map(([name, value]): [string, string] => [name, value]);
  if (mode === 'fragment') target.hash = new URLSearchParams(pairs).toString();
  else for (const [name, value] of fields) target.searchParams.append(name, value);
  return { status: 302, headers: { location: target.href } };
}

/** Schemes that lead a browser into something other than a page or an app. */
const FORBIDDEN =
  /^(?:javascript|data|vbscript|file|about|blob|filesystem|view-source|ws|wss|ftp|mailto|tel|sms|chrome|edge|resource|jar|intent|ms-(?!appx-web:)[\w.+-]*):$/;

/** The address that a browser may be sent to, or why it may not. */
export function redirectTarget(text: string | undefined): URL | Refusal {
  if (text === undefined || text === '') return refusalOf('redirectMissing');
  if (!URL.canParse(text)) return refusalOf('redirectInvalid');
  const uri = new URL(text);
  const bad = FORBIDDEN.test(uri.protocol) || uri.hash !== '' || uri.username !== '' || uri.password !== '';
  return bad ? refusalOf('redirectForbidden', text) : uri;
}
