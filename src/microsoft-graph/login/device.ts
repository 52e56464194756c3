// The device code flow (RFC 8628): a device shows a code, a person enters it on a page and signs in, and the device, which keeps
// asking, gets its tokens.
import { randomInt, randomUUID } from 'node:crypto';
import type { JsonObject } from '../../json/value.ts';
import { accountOf, suggestedAccounts } from './accounts.ts';
import { requireClientId } from './clients.ts';
import type { LoginContext } from './context.ts';
import type { operations } from './generated/document.js';
import { deviceCodePage, deviceDonePage, type HtmlPage } from './pages.ts';
import { refusalError, refusalOf, textOf } from './refusals.ts';
import { scopesIn } from './scopes.ts';

type DeviceRequest = operations['requestDeviceCode']['requestBody']['content']['application/x-www-form-urlencoded'];
type DeviceResponse = operations['requestDeviceCode']['responses'][200]['content']['application/json'];
type DeviceForm = operations['signInOnDevice']['requestBody']['content']['application/x-www-form-urlencoded'];

/** What the world knows of a device that waits for a person, by the code that it shows. */
interface WaitingDevice {
  /** Part of the device code, which nobody can guess. */
  readonly id: string;
  readonly client: string;
  readonly tenant: string;
  readonly scope: string;
  readonly issuedAt: number;
  /** The name of the account that signed in. */
  readonly upn?: string;
  readonly declined?: boolean;
}

/** The sign-in that a device code stands for. */
export interface DeviceGrant {
  readonly upn: string;
  readonly scope: string;
}

type ShownPage<Status> = HtmlPage & { readonly status: Status };

/** Seconds during which a code is valid, and between two requests for tokens. */
const LIFETIME_S = 900;
const INTERVAL_S = 5;

/** Letters and digits that people do not confuse (RFC 8628, section 6.1). */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const CODE_LENGTH = 9;

/** Starts a sign-in. Throws HttpError if the client or the scope is invalid. */
export async function deviceCodeFor(request: DeviceRequest, context: LoginContext): Promise<DeviceResponse> {
  const client = requireClientId(request.client_id, context);
  const { scope } = request;
  if (scope === undefined || scope === '') throw refusalError('parameterMissing', 'scope');
  scopesIn(scope, context.service);
  const { tenant, now: issuedAt, service, tenantName } = context;
  const userCode = Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const device: WaitingDevice = { id: randomUUID(), client, tenant, scope, issuedAt };
  await keep(userCode, device, context);
  const uri = `${service}/${tenantName}/oauth2/v2.0/deviceauth`;
  return {
    user_code: userCode,
    device_code: `${userCode}.${device.id}`,
    verification_uri: uri,
    expires_in: LIFETIME_S,
    interval: INTERVAL_S,
    message: `To sign in, use a web browser to open the page ${uri} and enter the code ${userCode} to authenticate.`,
  };
}

/** The page on which a person enters the code. The query can contain it. */
export async function devicePage(userCode: string | undefined, context: LoginContext): Promise<HtmlPage> {
  const known = userCode === undefined ? undefined : await waitingAt(userCode, context);
  const problem = userCode === undefined || known ? undefined : textOf(refusalOf('deviceCodeUnknown'));
  return deviceCodePage({
    userCode,
    client: known?.client,
    accounts: suggestedAccounts(context.tenant, undefined),
    problem,
  });
}

/** The submitted page: an account was chosen for a code, or the sign-in was cancelled. */
export async function signInOnDevice(
  { user_code: entered = '', account: name = '', cancel }: DeviceForm,
  context: LoginContext,
): Promise<ShownPage<200> | ShownPage<400>> {
  const userCode = entered.trim().toUpperCase();
  const device = await waitingAt(userCode, context);
  if (!device) return { status: 400, ...(await devicePage(userCode, context)) };
  if (cancel !== undefined) {
    await keep(userCode, { ...device, declined: true }, context);
    return { status: 200, ...deviceDonePage('You cancelled the sign-in', device.client) };
  }
  const account = accountOf(name, context.tenant);
  if (!account) {
    const problem = textOf(refusalOf('accountInvalid', name, context.tenantName));
    const accounts = suggestedAccounts(context.tenant, undefined);
    return { status: 400, ...deviceCodePage({ userCode, client: device.client, accounts, problem }) };
  }
  await keep(userCode, { ...device, upn: account.upn }, context);
  return { status: 200, ...deviceDonePage('You signed in', device.client) };
}

/** Throws HttpError `authorization_pending` until somebody signs in, and if the code is invalid, expired or used. */
export async function redeemDeviceCode(code: string, client: string, context: LoginContext): Promise<DeviceGrant> {
  const [userCode = '', id] = code.split('.');
  const device = await deviceAt(userCode, context);
  if (!device || device.id !== id) throw refusalError('deviceCodeUnknown');
  if (device.tenant !== context.tenant) throw refusalError('grantOfAnotherTenant');
  if (device.client !== client) throw refusalError('grantOfAnotherClient');
  if (isExpired(device, context)) throw refusalError('deviceCodeExpired');
  if (device.declined) throw refusalError('deviceDeclined');
  if (device.upn === undefined) throw refusalError('devicePending');
  if (!(await context.privateState.claim(`login/device-used/${device.id}`))) throw refusalError('codeRedeemed');
  return { upn: device.upn, scope: device.scope };
}

function isExpired({ issuedAt }: WaitingDevice, { now }: LoginContext): boolean {
  return now >= issuedAt + LIFETIME_S * 1000;
}

/** The device that shows a code and still waits. */
async function waitingAt(userCode: string, context: LoginContext): Promise<WaitingDevice | undefined> {
  const device = await deviceAt(userCode, context);
  const waits = device && device.upn === undefined && !device.declined && !isExpired(device, context);
  return waits ? device : undefined;
}

async function deviceAt(userCode: string, { privateState }: LoginContext): Promise<WaitingDevice | undefined> {
  return (await privateState.read(placeOf(userCode))) as unknown as WaitingDevice | undefined;
}

async function keep(userCode: string, device: WaitingDevice, { privateState }: LoginContext): Promise<void> {
  await privateState.set(placeOf(userCode), { ...device } as unknown as JsonObject);
}

function placeOf(userCode: string): string {
  return `login/device/${userCode.trim().toUpperCase()}`;
}
