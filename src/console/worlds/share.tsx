// The address of this page with its world and what is open, for other people and other devices.
import { useSignal } from '@preact/signals';
import { generate } from 'lean-qr';
import { copy } from '../parts/copy.ts';
import { Dialog } from '../parts/dialog.tsx';
import { hrefOf, route } from '../route.ts';
import { server } from '../state.ts';

const ONLY_HERE = ['localhost', '127.0.0.1', '[::1]'];

/**
 * @param origin of the server, as other devices reach it
 * @param token gives control of the server to everybody who has the link
 */
export function shareLink(origin = location.origin, token?: string): string {
  const { place, rest, query } = route.value;
  const here = hrefOf(place, rest, Object.fromEntries(query));
  const secret = token === undefined ? '' : `${here.includes('?') ? '&' : '?'}token=${encodeURIComponent(token)}`;
  return `${origin}${location.pathname}${here}${secret}`;
}

export function ShareDialog({ close }: { readonly close: () => void }) {
  const { addresses = [], controlToken } = server.value ?? {};
  const hasToken = useSignal(false);
  const isOnlyHere = ONLY_HERE.includes(location.hostname);
  // A link to this machine is of no use elsewhere.
  const origin = isOnlyHere ? (addresses[0] ?? location.origin) : location.origin;
  const link = shareLink(origin, hasToken.value ? controlToken : undefined);
  return (
    <Dialog title="Share this page" close={close}>
      <div class="share">
        <QrCode text={link} />
        <p>
          <code>{link}</code>
        </p>
        {controlToken !== undefined && (
          <label class="check">
            <input type="checkbox" checked={hasToken.value} onChange={({ currentTarget }) => (hasToken.value = currentTarget.checked)} />
            With the control token: everybody who has the link can see and change everything
          </label>
        )}
        <button type="button" class="main" onClick={() => copy(link, 'The link is')}>
          Copy the link
        </button>
        {isOnlyHere && addresses.length === 0 && (
          <p class="dim">This address works on this machine only. Start the server with --host 0.0.0.0 for other devices.</p>
        )}
      </div>
    </Dialog>
  );
}

/** Light modules around the code (ISO/IEC 18004, section 6.3.8). */
const QUIET_ZONE = 4;

function QrCode({ text }: { readonly text: string }) {
  const code = generate(text);
  const size = code.size + 2 * QUIET_ZONE;
  let path = '';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h1v1h-1z`;
  }
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label="QR code of the link">
      <path d={path} />
    </svg>
  );
}
