// The part of the docs page's script that shows the world: a second bar with the world, its scenario, its clock, a reset, and an
// error for the next request. It calls the control API of the same server.

export const worldControlsScript = `
  const OWN = '/_standin';
  const base = prefix.replace(/\\/~[^/]*$/, '');
  /** The console keeps its token under the same name. */
  const TOKEN = 'standin.console.token';
  const [, givenToken] = /(?:^#|&)token=([^&]+)/.exec(location.hash) || [];
  if (givenToken !== undefined) {
    sessionStorage.setItem(TOKEN, decodeURIComponent(givenToken));
    history.replaceState(null, '', location.pathname + location.search);
  }
  const controlled = facts.mount !== undefined;
  let worldName;
  let worldInfo;
  /** The difference between the clock of the world and that of this machine, in milliseconds. */
  let clockAhead = 0;
  const control = async (method, path, body) => {
    const token = sessionStorage.getItem(TOKEN);
    const headers = { ...(token && { authorization: 'Bearer ' + token }), ...(body && { 'content-type': 'application/json' }) };
    const response = await fetch(base + OWN + path, { method, headers, body: body && JSON.stringify(body) });
    const value = response.status === 204 ? undefined : await response.json();
    if (response.status === 401 || response.status === 403) lock(true);
    if (!response.ok) throw Object.assign(new Error(value.detail || response.statusText), { hadToken: Boolean(token) || response.status === 403 });
    return value;
  };
  const inWorld = (path) => '/worlds/' + encodeURIComponent(worldName) + path;
  const worldBar = element('section', 'standin-world-bar', '');
  worldBar.setAttribute('aria-label', 'World');
  const says = element('span', 'says', '');
  says.setAttribute('role', 'status');
  const say = (text, failed) => {
    says.textContent = text;
    says.classList.toggle('failed', failed === true);
  };
  /** Runs what a person pressed, shows the world again, and says what was done. */
  const act = async (run, done) => {
    try {
      say('');
      await run();
      await showWorld();
      say(done);
    } catch (error) {
      // The form says what is missing.
      say(tokenForm.hidden || error.hadToken ? error.message : '', true);
    }
  };

  const worldShown = element('b', '', '');
  const worldMenu = menu('world', 'World ', worldShown);
  const openWorld = (name) => {
    const isPrefixed = name !== 'default' || (prefix === base && worldName !== 'default');
    location.assign(base + (isPrefixed ? '/~' + name : '') + facts.docs + '/' + location.hash);
  };
  const newWorld = element('form', '', '');
  const newName = element('input', '', '');
  newName.setAttribute('aria-label', 'Name of a new world');
  newName.placeholder = 'new world';
  newName.pattern = '[A-Za-z0-9]([A-Za-z0-9_\\\\-]{0,61}[A-Za-z0-9])?';
  newName.required = true;
  const createButton = button('Open', () => undefined);
  createButton.type = 'submit';
  newWorld.append(newName, createButton);
  newWorld.addEventListener('submit', (event) => {
    event.preventDefault();
    openWorld(newName.value);
  });

  const scenarioShown = element('b', '', '');
  const scenarioMenu = menu('scenario', 'Scenario ', scenarioShown);
  const INITIAL = 'initial';

  const clockShown = element('b', '', '');
  const clockMenu = menu('clock', 'Clock ', clockShown);
  const moveClock = (change, done) => act(() => {
    clockMenu.close();
    return control('PATCH', inWorld('/clock'), change);
  }, done);
  const showTime = () => {
    if (!worldInfo) return;
    const now = worldInfo.clock.frozen ? new Date(worldInfo.clock.now) : new Date(Date.now() + clockAhead);
    const time = now.toISOString().slice(0, 16).replace('T', ' ') + (worldInfo.clock.frozen ? ', frozen' : '');
    if (clockShown.textContent !== time) clockShown.textContent = time;
  };

  /** The fault that this page plans for the next request. A new one replaces it. */
  const NEXT = 'docs-page-next';
  const nextShown = element('b', '', 'as usual');
  const nextMenu = menu('next', 'Next request ', nextShown);
  const FAILURES = [
    ...[400, 401, 403, 404, 409, 429, 500, 503].map((status) => [String(status), { kind: 'status', status }]),
    ['no response', { kind: 'empty' }],
    ['3 seconds late', { kind: 'latency', latency: 3000 }],
    ['invalid response', { kind: 'invalid-response' }],
  ];
  const failNext = (label, fault) => act(() => {
    nextMenu.close();
    return control('POST', inWorld('/faults'), { id: NEXT, when: { times: 1 }, fault });
  }, 'The next request of this world fails: ' + label + '.');
  const cancelFailure = () => act(() => {
    nextMenu.close();
    return control('DELETE', inWorld('/faults/' + NEXT));
  }, 'The next request does not fail.');
  const showNext = async () => {
    const faults = await control('GET', inWorld('/faults'));
    const planned = faults.find(({ id }) => id === NEXT);
    const isWaiting = planned !== undefined && planned.used === 0;
    if (planned && !isWaiting) await control('DELETE', inWorld('/faults/' + NEXT));
    const [label] = (isWaiting && FAILURES.find(([, fault]) => JSON.stringify(fault) === JSON.stringify(planned.fault))) || [];
    nextShown.textContent = isWaiting ? label || 'fails' : 'as usual';
    nextMenu.details.classList.toggle('on', isWaiting);
    const choices = FAILURES.map(([text, fault]) => button(text, () => failNext(text, fault)));
    nextMenu.fill(isWaiting ? [button('as usual', cancelFailure), ...choices] : choices);
  };

  const reset = (scenario) => act(async () => {
    scenarioMenu.close();
    await control('POST', inWorld('/reset'), scenario === undefined ? {} : { scenario });
    await refreshValues();
  }, scenario === undefined ? 'The world has its initial state.' : 'The world has the state of ' + scenario + '.');
  const resetButton = button('Reset', () => reset(worldInfo && worldInfo.scenario));
  const consoleLink = link('Console', base + OWN);
  consoleLink.target = 'standin-console';

  const tokenForm = element('form', 'token', '');
  const tokenField = element('input', '', '');
  tokenField.type = 'password';
  tokenField.required = true;
  tokenField.placeholder = 'control token';
  tokenField.setAttribute('aria-label', 'Control token');
  tokenField.autocomplete = 'off';
  const tokenButton = button('Use', () => undefined);
  tokenButton.type = 'submit';
  tokenForm.append('To change the world, enter the control token of the server.', tokenField, tokenButton);
  tokenForm.hidden = true;
  tokenForm.addEventListener('submit', (event) => {
    event.preventDefault();
    sessionStorage.setItem(TOKEN, tokenField.value);
    lock(false);
    act(() => control('GET', '/worlds'), '');
  });
  const lock = (isLocked) => {
    tokenForm.hidden = !isLocked;
    for (const part of worldBar.children) if (part !== tokenForm && part !== says) part.hidden = isLocked;
    if (isLocked) sessionStorage.removeItem(TOKEN);
  };

  const showWorld = async () => {
    const [worlds, ready] = await Promise.all([control('GET', '/worlds'), control('GET', '/ready')]);
    worldInfo = worlds.find(({ name }) => name === worldName) || (await control('GET', inWorld('')));
    clockAhead = Date.parse(worldInfo.clock.now) - Date.now();
    worldShown.textContent = worldName;
    const names = worlds.map(({ name }) => name).filter((name) => name !== worldName);
    if (worldName !== 'default' && !names.includes('default')) names.unshift('default');
    worldMenu.fill([...names.map((name) => button(name, () => openWorld(name))), newWorld]);
    const { scenarios = [] } = ready.documents.find(({ mount }) => mount === facts.mount) || {};
    scenarioMenu.details.hidden = scenarios.length === 0;
    scenarioShown.textContent = worldInfo.scenario || INITIAL;
    scenarioMenu.fill(scenarios.map((name) => button(name, () => reset(name))));
    clockMenu.fill([
      button('1 hour later', () => moveClock({ advance: 'PT1H' }, 'The clock is 1 hour later.')),
      button('1 day later', () => moveClock({ advance: 'P1D' }, 'The clock is 1 day later.')),
      button('1 month later', () => moveClock({ advance: 'P1M' }, 'The clock is 1 month later.')),
      worldInfo.clock.frozen
        ? button('Let it run', () => moveClock({ frozen: false }, 'The clock runs.'))
        : button('Freeze it', () => moveClock({ frozen: true }, 'The clock stands still.')),
    ]);
    showTime();
    await Promise.all([showNext(), showUser()]);
  };
  const openWorldBar = (name) => {
    if (!controlled || name === undefined || worldName !== undefined) return;
    worldName = name;
    worldBar.append(worldMenu.details, scenarioMenu.details, clockMenu.details, nextMenu.details, userShown, resetButton, consoleLink, says, tokenForm);
    bar.after(worldBar);
    act(() => undefined, '');
    setInterval(showTime, 1000);
    addEventListener('focus', () => tokenForm.hidden && act(() => undefined, says.textContent));
  };
`;
