// The HTML pages of the token service: the accounts to choose from, errors, and the form that posts a response to the client. The
// pages load no other files. Their only script is the line that submits that form.
import { createHash } from 'node:crypto';
import type { Account } from './accounts.ts';
import { type Html, html } from './html.ts';
import { type Refusal, refusalOf, textOf } from './refusals.ts';

/** The body and headers of a page. */
export interface HtmlPage {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Names and values of hidden form fields. */
export type Fields = readonly (readonly [name: string, value: string])[];

export interface SignInFields {
  /** The application that the user signs in to, and the origin to which the browser returns. */
  readonly client: string;
  readonly destination: string;
  readonly accounts: readonly Account[];
  readonly fields: Fields;
}

export function signInPage({ client, destination, accounts, fields }: SignInFields): HtmlPage {
  const hidden = hiddenInputs(fields);
  const buttons = accounts.map(
    ({ upn, name }) => html`<li><button class="account" name="account" value="${upn}">
<span class="mark" aria-hidden="true">${[...name][0]?.toUpperCase() ?? ''}</span>
<span class="who"><strong>${name}</strong><span>${upn}</span></span></button></li>`,
  );
  return page(
    'Sign in',
    html`<h1>Pick an account</h1>
<p class="to">to continue to <strong>${client}</strong><br>at <span class="uri">${destination}</span></p>
<form method="post" action="authorize">${hidden}<ul>${buttons}</ul></form>
<form method="post" action="authorize" class="other">${hidden}
<label for="account">Use another account</label>
<div class="line"><input id="account" name="account" type="text" inputmode="email" autocomplete="off" autocapitalize="none" spellcheck="false" placeholder="name@contoso.example" required maxlength="113">
<button class="go">Sign in</button></div></form>
<form method="post" action="authorize">${hidden}<button class="cancel" name="cancel" value="1">Cancel</button></form>`,
  );
}

export interface DeviceFields {
  /** The code that the person entered, or that the URL contains. */
  readonly userCode: string | undefined;
  /** The application on the device, if the code is known. */
  readonly client: string | undefined;
  readonly accounts: readonly Account[];
  /** Why the last attempt failed. */
  readonly problem: string | undefined;
}

export function deviceCodePage({ userCode = '', client, accounts, problem }: DeviceFields): HtmlPage {
  const options = accounts.map(({ upn }) => html`<option value="${upn}"></option>`);
  return page(
    'Sign in on a device',
    html`<h1>Enter the code</h1>
<p class="to">${client === undefined ? 'The device shows it.' : html`to sign in to <strong>${client}</strong>`}</p>
<form method="post" action="deviceauth" class="other">
<label for="code">Code</label>
<div class="line"><input id="code" name="user_code" type="text" value="${userCode}" autocomplete="off" autocapitalize="characters" spellcheck="false" required maxlength="20"></div>
<label for="account" class="next">Account</label>
<div class="line"><input id="account" name="account" type="text" list="accounts" value="${accounts[0]?.upn ?? ''}" inputmode="email" autocomplete="off" autocapitalize="none" spellcheck="false" required maxlength="113">
<datalist id="accounts">${options}</datalist>
<button class="go">Sign in</button></div>
<button class="cancel" name="cancel" value="1">Cancel</button>
</form>${problem === undefined ? [] : html`<p class="wrong">${problem}</p>`}`,
  );
}

export function deviceDonePage(title: string, client: string): HtmlPage {
  return page(
    title,
    html`<h1>${title}</h1><p>Return to <strong>${client}</strong> on the device. You can close this page.</p>`,
  );
}

export function refusalPage(refusal: Refusal): HtmlPage {
  const { advice } = refusal;
  return page(
    'Sign-in failed',
    html`<h1>Sign-in failed</h1><p class="wrong">${textOf(refusal)}</p>${advice ? html`<p class="more">${advice}</p>` : []}`,
  );
}

/** The page for a request without parameters, which does not come from a client. */
export function emptyPage(): HtmlPage {
  return page(
    'Sign in',
    html`<h1>No application to sign in to</h1>
<p>This is the sign-in page. An application opens it with these query parameters:</p>
<ul class="missing"><li><code>client_id</code>: the id of the application. Any id works</li><li><code>redirect_uri</code>: the URL to return to</li>
<li><code>response_type=code</code></li><li><code>scope</code>: for example <code>openid</code></li></ul>
<p class="wrong">${textOf(refusalOf('parameterMissing', 'client_id'))}</p>`,
  );
}

export function signedOutPage(): HtmlPage {
  return page(
    'Signed out',
    html`<h1>You signed out</h1><p>This server keeps no sessions, so there was nothing to end.</p>`,
  );
}

/** Posts fields to the client: at once if the browser runs scripts, otherwise when the user clicks. */
export function postingPage(target: string, fields: Fields): HtmlPage {
  const content = html`<h1>Signing in</h1>
<form method="post" action="${target}">${hiddenInputs(fields)}<button class="go">Continue</button></form>
<script>${{ html: SUBMIT_SCRIPT }}</script>`;
  return page('Signing in', content);
}

const SUBMIT_SCRIPT = 'document.forms[0].submit()';
const SUBMIT_HASH = createHash('sha256').update(SUBMIT_SCRIPT).digest('base64');

function hiddenInputs(fields: Fields): readonly Html[] {
  return fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
}

function page(title: string, content: Html): HtmlPage {
  const { html: body } = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · standin</title><style>${{ html: STYLE }}</style></head>
<body><main>${content}</main>
<footer><strong>standin</strong> A mock of the Microsoft sign-in page. It needs no password and sends nothing to Microsoft.</footer></body></html>
`;
  return {
    body,
    headers: { 'content-security-policy': POLICY, 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' },
  };
}

const STYLE = `
:root { color-scheme: light dark; --back: #eef3f1; --card: #fff; --text: #15211d; --soft: #55645e; --line: #d5dfda; --mark: #0f6b4f; --on-mark: #fff; --over: #f0f7f4; --wrong: #a4262c; }
@media (prefers-color-scheme: dark) { :root { --back: #0d1614; --card: #16221f; --text: #e3eeea; --soft: #9db0a9; --line: #2b3b36; --mark: #7fe3bd; --on-mark: #0d2019; --over: #1e2e29; --wrong: #ff9a9a; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 1.25rem; padding: 1.5rem; background: var(--back); color: var(--text); font: 400 16px/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 27rem; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 14px; box-shadow: 0 12px 34px rgb(0 0 0 / .09); }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; font-weight: 650; }
p { margin: 0; }
.to { color: var(--soft); font-size: .9rem; overflow-wrap: anywhere; }
.to strong { color: var(--text); font-weight: 600; }
ul { list-style: none; margin: 1.25rem 0 0; padding: 0; border-top: 1px solid var(--line); }
li { border-bottom: 1px solid var(--line); }
button, input { font: inherit; color: inherit; }
button { cursor: pointer; }
.account { display: flex; align-items: center; gap: .9rem; width: 100%; padding: .8rem .5rem; background: none; border: 0; text-align: left; border-radius: 8px; }
.account:hover, .account:focus-visible { background: var(--over); }
.mark { flex: none; display: grid; place-items: center; width: 2.4rem; height: 2.4rem; border-radius: 50%; background: var(--mark); color: var(--on-mark); font-weight: 650; }
.who { display: grid; min-width: 0; }
.who strong { font-weight: 600; }
.who span { color: var(--soft); font-size: .9rem; overflow-wrap: anywhere; }
.other { margin-top: 1.25rem; }
label { display: block; margin-bottom: .35rem; color: var(--soft); font-size: .9rem; }
.line { display: flex; gap: .5rem; }
.next { margin-top: .9rem; }
input[type=text] { flex: 1; min-width: 0; padding: .5rem .7rem; background: var(--back); border: 1px solid var(--line); border-radius: 8px; }
.go { padding: .5rem 1rem; background: var(--mark); color: var(--on-mark); border: 0; border-radius: 8px; font-weight: 600; }
.cancel { margin-top: 1rem; padding: 0; background: none; border: 0; color: var(--soft); text-decoration: underline; text-underline-offset: 3px; }
:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
.wrong { margin-top: .75rem; color: var(--wrong); overflow-wrap: anywhere; }
.more { margin-top: .75rem; }
.missing { margin-top: .75rem; }
.missing li { padding: .35rem 0; }
code { font-size: .92em; }
footer { max-width: 27rem; color: var(--soft); font-size: .85rem; text-align: center; }
footer strong { color: var(--mark); }
`;

/** The pages load nothing. There is no form-action, because browsers apply it to redirects of a form too. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  `script-src 'sha256-${SUBMIT_HASH}'`,
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
