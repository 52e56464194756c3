// What the docs page does beside Swagger UI: the bar, the way to other pages, signing in by a click, and a word where a request
// was refused for want of it. The script loads nothing, and asks nothing but this server for a token.
import type { SignIn } from '../behaviours/pack.ts';
import type { DocsLink } from './docs-links.ts';

export interface PageFacts {
  readonly title: string;
  /** The path below which the page stands. */
  readonly own: string;
  /** What is said of the credentials that the document asks for. */
  readonly asked: string;
  readonly docsLinks: readonly DocsLink[];
  readonly signIn?: SignIn | undefined;
}

export function pageScript({ title, own, asked, docsLinks, signIn }: PageFacts): string {
  const facts = { title, docs: `${own}/docs`, asked, docsLinks };
  return `(() => {
  const facts = ${JSON.stringify(facts)};
  const prefix = location.pathname.slice(0, location.pathname.indexOf(facts.docs));
  let ui;
${DARK}${BAR}${signIn ? signInScript(signIn) : ''}${REFUSED}})();
`;
}

/** Swagger UI is dark where its page says so; whoever looks has told the browser. */
const DARK = `
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const dim = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
  dark.addEventListener('change', dim);
  dim();
`;

const BAR = `
  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };
  const link = (text, href) => {
    const made = element('a', '', text);
    made.href = href;
    return made;
  };
  const bar = element('header', 'standin-bar', '');
  const ways = element('nav', '', '');
  if (facts.docsLinks.length > 0) {
    const others = element('details', 'others', '');
    const list = element('ul', '', '');
    for (const { title, path, ofServer } of facts.docsLinks) {
      const item = element('li', '', '');
      item.append(link(title, ofServer ? path : prefix + path));
      list.append(item);
    }
    others.append(element('summary', '', 'Other pages'), list);
    ways.append(others);
    addEventListener('click', ({ target }) => others.contains(target) || others.removeAttribute('open'));
    addEventListener('keydown', ({ key }) => key === 'Escape' && others.removeAttribute('open'));
  }
  for (const form of ['json', 'yaml']) {
    const way = link(form, '../openapi.' + form);
    way.prepend(element('span', 'long', 'openapi.'));
    ways.append(way);
  }
  bar.append(element('strong', '', 'standin'), element('span', 'title', facts.title), element('span', 'asked', facts.asked), ways);
  document.body.prepend(bar);
`;

/**
 * Puts the button into the bar. Swagger UI keeps the token, and this beside it whose it is and until when, so that both are there
 * when the page is loaded again.
 */
function signInScript(signIn: SignIn): string {
  return `
  const signIn = ${JSON.stringify(signIn)};
  const KEPT = 'standin-signed-in';
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
  const kept = () => JSON.parse(localStorage.getItem(KEPT));
  const leave = () => {
    localStorage.removeItem(KEPT);
    ui.authActions.logoutWithPersistOption(signIn.schemes);
  };
  const enter = async () => {
    const answer = await fetch(prefix + signIn.path, { method: 'POST', body: new URLSearchParams(signIn.form) });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.error_description || answer.statusText);
    const token = told.access_token;
    const schema = { type: 'http', scheme: 'bearer' };
    const authorized = signIn.schemes.map((name) => [name, { name, schema, value: token }]);
    localStorage.setItem(KEPT, JSON.stringify({ token, until: Date.now() + told.expires_in * 1000 }));
    ui.authActions.authorizeWithPersistOption(Object.fromEntries(authorized));
  };
  /** Says what Swagger UI has: a token may have been given, or taken back, in its dialog too. */
  const follow = () => {
    const now = tokens();
    if (String(now) === shown) return;
    shown = String(now);
    clearTimeout(end);
    const ours = kept();
    const left = ours && now.includes(ours.token) ? ours.until - Date.now() : undefined;
    show(left > 0 ? 'Signed in as ' + signIn.as : '', left > 0);
    if (left !== undefined) end = setTimeout(leave, Math.max(left, 0));
  };
  const opened = () => {
    ui.getStore().subscribe(follow);
    follow();
  };
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      if (bar.classList.contains('signed-in')) leave();
      else await enter();
    } catch (error) {
      show(error.message, false, true);
    }
    button.disabled = false;
  });
  bar.append(who, button);
`;
}

/** A word above an answer that says 401. What Swagger UI is once it runs is known by standing before the function that opens it. */
const REFUSED = `
  const byButton = typeof signIn === 'undefined' ? undefined : signIn;
  const schemes = () => ui.specSelectors.securityDefinitions();
  const advice = () => {
    const given = ui.authSelectors.authorized();
    if (!schemes().some((_, name) => given.has(name)))
      return 'You sent no credentials: press ' + (byButton ? 'Sign in at the top of the page' : 'Authorize') + ', then Execute again.';
    return 'What you sent is not taken: ' + (byButton ? 'sign out and in again' : 'press Authorize') + ', then Execute again.';
  };
  const Refused = {
    wrapComponents: {
      liveResponse: (Original, { React }) => (props) => {
        const answer = React.createElement(Original, props);
        if (props.response.get('status') !== 401 || !schemes()?.size) return answer;
        return React.createElement('div', null, React.createElement('p', { className: 'standin-advice', role: 'status' }, advice()), answer);
      },
    },
  };
  const open = window.SwaggerUIBundle;
  const opening = (config) => {
    ui = open({ ...config, plugins: [...config.plugins, () => Refused] });
    if (byButton) opened();
    return ui;
  };
  window.SwaggerUIBundle = Object.assign(opening, open);
`;
