// Drives the docs page as a person would: sign in, try GET, try PATCH, see the change, go on to the other pages; on a wide and on a
// narrow screen, in light and in dark. Run by `npm run conformance:browser`.
// With --screenshots FOLDER it leaves pictures there.
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { launch, serve } from './shared.mjs';

const { screenshots } = parseArgs({ options: { screenshots: { type: 'string' } } }).values;
const { url, close } = await serve('--now', '2026-03-01T10:20:30.400Z');
const browser = await launch();

try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1080 } });
  const elsewhere = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) elsewhere.push(request.url());
  });
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));

  await page.goto(`${url}/`);
  await page.waitForSelector('.opblock');
  assert.equal(page.url(), `${url}/_standin/docs/`, '/ leads to the docs page');
  assert.match(await page.title(), /standin/);
  assert.equal(await page.locator('.opblock').count(), 6, 'the page shows the six operations');
  assert.equal(await page.locator('.topbar').count(), 0, 'no bar that loads other documents');
  await picture(page, 'docs-page');

  const stranger = await tryOut(page, 'get', 0);
  assert.equal(stranger.status, '401');
  assert.match(await page.locator('.standin-advice').textContent(), /You sent no credentials: press Sign in/);

  await page.locator('button.authorize').first().click();
  const dialog = page.locator('.modal-ux');
  await dialog.locator('input').last().fill('any-token');
  await dialog.locator('button.authorize[type=submit]').last().click();
  await dialog.locator('.btn-done').first().click();

  const got = await tryOut(page, 'get', 0);
  assert.equal(got.status, '200');
  assert.match(got.body, /"id": "c4c8f047-f047-c4c8-47f0-c8c447f0c8c4"/);

  const patched = await tryOut(page, 'patch', 0);
  assert.equal(patched.status, '200');
  assert.match(patched.body, /"lastModifiedDateTime": "2026-03-01T10:20:30.400Z"/);
  await page.locator('.opblock-patch').scrollIntoViewIfNeeded();
  await picture(page, 'docs-page-patch');

  const again = await tryOut(page, 'get', 0);
  assert.match(again.body, /"lastModifiedDateTime": "2026-03-01T10:20:30.400Z"/, 'a following GET shows the change');

  const signing = await tryOut(page, 'get', 1);
  assert.equal(signing.status, '200');
  assert.match(signing.body, /"value": "/);

  await settings({ auth: 'strict' });
  await page.goto(`${url}/`);
  await page.waitForSelector('.opblock');
  const refused = await tryOut(page, 'get', 0);
  assert.equal(refused.status, '401', 'in a strict world a word is no token');

  await page.locator('.standin-bar button').click();
  await page.waitForSelector('.standin-bar.signed-in');
  assert.match(await page.locator('.standin-bar .who').textContent(), /Signed in as admin@contoso\.example/);
  assert.equal(await page.locator('.standin-bar button').textContent(), 'Sign out');
  assert.equal((await tryOut(page, 'get', 0)).status, '200', 'one click signs in');
  assert.equal((await tryOut(page, 'patch', 0)).status, '200');
  await page.evaluate(() => window.scrollTo(0, 0));
  await picture(page, 'docs-page-signed-in');

  await page.reload();
  await page.waitForSelector('.standin-bar.signed-in');
  assert.match(await page.locator('.standin-bar .who').textContent(), /Signed in as admin@contoso\.example/);
  assert.equal((await tryOut(page, 'get', 0)).status, '200', 'one stays signed in when the page is loaded again');
  await otherPages(page, '');
  await otherPages(page, '/~alice');
  await looks(page);

  await page.goto(`${url}/`);
  await page.waitForSelector('.opblock');
  await page.locator('.standin-bar button').click();
  await page.waitForSelector('.standin-bar:not(.signed-in)');
  assert.equal((await tryOut(page, 'get', 0)).status, '401', 'and one signs out');
  await page.reload();
  await page.waitForSelector('.opblock');
  assert.equal((await tryOut(page, 'get', 0)).status, '401', 'for good');
  assert.equal(await page.locator('.standin-bar button').textContent(), 'Sign in');

  await signInPage(page);

  assert.deepEqual(elsewhere, [], 'nothing is loaded from elsewhere');
  assert.deepEqual(complaints, [], 'no script fails');
  console.log(
    'the docs page: 6 operations, signed in, GET and PATCH tried out; the other pages; narrow and dark; the sign-in page\n1 passed, 0 failed',
  );
} finally {
  await browser.close();
  close();
}

/** From the page of Graph to the other ones, and from each of them back. */
async function otherPages(page, prefix) {
  const home = `${url}${prefix}/_standin/docs/`;
  for (const [title, path] of [
    ['Microsoft identity platform', `${prefix}/login/_standin/docs/`],
    ['Apple Push Certificates Portal', `${prefix}/apple/_standin/docs/`],
    ['Control API', '/_standin/control/docs/'],
  ]) {
    await page.goto(home);
    await follow(page, title);
    assert.equal(page.url(), url + path, `the page leads to ${title}`);
    await follow(page, 'Microsoft Graph');
    assert.equal(page.url(), path.startsWith(prefix) ? home : `${url}/_standin/docs/`, `${title} leads back`);
  }
}

async function follow(page, title) {
  await page.waitForSelector('.opblock');
  await page.locator('.standin-bar summary').click();
  await page.locator('.standin-bar .others a', { hasText: title }).click();
  await page.waitForSelector('.opblock');
}

/** Every page fits a narrow screen, signed in and out, and can be read in the dark. */
async function looks(page) {
  for (const path of ['/', '/login', '/apple', '/_standin/control/docs/']) {
    for (const [width, colorScheme] of [
      [390, 'light'],
      [390, 'dark'],
      [1280, 'dark'],
    ]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.goto(url + path);
      await page.waitForSelector('.opblock');
      await page.locator('.opblock-summary-control').first().click();
      await page.waitForSelector('.opblock-body .btn.execute');
      const named = `${path} at ${width} in ${colorScheme}`;
      const [wide, high] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.querySelector('.standin-bar').offsetHeight,
      ]);
      assert.equal(wide, width, `${named} does not scroll sideways`);
      assert.ok(high < 100, `${named} has a bar of two rows at most`);
      const asks = (await page.locator('.standin-bar .asked').textContent()) !== 'No credentials are asked for.';
      assert.equal(await page.locator('button.authorize').count(), asks ? 1 : 0, `${named} authorizes where it asks`);
      if (colorScheme === 'dark') assert.deepEqual(await page.evaluate(dimTexts), [], `${named} can be read`);
      await picture(page, `page${path.replaceAll('/', '-')}-${width}-${colorScheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 1080 });
}

/** Runs in the page: texts whose contrast is below 4.5 to 1 (WCAG 2.2, section 1.4.3). */
function dimTexts() {
  const colour = (text) => {
    const [red, green, blue, alpha = 1] = text.match(/[\d.]+/g).map(Number);
    return [red, green, blue, alpha];
  };
  const linear = (part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const over = ([red, green, blue, alpha], below) =>
    [red, green, blue].map((part, at) => part * alpha + below[at] * (1 - alpha));
  const ancestors = (element) => (element ? [...ancestors(element.parentElement), element] : []);
  const contrast = (element) => {
    const lying = ancestors(element).map((one) => getComputedStyle(one));
    const ground = lying.reduce((below, { backgroundColor }) => over(colour(backgroundColor), below), [255, 255, 255]);
    const [red, green, blue, alpha] = colour(getComputedStyle(element).color);
    const seen = lying.reduce((product, { opacity }) => product * Number(opacity), alpha);
    const [low, high] = [light(over([red, green, blue, seen], ground)), light(ground)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const dim = new Set();
  while (texts.nextNode()) {
    const { parentElement: element, textContent } = texts.currentNode;
    if (!textContent.trim() || !element.checkVisibility() || element.matches('script, style, option')) continue;
    if (contrast(element) < 4.5) dim.add(textContent.trim());
  }
  return [...dim];
}

/** The page of the token service: an account is chosen, and the browser comes back with a code. */
async function signInPage(page) {
  const ask = async (mode, more = {}) => {
    const query = new URLSearchParams({
      client_id: 'a-client',
      response_type: 'code',
      response_mode: mode,
      redirect_uri: `${url}/_standin/openapi.json`,
      scope: 'openid DeviceManagementServiceConfig.Read.All',
      state: 'as it was',
      ...more,
    });
    await page.goto(`${url}/organizations/oauth2/v2.0/authorize?${query}`);
  };
  await ask('query', { login_hint: '<b>"someone"</b>@contoso.example' });
  assert.equal(await page.locator('.account').count(), 3, 'the account that is hinted at is offered first');
  assert.equal(await page.locator('.account b').count(), 0, 'and is shown as text');
  await page.setViewportSize({ width: 760, height: 620 });
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await ask('query');
    await picture(page, `sign-in-${colorScheme}`);
  }
  for (const mode of ['query', 'fragment']) {
    await ask(mode);
    await page.getByText('admin@contoso.example').click();
    await page.waitForURL(/openapi\.json/);
    const given = new URL(page.url());
    const told = mode === 'query' ? given.searchParams : new URLSearchParams(given.hash.slice(1));
    assert.ok(told.get('code'), `a code comes back in the ${mode}`);
    assert.equal(told.get('state'), 'as it was');
  }
  await ask('form_post');
  const posted = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().endsWith('openapi.json'),
  );
  await page.locator('#account').fill('whoever@contoso.example');
  await page.locator('.other button').click();
  assert.match((await posted).postData(), /^code=.*&state=as\+it\+was$/, 'a form is posted by itself');
}

async function settings(given) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ settings: given });
  const answer = await fetch(`${url}/_standin/worlds/default`, { method: 'PATCH', headers, body });
  assert.equal(answer.status, 200);
}

/** Opens an operation, executes it, and answers what the page shows of the response. */
async function tryOut(page, method, index) {
  const block = page.locator(`.opblock-${method}`).nth(index);
  if (!(await block.getAttribute('class')).includes('is-open')) await block.locator('.opblock-summary').click();
  const tryButton = block.locator('.try-out__btn:not(.cancel)');
  if (await tryButton.count()) await tryButton.click();
  const answered = page.waitForResponse((response) => response.request().method() === method.toUpperCase());
  await block.locator('.btn.execute').click();
  await answered;
  const live = block.locator('.live-responses-table');
  await live.locator('.response-col_status').last().waitFor();
  await page.waitForTimeout(300);
  return {
    status: (await live.locator('tbody .response-col_status').first().textContent()).trim().slice(0, 3),
    body: await live.locator('.highlight-code').first().textContent(),
  };
}

async function picture(page, name) {
  if (screenshots) await page.screenshot({ path: `${screenshots}/${name}.png` });
}
