// Delivers one callback or webhook. With a secret, it is signed and repeated as Standard Webhooks says
// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** A message to a receiver. */
interface OutgoingMessage {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined for a request without a body. */
  readonly body: string | undefined;
  /** The same in every attempt. */
  readonly id: string;
  /** `whsec_` and the key in base64. Undefined if the message is neither signed nor repeated. */
  readonly secret: string | undefined;
  /** Aborted when there are to be no more attempts. */
  readonly closing: AbortSignal;
  /** Reads the body of a response. */
  readonly readBody: (response: Response) => Promise<string | undefined>;
}

interface Delivery {
  /** The last response. Undefined if the last attempt had none. */
  readonly response: { readonly status: number; readonly text: string | undefined } | undefined;
  /** Why there is no response. */
  readonly reason: string | undefined;
  readonly attempts: number;
}

/** Milliseconds in which a receiver must respond. */
const RESPONSE_TIMEOUT_MS = 10_000;

/** Milliseconds of the machine's time before each repeated attempt. */
const RETRY_DELAYS_MS = [250, 1_000, 4_000];

/** The status of a receiver that wants no more messages. */
const GONE = 410;

export async function deliver(message: OutgoingMessage): Promise<Delivery> {
  const { secret, closing } = message;
  const delays = secret === undefined ? [] : RETRY_DELAYS_MS;
  for (let attempts = 1; ; attempts++) {
    const attempt = await attemptOf(message);
    const delay = delays[attempts - 1];
    if (isFinal(attempt.response?.status) || delay === undefined || closing.aborted) return { ...attempt, attempts };
    await sleep(delay, undefined, { signal: closing }).catch(() => undefined);
    if (closing.aborted) return { ...attempt, attempts };
  }
}

function isFinal(status: number | undefined): boolean {
  return status !== undefined && ((status >= 200 && status < 300) || status === GONE);
}

async function attemptOf(message: OutgoingMessage): Promise<Omit<Delivery, 'attempts'>> {
  const { url, method, headers, body, readBody } = message;
  try {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(RESPONSE_TIMEOUT_MS),
      headers: { ...headers, ...signatureOf(message) },
      ...(body !== undefined && { body }),
    });
    return { response: { status: response.status, text: await readBody(response) }, reason: undefined };
  } catch (error) {
    return { response: undefined, reason: failureOf(error) };
  }
}

/** The headers that identify and sign a message. Receivers compare the time with that of their machine. */
function signatureOf({ id, secret, body = '' }: OutgoingMessage): Readonly<Record<string, string>> {
  if (secret === undefined) return {};
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(secret.slice(secret.indexOf('_') + 1), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

/** Why a request failed. */
export function failureOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message !== '' ? `${message}: ${cause.message}` : message;
}
