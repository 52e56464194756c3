// What makes the docs page ours: a slim bar with our name, the way to the document, and where there is a way to get one a
// token by a click; in light and in dark.
import type { SignIn } from '../behaviours/pack.ts';

export const pageStyle = `
body { margin: 0; }
.standin-bar { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: baseline; padding: .8rem 1.5rem; font: 400 15px/1.4 system-ui, sans-serif; background: #10231f; color: #d9ede6; }
.standin-bar strong { font-weight: 650; font-size: 18px; letter-spacing: .01em; color: #7fe3bd; }
.standin-bar .what { flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.standin-bar a { color: inherit; text-decoration: underline; text-underline-offset: 3px; }
.standin-bar a:hover, .standin-bar a:focus-visible { color: #fff; }
.standin-bar button { font: inherit; font-weight: 600; padding: .25rem .9rem; border: 1px solid #7fe3bd; border-radius: 7px; background: #7fe3bd; color: #0d2019; cursor: pointer; }
.standin-bar button:hover, .standin-bar button:focus-visible { background: #a6f0d3; }
.standin-bar button:disabled { opacity: .6; cursor: default; }
.standin-bar.signed-in button { background: none; color: inherit; border-color: #4d6b62; }
.standin-bar .failed { color: #ffb4ab; }
.swagger-ui .wrapper { max-width: 1180px; }
.swagger-ui .info { margin: 28px 0; }
`;

interface PageFacts {
  readonly title: string;
  /** The path below which the page stands. */
  readonly own: string;
  readonly signIn?: SignIn | undefined;
}

/** The script that puts the bar above the page. It loads nothing, and asks nothing but this server for a token. */
export function pageScript({ title, own, signIn }: PageFacts): string {
  const what = `A fake of ${title} that remembers.${signIn ? '' : ' Any token signs you in.'}`;
  return `(() => {
  const bar = document.createElement('header');
  bar.className = 'standin-bar';
  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };
  const links = [['openapi.json', '../openapi.json'], ['openapi.yaml', '../openapi.yaml']].map(([text, href]) => {
    const link = element('a', '', text);
    link.href = href;
    return link;
  });
  bar.append(element('strong', '', 'standin'), element('span', 'what', ${JSON.stringify(what)}), ...links);
  document.body.prepend(bar);
${signIn ? signInScript(own, signIn) : ''}})();
`;
}

/** Puts the button into the bar. What Swagger UI is once it runs is known by standing before the function that opens it. */
function signInScript(own: string, signIn: SignIn): string {
  return `
  const signIn = ${JSON.stringify(signIn)};
  const prefix = location.pathname.slice(0, location.pathname.indexOf(${JSON.stringify(`${own}/docs`)}));
  const open = window.SwaggerUIBundle;
  let ui;
  window.SwaggerUIBundle = Object.assign((config) => (ui = open(config)), open);
  const who = element('span', 'who', '');
  who.setAttribute('role', 'status');
  const button = element('button', '', 'Sign in');
  button.type = 'button';
  let end;
  const show = (text, signedIn, failed) => {
    who.textContent = text;
    who.classList.toggle('failed', failed === true);
    bar.classList.toggle('signed-in', signedIn);
    button.textContent = signedIn ? 'Sign out' : 'Sign in';
  };
  const leave = () => {
    clearTimeout(end);
    ui.authActions.logout(signIn.schemes);
    show('', false);
  };
  const enter = async () => {
    const answer = await fetch(prefix + signIn.path, { method: 'POST', body: new URLSearchParams(signIn.form) });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.error_description || answer.statusText);
    const authorized = signIn.schemes.map((name) => {
      const schema = { type: 'http', scheme: 'bearer' };
      return [name, { name, schema, value: told.access_token }];
    });
    ui.authActions.authorize(Object.fromEntries(authorized));
    show('Signed in as ' + signIn.as, true);
    end = setTimeout(leave, told.expires_in * 1000);
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
