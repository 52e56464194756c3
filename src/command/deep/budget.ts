// How long a deep check can take, and how many requests it can send.

/** The longest pause that a Retry-After can ask for, in milliseconds. */
const MAX_PAUSE = 60_000;

export class Budget {
  readonly #deadline: number;
  readonly #most: number;
  #sent = 0;
  /** Whether something was left out because of it. */
  isExceeded = false;

  constructor(milliseconds: number, most: number) {
    this.#deadline = Date.now() + milliseconds;
    this.#most = most;
  }

  get sent(): number {
    return this.#sent;
  }

  /** Takes one request. False without a request that is left. */
  take(): boolean {
    if (this.#sent >= this.#most || Date.now() >= this.#deadline) {
      this.isExceeded = true;
      return false;
    }
    this.#sent += 1;
    return true;
  }

  /** Counts a request that must be sent in any case: it removes what the check created. */
  takeAnyway(): void {
    this.#sent += 1;
  }

  /** Waits as a service asks for. False if there is no time for it. */
  async pause(milliseconds: number): Promise<boolean> {
    if (milliseconds > MAX_PAUSE || Date.now() + milliseconds > this.#deadline) {
      this.isExceeded = true;
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return true;
  }
}

/** Milliseconds that a Retry-After asks for (RFC 9110, section 10.2.3). */
export function retryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
