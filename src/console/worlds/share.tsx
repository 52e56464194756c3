// The address of this page with its world and what is open, for other people and other devices.
import { generate } from 'lean-qr';
import { copy } from '../parts/copy.ts';
import { Dialog } from '../parts/dialog.tsx';
import { hrefOf, route } from '../route.ts';

/** The token is not part of it. */
export function shareLink(): string {
  const { place, rest, query } = route.value;
  return `${location.origin}${location.pathname}${hrefOf(place, rest, Object.fromEntries(query))}`;
}

export function ShareDialog({ close }: { readonly close: () => void }) {
  const link = shareLink();
  return (
    <Dialog title="Share this page" close={close}>
      <div class="share">
        <QrCode text={link} />
        <p>
          <code>{link}</code>
        </p>
        <button type="button" class="main" onClick={() => copy(link, 'The link is')}>
          Copy the link
        </button>
        {['localhost', '127.0.0.1', '[::1]'].includes(location.hostname) && (
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
