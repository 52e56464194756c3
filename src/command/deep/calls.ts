// Sends the requests of a deep check through the proxy, which validates the responses, and adds what the document cannot express.
import type { Operation } from '../../contract/operation/operations.ts';
import type { SampledRequest } from '../../contract/sample/sample-request.ts';
import type { Violation } from '../../errors/http-error.ts';
import type { ProxyExchange, Standin } from '../../index.ts';
import { isSecret } from '../../json/secrets.ts';
import type { ContractViolation } from '../../report/record.ts';
import { terminalLine } from '../../report/terminal-text.ts';
import { violationText } from '../../report/violation-text.ts';
import { type Budget, retryAfter } from './budget.ts';

/** What else is wrong with an exchange. */
export type FindMore = (exchange: ProxyExchange) => readonly Violation[];

export interface SentCall {
  readonly exchange: ProxyExchange;
  /** Whether the service asked to come again later, and there was no time. */
  readonly isRefusedForNow: boolean;
}

/** How often a request is repeated if the service asks for it. */
const MAX_REPETITIONS = 3;

export interface CallOptions {
  readonly findMore?: FindMore;
  /** Whether the client violates the document on purpose. */
  readonly isBroken?: boolean;
  /** Whether it is sent without the credentials of the user. */
  readonly isAnonymous?: boolean;
  /** Whether it is sent even if the budget is spent. */
  readonly isNeeded?: boolean;
}

export class Calls {
  readonly #headers: Readonly<Record<string, string>>;
  readonly #budget: Budget;
  #standin: Standin | undefined;
  #options: CallOptions = {};
  #latest: ProxyExchange | undefined;
  /** What was found, by the id of the operation. */
  readonly findings = new Map<string, string[]>();
  /** How many requests got no response. */
  failed = 0;

  constructor(headers: Readonly<Record<string, string>>, budget: Budget) {
    this.#headers = headers;
    this.#budget = budget;
  }

  use(standin: Standin): void {
    this.#standin = standin;
  }

  get hasCredentials(): boolean {
    return Object.keys(this.#headers).some(isSecret);
  }

  /** The violations of an exchange: those of the service, and what the check knows of it. */
  readonly onExchange = (exchange: ProxyExchange): readonly ContractViolation[] => {
    const { findMore, isBroken = false } = this.#options;
    this.#latest = exchange;
    if (isForNow(exchange)) return [];
    const more = findMore?.(exchange) ?? [];
    // An error of the service is one finding, whether its status is declared or not.
    const isError = more.some(({ rule }) => rule === 'server-error');
    const kept = exchange.violations.filter(({ direction, violation: { rule } }) => {
      return direction === 'response' ? !isError || rule !== 'status' : !isBroken;
    });
    const all = [
      ...kept,
      ...more.map((violation) => ({ direction: 'response' as const, violation, schema: undefined })),
    ];
    for (const { direction, violation } of all)
      this.#remember(exchange, `${direction === 'request' ? 'client' : 'server'}: ${violationText(violation)}`);
    return all;
  };

  /** Undefined if there was no response, or the budget is spent. */
  async send(request: SampledRequest, options: CallOptions = {}): Promise<SentCall | undefined> {
    for (let repetition = 0; ; repetition++) {
      if (options.isNeeded) this.#budget.takeAnyway();
      else if (!this.#budget.take()) return undefined;
      const exchange = await this.#sendOnce(request, options);
      if (!exchange) {
        this.failed += 1;
        return undefined;
      }
      if (!isForNow(exchange)) return { exchange, isRefusedForNow: false };
      const pause = retryAfter(exchange.response.headers['retry-after']) ?? 1000;
      if (repetition === MAX_REPETITIONS || !(await this.#budget.pause(pause)))
        return { exchange, isRefusedForNow: true };
    }
  }

  async #sendOnce(
    { method, url, headers, body: payload }: SampledRequest,
    options: CallOptions,
  ): Promise<ProxyExchange | undefined> {
    this.#options = options;
    this.#latest = undefined;
    const own = Object.entries(this.#headers).filter(([name]) => !options.isAnonymous || !isSecret(name));
    await this.#standin?.inject({
      method: method as 'GET',
      url,
      headers: { accept: 'application/json, */*;q=0.5', ...headers, ...Object.fromEntries(own) },
      ...(payload !== undefined && { payload }),
    });
    return this.#latest;
  }

  #remember({ operation, method, path }: ProxyExchange, text: string): void {
    const key = operation ?? `${method} ${path}`;
    const known = this.findings.get(key) ?? [];
    this.findings.set(key, known);
    if (!known.includes(text)) known.push(text);
  }

  /** The findings of an operation as lines, and forgets them. */
  linesOf({ id }: Operation): string {
    const lines = this.findings.get(id) ?? [];
    this.findings.delete(id);
    return lines.map((line) => `\n  ${terminalLine(line)}`).join('');
  }
}

/** The service asks to come again: it says nothing about the request. */
function isForNow({ status, response }: ProxyExchange): boolean {
  return status === 429 || (status === 503 && response.headers['retry-after'] !== undefined);
}

/** A 5xx is never the response to a request that the service could have refused. */
export function serverError({ status }: ProxyExchange, what: string): readonly Violation[] {
  if (status < 500 || status === 501) return [];
  return [{ pointer: '', rule: 'server-error', message: `The service failed with ${status} on ${what}` }];
}
