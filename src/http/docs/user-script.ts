// The part of the docs page's script that shows whose requests the page sends: the user of the world, else the one of the token.

export const userScript = `
  const userShown = element('span', 'user', '');
  userShown.hidden = true;
  /** The users of the documents, as the control API lists them. */
  let users = [];
  let tokensShown;
  /** The tokens of the page by the names of their schemes. */
  const tokensOfPage = () => {
    const authorized = ui.authSelectors.authorized().entrySeq().toArray();
    const texts = authorized.map(([name, one]) => [name, one.get('value')]).filter(([, value]) => typeof value === 'string');
    return texts.map(([name, value]) => [name, value.replace(/^Bearer /i, '')]);
  };
  const endUserOfWorld = () => act(() => control('DELETE', inWorld('/user')), 'The token of each request decides who it is from.');
  const endToken = (token) => {
    ui.authActions.logoutWithPersistOption(tokensOfPage().filter(([, value]) => value === token).map(([name]) => name));
    say('Requests have no token now.');
  };
  const showUserNow = () => {
    const own = worldInfo && worldInfo.user;
    const tokens = tokensOfPage().map(([, token]) => token);
    const user = own ? users.find(({ path, key }) => path === own.path && key === own.key) || { name: own.key } : users.find(({ token }) => tokens.includes(token));
    userShown.hidden = user === undefined;
    if (user === undefined) return;
    userShown.replaceChildren(
      own ? 'All requests are from ' : 'Signed in as ',
      element('b', '', user.name),
      own ? button('Stop', endUserOfWorld) : button('Sign out', () => endToken(user.token)),
    );
  };
  const showUser = async () => {
    users = await control('GET', inWorld('/users'));
    showUserNow();
  };
  /** Called with each change of the page. A new token can be that of a new user. */
  const followTokens = () => {
    const now = JSON.stringify(tokensOfPage());
    if (worldName === undefined || !tokenForm.hidden || now === tokensShown) return;
    tokensShown = now;
    showUser().catch(() => undefined);
  };
`;
