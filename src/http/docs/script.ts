// The script of the docs page: a bar, links to other pages, a button to sign in, and advice after a 401. It loads nothing, and
// requests nothing but a token from this server.
import type { SignIn } from '../../behaviours/pack.ts';
import type { DocsLink } from './links.ts';

export interface PageFacts {
  readonly title: string;
  /** The path above the pages of the document. */
  readonly own: string;
  /** The sentence about the required credentials. */
  readonly credentials: string;
  readonly docsLinks: readonly DocsLink[];
  readonly signIn?: SignIn | undefined;
}

export function pageScript({ title, own, credentials, docsLinks, signIn }: PageFacts): string {
  const links = docsLinks.map(({ title: linked, path, ofServer }) => ({ title: linked, path, ofServer }));
  const facts = { title, docs: `${own}/docs`, credentials, docsLinks: links };
  return `(() => {
  const facts = ${JSON.stringify(facts)};
  const prefix = location.pathname.slice(0, location.pathname.indexOf(facts.docs));
  let ui;
${DARK}${BAR}${signIn ? signInScript(signIn) : ''}${UNAUTHORIZED}})();
`;
}

/** Swagger UI is dark if the page has a class; the user's preference is known to the browser. */
const DARK = `
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const dim = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
  dark.addEventListener('change', dim);
  dim();
`;

const BAR = `
  const element = (name, className, text) => {
    const created = document.createElement(name);
    created.className = className;
    created.textContent = text;
    return created;
  };
  const link = (text, href) => {
    const created = element('a', '', text);
    created.href = href;
    return created;
  };
  const bar = element('header', 'standin-bar', '');
  const links = element('nav', '', '');
  if (facts.docsLinks.length > 0) {
    const others = element('details', 'others', '');
    const list = element('ul', '', '');
    for (const { title, path, ofServer } of facts.docsLinks) {
      const item = element('li', '', '');
      item.append(link(title, ofServer ? path : prefix + path));
      list.append(item);
    }
    others.append(element('summary', '', 'Other pages'), list);
    links.append(others);
    addEventListener('click', ({ target }) => others.contains(target) || others.removeAttribute('open'));
    addEventListener('keydown', ({ key }) => key === 'Escape' && others.removeAttribute('open'));
  }
  for (const form of ['json', 'yaml']) {
    const file = link(form, '../openapi.' + form);
    file.prepend(element('span', 'long', 'openapi.'));
    links.append(file);
  }
  bar.append(element('strong', '', 'standin'), element('span', 'title', facts.title), element('span', 'credentials', facts.credentials), links);
  document.body.prepend(bar);
`;

/**
 * Adds the button to the bar. Swagger UI stores the token; this script stores when it expires, so that both survive a reload.
 */
function signInScript(signIn: SignIn): string {
  return `
  const signIn = ${JSON.stringify(signIn)};
  const STORED = 'standin-signed-in';
  const who = element('span', 'who', '');
  who.setAttribute('role', 'status');
  const button = element('button', '', 'Sign in');
  button.type = 'button';
  let end;
  let shown;
  const show = (text, signedIn, failed) => {
    who.textContent = text;
    who.classList.toggle('failed', failed === true);
    bar.classList.toggle('signed-in', signedIn);
    button.textContent = signedIn ? 'Sign out' : 'Sign in';
  };
  const tokens = () => signIn.schemes.map((name) => ui.authSelectors.authorized().getIn([name, 'value']));
  const stored = () => JSON.parse(localStorage.getItem(STORED));
  const signOut = () => {
    localStorage.removeItem(STORED);
    ui.authActions.logoutWithPersistOption(signIn.schemes);
  };
  const signInNow = async () => {
    const response = await fetch(prefix + signIn.path, { method: 'POST', body: new URLSearchParams(signIn.form) });
    const body = await response.json();
    if (!response.ok) throw new Error(body.error_description || response.statusText);
    const token = body.access_token;
    const schema = { type: 'http', scheme: 'bearer' };
    const authorized = signIn.schemes.map((name) => [name, { name, schema, value: token }]);
    localStorage.setItem(STORED, JSON.stringify({ token, until: Date.now() + body.expires_in * 1000 }));
    ui.authActions.authorizeWithPersistOption(Object.fromEntries(authorized));
  };
  /** Shows the state of Swagger UI: its dialog can set and remove tokens, too. */
  const update = () => {
    const now = tokens();
    if (String(now) === shown) return;
    shown = String(now);
    clearTimeout(end);
    const ours = stored();
    const left = ours && now.includes(ours.token) ? ours.until - Date.now() : undefined;
    show(left > 0 ? 'Signed in as ' + signIn.as : '', left > 0);
    if (left !== undefined) end = setTimeout(signOut, Math.max(left, 0));
  };
  const opened = () => {
    ui.getStore().subscribe(update);
    update();
  };
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      if (bar.classList.contains('signed-in')) signOut();
      else await signInNow();
    } catch (error) {
      show(error.message, false, true);
    }
    button.disabled = false;
  });
  bar.append(who, button);
`;
}

/** Advice above a 401. A wrapper around the function that starts Swagger UI gets hold of the running instance. */
const UNAUTHORIZED = `
  const byButton = typeof signIn === 'undefined' ? undefined : signIn;
  const schemes = () => ui.specSelectors.securityDefinitions();
  const advice = () => {
    const authorized = ui.authSelectors.authorized();
    if (!schemes().some((_, name) => authorized.has(name)))
      return 'You sent no credentials. Press ' + (byButton ? 'Sign in at the top of the page' : 'Authorize') + ', then Execute.';
    return 'Your credentials were refused. ' + (byButton ? 'Sign out and sign in again' : 'Press Authorize') + ', then Execute.';
  };
  const Advice = {
    wrapComponents: {
      liveResponse: (Original, { React }) => (props) => {
        const response = React.createElement(Original, props);
        if (props.response.get('status') !== 401 || !schemes()?.size) return response;
        return React.createElement('div', null, React.createElement('p', { className: 'standin-advice', role: 'status' }, advice()), response);
      },
    },
  };
  const open = window.SwaggerUIBundle;
  const opening = (config) => {
    ui = open({ ...config, plugins: [...config.plugins, () => Advice] });
    if (byButton) opened();
    return ui;
  };
  window.SwaggerUIBundle = Object.assign(opening, open);
`;
