// The menu with the user from whom all requests of the world are, and with the scopes of their tokens.
import { copy } from './parts/copy.ts';
import { Icon } from './parts/icons.tsx';
import { Menu, MenuItem } from './parts/menu.tsx';
import { useLoaded } from './parts/use-loaded.ts';
import { worldName } from './route.ts';
import { currentWorld, scopes, stateVersion } from './state.ts';
import { actAs, expireAll, grantedScopes, isUserOfWorld, limitScopes, userOfWorld } from './users.ts';

export function UserMenu() {
  const { value: users = [], failure } = useLoaded(() => currentWorld().users(), [stateVersion.value]);
  const who = users.find(isUserOfWorld);
  const name = who?.name ?? userOfWorld.value?.key;
  const limits = grantedScopes.value === undefined ? '' : `${grantedScopes.value.size} of ${scopes.value.length} scopes`;
  const spoken = [name === undefined ? 'User: by the token' : `User: ${name}`, limits].filter(Boolean).join(', ');
  const shown = [name, limits].filter(Boolean).join(', ');
  return (
    <Menu
      name={spoken}
      label={
        <>
          <Icon name="person" />
          {shown !== '' && <span class="wide">{shown}</span>}
        </>
      }
    >
      <p class="title">Act in {worldName.value} as</p>
      {failure !== undefined && <p class="problem">{failure}</p>}
      <MenuItem run={() => actAs(undefined)}>
        The user of each token {name === undefined && <span class="dim">now</span>}
      </MenuItem>
      {users.slice(0, 12).map((one) => (
        <MenuItem key={`${one.mount}${one.path}${one.key}`} run={() => actAs(one)}>
          {one.name} {isUserOfWorld(one) && <span class="dim">now</span>}
        </MenuItem>
      ))}
      {users.length === 0 && <p class="dim">The documents have no collection of people.</p>}
      <hr />
      <Scopes />
      {who && <MenuItem run={() => copy(`Authorization: Bearer ${who.token}`, `The header of ${who.name} is`)}>Copy the header of {who.name}</MenuItem>}
      <MenuItem run={expireAll}>Expire all tokens issued so far</MenuItem>
    </Menu>
  );
}

/** The scopes that all tokens have. The menu stays open, because a person often changes several. */
function Scopes() {
  const all = scopes.value;
  if (all.length === 0) return null;
  const granted = grantedScopes.value;
  const isGranted = (name: string) => granted === undefined || granted.has(name);
  const change = (name: string, isOn: boolean) =>
    limitScopes(all.map((one) => one.name).filter((one) => (one === name ? isOn : isGranted(one))));
  return (
    <fieldset class="scopes">
      <legend class="title">Scopes of all tokens in {worldName.value}</legend>
      {all.map(({ name, description }) => (
        <label key={name} class="item" title={description}>
          <input type="checkbox" checked={isGranted(name)} onChange={({ currentTarget }) => change(name, currentTarget.checked)} />
          <span>{name}</span>
        </label>
      ))}
      <div class="actions">
        <button type="button" disabled={granted === undefined} onClick={() => limitScopes(undefined)}>
          All
        </button>
        <button type="button" disabled={granted?.size === 0} onClick={() => limitScopes([])}>
          None
        </button>
      </div>
      <hr />
    </fieldset>
  );
}
