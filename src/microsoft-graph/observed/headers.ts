// The response headers of the real service, as recorded: for successes in a batch (HDR-01) and for errors at the gateway (HDR-02).
import type { ExchangeFacts, HeadersToSend } from '../../conventions/convention.ts';
import { isLoopback } from '../../loopback.ts';

export const SUCCESS_TYPE =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

/** The data centre and machine of the gateway. The values are ours. */
const DIAGNOSTIC = JSON.stringify({
  ServerInfo: { DataCenter: 'Standin', Slice: 'E', Ring: '1', ScaleUnit: '001', RoleInstance: 'STANDIN00000001' },
});

export function addObservedHeaders(headers: HeadersToSend, facts: ExchangeFacts, status: number): void {
  const { requestId, clientRequestId = requestId } = facts;
  headers['request-id'] = requestId;
  headers['client-request-id'] = clientRequestId;
  headers['x-ms-ags-diagnostic'] = DIAGNOSTIC;
  headers.vary = 'Accept-Encoding';
  if (status < 300) {
    headers['cache-control'] = 'no-cache';
    headers['odata-version'] = '4.0';
  }
  if (canSendHsts(facts)) headers['strict-transport-security'] = 'max-age=31536000';
}

/** false on loopback: with HSTS for localhost, a browser requires TLS of every local server for a year. */
function canSendHsts({ origin }: ExchangeFacts): boolean {
  return !(origin.startsWith('https:') && isLoopback(origin.replace(/^https:\/\/|:\d+$/g, '')));
}
