// The bar at the top: the places, and the world, its clock and the user, which are visible everywhere.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { origin } from './connection.ts';
import { copy } from './parts/copy.ts';
import { Icon } from './parts/icons.tsx';
import { Menu, MenuItem } from './parts/menu.tsx';
import { hrefOf, PLACES, type PlaceName, route, worldName } from './route.ts';
import { addressOf, resetWorld, chooseWorld, faults, scenarios, stubs, world, worlds } from './state.ts';
import { CLOCK_STEPS, moveClock, nowOf, toggleFreeze } from './worlds/clock.ts';
import { forkNow } from './worlds/fork.ts';
import { ShareDialog } from './worlds/share.tsx';
import { UserMenu } from './user-menu.tsx';

/** A small screen shows only the first word. */
export const TITLES: Readonly<Record<PlaceName, string>> = {
  live: 'Live',
  data: 'Data',
  faults: 'Errors & delays',
  worlds: 'Worlds & time',
  contract: 'Contract',
};

export function Bar({ search, help }: { readonly search: () => void; readonly help: () => void }) {
  return (
    <header class="bar">
      <a class="skip" href={hrefOf(route.value.place)} onClick={() => document.querySelector<HTMLElement>('main')?.focus()}>
        Skip to the content
      </a>
      <a class="brand" href={hrefOf('live')} aria-label="standin, Live">
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M3 6.5 10 3l7 3.5L10 10zM3 10l7 3.5L17 10M3 13.5 10 17l7-3.5" />
        </svg>
        <span>standin</span>
      </a>
      <Places />
      <span class="right">
        <PlansBadge />
        <button type="button" class="search" onClick={search} aria-label="Search Ctrl K">
          <Icon name="search" />
          <span class="wide">Search</span> <kbd class="wide">Ctrl K</kbd>
        </button>
        <UserMenu />
        <WorldMenu />
        <ClockMenu />
        <button type="button" class="plain wide" onClick={help} aria-label="Keys" title="Keys (?)">
          ?
        </button>
      </span>
    </header>
  );
}

function Places() {
  const { place } = route.value;
  const violations = worlds.value.reduce((sum, one) => sum + one.violations, 0);
  return (
    <nav class="places" aria-label="Places">
      {PLACES.map((name, index) => (
        <a key={name} href={hrefOf(name)} aria-current={name === place ? 'page' : undefined} title={`Key ${index + 1}`}>
          <Icon name={name} />
          <Title text={TITLES[name]} />
          {name === 'contract' && violations > 0 && (
            <span class="count" title={violations === 1 ? '1 violation' : `${violations} violations`}>
              {violations}
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}

function Title({ text }: { readonly text: string }) {
  const [first = '', ...rest] = text.split(' ');
  return (
    <span>
      {first}
      <span class="rest">{rest.map((word) => ` ${word}`).join('')}</span>
    </span>
  );
}

/** Says that something does not work as usual. */
function PlansBadge() {
  const count = faults.value.length + stubs.value.length;
  if (count === 0) return null;
  return (
    <a class="badge warn" href={hrefOf('faults')} title={count === 1 ? 'It is on until you clear it' : 'They are on until you clear them'}>
      <Icon name="faults" /> {count}
      <span class="hidden">{count === 1 ? ' error or stub is on' : ' errors and stubs are on'}</span>
    </a>
  );
}

function WorldMenu() {
  const name = worldName.value;
  const isSharing = useSignal(false);
  return (
    <>
    <Menu
     
      name={`World: ${name}`}
      label={
        <>
          <Icon name="world" />
          <span class="world-name">{name}</span>
        </>
      }
    >
      <p class="title">World</p>
      {worlds.value.slice(0, 12).map((one) => (
        <MenuItem key={one.name} run={() => chooseWorld(one.name)}>
          {one.name} {one.name === name && <span class="dim">shown</span>}
        </MenuItem>
      ))}
      <hr />
      <MenuItem run={() => resetWorld(name)}>Reset {name}</MenuItem>
      {scenarios.value.slice(0, 12).map((one) => (
        <MenuItem key={one} run={() => resetWorld(name, one)}>
          Begin again with {one} {world.value?.scenario === one && <span class="dim">now</span>}
        </MenuItem>
      ))}
      <hr />
      <MenuItem run={() => forkNow(name)}>Copy {name} to a new world</MenuItem>
      <MenuItem run={() => copy(addressOf(name, origin), 'The address of the API is')}>Copy the address of the API</MenuItem>
      <MenuItem run={() => (isSharing.value = true)}>Share this page</MenuItem>
    </Menu>
      {isSharing.value && <ShareDialog close={() => (isSharing.value = false)} />}
    </>
  );
}

function ClockMenu() {
  const tick = useSignal(0);
  useEffect(() => {
    const timer = setInterval(() => (tick.value += 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  const { clock } = world.value ?? {};
  if (!clock || tick.value < 0) return null;
  const now = nowOf(clock);
  return (
    <Menu
     
      name={`Clock: ${now.toISOString().slice(0, 19).replace('T', ' ')}${clock.frozen ? ' frozen' : ''}`}
      label={
        <span class="clock">
          <span class="wide">{now.toISOString().slice(0, 10)} </span>
          {now.toISOString().slice(11, 19)}
          {clock.frozen && <span class="dim"> frozen</span>}
        </span>
      }
    >
      <p class="title">Clock (UTC)</p>
      {CLOCK_STEPS.map(({ label, duration }) => (
        <MenuItem key={duration} run={() => moveClock(duration, label)}>
          {label}
        </MenuItem>
      ))}
      <MenuItem run={() => toggleFreeze(clock.frozen)}>{clock.frozen ? 'Let it run' : 'Freeze'}</MenuItem>
      <hr />
      <a class="item" data-closes href={hrefOf('worlds')}>
        Set it, and see what expires next
      </a>
    </Menu>
  );
}
