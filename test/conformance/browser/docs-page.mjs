// Uses the docs page as a person does: sign in, try GET, try PATCH, see the change, go to the other pages; on a wide and on a
// narrow screen, in light and in dark mode. Run by `npm run conformance:browser`.
// --screenshots FOLDER writes pictures to that folder.
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { launch, serve } from './shared.mjs';

const { screenshots } = parseArgs({ options: { screenshots: { type: 'string' } } }).values;
const { url, close } = await serve('--now', '2026-03-01T10:20:30.400Z');
const browser = await launch();

try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1080 } });
  const externalRequests = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) externalRequests.push(request.url());
  });
  const scriptErrors = [];
  page.on('pageerror', (error) => scriptErrors.push(String(error)));

  await page.goto(`${url}/`);
  await page.waitForSelector('.opblock');
  assert.equal(page.url(), `${url}/_standin/docs/`, '/ redirects to the docs page');
  assert.match(await page.title(), /standin/);
  assert.equal(await page.locator('.opblock').count(), 6, 'the page shows the six operations');
  assert.equal(await page.locator('.topbar').count(), 0, 'no bar that loads other documents');
  await page.locator('.standin-world-bar .clock b', { hasText: '2026-03-01 10:20' }).waitFor();
  await picture(page, 'docs-page');

  const anonymous = await tryOut(page, 'get', 0);
  assert.equal(anonymous.status, '401');
  assert.match(await page.locator('.standin-advice').textContent(), /You sent no credentials\. Press Sign in/);

  await page.locator('button.authorize').first().click();
  const dialog = page.locator('.modal-ux');
  await dialog.locator('input').last().fill('any-token');
  await dialog.locator('button.authorize[type=submit]').last().click();
  await dialog.locator('.btn-done').first().click();

  const read = await tryOut(page, 'get', 0);
  assert.equal(read.status, '200');
  assert.match(read.body, /"id": "c4c8f047-f047-c4c8-47f0-c8c447f0c8c4"/);

  const patched = await tryOut(page, 'patch', 0);
  assert.equal(patched.status, '200');
  assert.match(patched.body, /"lastModifiedDateTime": "2026-03-01T10:20:30.400Z"/);
  await page.locator('.opblock-patch').scrollIntoViewIfNeeded();
  await picture(page, 'docs-page-patch');

  const again = await tryOut(page, 'get', 0);
  assert.match(again.body, /"lastModifiedDateTime": "2026-03-01T10:20:30.400Z"/, 'the next GET shows the change');

  const signing = await tryOut(page, 'get', 1);
  assert.equal(signing.status, '200');
  assert.match(signing.body, /"value": "/);

  await changeSettings({ auth: 'strict' });
  await page.goto(`${url}/`);
  await page.waitForSelector('.opblock');
  const rejected = await tryOut(page, 'get', 0);
  assert.equal(rejected.status, '401', 'a strict world rejects a word as a token');

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
  assert.equal((await tryOut(page, 'get', 0)).status, '200', 'a reload keeps the page signed in');
  await otherPages(page, '');
  await otherPages(page, '/~alice');
  await checkLayout(page);

  await page.goto(`${url}/`);
  await page.waitForSelector('.opblock');
  await page.locator('.standin-bar button').click();
  await page.waitForSelector('.standin-bar:not(.signed-in)');
  assert.equal((await tryOut(page, 'get', 0)).status, '401', 'Sign out signs out');
  await page.reload();
  await page.waitForSelector('.opblock');
  assert.equal((await tryOut(page, 'get', 0)).status, '401', 'also after a reload');
  assert.equal(await page.locator('.standin-bar button').textContent(), 'Sign in');

  await signInPage(page);

  assert.deepEqual(externalRequests, [], 'nothing is loaded from other hosts');
  assert.deepEqual(scriptErrors, [], 'no script fails');
  console.log(
    'the docs page: 6 operations, signed in, GET and PATCH; the other pages; narrow and dark; the sign-in page\n1 passed, 0 failed',
  );
} finally {
  await browser.close();
  close();
}

/** The page of Graph links to the other pages, and each of them links back. */
async function otherPages(page, prefix) {
  const home = `${url}${prefix}/_standin/docs/`;
  for (const [title, path] of [
    ['Microsoft identity platform', `${prefix}/login/_standin/docs/`],
    ['Apple Push Certificates Portal', `${prefix}/apple/_standin/docs/`],
    ['Control API', '/_standin/control/docs/'],
  ]) {
    await page.goto(home);
    await follow(page, title);
    assert.equal(page.url(), url + path, `the page links to ${title}`);
    await follow(page, 'Microsoft Graph');
    assert.equal(page.url(), path.startsWith(prefix) ? home : `${url}/_standin/docs/`, `${title} links back`);
  }
}

async function follow(page, title) {
  await page.waitForSelector('.opblock');
  await page.locator('.standin-bar summary').click();
  await page.locator('.standin-bar .others a', { hasText: title }).click();
  await page.waitForSelector('.opblock');
}

/** Every page fits a narrow screen, signed in and out, and is readable in dark mode. */
async function checkLayout(page) {
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
      const what = `${path} at ${width} in ${colorScheme}`;
      const [scrollWidth, barHeight] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.querySelector('.standin-bar').offsetHeight,
      ]);
      assert.equal(scrollWidth, width, `${what} does not scroll sideways`);
      assert.ok(barHeight < 100, `${what} has a bar of at most two rows`);
      const needsCredentials =
        (await page.locator('.standin-bar .credentials').textContent()) !== 'No credentials are required.';
      assert.equal(
        await page.locator('button.authorize').count(),
        needsCredentials ? 1 : 0,
        `${what} has an Authorize button only if it needs credentials`,
      );
      if (colorScheme === 'dark') assert.deepEqual(await page.evaluate(dimTexts), [], `${what} is readable`);
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
    const styles = ancestors(element).map((one) => getComputedStyle(one));
    const background = styles.reduce(
      (below, { backgroundColor }) => over(colour(backgroundColor), below),
      [255, 255, 255],
    );
    const [red, green, blue, alpha] = colour(getComputedStyle(element).color);
    const visible = styles.reduce((product, { opacity }) => product * Number(opacity), alpha);
    const [low, high] = [light(over([red, green, blue, visible], background)), light(background)].sort((a, b) => a - b);
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

/** The page of the token service: choose an account, and the browser returns with a code. */
async function signInPage(page) {
  const openSignIn = async (mode, more = {}) => {
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
  await openSignIn('query', { login_hint: '<b>"someone"</b>@contoso.example' });
  assert.equal(await page.locator('.account').count(), 3, 'the account of the login hint is the first choice');
  assert.equal(await page.locator('.account b').count(), 0, 'and appears as text');
  await page.setViewportSize({ width: 760, height: 620 });
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await openSignIn('query');
    await picture(page, `sign-in-${colorScheme}`);
  }
  for (const mode of ['query', 'fragment']) {
    await openSignIn(mode);
    await page.getByText('admin@contoso.example').click();
    await page.waitForURL(/openapi\.json/);
    const returned = new URL(page.url());
    const values = mode === 'query' ? returned.searchParams : new URLSearchParams(returned.hash.slice(1));
    assert.ok(values.get('code'), `the ${mode} contains a code`);
    assert.equal(values.get('state'), 'as it was');
  }
  await openSignIn('form_post');
  const posted = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().endsWith('openapi.json'),
  );
  await page.locator('#account').fill('someone@contoso.example');
  await page.locator('.other button').click();
  assert.match((await posted).postData(), /^code=.*&state=as\+it\+was$/, 'the form is posted automatically');
}

async function changeSettings(changed) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ settings: changed });
  const response = await fetch(`${url}/_standin/worlds/default`, { method: 'PATCH', headers, body });
  assert.equal(response.status, 200);
}

/** Opens an operation and executes it. @returns the status and the body that the page shows */
async function tryOut(page, method, index) {
  const block = page.locator(`.opblock-${method}`).nth(index);
  if (!(await block.getAttribute('class')).includes('is-open')) await block.locator('.opblock-summary').click();
  const tryButton = block.locator('.try-out__btn:not(.cancel)');
  if (await tryButton.count()) await tryButton.click();
  const responded = page.waitForResponse((response) => response.request().method() === method.toUpperCase());
  await block.locator('.btn.execute').click();
  await responded;
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
