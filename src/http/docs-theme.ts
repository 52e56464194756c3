// What makes the docs page ours: a slim bar with our name and the way to the document, in light and in dark.

export const pageStyle = `
body { margin: 0; }
.standin-bar { display: flex; gap: 1.25rem; align-items: baseline; padding: .8rem 1.5rem; font: 400 15px/1.4 system-ui, sans-serif; background: #10231f; color: #d9ede6; }
.standin-bar strong { font-weight: 650; font-size: 18px; letter-spacing: .01em; color: #7fe3bd; }
.standin-bar span { flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.standin-bar a { color: inherit; text-decoration: underline; text-underline-offset: 3px; }
.standin-bar a:hover, .standin-bar a:focus-visible { color: #fff; }
.swagger-ui .wrapper { max-width: 1180px; }
.swagger-ui .info { margin: 28px 0; }
`;

/** The script that puts the bar above the page. It loads nothing. */
export function pageScript(title: string): string {
  return `(() => {
  const bar = document.createElement('header');
  bar.className = 'standin-bar';
  const name = document.createElement('strong');
  name.textContent = 'standin';
  const what = document.createElement('span');
  what.textContent = 'A fake of ' + ${JSON.stringify(title)} + ' that remembers. Any token signs you in.';
  const links = [['openapi.json', '../openapi.json'], ['openapi.yaml', '../openapi.yaml']].map(([text, href]) => {
    const link = document.createElement('a');
    link.textContent = text;
    link.href = href;
    return link;
  });
  bar.append(name, what, ...links);
  document.body.prepend(bar);
})();
`;
}
