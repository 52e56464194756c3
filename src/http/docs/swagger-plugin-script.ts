// The part of the docs page's script that changes Swagger UI: values to try an operation out, marks, a filter over paths and summaries,
// and with each response advice after a 401, the token of a login, and a link to the console. A wrapper around the function that
// starts Swagger UI gets hold of the running instance.

export const swaggerPluginScript = `
  const FILTER = 'standin-filter ' + facts.docs;
  const TOKEN_NAMES = /^(?:access|auth|id|session|bearer)?[-_]?(?:token|jwt)$/i;
  const schemes = () => ui.specSelectors.securityDefinitions();
  const advice = () => {
    const authorized = ui.authSelectors.authorized();
    if (!schemes().some((_, name) => authorized.has(name)))
      return 'You sent no credentials. Press ' + (signIn ? 'Sign in at the top of the page' : 'Authorize') + ', then Execute.';
    return 'Your credentials were refused. ' + (signIn ? 'Sign out and sign in again' : 'Press Authorize') + ', then Execute.';
  };

  /** The schemes that take a token, each with the authorization that Swagger UI stores. */
  const withToken = (value) => {
    const all = Object.entries(schemes()?.toJS() || {});
    const bearer = all.filter(([, { type, scheme }]) => type === 'http' && String(scheme).toLowerCase() === 'bearer');
    const keys = all.filter(([, { type, in: place }]) => type === 'apiKey' && place === 'header');
    return Object.fromEntries((bearer.length > 0 ? bearer : keys).map(([name, schema]) => [name, { name, schema, value }]));
  };
  /** A token in the body of a response, at most two objects deep. */
  const tokenIn = (value, depth) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
    for (const [name, part] of Object.entries(value)) if (TOKEN_NAMES.test(name) && typeof part === 'string' && part !== '') return part;
    for (const part of Object.values(value)) {
      const found = depth > 0 ? tokenIn(part, depth - 1) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const tokenOf = (response) => {
    const status = response.get('status');
    if (!(status >= 200 && status < 300)) return undefined;
    try {
      return tokenIn(JSON.parse(response.get('text')), 2);
    } catch {
      return undefined;
    }
  };
  const exchangeLink = (React, response) => {
    const headers = response.get('headers');
    const header = (name) => headers && (headers.get ? headers.get(name) : headers[name]);
    const id = header('request-id');
    if (!controlled || !id) return null;
    const world = header(facts.worldHeader) || worldName || 'default';
    const href = base + OWN + '#/live/' + encodeURIComponent(id) + '?world=' + encodeURIComponent(world);
    return React.createElement('p', { className: 'standin-exchange' }, React.createElement('a', { href, target: 'standin-console' }, 'Why this response? See the exchange in the console'));
  };
  const tokenOffer = (React, response) => {
    const token = tokenOf(response);
    const offered = token === undefined ? {} : withToken(token);
    const names = Object.keys(offered);
    if (names.length === 0) return null;
    const authorized = ui.authSelectors.authorized();
    const isUsed = names.every((name) => authorized.getIn([name, 'value']) === token);
    const use = () => {
      ui.authActions.authorizeWithPersistOption(offered);
      say('Requests now have the token of this response.');
    };
    return React.createElement('p', { className: 'standin-advice token', role: 'status' },
      isUsed ? 'Requests have the token of this response.' : 'This response has a token. ',
      isUsed ? null : React.createElement('button', { type: 'button', onClick: use }, 'Authorize with it'));
  };
  /** The status under which the document declares a response, if it is a range such as 4XX or the default. */
  const rangeOf = ({ path, method }, response) => {
    const status = String(response.get('status'));
    const declared = ui.specSelectors.specResolvedSubtree(['paths', path, method])?.get('responses');
    if (!declared || declared.has(status)) return undefined;
    return declared.keySeq().find((one) => one.toUpperCase() === status.charAt(0) + 'XX') || (declared.has('default') ? 'default' : undefined);
  };
  const LiveResponse = (Original, { React }) => (props) => {
    const { response } = props;
    const isRefused = response.get('status') === 401 && schemes()?.size;
    const range = rangeOf(props, response);
    // Swagger UI knows no ranges.
    const shown = range === undefined ? props : { ...props, response: response.set('notDocumented', false) };
    return React.createElement('div', null,
      isRefused ? React.createElement('p', { className: 'standin-advice', role: 'status' }, advice()) : null,
      tokenOffer(React, response),
      React.createElement(Original, shown),
      range === undefined ? null : React.createElement('p', { className: 'standin-range' }, 'The document declares this status as ' + range + '.'),
      exchangeLink(React, response));
  };
  const SummaryPath = (Original, { React, specSelectors }) => (props) => {
    const place = ['paths', props.operationProps.get('path'), props.operationProps.get('method')];
    const note = specSelectors.specJson().getIn([...place, facts.names.note]);
    const original = React.createElement(Original, props);
    return note ? React.createElement(React.Fragment, null, original, React.createElement('span', { className: 'standin-note' }, note)) : original;
  };

  /** Every word of the filter is in the tag, the method, the path, the summary or the id of an operation. */
  const filterOperations = (tagged, phrase) => {
    const words = phrase.toLowerCase().split(/\\s+/).filter(Boolean);
    const fits = (tag, one) => {
      const own = ['summary', 'operationId'].map((name) => one.getIn(['operation', name]) || '');
      const text = [tag, one.get('method'), one.get('path'), ...own].join(' ').toLowerCase();
      return words.every((word) => text.includes(word));
    };
    const left = tagged.map((group, tag) => group.update('operations', (all) => all.filter((one) => fits(tag, one))));
    return left.filter((group) => group.get('operations').size > 0);
  };
  const rememberFilter = () => {
    const filter = ui.layoutSelectors.currentFilter();
    if (typeof filter === 'string' && filter !== 'true' && filter !== 'false') sessionStorage.setItem(FILTER, filter);
    else if (filter !== undefined) sessionStorage.removeItem(FILTER);
  };

  const escaped = (token) => token.replaceAll('~', '~0').replaceAll('/', '~1');
  /** An operation with the values that the server has for it now; undefined if it has none. */
  const operationNow = async (path, method) => {
    const pointer = '/paths/' + escaped(path) + '/' + method;
    const response = await fetch('operation?pointer=' + encodeURIComponent(pointer));
    return response.ok ? response.json() : undefined;
  };
  /** Swagger UI resolves an operation when it is opened. Before that, it gets its values. */
  const valuesOnOpening = (system) => {
    const resolve = system.fn.resolveSubtree;
    system.fn.resolveSubtree = async (document, path, options) => {
      const [first, name, method] = path;
      if (first !== 'paths' || path.length !== 3 || !document.paths?.[name]?.[method]) return resolve(document, path, options);
      const operation = await operationNow(name, method).catch(() => undefined);
      if (!operation) return resolve(document, path, options);
      const paths = { ...document.paths, [name]: { ...document.paths[name], [method]: operation } };
      return resolve({ ...document, paths }, path, options);
    };
  };

  /** The operations that were opened before get the values that exist now. */
  const refreshValues = async () => {
    const { fn, specSelectors, specActions } = ui.getSystem();
    const document = specSelectors.specJson().toJS();
    for (const [path, item] of Object.entries(document.paths || {})) {
      for (const method of Object.keys(item)) {
        const place = ['paths', path, method];
        if (!isOpened(place)) continue;
        const { spec } = await fn.resolveSubtree(document, place, { baseDoc: specSelectors.url() });
        if (!spec) continue;
        specActions.updateResolvedSubtree(place, spec);
        fillKeys(path, method);
      }
    }
  };
  const keyIn = (parameter) => parameter.get('example') ?? parameter.get('examples')?.first()?.get('value');
  const isOpened = (place) => ui.getSystem().specSelectors.specResolvedSubtree(place)?.get('responses') !== undefined;
  const parametersOf = (place) => ui.getSystem().specSelectors.specResolvedSubtree(place).get('parameters') || [];
  const fillKeys = (path, method) => {
    const { specActions } = ui.getSystem();
    for (const parameter of parametersOf(['paths', path, method])) {
      const key = keyIn(parameter);
      if (parameter.get('in') === 'path' && key !== undefined) specActions.changeParamByIdentity([path, method], parameter, String(key), false);
    }
  };
  /** Gives a parameter the example that it has now. A value that a person entered stays. */
  const updateKey = ([path, method], index, { example, examples }) => {
    const { specSelectors, specActions } = ui.getSystem();
    const place = ['paths', path, method];
    const before = parametersOf(place).get(index);
    const entered = specSelectors.parameterValues([path, method]).get('path.' + before.get('name'));
    const isOwn = entered !== undefined && String(entered) !== String(keyIn(before));
    for (const [name, value] of Object.entries({ example, examples })) specActions.updateResolvedSubtree([...place, 'parameters', index, name], value);
    const now = parametersOf(place).get(index);
    const key = keyIn(now);
    // Swagger UI finds a value by all properties of its parameter.
    if (isOwn || key !== undefined) specActions.changeParamByIdentity([path, method], now, isOwn ? entered : String(key), false);
  };
  /** After a creation, the operations that were opened before have the key of the new item. */
  const refreshKeys = async () => {
    for (const [path, item] of ui.specSelectors.specJson().get('paths')) {
      for (const method of path.includes('{') ? item.keySeq() : []) {
        if (!isOpened(['paths', path, method])) continue;
        const { parameters = [] } = (await operationNow(path, method)) || {};
        for (const [index, parameter] of parametersOf(['paths', path, method]).entries()) {
          const now = parameters.find((one) => one.in === 'path' && one.name === parameter.get('name'));
          if (now && parameter.get('in') === 'path') updateKey([path, method], index, now);
        }
      }
    }
  };

  const Standin = () => ({
    wrapComponents: { liveResponse: LiveResponse, OperationSummaryPath: SummaryPath, InfoUrl: () => () => null },
    fn: { opsFilter: filterOperations },
    afterLoad: valuesOnOpening,
  });
  const open = window.SwaggerUIBundle;
  const started = () => {
    ui.getStore().subscribe(rememberFilter);
    ui.getStore().subscribe(followTokens);
    const field = document.querySelector('.operation-filter-input');
    if (field) field.placeholder = 'Filter by path, method, summary or tag';
    openWorldBar(ui.specSelectors.specJson().get(facts.names.world));
  };
  /** Called with each response, those of the page itself included. */
  const onResponse = (response) => {
    if (String(response.url).includes(facts.docs)) return response;
    if (worldName !== undefined && tokenForm.hidden) showNext().catch(() => undefined);
    if (response.status === 201) refreshKeys().catch(() => undefined);
    return response;
  };
  const opening = (config) => {
    const filter = sessionStorage.getItem(FILTER) || true;
    ui = open({ ...config, filter, onComplete: started, responseInterceptor: onResponse, plugins: [...config.plugins, Standin] });
    if (signIn) opened();
    return ui;
  };
  window.SwaggerUIBundle = Object.assign(opening, open);
`;
