// The script of the docs page: a bar with the documents, a button to sign in, the controls of the world, and what is added to
// Swagger UI. It loads nothing, and requests nothing but this server.
import type { SignIn } from '../../behaviours/pack.ts';
import { WORLD_HEADER } from '../../headers.ts';
import { DOCS_NOTE, DOCS_WORLD } from './docs-document.ts';
import type { DocsLink } from './links.ts';
import { swaggerPluginScript } from './swagger-plugin-script.ts';
import { userScript } from './user-script.ts';
import { worldControlsScript } from './world-controls-script.ts';

export interface PageFacts {
  readonly title: string;
  /** The path above the pages of the document. */
  readonly own: string;
  /** The path that the document is served under, empty for the root; undefined if the page shows no state. */
  readonly mount: string | undefined;
  /** The sentence about the required credentials. */
  readonly credentials: string;
  readonly docsLinks: readonly DocsLink[];
  readonly signIn?: SignIn | undefined;
}

export function pageScript({ title, own, mount, credentials, docsLinks, signIn }: PageFacts): string {
  const links = docsLinks.map(({ title: linked, path, ofServer }) => ({ title: linked, path, ofServer }));
  const names = { world: DOCS_WORLD, note: DOCS_NOTE };
  const facts = { title, docs: `${own}/docs`, mount, credentials, docsLinks: links, names, worldHeader: WORLD_HEADER };
  return `(() => {
  const facts = ${JSON.stringify(facts)};
  const prefix = location.pathname.slice(0, location.pathname.indexOf(facts.docs));
  let ui;
${DARK}${ELEMENTS}${BAR}${signIn ? signInScript(signIn) : 'const signIn = undefined;'}${worldControlsScript}${userScript}${swaggerPluginScript}})();
`;
}

/** Swagger UI is dark if the page has a class; the user's preference is known to the browser. */
const DARK = `
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const dim = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
  dark.addEventListener('change', dim);
  dim();
`;

/** Functions that create elements. A menu closes with a click elsewhere and with Escape. */
const ELEMENTS = `
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
  const button = (text, press) => {
    const created = element('button', '', text);
    created.type = 'button';
    created.addEventListener('click', press);
    return created;
  };
  const menu = (className, ...label) => {
    const details = element('details', 'menu ' + className, '');
    const summary = element('summary', '', '');
    summary.append(...label);
    const list = element('ul', '', '');
    details.append(summary, list);
    addEventListener('click', ({ target }) => details.contains(target) || details.removeAttribute('open'));
    details.addEventListener('keydown', ({ key }) => {
      if (key !== 'Escape' || !details.open) return;
      details.removeAttribute('open');
      summary.focus();
    });
    const fill = (items) => {
      list.replaceChildren(...items.map((item) => {
        const entry = element('li', '', '');
        entry.append(item);
        return entry;
      }));
    };
    return { details, fill, close: () => details.removeAttribute('open') };
  };
`;

const BAR = `
  const bar = element('header', 'standin-bar', '');
  const documents = menu('others', element('span', 'title', facts.title));
  const current = link(facts.title, './');
  current.setAttribute('aria-current', 'page');
  documents.fill([current, ...facts.docsLinks.map(({ title, path, ofServer }) => link(title, ofServer ? path : prefix + path))]);
  const files = element('nav', '', '');
  files.setAttribute('aria-label', 'The document as a file');
  for (const name of ['openapi.json', 'openapi.yaml', 'source']) {
    const file = link(name.replace('openapi.', ''), '../' + name);
    if (name !== 'source') file.prepend(element('span', 'long', 'openapi.'));
    files.append(file);
  }
  bar.append(element('strong', '', 'standin'), documents.details, element('span', 'credentials', facts.credentials), files);
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
  const signInButton = button('Sign in', () => undefined);
  let end;
  let shown;
  const show = (text, signedIn, failed) => {
    who.textContent = text;
    who.classList.toggle('failed', failed === true);
    bar.classList.toggle('signed-in', signedIn);
    signInButton.textContent = signedIn ? 'Sign out' : 'Sign in';
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
  signInButton.addEventListener('click', async () => {
    signInButton.disabled = true;
    try {
      if (bar.classList.contains('signed-in')) signOut();
      else await signInNow();
    } catch (error) {
      show(error.message, false, true);
    }
    signInButton.disabled = false;
  });
  bar.append(who, signInButton);
`;
}
